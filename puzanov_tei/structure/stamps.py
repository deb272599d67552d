"""Stamps as parts and as marks: both have to say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from puzanov_tei.model import Kind, Mention, Part, PartKind
from puzanov_tei.structure.lines import Marks


def agree(text: str, root: Part, marks: Marks) -> list[Mention]:
    """The marks with one STAMP for each stamp among the parts, on the same span.

    A stamp printed without brackets has no mark of its own, or one that stops short of its last sign. Where a
    stamp's bracket runs across a letterhead, the bracket is taken off: its pieces are marked instead.
    """
    parts = list(_walk(root))
    torn = [p for p in parts if p.kind is PartKind.LETTERHEAD and p.attributes.get("type") == "columns"]
    kept = [mark for mark in marks.all if not any(_is_torn(mark, letterhead) for letterhead in torn)]
    left = Marks(kept)
    changed: dict[int, Mention] = {}
    added: list[Mention] = []
    for stamp in parts:
        if stamp.kind is not PartKind.STAMP:
            continue
        inside = [m for m in left.tops(stamp.begin, stamp.end) if m.kind is Kind.STAMP]
        if any((m.begin, m.end) == (stamp.begin, stamp.end) for m in inside):
            continue
        if len(inside) == 1 and not inside[0].opening and not inside[0].closing:
            changed[id(inside[0])] = replace(inside[0], begin=stamp.begin, end=stamp.end)
        elif not inside:
            added += _piece(text, stamp, left)
    every = [*(changed.get(id(mark), mark) for mark in kept), *added]
    outer = {Kind.STAMP: 0, Kind.UNPARSED: 2}
    return sorted(every, key=lambda m: (m.begin, -m.end, outer.get(m.kind, 1)))


def _is_torn(mark: Mention, letterhead: Part) -> bool:
    """Whether a mark touches the letterhead and is not inside one of its pieces."""
    if mark.end <= letterhead.begin or mark.begin >= letterhead.end:
        return False
    touched = [p for p in letterhead.children if p.begin < mark.end and mark.begin < p.end]
    return len(touched) > 1 or any(mark.begin < p.begin or mark.end > p.end for p in touched)


def _piece(text: str, stamp: Part, marks: Marks) -> Iterator[Mention]:
    """The mark of a stamp that has none: the bracket that opens or closes at its edge is its frame."""
    opening = int(text[stamp.begin] == "[" and not marks.tops(stamp.begin, stamp.begin + 1))
    closing = int(text[stamp.end - 1] == "]" and not marks.tops(stamp.end - 1, stamp.end))
    if "fragment" not in stamp.attributes:
        yield Mention(
            stamp.begin,
            stamp.end,
            Kind.STAMP,
            rule="structure.stamp",
            opening=opening,
            closing=closing,
            resp="translator",
        )
    elif (opening or closing) and stamp.end - stamp.begin > opening + closing:
        # A label torn off: its bracket is the frame of the translator's words.
        kind = Kind.DESCRIPTION if opening else Kind.UNPARSED
        begin = stamp.begin if opening else stamp.end - 1
        yield Mention(
            begin,
            stamp.end,
            kind,
            rule="structure.stamp",
            opening=opening,
            closing=closing if opening else 0,
            resp="translator",
        )


def _walk(root: Part) -> Iterable[Part]:
    pending = [root]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(reversed(one.children))
