"""Lines -> the tree of parts.

A document runs through three zones: its head (letterhead, stamps, title, address), its body, its tail
(signature, copies, registry). In each zone an ordered list of recognisers is asked what begins at a line; the
first that answers takes its lines. Nothing is moved: what stands somewhere else is recognised there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum

from puzanov_tei.model import Part, PartKind
from puzanov_tei.structure import (
    addresses,
    aside,
    body,
    closing,
    columns,
    datelines,
    distribution,
    entries,
    fields,
    footnotes,
    genre,
    letterhead,
    lists,
    points,
    tables,
    tail,
    titles,
    turns,
    when,
    words,
)
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, part, tidy, whole

Recogniser = Callable[[Sheet, int], Recognised | None]


def separator(sheet: Sheet, index: int) -> Recognised | None:
    """A separator on a line of its own: `xxx`, `***`, `=====`."""
    line = sheet.line(index)
    if line is None or not words.SEPARATOR.match(line.plain):
        return None
    return (whole(PartKind.SEPARATOR, line),), index + 1


HEAD: tuple[Recogniser, ...] = (
    separator,
    footnotes.below,
    columns.recognise,
    aside.recognise,
    titles.repeated,
    fields.recognise,
    letterhead.recognise,
    titles.recognise,
    distribution.recognise,
    distribution.at_the_head,
    titles.subject,
    addresses.recognise,
    titles.salute,
    datelines.recognise,
    tables.laid_out,
)
BODY: tuple[Recogniser, ...] = (
    separator,
    footnotes.below,
    aside.recognise,
    entries.recognise,
    closing.recognise,
    closing.last_lines,
    distribution.recognise,
    distribution.headless,
    tail.recognise,
    body.enclosure,
    lists.participants,
    tables.laid_out,
    tables.aligned,
    tables.recognise,
    footnotes.recognise,
    body.styled,
    turns.recognise,
    lists.apart,
    lists.recognise,
    body.heading,
)
TAIL: tuple[Recogniser, ...] = (
    separator,
    footnotes.below,
    aside.recognise,
    closing.place_over_date,
    titles.salute,
    closing.recognise,
    distribution.recognise,
    distribution.headless,
    tail.recognise,
    entries.recognise,
    body.enclosure,
    footnotes.recognise,
    lists.recognise,
    datelines.recognise,
)
# In the tail these open another document.
OPENING: tuple[Recogniser, ...] = (body.attached, columns.recognise, letterhead.recognise, titles.recognise)

# Behind a short line that nobody knows these say that the head goes on.
_LEAD_IN: tuple[Recogniser, ...] = (
    titles.repeated,
    fields.recognise,
    letterhead.recognise,
    titles.recognise,
    addresses.recognise,
    titles.salute,
)

_ENDS_TEXT = frozenset({PartKind.CLOSER, PartKind.DISTRIBUTION, PartKind.REGISTRY, PartKind.TYPIST})
# What stands between entries rather than in the one before.
_BETWEEN = frozenset({PartKind.OMISSION, PartKind.SEPARATOR})
_LONG = 160  # a longer line is running text
_FULL = 100  # a sentence of this length is no cry above the text, as "Top Secret!"
_BLANK = re.compile(r"[A-Z][A-Za-z]+(?: [a-z]+){0,3}:")
_NEAR = 8  # lines within which a head goes on behind a line nobody knows


class Zone(Enum):
    """Where in the document a line stands."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


@dataclass(slots=True)
class _Section:
    """One document of the page while it is being put together.

    Attributes:
        heading: the entry that is open, with its heading only; `inside` is what it holds so far.
        begun, titled: whether a letterhead or a title, and whether a title has been seen.
    """

    parts: list[Part] = field(default_factory=list)
    heading: Part | None = None
    inside: list[Part] = field(default_factory=list)
    zone: Zone = Zone.HEAD
    begun: bool = False
    titled: bool = False
    addressed: bool = False

    def add(self, parts: Iterable[Part]) -> None:
        """Take parts in: into the entry that is open, or beside it."""
        for one in parts:
            self.titled = self.titled or one.kind is PartKind.TITLE
            self.begun = self.begun or one.kind in (PartKind.LETTERHEAD, PartKind.TITLE)
            self.addressed = self.addressed or one.kind is PartKind.ADDRESS
            if one.kind is PartKind.ENTRY:
                self.close_entry()
                self.heading, self.inside = one, list(one.children)
            elif one.kind in _ENDS_TEXT or self.heading is None:
                self.close_entry()
                self.parts.append(one)
            else:
                self.inside.append(one)

    def close_entry(self) -> None:
        """The entry ends; omissions and separators behind its last words stand after it."""
        if self.heading is None:
            return
        last = len(self.inside)
        while last > 1 and self.inside[last - 1].kind in _BETWEEN:
            last -= 1
        held = tuple(self.inside[:last])
        self.parts.append(replace(self.heading, end=held[-1].end, children=held))
        self.parts += self.inside[last:]
        self.heading, self.inside = None, []


def build(sheet: Sheet, begin: int, end: int, headless: str = "") -> Part:
    """The DOCUMENT part for `begin:end` of the source.

    Args:
        headless: ISO date of the entry of a journal in which no entry has a heading.
    """
    sections = _sections(sheet, headless)
    for section in sections:
        section.parts = points.gather(sheet, turns.gather(sheet, section.parts))
    if len(sections) == 1:
        children = sections[0].parts
    else:
        held = [section.parts for section in sections if section.parts]
        main = max(held, key=lambda parts: parts[-1].end - parts[0].begin)
        children = [_section(sheet, parts, main=parts is main) for parts in held]
    return part(PartKind.DOCUMENT, begin, end, tidy(children, begin, end))


