"""An example of every finding: there is one, it is what the program says, and `explain` shows it."""

from __future__ import annotations

import re
import runpy

import pytest
from click.testing import CliRunner

from puzanov_tei.cli import main
from puzanov_tei.cli.explain import every_code, examples
from puzanov_tei.validation.document import check, load
from tests_support import ROOT

HEADER = "<titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc>"
EXAMPLES = examples()
ELSEWHERE = {"PZ014", "PZ015", "PZ100", "PZ106", "PZ109", "PZ114", "PZ120", "PZ121"}
"""Their examples need more than the body of one document."""
XML = [
    code
    for code, example in EXAMPLES.items()
    if example.wrong and " ... " not in example.wrong and code not in ELSEWHERE
    and code.startswith(("PZ00", "PZ01", "PZ10", "PZ11", "PZ40", "PZ41", "PZ5"))
    and code not in ("PZ402", "PZ403", "PZ405", "PZ408", "PZ409")
]  # fmt: skip


def test_every_code_has_an_example() -> None:
    known = every_code().keys()
    assert not known - EXAMPLES.keys(), "give them an example in puzanov_tei/data/examples.toml"
    assert not EXAMPLES.keys() - known
    for code, example in EXAMPLES.items():
        assert example.says and example.remedy, code


@pytest.mark.parametrize("code", XML)
def test_an_example_is_what_the_program_says(code: str) -> None:
    example = EXAMPLES[code]
    wrong = example.wrong.replace("&#x1;", "\x01")
    whole = code in ("PZ011", "PZ101", "PZ102")
    body = f"<teiHeader><fileDesc>{HEADER}</fileDesc></teiHeader><text><body>{wrong}</body></text>"
    document = wrong if whole else f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{body}</TEI>'
    said = [(f.message, f.hint) for f in check(document.encode(), "d.xml", load("tei_all")) if f.code == code]
    assert (example.says, example.remedy) in said


def test_examples_of_the_project_s_own_rules_follow_their_messages() -> None:
    rules = {code: entry for code, entry in every_code().items() if entry.origin}
    assert len(rules) > 40
    for code, rule in rules.items():
        form = ".+".join(map(re.escape, rule.title.split("...")))
        assert re.fullmatch(form, EXAMPLES[code].says), code
        assert EXAMPLES[code].wrong, code


def test_explain_shows_the_example() -> None:
    said = CliRunner().invoke(main, ["explain", "PZ103"]).output
    for part in ("<persname>Anna</persname>", "It is said:", "Did you mean <persName>?"):
        assert part in said


def test_the_page_about_findings_has_a_row_for_every_code() -> None:
    page = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| PZ(\d)(\d\d|xx)(?:-PZ(\d\d\d))? \|", page, re.MULTILINE)
    ranges = [
        (int(hundred) * 100 + (0 if rest == "xx" else int(rest)), int(last or f"{hundred}99"))
        for hundred, rest, last in rows
    ]
    for code in every_code():
        assert any(begin <= int(code[2:]) <= end for begin, end in ranges), code


def test_in_the_page_of_all_codes_no_sentence_is_taken_for_markup() -> None:
    page = runpy.run_path(str(ROOT / "docs/conf.py"))["_codes"]()
    outside = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", outside, re.MULTILINE)
    assert headings == ["Findings, code by code", *every_code()]
    prose = re.sub(r"`[^`\n]*`|\\.", "", outside)
    assert not re.findall(r"<[?!/\w]", prose)
