"""Names in a text that is not English: those that the authority has letter for letter, and nothing by rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Certainty, Document, Kind, Mention

_KINDS = {"person": Kind.PERSON, "place": Kind.PLACE, "org": Kind.ORG}
_SHORTEST = 4  # letters of a name of one word in Latin letters, where a word of the language may look the same


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A mention for each name of the authority that means one entry only."""
    for reading in document.readings:
        for match in authority.find(reading.text):
            name = reading.text[match.begin : match.end]
            kind = _KINDS.get(match.kind)
            if kind is None or len(match.refs) != 1 or not _is_sure(name):
                continue
            begin, end = reading.span(match.begin, match.end)
            yield Mention(begin, end, kind, match.refs[0], Certainty.MEDIUM, "foreign.authority")


def _is_sure(name: str) -> bool:
    """Whether the name is no word besides: in another script than Latin, of several words, or long."""
    if not name.isascii() and not any("a" <= char.lower() <= "z" for char in name):
        return len(name) > 1
    return " " in name or (len(name) >= _SHORTEST and name[0].isupper() and not name.isupper())
