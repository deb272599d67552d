"""Entries of a journal: their headings, and the date of one that has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.model import Metadata, PartKind
from puzanov_tei.structure import titles, when
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, part, whole

_LONGEST = 60
_DAY = len("1957-05-15")
_FOR = re.compile(r"(?i)\b(?:for|from|of|on|dated|during)\b\s")


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """The heading of an entry: a date and nothing else. The entry's `n` is its ISO date or interval."""
    line = sheet.line(index)
    if line is None or sheet.genre != "journal":
        return None
    value = heading_date(line, sheet.anchor)
    if not value:
        return None
    return (part(PartKind.ENTRY, line.begin, line.end, (whole(PartKind.DATELINE, line),), n=value),), index + 1


def heading_date(line: Line, anchor: str) -> str:
    """The ISO date of a line that can head an entry, or the empty string. It names a day."""
    if line.mark is not None or len(line.text) > _LONGEST:
        return ""
    value = when.whole(line.plain, anchor)
    return value if len(value.split("/")[0]) == _DAY else ""


def anchor(metadata: Metadata, lines: Sequence[Line]) -> str:
    """An ISO date that gives the year to the document's dates.

    The first of these that there is: the title's, the page's, the first date with a year in the document's head.
    """
    for text in (metadata.title, metadata.date, metadata.citation_date, metadata.citation_title):
        if value := first_date(text):
            return value
    for line in lines[:60]:
        if (titles.is_title(line) or len(line.plain) < 120) and (value := first_date(line.plain)):
            return value
    return ""


def first_date(text: str) -> str:
    """The ISO value of the first date with a year in `text` (begin of an interval), or the empty string."""
    return next((value.split("/")[0] for _, value in when.values(text[:500])), "")


def of_title(metadata: Metadata) -> str:
    """The day or days that the archive's title gives to a journal; empty if it names none."""
    day = first_date(metadata.date)
    for text in (metadata.title, metadata.citation_title):
        for begin, value in reversed(when.values(text[:500], first_date(text) or day)):
            if _FOR.search(text[max(0, begin - 10) : begin]):
                return value
    return day if len(day) == _DAY else ""
