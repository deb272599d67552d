"""What the scanner reports, by code: what is wrong, why it matters, and what to do about it."""

from __future__ import annotations

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.model import Source

CODES: dict[str, tuple[str, str]] = {
    "PZ601": (
        "A bracket that is opened and never closed",
        "Square brackets are the translator's: what stands in them is not the document's own text. Without "
        "its end nobody can say how much that is. A label such as a stamp's is taken to end with its "
        "paragraph; any other bracket stays in the text as a sign.",
    ),
    "PZ602": (
        "A bracket that is closed and was never opened",
        "Copies lose short lines, and with them the opening of a note. What stands before the bracket may be "
        "handwriting or a stamp; it is kept as plain text.",
    ),
    "PZ603": (
        "A double bracket that is closed by a single one",
        "Translators put doubtful readings in double brackets and often forget one. It is read as if both were there.",
    ),
    "PZ604": (
        "A single bracket that is closed by a double one",
        "One bracket is too many, or one is missing further left. It is read as if one were too many.",
    ),
    "PZ605": (
        "A bracket whose meaning could not be told",
        "It is no omission, addition, doubtful reading, correction, note or stamp that the encoder knows. It "
        "stays in the text as it is printed: nothing is lost, and nothing is said that is not known.",
    ),
    "PZ606": (
        "Brackets that are nested too deeply",
        "Real documents nest two or three brackets. More point to one that was never closed; they stay as printed.",
    ),
}
"""Code -> (title, rationale). All are warnings: nothing is lost, but somebody should look."""

HINTS = {
    "PZ601": "Close it in the source file if the archive's page does.",
    "PZ602": "The line that opened it may be missing from the copy; compare the archive's page.",
    "PZ603": "Compare the archive's page.",
    "PZ604": "Compare the archive's page.",
    "PZ605": "Mark it up by hand, or leave it as it is.",
    "PZ606": "Look for a bracket that was never closed.",
}


def finding(source: Source, code: str, begin: int, end: int) -> Finding:
    """The warning `code` about `source.text[begin:end]`, with line and column in the file."""
    line, column = source.location(begin)
    excerpt = " ".join(source.text[begin : min(end, begin + 40)].split())
    return Finding(
        code,
        Severity.WARNING,
        f"{CODES[code][0]}: {excerpt}",
        HINTS[code],
        Location(source.name, line, column),
    )
