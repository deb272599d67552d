"""The points of a decree: numbered paragraphs that other paragraphs stand between.

    1. Approve the plan.
    The commission reports in May.
    2. Instruct the ministry to pay.

In a report such numbers are headings of parts; in a decree everything up to the next number is said under the point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from puzanov_tei.model import Part, PartKind
from puzanov_tei.structure import words
from puzanov_tei.structure.parts import Sheet, part

_DECREE = re.compile(r"(?i)\b(?:decrees?|resolutions?|decisions?|directives?|ordinances?|order)\b")
_NUMBER = re.compile(r"(\d{1,3})[.)]")
_LONGEST_HEADING = 200
_HEAD = 25  # lines in which a decree says that it is one
_MOST = 12  # paragraphs under one point
_WITHIN = frozenset({PartKind.PARAGRAPH, PartKind.LIST, PartKind.TABLE, PartKind.PAGE_BREAK})


def is_decree(sheet: Sheet) -> bool:
    """Whether the archive's title or a heading of the text calls it a decree, a decision, a resolution."""
    printed = (line.plain for line in sheet.lines[:_HEAD])
    return any(
        _DECREE.search(text) is not None
        for text in (sheet.title, *printed)
        if 0 < len(text) < _LONGEST_HEADING and not words.is_sentence(text)
    )


def gather(sheet: Sheet, parts: Sequence[Part]) -> list[Part]:
    """The parts of a decree with its points as one list; of any other text as they are."""
    units = [unit for one in parts for unit in _units(sheet, one)]
    numbers = [_number(sheet, unit) for unit in units]
    if 1 not in numbers or not is_decree(sheet):
        return list(parts)
    runs = [list(_points(units, numbers, index)) for index in range(len(units))]
    if all(b - a == 1 for starts in runs for a, b in pairwise(starts)):
        return list(parts)
    kept: list[Part] = []
    index = 0
    while index < len(units):
        starts = runs[index]
        edges = [*starts, starts[-1] + 1] if len(starts) > 1 else [index, index + 1]
        held = [_item(units[a:b]) if len(starts) > 1 else units[a] for a, b in pairwise(edges)]
        if held[0].kind is PartKind.ITEM:
            kept.append(part(PartKind.LIST, held[0].begin, held[-1].end, held, type="ordered"))
        else:
            kept += held
        index = edges[-1]
    return kept


def _units(sheet: Sheet, one: Part) -> Sequence[Part]:
    """The items of a list that bear numbers, each by itself; all else as it is."""
    numbered = one.kind is PartKind.LIST and all(_number(sheet, item) for item in one.children)
    return one.children if numbered else (one,)


def _number(sheet: Sheet, one: Part) -> int:
    """The number of a paragraph or an item that is a point; 0 for all else."""
    label = one.children[0] if one.kind in (PartKind.PARAGRAPH, PartKind.ITEM) and one.children else None
    if label is None or label.kind is not PartKind.LABEL:
        return 0
    match = _NUMBER.fullmatch(sheet.source.text[label.begin : label.end])
    return int(match[1]) if match else 0


def _points(parts: Sequence[Part], numbers: Sequence[int], first: int) -> Iterator[int]:
    """Where the points 1, 2, 3 ... stand from `first` on."""
    if numbers[first] != 1:
        return
    yield first
    wanted, since = 2, 0
    for index in range(first + 1, len(parts)):
        if numbers[index] == wanted:
            yield index
            wanted, since = wanted + 1, 0
            continue
        since += 1
        if parts[index].kind not in _WITHIN or since > _MOST or numbers[index] == 1:
            return


def _item(parts: Sequence[Part]) -> Part:
    """A point: its own words, and the paragraphs under it."""
    first, *others = parts
    item = replace(first, kind=PartKind.ITEM)
    return replace(item, end=parts[-1].end, children=(*first.children, *others)) if others else item
