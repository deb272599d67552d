"""The pieces of a date: months by name and numeral, days, what joins them, years.

Every function takes tokens and an index; it returns what it read with the index behind it, or None.
"""

from __future__ import annotations

from puzanov_tei.dates.tokens import TokenKind, Tokens
from puzanov_tei.dates.values import FIRST_YEAR, LAST_YEAR, DateContext, Piece, full_year
from puzanov_tei.language import Mark, Vocabulary, of_words

_ROMAN = {
    roman: number
    for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1)
}
# Roman numerals as a Russian typewriter or a Cyrillic OCR writes them.
_LATIN = str.maketrans({"И": "I", "І": "I", "Х": "X", "У": "V", "П": "II", "Ш": "III", "х": "X", "і": "I"})
_ORDINALS = frozenset(["st", "nd", "rd", "th"])
_JOIN_WORDS = frozenset(["through", "thru", "to", "till", "until", "and", "or"])
_DASHES = "-–—"


@of_words
def months(words: Vocabulary) -> dict[str, int]:
    """Names of months, short ones too, with their numbers."""
    return {**words.numbered(Mark.MONTH), **words.numbered(Mark.MONTH_SHORT)}


@of_words
def weekdays(words: Vocabulary) -> dict[str, int]:
    """Names of the days of the week with their numbers, Monday being the first."""
    numbers = words.numbered(Mark.DAY_OF_WEEK)
    return {word: number - min(numbers.values()) for word, number in numbers.items()}


_OPENING, _CLOSING = '"“„«', '"”“»'


def month_name(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A month by name (capitalized: `may` is a verb), with the full stop of an abbreviation."""
    token = tokens[index]
    number = months().get(tokens.word(index))
    if number is None or not token.text[0].isupper():
        return None
    behind = index + 1
    short = len(token.text) <= 4 and token.text.lower() not in ("may", "june", "july")
    if short and tokens.sign(behind, ".") and tokens[behind + 1].kind is not TokenKind.NUMBER:
        behind += 1
    return number, behind


def weekday_behind(tokens: Tokens, index: int) -> int:
    """The index behind the weekday that follows a date: `13 May. Tuesday`, `13 May 1958, Tuesday`, `13 May (Tuesday)`.

    `index` itself if there is none. After a full stop it must end its line: else it opens the next sentence.
    """
    sign = tokens.skip(index)
    opened = tokens.sign(sign, "(")
    weekday = tokens.skip(sign + 1) if opened or tokens.sign(sign, ".,") else sign
    if weekday == index or tokens.word(weekday) not in weekdays():
        return index
    if opened:
        return weekday + 2 if tokens.sign(weekday + 1, ")") else index
    return weekday + 1 if tokens.sign(sign, ",") or tokens.line_ends(weekday + 1) else index


def roman_month(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A month in Roman numerals, also in Cyrillic letters that look like them."""
    token = tokens[index]
    number = _ROMAN.get(token.text.translate(_LATIN)) if token.kind is TokenKind.WORD else None
    return (number, index + 1) if number else None


def day(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A day of the month: `15`, `15th`, `28 th`, `“17”`."""
    quoted = tokens.sign(index, _OPENING)
    start = tokens.skip(index + 1) if quoted else index
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


def join(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """What stands between two days or two dates: `-`, `/`, `through`, `to`, `and`, `or`."""
    start = tokens.skip(index)
    if tokens.sign(start, _DASHES):
        return "-", tokens.skip(start + 1)
    if tokens.sign(start, "/") and start == index:
        return "/", start + 1
    word = tokens.word(start)
    if word in _JOIN_WORDS and start > index and tokens[start + 1].kind is TokenKind.SPACE:
        behind = start + 2
        if tokens.word(behind) == "the":
            behind = tokens.skip(behind + 1)
        return word, behind
    return None


def days(tokens: Tokens, index: int) -> tuple[list[int], bool, int] | None:
    """Days of one month: the list, whether it says "or", and the index behind it."""
    first = day(tokens, index)
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


def _listed(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """The comma in `3, 4, and 5 May` (`and` must follow: `Copy 2, 31 May` is no list); the stop in `8.-9.11.`"""
    following = tokens.skip(index + 1)
    if tokens.sign(index, "."):
        return join(tokens, index + 1) if tokens.sign(index + 1, _DASHES) else None
    if not tokens.sign(index, ","):
        return None
    if tokens.word(following) in ("and", "or"):
        return join(tokens, index + 1)
    further = tokens.skip(following + 1)
    more = tokens.sign(further, ",") or (tokens.word(further) in ("and", "or") and further > following + 1)
    return (",", following) if more and tokens.number(following, (1, 2)) else None


def long_year(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A year of four digits with nothing glued to it."""
    value = tokens.number(index, (4,))
    if value is None or not FIRST_YEAR <= value <= LAST_YEAR or tokens[index + 1].kind is TokenKind.WORD:
        return None
    if tokens.sign(index + 1, ",./") and tokens[index + 2].kind is TokenKind.NUMBER:
        return None
    return value, index + 1


def year_behind(tokens: Tokens, index: int, context: DateContext) -> tuple[Piece, int] | None:
    """The year behind a month: `1957`, `, 1957`, `57`, `of this year`."""
    comma = tokens.skip(index)
    comma += tokens.sign(comma, ",")
    start = tokens.skip(comma)
    printed = long_year(tokens, start)
    if printed:
        return Piece(year=printed[0]), russian_year(tokens, printed[1])
    short = tokens.number(start, (2,))
    if short is not None and short > 31 and tokens[start - 1].kind is TokenKind.SPACE and comma == tokens.skip(index):
        ends = tokens[start + 1].kind is not TokenKind.WORD and not (
            tokens.sign(start + 1, ".,:/-%") and tokens[start + 2].kind is TokenKind.NUMBER
        )
        following = tokens.skip(start + 1)
        if ends and (following == start + 1 or not tokens.word(following)):
            return Piece(year=full_year(short, context), inferred=("century",)), russian_year(tokens, start + 1)
    return _relative_year(tokens, start) if start == tokens.skip(index) else None


def _relative_year(tokens: Tokens, index: int) -> tuple[Piece, int] | None:
    """`of this year`, `this year`, `of last year`."""
    if tokens.word(index) == "of":
        index = tokens.skip(index + 1)
    if tokens.word(index) == "the":
        index = tokens.skip(index + 1)
    years_on = {"this": 0, "current": 0, "same": 0, "last": -1, "next": 1}.get(tokens.word(index))
    behind = tokens.skip(index + 1)
    if years_on is None or tokens.word(behind) != "year":
        return None
    return Piece(years_on=years_on), behind + 1


def russian_year(tokens: Tokens, index: int) -> int:
    """The index behind the `г.` (or `g.`) that Russian puts after a year."""
    letter = tokens.skip(index)
    stop = tokens.sign(letter + 1, ".")
    if tokens.word(letter) == "г" or (tokens.word(letter) == "g" and stop):
        return letter + 1 + stop
    return index
