"""Entries of a journal: their headings, and the date of one that has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from puzanov_tei.model import Metadata, Page, PartKind
from puzanov_tei.structure import titles, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, part, whole

_LONGEST = 60
_DAY = len("1957-05-15")
_SOME_DAY = "1957-05-15"
_OPENING = 200
_HEAD = 4  # blocks in which a diary says that it is one
_DIARY = re.compile(r"(?i)\b(?:diary|diaries|journal)\b")
_SIGN = re.compile(r"(?:(?<=\))|\s?[.:;])\s+(?=[^\s\d])|\s[—–-]{1,2}\s+(?=\S)")
_FEWEST = 3  # days that make a diary; fewer where each is named (`Monday, 4 May 1953`)
_FEWEST_NAMED = 2
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
    value = when.whole(line.plain.rstrip(" .:;—–-"), anchor)
    return value if len(value.split("/")[0]) == _DAY else ""


def cuts(page: Page) -> list[int]:
    """Offsets behind the dates that open the entries of a diary on the line of their text: `5 March. It rained.`

    The page has to call itself a diary or journal, and more than one line has to open with a day.
    """
    blocks, text = page.blocks, page.source.text
    opening = (text[block.begin : block.end][:_OPENING] for block in blocks[:_HEAD])
    if not any(_DIARY.search(said) for said in (page.metadata.title, *opening)):
        return []
    opened = [end for begin, stop in _lines(page) if (end := _behind_date(text, begin, stop)) > begin]
    return [end for end in opened if text[end - 1] != "\n"] if len(opened) > 1 else []


def _lines(page: Page) -> Iterator[tuple[int, int]]:
    for block in page.blocks:
        for match in re.finditer(r"\S[^\n]*", page.source.text[block.begin : block.end]):
            yield block.begin + match.start(), block.begin + match.end()


def _behind_date(text: str, begin: int, end: int) -> int:
    """Where the text of an entry begins behind its date; `begin` if the line opens with no day, or is nothing else."""
    opening = text[begin : min(end, begin + _LONGEST)]
    first = next(iter(when.find(opening)), (1, 0)) if opening[:1].isalnum() else (1, 0)
    if first[0] != 0 or len(when.whole(opening[: first[1]], _SOME_DAY)) != _DAY:
        return begin
    behind = _SIGN.match(opening, first[1])
    return begin + behind.end() if behind is not None and begin + behind.end() < end else begin


def is_diary(lines: Sequence[Line]) -> bool:
    """Whether days alone on their lines, one after the other, have text below each: a diary that bears no title."""
    headed = [(index, value) for index, line in enumerate(lines) if (value := heading_date(line, ""))]
    days = [value for _, value in headed]
    text_below = all(index + 1 < len(lines) and words.is_sentence(lines[index + 1].plain) for index, _ in headed)
    named = all(lines[index].plain[:1].isalpha() and "," in lines[index].plain for index, _ in headed)
    enough = _FEWEST_NAMED if named else _FEWEST
    return len(days) >= enough and text_below and headed[0][0] == 0 and days == sorted(set(days))


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


def first_date(text: str, anchor: str = "") -> str:
    """The ISO value of the first date with a year in `text` (begin of an interval), or the empty string.

    Args:
        anchor: ISO date of the document; it tells day and month apart (see `dates.DateContext`).
    """
    first = next(iter(when.values(text[:500])), None)
    if first is None:
        return ""
    return (dict(when.values(text[:500], anchor)).get(first[0]) or first[1]).split("/")[0]


def of_title(metadata: Metadata) -> str:
    """The day or days that the archive's title gives to a journal; empty if it names none."""
    day = first_date(metadata.date)
    for text in (metadata.title, metadata.citation_title):
        for begin, value in reversed(when.values(text[:500], first_date(text) or day)):
            if _FOR.search(text[max(0, begin - 10) : begin]):
                return value
    return day if len(day) == _DAY else ""
