"""The letterhead: office, classification, number, copy number and date, on one line or on several.

Two columns that the page prints as one line are told apart by what they say; the order stays that of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from puzanov_tei.language import Vocabulary, in_use
from puzanov_tei.model import Kind, Part, PartKind
from puzanov_tei.structure import addresses, aside, datelines, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, part, tidy

_SMALL_CAPITALS = 30  # letters of a mark in small capitals, at the most
_LONGEST = 240  # a longer line is prose
_BRIDGE = 4  # lines of other things (stamps, a name, a dateline) that may stand between two lines of a letterhead
_PUNCTUATION = re.compile(r"^[\s.,;:!|/–—_\"“”„«»-]*$")
_SMALL = frozenset("of the in on and for to at with by de under a an".split())
_ABBREVIATED = frozenset("mfa mid dvo cc kgb gru tass".split())
_JOURNAL = re.compile(r"(?i)^from the (?:journal|diary|service diary)\b")
_GOES_ON = re.compile(r"^(?:in|of|to|for|at|IN|OF|TO|FOR|AT)\s(?:the\s|THE\s)?[A-Z]")
_NAME_LINE = re.compile(r"^(?:Dr\.\s|[A-Z]\.\s?){0,3}(?:[A-ZÀ-Þ][\w'’.-]{1,25}\s?){1,4}$")
_DATED = re.compile(r"^\s*(?:of|from|dated|From\s[A-ZÀ-Þ][\w'’-]{1,25})\s*$")


@dataclass(frozen=True, slots=True)
class LetterheadItem:
    """One thing in a line of a letterhead: `line.plain[begin:end]`."""

    kind: PartKind | None  # None: a date, or words that are nobody's
    begin: int
    end: int
    value: tuple[int, int] = (0, 0)
    type: str = ""


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A letterhead that begins at line `index`."""
    children: list[Part] = []
    dated, after, office, strong = False, index, False, False
    while (line := sheet.line(after)) is not None:
        items = None if addresses.is_body(sheet, after, line) else elements(line, office)
        if items is None:
            bridge = _bridge(sheet, after, office) if strong else None
            if bridge is None:
                break
            children += bridge[0]
            after = bridge[1]
            continue
        only_date = all(item.kind is None for item in items)
        if only_date and (dated or not strong):
            break
        dated = dated or any(e.kind is None and when.find(line.plain[e.begin : e.end]) for e in items)
        office = any(e.kind is PartKind.OFFICE for e in items) or (office and _GOES_ON.match(line.plain) is not None)
        strong = strong or not only_date
        children += make(sheet, line, items)
        after += 1
    if not strong:
        return None
    first, last = sheet.lines[index], sheet.lines[after - 1]
    return (part(PartKind.LETTERHEAD, first.begin, last.end, tidy(children, first.begin, last.end)),), after


def _bridge(sheet: Sheet, index: int, office: bool) -> Recognised | None:
    """What stands between two lines of a letterhead: stamps, handwriting, a name, a dateline."""
    children: list[Part] = []
    after = index
    while after - index < _BRIDGE and (line := sheet.line(after)) is not None:
        if after > index and (items := elements(line, office)) and any(e.kind is not None for e in items):
            return tuple(children), after
        if addresses.recognise(sheet, after) is not None:
            return None
        other = aside.recognise(sheet, after) or datelines.recognise(sheet, after)
        if other is not None:
            children += other[0]
            after = other[1]
        elif len(line.plain) < 40 and _NAME_LINE.match(line.plain) and not words.title_words().match(line.plain):
            after += 1
        else:
            return None
    return None


def elements(line: Line, office: bool = False, tail: bool = False) -> list[LetterheadItem] | None:
    """What a line of a letterhead holds, or None if it is no such line.

    Args:
        office: the line before it named an office, so that `IN THE DPRK` goes on with it.
        tail: the line stands at the document's end; an office is no part of it.
    """
    text = line.plain
    if not text or len(text) > _LONGEST or (line.mark is not None and line.mark.kind is not Kind.SUPPLIED):
        return None
    if words.DASH_LABEL.match(text) or words.title_words().match(words.unnumbered(text) if text[0].isdigit() else ""):
        return None
    items = _elements(text, office, tail, in_use())
    return list(items) if items else None


@lru_cache(maxsize=4096)
def _elements(text: str, office: bool, tail: bool, _words: Vocabulary) -> tuple[LetterheadItem, ...]:
    """The same for the text alone; empty if it is no letterhead. A dateline alone is none (`datelines`)."""
    if words.FILE_NUMBER.match(text) and not when.is_date(text):
        return (LetterheadItem(PartKind.NUMBER, 0, len(text), (0, len(text.partition(":")[0])), "outgoing"),)
    items = sorted(scan(text), key=lambda e: (e.begin, -e.end))
    kept: list[LetterheadItem] = []
    for item in items:
        if not kept or item.begin >= kept[-1].end:
            kept.append(item)
    kept = list(_dated_places(text, kept))
    rest, offset = [], 0
    for item in [*kept, LetterheadItem(None, len(text), len(text))]:
        if not _PUNCTUATION.match(text[offset : item.begin]):
            rest.append((offset, item.begin))
        offset = item.end
    for begin, end in rest:
        named = _rest(text, begin, end, bool(kept), office)
        if named is None or (tail and named.kind is PartKind.OFFICE):
            return ()
        kept.append(named)
    if all(item.kind is PartKind.DATELINE for item in kept):
        return ()
    return tuple(sorted(kept, key=lambda e: e.begin))


