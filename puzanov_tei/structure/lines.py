"""Blocks -> lines: what the recognisers look at.

A line is a line of the page, trimmed. Lines that an editorial bracket runs across are one line, because no
part of a document may cut a bracket in two. `Line.plain` is the line as one reads it: the brackets of
supplied and doubtful words are taken off, what stands for something missing and the editors' remarks are left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from puzanov_tei.model import Block, BlockKind, Kind, Mention, Source
from puzanov_tei.structure import words

_PROSE = 100  # a longer line is running text

# Marks whose content is part of what one reads.
READ = frozenset(
    {
        *(Kind.SUPPLIED, Kind.UNCLEAR, Kind.SIC, Kind.CHOICE, Kind.ADDED, Kind.DELETED, Kind.SUBSTITUTION),
        Kind.HIGHLIGHT,
    }
)
# Marks that are never looked into for the parts of the document.
ASIDE = frozenset({Kind.STAMP, Kind.HANDWRITTEN, Kind.TRANSLATOR_NOTE, Kind.SIGNATURE, Kind.GAP})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: `Source.text[begin:end]`, trimmed and never empty.

    Attributes:
        text: the line as printed.
        plain: the line as read (see above).
        offsets: for each code point of `plain` its offset in the source.
        block: number of the block it begins in.
        kind: what the page's layout says of that block.
        mark: the editorial mark that is the whole line (a stamp, an omission, a note), if it is one.
    """

    begin: int
    end: int
    text: str
    plain: str
    offsets: tuple[int, ...]
    block: int
    kind: BlockKind
    level: int
    mark: Mention | None = None


class Marks:
    """The editorial marks of a page, for look-up by place."""

    def __init__(self, marks: Sequence[Mention]) -> None:
        self.all = sorted(marks, key=lambda m: (m.begin, -m.end))
        self._tops: list[Mention] = []
        for mark in self.all:
            if not self._tops or mark.begin >= self._tops[-1].end:
                self._tops.append(mark)
        self._begins = [mark.begin for mark in self._tops]
        self._every = [mark.begin for mark in self.all]

    def tops(self, begin: int, end: int) -> list[Mention]:
        """Outermost marks that touch `begin:end`."""
        first = max(0, bisect_right(self._begins, begin) - 1)
        last = bisect_left(self._begins, end)
        return [mark for mark in self._tops[first:last] if mark.end > begin]

    def inside(self, begin: int, end: int) -> list[Mention]:
        """All marks inside `begin:end`, outer before inner."""
        first = bisect_left(self._every, begin)
        last = bisect_left(self._every, end)
        return [mark for mark in self.all[first:last] if mark.end <= end]

    def snap(self, begin: int, end: int) -> tuple[int, int]:
        """The smallest span around `begin:end` that cuts no outermost mark in two.

        A span inside a mark stays as it is.
        """
        for mark in self.tops(begin, end):
            if mark.begin <= begin and end <= mark.end:
                return self._snap_inside(mark, begin, end)
            begin, end = min(begin, mark.begin), max(end, mark.end)
        return begin, end

    def _snap_inside(self, top: Mention, begin: int, end: int) -> tuple[int, int]:
        """The same for the marks inside `top`."""
        for mark in self.inside(top.begin, top.end):
            touches = mark.begin < end and begin < mark.end
            holds = mark.begin <= begin and end <= mark.end
            if touches and not holds:
                begin, end = min(begin, mark.begin), max(end, mark.end)
        return begin, end


def make_lines(source: Source, blocks: Sequence[Block], marks: Marks, cuts: Sequence[int] = ()) -> list[Line]:
    """The lines of a page in order.

    Args:
        cuts: offsets where a new line begins although the page shows none (see `unfold`), ascending.
    """
    spans: list[tuple[int, int, int]] = []
    for number, block in enumerate(blocks):
        for begin, end in _split(source.text, block, cuts):
            if spans and _crossed(marks, spans[-1][1], begin):
                spans[-1] = (spans[-1][0], end, spans[-1][2])
            else:
                spans.append((begin, end, number))
    return [make_line(source, marks, begin, end, number, blocks[number]) for begin, end, number in spans]


