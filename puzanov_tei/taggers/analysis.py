"""What several taggers of names ask of a reading, worked out once: its words, its form-given names, the authority's.

for text in readings(document, authority): ...
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from puzanov_tei.authority.lookup import Authority, Match
from puzanov_tei.model import Certainty, Document, Kind, Mention, MentionAttributes, PartKind, Reading
from puzanov_tei.taggers import forms
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.words import Word, cut


@dataclass(frozen=True, slots=True)
class Analysis:
    """A reading and what can be said of it without its neighbours.

    Attributes:
        names: personal names by form, in order; see `forms`.
        taken: numbers of their words.
        matches: places and organisations of the authority as (first word, behind the last word, match).
        places: the longest place of the authority at each word where one begins.
        bodies: numbers of the words where an organisation of the authority begins.
    """

    words: tuple[Word, ...]
    names: tuple[PersonName, ...]
    taken: frozenset[int]
    matches: tuple[tuple[int, int, Match], ...]
    places: Mapping[int, int]
    bodies: frozenset[int]


@dataclass(frozen=True, slots=True)
class AnalysedReading:
    """A reading with its analysis, its text and words at hand, and mentions made from word numbers."""

    reading: Reading
    analysis: Analysis
    index: int
    text: str
    words: tuple[Word, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span of the source of words `first` to `last` (exclusive)."""
        return self.reading.span(self.words[first].begin, self.words[last - 1].end)

    def mention(
        self,
        first: int,
        last: int,
        kind: Kind,
        rule: str,
        *,
        ref: str = "",
        cert: Certainty = Certainty.HIGH,
        candidates: tuple[str, ...] = (),
        evidence: tuple[str, ...] = (),
        corrected: str = "",
        attributes: MentionAttributes | None = None,
    ) -> Mention:
        """A mention over words `first` to `last` (exclusive)."""
        begin, end = self.span(first, last)
        return Mention(
            begin,
            end,
            kind,
            ref=ref,
            cert=cert,
            rule=rule,
            attributes=attributes or {},
            corrected=corrected,
            candidates=candidates,
            evidence=evidence,
        )

    def is_opened(self, number: int) -> bool:
        """Whether an editor's bracket opens (or something is left out) right before word `number`."""
        if number == 0 or number >= len(self.words):
            return False
        before, word, offsets = self.words[number - 1], self.words[number], self.reading.offsets
        return offsets[word.begin] - offsets[before.end - 1] > word.begin - (before.end - 1)

    def phrase(self, first: int, last: int) -> str:
        """The text of words `first` to `last` (exclusive), white space collapsed."""
        return " ".join(self.text[self.words[first].begin : self.words[last - 1].end].split())


def _analyse(text: str, authority: Authority) -> Analysis:
    words = cut(text)
    begins = {word.begin: number for number, word in enumerate(words)}
    ends = {word.end: number + 1 for number, word in enumerate(words)}
    matches = tuple(
        (begins[m.begin], last, m)
        for m in authority.find(text)
        if m.kind != "person" and m.begin in begins and (last := _last(ends, m.end)) is not None
    )
    places = {first: last for first, last, m in matches if m.kind == "place"}
    placed = {number for first, last in places.items() for number in range(first, last)}
    names = tuple(forms.names(words, text, authority, placed))
    bodies = frozenset(first for first, _, m in matches if m.kind == "org")
    return Analysis(words, names, frozenset(forms.blocked(names)), matches, places, bodies)


def _last(ends: dict[int, int], end: int) -> int | None:
    """Number behind the word that ends at `end`, or one character later (a soft sign, the stop of an initial)."""
    return ends.get(end) or ends.get(end + 1)


@dataclass(frozen=True, eq=False)
class Work:
    """A document and an authority as one argument of a cache: compared by identity."""

    document: Document
    authority: Authority

    def __hash__(self) -> int:
        return hash((id(self.document), id(self.authority)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Work) and other.document is self.document and other.authority is self.authority


@lru_cache(maxsize=1)
def _views(work: Work) -> tuple[AnalysedReading, ...]:
    analysed = (
        (index, reading, _analyse(reading.text, work.authority))
        for index, reading in enumerate(work.document.readings)
        if reading.text.strip()
    )
    return tuple(
        AnalysedReading(reading, analysis, index, reading.text, analysis.words) for index, reading, analysis in analysed
    )


def readings(document: Document, authority: Authority) -> tuple[AnalysedReading, ...]:
    """The document's readings with their analyses, in order; empty ones left out. One document is remembered."""
    return _views(Work(document, authority))


def nameable(document: Document, authority: Authority) -> Iterator[AnalysedReading]:
    """The readings where places and organisations are looked for.

    Not in an expansion (it is the name before it once more), nor in a piece that merged columns tore off a stamp.
    """
    for view in readings(document, authority):
        torn = PartKind.STAMP in view.reading.parts and view.reading.note is not Kind.STAMP
        if not torn and view.reading.note is not Kind.EXPANSION:
            yield view


class Covered:
    """Spans of the source that mentions of some kinds cover, for the question "does this stand inside one?"."""

    def __init__(self, mentions: Sequence[Mention], *kinds: Kind) -> None:
        self._spans = sorted((m.begin, m.end) for m in mentions if m.kind in kinds)

    def overlaps(self, begin: int, end: int) -> bool:
        """Whether any of the spans has a character in common with `begin:end`."""
        low, high = 0, len(self._spans)
        while low < high:
            middle = (low + high) // 2
            if self._spans[middle][1] <= begin:
                low = middle + 1
            else:
                high = middle
        return low < len(self._spans) and self._spans[low][0] < end
