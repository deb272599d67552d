"""Findings as an editor shows them: stretches of text, and edits that mend them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types as lsp

from puzanov_tei.findings import Edit, Finding, Severity
from puzanov_tei.lsp.document import OpenDocument

SOURCE = "puzanov-tei"
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


def range_of(document: OpenDocument, begin: int, end: int) -> lsp.Range:
    """A stretch of a document."""
    return lsp.Range(lsp.Position(*document.lines.place(begin)), lsp.Position(*document.lines.place(end)))


def diagnostic(document: OpenDocument, finding: Finding) -> lsp.Diagnostic:
    """A finding at what it is about."""
    begin, end = _stretch(document, finding)
    return lsp.Diagnostic(
        range=range_of(document, begin, end),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        message=f"{finding.message} {finding.hint}".strip(),
        code_description=lsp.CodeDescription(finding.address) if finding.address else None,
    )


def _stretch(document: OpenDocument, finding: Finding) -> tuple[int, int]:
    """An attribute, the name of an element, or a word: what a finding points at."""
    begin = document.lines.of_finding(finding.location.line, finding.location.column)
    element = document.markup.at(begin)
    if element is not None and element.begin <= begin < element.inside:
        for attribute in document.markup.attributes(element):
            if attribute.begin <= begin <= attribute.value_end:
                return attribute.begin, attribute.value_end + 1
        return element.begin + 1, element.begin + 1 + len(element.name)
    text = document.text
    end = begin
    while end < len(text) and not text[end].isspace() and text[end] != "<":
        end += 1
    return begin, max(end, min(begin + 1, len(text)))


def text_edit(document: OpenDocument, edit: Edit) -> lsp.TextEdit:
    """An edit of a finding."""
    offset = document.lines.of_finding
    begin, end = offset(edit.line, edit.column), offset(edit.end_line, edit.end_column)
    return lsp.TextEdit(range_of(document, begin, end), edit.text)


def actions(document: OpenDocument, uri: str, findings: Sequence[Finding], wanted: lsp.Range) -> list[lsp.CodeAction]:
    """What can be done about the findings in a stretch: mend one, mend all, or switch a finding off at its element."""
    first, last = wanted.start.line, wanted.end.line
    listed: list[lsp.CodeAction] = []
    here = [f for f in findings if first <= f.location.line - 1 <= last]
    for finding in here:
        if finding.replacement:
            title = f"Mend: {finding.hint or finding.message}"
            edits = [text_edit(document, edit) for edit in finding.replacement]
            listed.append(_action(title, uri, edits, document, finding, lsp.CodeActionKind.QuickFix))
    mendable = [f for f in findings if f.replacement]
    if len(mendable) > 1:
        edits = [text_edit(document, edit) for edit in _apart(e for f in mendable for e in f.replacement)]
        title = f"Mend all {len(mendable)} that have one obvious answer"
        listed.append(_action(title, uri, edits, document, None, lsp.CodeActionKind.SourceFixAll))
    offered: set[tuple[str, int]] = set()
    for finding in here:
        element = document.markup.at(document.lines.of_finding(finding.location.line, finding.location.column))
        if element is not None and finding.severity is not Severity.ERROR:
            if (finding.code, element.begin) in offered:
                continue
            offered.add((finding.code, element.begin))
            edit = lsp.TextEdit(
                range_of(document, element.begin, element.begin), f"<?puzanov-tei ignore {finding.code}?>"
            )
            title = f"Switch {finding.code} off for this <{element.name}>"
            listed.append(_action(title, uri, [edit], document, finding, lsp.CodeActionKind.QuickFix))
    return listed


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, without those that reach into one before."""
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda e: (e.line, e.column, e.end_line, e.end_column, e.text)):
        if not kept or (edit.line, edit.column) >= (kept[-1].end_line, kept[-1].end_column):
            kept.append(edit)
    return kept


def _action(
    title: str, uri: str, edits: list[lsp.TextEdit], document: OpenDocument, finding: Finding | None, kind: str
) -> lsp.CodeAction:
    return lsp.CodeAction(
        title=title,
        kind=kind,
        diagnostics=[diagnostic(document, finding)] if finding else None,
        edit=lsp.WorkspaceEdit(changes={uri: edits}),
        is_preferred=bool(finding and finding.replacement) or None,
    )
