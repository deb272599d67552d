"""Names in a text that is not English: those that the authority has letter for letter, and nothing by rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Certainty, Document, Kind, Mention

_KINDS = {"person": Kind.PERSON, "place": Kind.PLACE, "org": Kind.ORG}
_SHORTEST = 4  # letters of a name of one word in Latin letters, where a word of the language may look the same
# Languages whose names have no blank inside and, but for Korean, none around; Korean puts endings behind them.
_UNSPACED = frozenset({"zh", "ja", "ko"})
_CHARACTERS = re.compile("[\u3400-\u9fff\uac00-\ud7a3]{2,}")
_SHORTEST_PERSON = 3  # characters; shorter ones are words too


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A mention for each name of the authority that means one entry only."""
    names = _unspaced(authority) if document.language in _UNSPACED else {}
    form = re.compile("|".join(sorted(names, key=lambda name: (-len(name), name)))) if names else None
    for reading in document.readings:
        named = {match.span(): names[match[0]] for match in form.finditer(reading.text)} if form else {}
        for match in authority.find(reading.text):
            name = reading.text[match.begin : match.end]
            if match.kind in _KINDS and len(match.refs) == 1 and _is_sure(name):
                named.setdefault((match.begin, match.end), (_KINDS[match.kind], match.refs[0]))
        for span, (kind, ref) in named.items():
            yield Mention(*reading.span(*span), kind, ref, Certainty.MEDIUM, "foreign.authority")


def _is_sure(name: str) -> bool:
    """Whether the name is no word besides: in another script than Latin, of several words, or long."""
    if not name.isascii() and not any("a" <= char.lower() <= "z" for char in name):
        return len(name) > 1
    return " " in name or (len(name) >= _SHORTEST and name[0].isupper() and not name.isupper())


def _unspaced(authority: Authority) -> Mapping[str, tuple[Kind, str]]:
    """Kind and id of each record with a name in Chinese characters or Hangul that no other record has."""
    bearers: dict[str, dict[str, Kind]] = defaultdict(dict)
    for kind, ref, name in _named(authority):
        if _CHARACTERS.fullmatch(name) and len(name) >= (_SHORTEST_PERSON if kind is Kind.PERSON else 2):
            bearers[name][ref] = kind
    return {name: (kind, ref) for name, held in bearers.items() if len(held) == 1 for ref, kind in held.items()}


def _named(authority: Authority) -> Iterator[tuple[Kind, str, str]]:
    records = authority.records
    for kind, entries in ((Kind.PERSON, records.persons), (Kind.PLACE, records.places), (Kind.ORG, records.orgs)):
        for entry in entries:
            yield from ((kind, entry.id, name.text) for name in entry.names if name.kind != "error")
