"""What targets need that do not run here, in XPath: TEI Publisher, EVT, FRUS; and what is no TEI, by its clients."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest
from lxml import etree

from editions_support import DOCUMENTS, NS, PROJECTS, XML, bytes_of, exported, trees
from puzanov_tei.base import discover
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import EDITIONS
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.run import export, registers
from puzanov_tei.findings import Finding
from tei_trees import client

Edition = Callable[[str], Path]
FRUS = "{http://history.state.gov/frus/ns/1.0}doc-dateTime-"
CC = "https://creativecommons.org/licenses/by/4.0/"


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return list(root.xpath(path, namespaces=NS))


# --- TEI Publisher, by its code: modules/annotations, index.xql, registers.xql ---------------------------


def check_tei_publisher(folder: Path) -> None:
    registers = trees(folder / "data/registers")
    assert {"pb-persons", "pb-places", "pb-organizations"} <= set(registers)
    known = set()
    for name, root in registers.items():
        assert root.get(f"{XML}id") == name
        known |= {e.get(f"{XML}id") for e in found(root, "t:standOff/*/*[@xml:id]")}
        unsorted = "count(t:persName[@type='main'])!=1 or not(t:persName[@type='sort'])"
        assert found(root, f"t:standOff/*/t:person[{unsorted}]") == []
        assert found(root, "t:standOff/*/t:place[count(t:placeName[@type='main'])!=1]") == []
        assert all(re.fullmatch(r"-?[\d.]+ -?[\d.]+", geo.text) for geo in found(root, "//t:geo"))
    documents = trees(folder / "data")
    assert len(documents) == DOCUMENTS
    for name, root in documents.items():
        text = "t:text//*[self::t:persName or self::t:placeName or self::t:orgName]"
        assert found(root, f"{text}[@ref][not(@key)][not(ancestor::t:person or ancestor::t:place)]") == [], name
        for element in found(root, f"{text}[@key]"):
            assert element.get("key") in known, (name, element.get("key"))
        assert found(root, "t:text//t:div[@type='entry'][not(t:head)][*[1][self::t:dateline]]") == []
        before = root.getprevious()
        assert before is not None
        assert (before.target, before.text) == ("teipublisher", 'odd="puzanov.odd"')


def test_tei_publisher(edition: Edition) -> None:
    folder = edition("tei-publisher")
    check_tei_publisher(folder)
    dated = [r for r in trees(folder / "data").values() if found(r, "//t:correspAction[@type='sent']/t:date[@when]")]
    created = [r for r in trees(folder / "data").values() if found(r, "//t:publicationStmt/t:date[@type='created']")]
    assert len(dated) + len(created) >= 20
    odd = etree.parse(str(folder / "resources/odd/puzanov.odd")).getroot()
    assert len(found(odd, "//t:elementSpec/t:model[@behaviour]")) > 10


# --- EVT, by its code: named-entity-parsers.ts, prefatory matter, structure ------------------------------


def check_evt(folder: Path) -> None:
    documents = trees(folder / "assets/data")
    assert len(documents) == DOCUMENTS
    for name, root in documents.items():
        listed = {e.get(f"{XML}id") for e in found(root, "//t:sourceDesc/*[starts-with(local-name(), 'list')]/*")}
        assert found(root, "//t:listPerson[not(ancestor::t:sourceDesc)]") == []
        assert found(root, "t:text/t:back | t:text//t:gap | t:text//t:note[@type='stamp']") == []
        assert not any("[" in "".join(e.itertext()) for e in found(root, "t:text//t:supplied")), name
        for element in found(root, "t:text//*[self::t:persName or self::t:placeName or self::t:orgName][@ref]"):
            assert re.fullmatch(r"#\S+", element.get("ref")), name
            assert element.get("ref")[1:] in listed, (name, element.get("ref"))
        assert found(root, "t:text//t:rs[@ref][@type='person' or @type='place' or @type='org']") == []
        # EVT 2 shows nothing that stands before the first page break.
        assert found(root, "t:text/t:body//text()[normalize-space()][not(preceding::t:pb[ancestor::t:body])]") == [], (
            name
        )
        ids = [e.get(f"{XML}id") for e in found(root, "//*[@xml:id]")]
        assert len(ids) == len(set(ids)), name
    configuration = json.loads((folder / "assets/config/file_config.json").read_text(encoding="utf-8"))
    assert {Path(address).stem for address in configuration["editionUrls"]} == set(documents)


def test_evt(edition: Edition) -> None:
    check_evt(edition("evt"))


# --- FRUS, by a volume -----------------------------------------------------------------------------------


def check_frus(folder: Path) -> None:
    volumes = trees(folder / "volumes")
    assert len(volumes) == DOCUMENTS
    for name, root in volumes.items():
        assert root.get(f"{XML}id").removesuffix(".xml") == name
        documents = found(root, "t:text/t:body//t:div[@type='document']")
        assert documents
        for document in documents:
            assert document.get("n")
            assert document.get(f"{XML}id")
            low, high = document.get(f"{FRUS}min"), document.get(f"{FRUS}max")
            assert (low is None) == (high is None)
            assert low is None or (re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00", low) and low < high)
        persons = set(root.xpath("t:text/t:front//t:list[@type='names']/t:item//t:persName/@xml:id", namespaces=NS))
        for person in found(root, "t:text/t:body//t:persName[@corresp]"):
            assert person.get("corresp").removeprefix("#") in persons, name
        assert found(root, "//t:choice | t:standOff") == []
        # Several persons that one name means stay in @ref.
        assert found(root, "t:text//*[@ref][self::t:persName or self::t:rs][not(contains(@ref, ' '))]") == []
        assert len(found(root, "t:teiHeader//t:publicationStmt/t:date[@type='content-date']")) <= 1


def test_frus(edition: Edition) -> None:
    folder = edition("frus")
    check_frus(folder)
    journal = trees(folder / "volumes")["wcda-900001"]
    (document,) = found(journal, "//t:div[@type='document']")
    assert (document.get(f"{XML}id"), document.get("subtype")) == ("entry-1961-03-03", "entry")
    assert document.get(f"{FRUS}max") == "1961-03-03T23:59:59"


CHECKS = {"tei-publisher": check_tei_publisher, "evt": check_evt, "frus": check_frus}
MISSING = [
    ("tei-publisher", "names"), ("tei-publisher", "heads"), ("evt", "names"), ("evt", "lists"), ("evt", "body"),
    ("evt", "supplied"), ("evt", "stamps"),
    ("frus", "persons"), ("frus", "documents"), ("frus", "choice"), ("frus", "standOff"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("profile", "step"), MISSING)
def test_the_conditions_notice_a_missing_step(
    profile: str, step: str, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = EDITIONS.load(profile)
    monkeypatch.setattr(module, "STEPS", tuple(one for one in module.STEPS if one.name != step))
    exported(profile, documents, tmp_path)
    with pytest.raises(AssertionError):
        CHECKS[profile](tmp_path)


# --- Web Annotations ---------------------------------------------------------------------------------------


def check_annotations(folder: Path) -> tuple[int, int]:
    """Each annotation is found again at its offsets; gives their number, and that of those with an entity."""
    number = linked = 0
    for path in folder.glob("*.annotations.json"):
        text = (folder / path.name.replace(".annotations.json", ".txt")).read_text(encoding="utf-8")
        annotations = json.loads(path.read_text(encoding="utf-8"))
        for annotation in annotations:
            quote, position = annotation["target"]["selector"]
            begin, end = position["start"], position["end"]
            assert text[begin:end] == quote["exact"]
            assert text[:begin].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            number += 1
            linked += annotation["motivation"] == "identifying"
        assert len({annotation["id"] for annotation in annotations}) == len(annotations)
    return number, linked


def test_annotations_quote_the_text_at_their_offsets(edition: Edition) -> None:
    number, linked = check_annotations(edition("annotations"))
    assert number > 300
    assert linked > 190


def test_the_check_of_annotations_notices_a_text_that_moved(edition: Edition, tmp_path: Path) -> None:
    shutil.copytree(edition("annotations"), tmp_path, dirs_exist_ok=True)
    text = tmp_path / "wcda-900001.txt"
    text.write_text("\n" + text.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(AssertionError):
        check_annotations(tmp_path)


# --- CMIF ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif("PUZANOV_TEI_CMIF" not in os.environ, reason="PUZANOV_TEI_CMIF names no grammar of CMIF")
def test_the_index_of_letters_is_valid(documents: Path, tmp_path: Path, jing: str) -> None:
    exported("cmif", documents, tmp_path, address="https://example.org/cmif.xml", licence=CC, editor="Jane Doe")
    grammar = os.environ["PUZANOV_TEI_CMIF"]
    done = subprocess.run([jing, grammar, str(tmp_path / "cmif.xml")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    index = etree.parse(str(tmp_path / "cmif.xml"))
    assert len(index.findall(".//{*}correspDesc")) >= 8
    for licence in index.iterfind(".//{*}licence"):
        licence.getparent().remove(licence)
    index.write(str(tmp_path / "fault.xml"))
    command = [jing, grammar, str(tmp_path / "fault.xml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_the_index_of_letters_is_that_of_the_export(edition: Edition) -> None:
    root = etree.parse(str(edition("cmif") / "cmif.xml")).getroot()
    letter = next(e for e in found(root, "//t:correspDesc") if e.get("key") == "wcda-900001")
    assert found(letter, "t:correspAction[@type='sent']/t:date")[0].get("when") == "1961-03-05"


# --- a deposit -------------------------------------------------------------------------------------------------


def deposited(documents: Path, target: Path, **options: str) -> list[Finding]:
    said = {"title": "Journals and letters", "editor": "Doe, Jane; Archive of Norga", "issued": "2026-03-01"}
    return exported("deposit", documents, target, licence=CC, **said | options)


def test_a_deposit_is_accepted(documents: Path, tmp_path: Path) -> None:
    assert [f for f in deposited(documents, tmp_path) if f.code == "PZ816"] == []
    check_deposit(tmp_path)


def check_deposit(folder: Path) -> None:
    schema = client("datacite.schema45")
    metadata = json.loads((folder / "datacite.json").read_text(encoding="utf-8"))
    assert schema.validate(metadata)
    assert metadata["creators"][0]["familyName"] == "Doe"
    crate = client("rocrate.rocrate").ROCrate(str(folder))
    parts = {e.id for e in crate.data_entities}
    there = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.parent != folder}
    assert parts == there | {"tables/"}
    assert {"tables/documents.csv", "tables/persons.csv", "tables/mentions.csv", "tables/codebook.md"} <= parts
    for part in there:
        assert int(crate.get(part)["contentSize"]) == (folder / part).stat().st_size
    assert crate.root_dataset["datePublished"].startswith("2026-03-01")
    assert crate.license.id == CC
    assert crate.get("#creator-1")["name"] == "Doe, Jane"
    zenodo = json.loads((folder / ".zenodo.json").read_text(encoding="utf-8"))
    assert (zenodo["access_right"], zenodo["license"]) == ("open", "cc-by-4.0")
    citation = (folder / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert {"cff-version: 1.2.0", 'license: "CC-BY-4.0"'} <= set(citation)


def validated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a validator of RO-Crate finds: what a crate must have, and what it should. It asks the network for the
    context of the crate: it gets the one that rocrate brings along."""
    services = client("rocrate_validator.services")
    context = (files("rocrate") / "data/ro-crate.jsonld").read_bytes()
    asked: list[str] = []

    def answer(url: str, **_: object) -> SimpleNamespace:
        asked.append(url)
        return SimpleNamespace(
            status_code=200, ok=True, headers={"Content-Type": "application/ld+json"}, content=context,
            text=context.decode(), json=lambda: json.loads(context),
        )  # fmt: skip

    requester = client("rocrate_validator.utils.http").HttpRequester
    monkeypatch.setattr(requester, "__getattr__", lambda self, name: answer)
    severity = client("rocrate_validator.models").Severity.RECOMMENDED
    wanted = {"rocrate_uri": str(folder), "profile_identifier": "ro-crate-1.1", "requirement_severity": severity}
    result = services.validate(wanted)
    assert "https://w3id.org/ro/crate/1.1/context" in asked
    return [f"{issue.severity.name}: {issue.message}" for issue in result.get_issues()]


