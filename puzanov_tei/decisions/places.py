"""Where in a document a decision applies: blocks by identifier or path, words by what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from puzanov_tei.decisions.lines import CONTEXT, Decision
from puzanov_tei.decisions.surgery import Body, ancestors
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import COMMENT, INSTRUCTION, SEPARATOR, Branch, lay_out

BLOCKS = frozenset("p ab head item cell dateline opener closer salute signed speaker l label trailer note".split())
# Not printed in the source, and so no part of what a decision quotes.
_UNPRINTED = frozenset("corr expan reg ex".split())
_STEP = re.compile(r"(.+)\[(\d+)\]")
# How much what stands around words has to be what it was: in the same block, in another, and apart from the next best.
_LIKE, _MUCH_LIKE, _CLOSE = 0.6, 0.75, 0.05


def blocks(text: Branch) -> Iterator[Branch]:
    """The blocks of a text that hold words, outer before inner."""
    return (branch for branch in text.walk() if branch.name in BLOCKS)


def neighbour(block: Branch) -> Branch | None:
    """The block of the same kind that comes next among the children of one element: the two can be joined."""
    siblings = block.parent.children if block.parent is not None else []
    following = next((after for before, after in pairwise(siblings) if before is block), None)
    return following if following is not None and following.tag == block.tag else None


def address(branch: Branch) -> str:
    """The identifier of an element, or the way to it from the nearest element that has one."""
    steps: list[str] = []
    here: Branch | None = branch
    while here is not None:
        if xml_id := here.attributes.get(XML_ID):
            return "/".join((xml_id, *steps))
        same = [c for c in here.parent.children if c.tag == here.tag] if here.parent else [here]
        number = next(n for n, other in enumerate(same, 1) if other is here)
        steps.insert(0, f"{here.name}[{number}]")
        here = here.parent
    return "/" + "/".join(steps)


@dataclass(frozen=True, slots=True)
class Words:
    """The printed words of a block, and the way from them to the body's text.

    Attributes:
        text: the words, white space normalized.
        offsets: for each character, and the end, its offset in the body's text.
    """

    body: Body
    text: str
    offsets: tuple[int, ...]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """A stretch of the words as one of the body's text."""
        return self.offsets[begin], self.offsets[end - 1] + 1 if end > begin else self.offsets[begin]

    def back(self, offset: int) -> int:
        """The place among the words of an offset of the body's text."""
        return min(bisect_left(self.offsets, offset), len(self.text))


def words_of(block: Branch) -> Words:
    """The printed words of a block."""
    body = Body([block])
    _, leaves = lay_out([block])
    text, offsets = "", []
    for leaf in leaves:
        if leaf.parent is not None and is_unprinted(leaf.parent, block):
            continue
        if text and leaf.begin and body.text[leaf.begin - 1] == SEPARATOR and not text.endswith(" "):
            text += " "
            offsets.append(leaf.begin - 1)
        for index, character in enumerate(leaf.value):
            if character.isspace():
                if text.endswith(" ") or not text:
                    continue
                character = " "
            text += character
            offsets.append(leaf.begin + index)
    return Words(body, text, (*offsets, len(body.text.rstrip("\0"))))


def is_unprinted(branch: Branch, block: Branch | None = None) -> bool:
    """Whether the words of an element are none of those that the source prints in the block around it."""
    parent: Branch | None = branch
    while parent is not None and parent is not block:
        above = parent.parent
        if parent.name in _UNPRINTED and above is not None and (above.name == "choice" or parent.name == "ex"):
            return True
        if parent.name == "note" or parent.tag in (COMMENT, INSTRUCTION):
            return True
        parent = above
    return False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place: the block, its words, and the stretch of them."""

    block: Branch
    words: Words
    begin: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """The stretch in the body's text."""
        return self.words.span(self.begin, self.end)


