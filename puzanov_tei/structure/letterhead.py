"""The letterhead: office, classification, number, copy number and date, on one line or on several.

Two columns that the page prints as one line are told apart by what they say; the order stays that of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from puzanov_tei.model import Kind, Part, PartKind
from puzanov_tei.structure import aside, datelines, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Found, Scene, inner, part, tidy

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
class Element:
    """One thing in a line of a letterhead: `line.plain[begin:end]`."""

    kind: PartKind | None  # None: a date, or words that are nobody's
    begin: int
    end: int
    value: tuple[int, int] = (0, 0)
    type: str = ""


def recognise(scene: Scene, at: int) -> Found | None:
    """A letterhead that begins at line `at`."""
    children: list[Part] = []
    dated, after, office, strong = False, at, False, False
    while (line := scene.line(after)) is not None:
        found = elements(line, office)
        if found is None:
            bridge = _bridge(scene, after, office) if strong else None
            if bridge is None:
                break
            children += bridge[0]
            after = bridge[1]
            continue
        only_date = all(element.kind is None for element in found)
        if only_date and (dated or not strong):
            break
        dated = dated or any(e.kind is None and when.find(line.plain[e.begin : e.end]) for e in found)
        office = any(e.kind is PartKind.OFFICE for e in found) or (office and _GOES_ON.match(line.plain) is not None)
        strong = strong or not only_date
        children += make(scene, line, found)
        after += 1
    if not strong:
        return None
    first, last = scene.lines[at], scene.lines[after - 1]
    return (part(PartKind.LETTERHEAD, first.begin, last.end, tidy(children, first.begin, last.end)),), after


def _bridge(scene: Scene, at: int, office: bool) -> Found | None:
    """What stands between two lines of a letterhead: stamps, handwriting, a name, a dateline."""
    children: list[Part] = []
    after = at
    while after - at < _BRIDGE and (line := scene.line(after)) is not None:
        if after > at and (found := elements(line, office)) and any(e.kind is not None for e in found):
            return tuple(children), after
        other = aside.recognise(scene, after) or datelines.recognise(scene, after)
        if other is not None:
            children += other[0]
            after = other[1]
        elif len(line.plain) < 40 and _NAME_LINE.match(line.plain) and not words.TITLE_WORDS.match(line.plain):
            after += 1
        else:
            return None
    return None


def elements(line: Line, office: bool = False, tail: bool = False) -> list[Element] | None:
    """What a line of a letterhead holds, or None if it is no such line.

    Args:
        office: the line before it named an office, so that `IN THE DPRK` goes on with it.
        tail: the line stands at the document's end; an office is no part of it.
    """
    text = line.plain
    if not text or len(text) > _LONGEST or (line.mark is not None and line.mark.kind is not Kind.SUPPLIED):
        return None
    found = _elements(text, office, tail)
    return list(found) if found else None


@lru_cache(maxsize=4096)
def _elements(text: str, office: bool, tail: bool) -> tuple[Element, ...]:
    """The same for the text alone; empty if it is no letterhead."""
    if words.FILE_NUMBER.match(text) and not when.is_date(text):
        return (Element(PartKind.NUMBER, 0, len(text), (0, len(text)), "outgoing"),)
    found = sorted(scan(text), key=lambda e: (e.begin, -e.end))
    kept: list[Element] = []
    for element in found:
        if not kept or element.begin >= kept[-1].end:
            kept.append(element)
    rest, at = [], 0
    for element in [*kept, Element(None, len(text), len(text))]:
        if not _PUNCTUATION.match(text[at : element.begin]):
            rest.append((at, element.begin))
        at = element.end
    for begin, end in rest:
        named = _rest(text, begin, end, bool(kept), office)
        if named is None or (tail and named.kind is PartKind.OFFICE):
            return ()
        kept.append(named)
    return tuple(sorted(kept, key=lambda e: e.begin))


def scan(text: str) -> Iterator[Element]:
    """Copy numbers, dates, numbers and classifications in `text`; of two that overlap the earlier yielded counts."""
    taken: list[tuple[int, int]] = []

    def free(begin: int, end: int) -> bool:
        clear = all(end <= b or begin >= e for b, e in taken)
        if clear:
            taken.append((begin, end))
        return clear

    for match in words.COPY.finditer(text):
        if free(*match.span()):
            yield Element(PartKind.COPY, *match.span())
    for begin, end in when.find(text):
        if free(begin, end):
            yield Element(None, begin, end)
    for match in words.NUMBER.finditer(text):
        if free(*match.span()):
            name = "value" if match["label"] else "value2"
            label = (match["label"] or match["label2"]).lower()
            kind = "incoming" if label.startswith("in") else "outgoing"
            yield Element(PartKind.NUMBER, *match.span(), match.span(name), kind)
    for match in words.CLASSIFICATION.finditer(text):
        if free(*match.span()):
            yield Element(PartKind.CLASSIFICATION, *match.span())


def _rest(text: str, begin: int, end: int, company: bool, office: bool) -> Element | None:
    """What the words between the elements are; None if the line is no letterhead."""
    chunk = text[begin:end]
    begin, end = begin + len(chunk) - len(chunk.lstrip(" .,;:")), begin + len(chunk.rstrip(" ,;:"))
    chunk = text[begin:end]
    if is_office(chunk) or (office and begin == 0 and len(chunk) < 80 and _GOES_ON.match(chunk) and _capitals(chunk)):
        return Element(PartKind.OFFICE, begin, end)
    if company and (_JOURNAL.match(chunk) or (_GOES_ON.match(chunk) and chunk.isupper()) or _DATED.match(chunk)):
        return Element(None, begin, end)
    return None


def is_office(text: str) -> bool:
    """Whether `text` reads as the name of a body that issues documents (not of a person who holds an office)."""
    tokens = re.findall(r"[^\W\d_][\w'’]*", text)
    if not 1 <= len(tokens) <= 16 or len(text) > 120 or text.endswith((".", ":", "?")):
        return False
    lowered = [token.lower() for token in tokens]
    if lowered[0] in _SMALL - {"the"} or any(word in words.HOLDER_WORDS for word in lowered):
        return False
    named = any(word in words.BODY_WORDS or word in _ABBREVIATED for word in lowered)
    return named and _capitals(text) and not words.TITLE_WORDS.match(text)


def _capitals(text: str) -> bool:
    """Whether every word but the small ones begins with a capital."""
    tokens = re.findall(r"[^\W\d_][\w'’]*", text)
    return all(token[0].isupper() or token in _SMALL for token in tokens)


def make(scene: Scene, line: Line, found: list[Element], number_type: str = "") -> list[Part]:
    """The parts of a line; dates and nobody's words stay text of the letterhead."""
    made: list[Part] = []
    for element in found:
        if element.kind is PartKind.NUMBER:
            made.append(number(scene, line, element, number_type or element.type))
        elif element.kind is not None:
            made.append(inner(scene, element.kind, line, element.begin, element.end))
    held = [(p.begin, p.end) for p in made]
    made += [
        p
        for p in aside.inside(scene, line.begin, line.end)
        if not any(p.begin < end and begin < p.end for begin, end in held)
    ]
    return made


def number(scene: Scene, line: Line, element: Element, kind: str) -> Part:
    """A number with its `IDNO`, which may hold doubtful or supplied digits."""
    begin, end = element.value
    outer = inner(scene, PartKind.NUMBER, line, element.begin, element.end, type=kind)
    if end <= begin:
        return outer
    value = inner(scene, PartKind.IDNO, line, begin, end, type=kind)
    text = scene.source.text[value.begin : value.end]
    is_number = any(char.isdigit() for char in text)
    if text.endswith(".") and is_number:
        value = part(PartKind.IDNO, value.begin, value.end - 1, type=kind)
    return part(PartKind.NUMBER, outer.begin, outer.end, (value,) if is_number else (), type=kind)
