"""The first run on somebody's corpus: no error for what the corpus cannot help, and words that its people know."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from puzanov_tei.base.scan import XSI_NS, scan
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.reporters.report import MOST_ALIKE, Report
from puzanov_tei.validation.batch import Job, check_all, together
from puzanov_tei.validation.choice import SchemaChoice
from puzanov_tei.validation.document import check, load

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
TEI = f"""<TEI {NS}{{}}><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body>{{}}</body></text></TEI>"""


def found(body: str, root: str = "") -> list[tuple[str, str]]:
    """Codes and severities, by all of TEI."""
    findings = check(TEI.format(root, body).encode(), "d.xml", load("tei_all"))
    return [(finding.code, str(finding.severity)) for finding in findings]


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ('when="20152011"', [("PZ502", "warning")]),  # a year by XML Schema
        ('when="2015-20-11"', [("PZ501", "error")]),
        ('when="15.5.1957"', [("PZ502", "error")]),
        ('when="1957" notAfter="1958"', [("PZ503", "warning")]),
        ('when="1957" from="1956" to="1958"', [("PZ503", "error"), ("PZ503", "error")]),
        ('when="1957-05-15"', []),
    ],
)
def test_a_date_that_the_grammar_allows_is_no_error(attribute: str, expected: list[tuple[str, str]]) -> None:
    assert found(f"<p><date {attribute}/></p>") == expected


def test_what_names_a_schema_is_no_fault_where_that_is_not_at_hand() -> None:
    root = f' xmlns:xsi="{XSI_NS}" xsi:schemaLocation="http://www.tei-c.org/ns/1.0 no.xsd"'
    data = TEI.format(root, "<p/>").encode()
    chosen = SchemaChoice().schema(scan(data), None, "d.xml")
    assert [finding.code for finding in chosen.findings] == ["PZ092"]
    assert check(data, "d.xml", chosen.schema) == []
    assert found("<p/>", root) == [("PZ110", "error")]  # whoever names TEI All gets its verdict


def test_names_have_the_prefixes_of_the_document() -> None:
    (finding,) = check(TEI.format(' xmlns:kk="urn:kk"', '<p kk:level="1"/>').encode(), "d.xml", load("tei_all"))
    assert finding.message == "@kk:level is not an attribute of this schema."


def test_an_identifier_may_stand_in_what_could_not_be_included(tmp_path: Path) -> None:
    inclusion = '<p><ref target="#a"/></p><xi:include href="no.xml"><xi:fallback><p/></xi:fallback></xi:include>'
    data = TEI.format(' xmlns:xi="http://www.w3.org/2001/XInclude"', inclusion).encode()
    (finding,) = check(data, str(tmp_path / "d.xml"), load("tei_all"), folder=tmp_path)
    assert (finding.code, finding.severity) == ("PZ401", Severity.WARNING)
    assert "no.xml" in finding.hint


def test_pointers_that_differ_by_what_they_point_to_are_one_kind() -> None:
    many = [
        Finding("PZ401", Severity.ERROR, f'Nothing in the file is called "{n}".', "", Location("a.xml", n, 1))
        for n in range(1, 100)
    ]
    shown = list(Report(findings=many, files=("a.xml",)).grouped())
    assert len(shown) == MOST_ALIKE
    assert shown[-1][1] == 99 - MOST_ALIKE


@pytest.mark.parametrize("body", ["<p {}/>", "<p>{}</p>"])
def test_work_grows_with_the_number_of_mistakes(body: str) -> None:
    one = 'a{}="x" ' if body.startswith("<p {") else '<date when="x{}"/><div/>'

    def calls(number: int) -> int:
        # names and values of their own each time: what was said of the same before is remembered
        data = TEI.format("", body.format("".join(one.format(f"{number}.{n}") for n in range(number)))).encode()
        counted = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal counted
            counted += event == "call"

        sys.setprofile(count)
        try:
            assert check(data, "d.xml", load("tei_all"))
        finally:
            sys.setprofile(None)
        return counted

    calls(50)
    assert calls(800) < 4.6 * calls(200)


def test_ids_of_a_foreign_grammar_that_are_not_sound_are_worth_a_warning(tmp_path: Path) -> None:
    (tmp_path / "s.rnc").write_text(
        "start = element a { element b { attribute i { xsd:ID } }, element * { attribute i { text }? } }", "utf-8"
    )
    schema = load(tmp_path / "s.rnc")
    assert [(f.code, f.severity, f.location.file) for f in schema.findings] == [
        ("PZ122", Severity.WARNING, str(tmp_path / "s.rnc"))
    ]
    assert check(b"<a><b i='x'/><c/></a>", "d.xml", schema) == []
    assert load(tmp_path / "s.rnc").findings == schema.findings


FOREIGN = {"build.xml": "<project/>", "repo.xml": '<meta xmlns="http://exist-db.org/xquery/repo"/>'}


def checked(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """File -> codes and severities of what is found, of a folder."""
    names = sorted(path.name for path in folder.glob("*.xml"))
    outcomes = together(list(check_all([Job(str(folder / name)) for name in names], SchemaChoice(), jobs=1)))
    return {Path(each.name).name: [(f.code, str(f.severity)) for f in each.findings] for each in outcomes}


def test_what_is_no_tei_is_left_out_unless_nothing_else_is_there(tmp_path: Path) -> None:
    for name, content in FOREIGN.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert checked(tmp_path) == {name: [("PZ097", "error")] for name in FOREIGN}
    (tmp_path / "letter.xml").write_text(TEI.format("", "<p/>"), encoding="utf-8")
    assert checked(tmp_path) == {"letter.xml": [], **{name: [("PZ097", "info")] for name in FOREIGN}}


@pytest.mark.parametrize(
    "content",
    [
        "<tei/>",
        "<TEI.2/>",
        "<div/>",
        '<TEI xmlns="http://www.tei-c.org/ns/1.1"/>',
        '<x xmlns="http://www.tei-c.org/ns/1.0"/>',
    ],
)
def test_what_may_be_meant_as_tei_is_judged(content: str) -> None:
    assert not SchemaChoice().leaves_out(scan(content.encode()))
    assert not SchemaChoice(("tei_all",)).leaves_out(scan(b"<project/>"))


RNG = '<element name="TEI" xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:x"><empty/></element>'


@pytest.mark.parametrize(
    "address",
    [
        "https://raw.githubusercontent.com/somebody/Letters/main/schema/letters.rng",
        "https://raw.githubusercontent.com/somebody/Letters/refs/heads/main/schema/letters.rng",
        "https://somebody.github.io/letters/schema/letters.rng",
        "https://cdn.example.org/gh/somebody/letters@1.0/schema/letters.rng",
    ],
)
def test_a_schema_that_the_project_publishes_is_its_file(tmp_path: Path, address: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text('[remote "origin"]\n\turl = git@example.org:somebody/letters.git\n')
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "letters.rng").write_text(RNG, encoding="utf-8")
    facts = scan(f'<?xml-model href="{address}"?><TEI/>'.encode())
    chosen = SchemaChoice().schema(facts, tmp_path, "d.xml")
    assert chosen.schema.name == "letters.rng" and not chosen.findings
    facts = scan(
        f'<?xml-model href="{address.lower().replace("letters/", "diary/").replace("letters@", "diary@")}"?><TEI/>'.encode()
    )
    (finding,) = SchemaChoice().schema(facts, tmp_path, "d.xml").findings
    assert finding.code == "PZ092" and "schema/letters.rng" in finding.hint


def test_the_file_of_a_schema_that_is_named_wrongly_is_found(tmp_path: Path) -> None:
    (tmp_path / "puzanov-tei.toml").touch()
    for name in ("schema", "letters"):
        (tmp_path / name).mkdir()
    (tmp_path / "schema" / "letters.rng").write_text(RNG, encoding="utf-8")
    facts = scan(b'<?xml-model href="schema/letters.rng"?><TEI/>')
    (finding,) = SchemaChoice().schema(facts, tmp_path / "letters", "d.xml").findings
    assert finding.code == "PZ092" and "../schema/letters.rng" in finding.hint


def test_a_word_that_another_file_is_called_by_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "puzanov-tei.toml").write_text("", encoding="utf-8")
    people = '<listPerson><person xml:id="p-ann"><p>A</p></person><person xml:id="Basel"><p>B</p></person></listPerson>'
    Path("people.xml").write_text(TEI.format("", people), encoding="utf-8")
    Path("a.xml").write_text(TEI.format("", '<p corresp="Basel"><name ref="p-ann">Ann</name></p>'), encoding="utf-8")
    outcomes = check_all([Job("a.xml"), Job("people.xml")], SchemaChoice(("tei_all",)), jobs=1)
    findings = [finding for outcome in together(list(outcomes)) for finding in outcome.findings]
    assert [(f.code, "people.xml" in f.hint) for f in findings if f.code == "PZ407"] == [("PZ407", True)]
