"""The office's last lines: registry number and date, typists, who drafted, who certified."""

from __future__ import annotations

import re

from puzanov_tei.model import Part, PartKind
from puzanov_tei.structure import closing, distribution, letterhead, parties, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, tidy, whole

_LONGEST = 140
_ADDRESSED = re.compile(r"(?:TO|To)(?:\s|:|$)")


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """One line of the office's tail."""
    line = sheet.line(index)
    if line is None or len(line.plain) > _LONGEST:
        return None
    if words.typist().match(line.plain):
        return (whole(PartKind.TYPIST, line),), index + 1
    if words.CERTIFIED.match(line.plain):
        return (whole(PartKind.CLOSER, line),), index + 1
    return registry(sheet, line, index)


def registry(sheet: Sheet, line: Line, index: int) -> Recognised | None:
    """The number of a registered paper: `Nº 353`, `Nº 431 - 19 September 1960`; the date below it or the copies."""
    items = letterhead.elements(line, tail=True)
    below = sheet.line(index + 1)
    if below is not None and (_ADDRESSED.match(below.plain) or parties.is_of_offices(below.plain)):
        return None  # the number of a paper that begins here
    if not items or any(e.kind not in (PartKind.NUMBER, None) for e in items):
        return None
    numbered = any(e.kind is PartKind.NUMBER for e in items)
    if not numbered and not (when.is_date(line.plain) and _below_registry(sheet, index)):
        return None
    children = tidy(letterhead.make(sheet, line, items, "registration"), line.begin, line.end)
    return (whole(PartKind.REGISTRY, line, children),), index + 1


def _below_registry(sheet: Sheet, index: int) -> bool:
    above = sheet.line(index - 1)
    return above is not None and (_is_number(above) or words.copies().match(above.plain) is not None)


def _is_number(line: Line) -> bool:
    items = letterhead.elements(line, tail=True)
    return bool(items) and all(e.kind is PartKind.NUMBER for e in items or ())


def previous(sheet: Sheet, index: int) -> Recognised | None:
    """The tail of the dispatch before this one, up to its separator, at the very beginning of the page."""
    if index != 0:
        return None
    made: list[Part] = []
    after = 0
    while after < 12 and (line := sheet.line(after)) is not None:
        if made and words.SEPARATOR.match(line.plain):
            made.append(whole(PartKind.SEPARATOR, line))
            return tuple(made), after + 1
        one = recognise(sheet, after) or _other(sheet, after)
        if one is None:
            return None
        made += one[0]
        after = one[1]
    return None


def _other(sheet: Sheet, index: int) -> Recognised | None:
    line = sheet.line(index)
    if line is not None and when.is_date(line.plain):
        return (whole(PartKind.REGISTRY, line),), index + 1
    return distribution.recognise(sheet, index) or closing.recognise(sheet, index)
