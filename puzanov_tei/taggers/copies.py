"""Who gets a copy, or is written to: names of one word in a list."""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.taggers.roles import Things
from puzanov_tei.taggers.words import Word

_DASHES = frozenset({"-", "–", "—"})
_SHORTEST = 3


def numbers(words: Sequence[Word], known: Things) -> set[int]:
    """Numbers of the words that are names in a list of copies or of addressees."""
    return _copies(words, known) | _addressees(words, known)


def _copies(words: Sequence[Word], known: Things) -> set[int]:
    """Names in `Stalin - 2, Molotov-1, file - 1`: two at least, so that a lone hyphen proves nothing."""
    copies = {
        n
        for n in range(len(words) - 2)
        if words[n].is_name_like
        and len(words[n].text) > _SHORTEST
        and n not in known
        and words[n + 1].text in _DASHES
        and words[n + 2].kind == "number"
        and len(words[n + 2].text) <= 2
    }
    return copies if len(copies) > 1 else set()


def _addressees(words: Sequence[Word], known: Things) -> set[int]:
    """Names in `Copies: Stalin (2), Molotov, Rybin`: whatever stands between two stops."""
    if not any(w.folded in ("copies", "distribution") for w in words[:3]):
        return set()
    marks = frozenset(",:;(.)") | _DASHES
    addressees = set()
    for number in range(1, len(words)):
        after = words[number + 1].text if number + 1 < len(words) else "."
        between = words[number - 1].text in marks and after in marks
        if (
            between
            and words[number].is_name_like
            and number not in known
            and not (words[number].is_upper and len(words[number].text) <= _SHORTEST)
        ):
            addressees.add(number)
    return addressees
