"""Line ends that say nothing: those of a text that was wrapped at the width of its paper.

A line was wrapped where the next word had no room left in it. Typescripts that were copied line by line, and pages that
a program recognised, are printed so, often without blank lines between their paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from puzanov_tei.model import Kind, Mention
from puzanov_tei.readers.blocks import spans_of_lines, stripped
from puzanov_tei.readers.transcript import Transcript

_NARROWEST, _WIDEST = 40, 110  # lines of paper, in code points
_FEWEST = 2  # lines that end within a sentence
_FEW = 0.1  # a share of lines that proves nothing
_OVER = 1.15  # a line longer than this was not wrapped at that width
_UNEVEN = 0.25  # lines that leave more room than this were not broken for want of it
_HEADING = 0.6  # a line shorter than this, without a stop, may be a heading
_ENDED = (".", "!", "?", ":", ";", "”", '"', ")", "]")
_OPENS = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|[-–—•*▪◦‣])\s|[A-ZÀ-Þ][^.,;:]{1,40}(?<!\d):(?:\s|$)")
_PARTED = re.compile(r"[^\W\d_]{2,}-$")  # a word that goes on, and its rest
_REST = re.compile(r"[^\W\d_]{2,}")
_LAID_OUT = re.compile(r"\S(?:\t|\s{3,})\S")


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line as printed: its span, its words, and how far it is indented."""

    begin: int
    end: int
    text: str
    indent: int

    @property
    def opens(self) -> bool:
        """Whether it opens a point or a speaker's turn."""
        return _OPENS.match(self.text) is not None

    def breaks_before(self, line: _Printed) -> bool:
        """Whether its sentence goes on in `line`."""
        return not line.opens if line.text[0].islower() else not self.text.endswith(_ENDED)


_Pair = tuple[_Printed, _Printed]


@dataclass(frozen=True, slots=True)
class _Paper:
    """How a text was wrapped.

    Attributes:
        width: the room of a line, in code points.
        left: how much of it stays free where a word had no room (letters are of several widths); below 0 nothing does.
        is_tight: whether no blank lines stand between paragraphs.
    """

    width: int
    left: int
    is_tight: bool

    def is_wrap(self, last: _Printed, line: _Printed) -> bool:
        """Whether `line` goes on with `last`, which had no room for its first word."""
        if len(last.text) > self.width * _OVER or not any(map(str.isalpha, line.text)):
            return False
        if _LAID_OUT.search(last.text) or _LAID_OUT.search(line.text) or last.text.isupper() != line.text.isupper():
            return False
        if self.is_tight and self._may_be_heading(line):
            return False
        if _PARTED.search(last.text) and line.text[0].islower():
            return True
        room = _room(last, line, self.width)
        if last.breaks_before(line):
            return room <= max(self.left, -1)
        return room < 0 and line.indent <= last.indent + 1 and not line.opens

    def _may_be_heading(self, line: _Printed) -> bool:
        """Whether a line is short, begins with a capital and ends without a stop."""
        is_short = len(line.text) < self.width * _HEADING
        return is_short and line.text[0].isupper() and not line.text.endswith(_ENDED)


def copy(transcript: Transcript, opens: Callable[[str], bool] = lambda line: False) -> tuple[Mention, ...]:
    """Copy the whole file, with a blank for each line end that is only the paper's.

    Args:
        opens: whether a line is known to go on with none.

    Returns:
        The line ends within words, which keep their hyphen; one that the text prints elsewhere too is the word's own.
    """
    breaks: list[Mention] = []
    position = 0
    for last, line in (pair for pair in _wraps(transcript.raw) if not opens(pair[1].text)):
        transcript.copy(position, last.end)
        position = line.begin
        parts = _PARTED.search(last.text), _REST.match(line.text)
        if parts[0] is None or parts[1] is None:
            transcript.put(" ", last.end)
        elif parts[1][0][0].islower() and parts[0][0] + parts[1][0] not in transcript.raw:
            begin = transcript.length
            transcript.put(" ", last.end)
            breaks.append(Mention(begin, begin + 1, Kind.LINE_BREAK, rule="layout.line", opening=1))
    transcript.copy(position, len(transcript.raw))
    return tuple(breaks)


def _wraps(text: str) -> Iterator[_Pair]:
    """The pairs of lines that were one; none in a text that is not wrapped."""
    lines = list(_lines(text))
    gaps = [text.count("\n", last.end, line.begin) for last, line in pairwise(lines)]
    gap = 1 if gaps.count(1) > len(gaps) * _FEW else 2  # else a blank line stands behind every line
    pairs = [pair for pair, blank in zip(pairwise(lines), gaps, strict=True) if blank <= gap]
    is_tight = len(gaps) - len(pairs) < len(gaps) * _FEW
    if paper := _paper(lines, pairs, is_tight=is_tight):
        yield from (pair for pair in pairs if paper.is_wrap(*pair))


def _lines(text: str) -> Iterator[_Printed]:
    for begin, end in spans_of_lines(text):
        first, last = stripped(text, begin, end)
        if first < last:
            yield _Printed(first, last, text[first:last], first - begin)


def _paper(lines: Sequence[_Printed], pairs: Sequence[_Pair], *, is_tight: bool) -> _Paper | None:
    """How a text was wrapped, by the lines that end within a sentence; None if it was not."""
    broken = [(last, line) for last, line in pairs if line.text[0].islower() and not line.opens]
    broken = [(last, line) for last, line in broken if len(last.text) >= _NARROWEST]
    if len(broken) < _FEWEST:
        return None
    width = sorted(len(last.text) for last, _ in broken)[len(broken) * 9 // 10]
    left = sorted(_room(last, line, width) for last, line in broken)[(len(broken) - 1) * 9 // 10]  # one may be odd
    over = sum(len(line.text) > width * _OVER for line in lines)
    is_even = width <= _WIDEST and left <= width * _UNEVEN and over <= len(lines) * _FEW
    return _Paper(width, left, is_tight) if is_even else None


def _room(last: _Printed, line: _Printed, width: int) -> int:
    """How many letters of a line are left behind `last` and the first word of the next; below 0 it had no room."""
    return width - len(last.text) - 1 - len(line.text.split()[0])
