"""What a date means: pieces as printed, and the ISO 8601 values that they come to in their context."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from enum import StrEnum

from puzanov_tei.model import Certainty

FIRST_YEAR, LAST_YEAR = 1800, 2099
"""Years outside are numbers."""


class DateKind(StrEnum):
    """A calendar date or a time of the day."""

    DATE = "date"
    TIME = "time"


class SlashOrder(StrEnum):
    """How a document writes `3/4/52`: month first (US), day first (Europe), or nothing tells."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known beside the text.

    Attributes:
        anchor: ISO date (or the first of an interval) of the entry or the document; gives year and month to dates
            that leave them out. Empty: such dates have no value and are not found.
        slashes: the order in dates like `3/4/52`.
    """

    anchor: str = ""
    slashes: SlashOrder = SlashOrder.UNKNOWN

    @property
    def year(self) -> int | None:
        """The year of the anchor."""
        return int(self.anchor[:4]) if self.anchor[:4].isdigit() else None

    @property
    def month(self) -> int | None:
        """The month of the anchor."""
        return int(self.anchor[5:7]) if self.anchor[5:7].isdigit() else None

    @property
    def day(self) -> tuple[int, ...]:
        """Year, month and day of the anchor where it is a day; else nothing, or the first of them."""
        return tuple(int(number) for number in self.anchor.split("/")[0].split("-") if number.isdigit())


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date or a time in a text.

    Attributes:
        begin, end: its span.
        first: ISO 8601 value: `1957-05-15`, `1957-05`, `1957`; for a time `17:00:00`.
        last: of an interval its last day (or time); else empty.
        either: the interval says "one of these" (`1 or 2 March`), not "from ... to".
        inferred: what was taken from the context: `year`, `month`, `century`, `order`.
        cert: how sure the value is.
    """

    begin: int
    end: int
    first: str
    last: str = ""
    kind: DateKind = DateKind.DATE
    either: bool = False
    inferred: tuple[str, ...] = ()
    cert: Certainty = Certainty.HIGH

    @property
    def iso(self) -> str:
        """`first`, or `first/last`."""
        return f"{self.first}/{self.last}" if self.last else self.first


@dataclass(frozen=True, slots=True)
class Piece:
    """A date as printed: what is not printed is None.

    Attributes:
        years_on: `of this year` is 0, `of last year` -1.
        inferred: what the grammar had to decide.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    years_on: int | None = None
    inferred: tuple[str, ...] = ()

    def possible(self) -> bool:
        """Does the calendar have such a day?"""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        if self.month is None:
            return 1 <= self.day <= 31
        return 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    def iso(self) -> str:
        """ISO 8601, as far as it is known from the year down."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Printed:
    """One date or interval as the grammar read it: `last` is None for a single date."""

    first: Piece
    last: Piece | None = None
    either: bool = False


def full_year(short: int, context: DateContext) -> int:
    """The year that two digits stand for: the one nearest to the context's, else of the 20th century."""
    near = context.year or 1950
    candidates = [century + short for century in (1800, 1900, 2000)]
    return min(candidates, key=lambda year: (abs(year - near), year))


def resolve(printed: Printed, context: DateContext) -> tuple[str, str, tuple[str, ...]] | None:
    """ISO values of first and last (empty if single), and what was inferred; None if the date cannot be.

    A year that is left out is taken from the other end of the interval, else from the anchor: the anchor's own
    year, or the one before or after it when that is much nearer (December seen from January).
    """
    first, last = printed.first, printed.last
    if last is None:
        single = _complete(first, context)
        return (single.iso(), "", single.inferred) if single else None
    end = _complete(last, context)
    if end is None or end.year is None:
        return None
    if first.year is None and first.month is None:
        start: Piece | None = replace(first, year=end.year, month=end.month)
    elif first.year is None:
        turned = (first.month or 0) > (end.month or 12)
        start = replace(first, year=end.year - turned)
    else:
        start = first
    if start is None or not start.possible() or start.iso() > end.iso():
        return None
    return start.iso(), end.iso(), tuple(dict.fromkeys((*end.inferred, *first.inferred)))


def _complete(piece: Piece, context: DateContext) -> Piece | None:
    if piece.year is None:
        if context.year is None or piece.month is None:
            return None
        year = context.year + (piece.years_on or 0)
        if piece.years_on is None and context.month is not None:
            months = piece.month - context.month
            year += -1 if months >= 9 else 1 if months <= -9 else 0
        piece = replace(piece, year=year, inferred=(*piece.inferred, "year"))
    return piece if piece.possible() else None
