"""Lines of the form at the head of a cable or note: who sent, received, approved and passed it on, how urgent it is.

Ciphergram No. 15677        Dispatched from Lesk on 24.10.1962 at 16:00        Level: Urgent
Received from the Northern Desk        Copied to: [...]        From: ORLOV
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from puzanov_tei.language import Mark, in_use, names_body
from puzanov_tei.model import Part, PartKind
from puzanov_tei.structure import datelines, letterhead, parties, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, tidy, whole

_PLACE_BEFORE = re.compile(r"(?P<place>[A-ZÀ-Þ][\w'’-]+),\s$")
_LONGEST = 900  # `Forward to:` with all departments of a ministry
_LONGEST_ROUTE = 160
_LONGEST_NAME = 40
_LABELLED = re.compile(r"^(?P<label>[A-Z][A-Za-z]*(?:\s[A-Za-z]+){0,3})(?P<number>\s(?:No|Nr|Nº)\.?)?\s?(?::|(?<=\.)$)")
_NUMBERED = re.compile(
    r"^(?P<label>[A-Z][A-Za-z]*\.?(?:\s[A-Z][a-z]+){0,2})\s(?:No|Nr)?\.?\s?(?:Nº|№|\#)?\s?\d[\w./-]{0,20}$"
)
_ROUTE = re.compile(
    r"^(?:Dispatched|Received|Sent|Came|Arrived|Transmitted|Deciphered|Decoded|Cabled?|Forwarded)\s(?:\w+\s){0,3}?"
    r"(?:from|to|into|by|on|at|in)\s"
)
_DOTTED = re.compile(r"(?:\.{3}|…)[.…]*$")  # a line of dots, to be written on
# Departments that are to read it, with the number of the matter: `DAM/DAS/DNU/600.(24h)`.
_CODES = re.compile(r"^[A-Z][A-Za-z]{1,4}(?:/[A-Z][A-Za-z]{1,5}){2,15}(?:/\d[\d.]{0,8}(?:\(\w{1,5}\))?\.?)?$")
# Labels that say something of the text, or open a list of their own.
_OTHER = frozenset("to distribution copies copy cc attention present participants participant attendees date".split())
_TAIL = frozenset("to by from no on of for at".split())


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A line of a telegram's form: a label and its value."""
    line = sheet.line(index)
    if line is None or line.mark is not None or not (_is_of_form(line) or _is_writer(sheet, line)):
        return None
    if words.CLASSIFICATION.fullmatch(line.plain) or datelines.recognise(sheet, index) is not None:
        return None
    return (of_line(sheet, line),), index + 1


def _is_of_form(line: Line) -> bool:
    return _is_labelled(line) or _is_numbered(line) or _is_route(line) or _CODES.match(line.plain) is not None


def _is_writer(sheet: Sheet, line: Line) -> bool:
    """Whether a line is the name of the person who writes, as the archive's title has it."""
    names = parties.of_title(sheet.title).authors if len(line.plain) <= _LONGEST_NAME else ()
    return line.plain in names and not names_body(line.plain)


def of_line(sheet: Sheet, line: Line) -> Part:
    """The line as a field, with the marks of secrecy and urgency, numbers and copy numbers in it."""
    kinds = (PartKind.CLASSIFICATION, PartKind.COPY)
    marks = (
        inner(sheet, item.kind, line, item.begin, item.end)
        for item in letterhead.scan(line.plain)
        if item.kind in kinds
    )
    return whole(PartKind.FIELD, line, tidy((*marks, *_datelines(sheet, line)), line.begin, line.end))


def _datelines(sheet: Sheet, line: Line) -> Iterator[Part]:
    """`Lesk, 2 September 1953` among other things that the page printed on one line."""
    for begin, end in when.find(line.plain):
        place = _PLACE_BEFORE.search(line.plain[:begin])
        if place is not None and datelines.is_place(place["place"]):
            yield inner(sheet, PartKind.DATELINE, line, place.start("place"), end)


def _is_labelled(line: Line) -> bool:
    """`Approved by: ...`, `Level: ...`, `Response No.`: every word of the label is one of labels."""
    match = _LABELLED.match(line.plain)
    if match is None or len(line.plain) > _LONGEST or words.SUBJECT.match(line.plain):
        return False
    if match["label"].lower() in _OTHER:
        return False
    return bool(match["number"] or line.plain[match.end() - 1] == ":") and _is_label(match["label"])


def _is_numbered(line: Line) -> bool:
    match = _NUMBERED.match(line.plain)
    if match is None or letterhead.elements(line) is not None or words.title_words().match(line.plain):
        return False
    return _is_label(match["label"])


def _is_route(line: Line) -> bool:
    text = _DOTTED.sub("", line.plain.removesuffix(".m."))  # `at 20:35 p.m.`
    return len(text) <= _LONGEST_ROUTE and _ROUTE.match(text) is not None and not text.endswith((".", ":", "?"))


def _is_label(label: str) -> bool:
    tokens = label.lower().replace(".", "").removeprefix("already ").split()
    if tokens in (["from"], ["via"], ["by"]):
        return True
    return Mark.LABEL in in_use()[tokens[0]] | in_use()[tokens[-1]] and all(
        Mark.LABEL in in_use()[token] or Mark.ABBREVIATION in in_use()[token] or token in _TAIL for token in tokens
    )
