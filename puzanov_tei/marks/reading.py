"""The text as a reader reads it: editors' brackets taken out, notes apart. Taggers look at nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from puzanov_tei.model import Kind, Mention, Part, PartKind, Reading, Source

APART = frozenset(
    {
        Kind.ROMANIZATION,
        Kind.EXPANSION,
        Kind.GLOSS,
        Kind.TRANSLATOR_NOTE,
        Kind.STAMP,
        Kind.HANDWRITTEN,
        Kind.DELETED,
        Kind.FOOTNOTE,
    }
)
"""Marks whose inside is a reading of its own."""

SILENT = frozenset(
    {
        *(Kind.CORRECTION, Kind.DESCRIPTION, Kind.QUERY, Kind.SIGNATURE, Kind.GAP, Kind.PAGE_BREAK),
        *(Kind.NOTE_SIGN, Kind.LINE_BREAK),
    }
)
"""Marks whose inside is not read: it is the translator's, a sign, or nothing."""

SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,40}[^\W\d_](?![^\W_])")
"""A word printed with blanks between its letters."""

ELLIPSIS = "…"
"""Stands in a reading where something illegible or left out was, so that what is apart does not run together."""

_CONTAINERS = frozenset(
    {
        PartKind.DOCUMENT,
        PartKind.ENTRY,
        PartKind.SECTION,
        PartKind.ATTACHMENT,
        PartKind.LETTERHEAD,
        PartKind.CLOSER,
        PartKind.DISTRIBUTION,
        PartKind.LIST,
        PartKind.TABLE,
        PartKind.ROW,
        PartKind.STAMP,
    }
)
"""Parts that are read piece by piece. The others are read as one, with the inline parts inside them."""

