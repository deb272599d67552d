"""Plain text: `file:line:col: error[PZ012] message - hint`, one finding a line, then a summary."""

from __future__ import annotations

from puzanov_tei.reporters.report import Report


def report(given: Report) -> str:
    """Findings in the order of the files; equal messages beyond the first ten are counted."""
    lines = []
    for finding, more in given.grouped():
        lines.append(str(finding))
        if more:
            lines.append(f"  ... and {more} more of {finding.code} like this")
    lines.append(given.summary())
    return "\n".join(lines) + "\n"