def _sections(sheet: Sheet, headless: str) -> list[_Section]:
    sections = [_Section()]
    index = 0
    if (before := tail.previous(sheet, 0)) is not None:
        sections[0].add(before[0])
        sections.append(_Section())
        index = before[1]
    while index < len(sheet.lines):
        current = sections[-1]
        if current.zone is Zone.TAIL and not sheet.closes(index) and (opened := _opening(sheet, index)) is not None:
            current.close_entry()
            sections.append(_Section())
            sections[-1].add(opened[0])
            index = opened[1]
            continue
        recognised, current.zone = _next(sheet, current, index)
        parts, index = recognised
        if headless and current.heading is None and current.zone is Zone.BODY and _opens_entry(current, parts):
            parts = (part(PartKind.ENTRY, parts[0].begin, parts[-1].end, parts, n=headless),)
            headless = ""
        current.add(parts)
    sections[-1].close_entry()
    return sections


def _opens_entry(section: _Section, parts: tuple[Part, ...]) -> bool:
    return parts[0].kind not in _ENDS_TEXT | _BETWEEN and not section.addressed


def _next(sheet: Sheet, section: _Section, index: int) -> tuple[Recognised, Zone]:
    """What stands at line `index`, and the zone in which the document goes on."""
    if section.zone is Zone.HEAD:
        if (recognised := _head(sheet, section, index)) is not None:
            return recognised, Zone.HEAD
        section.zone = Zone.BODY
    table = TAIL if section.zone is Zone.TAIL else BODY
    for recogniser in table:
        recognised = recogniser(sheet, index)
        if recognised is None:
            continue
        kinds = {p.kind for p in recognised[0]}
        if kinds & _ENDS_TEXT:
            return recognised, Zone.TAIL
        return recognised, Zone.BODY if PartKind.ENTRY in kinds else section.zone
    return body.paragraph(sheet, index), Zone.BODY


def _head(sheet: Sheet, section: _Section, index: int) -> Recognised | None:
    """What stands at line `index` if that still belongs to the head."""
    heads_text = section.titled or ((not section.begun or sheet.is_prose(index + 1)) and not _title_ahead(sheet, index))
    if heads_text and entries.recognise(sheet, index) is not None:
        return None
    for recogniser in HEAD:
        if (recognised := recogniser(sheet, index)) is not None:
            return recognised
    if section.begun and (recognised := datelines.place_alone(sheet, index)) is not None:
        return recognised
    line = sheet.lines[index]
    goes_on = addresses.is_alone(sheet.line(index + 1)) or _is_of_form(sheet, index)
    if _ends_head(line) and (len(line.plain) > _LONG or not goes_on):
        return None
    return _stray(sheet, index)


def _is_of_form(sheet: Sheet, index: int) -> bool:
    """Whether a label has no value, and another label stands beside it: a printed form that was not filled in."""
    beside = (line for line in (sheet.line(index - 1), sheet.line(index + 1)) if line is not None)
    return _BLANK.fullmatch(sheet.lines[index].plain) is not None and any(_BLANK.match(line.plain) for line in beside)


def _ends_head(line: Line) -> bool:
    """Whether a line that nobody knows is text already: long, closed by a stop, or a sentence that fills its line."""
    if len(line.plain) > _LONG or line.plain.endswith((".", ":", ";")):
        return True
    return len(line.plain) > _FULL and words.is_sentence(line.plain)


def _title_ahead(sheet: Sheet, index: int) -> bool:
    """Whether a title follows before any text does: a date above it is the letterhead's, all else of which was lost."""
    for ahead in range(index + 1, index + _NEAR):
        if (titles.repeated(sheet, ahead) or titles.recognise(sheet, ahead)) is not None:
            return True
        if sheet.line(ahead) is None or sheet.is_prose(ahead) or entries.recognise(sheet, ahead) is not None:
            return False
    return False


def _stray(sheet: Sheet, index: int) -> Recognised | None:
    """A short line that nobody knows, if the head goes on behind it."""
    for ahead in range(index + 1, index + _NEAR):
        line = sheet.line(ahead)
        if line is None or entries.recognise(sheet, ahead) is not None:
            return None
        if any(recogniser(sheet, ahead) for recogniser in _LEAD_IN) or _is_placed(sheet, index, ahead):
            return (fields.of_line(sheet, sheet.lines[index]),), index + 1
        if len(line.plain) > _LONG:
            return None
    return None


def _is_placed(sheet: Sheet, index: int, ahead: int) -> bool:
    """Whether the next line is place and date of the document."""
    is_next = ahead == index + 1 and not when.is_date(sheet.lines[ahead].plain)
    return is_next and datelines.recognise(sheet, ahead) is not None


def _opening(sheet: Sheet, index: int) -> Recognised | None:
    """The head of another document, if text follows it."""
    if tail.recognise(sheet, index) is not None:
        return None
    for recogniser in OPENING:
        recognised = recogniser(sheet, index)
        if recognised is not None and recognised[1] <= sheet.prose + 1:
            return recognised
    return None


def _section(sheet: Sheet, parts: list[Part], *, main: bool) -> Part:
    """A document of several on one page; the longest gives the page its genre."""
    text = sheet.source.text
    titled = (" ".join(text[p.begin : p.end].split()) for p in parts if p.kind is PartKind.TITLE)
    named = sheet.genre if main else next((genre.of_title(title) for title in titled), "")
    if not named and {p.kind for p in parts} & {PartKind.ADDRESS, PartKind.SALUTE}:
        named = "letter"
    kind = PartKind.ATTACHMENT if parts[0].kind is PartKind.HEADING else PartKind.SECTION
    return part(kind, parts[0].begin, parts[-1].end, parts, type=named)
