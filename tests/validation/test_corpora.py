"""Corpora: the header of a file that includes others holds for them; versions of a file are one document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests_support import run

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
HEADER = """<fileDesc><titleStmt><title>t</title></titleStmt><publicationStmt><p>x</p></publicationStmt>
<sourceDesc><p>x</p></sourceDesc></fileDesc>"""
ROOT = f"""<teiCorpus {NS} xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader>{HEADER}<encodingDesc>
<classDecl><taxonomy><category xml:id="obj"><catDesc>o</catDesc></category></taxonomy></classDecl><listPrefixDef>
<prefixDef ident="syn" matchPattern="(.+)" replacementPattern="#$1"/>
<prefixDef ident="pers" matchPattern="(.+)" replacementPattern="people.xml#$1"/></listPrefixDef></encodingDesc>
<profileDesc><particDesc><xi:include href="parts/persons.xml"/></particDesc></profileDesc></teiHeader>
<xi:include href="parts/one.xml"/></teiCorpus>"""
PERSONS = f'<listPerson {NS}><person xml:id="Kim"><persName>Kim</persName></person></listPerson>'
PART = f"""<TEI {NS} xml:id="one"><teiHeader>{HEADER}</teiHeader>
<text><body><p ana="{{}}">x</p></body></text></TEI>"""


def codes(folder: Path, *options: str) -> list[tuple[str, str, str]]:
    done = run("validate", ".", "--schema", "tei_all", "--format", "json", *options, cwd=folder)
    return [(f["code"], f["file"], f["severity"]) for f in json.loads(done.stdout)["findings"]]


def corpus(folder: Path, pointers: str) -> Path:
    (folder / "parts").mkdir()
    (folder / "people.xml").write_text(f'<listPerson {NS}><person xml:id="Pak"/></listPerson>', encoding="utf-8")
    (folder / "root.xml").write_text(ROOT, encoding="utf-8")
    (folder / "parts/persons.xml").write_text(PERSONS, encoding="utf-8")
    (folder / "parts/one.xml").write_text(PART.format(pointers), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("pointers", "expected"),
    [
        ("syn:obj #obj #Kim pers:Pak", []),
        ("syn:subj", ["PZ401"]),
        ("#nobody", ["PZ401"]),
        ("pers:Li", ["PZ402"]),
        ("#Pak", ["PZ409"]),
        ("other:x", ["PZ404"]),
    ],
)
def test_what_a_corpus_declares_serves_its_files(tmp_path: Path, pointers: str, expected: list[str]) -> None:
    folder = corpus(tmp_path, pointers)
    of_part = [(code, file) for code, file, _ in codes(folder) if code.startswith("PZ4")]
    assert of_part == [(code, "parts/one.xml") for code in expected]  # once, though the root includes the file


def test_findings_are_not_kept_that_depend_on_the_corpus(tmp_path: Path) -> None:
    folder = corpus(tmp_path, "syn:obj #Kim")
    cache = ("--cache", "kept")
    assert codes(folder, *cache) == codes(folder, *cache) == codes(folder)
    (folder / "root.xml").unlink()
    assert {code for code, *_ in codes(folder, *cache)} >= {"PZ404", "PZ409"}


@pytest.mark.parametrize(
    ("other", "changed", "expected"),
    [
        ("b/{}.xml", False, []),
        ("b/{}.xml", True, ["warning"]),  # once for the two folders
        ("b/{}-ana.xml", True, ["warning"]),
        ("b/{}.ana.xml", True, ["warning"]),
        ("b/x{}.xml", False, ["error", "error"]),
        ("b/{}0.xml", True, ["error", "error"]),
        ("a/{}-2.xml", False, ["error", "error"]),
    ],
)
def test_versions_of_a_file(tmp_path: Path, other: str, changed: bool, expected: list[str]) -> None:
    for number in (1, 2):
        content = PART.format("").replace('"one"', f'"n{number}"')
        for name in ("a/{}.xml", other):
            path = tmp_path / name.format(number)
            path.parent.mkdir(exist_ok=True)
            path.write_text(content + "\n" * (changed and name == other), encoding="utf-8")
    assert [severity for code, _, severity in codes(tmp_path) if code == "PZ408"] == expected


def test_entries_in_headers_of_corpora_are_copies(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_text(ROOT.split('<xi:include href="parts/one')[0] + "</teiCorpus>", encoding="utf-8")
    assert [code for code, *_ in codes(tmp_path) if code == "PZ408"] == []
