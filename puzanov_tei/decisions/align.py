"""Which words of one text are which words of another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from rapidfuzz.distance import Indel

from puzanov_tei.tei.tree import SEPARATOR

_TOKEN = re.compile(r"\0|\w+|[ \t\r\n]+|[^\w\0]")


class Change(NamedTuple):
    """A stretch of the first text that is another stretch (or nothing) in the second."""

    begin: int
    end: int
    to_begin: int
    to_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two texts differ: changes in order, everything between them is the same in both."""

    changes: tuple[Change, ...]

    def forth(self, offset: int, *, is_end: bool) -> int:
        """Where an offset of the first text is in the second.

        Inside a stretch that changed, an end goes to the end of what stands there now and a begin to its begin. At
        the edge of one, text that came in beside the offset stays outside: the end of a name does not take it in.
        """
        return _mapped([tuple(change) for change in self.changes], offset, is_end)

    def back(self, offset: int, *, is_end: bool) -> int:
        """Where an offset of the second text is in the first."""
        return _mapped([(c.to_begin, c.to_end, c.begin, c.end) for c in self.changes], offset, is_end)

    def touches(self, begin: int, end: int) -> bool:
        """Whether something changed in a stretch of the first text, or directly beside it."""
        return any(change.begin <= end and begin <= change.end for change in self.changes)


def _mapped(changes: Sequence[tuple[int, ...]], offset: int, is_end: bool) -> int:
    number = bisect_right(changes, (offset, offset, 1 << 60, 0)) - 1
    if number < 0:
        return offset
    begin, end, to_begin, to_end = changes[number]
    if is_end and offset == begin:  # what came in begins here
        if number and changes[number - 1][1] == offset:
            return changes[number - 1][3]
        return to_begin
    if offset < end:
        return to_end if is_end else to_begin
    return to_end + offset - end


def align(first: str, second: str) -> Alignment:
    """Compare two texts, by blocks and then by words. White space counts as it stands (see `tree.collapse`)."""
    a, b = _tokens(first), _tokens(second)
    changes: list[Change] = []
    for a0, a1, b0, b1 in _gaps(_blocks(a), _blocks(b)):
        words = Indel.opcodes([t[0] for t in a[a0:a1]], [t[0] for t in b[b0:b1]])
        for code in words:
            if code.tag == "equal":
                continue
            begin, end = _offset(a, a0 + code.src_start, first), _offset(a, a0 + code.src_end, first)
            to_begin, to_end = _offset(b, b0 + code.dest_start, second), _offset(b, b0 + code.dest_end, second)
            changes.append(Change(begin, end, to_begin, to_end))
    return Alignment(tuple(_at_blocks(_joined(changes, first), first, second)))


def _tokens(text: str) -> list[tuple[str, int]]:
    return [(m[0], m.start()) for m in _TOKEN.finditer(text)]


def _offset(tokens: list[tuple[str, int]], number: int, text: str) -> int:
    return tokens[number][1] if number < len(tokens) else len(text)


def _blocks(tokens: list[tuple[str, int]]) -> list[tuple[tuple[str, ...], int, int]]:
    """The words of each block, with the numbers of its first token and of the one after its last."""
    blocks, begin = [], 0
    for number, (word, _) in enumerate(tokens):
        if word == SEPARATOR:
            blocks.append((tuple(t[0] for t in tokens[begin : number + 1]), begin, number + 1))
            begin = number + 1
    blocks.append((tuple(t[0] for t in tokens[begin:]), begin, len(tokens)))
    return blocks


def _gaps(
    a: list[tuple[tuple[str, ...], int, int]], b: list[tuple[tuple[str, ...], int, int]]
) -> list[tuple[int, int, int, int]]:
    """The stretches of tokens between blocks that are the same in both."""
    codes = SequenceMatcher(None, [x[0] for x in a], [x[0] for x in b], autojunk=False).get_opcodes()

    def place(blocks: list[tuple[tuple[str, ...], int, int]], number: int) -> int:
        return blocks[number][1] if number < len(blocks) else blocks[-1][2]

    return [(place(a, i0), place(a, i1), place(b, j0), place(b, j1)) for tag, i0, i1, j0, j1 in codes if tag != "equal"]


def _joined(changes: Sequence[Change], text: str) -> list[Change]:
    """Neighbours with nothing but a space or a sign between them are one change."""
    joined: list[Change] = []
    for change in changes:
        if (
            joined
            and not re.search(r"\w", text[joined[-1].end : change.begin])
            and SEPARATOR not in (text[joined[-1].end : change.begin])
        ):
            last = joined.pop()
            change = Change(last.begin, change.end, last.to_begin, change.to_end)
        joined.append(change)
    return joined


def _at_blocks(changes: Sequence[Change], first: str, second: str) -> list[Change]:
    """Changes moved so that a block that came or went is whole: not the end of the one before and all but its own.

    Where words changed at the end of the block before, that is a change of its own.
    """
    moved: list[Change] = []
    for number, change in enumerate(changes):
        low = moved[-1].end if moved else 0
        high = changes[number + 1].begin if number + 1 < len(changes) else len(first)
        came, went = second[change.to_begin : change.to_end], first[change.begin : change.end]
        before, behind = first[low : change.begin], first[change.end : high]
        if came and went and (SEPARATOR in came) != (SEPARATOR in went):
            words = came if SEPARATOR in came else went
            cuts = (cut for cut in range(words.index(SEPARATOR), 0, -1) if _step(words[cut:], "", behind))
            if cut := next(cuts, 0):
                ends = (change.end, change.to_begin + cut) if words is came else (change.begin + cut, change.to_end)
                moved.append(Change(change.begin, ends[0], change.to_begin, ends[1]))
                change, before, words = Change(ends[0], change.end, ends[1], change.to_end), "", words[cut:]
                change = Change(*(offset + _step(words, before, behind) for offset in change))
        elif not (came and went) and SEPARATOR in (words := came or went) and words[-1] != SEPARATOR:
            step = _step(words, before, behind)
            change = Change(*(offset + step for offset in change))
        moved.append(change)
    return moved


def _step(words: str, before: str, behind: str) -> int:
    """How far a stretch can be moved, saying the same, to end with the end of a block; 0 if it cannot."""
    right = 0
    while right < len(behind) and right < len(words) and behind[right] == words[right]:
        right += 1
        if behind[right - 1] == SEPARATOR:
            return right
    left = 0
    while left < min(len(before), len(words) - 1) and before[-1 - left] == words[-1 - left]:
        left += 1
        if words[-1 - left] == SEPARATOR:
            return -left
    return 0
