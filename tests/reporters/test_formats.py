"""The same two findings in every format, as golden files; what the formats demand; grouping."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from puzanov_tei.findings import Edit, Finding, Location, Severity
from puzanov_tei.reporters import REPORTERS, Report, reporter
from puzanov_tei.reporters.github import step_summary
from puzanov_tei.reporters.report import MOST_ALIKE
from puzanov_tei.reporters.terminal import excerpt

LINE = '          <p xml:id="p-1">I visited <persName ref="#pers-hun">Han</persName> [sic] & others.</p>'
TWO = (
    Finding(
        "PZ401",
        Severity.ERROR,
        'Nothing in the file is called "pers-hun".',
        "Did you mean #pers-han?",
        Location("corpus/a b.xml", 12, 44),
        "/TEI/text/body/div/p/persName/@ref",
        "p-1",
    ),
    Finding(
        "PZ340",
        Severity.WARNING,
        "A square bracket is left: <p> 100%, a|b\nand more.",
        "Encode what it means.",
        Location("corpus/a b.xml", 12, 11),
        "/TEI/text/body/div/p",
        "p-1",
        "literal",
        "puzanov.odd:492",
        "3f2a",
    ),
)
REPORT = Report(
    findings=TWO,
    files=("corpus/a b.xml", "corpus/clean.xml"),
    version="1.0",
    schemas={"puzanov (3f2a)": 2},
    rationales={"PZ401": ("A pointer leads to nothing", "A link that leads nowhere is worse than none.")},
    line=lambda location: LINE,
)
SUFFIXES = {"text": "txt", "terminal": "ansi", "junit": "xml", "github": "txt", "svrl": "xml"}


@pytest.mark.parametrize("name", REPORTERS)
def test_golden(name: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    golden(f"reporters/two.{name}.{SUFFIXES.get(name, 'json')}", reporter(name)(REPORT))


@pytest.mark.parametrize("name", REPORTERS)
def test_nothing_found(name: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    clean = Report(findings=(), files=("a.xml",), version="1.0")
    golden(f"reporters/none.{name}.{SUFFIXES.get(name, 'json')}", reporter(name)(clean))


def test_step_summary(golden: Callable[[str, str], None]) -> None:
    golden("reporters/two.summary.md", step_summary(REPORT))


def test_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in reporter("terminal")(REPORT)


def test_a_narrow_terminal_shows_less_of_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    lines = reporter("terminal")(REPORT).splitlines()
    assert all(len(line) <= 40 for line in (lines[1], lines[2]))
    assert lines[0].startswith("corpus/a b.xml:12:44: error[PZ401]")
    monkeypatch.setenv("COLUMNS", "120")
    wide = reporter("terminal")(REPORT).splitlines()
    assert lines[1][lines[2].index("^") :][:8] == wide[1][wide[2].index("^") :][:8]


def test_equal_messages_are_grouped_for_people_only() -> None:
    many = [Finding("PZ340", Severity.WARNING, "m", "", Location("a.xml", n, 1)) for n in range(1, 10_001)]
    report = Report(findings=many, files=("a.xml",))
    text = reporter("text")(report).splitlines()
    assert len(text) == MOST_ALIKE + 2
    assert text[-2] == f"  ... and {10_000 - MOST_ALIKE} more of PZ340 like this"
    assert "10000 warnings in 1 file (1 different message)" in text[-1]
    assert len(json.loads(reporter("json")(report))["findings"]) == 10_000


@pytest.mark.parametrize("number", [1, MOST_ALIKE - 1, MOST_ALIKE, MOST_ALIKE + 1])
def test_grouping_loses_none(number: int) -> None:
    many = [Finding("PZ340", Severity.WARNING, "m", "", Location("a.xml", n, 1)) for n in range(1, number + 1)]
    shown = list(Report(findings=many, files=("a.xml",)).grouped())
    assert len(shown) + sum(more for _, more in shown) == number


def test_sarif_has_what_the_standard_demands() -> None:
    log = json.loads(reporter("sarif")(REPORT))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            physical = location["physicalLocation"]
            assert " " not in physical["artifactLocation"]["uri"]
            assert physical["region"]["startLine"] >= 1
            assert physical["region"]["startColumn"] >= 1
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert levels == {"PZ401": "error", "PZ340": "warning"}


def test_junit_counts_what_fails() -> None:
    root = ElementTree.fromstring(reporter("junit")(REPORT))
    assert root.attrib == {"name": "puzanov-tei", "tests": "3", "failures": "1", "errors": "0"}
    assert len(root.findall(".//failure")) == 1
    strict = Report(findings=TWO, files=REPORT.files, fail_on=Severity.WARNING)
    assert len(ElementTree.fromstring(reporter("junit")(strict)).findall(".//failure")) == 2


def test_gitlab_fingerprints_are_unique() -> None:
    entries = json.loads(reporter("gitlab")(Report(findings=TWO + TWO, files=("a.xml",))))
    assert len({entry["fingerprint"] for entry in entries}) == 4


def test_a_fingerprint_survives_moved_lines() -> None:
    one, two = (
        Finding("PZ009", Severity.ERROR, f"used in line {n}.", "", Location("a.xml", n, 1), xml_id="x") for n in (3, 9)
    )
    assert one.fingerprint == two.fingerprint
    assert one.fingerprint != TWO[0].fingerprint


def test_a_fingerprint_survives_another_wording_and_not_another_matter() -> None:
    def told(message: str) -> str:
        return Finding("PZ104", Severity.ERROR, message, location=Location("a.xml", 3), xml_id="p-1").fingerprint

    first = told('<p> is not allowed inside <title>, the value "a b" of @n neither.')
    assert first == told('The value "a b" of @n is wrong, and so is <p> within <title>.')
    assert first != told('<p> is not allowed inside <title>, the value "a c" of @n neither.')
    assert first != told('<ab> is not allowed inside <title>, the value "a b" of @n neither.')


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("<p>x</p>", 4, ("<p>x</p>", 3)),
        ("    <p>", 5, ("<p>", 0)),
        ("", 1, ("", 0)),
        ("short", 90, ("", 0)),
        ("\t<p>", 2, ("<p>", 0)),
    ],
)
def test_excerpts(line: str, column: int, expected: tuple[str, int]) -> None:
    assert excerpt(line, column) == expected


@pytest.mark.parametrize("column", [1, 88, 89, 200, 500])
def test_the_caret_is_under_the_place(column: int) -> None:
    line = "".join(chr(33 + n % 90) for n in range(500))
    shown, caret = excerpt(line, column)
    assert shown[caret] == line[column - 1]
    assert len(shown) <= 102


@pytest.mark.parametrize("name", ["text", "terminal", "junit"])
def test_a_file_cannot_steer_the_terminal(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    finding = Finding("PZ340", Severity.ERROR, "a\x1b[2Jb\x07\nc", "\x9b1m", Location("x\x1b.xml", 1, 1))
    shown = reporter(name)(Report(findings=(finding,), files=("x\x1b.xml",), line=lambda _: "\x1b]0;x\x07<p>"))
    assert not any(ord(c) < 32 and c != "\n" for c in shown)


def test_the_caret_is_under_the_place_in_korean_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    finding = Finding("PZ340", Severity.ERROR, "m", "", Location("a.xml", 1, 5))
    shown = reporter("terminal")(Report(findings=(finding,), files=("a.xml",), line=lambda _: "<p>김[일성"))
    source, caret = shown.splitlines()[1:3]
    assert source.strip() == "<p>김[일성"
    assert caret == " " * 6 + "   " + "  " + "^"


def test_programs_get_the_repair_as_data() -> None:
    edit = Edit(3, 5, 3, 13, "persName")
    finding = Finding(
        "PZ103",
        Severity.ERROR,
        "<persname> is no element.",
        "Did you mean <persName>?",
        Location("a.xml", 3, 4),
        meant="persName",
        expected=("persName", "p"),
        replacement=(edit,),
    )
    report = Report(findings=(finding,), files=("a.xml",))
    (found,) = json.loads(reporter("json")(report))["findings"]
    assert (found["meant"], found["expected"]) == ("persName", ["persName", "p"])
    assert found["replacement"] == [{"line": 3, "column": 5, "end_line": 3, "end_column": 13, "text": "persName"}]
    (result,) = json.loads(reporter("sarif")(report))["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 13},
            "insertedContent": {"text": "persName"},
        }
    ]
    assert result["properties"]["meant"] == "persName"
