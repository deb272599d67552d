"""Which looks of words (bold, italic, raised ...) say something of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puzanov_tei.model import BlockKind, Kind, Mention

REND = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite"), "italic"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    "u": "underline",
    "sup": "superscript",
    "sub": "subscript",
}
"""Element of HTML -> value of TEI's `@rend`."""


def telling(marks: Iterable[Mention], begin: int, end: int, kind: BlockKind) -> Iterator[Mention]:
    """The marks of the block `begin:end` without looks that say nothing of the words.

    A look of the whole block or of a heading is that of its kind; bold words at the beginning are a label.
    """
    for mark in marks:
        rend = mark.attributes.get("rend", "").split()
        is_look = mark.kind is Kind.HIGHLIGHT and not {"superscript", "subscript"} & set(rend)
        whole = mark.begin <= begin and mark.end >= end
        if not is_look or not (whole or kind is BlockKind.HEADING or (mark.begin <= begin and "bold" in rend)):
            yield mark
