"""Dates, times and durations of XML Schema 1.0 (Part 2, clauses 3.2.6 to 3.2.14)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

_ZONE = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]*)?[0-9]{4})"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?P<hour>[01][0-9]|2[0-4]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"

_FORMS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
}
_DURATION = re.compile(
    r"(?P<sign>-)?P(?P<years>[0-9]+Y)?(?P<months>[0-9]+M)?(?P<days>[0-9]+D)?"
    r"(?P<time>T(?P<hours>[0-9]+H)?(?P<minutes>[0-9]+M)?(?P<seconds>[0-9]+(?:\.[0-9]+)?S)?)?"
)
# A time without a zone may be anywhere within this many seconds of UTC (clause 3.2.7.3).
_WIDEST_ZONE = 14 * 3600
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Instant:
    """A point or recurring point in time: seconds from a fixed origin, in UTC if it has a zone."""

    seconds: Decimal
    zoned: bool

    def compare(self, other: Instant) -> int | None:
        """-1, 0, 1, or None if that depends on the zone that one of them lacks."""
        gap = self.seconds - other.seconds
        if self.zoned == other.zoned:
            return (gap > 0) - (gap < 0)
        if gap > _WIDEST_ZONE:
            return 1
        return -1 if gap < -_WIDEST_ZONE else None


def _reader(form: str) -> Callable[[str], Instant]:
    expression = re.compile(form)

    def read(text: str) -> Instant:
        match = expression.fullmatch(text)
        if not match:
            raise ValueError(text)
        parts = match.groupdict()
        year = int(parts.get("year") or 2000)
        if year == 0:
            raise ValueError(text)
        month, day = int(parts.get("month") or 1), int(parts.get("day") or 1)
        # --02-29 exists; so without a year, count on a leap year. There is no year 0: the year before 1 is -1.
        counted = year if year > 0 else year + 1
        if day > _days_in(counted, month):
            raise ValueError(text)
        hour, minute = int(parts.get("hour") or 0), int(parts.get("minute") or 0)
        second = Decimal(parts.get("second") or 0)
        if hour == 24 and (minute or second):
            raise ValueError(text)
        days = _day_number(counted, month, day)
        seconds = Decimal(days * 86400 + hour * 3600 + minute * 60) + second
        zone = parts.get("zone")
        return Instant(seconds - _offset(zone), zone is not None)

    return read


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_LENGTHS[month - 1]


def _day_number(year: int, month: int, day: int) -> int:
    """Days from an origin in the proleptic Gregorian calendar, years counted through (0 is the year before 1)."""
    before = year - 1
    leaps = before // 4 - before // 100 + before // 400
    return before * 365 + leaps + sum(_days_in(year, each) for each in range(1, month)) + day


def _offset(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
    return -seconds if zone[0] == "-" else seconds


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time.

    Durations are the same if all their parts are: a minute and sixty seconds have no order (XML Schema, Part 2, 3.2.6).

    Attributes:
        parts: years, months, days, hours, minutes and seconds, all negative in a negative one.
    """

    parts: tuple[Decimal, ...]

    def compare(self, other: Duration) -> int | None:
        """-1, 0, 1, or None if they have no order, as a month and thirty days, or a day and 24 hours (3.2.6.2)."""
        if self == other:
            return 0
        gaps = [self._end(year, month) - other._end(year, month) for year, month in _BEGINNINGS]
        signs = {(gap > 0) - (gap < 0) for gap in gaps}
        return signs.pop() if len(signs) == 1 and 0 not in signs else None

    def _end(self, year: int, month: int) -> Decimal:
        """The second at which it ends if it begins on the first of that month."""
        years, months, days, hours, minutes, seconds = self.parts
        later, index = divmod(year * 12 + month - 1 + int(years) * 12 + int(months), 12)
        return (_day_number(later, index + 1, 1) + days) * 86400 + hours * 3600 + minutes * 60 + seconds


# The months from whose first day durations are compared (clause 3.2.6.2).
_BEGINNINGS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


def duration(text: str) -> Duration:
    """The duration that a text such as `P1Y2M10DT2H30M` stands for.

    Raises:
        ValueError: it stands for none.
    """
    match = _DURATION.fullmatch(text)
    if not match or text[-1] in "PT":
        raise ValueError(text)
    sign = -1 if match["sign"] else 1
    names = ("years", "months", "days", "hours", "minutes", "seconds")
    return Duration(tuple(sign * Decimal((match[name] or "0_")[:-1]) for name in names))


DATES: dict[str, Callable[[str], object]] = {name: _reader(form) for name, form in _FORMS.items()}
