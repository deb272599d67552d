"""The grammar of calendar dates as documents print them.

Every rule takes tokens and an index and returns what it read with the index behind it, or None. No rule looks
further than a few tokens, so reading is linear.

    date      = [weekday [","]] dated | dated weekday     13 May. Tuesday; 13 May 1958 (Tuesday)
    dated     = interval | single
    interval  = single join single            30 August through 17 September 1960; 1957-1961
    single    = days month [year]             15 May 1957; 6 through 29 May; “17” February; 28 th September, 1955
              | days "of this month"          5th of this month
              | month days [year]             May 15, 1957; October 21
              | year month days               1972 April 4 and 11
              | month year                    January 1956
              | day roman year                20 II 1968
              | days "." month ["." year]     24.III.50; 13.10.50; 24-25-26.I.1956; 12.12.; 12.VII
              | number "/" number "/" year    10/14/50; 13/10/50
              | year "-" month "-" day        2021-03-02
    days      = day { join day }              16/17; 1 or 2; 24-25-26
    year      = four digits | two digits behind a month | "of this year"
"""

from __future__ import annotations

from dataclasses import replace

from puzanov_tei.dates.pieces import (
    day,
    days,
    join,
    long_year,
    month_name,
    roman_month,
    russian_year,
    weekday_behind,
    weekdays,
    year_behind,
)
from puzanov_tei.dates.tokens import TokenKind, Tokens
from puzanov_tei.dates.values import FIRST_YEAR, LAST_YEAR, DateContext, Piece, Printed, SlashOrder, full_year

Read = tuple[Printed, int]


def _of_month(month: int, values: list[int], either: bool, year: Piece | None) -> Printed:
    base = replace(year or Piece(), month=month)
    first = replace(base, day=values[0])
    if len(values) == 1:
        return Printed(first)
    return Printed(Piece(day=values[0]), replace(base, day=values[-1]), either)


