"""Names of several words that stand again: in capitals, letter-spaced, without accents or hyphens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from puzanov_tei.authority import fold
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.roles import Things

Known = Mapping[str, Mapping[tuple[str, ...], PersonName]]
"""First folded word of a name -> all its folded words -> the name."""


def names(scenes: Sequence[tuple[AnalysedReading, Things, Sequence[PersonName]]]) -> list[tuple[PersonName, ...]]:
    """The names of each reading with those of the others that it repeats.

    `scenes` are the readings of a document, each with its bodies and places and the names found in it.
    """
    known: dict[str, dict[tuple[str, ...], PersonName]] = {}
    for view, _, found in scenes:
        for name in found:
            keys = tuple(fold.key(word.text) for word in view.words[name.first : name.last])
            if len(keys) > 1:
                known.setdefault(keys[0], {}).setdefault(keys, name)
    return [_again(*scene, known) for scene in scenes]


def outermost(found: Iterable[PersonName]) -> list[PersonName]:
    """The names in order, without those that a longer one has taken in."""
    kept: list[PersonName] = []
    for name in sorted(found, key=lambda name: (name.first, -name.last)):
        if not kept or name.first >= kept[-1].last:
            kept.append(name)
    return kept


def _again(view: AnalysedReading, things: Things, found: Sequence[PersonName], known: Known) -> tuple[PersonName, ...]:
    words = view.words
    taken = {number for name in found if name.last - name.first > 1 for number in range(name.first, name.last)}
    more = []
    for number, word in enumerate(words):
        if word.kind == "mark" or number in taken or not word.is_capital or number in things:
            continue
        for keys, name in known.get(fold.key(word.text), {}).items():
            run = words[number : number + len(keys)]
            if tuple(fold.key(w.text) for w in run) == keys and all(w.tight or w.kind == "mark" for w in run[1:]):
                more.append(_moved(name, number - name.first))
    return tuple(outermost((*found, *more))) if more else tuple(found)


def _moved(name: PersonName, by: int) -> PersonName:
    """The same name elsewhere: `by` words further on."""
    return PersonName(
        name.first + by,
        name.last + by,
        tuple(number + by for number in name.surname),
        tuple(number + by for number in name.forenames),
        "repeated",
        name.match,
    )
