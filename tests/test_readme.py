"""What the README says is so: its commands, in the order in which they stand there, and its claims."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei import encode, export, text
from puzanov_tei.exporters import EXPORTERS
from puzanov_tei.exporters.editions import EDITIONS
from puzanov_tei.readers import READERS
from tests_support import ROOT, SAMPLE, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    return [line[2:] for block in CONSOLE.findall(README) for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("corpus/source", "corpus/authority", "schema"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_readme_shows_commands() -> None:
    assert len(commands()) > 10


def test_every_command_of_the_readme(checkout: Path) -> None:
    """In one test, because the later ones use what the earlier ones made."""
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for command in commands():
        words = shlex.split(command)
        if words[0] in ("git", "make", "."):  # tests/test_first_minute.py follows these
            assert words[0] != "make" or set(words[1:]) <= set(targets), command
            continue
        assert words[0] == "puzanov-tei", command
        result = run(*words[1:], cwd=checkout)
        assert result.returncode == 0, (command, result.stdout.decode()[-2000:], result.stderr.decode()[-2000:])


# --- what it says -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def edition() -> bytes:
    return encode(SAMPLE, ROOT / "corpus/authority").tei


def test_the_tei_that_is_shown_is_what_comes_out(edition: bytes) -> None:
    """The same elements in the same order with the same words; of the attributes, some are left out."""
    block = README.partition("the TEI says")[2].split("```xml\n")[1].split("```")[0]
    made = {element.get(XML_ID): element for element in etree.fromstring(edition).iter("{*}*")}
    shown = etree.fromstring(f"<list>{block.replace('...', '')}</list>")
    assert len(shown) == 2
    for wanted in shown:
        compare(wanted, made[wanted.get(XML_ID)])


def compare(wanted: etree._Element, element: etree._Element) -> None:
    assert etree.QName(element).localname == wanted.tag
    assert dict(wanted.attrib).items() <= dict(element.attrib).items(), wanted.tag
    assert (wanted.text or "").split() == (element.text or "").split()
    assert len(wanted) == len(element), wanted.tag
    for one, other in zip(wanted, element, strict=True):
        compare(one, other)
        assert (one.tail or "").split() == (other.tail or "").split()


def test_the_rows_that_are_shown_are_what_comes_out(edition: bytes, tmp_path: Path) -> None:
    export("csv", edition, tmp_path)
    with (tmp_path / "mentions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    lines = [line for line in README.partition("mentions.csv` has a row")[2].splitlines() if line.startswith("| ")]
    names, *shown = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:3]]
    reading = text(edition)
    assert len(shown) == 2
    for cells in shown:
        (row,) = [row for row in rows if [row[name] for name in names] == cells]
        assert reading[int(row["begin"]) : int(row["end"])] == row["surface"]


def test_every_form_and_target_that_is_named_is_there() -> None:
    def names(sentence: str) -> list[str]:
        return [re.sub(r"[^a-z ]", "", name.strip().lower()) for name in re.split(r", | and ", sentence)]

    pages = {
        "text": "plain", "markdown": "markdown", "html": "html", "word": "docx", "opendocument": "odt", "rtf": "rtf",
        "epub": "epub", "pdf": "pdf",
    }  # fmt: skip
    assert names(README.partition("goes in (")[2].partition(")")[0]) == list(pages)
    assert set(pages.values()) <= set(READERS.names())
    formats = {
        "markdown": "markdown", "json": "json", "xlsx": "excel", "parquet": "parquet", "geojson": "geojson",
        "networks": "gexf", "linked data": "rdf", "cmif": "cmif", "citations": "bibtex", "conll": "conll",
        "a bagit package": "package",
    }  # fmt: skip
    assert names(README.partition("\nAlso ")[2].partition(";")[0]) == list(formats)
    assert set(formats.values()) <= set(EXPORTERS.names())
    editions = {
        "dsestatic": "dse-static", "ceteicean": "ceteicean", "tei publisher": "tei-publisher", "evt": "evt",
        "tei stylesheets": "flat", "dts": "dts", "frus": "frus", "web annotations": "annotations",
        "a repository": "deposit", "correspsearch": "cmif",
    }  # fmt: skip
    named = names(README.partition("what another system reads (")[2].partition(")")[0].replace("\n", " "))
    assert {editions[name] for name in named} == set(EDITIONS.names())


def test_every_place_that_is_named_is_there() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", README.partition("## Where things are")[2], re.MULTILINE)
    assert len(rows) > 6
    for place in [place for row in rows for place in re.findall(r"`([^`]+)`", row)]:
        stem, _, endings = place.partition("{")
        for ending in endings.rstrip("}").split(","):
            path = ROOT / (stem + ending)
            ignored = place.startswith(("corpus/tei", "corpus/export"))  # `make` builds them
            assert path.exists() or ignored, place
