"""What stands around the checks: schemas by name, catalogues, processes, watching, codes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from puzanov_tei.base import cache as caching
from puzanov_tei.base import catalog
from puzanov_tei.cli.explain import command, every_code
from puzanov_tei.errors import SchemaError, UsageError
from puzanov_tei.odd.p5 import FACTS
from puzanov_tei.relaxng.validate import is_valid
from puzanov_tei.validation import schemas
from puzanov_tei.validation.codes import codes
from puzanov_tei.validation.document import load
from tests_support import ROOT

# --- schemas --------------------------------------------------------------------------------------


def test_built_in_schemas() -> None:
    assert str(load("puzanov")).startswith("puzanov (")
    assert load("puzanov").rules
    assert load("tei_all").grammars
    assert load("puzanov").version != load("tei_all").version
    origins = {origin for _, origin, _ in load("tei_all").grammars[0].notes.values()}
    assert origins == {""}, "a file of the cache is nobody's declaration"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("puzanow", "Did you mean puzanov"), ("tei_al", "Did you mean tei_all"), ("x/y/z.odd", "Built in: puzanov")],
)
def test_near_misses(name: str, sentence: str) -> None:
    with pytest.raises(SchemaError, match=sentence):
        load(name)


def test_a_schema_file_with_a_near_name(tmp_path: Path) -> None:
    (tmp_path / "edition.rng").write_text("x", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"Did you mean .*edition\.rng"):
        load(tmp_path / "editon.rng")


def test_a_cache_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    schemas._load.cache_clear()
    assert load("puzanov").grammars
    assert load("tei_all").grammars


def test_a_damaged_cache_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        schemas._load.cache_clear()
        assert load("puzanov").grammars
        for file in tmp_path.rglob("*"):
            if file.is_file():
                file.write_bytes(b"\0damaged")


def test_other_facts_of_tei_are_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert caching._FACTS == FACTS
    before = caching.program()
    (tmp_path / FACTS).write_bytes(b"another release")
    monkeypatch.setattr(caching, "data_file", tmp_path.__truediv__)
    caching.program.cache_clear()
    assert caching.program() != before
    monkeypatch.undo()
    caching.program.cache_clear()
    assert caching.program() == before


@pytest.mark.parametrize(
    ("odd", "whole"),
    [
        ('<moduleRef key="core" include="p"/><graphic url="a.png"/>', True),
        ('<specGrpRef target="#here"/>', True),
        ('<moduleRef url="my.rng"/>', False),
        ('<tei:moduleRef prefix="m_"\n  url = "my.rng"/>', False),
        ('<specGrpRef target="more.odd#x"/>', False),
        ('<moduleRef key="core" source="p5subset.xml"/>', False),
    ],
)
def test_odds_that_need_other_files(odd: str, whole: bool) -> None:
    assert schemas._is_whole(odd.encode()) is whole


def test_a_grammar_that_an_odd_brings_in_may_change(tmp_path: Path) -> None:
    def grammar(name: str) -> None:
        (tmp_path / "my.rng").write_text(
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="mine"/></start>'
            f'<define name="mine"><element name="{name}"><empty/></element></define></grammar>',
            encoding="utf-8",
        )

    odd = tmp_path / "my.odd"
    odd.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><schemaSpec ident="my" start="box">'
        '<moduleRef key="tei"/><moduleRef url="my.rng"/><elementSpec ident="box" mode="add"><content>'
        '<rng:ref xmlns:rng="http://relaxng.org/ns/structure/1.0" name="mine"/></content></elementSpec>'
        "</schemaSpec></body></text></TEI>",
        encoding="utf-8",
    )
    verdicts = []
    for name in ("one", "two"):
        grammar(name)
        schemas._load.cache_clear()
        compiled = load(odd).grammars[0]
        verdicts.append(is_valid(compiled, b'<box xmlns="http://www.tei-c.org/ns/1.0"><one xmlns=""/></box>'))
    assert verdicts == [True, False]


def test_old_derived_files_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "puzanov-tei").mkdir()
    for number in range(caching.KEPT + 20):
        file = tmp_path / "puzanov-tei" / f"{number}.schema"
        file.write_bytes(b"")
        os.utime(file, (number, number))
    caching.prune()
    left = {file.stem for file in (tmp_path / "puzanov-tei").iterdir()}
    assert left == {str(number) for number in range(20, caching.KEPT + 20)}


def test_several_schemas_are_one(tmp_path: Path) -> None:
    sch = tmp_path / "own.sch"
    sch.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="/*"><report test="1">m</report>'
        "</rule></pattern></schema>",
        encoding="utf-8",
    )
    both = schemas.combine([load("puzanov"), load(sch)])
    assert both.name == "puzanov + own.sch"
    assert (len(both.grammars), len(both.rules)) == (1, 2)


# --- catalogues -----------------------------------------------------------------------------------

CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<uri name="http://e.org/a.rng" uri="local/a.rng"/>
<rewriteURI uriStartString="http://e.org/" rewritePrefix="all/"/>
<rewriteSystem systemIdStartString="http://e.org/deep/" rewritePrefix="deep/"/>
<uriSuffix uriSuffix="tei_all.rng" uri="tei.rng"/>
<group xml:base="more/"><system systemId="http://x.org/b" uri="b.rng"/></group>
<nextCatalog catalog="next.xml"/><nextCatalog catalog="catalog.xml"/></catalog>"""
NEXT = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<uri name="http://y.org/c" uri="c.rng"/></catalog>"""


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("http://e.org/a.rng", "local/a.rng"),
        ("http://e.org/b/c.rng", "all/b/c.rng"),
        ("http://e.org/deep/d.rng", "deep/d.rng"),
        ("https://z.org/x/tei_all.rng", "tei.rng"),
        ("http://x.org/b", "more/b.rng"),
        ("http://y.org/c", "c.rng"),
        ("http://z.org/", None),
    ],
)
def test_catalogues(tmp_path: Path, address: str, answer: str | None) -> None:
    (tmp_path / "catalog.xml").write_text(CATALOG, encoding="utf-8")
    (tmp_path / "next.xml").write_text(NEXT, encoding="utf-8")
    found = catalog.read([tmp_path / "catalog.xml"]).resolve(address)
    assert found == (None if answer is None else (tmp_path / answer).as_uri())


@pytest.mark.parametrize("text", ["<catalog/>", "<catalog", ""])
def test_what_is_no_catalogue(tmp_path: Path, text: str) -> None:
    (tmp_path / "c.xml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError):
        catalog.read([tmp_path / "c.xml"])


# --- watching -------------------------------------------------------------------------------------


def test_watch_checks_again_what_changed(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text("<a", encoding="utf-8")
    watching = subprocess.Popen(
        [sys.executable, "-m", "puzanov_tei", "validate", str(tmp_path), "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert watching.stdout is not None
    try:
        assert "error[PZ" in watching.stdout.readline()
        watching.stdout.readline()
        file.write_text("<b>&x;</b>", encoding="utf-8")
        assert "error[PZ006]" in watching.stdout.readline()
    finally:
        watching.kill()
        watching.wait()
        watching.stdout.close()


# --- codes ----------------------------------------------------------------------------------------


def test_every_code_is_explained() -> None:
    known = codes()
    families = {code[:3] for code in known}
    assert {"PZ0", "PZ1", "PZ2", "PZ3", "PZ4", "PZ5"} <= families
    for code, entry in known.items():
        assert entry.title, code
        assert len(entry.rationale) > 40, code


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["PZ340"], 0, "A bracket that is left among the words"),
        (["pz501"], 0, "A day that does not exist"),
        (["--list"], 0, "PZ401  A pointer leads to nothing in the file"),
        (["PZ341x"], 2, "Did you mean 'PZ341'?"),
        (["nonsense"], 2, "there is no code 'nonsense'"),
        ([], 2, "which code?"),
    ],
)
def test_explain(arguments: list[str], code: int, expected: str) -> None:
    result = CliRunner().invoke(command, arguments)
    assert expected in result.output + str(result.exception)
    assert result.exit_code == min(code, 1)  # the exit code of an error is given by the entry point
    if code:
        assert isinstance(result.exception, UsageError)
        assert result.exception.exit_code == code


def test_every_code_that_the_program_prints_is_explained() -> None:
    known = every_code()
    for file in sorted((ROOT / "puzanov_tei").rglob("*.py")):
        for code in re.findall(r'"(PZ\d{3})"', file.read_text(encoding="utf-8")):
            assert code in known, f"{code} in {file.name}"
