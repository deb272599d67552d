"""Dates as the structure needs them: where one stands in a line, and whether a line is nothing but a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH_WORD = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"[\"“„«]?\d{1,2}(?:\s?(?:st|nd|rd|th))?[\"”“»]?"
_JOIN = r"\s?(?:[-–—/]|through|to|and|till|until)\s?"
_YEAR = r"(?:,?\s{1,2}(?:19|20)\d\d)"
DATE = re.compile(
    rf"(?<![\w])(?:(?:{_DAY}(?:\s{_MONTH_WORD}{_YEAR}?)?{_JOIN})?{_DAY}\s{{0,2}}{_MONTH_WORD}{_YEAR}?"
    rf"|{_MONTH_WORD}\s{{1,2}}{_DAY}(?:{_JOIN}(?:{_MONTH_WORD}\s)?{_DAY})?{_YEAR}?"
    rf"|\d{{1,2}}\.\s?(?:\d{{1,2}}|[IVX]{{1,4}})\.\s?\d{{2,4}}(?:\sг\.?)?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}"
    rf"|{_MONTH_WORD}\s(?:19|20)\d\d)(?![\w])"
)
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d")
_PIECE = re.compile(rf"(\d{{1,2}})(?!\d)|({_MONTH_WORD})")


def find(text: str) -> list[tuple[int, int]]:
    """Spans of the dates in `text`, in order."""
    return [match.span() for match in DATE.finditer(text)]


def find_all(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Spans of all dates in a long text, from `begin`."""
    return (match.span() for match in DATE.finditer(text, begin))


def whole(text: str, anchor: str = "") -> str:
    """The ISO value of a line that is a date and nothing else (a full stop apart), or the empty string.

    Args:
        anchor: ISO date that gives the year (and month) which the line leaves out.
    """
    stripped = text.strip().removesuffix(".")
    match = DATE.fullmatch(stripped)
    return value(stripped, anchor) if match else ""


def value(text: str, anchor: str = "") -> str:
    """ISO value of the printed date `text`; empty if it has none."""
    year = _YEAR_ONLY.search(text)
    year_text = year.group() if year else anchor[:4]
    rest = text[: year.start()] + text[year.end() :] if year else text
    days: list[tuple[int | None, int]] = []
    pending: list[int] = []
    month = 0
    for piece in _PIECE.finditer(rest):
        if piece.group(1):
            if month and rest[: piece.start()].rstrip()[-1:].isalpha() and not pending and not days:
                days.append((int(piece.group(1)), month))
            else:
                pending.append(int(piece.group(1)))
        else:
            month = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(piece.group(2).lower()[:3]))
            days += [(day, month) for day in pending]
            pending = []
    days += [(day, month) for day in pending if month]
    if numeric := re.match(r"(\d{1,2})\.\s?(\d{1,2}|[IVX]{1,4})\.\s?(\d{2,4})", text):
        roman = "I II III IV V VI VII VIII IX X XI XII".split()
        number = roman.index(numeric[2]) + 1 if numeric[2] in roman else int(numeric[2]) if numeric[2].isdigit() else 0
        full = numeric[3] if len(numeric[3]) == 4 else "19" + numeric[3]
        return f"{full}-{number:02}-{int(numeric[1]):02}" if number else ""
    if not year_text:
        return ""
    iso = [f"{year_text}-{m:02}-{d:02}" for d, m in days if d and m]
    if not iso:
        return f"{year_text}-{month:02}" if month else ""
    return iso[0] if len(iso) == 1 else f"{min(iso)}/{max(iso)}"
