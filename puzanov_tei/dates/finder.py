"""Finding dates and times in running text, and reading a string that is one date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from puzanov_tei.dates import clock, grammar, numbers, pieces
from puzanov_tei.dates.tokens import TokenKind, Tokens
from puzanov_tei.dates.values import DateContext, DateExpression, DateKind, Printed, SlashOrder, resolve
from puzanov_tei.language import Vocabulary, in_use
from puzanov_tei.model import Certainty

_NOWHERE = DateContext()
_WORTH_READING = re.compile(r"[0-9]|[AaPp]\.?\s?[Mm]\b|clock| year\b")
"""No date is without a digit or `this year`, and no spelled hour without `a.m.`, `p.m.` or `o'clock`."""


def find(text: str, context: DateContext = _NOWHERE) -> Iterator[DateExpression]:
    """Dates and times in `text`, in order, not overlapping; spans are offsets into `text`.

    Dates without year are found if the context has an anchor. Impossible dates (31 June) are passed over. ISO 8601
    values, intervals as first and last. Linear in the length of the text.
    """
    if _WORTH_READING.search(text):
        yield from _read_once(text, context, in_use())


@lru_cache(maxsize=256)
def _read_once(text: str, context: DateContext, _words: Vocabulary) -> tuple[DateExpression, ...]:
    """The dates and times in a text; every room asks about the same paragraphs with the words in use."""
    return tuple(_expressions(Tokens(text), context))


def _expressions(tokens: Tokens, context: DateContext) -> Iterator[DateExpression]:
    index = 0
    while index < len(tokens):
        if not _opens(tokens, index):
            index += 1
            continue
        expression, behind = _at(tokens, index, context)
        if expression:
            yield expression
        index = behind


def parse(text: str, anchor: str = "") -> DateExpression | None:
    """The date that `text` is, a full stop and white space at its ends apart; None if it is not one date.

    `anchor` is an ISO date that gives year and month to a date without them.
    """
    stripped = text.strip()
    offset = text.index(stripped) if stripped else 0
    for one in find(text, DateContext(anchor)):
        if one.kind is not DateKind.DATE or one.begin != offset:
            return None
        rest = text[one.end :].strip()
        return one if rest in ("", ".", ":", ",") else None
    return None


def slash_order(texts: Iterable[str]) -> SlashOrder:
    """How a document writes `3/4/52`, by the dates in it that can be read in one way only."""
    first = second = 0
    for text in texts:
        if text.count("/") < 2:
            continue
        tokens = Tokens(text)
        for index in range(len(tokens)):
            one, two, year = (tokens.number(index + step, (1, 2)) for step in (0, 2, 4))
            if not (tokens.sign(index + 1, "/") and tokens.sign(index + 3, "/")) or one is None or two is None:
                continue
            if year is None and tokens.number(index + 4, (4,)) is None:
                continue
            first += two > 12 >= one
            second += one > 12 >= two
    if first == second:
        return SlashOrder.UNKNOWN
    return SlashOrder.MONTH_FIRST if first > second else SlashOrder.DAY_FIRST


def _opens(tokens: Tokens, index: int) -> bool:
    """Can a date or time open with this token?"""
    token = tokens[index]
    if token.kind is TokenKind.NUMBER:
        return len(token.text) <= 4 and not tokens.glued(index)
    if token.kind is TokenKind.WORD:
        word = token.text.lower()
        return word in pieces.months() or word in pieces.weekdays() or word in clock.hours()
    return token.text in ("“", '"', "„", "«") and token.text != ""


def _at(tokens: Tokens, index: int, context: DateContext) -> tuple[DateExpression | None, int]:
    """What opens at this token, and where to go on."""
    number = tokens[index].kind is TokenKind.NUMBER
    if not (number and tokens.numbered(index)):
        read = grammar.date(tokens, index, context)
        if read:
            return _dated(tokens, index, read, context), read[1]
    time = clock.time(tokens, index, context)
    if time:
        first, last, behind = time
        begin, end = tokens.span(index, behind)
        return DateExpression(begin, end, first, last, DateKind.TIME), behind
    bare = numbers.year(tokens, index, context)
    if bare:
        return _dated(tokens, index, bare, context), bare[1]
    return None, index + 1


def _dated(tokens: Tokens, index: int, read: tuple[Printed, int], context: DateContext) -> DateExpression | None:
    printed, behind = read
    values = resolve(printed, context)
    if values is None:
        return None
    first, last, inferred = values
    begin, end = tokens.span(index, behind)
    cert = Certainty.MEDIUM if {"year", "month"}.intersection(inferred) else Certainty.HIGH
    printed_words = {tokens.word(number) for number in (index, behind - 1, behind - 2)}
    if "order" in inferred or not all(_on_weekday(word, first) for word in printed_words):
        cert = Certainty.LOW
    return DateExpression(begin, end, first, last, DateKind.DATE, printed.either, inferred, cert)


def _on_weekday(word: str, iso: str) -> bool:
    """Does the day fall on `word`, if that is a weekday?"""
    if word not in pieces.weekdays() or len(iso) < len("1957-05-15"):
        return True
    return pieces.weekdays()[word] == date.fromisoformat(iso).weekday()
