"""What the structure could not understand, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.language.recognise import ENGLISH_TAG
from puzanov_tei.model import Document, Part, PartKind, Source

CODES: dict[str, tuple[str, str]] = {
    "PZ650": (
        "Words of a letterhead that belong to nothing",
        "Two or three columns were printed as one line. These words fit neither the letterhead nor one stamp "
        "alone, so they stay as they are printed in seg of type unparsed: nothing is lost, nothing is guessed.",
    ),
    "PZ651": (
        "A stamp torn apart by the columns of the letterhead",
        "The page was read across, so that the lines of a stamp alternate with those of the letterhead. The "
        "pieces were told apart by their form (a registry number without sign, the second date of a line) and "
        "chained in the order of the source. Nothing was moved.",
    ),
    "PZ652": (
        "The text is not English",
        "The rules by which names, dates, speech and offices are found are those of English. In a text of another "
        "language they would find wrong things, so they are not asked: the text is declared with its language and "
        "structured, and only names that the authority has in just this form are linked.",
    ),
}
"""Code -> (title, rationale). All are warnings."""

_HINTS = {
    "PZ650": "Assign them by hand, or leave them.",
    "PZ651": "Compare the pieces with a facsimile.",
    "PZ652": "Tag names and dates by hand, or encode the translation.",
}
_SHOWN = 60


def find(source: Source, root: Part) -> Iterator[Finding]:
    """A warning for each stretch that stays literal and for each stamp torn apart by columns."""
    pending = [root]
    while pending:
        one = pending.pop()
        pending.extend(reversed(one.children))
        if one.kind is PartKind.UNPARSED:
            yield _finding(source, one, "PZ650")
        elif one.kind is PartKind.STAMP and "id" in one.attributes and "fragment" not in one.attributes:
            yield _finding(source, one, "PZ651")


def foreign(document: Document) -> Iterator[Finding]:
    """One warning for a text that is not English."""
    if document.language != ENGLISH_TAG:
        message = f"{CODES['PZ652'][0]} ({document.language}): no English rule is asked about it"
        source = document.page.source
        place = Location(source.name, *source.location(document.root.begin))
        yield Finding("PZ652", Severity.WARNING, message, _HINTS["PZ652"], place)


def _finding(source: Source, part: Part, code: str) -> Finding:
    words = " ".join(source.text[part.begin : part.end].split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
    place = Location(source.name, *source.location(part.begin))
    return Finding(code, Severity.WARNING, f"{CODES[code][0]}: {shown}", _HINTS[code], place)
