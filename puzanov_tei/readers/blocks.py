"""Blocks of a text: paragraphs between blank lines, and cutting a run of blocks to a span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from puzanov_tei.model import Block, BlockKind


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A line that is not blank: its span in the text (white space around it excluded) and its block.

    Attributes:
        block: index of its block.
        gap: number of blank lines before it.
    """

    begin: int
    end: int
    text: str
    block: int
    gap: int


def spans_of_lines(text: str, begin: int = 0, end: int | None = None) -> Iterable[tuple[int, int]]:
    """The spans of the lines of `text[begin:end]`, line feeds excluded."""
    end = len(text) if end is None else end
    while begin < end:
        stop = text.find("\n", begin, end)
        stop = end if stop < 0 else stop
        yield begin, stop
        begin = stop + 1


def stripped(text: str, begin: int, end: int) -> tuple[int, int]:
    """The span `begin:end` without white space at its ends; empty at `begin` if there is nothing else."""
    inner = text[begin:end]
    left = len(inner) - len(inner.lstrip())
    if left == len(inner):
        return begin, begin
    return begin + left, begin + len(inner.rstrip())


def paragraphs(text: str) -> tuple[Block, ...]:
    """One paragraph for each run of lines between blank lines."""
    blocks: list[Block] = []
    first = last = -1
    for begin, end in spans_of_lines(text):
        begin, end = stripped(text, begin, end)
        if begin < end:
            first, last = (begin if first < 0 else first), end
        elif first >= 0:
            blocks.append(Block(BlockKind.PARAGRAPH, first, last))
            first = -1
    if first >= 0:
        blocks.append(Block(BlockKind.PARAGRAPH, first, last))
    return tuple(blocks)


def lines_of(text: str, blocks: Sequence[Block]) -> list[BlockLine]:
    """The lines of `blocks`, in order."""
    lines: list[BlockLine] = []
    before = 0
    for index, block in enumerate(blocks):
        for begin, end in spans_of_lines(text, block.begin, block.end):
            begin, end = stripped(text, begin, end)
            if begin < end:
                gap = max(0, text.count("\n", before, begin) - 1)
                lines.append(BlockLine(begin, end, text[begin:end], index, gap))
                before = end
    return lines


def within(text: str, blocks: Iterable[Block], begin: int, end: int) -> tuple[Block, ...]:
    """The blocks of `text[begin:end]`; one that reaches over an edge is cut there."""
    cut: list[Block] = []
    for block in blocks:
        left, right = stripped(text, max(block.begin, begin), max(min(block.end, end), max(block.begin, begin)))
        if left < right:
            cut.append(replace(block, begin=left, end=right))
    return tuple(cut)


def begin_of(lines: Sequence[BlockLine], index: int) -> int:
    """The offset at which line `index` begins; behind the last line, where that one ends."""
    if index < len(lines):
        return lines[index].begin
    return lines[-1].end if lines else 0
