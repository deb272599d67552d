"""Blocks whose bounds the program moved (joined, split), with the same bounds in the edited version."""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.decisions import surgery
from puzanov_tei.decisions.align import Alignment, align
from puzanov_tei.decisions.surgery import Body
from puzanov_tei.tei.tree import Branch, lay_out


def follow(base: Sequence[Branch], edited: Sequence[Branch], new: Sequence[Branch]) -> list[Branch] | None:
    """The edited blocks with the bounds of the new ones; None, and nothing is changed, where the editor moved them too.

    The arguments are neighbours in their documents that belong together.
    """
    base_text, new_text, edited_text = (lay_out(version)[0] for version in (base, new, edited))
    by_program, by_editor = align(base_text, new_text), align(base_text, edited_text)
    if _are_alike(base, new, by_program):
        return list(edited)
    if not _are_alike(base, edited, by_editor) or not _are_neighbours(edited):
        return None
    offsets = [by_editor.forth(by_program.back(block.begin, is_end=False), is_end=False) for block in new[1:]]
    return _parted(edited, new, offsets)


def _are_alike(some: Sequence[Branch], others: Sequence[Branch], alignment: Alignment) -> bool:
    """Whether the blocks of two versions begin at the same words."""
    begins = [alignment.forth(block.begin, is_end=False) for block in some]
    return begins == [block.begin for block in others]


def _are_neighbours(blocks: Sequence[Branch]) -> bool:
    parent = blocks[0].parent
    if parent is None or any(block.tag != blocks[0].tag or block.parent is not parent for block in blocks):
        return False
    places = [parent.place(block) for block in blocks]
    return places == list(range(places[0], places[0] + len(blocks)))


def _parted(edited: Sequence[Branch], new: Sequence[Branch], offsets: Sequence[int]) -> list[Branch]:
    """The edited blocks made one, and that parted at offsets of their text."""
    first, *others = edited
    for block in others:
        surgery.join(first, block)
    body = Body([first])
    made = [Branch(block.tag, dict(block.attributes)) for block in new[1:]]
    items = [body.split_at(offset) for offset in offsets]
    for item, block in reversed(list(zip(items, made, strict=True))):
        if item is not None:
            surgery.split(first, item, block)
    return [first, *made]
