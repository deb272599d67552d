"""Bare numbers that are years or times: told apart from each other and from quantities by the words around."""

from __future__ import annotations

from puzanov_tei.dates.pieces import join, long_year
from puzanov_tei.dates.tokens import TokenKind, Tokens
from puzanov_tei.dates.values import DateContext, Piece, Printed
from puzanov_tei.language import Mark, in_use

_CLOCK_WORDS = frozenset(
    ["at", "about", "around", "approximately", "exactly", "until", "till", "by", "before", "after"]
)
_CLOCK_ONLY = frozenset(["at", "exactly"])
_YEAR_WORDS = frozenset(
    "in since during year years of for from spring summer autumn fall winter early late mid the first second half"
    " quarter".split()
)
# A plural in lower case behind a number is what is counted; these are no plurals.
_NO_PLURAL = frozenset("was is as has his this its thus us plus towards always does besides across".split())
_COUNTED = frozenset(
    """men people percent per cent won yuan kg km m cm mm ha hp tonnes metric square cubic thousand million billion
    kwh kw persons hectares copies""".split()
)
_QUARTERS = (0, 15, 30, 45)
EARLIEST, LATEST = 1850, 1999
"""A bare number outside these years is not taken for a year."""
_CENTURY = 1900

Clock = tuple[str, str, int]
"""First time, last time (empty if one), index behind."""


def counted(tokens: Tokens, index: int) -> bool:
    """Does the word behind a number say what is counted (`1950 tons`, `1900 men`)?"""
    start = tokens.skip(index)
    if tokens.sign(start, "%$"):
        return True
    token = tokens[start]
    if token.kind is not TokenKind.WORD or not token.text.islower():
        return False
    return token.text in _COUNTED or (len(token.text) > 3 and token.text.endswith("s") and token.text not in _NO_PLURAL)


def _numbers_text(tokens: Tokens, index: int, value: int) -> bool:
    """`1894. Re: your telegram`: the number that opens a text, and no year of the twentieth century."""
    return index == 0 and value < _CENTURY and tokens.sign(1, ".") and tokens[2].kind is TokenKind.SPACE


def _bare(tokens: Tokens, index: int) -> bool:
    """Nothing glued to the number on either side, no number sign before it."""
    if tokens.glued(index) or tokens.numbered(index):
        return False
    left, right = tokens[index - 1], tokens[index + 1]
    if left.text in ("/", "-", "–", ":") or right.kind is TokenKind.WORD or right.text in ("/", "º", "°", "%"):
        return False
    return not (right.text in (".", ",", ":") and tokens[index + 2].kind is TokenKind.NUMBER)


def year(tokens: Tokens, index: int, context: DateContext) -> tuple[Printed, int] | None:
    """A year, or years from and to: `1947`, `1957-1961`, `1957/58`."""
    spanned = _years(tokens, index)
    if spanned:
        return spanned
    value = tokens.number(index, (4,))
    if value is None or not EARLIEST <= value <= LATEST or not _bare(tokens, index):
        return None
    numbered = _numbers_text(tokens, index, value)
    if numbered or (tokens.sign(index + 1, "-–") and tokens[index + 2].kind is TokenKind.NUMBER):
        return None
    before = tokens.word(tokens.before(index))
    told = before in _YEAR_WORDS or Mark.MONTH in in_use()[before]
    if not told and counted(tokens, index + 1):
        return None
    return Printed(Piece(year=value)), index + 1


def _years(tokens: Tokens, index: int) -> tuple[Printed, int] | None:
    first = tokens.number(index, (4,))
    if first is None or not EARLIEST <= first <= LATEST or tokens.glued(index) or tokens.numbered(index):
        return None
    joined = join(tokens, index + 1)
    if joined is None or joined[0] in ("and", "or"):
        return None
    second = long_year(tokens, joined[1])
    if second is None and joined[0] in ("-", "/") and joined[1] == index + 2:
        short = tokens.number(joined[1], (2,))
        if short is not None and tokens[joined[1] + 1].kind is not TokenKind.WORD:
            second = first // 100 * 100 + short, joined[1] + 1
    if second is None or not first < second[0] <= LATEST:
        return None
    if tokens.word(tokens.skip(second[1])) in _COUNTED:
        return None
    return Printed(Piece(year=first), Piece(year=second[0])), second[1]


def military(tokens: Tokens, index: int, context: DateContext) -> Clock | None:
    """A time of four figures: `at 1700`, `about 1500`, `0730 to 0830`, `1700 hours`."""
    first = _hhmm(tokens, index)
    if first is None or not _bare(tokens, index):
        return None
    joined = join(tokens, index + 1)
    if joined and joined[0] not in ("and", "or", "/"):
        last = _hhmm(tokens, joined[1])
        late = tokens.number(joined[1], (4,)) or 0
        clear = tokens[index].text[0] == "0" or late > LATEST or _said(tokens, index) or _daily(tokens, index, late)
        if last and first < last and clear and not counted(tokens, joined[1] + 1):
            return first, last, joined[1] + 1
    if tokens.word(tokens.skip(index + 1)) in ("hours", "hrs"):
        return first, "", tokens.skip(index + 1) + 1
    if not _said(tokens, index) or counted(tokens, index + 1):
        return None
    return first, "", index + 1


def _daily(tokens: Tokens, index: int, late: int) -> bool:
    """`from 1000 to 1215`: quarters of an hour, and no years."""
    early = tokens.number(index, (4,)) or 0
    quarters = all(value % 100 in _QUARTERS for value in (early, late))
    return quarters and early < EARLIEST and tokens.word(tokens.before(index)) in ("from", "between")


def _said(tokens: Tokens, index: int) -> bool:
    """`index` before the number; `about`, `by`, `until` before a number that is no likely year."""
    before = tokens.before(index)
    word = tokens.word(before)
    if word in _CLOCK_ONLY or (word in _CLOCK_WORDS and tokens.word(tokens.before(before)) in _CLOCK_ONLY):
        return True
    value = tokens.number(index, (4,)) or 0
    clear = value % 100 in _QUARTERS and not EARLIEST <= value <= LATEST
    return clear and (word in _CLOCK_WORDS or (word == "from" and value < 1000))


def _hhmm(tokens: Tokens, index: int) -> str | None:
    value = tokens.number(index, (4,))
    if value is None or value // 100 > 24 or value % 100 > 59:
        return None
    return f"{value // 100 % 24:02d}:{value % 100:02d}:00"