@pytest.mark.slow
def test_a_validator_accepts_the_deposit(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deposited(documents, tmp_path)
    # Nobody says the address of a publisher or whom an editor works for, and nothing is made up.
    unsaid = ("RECOMMENDED: The organization SHOULD have a URL", "RECOMMENDED: The author SHOULD have")
    issues = validated(tmp_path, monkeypatch)
    assert [issue for issue in issues if not issue.startswith(unsaid)] == []
    path = tmp_path / "ro-crate-metadata.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"datePublished"', '"dated"'), encoding="utf-8")
    assert any(issue.startswith("REQUIRED") for issue in validated(tmp_path, monkeypatch))


@pytest.mark.slow
def test_the_tables_of_a_deposit_are_those_of_the_export(documents: Path, tmp_path: Path) -> None:
    deposited(documents, tmp_path / "deposit")
    inputs = discover.files([str(documents)], discover.XML)
    made = Options(lists=registers(inputs))
    list(export("csv", inputs, Output(f"{tmp_path}/csv/", single=False, inputs=inputs), made))
    tables = bytes_of(tmp_path / "csv")
    assert len(tables) > 10
    deposit = bytes_of(tmp_path / "deposit/tables")
    assert {name: deposit[name] for name in tables} == tables
    report = client("frictionless").Package(str(tmp_path / "deposit/tables/datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])[:5]


def test_what_a_repository_wants_and_nobody_says_is_said(tmp_path: Path) -> None:
    findings = exported("deposit", PROJECTS / "letters", tmp_path)
    (hint,) = [f.hint for f in findings if f.code == "PZ816"]
    assert hint == "say it with --editor, --licence, --title"
    zenodo = json.loads((tmp_path / ".zenodo.json").read_text(encoding="utf-8"))
    assert (zenodo["access_right"], "license" in zenodo) == ("restricted", False)


def test_the_check_of_a_deposit_notices_a_missing_year(documents: Path, tmp_path: Path) -> None:
    client("datacite.schema45")
    deposited(documents, tmp_path)
    path = tmp_path / "datacite.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"publicationYear"', '"year"'), encoding="utf-8")
    with pytest.raises(AssertionError):
        check_deposit(tmp_path)
