"""Learnt from an edited file: words corrected, paragraphs split and joined, comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from puzanov_tei.decisions.comparison import Comparison, editor_of
from puzanov_tei.decisions.lines import CONTEXT, Decision
from puzanov_tei.decisions.markup import attributes_as_text, own_attributes
from puzanov_tei.decisions.places import BLOCKS, address
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import SEPARATOR, Branch, Leaf

_WORD = re.compile(r"\w+|[^\w\s\0]+")


def corrections(compared: Comparison) -> Iterator[Decision]:
    """Words that are others now."""
    instead = set(compared.instead.values())
    for change in compared.alignment.changes:
        if _beside_own(compared, change.to_begin, change.to_end) or (change.begin, change.end) in instead:
            continue
        old, new = compared.mine[change.begin : change.end], compared.yours[change.to_begin : change.to_end]
        if SEPARATOR in old + new or (old and new and not (old + new).strip()):
            continue  # a paragraph came, went, was split or joined; or a space is another one
        begin, value = change.begin, new
        if not old.strip():
            begin = compared.word_before(change.begin)
            value = compared.mine[begin : change.begin] + new + old
            if begin == change.begin:  # at the begin of a block: before the word behind
                end = _word_behind(compared, change.end)
                value += compared.mine[change.end : end]
                yield from compared.decision("correct", begin, end, value=_spaced(value))
                continue
        for decision in compared.decision("correct", begin, change.end, value=_spaced(value)):
            if decision.exact != decision.value:
                yield decision


def _beside_own(compared: Comparison, begin: int, end: int) -> bool:
    """Whether words of the edited text stand directly beside an element of the editor's own in the same block."""
    begins_block = compared.yours[begin - 1 : begin] == SEPARATOR
    ends_block = compared.yours[end : end + 1] == SEPARATOR
    return (not begins_block and compared.touches_own(begin)) or (not ends_block and compared.touches_own(end))


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _word_behind(compared: Comparison, offset: int) -> int:
    end = offset
    while end < len(compared.mine) and compared.mine[end].isspace():
        end += 1
    while end < len(compared.mine) and not compared.mine[end].isspace() and compared.mine[end] != SEPARATOR:
        end += 1
    return end


def breaks(compared: Comparison) -> Iterator[Decision]:
    """Paragraphs that were split or joined: neighbours that come from, or end in, one block."""
    mine, yours = compared.tops
    for first, second in _neighbours(mine, lambda block: compared.is_deleted(*compared.places[id(block)])):
        into = _block_of_edge(compared, 0, first, at_end=True)
        if into is not None and into is _block_of_edge(compared, 0, second, at_end=False):
            before, after = compared.words_of(first).text, compared.words_of(second).text
            yield _break("join", first, before, after, compared.by)
    for first, second in _neighbours(yours, lambda block: block in compared.own):
        whole = _block_of_edge(compared, 1, first, at_end=True)
        if whole is not None and whole is _block_of_edge(compared, 1, second, at_end=False):
            begin, end = compared.places[id(whole)]
            before = compared.printed(whole, begin, compared.back(first)[1])[1]
            after = compared.printed(whole, compared.back(second)[0], end)[1]
            yield _break("split", whole, before, after, compared.by)
            yield from _of_part(compared, whole, second)


def _break(operation: str, block: Branch, before: str, after: str, by: str) -> Decision:
    return Decision(operation, address(block), "", before[-CONTEXT:].strip(), after[:CONTEXT].strip(), by=by)


def _of_part(compared: Comparison, whole: Branch, second: Branch) -> Iterator[Decision]:
    """The attributes that an editor gave the second part of a paragraph, which gets its identifier from the first."""
    given = own_attributes(whole, second)
    attributes = {name: value for name, value in given.items() if value and name != XML_ID}
    if attributes and whole.attributes.get(XML_ID):
        where, value = f"{whole.attributes[XML_ID]}-2", attributes_as_text(attributes)
        yield Decision("set", where, value=value, by=editor_of(second) or compared.by)


def _block_of_edge(compared: Comparison, version: int, block: Branch, *, at_end: bool) -> Branch | None:
    """The block of the other version that holds the last, or first, word of a block of this one."""
    begin, end = compared.places[id(block)]
    words = list(_WORD.finditer(compared.yours if version else compared.mine, begin, end))
    if not words:
        return None
    first, last = words[-1 if at_end else 0].span()
    there = compared.alignment.back if version else compared.alignment.forth
    low, high = there(first, is_end=False), there(last, is_end=True)
    there_too = compared.mine if version else compared.yours
    same = there_too[low:high] == words[-1 if at_end else 0][0]
    return compared.innermost(1 - version, low, high, block.tag) if same else None


def _neighbours(top: Branch, is_none: Callable[[Branch], bool]) -> Iterator[tuple[Branch, Branch]]:
    """Neighbouring blocks of one kind, those left out that count for nothing."""
    for branch in top.walk():
        children = [child for child in branch.children if child.name not in BLOCKS or not is_none(child)]
        yield from (
            (first, second) for first, second in pairwise(children) if first.name in BLOCKS and first.tag == second.tag
        )


def notes(compared: Comparison) -> Iterator[Decision]:
    """Comments of editors that are words and nothing else, behind words; others are elements that were put in."""
    for mark in compared.matches.only_second:
        if is_plain_note(compared, mark):
            note, (here, _) = compared.notes[id(mark)], compared.back(mark)
            text = " ".join(note.text().replace(SEPARATOR, " ").split())
            yield from compared.decision("note", compared.word_before(here), here, by=editor_of(note), value=text)


def is_plain_note(compared: Comparison, mark: Branch) -> bool:
    """Whether a note is words and nothing else, behind words."""
    note = compared.notes.get(id(mark))
    if note is None or note.children:
        return False
    kept = {name: value for name, value in note.attributes.items() if name != "resp"}
    here, _ = compared.back(mark)
    in_line = mark.parent is not None and any(isinstance(c, Leaf) for c in mark.parent.content)
    return kept in ({}, {"type": "editorial"}) and in_line and compared.word_before(here) < here
