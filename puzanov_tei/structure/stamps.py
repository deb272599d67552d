"""Stamps as parts and as marks: both have to say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from puzanov_tei.model import Kind, Mention, Part, PartKind
from puzanov_tei.structure.lines import Marks


def agree(root: Part, marks: Marks) -> list[Mention]:
    """The marks with one STAMP for each stamp among the parts, on the same span.

    A stamp printed without brackets has no mark of its own, or one that stops short of its last sign.
    """
    changed: dict[int, Mention] = {}
    added: list[Mention] = []
    for stamp in _stamps(root):
        inside = [m for m in marks.tops(stamp.begin, stamp.end) if m.kind is Kind.STAMP]
        if any((m.begin, m.end) == (stamp.begin, stamp.end) for m in inside):
            continue
        whole = Mention(stamp.begin, stamp.end, Kind.STAMP, rule="structure.stamp", resp="translator")
        if len(inside) == 1 and not inside[0].opening and not inside[0].closing:
            changed[id(inside[0])] = replace(inside[0], begin=stamp.begin, end=stamp.end)
        elif not inside:
            added.append(whole)
    every = [*(changed.get(id(mark), mark) for mark in marks.all), *added]
    outer = {Kind.STAMP: 0, Kind.UNPARSED: 2}
    return sorted(every, key=lambda m: (m.begin, -m.end, outer.get(m.kind, 1)))


def _stamps(root: Part) -> Iterator[Part]:
    """Stamps that are in one piece."""
    pending = [root]
    while pending:
        one = pending.pop()
        if one.kind is PartKind.STAMP and "fragment" not in one.attributes:
            yield one
        pending.extend(one.children)