class Missing(Exception):  # noqa: N818 - what was looked for is not there, or there more than once
    """A place that is gone (no candidate) or ambiguous (several)."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class Places:
    """The places of one document, for many decisions in turn.

    The words of the block that was asked for last are kept: names may be put around them and taken away. Whoever
    changes the words says so (`forget`).
    """

    def __init__(self, root: Branch) -> None:
        self.root = root
        self._by_id: dict[str, Branch] = {}
        self._last: tuple[Branch, Words] | None = None
        self._texts: list[tuple[Branch, str]] | None = None

    def forget(self) -> None:
        """Look for the words anew: they were changed."""
        self._last = self._texts = None

    def element(self, path: str) -> Branch | None:
        """The element at an address; None if there is none."""
        head, *steps = path.split("/")
        here = self._identified(head) if head else self.root
        for step in steps if head else steps[1:]:
            match = _STEP.fullmatch(step)
            if here is None or match is None:
                return None
            same = [child for child in here.children if child.name == match[1]]
            here = same[int(match[2]) - 1] if 0 < int(match[2]) <= len(same) else None
        return here

    def words(self, block: Branch) -> Words:
        """The printed words of a block."""
        if self._last is None or self._last[0] is not block:
            self._last = (block, words_of(block))
        return self._last[1]

    def texts(self) -> list[tuple[Branch, str]]:
        """All blocks with their printed words, outer before inner."""
        if self._texts is None:
            text = next((child for child in self.root.children if child.name == "text"), self.root)
            self._texts = [(block, words_of(block).text) for block in blocks(text)]
            self._last = None
        return self._texts

    def find(self, decision: Decision, exact: str | None = None) -> Stretch:
        """The place of a decision's words: in its block, or where the same words stand in the same company.

        Raises:
            Missing: there is none, or more than one that is as good.
        """
        return self.look(decision, exact)[0]

    def look(self, decision: Decision, exact: str | None = None) -> tuple[Stretch, float]:
        """The place of a decision's words, and how much its company is what it was (0 to 2: all of it).

        Raises:
            Missing: there is none, or more than one that is as good.
        """
        exact = decision.exact if exact is None else exact
        block = self.element(decision.block)
        near = list(stretches(self.words(block).text, exact, decision)) if block is not None else []
        near = [(score, begin) for score, begin in near if score >= _LIKE]
        if block is not None and near:
            score, begin = _best(near)
            return Stretch(block, self.words(block), begin, begin + len(exact)), score
        far = [
            (score, begin, other)
            for other, text in self.texts()
            for score, begin in stretches(text, exact, decision)
            if score >= _MUCH_LIKE
        ]
        around = {id(above) for _, _, other in far for above in ancestors(other)}
        score, number = _best([(s, n) for n, (s, _, other) in enumerate(far) if id(other) not in around])
        _, begin, other = far[number]
        return Stretch(other, self.words(other), begin, begin + len(exact)), score

    def _identified(self, identifier: str) -> Branch | None:
        branch = self._by_id.get(identifier)
        if branch is None or not self._is_here(branch):
            self._by_id = {i: b for b in self.root.walk() if (i := b.attributes.get(XML_ID))}
            branch = self._by_id.get(identifier)
        return branch

    def _is_here(self, branch: Branch) -> bool:
        top = branch
        while top.parent is not None:
            top = top.parent
        return top is self.root


def stretches(text: str, exact: str, decision: Decision) -> Iterator[tuple[float, int]]:
    """Where words stand in a text, with how much what stands around them is what the decision quotes."""
    begin = text.find(exact) if exact else -1
    while begin >= 0:
        before, after = text[max(0, begin - CONTEXT) : begin], text[begin + len(exact) :][:CONTEXT]
        yield likeness(before, after, decision.prefix, decision.suffix), begin
        begin = text.find(exact, begin + 1)


def likeness(before: str, after: str, prefix: str, suffix: str) -> float:
    """How much a company is the one that was quoted: 2 all of it, 1 to 0 by likeness.

    Where one of two texts ends at the edge of a block, it is compared as far as it goes: paragraphs are split and
    joined.
    """
    if (before, after) == (prefix, suffix):
        return 2.0
    if not prefix and not suffix:
        return 1.0  # nothing is quoted: any place is as good
    left, right = min(len(before), len(prefix)), min(len(after), len(suffix))
    weights = (left or 4 * (before == prefix), right or 4 * (after == suffix))
    sides = (
        Indel.normalized_similarity(before[len(before) - left :], prefix[len(prefix) - left :]),
        Indel.normalized_similarity(after[:right], suffix[:right]),
    )
    whole = sum(weights)
    return sum(w * side for w, side in zip(weights, sides, strict=True)) / whole if whole >= 4 else 0.0


def _best(scored: list[tuple[float, int]]) -> tuple[float, int]:
    """The one with the highest score; raises Missing if there is none, or another is nearly as good."""
    ranked = sorted(scored, key=lambda entry: -entry[0])
    if not ranked:
        raise Missing(0)
    as_good = [entry for entry in ranked if entry[0] > ranked[0][0] - _CLOSE]
    if len(as_good) > 1:
        raise Missing(len(as_good))
    return ranked[0]