def _split(text: str, block: Block, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Spans of the block's lines without surrounding white space."""
    borders = list(cuts[bisect_right(cuts, block.begin) : bisect_left(cuts, block.end)])
    offset = text.find("\n", block.begin, block.end)
    while offset >= 0:
        borders.append(offset)
        offset = text.find("\n", offset + 1, block.end)
    begin = block.begin
    for border in [*sorted(borders), block.end]:
        line = text[begin:border]
        if line.strip():
            yield begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())
        begin = border


def _crossed(marks: Marks, end: int, begin: int) -> bool:
    """Whether a mark runs from before `end` to behind `begin`."""
    return any(mark.begin < end and mark.end > begin for mark in marks.tops(end - 1, begin + 1))


def make_line(source: Source, marks: Marks, begin: int, end: int, number: int, block: Block) -> Line:
    """The line `begin:end` of the source."""
    plain, offsets = read_plain(source.text, marks, begin, end)
    return Line(
        begin,
        end,
        source.text[begin:end],
        plain,
        offsets,
        number,
        block.kind,
        block.level,
        next((m for m in marks.tops(begin, end) if m.begin == begin and m.end == end and _says_what(m)), None),
    )


def _says_what(mark: Mention) -> bool:
    """Whether a mark says what its words are; a highlight says how they look."""
    return mark.kind is not Kind.HIGHLIGHT


def read_plain(text: str, marks: Marks, begin: int, end: int) -> tuple[str, tuple[int, ...]]:
    """`text[begin:end]` as read, and where each code point comes from."""
    inside = marks.inside(begin, end)
    if not inside:
        line = text[begin:end].replace("\n", " ")
        first = begin + len(line) - len(line.lstrip())
        plain = line.strip()
        return plain, tuple(range(first, first + len(plain)))
    hidden = bytearray(end - begin)
    for mark in inside:
        if mark.kind in READ:
            _hide(hidden, mark.begin - begin, mark.begin - begin + mark.opening)
            _hide(hidden, mark.end - begin - mark.closing, mark.end - begin)
        else:
            hyphen = mark.kind is Kind.LINE_BREAK
            _hide(hidden, mark.begin - hyphen - begin, mark.end - begin)
    kept = [i for i in range(end - begin) if not hidden[i]]
    plain = "".join(text[begin + i] for i in kept).replace("\n", " ")
    lead, length = len(plain) - len(plain.lstrip()), len(plain.strip())
    return plain[lead : lead + length], tuple(begin + i for i in kept[lead : lead + length])


def _hide(hidden: bytearray, begin: int, end: int) -> None:
    if end > begin:
        hidden[begin:end] = b"\x01" * (end - begin)


def widths(lines: Sequence[Line]) -> dict[int, int]:
    """Of each block the length of its longest line, in code points."""
    longest: dict[int, int] = {}
    for line in lines:
        longest[line.block] = max(len(line.plain), longest.get(line.block, 0))
    return longest


def in_capitals(lines: Sequence[Line]) -> bool:
    """Whether a text is all in capitals, as telegrams are printed: there they head nothing."""
    letters = [char for line in lines for char in line.plain if char.isalpha()]
    return sum(map(str.isupper, letters)) * 4 > len(letters) * 3


def last_prose(lines: Sequence[Line], notes: Container[int] = ()) -> int:
    """Number of the last line that is running text or opens a title; -1 if there is none.

    Args:
        notes: where lines begin that are footnotes.
    """
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].plain
        if lines[index].begin in notes:
            continue
        if len(text) > _PROSE or (words.title_words().match(text) and text[0].isupper() and not text.endswith(":")):
            return index
    return -1


def span_of(line: Line, marks: Marks, begin: int, end: int) -> tuple[int, int]:
    """The span of the source of `line.plain[begin:end]`, widened so that no bracket is cut."""
    first, last = marks.snap(line.offsets[begin], line.offsets[end - 1] + 1)
    return max(first, line.begin), min(last, line.end)
