"""Styles of a Word document: which are headings, and how their words look (ECMA-376, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from puzanov_tei.readers.package import attribute, child, children

_HEADING = re.compile(r"(?i)heading (\d)|(title)\b|(subtitle)\b")
_BODY = 9  # an outline level that is none
_DEPTH = 20  # of styles based on styles
_LOOKS = (("b", "bold"), ("i", "italic"), ("strike", "strikethrough"), ("dstrike", "strikethrough"))


@dataclass(frozen=True, slots=True)
class Style:
    """What a style adds.

    Attributes:
        level: of the heading, from 1; 0 if it is none.
        looks: how words of the style look, as a set of values of TEI's `@rend`.
        numbering: number of a list and level in it, if paragraphs of the style are numbered.
    """

    level: int = 0
    looks: frozenset[str] = frozenset()
    numbering: tuple[str, int] | None = None


PLAIN = Style()


def read(root: etree._Element | None) -> Mapping[str, Style]:
    """The styles by identifier, with what they have from the styles they are based on."""
    elements = {attribute(style, "styleId"): style for style in children(root, "style")}
    return {identifier: _style(identifier, elements, _DEPTH) for identifier in elements}


def _style(identifier: str, elements: Mapping[str, etree._Element], depth: int) -> Style:
    element = elements.get(identifier)
    if element is None or not depth:
        return PLAIN
    base = _style(attribute(child(element, "basedOn"), "val"), elements, depth - 1)
    properties = child(element, "pPr")
    number = child(properties, "numPr")
    own = base if number is None else replace(base, numbering=numbered(number, base.numbering))
    level = _level(attribute(child(element, "name"), "val"), properties) or base.level
    return replace(own, level=level, looks=frozenset(_looks(child(element, "rPr"), base.looks)))


def numbered(number: etree._Element, before: tuple[str, int] | None = None) -> tuple[str, int]:
    """List and level that a `numPr` gives; what it does not say is as `before`."""
    known = before or ("", 0)
    level = attribute(child(number, "ilvl"), "val")
    return attribute(child(number, "numId"), "val", known[0]), int(level) if level.isdecimal() else known[1]


def _level(name: str, properties: etree._Element | None) -> int:
    outline = attribute(child(properties, "outlineLvl"), "val")
    if outline.isdecimal() and int(outline) < _BODY:
        return int(outline) + 1
    match = _HEADING.match(name)
    return 0 if match is None else int(match[1]) if match[1] else 1 if match[2] else 2


def heading_level(properties: etree._Element | None, style: Style) -> int:
    """The level of a paragraph's heading, from 1; 0 if it is none."""
    outline = attribute(child(properties, "outlineLvl"), "val")
    if outline.isdecimal():
        return int(outline) + 1 if int(outline) < _BODY else 0
    return style.level


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return element is not None and attribute(element, "val", "1").lower() not in ("0", "false", "off", "none")


def looks(properties: etree._Element | None, style: Style) -> tuple[str, ...]:
    """How a run looks, as values of `@rend`, in the alphabet's order."""
    return tuple(sorted(_looks(properties, style.looks)))


def _looks(properties: etree._Element | None, before: frozenset[str]) -> set[str]:
    looks = set(before)
    for name, value in _LOOKS:
        element = child(properties, name)
        if element is not None:
            (looks.add if is_on(element) else looks.discard)(value)
    underlined = child(properties, "u")
    if underlined is not None:
        (looks.add if is_on(underlined) else looks.discard)("underline")
    raised = attribute(child(properties, "vertAlign"), "val")
    if raised in ("superscript", "subscript"):
        looks.add(raised)
    return looks
