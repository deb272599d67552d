"""To whom, as the head of a letter prints it: `To: ...`, and the block of lines between the date and the salute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from puzanov_tei.language import Mark, in_use, names_body
from puzanov_tei.marks.words import fold
from puzanov_tei.model import PartKind
from puzanov_tei.structure import aside, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parties import Parties, given, name_of, of_title
from puzanov_tei.structure.parts import Recognised, Sheet, spanning, whole

_LABEL = re.compile(r"^(?:To|TO)\b\s?:?\s*(?:the\s)?")
_TO_MANY = re.compile(r"(?i)\b(?:comrades|friends|gentlemen|sirs)\b")
_LONGEST_LABELLED = 200
_LONGEST = 80
_MOST_LINES = 9
_CABLED = frozenset({"telegram", "letter"})
_MOST_ASIDES = 4  # stamps and handwriting between the address and the salute


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """To whom: `To: ...` with the lines below it, `Copy to Comrade X`, or lines between the date and the salute."""
    line = sheet.line(index)
    if line is None or line.mark is not None:
        return None
    if words.ADDRESSEE.match(line.plain):
        lines = _labelled(sheet, index, line)
    else:
        alone = is_body(sheet, index, line) or _is_receiver(sheet, line)
        lines = [line] if alone else _between(sheet, index)
    if not lines:
        return None
    if _says_no_more(line):
        return (spanning(PartKind.ADDRESS, lines),), index + len(lines)
    return tuple(whole(PartKind.ADDRESS, one) for one in lines), index + len(lines)


def _labelled(sheet: Sheet, index: int, line: Line) -> list[Line]:
    """`To: ...`; lines below it belong to it where it says no more, or where a salute follows them."""
    if len(line.plain) > _LONGEST_LABELLED or words.is_sentence(line.plain):
        return []
    if is_alone(line):
        return [line]
    below = list(_lines(sheet, index + 1, index))
    if line.plain.endswith(",") and below and _is_office(below[0].plain):
        return [line, below[0]] if not _meets_salute(sheet, index + 1 + len(below)) else [line, *below]
    return [line, *below] if _says_no_more(line) or _meets_salute(sheet, index + 1 + len(below)) else [line]


def is_alone(line: Line | None) -> bool:
    """Whether a line is a whole address before the text of a cable: `To the Ministry of Trade:`."""
    if line is None or line.mark is not None or not line.plain.endswith(":") or len(line.plain) > _LONGEST:
        return False
    return words.ADDRESSEE.match(line.plain) is not None and _body(line.plain) != ""


def is_body(sheet: Sheet, index: int, line: Line) -> bool:
    """Whether a line is the body that a cable or letter is sent to.

    Its text stands below it (`Ministry of Trade:`), or a salute to all who belong to it (`Dear Comrades:`).
    """
    text, below = line.plain.removeprefix("The "), sheet.line(index + 1)
    if sheet.genre not in _CABLED or below is None or len(text) > _LONGEST or words.title_words().match(text):
        return False
    opens = text.endswith(":") and sheet.is_prose(index + 1)
    if not opens and not (words.SALUTE.match(below.plain) and _TO_MANY.search(below.plain)):
        return False
    name = text.rstrip(":").strip()
    return names_body(name) and name_of(name) == name


def _is_receiver(sheet: Sheet, line: Line) -> bool:
    """Whether a line is the name of the person to whom a paper is sent, as the archive's title has it."""
    name = line.plain.rstrip(",:")
    if len(name) > _LONGEST or not name or names_body(name):
        return False
    return fold(name) in map(fold, of_title(sheet.title).receivers)


def _is_office(text: str) -> bool:
    """Whether a line names an office and nobody in it."""
    return Mark.HONORIFIC not in in_use()[text.partition(" ")[0].lower().strip(".,")] and any(
        Mark.OFFICE in in_use()[word.lower().strip(".,")] for word in text.split()
    )


def _says_no_more(line: Line) -> bool:
    return line.plain.endswith(":") or line.plain in ("To", "TO")


def _between(sheet: Sheet, index: int) -> list[Line]:
    """Lines between a date and a salute, of which one names a person with an honorific."""
    dated = sheet.line(index - 1)
    if dated is None or len(dated.plain) > _LONGEST or not when.find(dated.plain):
        return []
    lines = list(_lines(sheet, index, index))
    names_person = any(_person(line.plain) for line in lines)
    return lines if names_person and _meets_salute(sheet, index + len(lines)) else []


def names(lines: Sequence[Line]) -> Parties:
    """The person an address names and the body it belongs to, as printed; empty where it names none."""
    person = next((name for line in lines if (name := _person(line.plain))), "")
    body = next((name for line in lines if (name := _body(line.text))), "")
    return Parties(receivers=given(person or body), receiver_body=body if person else "")


def _body(text: str) -> str:
    """The body that a line names, also behind somebody's office: `To the Secretary of the Committee of Ropes`."""
    said = _LABEL.sub("", text)
    office, of, body = said.partition(" of ")
    if of and any(Mark.OFFICE in in_use()[word.lower()] for word in office.split()):
        said = body
    name = name_of(said)
    return name if names_body(name) else ""


def _lines(sheet: Sheet, index: int, first: int) -> Iterator[Line]:
    while index - first < _MOST_LINES and (line := sheet.line(index)) is not None and _belongs(sheet, index, line):
        yield line
        index += 1


def _belongs(sheet: Sheet, index: int, line: Line) -> bool:
    """Whether a line can be one of an address."""
    text = line.plain
    return (
        bool(text)
        and len(text) <= _LONGEST
        and not text.endswith((".", "!", ":", "?"))
        and not words.SALUTE.match(text)
        and not (words.title_words().match(text) and len(text.split()) > 2 and not words.is_sentence(text))
        and not words.SUBJECT.match(text)
        and not words.ADDRESSEE.match(text)
        and not when.is_date(text)
        and not words.CLASSIFICATION.fullmatch(text)
        and aside.recognise(sheet, index) is None
    )


def _meets_salute(sheet: Sheet, index: int) -> bool:
    """Whether a salute stands at `index`, or behind stamps and handwriting there."""
    for ahead in range(index, index + _MOST_ASIDES + 1):
        line = sheet.line(ahead)
        if line is not None and words.SALUTE.match(line.plain):
            return True
        if aside.recognise(sheet, ahead) is None:
            return False
    return False


def _person(text: str) -> str:
    """The person in a line that begins with an honorific (`Cde. Lind`, `To Comrade L i n d`); empty if it does not."""
    said = words.close_up(_LABEL.sub("", text))
    introduced = Mark.HONORIFIC in in_use()[said.partition(" ")[0].lower().strip(".,")]
    return name_of(said) if introduced else ""
