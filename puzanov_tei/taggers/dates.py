"""Dates and times of the day in the readings of a document.

Implements the values of TEI's att.datable.w3c: `@when`, `@from` and `@to`, `@notBefore` and `@notAfter`. A year that is
not printed is taken from the entry, else from the document, and lowers `@cert` to medium.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from puzanov_tei import dates
from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Certainty, Document, Kind, Mention, MentionAttributes, PartKind, Reading

_RANK = {Certainty.HIGH: 0, Certainty.MEDIUM: 1, Certainty.LOW: 2, Certainty.UNKNOWN: 3}
_UNREAD = frozenset({PartKind.IDNO, PartKind.COPY})
"""Parts that hold numbers only: `1957` is no year there."""


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Dates and times as mentions of kind DATE and TIME, in the order of the readings.

    Takes the document; authority and earlier mentions are not needed. Attributes hold the ISO 8601 values.
    """
    marks = _Marks(document.page.source.text, document.marks)
    slashes = dates.slash_order(reading.text for reading in document.readings)
    earlier = "" if document.date else _first_day(document, slashes)
    for reading in document.readings:
        if reading.parts and reading.parts[-1] in _UNREAD:
            continue
        context = dates.DateContext(_anchor(document, reading) or earlier, slashes)
        for item in dates.find(reading.text, context):
            begin, end = marks.whole(*reading.span(item.begin, item.end))
            corrected = marks.corrected(reading, item)
            if corrected:
                begin, end = min(begin, corrected.begin), max(end, corrected.end)
                item = dates.parse(corrected.text, context.anchor) or item
            cert = max(item.cert, marks.certainty(begin, end), key=_RANK.__getitem__)
            time = item.kind is dates.DateKind.TIME
            yield Mention(
                begin,
                end,
                Kind.TIME if time else Kind.DATE,
                cert=cert,
                rule="dates.clock" if time else "dates.calendar",
                attributes=attributes(item),
            )


def attributes(item: dates.DateExpression) -> MentionAttributes:
    """The dating attributes: one day `when`, an interval `from` and `to`, "1 or 2 March" `notBefore` and `notAfter`."""
    if not item.last:
        return {"when": item.first}
    if item.either:
        return {"notBefore": item.first, "notAfter": item.last}
    return {"from": item.first, "to": item.last}


def _anchor(document: Document, reading: Reading) -> str:
    """The date that gives its year to the dates of a reading: the entry's, else the document's."""
    if 0 <= reading.entry < len(document.entries) and document.entries[reading.entry]:
        return document.entries[reading.entry].partition("/")[0]
    return document.date.partition("/")[0]


def _first_day(document: Document, slashes: dates.SlashOrder) -> str:
    """The first whole date in an undated document: the year of what comes after it; empty if there is none."""
    context = dates.DateContext("", slashes)
    days = (item.first for reading in document.readings for item in dates.find(reading.text, context))
    return next((day for day in days if len(day) == len("1975-06-04") and day >= "19"), "")


@dataclass(frozen=True, slots=True)
class _Corrected:
    """A date as the translator corrects it, with the span of the printed date and its correction."""

    text: str
    begin: int
    end: int


class _Marks:
    """The editorial marks of a document, for what a date may not cut and for what makes it doubtful."""

    def __init__(self, text: str, marks: Sequence[Mention]) -> None:
        self.text = text
        self.choices = [
            (choice, marks[index + 1], marks[index + 2])
            for index, choice in enumerate(marks[:-2])
            if (choice.kind, marks[index + 1].kind, marks[index + 2].kind) == (Kind.CHOICE, Kind.SIC, Kind.CORRECTION)
        ]
        self.choice_begins = [choice.begin for choice, _, _ in self.choices]
        self.tops: list[Mention] = []
        for mark in marks:
            if not self.tops or mark.begin >= self.tops[-1].end:
                self.tops.append(mark)
        self.begins = [mark.begin for mark in self.tops]
        self.doubtful = [mark for mark in marks if mark.kind is Kind.UNCLEAR]
        self.doubtful_begins = [mark.begin for mark in self.doubtful]

    def whole(self, begin: int, end: int) -> tuple[int, int]:
        """The span, widened so that it cuts no bracket at its ends (`[23] May`, `196[[1]]`)."""
        first = max(0, bisect_right(self.begins, begin) - 1)
        for mark in self.tops[first : bisect_left(self.begins, end)]:
            if mark.end <= begin or (mark.begin <= begin and end <= mark.end):
                continue
            begin, end = min(begin, mark.begin), max(end, mark.end)
        return begin, end

    def corrected(self, reading: Reading, item: dates.DateExpression) -> _Corrected | None:
        """The date with a correction in the place of the printed words: `31 October [sic; 1 November is meant]`."""
        offsets = reading.offsets[item.begin : item.end]
        first = bisect_right(self.choice_begins, offsets[0]) - 1
        last = bisect_right(self.choice_begins, offsets[-1])
        for choice, sic, correction in self.choices[max(0, first) : last]:
            inside = [place for place, offset in enumerate(offsets) if sic.begin <= offset < sic.end]
            if not inside or len(inside) < sic.end - sic.begin:
                continue
            words = self.text[correction.begin + correction.opening : correction.end - correction.closing]
            printed = reading.text[item.begin : item.end]
            return _Corrected(printed[: inside[0]] + words + printed[inside[-1] + 1 :], choice.begin, choice.end)
        return None

    def certainty(self, begin: int, end: int) -> Certainty:
        """The least certainty of the doubtful readings inside the span."""
        first, last = bisect_left(self.doubtful_begins, begin), bisect_left(self.doubtful_begins, end)
        return max((mark.cert for mark in self.doubtful[first:last]), key=_RANK.__getitem__, default=Certainty.HIGH)
