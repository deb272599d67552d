"""The grammar of calendar dates as documents print them.

Every rule takes tokens and an index and returns what it read with the index behind it, or None. No rule looks
further than a few tokens, so reading is linear.

    date      = [weekday [","]] (interval | single)
    interval  = single join single            30 August through 17 September 1960; 1957-1961
    single    = days month [year]             15 May 1957; 6 through 29 May; “17” February; 28 th September, 1955
              | month days [year]             May 15, 1957; October 21
              | year month days               1972 April 4 and 11
              | month year                    January 1956
              | days "." month "." [year]     24.III.50; 13.10.50; 24-25-26.I.1956; 12.12.
              | number "/" number "/" year    10/14/50; 13/10/50
              | year "-" month "-" day        2021-03-02
    days      = day { join day }              16/17; 1 or 2; 24-25-26
    year      = four digits | two digits behind a month | "of this year"
"""

from __future__ import annotations

from dataclasses import replace

from puzanov_tei.dates.tokens import TokenKind, Tokens
from puzanov_tei.dates.values import FIRST_YEAR, LAST_YEAR, DateContext, Piece, Printed, SlashOrder, full_year

Read = tuple[Printed, int]

_MONTH_NAMES = (
    ("january", "jan"),
    ("february", "feb", "febr"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ROMAN = {
    roman: number
    for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1)
}
# Roman numerals as a Russian typewriter or a Cyrillic OCR writes them.
_LATIN = str.maketrans({"И": "I", "І": "I", "Х": "X", "У": "V", "П": "II", "Ш": "III", "х": "X", "і": "I"})
_ORDINALS = frozenset(["st", "nd", "rd", "th"])
_JOIN_WORDS = frozenset(["through", "thru", "to", "till", "until", "and", "or"])
_DASHES = "-–—"
_OPENING, _CLOSING = '"“„«', '"”“»'


def month_name(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A month by name (capitalized: `may` is a verb), with the full stop of an abbreviation."""
    token = tokens[at]
    number = MONTHS.get(tokens.word(at))
    if number is None or not token.text[0].isupper():
        return None
    behind = at + 1
    short = len(token.text) <= 4 and token.text.lower() not in ("may", "june", "july")
    if short and tokens.sign(behind, ".") and tokens[behind + 1].kind is not TokenKind.NUMBER:
        behind += 1
    return number, behind


def roman_month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A month in Roman numerals, also in Cyrillic letters that look like them."""
    token = tokens[at]
    number = _ROMAN.get(token.text.translate(_LATIN)) if token.kind is TokenKind.WORD else None
    return (number, at + 1) if number else None


def day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """`15`, `15th`, `28 th`, `“17”`."""
    quoted = tokens.sign(at, _OPENING)
    start = tokens.skip(at + 1) if quoted else at
    value = tokens.number(start, (1, 2))
    if value is None or not 1 <= value <= 31:
        return None
    behind = start + 1
    suffix = tokens.skip(behind)
    if tokens.word(suffix) in _ORDINALS:
        behind = suffix + 1
    if quoted:
        closing = tokens.skip(behind)
        return (value, closing + 1) if tokens.sign(closing, _CLOSING) else None
    return None if tokens[behind].kind is TokenKind.WORD else (value, behind)


def join(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """What stands between two days or two dates: `-`, `/`, `through`, `to`, `and`, `or`."""
    start = tokens.skip(at)
    if tokens.sign(start, _DASHES):
        return "-", tokens.skip(start + 1)
    if tokens.sign(start, "/") and start == at:
        return "/", start + 1
    word = tokens.word(start)
    if word in _JOIN_WORDS and start > at and tokens[start + 1].kind is TokenKind.SPACE:
        behind = start + 2
        if tokens.word(behind) == "the":
            behind = tokens.skip(behind + 1)
        return word, behind
    return None


def days(tokens: Tokens, at: int) -> tuple[list[int], bool, int] | None:
    """Days of one month: the list, whether it says "or", and the index behind it."""
    first = day(tokens, at)
    if first is None:
        return None
    values, behind, either = [first[0]], first[1], False
    while True:
        joined = _listed(tokens, behind) or join(tokens, behind)
        following = day(tokens, joined[1]) if joined else None
        if joined is None or following is None or following[0] <= values[-1]:
            return values, either, behind
        values.append(following[0])
        either = either or joined[0] == "or"
        behind = following[1]


def _listed(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The comma in `3, 4, and 5 May` (`and` must follow: `Copy 2, 31 May` is no list); the stop in `8.-9.11.`"""
    following = tokens.skip(at + 1)
    if tokens.sign(at, "."):
        return join(tokens, at + 1) if tokens.sign(at + 1, _DASHES) else None
    if not tokens.sign(at, ","):
        return None
    if tokens.word(following) in ("and", "or"):
        return join(tokens, at + 1)
    further = tokens.skip(following + 1)
    more = tokens.sign(further, ",") or (tokens.word(further) in ("and", "or") and further > following + 1)
    return (",", following) if more and tokens.number(following, (1, 2)) else None


def long_year(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A year of four digits with nothing glued to it."""
    value = tokens.number(at, (4,))
    if value is None or not FIRST_YEAR <= value <= LAST_YEAR or tokens[at + 1].kind is TokenKind.WORD:
        return None
    if tokens.sign(at + 1, ",./") and tokens[at + 2].kind is TokenKind.NUMBER:
        return None
    return value, at + 1


def year_behind(tokens: Tokens, at: int, context: DateContext) -> tuple[Piece, int] | None:
    """The year behind a month: `1957`, `, 1957`, `57`, `of this year`."""
    comma = tokens.skip(at)
    comma += tokens.sign(comma, ",")
    start = tokens.skip(comma)
    found = long_year(tokens, start)
    if found:
        return Piece(year=found[0]), _russian_year(tokens, found[1])
    short = tokens.number(start, (2,))
    if short is not None and short > 31 and tokens[start - 1].kind is TokenKind.SPACE and comma == tokens.skip(at):
        ends = tokens[start + 1].kind is not TokenKind.WORD and not (
            tokens.sign(start + 1, ".,:/-%") and tokens[start + 2].kind is TokenKind.NUMBER
        )
        following = tokens.skip(start + 1)
        if ends and (following == start + 1 or not tokens.word(following)):
            return Piece(year=full_year(short, context), inferred=("century",)), _russian_year(tokens, start + 1)
    return _relative_year(tokens, start)


def _relative_year(tokens: Tokens, at: int) -> tuple[Piece, int] | None:
    """`of this year`, `this year`, `of last year`."""
    if tokens.word(at) == "of":
        at = tokens.skip(at + 1)
    if tokens.word(at) == "the":
        at = tokens.skip(at + 1)
    years_on = {"this": 0, "current": 0, "same": 0, "last": -1, "next": 1}.get(tokens.word(at))
    behind = tokens.skip(at + 1)
    if years_on is None or tokens.word(behind) != "year":
        return None
    return Piece(years_on=years_on), behind + 1


def _russian_year(tokens: Tokens, at: int) -> int:
    """The `г.` that Russian puts behind a year."""
    letter = tokens.skip(at)
    if tokens.word(letter) not in ("г", "г"):
        return at
    return letter + 1 + tokens.sign(letter + 1, ".")


def _of_month(month: int, values: list[int], either: bool, year: Piece | None) -> Printed:
    base = replace(year or Piece(), month=month)
    first = replace(base, day=values[0])
    if len(values) == 1:
        return Printed(first)
    return Printed(Piece(day=values[0]), replace(base, day=values[-1]), either)


def day_month(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`15 May 1957`, `6 through 29 May 1957`, `14. Nov`, `the 5th of June`."""
    listed = days(tokens, at)
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


def month_day(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`May 15, 1957`, `October 21`, `April 14th, 1978`."""
    month = month_name(tokens, at)
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


def year_month_day(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`1972 April 4 and 11`, `1972, April 4`."""
    year = long_year(tokens, at)
    if year is None:
        return None
    start = tokens.skip(year[1] + tokens.sign(year[1], ","))
    month = month_name(tokens, start)
    listed = days(tokens, tokens.skip(month[1])) if month else None
    if month is None or listed is None or year_behind(tokens, listed[2], context):
        return None
    return _of_month(month[0], listed[0], listed[1], Piece(year=year[0])), listed[2]


def month_year(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`January 1956`, `January of this year`."""
    month = month_name(tokens, at)
    year = year_behind(tokens, month[1], context) if month else None
    if month is None or year is None or year[0].inferred:
        return None
    return Printed(replace(year[0], month=month[0])), year[1]


def numeric(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`24.III.50`, `16. IX. 64`, `13.10.50`, `24-25-26.I.1956`, `10/14/50`, `12-03-1957`."""
    listed = days(tokens, at)
    if listed is None:
        return None
    values, either, behind = listed
    if len(values) == 2 and tokens.sign(at + 1, "/") and tokens.sign(behind, "/"):
        values, behind = values[:1], at + 1  # `3/7/52`: the days of a list were day and month
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
    return _of_month(month, values, either, year), _russian_year(tokens, year_at + 1)


def _numeric_year(tokens: Tokens, at: int, sign: str, roman: bool, context: DateContext) -> Piece | None:
    lengths = (4,) if sign == "-" and not roman else (2, 4)
    value = tokens.number(at, lengths)
    glued = tokens[at + 1].kind is TokenKind.WORD and tokens.word(at + 1) != "г"
    more = tokens.sign(at + 1, "./-:") and tokens[at + 2].kind is TokenKind.NUMBER
    if value is None or glued or more:
        return None
    if len(tokens[at].text) == 2:
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


def day_month_dots(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`12.12.` and `13.9. 13:15`: without a year, so only where the words around say that it is a date."""
    value, month = tokens.number(at, (1, 2)), tokens.number(at + 2, (1, 2))
    if value is None or month is None or not (tokens.sign(at + 1, ".") and tokens.sign(at + 3, ".")):
        return None
    behind = at + 4
    following = tokens.skip(behind)
    if tokens[behind].kind is TokenKind.NUMBER or tokens[following].text[:1].isupper():
        return None
    clock = tokens[following].kind is TokenKind.NUMBER and tokens.sign(following + 1, ":")
    led = tokens.word(tokens.before(at)) in _BEFORE_DATE
    return (Printed(Piece(month=month, day=value)), behind) if clock or led else None


_BEFORE_DATE = frozenset(
    (
        "on from of since until till by to through and or dated between before after for the today yesterday tomorrow"
    ).split()
)


def iso_date(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`2021-03-02`."""
    year, month, day_of_month = tokens.number(at, (4,)), tokens.number(at + 2, (2,)), tokens.number(at + 4, (2,))
    if year is None or month is None or day_of_month is None or tokens[at + 5].kind is TokenKind.WORD:
        return None
    if not (tokens.sign(at + 1, "-") and tokens.sign(at + 3, "-") and FIRST_YEAR <= year <= LAST_YEAR):
        return None
    return Printed(Piece(year, month, day_of_month)), at + 5


SINGLES = (iso_date, year_month_day, day_month, numeric, day_month_dots, month_day, month_year)
"""Asked in this order; the first that reads something decides."""


def single(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """One date, or days of one month."""
    for rule in SINGLES:
        read = rule(tokens, at, context)
        if read:
            return read
    return None


def interval(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """`30 August through 17 September 1960`, `January 1, 1979 – May 9, 1979`, `April-May 1957`."""
    read = single(tokens, at, context)
    month = month_name(tokens, at)
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
    same = (first.day is None) == (last.day is None)
    return (Printed(first, last), second[1]) if same and last.month is not None else None


def date(tokens: Tokens, at: int, context: DateContext) -> Read | None:
    """A date with the weekday before it."""
    start = at
    if tokens.word(at) in WEEKDAYS:
        start = tokens.skip(at + 1 + tokens.sign(at + 1, ",."))
    return interval(tokens, start, context) or single(tokens, start, context)
