"""Numbered lists of a Word document: which number a paragraph bears (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from puzanov_tei.readers import word_styles
from puzanov_tei.readers.numerals import numeral
from puzanov_tei.readers.package import attribute, child, children

_PLACE = re.compile(r"%(\d)")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Number:
    """What stands before a paragraph of a list: the printed number (empty for a bullet) and the depth, from 1."""

    label: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""


class Lists:
    """The lists of a document; counts while the document is read from its beginning."""

    def __init__(self, levels: Mapping[str, tuple[str, Mapping[int, _Level]]], restarts: Mapping[str, set[int]]):
        """Take the lists by number (their common definition and levels) and the levels at which one starts anew."""
        self._levels = levels
        self._restarts = restarts
        self._counts: dict[str, list[int | None]] = {}
        self._seen: set[tuple[str, int]] = set()

    def next(self, properties: etree._Element | None, style: word_styles.Style) -> Number | None:
        """The number of the next paragraph, which has these properties; None if it is in no list."""
        own = child(properties, "numPr")
        before = style.numbering or ("", 0)
        identifier, depth = before if own is None else word_styles.numbered(own, before)
        if identifier in ("", "0") or identifier not in self._levels:
            return None
        abstract, levels = self._levels[identifier]
        level = levels.get(depth, _Level())
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        depth = min(depth, _LEVELS - 1)
        last = counts[depth]
        if depth in self._restarts.get(identifier, ()) and (identifier, depth) not in self._seen:
            last = None
        self._seen.add((identifier, depth))
        counts[depth] = level.start if last is None else last + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        if level.kind in ("bullet", "none"):
            return Number("", depth + 1)
        return Number(_PLACE.sub(lambda place: self._printed(int(place[1]) - 1, counts, levels), level.text), depth + 1)

    def _printed(self, depth: int, counts: list[int | None], levels: Mapping[int, _Level]) -> str:
        level = levels.get(depth, _Level())
        count = counts[depth] if 0 <= depth < _LEVELS else None
        return numeral(level.start if count is None else count, level.kind)


def read(root: etree._Element | None) -> Lists:
    """The lists that the numbering part defines."""
    abstracts = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
    by_style = {attribute(child(each, "styleLink"), "val"): each for each in abstracts.values()}
    levels: dict[str, tuple[str, Mapping[int, _Level]]] = {}
    restarts: dict[str, set[int]] = {}
    for number in children(root, "num"):
        identifier = attribute(number, "numId")
        abstract = attribute(child(number, "abstractNumId"), "val")
        element = abstracts.get(abstract)
        link = attribute(child(element, "numStyleLink"), "val")
        by_depth = _levels(by_style.get(link) if link else element)
        for override in children(number, "lvlOverride"):
            depth = _number(attribute(override, "ilvl"), 0)
            by_depth |= _levels(override)
            start = child(override, "startOverride")
            if start is not None:
                level = by_depth.get(depth, _Level())
                by_depth[depth] = _Level(_number(attribute(start, "val"), 1), level.kind, level.text)
                restarts.setdefault(identifier, set()).add(depth)
        levels[identifier] = (abstract, by_depth)
    return Lists(levels, restarts)


def _levels(element: etree._Element | None) -> dict[int, _Level]:
    return {
        _number(attribute(level, "ilvl"), 0): _Level(
            _number(attribute(child(level, "start"), "val"), 1),
            attribute(child(level, "numFmt"), "val", "decimal"),
            attribute(child(level, "lvlText"), "val"),
        )
        for level in children(element, "lvl")
    }


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default