_INLINE = frozenset(
    {
        PartKind.OFFICE,
        PartKind.CLASSIFICATION,
        PartKind.NUMBER,
        PartKind.IDNO,
        PartKind.COPY,
        PartKind.FILE,
        PartKind.RUN_IN,
    }
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of the source that is read on its own, and where it stands."""

    begin: int
    end: int
    parts: tuple[PartKind, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class _Segment:
    """A piece of the source that belongs to one reading.

    `owner` is the number of the mark whose inside it is (-1: the running text); `shown` is `text` for characters to
    be read, `gap` for a place where something is missing, `out` for what is not read.
    """

    begin: int
    end: int
    owner: int
    shown: str


def readings(source: Source, root: Part, marks: Sequence[Mention]) -> tuple[Reading, ...]:
    """The readings of a document, in the order of the source.

    Takes the source, its parts, and its editorial marks (properly nested, outer before inner). Returns one reading for
    each block, and one for the inside of each note-like mark in it (`Reading.note`). A mark that spans several blocks
    has a reading in each. Supplied, unclear, doubtful and added words are read without their brackets; corrections,
    descriptions and delimiters are not read; a gap is read as one `…`.
    """
    segments = _segments(root, marks)
    begins = [segment.begin for segment in segments]
    readings: list[Reading] = []
    for stretch in _stretches(root):
        first = max(0, bisect_right(begins, stretch.begin) - 1)
        last = bisect_left(begins, stretch.end)
        readings.extend(_read(source.text, stretch, segments[first:last], marks))
    return tuple(readings)


def _stretches(root: Part) -> Iterator[_Stretch]:
    """Every block of the document, and the own text of containers between their children, in source order."""
    entry = -1
    pending: list[tuple[Part, tuple[PartKind, ...], int] | _Stretch] = [(root, (), -1)]
    while pending:
        item = pending.pop()
        if isinstance(item, _Stretch):
            yield item
            continue
        part, above, inherited = item
        if part.kind is PartKind.ENTRY and "n" in part.attributes:
            entry += 1
            inherited = entry
        parts = (*above, part.kind)
        within = [child for child in part.children if part.kind in _CONTAINERS or child.kind not in _INLINE]
        queue: list[tuple[Part, tuple[PartKind, ...], int] | _Stretch] = []
        position = part.begin
        for child in within:
            queue.append(_Stretch(position, child.begin, parts, inherited))
            queue.append((child, parts, inherited))
            position = child.end
        queue.append(_Stretch(position, part.end, parts, inherited))
        pending.extend(reversed(queue))


def _segments(root: Part, marks: Sequence[Mention]) -> list[_Segment]:
    """The whole document cut at the edges of marks and frames."""
    cut = _Cutter(root.begin)
    for number, mark in enumerate(marks):
        cut.close_before(mark.begin)
        cut.open(number, mark)
    cut.close_before(root.end)
    cut.to(root.end)
    return cut.segments


class _Cutter:
    """Walks the marks once and writes segments."""

    def __init__(self, begin: int) -> None:
        self.position = begin
        self.segments: list[_Segment] = []
        self.around: list[tuple[Mention, int, str]] = []  # mark, owner of its inside, how its inside is shown

    def to(self, position: int) -> None:
        """Go on to `position` with what is around."""
        owner, shown = (self.around[-1][1], self.around[-1][2]) if self.around else (-1, "text")
        self.write(position, owner, shown)

    def write(self, position: int, owner: int, shown: str) -> None:
        if position > self.position:
            self.segments.append(_Segment(self.position, position, owner, shown))
            self.position = position

    def open(self, number: int, mark: Mention) -> None:
        """Enter a mark: its opening delimiter is not read."""
        self.to(mark.begin - (mark.kind is Kind.LINE_BREAK))
        owner, shown = (self.around[-1][1], self.around[-1][2]) if self.around else (-1, "text")
        if shown == "text" and mark.kind is Kind.GAP:
            self.write(mark.begin + 1, owner, "gap")
        if shown == "text" and mark.kind in SILENT:
            shown = "out"
        elif shown == "text" and mark.kind in APART:
            owner = number
        self.write(mark.begin + mark.opening, owner, "out")
        self.around.append((mark, owner, shown))

    def close_before(self, position: int) -> None:
        """Leave the marks that end at or before `position`: their closing delimiters are not read."""
        while self.around and self.around[-1][0].end <= position:
            mark, owner, _ = self.around[-1]
            self.to(mark.end - mark.closing)
            self.write(mark.end, owner, "out")
            self.around.pop()


def _read(text: str, stretch: _Stretch, segments: Sequence[_Segment], marks: Sequence[Mention]) -> Iterator[Reading]:
    """The readings of one stretch: the running text, then the notes in it in their order."""
    pieces: dict[int, _Text] = {}
    for segment in segments:
        begin, end = max(segment.begin, stretch.begin), min(segment.end, stretch.end)
        if begin < end:
            piece = pieces.setdefault(segment.owner, _Text())
            piece.add(text, begin, end, segment.shown)
    for owner in sorted(pieces):
        piece = pieces[owner]
        if piece.trim():
            note = marks[owner].kind if owner >= 0 else None
            yield Reading("".join(piece.chars), tuple(piece.offsets), stretch.parts, note, stretch.entry)


class _Text:
    """Characters to be read and their offsets."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.offsets: list[int] = []
        self.end = -1

    def add(self, text: str, begin: int, end: int, shown: str) -> None:
        """Take `text[begin:end]`; where something was left out, one white space of two goes."""
        if shown == "out":
            return
        if shown == "gap":
            self.chars.append(ELLIPSIS)
            self.offsets.append(begin)
            return
        skipped = self.end not in (-1, begin)
        self.end = end
        if skipped and self.chars and self.chars[-1] in " " and (text[begin].isspace() or text[begin] in ".,;:!?)"):
            self.chars.pop()
            self.offsets.pop()
        self.chars.extend(text[begin:end])
        self.offsets.extend(range(begin, end))

    def close_up(self) -> None:
        """Letter-spaced words (`B e r l i n`) are read as words: their blanks go, their place stays."""
        for match in reversed(list(SPACED.finditer("".join(self.chars)))):
            blanks = range(match.end() - 2, match.start(), -2)
            for place in blanks:
                del self.chars[place], self.offsets[place]

    def trim(self) -> bool:
        """Take white space off both ends; is there anything to read?"""
        self.close_up()
        while self.chars and self.chars[-1].isspace():
            self.chars.pop()
            self.offsets.pop()
        blanks = next((i for i, char in enumerate(self.chars) if not char.isspace()), len(self.chars))
        del self.chars[:blanks], self.offsets[:blanks]
        return any(char.isalnum() or char == ELLIPSIS for char in self.chars)
