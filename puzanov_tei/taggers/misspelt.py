"""Places of several words with one of them misspelt: `Rio de Janiero`, `Adis Ababa`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from puzanov_tei.language import of_words
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.words import Word

_SHORTEST = 4  # letters of the word that may be misspelt
_MOST_SLIPS = 2


def spans(view: AnalysedReading) -> Iterator[tuple[int, int, str]]:
    """Ranges of words that are the name of a place but for slips in one word, with the rule that says so."""
    for number, word in enumerate(view.words):
        for before, name in _by_edge().get(word.folded, ()) if word.is_capital else ():
            first = number - before
            run = view.words[max(0, first) : first + len(name)]
            if len(run) == len(name) and all(w.tight for w in run[1:]) and _is_meant(run, name):
                yield first, first + len(name), "places.misspelt"


def _is_meant(run: Sequence[Word], name: Sequence[str]) -> bool:
    """Whether one word alone differs, and only by slips."""
    wrong = [(word, meant) for word, meant in zip(run, name, strict=True) if word.folded != meant]
    if len(wrong) != 1:
        return False
    word, meant = wrong[0]
    named = word.is_name_like and min(len(word.text), len(meant)) >= _SHORTEST
    return named and OSA.distance(word.folded, meant, score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS


def _edges(names: frozenset[str]) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """First and last words of the names of several words -> how many words stand before it, and all of them."""
    edges: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for name in sorted(names):
        words = tuple(name.casefold().split())
        for number in {0, len(words) - 1} if len(words) > 1 else ():
            edges.setdefault(words[number], []).append((number, words))
    return edges


_by_edge = of_words(lambda _: _edges(lexicon.cities() | lexicon.countries()))