def day_month(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """Day and month by name: `15 May 1957`, `6 through 29 May 1957`, `14. Nov`, `the 5th of June`."""
    listed = days(tokens, index)
    if listed is None:
        return None
    values, either, behind = listed
    behind += tokens.sign(behind, ".") and tokens[behind + 1].kind is TokenKind.SPACE
    start = tokens.skip(behind)
    if tokens.word(start) == "of" and start > behind:
        start = tokens.skip(start + 1)
    month = month_name(tokens, start)
    if month is None:
        return None
    year = year_behind(tokens, month[1], context)
    printed = _of_month(month[0], values, either, year[0] if year else None)
    return printed, year[1] if year else month[1]


def day_this_month(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """A day without its month, which is the context's: `5th of this month`."""
    listed = days(tokens, index)
    if listed is None or context.month is None:
        return None
    of = tokens.skip(listed[2])
    this = tokens.skip(of + 1)
    month = tokens.skip(this + 1)
    if (tokens.word(of), tokens.word(this), tokens.word(month)) != ("of", "this", "month"):
        return None
    base = Piece(inferred=("month",), years_on=0)
    return _of_month(context.month, listed[0], listed[1], base), month + 1


def month_day(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """Month by name and day: `May 15, 1957`, `October 21`, `April 14th, 1978`."""
    month = month_name(tokens, index)
    if month is None:
        return None
    start = tokens.skip(month[1])
    listed = days(tokens, start) if start > month[1] else None
    if listed is None:
        return None
    values, either, behind = listed
    if tokens.sign(behind, "., :/") and tokens[behind + 1].kind is TokenKind.NUMBER:
        return None
    year = year_behind(tokens, behind, context)
    printed = _of_month(month[0], values, either, year[0] if year else None)
    return printed, year[1] if year else behind


def year_month_day(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """Year, month and day: `1972 April 4 and 11`, `1972, April 4`."""
    year = long_year(tokens, index)
    if year is None:
        return None
    start = tokens.skip(year[1] + tokens.sign(year[1], ","))
    month = month_name(tokens, start)
    listed = days(tokens, tokens.skip(month[1])) if month else None
    if month is None or listed is None or year_behind(tokens, listed[2], context):
        return None
    return _of_month(month[0], listed[0], listed[1], Piece(year=year[0])), listed[2]


def month_year(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """A month and its year: `January 1956`, `January of 1956`, `January of this year`."""
    month = month_name(tokens, index)
    year = year_behind(tokens, month[1], context) if month else None
    of = tokens.skip(month[1]) if month else index
    if month and year is None and tokens.word(of) == "of" and (printed := long_year(tokens, tokens.skip(of + 1))):
        return Printed(Piece(year=printed[0], month=month[0])), printed[1]
    if month is None or year is None or year[0].inferred:
        return None
    return Printed(replace(year[0], month=month[0])), year[1]


def numeric(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """Day, month and year in figures: `24.III.50`, `13.10.50`, `24-25-26.I.1956`, `10/14/50`, `12-03-1957`."""
    listed = days(tokens, index)
    if listed is None:
        return None
    values, either, behind = listed
    if len(values) == 2 and tokens.sign(index + 1, "/") and tokens.sign(behind, "/"):
        values, behind = values[:1], index + 1  # `3/7/52`: the days of a list were day and month
    separator = tokens.skip(behind)
    if not tokens.sign(separator, "./-"):
        return None
    sign = tokens[separator].text
    start = tokens.skip(separator + 1)
    roman = roman_month(tokens, start)
    month = roman[0] if roman else tokens.number(start, (1, 2))
    if month is None or (not roman and sign != "." and start != separator + 1):
        return None
    second = tokens.skip(start + 1)
    if not tokens.sign(second, "./-") or (not roman and tokens[second].text != sign):
        return None
    year_at = tokens.skip(second + 1)
    year = _numeric_year(tokens, year_at, sign, bool(roman), context)
    if year is None:
        return None
    if sign == "/" and not roman:
        return _slashed(values[0], month, year, context, year_at + 1) if len(values) == 1 else None
    if not roman and len(values) == 1 and "century" not in year.inferred:
        # `10.26.1962` is no day and month, and `10.09.1962` none in a document of 9 October.
        known = (year.year, values[0], month) == context.day
        if known or month > 12 >= values[0]:
            return _slashed(values[0], month, year, replace(context, slashes=SlashOrder.MONTH_FIRST), year_at + 1)
    return _of_month(month, values, either, year), russian_year(tokens, year_at + 1)


def _numeric_year(tokens: Tokens, index: int, sign: str, roman: bool, context: DateContext) -> Piece | None:
    lengths = (4,) if sign == "-" and not roman else (2, 4)
    value = tokens.number(index, lengths)
    glued = tokens[index + 1].kind is TokenKind.WORD and tokens.word(index + 1) != "г"
    more = tokens.sign(index + 1, "./-:") and tokens[index + 2].kind is TokenKind.NUMBER
    if value is None or glued or more:
        return None
    if len(tokens[index].text) == 2:
        return Piece(year=full_year(value, context), inferred=("century",))
    return Piece(year=value) if FIRST_YEAR <= value <= LAST_YEAR else None


def _slashed(one: int, two: int, year: Piece, context: DateContext, behind: int) -> Read:
    """US or European order: what is possible, else what the document does elsewhere, else US."""
    if one > 12 or two > 12:
        month_first = two > 12
    else:
        month_first = context.slashes is not SlashOrder.DAY_FIRST
        if context.slashes is SlashOrder.UNKNOWN and one != two:
            year = replace(year, inferred=(*year.inferred, "order"))
    month, day_of_month = (one, two) if month_first else (two, one)
    return Printed(replace(year, month=month, day=day_of_month)), behind


def day_roman(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """Day and Roman month: `12.VII`, without a year; a single letter needs a full stop behind it (`2.I.`)."""
    listed = days(tokens, index)
    month = roman_month(tokens, listed[2] + 1) if listed and tokens.sign(listed[2], ".") else None
    if listed is None or month is None:
        return None
    stop = tokens.sign(month[1], ".")
    led = tokens.word(tokens.before(index)) in _BEFORE_DATE
    if (len(tokens[month[1] - 1].text) == 1 and not (stop and led)) or tokens[month[1]].kind is TokenKind.NUMBER:
        return None
    return _of_month(month[0], listed[0], listed[1], None), month[1]


def day_roman_year(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """Day, Roman month and year: `20 II 1968`; blanks alone, so the year must have four digits."""
    value = day(tokens, index)
    start = tokens.skip(value[1]) if value else index
    month = roman_month(tokens, start) if value and start > value[1] else None
    year = long_year(tokens, tokens.skip(month[1])) if month and tokens[month[1]].kind is TokenKind.SPACE else None
    if value is None or month is None or year is None:
        return None
    return _of_month(month[0], [value[0]], False, Piece(year=year[0])), russian_year(tokens, year[1])


def day_month_dots(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """Day and month in figures without a year, where the words around show a date: `12.12.`, `13.9. 13:15`."""
    value, month = tokens.number(index, (1, 2)), tokens.number(index + 2, (1, 2))
    if value is None or month is None or not (tokens.sign(index + 1, ".") and tokens.sign(index + 3, ".")):
        return None
    behind = index + 4
    following = tokens.skip(behind)
    if tokens[behind].kind is TokenKind.NUMBER or tokens[following].text[:1].isupper():
        return None
    clock = tokens[following].kind is TokenKind.NUMBER and tokens.sign(following + 1, ":")
    led = tokens.word(tokens.before(index)) in _BEFORE_DATE
    return (Printed(Piece(month=month, day=value)), behind) if clock or led else None


_BEFORE_DATE = frozenset(
    (
        "on from of since until till by to through and or dated between before after for the today yesterday tomorrow"
    ).split()
)


def iso_date(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """A date as ISO 8601 writes it: `2021-03-02`."""
    year, month = tokens.number(index, (4,)), tokens.number(index + 2, (2,))
    day_of_month = tokens.number(index + 4, (2,))
    if year is None or month is None or day_of_month is None or tokens[index + 5].kind is TokenKind.WORD:
        return None
    if not (tokens.sign(index + 1, "-") and tokens.sign(index + 3, "-") and FIRST_YEAR <= year <= LAST_YEAR):
        return None
    return Printed(Piece(year, month, day_of_month)), index + 5


SINGLES = (
    iso_date,
    year_month_day,
    day_month,
    day_this_month,
    numeric,
    day_roman,
    day_roman_year,
    day_month_dots,
    month_day,
    month_year,
)
"""Asked in this order; the first that reads something decides."""


def single(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """One date, or days of one month."""
    for rule in SINGLES:
        read = rule(tokens, index, context)
        if read:
            return read
    return None


def interval(tokens: Tokens, index: int, context: DateContext, read: Read | None) -> Read | None:
    """From one date (`read`, at `index`) to another: `30 August through 17 September`, `4 August to October 1957`."""
    month = month_name(tokens, index)
    if read is None and month:
        read = Printed(Piece(month=month[0])), month[1]
    if read is None or read[0].last is not None:
        return None
    joined = join(tokens, read[1])
    if joined is None or joined[0] in ("and", "or", "/"):
        return None
    second = single(tokens, joined[1], context)
    if second is None or second[0].last is not None:
        return None
    first, last = read[0].first, second[0].first
    return (Printed(first, last), second[1]) if last.month is not None else None


def date(tokens: Tokens, index: int, context: DateContext) -> Read | None:
    """A date with the weekday before or behind it."""
    start = index
    if tokens.word(index) in weekdays():
        start = tokens.skip(index + 1 + tokens.sign(index + 1, ",."))
    first = single(tokens, start, context)
    read = interval(tokens, start, context, first) or first
    if read is None or start > index:
        return read
    return read[0], weekday_behind(tokens, read[1])
