"""What the scanner reports, by code: what is wrong and what to do about it."""

from __future__ import annotations

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.model import Source

PROBLEMS: dict[str, tuple[str, str]] = {
    "PZ601": (
        "This bracket is opened and never closed",
        "Close it in the source file if the archive's page does; what follows it is read as plain text.",
    ),
    "PZ602": (
        "This bracket is closed but was never opened",
        "The line that opened it may be missing from the copy; compare the archive's page.",
    ),
    "PZ603": (
        "A double bracket is closed by a single one",
        "It is read as if both were closed; compare the archive's page.",
    ),
    "PZ604": (
        "A single bracket is closed by a double one",
        "It is read as if one bracket were too many; compare the archive's page.",
    ),
    "PZ605": (
        "The meaning of this bracket could not be told",
        "It stays in the text as it is printed; mark it up by hand.",
    ),
    "PZ606": (
        "Brackets are nested too deeply here",
        "They stay in the text as they are printed; look for a bracket that was never closed.",
    ),
}
"""Code -> (message, remedy). All are warnings: nothing is lost, but somebody should look."""


def finding(source: Source, code: str, begin: int, end: int) -> Finding:
    """The warning `code` about `source.text[begin:end]`, with line and column in the file."""
    message, hint = PROBLEMS[code]
    line, column = source.location(begin)
    excerpt = " ".join(source.text[begin : min(end, begin + 40)].split())
    return Finding(code, Severity.WARNING, f"{message}: {excerpt}", hint, Location(source.name, line, column))