def _dated_places(text: str, items: list[LetterheadItem]) -> Iterator[LetterheadItem]:
    """The items; a date behind a place is a dateline with it."""
    offset = 0
    for item in items:
        begin = offset + datelines.place_before(text[offset : item.begin]) if item.kind is None else item.begin
        if begin < item.begin:
            yield LetterheadItem(PartKind.DATELINE, begin, item.end)
        else:
            yield item
        offset = item.end


def scan(text: str) -> Iterator[LetterheadItem]:
    """Copy numbers, dates, numbers and classifications in `text`; of two that overlap the earlier yielded counts."""
    taken: list[tuple[int, int]] = []

    def free(begin: int, end: int) -> bool:
        clear = all(end <= b or begin >= e for b, e in taken)
        if clear:
            taken.append((begin, end))
        return clear

    for match in words.COPY.finditer(text):
        if free(*match.span()):
            yield LetterheadItem(PartKind.COPY, *match.span())
    for begin, end in when.find(text):
        if free(begin, end):
            yield LetterheadItem(None, begin, end)
    for match in words.NUMBER.finditer(text):
        if free(*match.span()):
            name = "value" if match["label"] else "value2"
            label = (match["label"] or match["label2"]).lower()
            kind = "incoming" if label.startswith("in") else "outgoing"
            yield LetterheadItem(PartKind.NUMBER, *match.span(), match.span(name), kind)
    # A line in small letters is a mark if it is nothing else: small capitals of a printed volume.
    marks = text.upper() if text.islower() and len(text) < _SMALL_CAPITALS else text
    for match in words.CLASSIFICATION.finditer(marks):
        if free(*match.span()):
            yield LetterheadItem(PartKind.CLASSIFICATION, *match.span())


def _rest(text: str, begin: int, end: int, company: bool, office: bool) -> LetterheadItem | None:
    """What the words between the elements are; None if the line is no letterhead."""
    chunk = text[begin:end]
    closing = " ,;:" if end == len(text) else " .,;:"
    begin, end = begin + len(chunk) - len(chunk.lstrip(" .,;:")), begin + len(chunk.rstrip(closing))
    chunk = text[begin:end]
    if is_office(chunk) or (office and begin == 0 and len(chunk) < 80 and _GOES_ON.match(chunk) and _capitals(chunk)):
        return LetterheadItem(PartKind.OFFICE, begin, end)
    if company and (_JOURNAL.match(chunk) or (_GOES_ON.match(chunk) and chunk.isupper()) or _DATED.match(chunk)):
        return LetterheadItem(None, begin, end)
    return None


def is_office(text: str) -> bool:
    """Whether `text` reads as the name of a body that issues documents (not of a person who holds an office)."""
    tokens = re.findall(r"[^\W\d_][\w'’]*", text)
    if not 1 <= len(tokens) <= 16 or len(text) > 120 or text.endswith((".", ":", "?")):
        return False
    lowered = [token.lower() for token in tokens]
    if lowered[0] in _SMALL - {"the"} or any(word in words.holder_words() for word in lowered):
        return False
    named = any(word in words.body_words() or word in _ABBREVIATED for word in lowered)
    return named and _capitals(text) and not words.title_words().match(text)


def _capitals(text: str) -> bool:
    """Whether every word but the small ones begins with a capital."""
    tokens = re.findall(r"[^\W\d_][\w'’]*", text)
    return all(token[0].isupper() or token in _SMALL for token in tokens)


def make(sheet: Sheet, line: Line, items: list[LetterheadItem], number_type: str = "") -> list[Part]:
    """The parts of a line; dates and nobody's words stay text of the letterhead."""
    made: list[Part] = []
    for item in items:
        if item.kind is PartKind.NUMBER:
            made.append(number(sheet, line, item, number_type or item.type))
        elif item.kind is not None:
            made.append(inner(sheet, item.kind, line, item.begin, item.end))
    held = [(p.begin, p.end) for p in made]
    made += [
        p
        for p in aside.inside(sheet, line.begin, line.end)
        if not any(p.begin < end and begin < p.end for begin, end in held)
    ]
    return made


def number(sheet: Sheet, line: Line, item: LetterheadItem, kind: str) -> Part:
    """A number with its `IDNO`, which may hold doubtful or supplied digits."""
    begin, end = item.value
    outer = inner(sheet, PartKind.NUMBER, line, item.begin, item.end, type=kind)
    if end <= begin:
        return outer
    value = inner(sheet, PartKind.IDNO, line, begin, end, type=kind)
    text = sheet.source.text[value.begin : value.end]
    is_number = any(char.isdigit() for char in text)
    if text.endswith(".") and is_number:
        value = part(PartKind.IDNO, value.begin, value.end - 1, type=kind)
    return part(PartKind.NUMBER, outer.begin, outer.end, (value,) if is_number else (), type=kind)
