"""Values that TEI attributes and elements hold: text, dates and intervals (att.datable)."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from puzanov_tei.base.xml import T

# The attributes that say when, since when, until when; the first that is there counts.
_DATING = tuple(
    tuple(name + suffix for suffix in ("", "-iso", "-custom") for name in names)
    for names in (("when",), ("notBefore", "from"), ("notAfter", "to"))
)
_YEAR_DIGITS = 4  # of a year in ISO 8601: what is shorter (`when="1"`) is no date
_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d\d)(?!\d)")


def is_web_address(said: str) -> bool:
    """Whether a value is an address that a page can link to."""
    return said.startswith(("https://", "http://"))


class When(NamedTuple):
    """A date as TEI writes it: one day, or limits; `notBefore`/`from` and `notAfter`/`to` are one here."""

    when: str = ""
    not_before: str = ""
    not_after: str = ""

    def __bool__(self) -> bool:
        return bool(self.first)

    @property
    def value(self) -> str:
        """ISO 8601: the date, or `begin/end`."""
        if self.when or not (self.not_before or self.not_after):
            return self.when
        return f"{self.not_before or '..'}/{self.not_after or '..'}"

    @property
    def is_day(self) -> bool:
        """Whether this is one day of the calendar."""
        return _DAY.fullmatch(self.when) is not None

    @property
    def by_day(self) -> When:
        """The same without times of day."""
        if "T" not in f"{self.when}{self.not_before}{self.not_after}":
            return self
        when, begin, end = (value.partition("T")[0] for value in self)
        return When(begin) if not when and begin == end else When(when, begin, end)

    @property
    def first(self) -> str:
        """The day, or the first of the days it may be."""
        return self.when or self.not_before or self.not_after

    @property
    def last(self) -> str:
        """The day, or the last of the days it may be."""
        return self.when or self.not_after or self.not_before


UNDATED = When()


def when(element: etree._Element | None) -> When:
    """The dating attributes of an element; all empty for None."""
    if element is None or not element.attrib:
        return When()
    exact, begin, end = (_first_of(element, names) for names in _DATING)
    if not exact and begin == end:
        return When(begin)
    return When(exact, begin, end)


def _first_of(element: etree._Element, names: tuple[str, ...]) -> str:
    """The first of these attributes that holds a date; empty if none does."""
    for name in names:
        value = element.get(name)
        if value is not None and len(value) >= _YEAR_DIGITS:
            return value
    return ""


def dated(element: etree._Element | None) -> When:
    """The dating attributes of an element of the header, or of the one date in it; else a year, its only number."""
    known = when(element)
    if known or element is None:
        return known
    inside = {value for date in element.iterdescendants(f"{T}date") if (value := when(date))}
    if len(inside) == 1:
        return inside.pop()
    years = set(_YEAR.findall(text_of(element)))
    return When(years.pop()) if len(years) == 1 else When()


def text_of(element: etree._Element | None) -> str:
    """All text of an element, white space collapsed; empty for None."""
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text
    return " ".join(text.split()) if text else ""
