"""What an editor is shown of findings: the stretch, and what can be done about it."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from puzanov_tei.cli import lsp as command
from puzanov_tei.findings import Edit, Finding, Location, Severity
from puzanov_tei.lsp.document import OpenDocument
from puzanov_tei.resources import authority_folder
from puzanov_tei.validation.choice import SchemaChoice

lsp = pytest.importorskip("lsprotocol.types")

TEXT = '<TEI>\n<p kind="a">one</p>\n<p>two <persname/>words here</p></TEI>'
DOCUMENT = OpenDocument("/p/a.xml", TEXT, SchemaChoice())


def finding(line: int, column: int, severity: Severity = Severity.ERROR, edits: tuple[Edit, ...] = ()) -> Finding:
    return Finding(
        "PZ110",
        severity,
        "Wrong.",
        "Mend it.",
        Location("/p/a.xml", line, column),
        replacement=edits,
        address="https://example.org/rule",
    )


def stretch(one: Finding) -> str:
    from puzanov_tei.lsp.diagnostics import diagnostic

    shown = diagnostic(DOCUMENT, one)
    begin, end = (DOCUMENT.lines.offset(p.line, p.character) for p in (shown.range.start, shown.range.end))
    assert shown.code_description.href == "https://example.org/rule"
    assert shown.message == "Wrong. Mend it."
    return TEXT[begin:end]


@pytest.mark.parametrize(
    ("line", "column", "words"), [(2, 1, "p"), (2, 4, 'kind="a"'), (3, 8, "persname"), (3, 19, "words"), (0, 0, "TEI")]
)
def test_what_a_finding_points_at(line: int, column: int, words: str) -> None:
    assert stretch(finding(line, column)) == words


def test_what_can_be_done() -> None:
    from puzanov_tei.lsp.diagnostics import actions

    name = Edit(3, 9, 3, 17, "persName")
    found = [
        finding(3, 8, edits=(name,)),
        finding(2, 4, edits=(Edit(2, 4, 2, 8, "n"), Edit(2, 5, 2, 6, "never: it reaches into the one before"))),
        finding(3, 1, Severity.WARNING),
        finding(3, 2, Severity.WARNING),  # of the same element: switched off by the same instruction
    ]
    here = lsp.Range(lsp.Position(2, 0), lsp.Position(2, 9))
    offered = actions(DOCUMENT, "file:///p/a.xml", found, here)
    assert [a.title for a in offered] == [
        "Mend: Mend it.", "Mend all 2 that have one obvious answer", "Switch PZ110 off for this <p>",
    ]  # fmt: skip
    written = [[e.new_text for e in a.edit.changes["file:///p/a.xml"]] for a in offered]
    assert written == [["persName"], ["n", "persName"], ["<?puzanov-tei ignore PZ110?>"]]
    assert offered[0].is_preferred


def test_names_of_the_authority() -> None:
    known = dict(command._entities(str(authority_folder())))
    assert known["pers-kim-il-sung"]
    assert any(ident.startswith("place-") for ident in known)
    assert any(ident.startswith("org-") for ident in known)


def test_without_the_extra_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "puzanov_tei.lsp.server", None)
    result = CliRunner().invoke(command.command, [])
    assert 'pip install "pygls>=' in str(result.exception)
