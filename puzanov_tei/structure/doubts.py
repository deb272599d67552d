"""What the structure could not understand, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.model import Part, PartKind, Source

_SHOWN = 60


def find(source: Source, root: Part) -> Iterator[Finding]:
    """A warning for each stretch that stays literal (PZ650) and each stamp torn apart by columns (PZ651)."""
    pending = [root]
    while pending:
        one = pending.pop()
        pending.extend(reversed(one.children))
        if one.kind is PartKind.UNPARSED:
            yield _finding(
                source,
                one,
                "PZ650",
                "It is not clear to what these words of the letterhead belong; they stay as they are",
                "Assign them by hand, or leave them in seg type unparsed.",
            )
        elif one.kind is PartKind.STAMP and "id" in one.attributes and "fragment" not in one.attributes:
            yield _finding(
                source,
                one,
                "PZ651",
                "The columns of the letterhead run across this stamp; its pieces were told apart by their form",
                "Compare the pieces with a facsimile.",
            )


def _finding(source: Source, part: Part, code: str, message: str, hint: str) -> Finding:
    words = " ".join(source.text[part.begin : part.end].split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
    place = Location(source.name, *source.location(part.begin))
    return Finding(code, Severity.WARNING, f"{message}: {shown}", hint, place)
