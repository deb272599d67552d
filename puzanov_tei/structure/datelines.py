"""Where and when: `Pyongyang`, `Pyongyang, 3 November 1964`, `Sent 24.III.52`, or a date alone."""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, Vocabulary, in_use, of_words
from puzanov_tei.model import PartKind
from puzanov_tei.structure import when, words
from puzanov_tei.structure.parts import Recognised, Sheet, whole

_CAPITALISED = r"[A-ZÀ-Þ][\w'’-]{1,25}(?:[ -][A-ZÀ-Þ][\w'’-]{1,25}){0,2}"
_PLACE = re.compile(rf"^(?:the\s)?{_CAPITALISED}[,.]?$")
_BLANK_DAY = re.compile(r"[\"“„«]?_{2,}[\"”“»]?\s?")
_ROUTE = re.compile(r"(?i)\b(?:from|sent|received|dispatched|transmitted|arrived|and|it was|at|on|hours)\b:?|…")
_DAY = re.compile(r"\b\d{1,2}\.\d{1,2}\b\.?")  # without its year
_AT = re.compile(r"^(?:(?:at|on)\b\s*,?\s*){1,2}")
_BEFORE_DATE = re.compile(rf"{_CAPITALISED},\s?$")
_LAST_WORD = re.compile(r"[^\W\d_][\w'’-]*$")
_ACRONYM = 5
_OF_OFFICES = frozenset({Mark.DOCUMENT, Mark.LABEL, Mark.UNIT, Mark.ORGANISATION, Mark.OFFICE})
# With one of these the name of a body may end.
_ENDS_BODY = frozenset({Mark.ORGANISATION, Mark.MATTER, Mark.STATE, Mark.COUNTRY, Mark.ACRONYM})
_LONGEST = 90


@of_words
def _no_place(words: Vocabulary) -> frozenset[str]:
    """Words that open a line that is no place."""
    return words.words(Mark.HONORIFIC, Mark.LABEL, Mark.HEADS_LINE) | {"dear", "the"}


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A line with a place, a date, or both, and nothing else."""
    line = sheet.line(index)
    if line is None or len(line.plain) > _LONGEST or line.mark is not None or not line.plain:
        return None
    said = words.TELEGRAM_LINE.match(line.plain)
    rest = _AT.sub("", when.without_times(line.plain[said.end() if said else 0 :]).strip(" ,"))
    rest = _BLANK_DAY.sub("", rest)
    if of_text(rest) or (said and (is_place(rest) or _is_route(line.plain))):
        return (whole(PartKind.DATELINE, line),), index + 1
    return None


def _is_route(text: str) -> bool:
    """`From Pyongyang Sent 10.II.50 Received 10.II.50 16:00`, all on one line."""
    rest = when.without_times(text)
    for begin, end in reversed(when.find(rest)):
        rest = rest[:begin] + rest[end:]
    rest = _ROUTE.sub(" ", _DAY.sub(" ", rest)).strip(" ,;.")
    return not rest or is_place(rest)


def is_place(text: str) -> bool:
    """Whether `text` may be a place: capitalised, and no word of the office."""
    if not _PLACE.match(text) or (text.isupper() and len(text) > _ACRONYM):
        return False
    if text.startswith("the ") and len(text.split()) > len(("the", "Hague")):
        return False  # `the Northern Desk`
    marks = [in_use()[word] | in_use()[word.lower()] for word in re.findall(r"[^\W\d_][\w'’-]*", text)]
    return all(each.isdisjoint(_OF_OFFICES) for each in marks)


def of_text(text: str) -> bool:
    """Whether `text` is a place with a date (in either order) or a date alone."""
    dates = when.find(text)
    if len(dates) != 1:
        return False
    begin, end = dates[0]
    before, after = text[:begin].strip(), text[end:].strip(" ,.)(")
    if after and before:
        return False
    other = words.close_up((before or after).removesuffix("on").strip())  # `P y o n g y a n g`
    return not other.strip(" ,.") or is_place(other)


def place_before(text: str) -> int:
    """Where the place begins that `text` ends with before a date (`Embassy Lesk, `); its length if there is none.

    Behind the name of a body it is a word that is nothing else, where the name is whole without it.
    """
    match = _BEFORE_DATE.search(text)
    if match is None:
        return len(text)
    for word in re.finditer(r"[\w'’-]+", match.group()):
        begin = match.start() + word.start()
        place, before = text[begin:].strip(" ,"), text[:begin].rstrip()
        if is_place(place) and _stands_free(place, before):
            return begin
    return len(text)


def _stands_free(place: str, before: str) -> bool:
    """Whether the words before a place do not go on with it."""
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    if any(Mark.ORGANISATION in in_use()[word.lower()] for word in before.split()):
        is_unknown = all((in_use()[word] | in_use()[word.lower()]) <= {Mark.CITY} for word in place.split())
        return is_unknown and not _ENDS_BODY.isdisjoint(in_use()[last.group()] | in_use()[last.group().lower()])
    return False


def place_alone(sheet: Sheet, index: int) -> Recognised | None:
    """A place alone, as `Pyongyang`, between the title and the text."""
    line = sheet.line(index)
    if line is None or line.mark is not None or not _PLACE.match(line.plain) or line.plain.isupper():
        return None
    lowered = line.plain.lower().strip(".,").split()
    if lowered[0] in _no_place() or not is_place(line.plain):
        return None
    if any(word in words.holder_words() or word in words.body_words() for word in lowered):
        return None
    return (whole(PartKind.DATELINE, line),), index + 1
