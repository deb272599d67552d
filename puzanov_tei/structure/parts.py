"""Making parts: spans of the source from spans of a line as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Unpack, cast

from puzanov_tei.model import Part, PartAttributes, PartKind, Source
from puzanov_tei.structure import words
from puzanov_tei.structure.lines import Line, Marks, span_of

_PROSE = 100  # a longer line is running text


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every recogniser may look at.

    Attributes:
        genre: see `genre.find`.
        anchor: ISO date that gives the year to dates without one; may be empty.
        speakers: how the document prints its speakers (see `turns`); empty where nobody takes turns.
        called: the speakers as they are printed before a colon (see `turns.called`).
        styled: whether the file says what is a heading; in conversions from PDF that may be noise (see `outline`).
        title: the archive's title.
        signs: signs of reference to footnotes (see `footnotes`).
        notes: the numbers of footnotes, by where their lines begin (see `marks.noted`).
        prose: number of the last line that is running text or a title; -1 if there is none.
        widths: of each block the length of its longest line, in code points.
        capitals: whether the text is all in capitals (see `lines.in_capitals`).
    """

    source: Source
    marks: Marks
    lines: tuple[Line, ...]
    genre: str = ""
    anchor: str = ""
    title: str = ""
    speakers: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    styled: bool = False
    signs: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    prose: int = -1
    widths: Mapping[int, int] = field(default_factory=dict)
    capitals: bool = False

    def closes(self, index: int) -> bool:
        """Whether no running text stands at line `index` or behind it."""
        return index > self.prose

    def is_prose(self, index: int) -> bool:
        """Whether line `index` is running text."""
        line = self.line(index)
        return line is not None and (len(line.plain) > _PROSE or words.is_sentence(line.plain))

    def line(self, index: int) -> Line | None:
        """The line with that number, or None behind the last."""
        return self.lines[index] if 0 <= index < len(self.lines) else None


# Parts that a recogniser has made, and the number of the first line that it left.
Recognised = tuple[tuple[Part, ...], int]


def part(kind: PartKind, begin: int, end: int, children: Iterable[Part] = (), **values: Unpack[PartAttributes]) -> Part:
    """A part with its children; attributes that are empty are left out."""
    given = cast(PartAttributes, {name: value for name, value in values.items() if value})
    return Part(kind, begin, end, tuple(children), given)


def whole(kind: PartKind, line: Line, children: Iterable[Part] = (), **values: Unpack[PartAttributes]) -> Part:
    """A part that is a whole line."""
    return part(kind, line.begin, line.end, children, **values)


def spanning(
    kind: PartKind, lines: Iterable[Line], children: Iterable[Part] = (), **values: Unpack[PartAttributes]
) -> Part:
    """A part from the first of `lines` to the last."""
    held = list(lines)
    return part(kind, held[0].begin, held[-1].end, children, **values)


def inner(
    sheet: Sheet,
    kind: PartKind,
    line: Line,
    begin: int,
    end: int,
    children: Iterable[Part] = (),
    **values: Unpack[PartAttributes],
) -> Part:
    """A part that is `line.plain[begin:end]`."""
    first, last = span_of(line, sheet.marks, begin, end)
    return part(kind, first, last, children, **values)


def tidy(parts: Iterable[Part], begin: int, end: int) -> tuple[Part, ...]:
    """Parts in order that lie inside `begin:end` and do not overlap; what does not fit is left out.

    Recognisers keep to this by themselves; brackets that widen a span may make two of them touch.
    """
    kept: list[Part] = []
    for one in sorted(parts, key=lambda p: (p.begin, -p.end)):
        if one.begin < begin or one.end > end or one.begin >= one.end:
            continue
        if kept and one.begin < kept[-1].end:
            continue
        kept.append(replace(one, children=tidy(one.children, one.begin, one.end)))
    return tuple(kept)
