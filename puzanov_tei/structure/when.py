"""Dates as the structure needs them: where one stands in a line, and whether a line is nothing but a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from puzanov_tei import dates
from puzanov_tei.dates import DateContext, DateExpression, DateKind
from puzanov_tei.language import Vocabulary, in_use

# A date without a year is a date too; which year does not matter for its place in the line.
_SOME_YEAR = "1955-06-15"
_LONGEST = 100
_DIGIT = re.compile(r"\d")
_MORE = re.compile(r"[^\W\d_]{3}|\d\s?[./]")  # a month, or days and months parted by signs
_MONTH = len("1957-05")


def find(text: str) -> list[tuple[int, int]]:
    """Spans of the dates in `text`, in order. Bare years and times are none."""
    return list(_spans(text, in_use()))


@lru_cache(maxsize=4096)
def _spans(text: str, _words: Vocabulary) -> tuple[tuple[int, int], ...]:
    return tuple((date.begin, date.end) for date in _dates(text, _SOME_YEAR))


def without_times(text: str) -> str:
    """`text` with its times of the day taken out."""
    if not _DIGIT.search(text):
        return text
    for date in reversed([f for f in dates.find(text, DateContext(_SOME_YEAR)) if f.kind is DateKind.TIME]):
        text = text[: date.begin] + text[date.end :]
    return text


def is_date(text: str) -> bool:
    """Whether `text` is a date and nothing else, with a year or without."""
    return bool(whole(text, _SOME_YEAR))


def whole(text: str, anchor: str = "") -> str:
    """The ISO value of a text that is a date and nothing else (a full stop apart), or the empty string.

    Args:
        anchor: ISO date that gives the year to a date without one.
    """
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return ""
    return _whole(text, anchor, in_use())


@lru_cache(maxsize=4096)
def _whole(text: str, anchor: str, _words: Vocabulary) -> str:
    date = dates.parse(text, anchor)
    return date.iso if date is not None and len(date.first) >= _MONTH else ""


def values(text: str, anchor: str = "") -> list[tuple[int, str]]:
    """The dates in `text` with their ISO values: pairs (offset, value)."""
    return [(date.begin, date.iso) for date in _dates(text, anchor)]


def _dates(text: str, anchor: str) -> Iterator[DateExpression]:
    if not _DIGIT.search(text) or not _MORE.search(text):
        return
    for date in dates.find(text, DateContext(anchor)):
        if date.kind is DateKind.DATE and len(date.first) >= _MONTH:
            yield date
