"""The grammar of times of the day.

time   = clock [join clock]               9 A.M. to 2 P. M.
clock  = hour [":" minute] [half]         13:15; 4 : 00 pm; Six P.M.
       | hour "hours" minute "minutes"    10 hours 10 minutes
       | four digits                      see `numbers.military`
"""

from __future__ import annotations

from puzanov_tei.dates.grammar import single
from puzanov_tei.dates.numbers import Clock, military
from puzanov_tei.dates.pieces import join
from puzanov_tei.dates.tokens import TokenKind, Tokens
from puzanov_tei.dates.values import DateContext
from puzanov_tei.language import Mark, Vocabulary, of_words

_BEGINNINGS = frozenset(["at", "began", "ended", "until", "till", "from", "started", "to", "about", "opened", "closed"])


@of_words
def hours(words: Vocabulary) -> dict[str, int]:
    """Number words of the hours of a clock."""
    return {word: hour for word, hour in words.numbered(Mark.NUMBER).items() if hour <= 12}


def time(tokens: Tokens, index: int, context: DateContext) -> Clock | None:
    """A time of the day, or an interval of two on one day: what runs over midnight is two times."""
    by_number = military(tokens, index, context)
    if by_number:
        return by_number
    first = _clock(tokens, index, context)
    if first is None:
        return None
    joined = join(tokens, first[1])
    if joined and joined[0] not in ("and", "or", "/"):
        last = _clock(tokens, joined[1], context)
        if last and first[0] < last[0]:
            return first[0], last[0], last[1]
    return first[0], "", first[1]


def _clock(tokens: Tokens, index: int, context: DateContext) -> tuple[str, int] | None:
    return _colon(tokens, index) or _half_day(tokens, index) or _in_words(tokens, index, context)


def _colon(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """`13:15`, `4 : 00 pm`, `03:15 a.m.`, `9.30 p.m.`; not `7:3` or `1:50,000`."""
    hour = tokens.number(index, (1, 2))
    sign = tokens.skip(index + 1)
    minute_at = tokens.skip(sign + 1)
    minute = tokens.number(minute_at, (2,))
    if hour is None or minute is None or not tokens.sign(sign, ":.") or tokens.glued(index):
        return None
    if hour > 24 or minute > 59 or tokens.sign(minute_at + 1, ":"):
        return None
    if tokens.sign(minute_at + 1, ",.") and tokens[minute_at + 2].kind is TokenKind.NUMBER:
        return None
    half = _half(tokens, minute_at + 1)
    if tokens.sign(sign, ".") and (half is None or minute_at != index + 2):
        return None
    return _value(hour, minute, half[0] if half else ""), half[1] if half else minute_at + 1


def _half_day(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """`9 P.M.`, `Six P.M.`, `6 o'clock`."""
    hour = tokens.number(index, (1, 2)) or hours().get(tokens.word(index))
    if hour is None or hour > 24 or tokens.glued(index):
        return None
    half = _half(tokens, index + 1)
    if half:
        return _value(hour, 0, half[0]), half[1]
    letter = tokens.skip(index + 1)
    if tokens.word(letter) == "o" and tokens.sign(letter + 1, "'’") and tokens.word(letter + 2) == "clock":
        return _value(hour, 0, ""), letter + 3
    return None


def _half(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """`a.m.`, `P.M.`, `A. M.`, `pm`."""
    start = tokens.skip(index)
    word = tokens.word(start)
    if word in ("am", "pm") and tokens[start].text in ("am", "pm", "AM", "PM"):
        return word, start + 1
    if word not in ("a", "p") or not tokens.sign(start + 1, "."):
        return None
    second = tokens.skip(start + 2)
    if tokens.word(second) != "m":
        return None
    return word + "m", second + 1 + tokens.sign(second + 1, ".")


def _in_words(tokens: Tokens, index: int, context: DateContext) -> tuple[str, int] | None:
    """`10 hours 10 minutes` behind `index`, at the opening, or before a date: elsewhere it is a length of time."""
    hour, unit = tokens.number(index, (1, 2)), tokens.skip(index + 1)
    minute_at = tokens.skip(unit + 1)
    minute, second = tokens.number(minute_at, (1, 2)), tokens.skip(minute_at + 1)
    if hour is None or minute is None or tokens.word(unit) != "hours" or tokens.word(second) != "minutes":
        return None
    if hour > 24 or minute > 59:
        return None
    before = tokens.before(index)
    dated = tokens.skip(second + 1 + tokens.sign(second + 1, ".,"))
    if before >= 0 and tokens.word(before) not in _BEGINNINGS and not single(tokens, dated, context):
        return None
    return _value(hour, minute, ""), second + 1


def _value(hour: int, minute: int, half: str) -> str:
    """ISO 8601 time; `13:30 p.m.` is half past one in the afternoon all the same."""
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return f"{hour % 24:02d}:{minute:02d}:00"
