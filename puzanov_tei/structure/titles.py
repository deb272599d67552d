"""The document's own title, on one line or on several, and what introduces a letter: subject and salute."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from puzanov_tei.language import Mark, in_use
from puzanov_tei.model import PartKind
from puzanov_tei.structure import letterhead, parties, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, spanning, whole

_NAME = re.compile(r"^(?:[A-ZÀ-Þ]\w?\.\s?){0,3}[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+){0,3}[,!.:]?$")
_QUOTED = re.compile(r"[,:]\s['‘“\"](.{8,300})['’”\"]$")
_LETTER_OF = re.compile(
    r"^[A-ZÀ-Þ][^.:;,]{2,60}['’]s (?i:letter|telegram|message|note|cable|report) (?:to|of) [A-ZÀ-Þt]"
)
_QUOTES = "\"'“„«‘"
_ALIKE = 85  # of 100: the archive's title in quotation marks, a forename more or less
_LONGEST = 400
_SHORTEST = 8  # letters of a title that is known by them
_MOST_LINES = 6
_MOST_HEADING = 3
_FEWEST, _MOST = 4, 30  # words of a heading without a word for a kind of document


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A title that begins at line `index`, with the lines that go on with it."""
    above, line, below = sheet.line(index - 1), sheet.line(index), sheet.line(index + 1)
    filed = above is not None and words.FILE_NUMBER.match(above.plain) is not None
    if line is not None and line.mark is None and parties.is_of_offices(line.plain, filed=filed):
        return (whole(PartKind.TITLE, line),), index + 1
    if index == 0 and (headline := _headline(sheet)):
        return (spanning(PartKind.TITLE, headline),), len(headline)
    if line is None or not (is_title(line, numbered=index == 0) or (below is not None and _is_topped(line, below))):
        return None
    lines = [line]
    while len(lines) < _MOST_LINES and (following := sheet.line(index + len(lines))) is not None:
        if not (_goes_on(lines[-1], following) or _is_period(following, sheet.line(index + len(lines) + 1))):
            break
        lines.append(following)
    return (spanning(PartKind.TITLE, lines),), index + len(lines)


def repeated(sheet: Sheet, index: int) -> Recognised | None:
    """The archive's title once more, or what it quotes: `Cable from the Embassy, 'What the Minister Said'`."""
    line = sheet.line(index)
    if line is None or line.mark is not None or len(line.plain) > len(sheet.title) + _SHORTEST:
        return None
    quoted = _QUOTED.search(sheet.title)
    titles = {_letters(sheet.title), _letters(quoted[1]) if quoted else ""}
    letters = _letters(line.plain)
    is_alike = line.plain.startswith(tuple(_QUOTES)) and fuzz.ratio(letters, _letters(sheet.title)) >= _ALIKE
    is_title = len(letters) >= _SHORTEST and (letters in titles or is_alike)
    return ((whole(PartKind.TITLE, line),), index + 1) if is_title else None


def is_title(line: Line, *, numbered: bool = False) -> bool:
    """Whether the line opens a title: a word for a kind of document, no sentence.

    Args:
        numbered: it may bear a number, as the first line of a document in a collection does.
    """
    text = words.close_up(words.unnumbered(line.plain) if numbered else line.plain)
    return (
        0 < len(text) < _LONGEST
        and line.mark is None
        and (words.title_words().match(text) is not None or _LETTER_OF.match(text) is not None)
        and text[0].isupper()
        and not words.is_sentence(text)
        and not text.endswith(":")
    )


def _headline(sheet: Sheet) -> Sequence[Line]:
    """The lines above all others that head a text which has no title else: a block of their own, mostly in capitals."""
    lines = [line for line in sheet.lines[: _MOST_HEADING + 1] if line.block == sheet.lines[0].block]
    text = " ".join(line.plain for line in lines)
    tokens = re.findall(r"[^\W\d_]+", text)
    if sheet.title or len(lines) in (0, len(sheet.lines), _MOST_HEADING + 1) or not _FEWEST <= len(tokens) <= _MOST:
        return ()
    if text.endswith((".", ":", ";", ",")) or when.find(text) or any(line.mark for line in lines):
        return ()
    capitals = sum(token[0].isupper() for token in tokens if len(token) > len("the"))
    if capitals * 4 < sum(len(token) > len("the") for token in tokens) * 3 or _is_of_head(lines[0].plain):
        return ()
    return () if any(is_title(line) for line in sheet.lines[: _MOST_HEADING + _MOST_LINES]) else lines


def _is_of_head(text: str) -> bool:
    """Whether a line belongs to another part of a head: a letterhead, an address, a salute, who writes to whom."""
    forms = (words.ADDRESSEE, words.SALUTE, words.SUBJECT, words.CLASSIFICATION, words.TELEGRAM_LINE, words.NUMBER)
    return letterhead.is_office(text) or any(form.match(text) for form in forms)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_topped(line: Line, below: Line) -> bool:
    """Whether a line in capitals heads the one below it: `RECEPTION` / `of Ambassador ...`."""
    text = line.plain
    return (
        line.mark is None
        and 4 <= len(text) <= 60
        and text.isupper()
        and text.replace(" ", "").isalpha()
        and not letterhead.is_office(text)
        and not words.CLASSIFICATION.match(text)
        and below.plain[:1].islower()
        and _goes_on(line, below)
    )


def _is_period(line: Line, below: Line | None) -> bool:
    """Whether a line of the title is the time it covers: days, and no text of an entry below them."""
    text_follows = below is None or len(below.plain) > 60 or words.is_sentence(below.plain)
    return not text_follows and "/" in when.whole(line.plain, "1900-01-01")


def _goes_on(last: Line, line: Line) -> bool:
    """Whether `line` goes on with a title whose last line is `last`."""
    text = line.plain
    if line.mark is not None or len(text) > _LONGEST or not text or words.TELEGRAM_LINE.match(text):
        return False
    if words.ADDRESSEE.match(text) and (":" in text[:12] or text.endswith(":")):
        return False
    if when.is_date(text):
        return words.TITLE_WANTS_DATE.search(last.plain) is not None
    if words.is_sentence(text):
        return False
    named = words.NAME_WITH_INITIALS.fullmatch(text) is not None and not words.NAME_WITH_INITIALS.search(last.plain)
    wants = len(text) < 120 and last.plain.endswith((" of", " OF", ",", " the", " THE", " with", " in", " and"))
    return words.TITLE_GOES_ON.match(text) is not None or wants or named


def subject(sheet: Sheet, index: int) -> Recognised | None:
    """A subject line, `Subject: ...`: the title that the writer gave."""
    line = sheet.line(index)
    if line is None or not words.SUBJECT.match(line.plain) or len(line.plain) > _LONGEST:
        return None
    return (whole(PartKind.TITLE, line),), index + 1


def salute(sheet: Sheet, index: int) -> Recognised | None:
    """A salutation: `Dear Comrade X!`"""
    line, below = sheet.line(index), sheet.line(index + 1)
    if line is None or len(line.plain) > 120:
        return None
    if below is not None and _is_half_salute(line) and _NAME.match(below.plain):
        return (spanning(PartKind.SALUTE, (line, below)),), index + 2
    return ((whole(PartKind.SALUTE, line),), index + 1) if words.SALUTE.match(line.plain) else None


def _is_half_salute(line: Line) -> bool:
    """`Dear Cde.`: the name stands on the next line."""
    tokens = line.plain.lower().rstrip(".").split()
    return words.SALUTE.match(f"{line.plain} X,") is not None and Mark.HONORIFIC in in_use()[tokens[-1]]
