"""What a stamp says: its classification and its numbers as parts inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from puzanov_tei.model import Block, BlockKind, Kind, Mention, Part, PartKind
from puzanov_tei.structure import letterhead
from puzanov_tei.structure.lines import Marks, make_line
from puzanov_tei.structure.parts import Sheet, tidy

_TOLD = frozenset({PartKind.CLASSIFICATION, PartKind.NUMBER, PartKind.COPY})


def detail(sheet: Sheet, root: Part, marks: Sequence[Mention]) -> Part:
    """The tree with parts inside its stamps.

    Args:
        marks: the marks of the document, those of the stamps among them (see `stamps.agree`).
    """
    inside = Marks([mark for mark in marks if mark.kind is not Kind.STAMP])
    frames = {(mark.begin, mark.end): mark for mark in marks if mark.kind is Kind.STAMP}
    return _detail(replace(sheet, marks=inside), root, frames)


def _detail(sheet: Sheet, part: Part, frames: dict[tuple[int, int], Mention]) -> Part:
    if part.kind is PartKind.STAMP:
        return replace(part, children=_told(sheet, part, frames)) if not part.children else part
    if not part.children:
        return part
    return replace(part, children=tuple(_detail(sheet, child, frames) for child in part.children))


def _told(sheet: Sheet, stamp: Part, frames: dict[tuple[int, int], Mention]) -> tuple[Part, ...]:
    frame = frames.get((stamp.begin, stamp.end))
    begin = stamp.begin + (frame.opening if frame else 0)
    end = stamp.end - (frame.closing if frame else 0)
    line = make_line(sheet.source, sheet.marks, begin, end, 0, Block(BlockKind.PARAGRAPH, begin, end))
    # What a fragment classifies is the stamp it was torn off, not the document.
    told = _TOLD - {PartKind.CLASSIFICATION} if "fragment" in stamp.attributes else _TOLD
    items = [item for item in letterhead.scan(line.plain) if item.kind in told]
    kind = str(stamp.attributes.get("subtype") or (frame.attributes.get("subtype", "") if frame else ""))
    number_type = kind if kind in ("incoming", "outgoing") else "incoming"
    return tidy(letterhead.make(sheet, line, items, number_type), begin, end)
