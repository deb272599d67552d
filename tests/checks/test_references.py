"""Pointers: in the file, in other files, through prefixes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from puzanov_tei.base.scan import scan
from puzanov_tei.checks import prefixed, references

HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader><encodingDesc><listPrefixDef>
<prefixDef ident="wd" matchPattern="(Q[0-9]+)" replacementPattern="https://www.wikidata.org/entity/$1"/>
<prefixDef ident="pers" matchPattern="([a-z-]+)" replacementPattern="people.xml#pers-$1"/>
</listPrefixDef></encodingDesc></teiHeader><text><p xml:id="p-1" %s>x</p></text></TEI>"""


def found(attributes: str, folder: Path | None = None) -> list[tuple[str, str]]:
    data = (HEAD % attributes).encode()
    findings = references.check(data, "d.xml", scan(data), folder)
    assert all(f.location.line == 4 and f.location.column > 60 for f in findings)
    return [(f.code, f.hint) for f in findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.xml").write_text('<a><b xml:id="pers-han"/></a>', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "attributes",
    [
        'ref="#p-1"',
        'ref="#d #p-1"',
        'target="https://example.org/x#y"',
        'ref="wd:Q7"',
        'ref="pers:han"',
        'ref="people.xml#pers-han"',
        'ref="people.xml"',
        'target="#xpath(//p)"',
        'ref="urn:x-y:1"',
        'from="1957" to="1958"',
    ],
)
def test_good_pointers(attributes: str, folder: Path) -> None:
    assert found(attributes, folder) == []


@pytest.mark.parametrize(
    ("attributes", "code", "hint"),
    [
        ('ref="#p_1"', "PZ401", "Did you mean #p-1?"),
        ('ref="#p-2"', "PZ401", "Correct the pointer, or add what it should lead to."),  # numbers are no slips
        ('who="#nobody"', "PZ401", "Correct the pointer, or add what it should lead to."),
        ('ref="people.xml#pers-hen"', "PZ402", "Did you mean people.xml#pers-han?"),
        ('ref="pers:hen"', "PZ402", "Did you mean people.xml#pers-han?"),
        ('ref="www.example.org/a.html"', "PZ403", "Write https://www.example.org/a.html."),
        ('ref="poeple.xml#x"', "PZ403", "Correct the path: it is relative to the file that points."),
        ('ref="wdt:Q7"', "PZ404", "Did you mean wd:?"),
        ('ref="wd:7"', "PZ405", "It has to match (Q[0-9]+)."),
        ('ref="han"', "PZ407", "Write pers:han."),
        ('wit="p-1"', "PZ407", "Write #p-1."),
        ('ref="#"', "PZ406", "Write the identifier after it, or remove it."),
        ('ref="p-1"', "PZ407", "Write #p-1."),
    ],
)
def test_broken_pointers(attributes: str, code: str, hint: str, folder: Path) -> None:
    assert found(attributes, folder) == [(code, hint)]


def test_standard_input_has_no_folder() -> None:
    assert found('ref="people.xml#x"') == []


def test_the_place_is_the_attribute() -> None:
    data = b'<TEI xmlns="http://www.tei-c.org/ns/1.0">\n  <p n="&gt; ref=" rend="a"\n     ref="#x"/></TEI>'
    (finding,) = references.check(data, "d.xml", scan(data))
    assert (finding.location.line, finding.location.column, finding.xpath) == (3, 6, "/TEI/p/@ref")


def test_files_pointed_to(folder: Path) -> None:
    data = (HEAD % 'ref="pers:han people.xml#x other.xml wd:Q1 #d"').encode()
    assert references.files_pointed_to(scan(data), folder) == {folder / "people.xml", folder / "other.xml"}


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)+b", "((a*)*)*b", "(a?)+b", "[a-z]*.*.*.*.*.*b", "(", "a" * 400])
def test_patterns_that_explode_are_not_run(pattern: str) -> None:
    begin = time.process_time()
    assert prefixed.expand(pattern, "x.xml#$1", "a" * 150) is not None
    assert time.process_time() - begin < 5  # minutes, if it were run


def test_one_prefix_may_have_several_patterns() -> None:
    declared = (
        '<prefixDef ident="a" matchPattern="(pers-[a-z]+)" replacementPattern="https://example.org/p#$1"/>'
        '<prefixDef ident="a" matchPattern="(org-[a-z]+)" replacementPattern="https://example.org/o#$1"/>'
    )
    document = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{declared}</teiHeader><text>'
        '<ref target="a:pers-kim"/><ref target="a:org-mfa"/><ref target="a:place-x"/></text></TEI>'
    ).encode()
    facts = scan(document)
    assert [f.code for f in references.check(document, "x.xml", facts)] == ["PZ405"]
