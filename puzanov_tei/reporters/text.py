"""Plain text: `file:line:col: error[PZ012] message - hint`, one finding a line, then a summary."""

from __future__ import annotations

from puzanov_tei.findings import Finding
from puzanov_tei.reporters.report import Report, one_line


def line(finding: Finding) -> str:
    """A finding on one line."""
    place = finding.location
    at = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    hint = f" - {finding.hint}" if finding.hint else ""
    return one_line(f"{at}: {finding.severity}[{finding.code}] {finding.message}{hint}")


def report(given: Report) -> str:
    """Findings in the order of the files; equal messages beyond the first ten are counted."""
    lines = []
    for finding, more in given.grouped():
        lines.append(line(finding))
        if more:
            lines.append(f"  ... and {more} more of {finding.code} like this")
    lines.append(given.summary())
    return "\n".join(lines) + "\n"
