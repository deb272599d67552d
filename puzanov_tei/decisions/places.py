"""Where in a document a decision applies: blocks by identifier or path, words by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from puzanov_tei.decisions.lines import CONTEXT, Decision
from puzanov_tei.decisions.surgery import Body, ancestors
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import COMMENT, INSTRUCTION, SEPARATOR, Branch, Leaf, lay_out

BLOCKS = frozenset("p ab head item cell dateline opener closer salute signed speaker l label trailer note".split())
# Not printed in the source, and so no part of what a decision quotes.
_UNPRINTED = frozenset("corr expan reg ex".split())
_STEP = re.compile(r"(.+)\[(\d+)\]")


def blocks(text: Branch) -> Iterator[Branch]:
    """The blocks of a text that hold words, outer before inner."""
    return (branch for branch in text.walk() if branch.name in BLOCKS)


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


def at_address(root: Branch, path: str) -> Branch | None:
    """The element at an address; None if there is none."""
    head, *steps = path.split("/")
    here = root if not head else next((b for b in root.walk() if b.attributes.get(XML_ID) == head), None)
    for step in steps[1:] if not head else steps:
        match = _STEP.fullmatch(step)
        if here is None or match is None:
            return None
        same = [child for child in here.children if child.name == match[1]]
        here = same[int(match[2]) - 1] if 0 < int(match[2]) <= len(same) else None
    return here


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
        return next((n for n, here in enumerate(self.offsets) if here >= offset), len(self.text))


def words_of(block: Branch) -> Words:
    """The printed words of a block."""
    body = Body([block])
    _, leaves = lay_out([block])
    text, offsets = "", []
    for leaf in leaves:
        if _is_unprinted(leaf, block):
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


def _is_unprinted(leaf: Leaf, block: Branch) -> bool:
    parent = leaf.parent
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


class Missing(Exception):  # noqa: N818 - what was looked for is not there, or there more than once
    """A place that is gone (no candidate) or ambiguous (several)."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def find(root: Branch, decision: Decision, exact: str | None = None) -> Stretch:
    """The place of a decision's words: in its block, or where the same words stand in the same company.

    Raises:
        Missing: there is none, or more than one that is as good.
    """
    exact = decision.exact if exact is None else exact
    block = at_address(root, decision.block)
    if block is not None:
        stretch = _best(block, decision, exact, needs_company=False)
        if stretch:
            return _only(stretch)
    text = next((child for child in root.children if child.name == "text"), root)
    candidates = [f for b in blocks(text) for f in _best(b, decision, exact, needs_company=True)]
    around = {id(a) for f in candidates for a in ancestors(f.block)}
    return _only([f for f in candidates if id(f.block) not in around])


def _only(candidates: list[Stretch]) -> Stretch:
    if len(candidates) != 1:
        raise Missing(len(candidates))
    return candidates[0]


def _best(block: Branch, decision: Decision, exact: str, *, needs_company: bool) -> list[Stretch]:
    """The places in a block where the words stand, those in the best company only."""
    words = words_of(block)
    scored: list[tuple[int, int]] = []
    begin = words.text.find(exact)
    while begin >= 0:
        before = words.text[max(0, begin - CONTEXT) : begin]
        after = words.text[begin + len(exact) : begin + len(exact) + CONTEXT]
        whole = before == decision.prefix and after == decision.suffix
        company = _common(before[::-1], decision.prefix[::-1]) + _common(after, decision.suffix)
        if whole or not needs_company:
            scored.append((company + 1000 * whole, begin))
        begin = words.text.find(exact, begin + 1)
    most = max((score for score, _ in scored), default=0)
    return [Stretch(block, words, begin, begin + len(exact)) for score, begin in scored if score == most]


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
