"""Square brackets, paired and repaired in one pass.

Translators write `[word]`, `[[word]]`, `[stamp: [[TOP]] SECRET]`; copies lose and double brackets. The scanner
pairs what is balanced, mends what can be mended in one way only, and hands back the rest as strays. It does
not know what a bracket means.

Linear: one regular expression finds runs of brackets, every bracket is pushed and popped once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from puzanov_tei.model import Block

MAX_BLOCKS = 16
"""A bracket that spans blocks is closed within this many blocks, or not at all."""
MAX_LENGTH = 2000
"""Every bracket is closed within this many characters, or not at all."""
MAX_MENDED = 400
"""One that is never closed ends with its block, or with its line, if that is not further than this."""
LABEL_REACH = 160
"""Where the label of a bracket that spans blocks has to stand, in characters from its opening."""

_RUN = re.compile(r"\[+|\]+")
_SPANNING = re.compile(r"stamp|hand-?writ|by hand|notation|\bnotes?\b|inscription|resolution|pencil", re.IGNORECASE)
_KNOWN = r"(?:\.{3,4}|…\.?|illegible (?:name|signature|word)|signature|sic|SIC)"
_KNOWN_AFTER = re.compile(_KNOWN + r"(?![\w.…])")
_KNOWN_BEFORE = re.compile(r"(?:^|(?<=[\s(]))" + _KNOWN + r"$")


@dataclass(slots=True)
class Bracket:
    """A pair of brackets: `text[begin:end]` with its delimiters.

    Attributes:
        opening: how many characters open it (0 when the opening bracket is lost).
        closing: how many characters close it (0 when the closing bracket is lost).
        problem: code of what had to be mended, or empty.
    """

    begin: int
    end: int
    opening: int
    closing: int
    problem: str = ""

    @property
    def double(self) -> bool:
        """Whether it is `[[...]]`, also when one of the two was lost."""
        return self.opening == 2 or (self.opening == 0 and self.closing == 2)


@dataclass(frozen=True, slots=True)
class Stray:
    """A bracket without partner: `text[begin:end]` is the bracket alone."""

    begin: int
    end: int
    problem: str


@dataclass(slots=True)
class _Open:
    begin: int
    width: int
    block: int
    spanning: bool


class _Pairing:
    """The state of one pass: what is open, what is paired, what is left over."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.stack: list[_Open] = []
        self.pairs: list[Bracket] = []
        self.unclosed: list[_Open] = []
        self.unopened: list[tuple[int, int]] = []
        # Two pairs that a later stray `]` may show to have been read wrongly (with their block):
        self.short: tuple[Bracket, int] | None = None  # `[[x]`, perhaps `[[x] y]`
        self.early: tuple[Bracket, Bracket, int] | None = None  # `[x [y]]`, perhaps `[x [y]] z]`

    def open(self, begin: int, count: int, block: int) -> None:
        """A run of `[`: an odd one is a single bracket and then double ones."""
        position = begin
        for width in [1] * (count % 2) + [2] * (count // 2):
            reach = self.text[position : position + LABEL_REACH]
            self.stack.append(_Open(position, width, block, bool(_SPANNING.search(reach))))
            position += width

    def expire(self, position: int, block: int) -> None:
        """Give up what cannot be closed any more at `position`."""
        while self.stack and position - self.stack[0].begin > MAX_LENGTH:
            self.unclosed.append(self.stack.pop(0))
        if not self.stack or self.stack[0].block == block:
            return
        kept: list[_Open] = []
        for item in self.stack:
            near = item.spanning and block - item.block <= MAX_BLOCKS
            (kept if item.block == block or near else self.unclosed).append(item)
        self.stack = kept

    def close(self, begin: int, count: int, block: int) -> None:
        """A run of `]`: each open bracket takes what it needs."""
        end = begin + count
        position = begin
        inner: Bracket | None = None
        while position < end:
            left = end - position
            if not self.stack:
                position = self.stray(position, left, block)
                continue
            item = self.stack.pop()
            take = min(item.width, left)
            problem = ""
            if take < item.width:
                problem = "PZ603"
            elif item.width == 1 and left > 1 and not self.stack:
                take, problem = 2, "PZ604"
            position += take
            pair = Bracket(item.begin, position, item.width, take, problem)
            self.pairs.append(pair)
            self.remember(pair, inner, block)
            inner = pair

    def remember(self, pair: Bracket, inner: Bracket | None, block: int) -> None:
        """Keep the last pair that could be read in another way; forget it when a pair closes round it."""
        if self.short and pair.begin < self.short[0].begin:
            self.short = None
        if pair.problem == "PZ603":
            self.short = (pair, block)
        adjacent = inner is not None and inner.end == pair.end - 1
        if adjacent and inner is not None and inner.opening == pair.opening == 1 and not self.stack:
            self.early = (inner, pair, block)

    def stray(self, begin: int, left: int, block: int) -> int:
        """A `]` that nothing waits for: read an earlier pair again, or leave it over. Returns where to go on."""
        if self.short and self.short[1] == block:
            pair, _ = self.short
            self.short = None
            pair.opening, pair.problem = 1, ""
            self.pairs.append(Bracket(pair.begin, begin + 1, 1, 1))
            pair.begin += 1
            return begin + 1
        if self.early and self.early[2] == block:
            inner, outer, _ = self.early
            self.early = None
            inner.end, inner.closing, inner.problem = inner.end + 1, 2, "PZ604"
            outer.end = begin + 1
            return begin + 1
        width = 2 if left >= 2 else 1
        self.unopened.append((begin, begin + width))
        return begin + width


def pair(text: str, blocks: Sequence[Block]) -> tuple[list[Bracket], list[Stray]]:
    """Pair the square brackets of a document.

    Takes the source text and the document's blocks (ascending). Returns the pairs, outer before inner, properly
    nested, and the brackets that could not be paired, ascending. Problems: PZ601 never closed, PZ602 never
    opened, PZ603 opened double and closed single, PZ604 opened single and closed double.
    """
    if not blocks:
        return [], []
    begins = [block.begin for block in blocks]
    state = _Pairing(text, blocks)
    for run in _RUN.finditer(text, blocks[0].begin, blocks[-1].end):
        block = bisect_right(begins, run.start()) - 1
        state.expire(run.start(), block)
        count = run.end() - run.start()
        if run.group()[0] == "[":
            state.open(run.start(), count, block)
        else:
            state.close(run.start(), count, block)
    state.unclosed.extend(state.stack)
    strays = _mend_unclosed(state) + _mend_unopened(state)
    pairs = sorted(state.pairs, key=lambda pair: (pair.begin, -pair.end))
    nested, crossing = _nested(pairs)
    strays += crossing
    return nested, sorted(strays, key=lambda stray: stray.begin)


def _mend_unclosed(state: _Pairing) -> list[Stray]:
    """An opening bracket with a known word behind it ends there; one with a label ends with its block."""
    strays = []
    for item in state.unclosed:
        content = item.begin + item.width
        block_end = state.blocks[item.block].end
        known = _KNOWN_AFTER.match(state.text, content, block_end)
        if known:
            state.pairs.append(Bracket(item.begin, known.end(), item.width, 0, "PZ601"))
            continue
        end = _end_of_open(state.text, content, block_end) if item.spanning and item.width == 1 else None
        if end is not None:
            state.pairs.append(Bracket(item.begin, end, item.width, 0, "PZ601"))
        else:
            strays.append(Stray(item.begin, content, "PZ601"))
    return strays


def _end_of_open(text: str, begin: int, block_end: int) -> int | None:
    """Where a bracket with a label ends that is never closed."""
    if not _labelled(text[begin : min(block_end, begin + LABEL_REACH)]):
        return None
    if block_end - begin <= MAX_MENDED:
        return block_end
    newline = text.find("\n", begin, begin + MAX_MENDED)
    return newline if newline >= 0 else None


def _labelled(text: str) -> bool:
    label, colon, _ = text.partition(":")
    return bool(colon) and bool(_SPANNING.search(label))


def _mend_unopened(state: _Pairing) -> list[Stray]:
    """A closing bracket with a known word before it begins there."""
    strays = []
    begins = [block.begin for block in state.blocks]
    for begin, end in state.unopened:
        start = max(state.blocks[bisect_right(begins, begin) - 1].begin, begin - 20)
        known = _KNOWN_BEFORE.search(state.text[start:begin])
        if known:
            state.pairs.append(Bracket(start + known.start(), end, 0, end - begin, "PZ602"))
        else:
            strays.append(Stray(begin, end, "PZ602"))
    return strays


def _nested(pairs: list[Bracket]) -> tuple[list[Bracket], list[Stray]]:
    """Mended pairs may cross others: one with an open end grows, what still crosses is given up."""
    nested: list[Bracket] = []
    strays: list[Stray] = []
    around: list[Bracket] = []
    for pair in pairs:
        while around and around[-1].end <= pair.begin:
            around.pop()
        if any(outer.closing and pair.end > outer.end - outer.closing for outer in around[-1:]):
            strays.append(Stray(pair.begin, pair.begin + max(1, pair.opening), pair.problem or "PZ601"))
            continue
        for outer in reversed(around):
            if outer.end >= pair.end:
                break
            outer.end = pair.end
        around.append(pair)
        nested.append(pair)
    return nested, strays
