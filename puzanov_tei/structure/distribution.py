"""Who got a copy: `Five copies printed:` with its items, `Distribution list - 11 copies: A - 2, B-1, ...`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from puzanov_tei.language import Mark, Vocabulary, of_words
from puzanov_tei.model import BlockKind, Part, PartKind
from puzanov_tei.structure import aside, signers, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, part, spanning, tidy, whole

_LONGEST_ITEM = 140
_LONGEST_HEAD = 60
_MOST_ITEMS = 60
_DELIVERED = re.compile(r"(?i)^(?:distributed|sent|delivered|mailed)\b.{0,60}$")
_RECIPIENT = re.compile(
    r"^(?:[-–]\s)?\d{1,2}(?:st|nd|rd|th)?[.)]?\s?"
    r"(?:[-–]\s?[A-ZÀ-Þ]|[-–]?\s?(?:to\s|file|in the file|addressee|Cdes?\.|Comrade|[A-Z]{2,}))"
)
# The copy that stays in the office.
_FILE = re.compile(r"(?:^|[\s–-])(?P<file>(?:(?:to|in|for)\s(?:the\s)?)?files?)\.?$")
_RUN_ON = re.compile(
    r"(?<=\s)(?:[-–]\s)?(?P<n>\d{1,2})(?:st|nd|rd|th)?[.)]?\s?[-–—]?\s?(?=(?:to|in|for)\b|files?\b|addressee|[A-ZÀ-Þ])"
)
# `Two copies printed. Nº 2 to file.`
_COUNTED = re.compile(r"(?<=\s)(?:№|Nº|No\.)\s?\d")
_FEWEST = 3
_INITIALS = re.compile(r"^[a-z]{1,4}(?:\[[a-z]{1,3}\])?$")
_HONOURED = re.compile(r"^(?:to\s)?(?:Cdes?\.|Comrades?)\s")
_NUMBERED = re.compile(r"^(?:(?:№|Nº|No\.)\s?)?\d{1,3}(?:st|nd|rd|th)?[.)]?\s?[-–—:]?\s?\S|^\d{1,3}\.?$")


@of_words
def _run_in(_: Vocabulary) -> re.Pattern[str]:
    """A heading that its recipients follow on the same line."""
    return re.compile(
        rf"^(?P<head>{words.count()}\s(?:copies|copy)\b(?:\s(?:(?:were|was)\s)?\w+)?\s?[.:])\s(?P<rest>(?:№|Nº|No\.)\s?\d.{{1,200}})$"
    )


@of_words
def _numbers(words: Vocabulary) -> Mapping[str, int]:
    return words.numbered(Mark.NUMBER)


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A distribution list that begins at line `index`."""
    line = sheet.line(index)
    if line is not None and (run_on := _run_in().match(line.plain)):
        edges = [run_on.start("rest"), *(m.start() for m in _COUNTED.finditer(line.plain, run_on.start("rest") + 1))]
        held = [item(sheet, line, a, b) for a, b in pairwise([*edges, len(line.plain)])]
        held.append(inner(sheet, PartKind.COPIES, line, 0, run_on.end("head")))
        return (whole(PartKind.DISTRIBUTION, line, tidy(held, line.begin, line.end)),), index + 1
    if line is None or not words.copies().match(line.plain) or signers.is_holder(line):
        return None
    colon = line.plain.find(":")
    rest = line.plain[colon + 1 :].strip() if colon >= 0 else ""
    if rest and not _INITIALS.match(rest):
        return inline(sheet, line, colon, index)
    children: list[Part] = [whole(PartKind.COPIES, line)]
    after = index + 1
    following = sheet.line(after)
    if following is not None and _DELIVERED.match(following.plain) and not _is_item(sheet, following, after):
        children.append(whole(PartKind.PARAGRAPH, following))
        after += 1
    expected = count(line.plain) if line.plain.endswith(":") else 0
    while after - index <= _MOST_ITEMS and (following := sheet.line(after)) is not None:
        bare = line.plain.endswith(":") and (
            following.block == line.block or after - index <= expected or _HONOURED.match(following.plain) is not None
        )
        if not _is_item(sheet, following, after, bare):
            break
        children += items(sheet, following)
        after += 1
    last = sheet.lines[after - 1].end
    return (part(PartKind.DISTRIBUTION, line.begin, last, tidy(children, line.begin, last)),), after


def headless(sheet: Sheet, index: int) -> Recognised | None:
    """Recipients whose heading was lost: `1 - to Cde. X`."""
    lines: list[Line] = []
    if not sheet.closes(index):
        return None
    while len(lines) < _MOST_ITEMS and (line := sheet.line(index + len(lines))) is not None:
        if not _RECIPIENT.match(line.plain) or not _is_item(sheet, line, index + len(lines)):
            break
        lines.append(line)
    if not lines:
        return None
    return (spanning(PartKind.DISTRIBUTION, lines, [item(sheet, line) for line in lines]),), index + len(lines)


def at_the_head(sheet: Sheet, index: int) -> Recognised | None:
    """Recipients with a dash each, above the title: `- Comrade X`, most of them persons with an honorific."""
    lines: list[Line] = []
    while len(lines) < _MOST_ITEMS and (line := sheet.line(index + len(lines))) is not None:
        dash = words.DASH_LABEL.match(line.plain)
        if dash is None or len(line.plain) > _LONGEST_HEAD or line.plain.endswith((".", ";", ":")):
            break
        lines.append(line)
    honoured = sum(_HONOURED.match(line.plain.lstrip("-–—•*· ")) is not None for line in lines)
    if len(lines) < _FEWEST or honoured * 2 < len(lines):
        return None
    return (spanning(PartKind.DISTRIBUTION, lines, [item(sheet, line) for line in lines]),), index + len(lines)


def _is_item(sheet: Sheet, line: Line, index: int, plain: bool = False) -> bool:
    text = line.plain
    if not text or len(text) > _LONGEST_ITEM or words.typist().match(text) or words.is_sentence(text):
        return False
    if any(p.match(text) for p in (words.NUMBER, words.copies(), words.SEPARATOR, words.ENCLOSURE, words.SUBJECT)):
        return False
    if aside.recognise(sheet, index) is not None:
        return False
    if line.kind is BlockKind.ITEM or words.DASH_LABEL.match(text):
        return True
    if when.is_date(text):
        return False
    if plain and text[0].isupper() and not text.endswith((".", ":")):
        return True
    return words.ORDINAL_LABEL.match(text) is not None and _NUMBERED.match(text) is not None


def count(text: str) -> int:
    """How many copies `Five copies printed:` says there are; 0 if it does not say."""
    for word in text.lower().replace("-", " ").split():
        if word.isdigit():
            return int(word)
        if word in _numbers():
            return _numbers()[word]
    return 0


def items(sheet: Sheet, line: Line) -> list[Part]:
    """The recipients on a line: one, or as many as there are rising numbers where lines ran together."""
    edges = [0, *_rising(line.plain), len(line.plain)]
    return [item(sheet, line, begin, end) for begin, end in pairwise(edges)]


def _rising(text: str) -> list[int]:
    """Where the second recipient of a line begins, the third ...: `1 Cde. A 2 Cde. B 3 to file`."""
    label = words.ORDINAL_LABEL.match(text)
    number = int("".join(filter(str.isdecimal, label["label"])) or 0) if label else 0
    rising: list[int] = []
    for match in _RUN_ON.finditer(text, label.end() if label else len(text)):
        if int(match["n"]) == number + 1:
            number += 1
            rising.append(match.start())
    return rising


def item(sheet: Sheet, line: Line, begin: int = 0, end: int = 0) -> Part:
    """One recipient, `line.plain[begin:end]` (the whole line); the number or dash before the name is its label."""
    text = line.plain[begin : end or len(line.plain)].rstrip()
    dash = words.DASH_LABEL.match(text)
    first = dash.end() if dash else 0
    label = words.ORDINAL_LABEL.match(text[first:])
    children: list[Part] = []
    number = ""
    if label:
        number = "".join(char for char in label["label"] if char.isdigit())
        offset = begin + first
        children.append(inner(sheet, PartKind.LABEL, line, offset + label.start("label"), offset + label.end("label")))
    elif dash:
        children.append(inner(sheet, PartKind.LABEL, line, begin, begin + dash.end("label")))
    if file := _FILE.search(text, first + (label.end() if label else 0)):
        children.append(inner(sheet, PartKind.FILE, line, begin + file.start("file"), begin + file.end("file")))
    if not end or (begin, end) == (0, len(line.plain)):
        return whole(PartKind.ITEM, line, tidy(children, line.begin, line.end), n=number)
    made = inner(sheet, PartKind.ITEM, line, begin, begin + len(text), n=number)
    return replace(made, children=tidy(children, made.begin, made.end))


def inline(sheet: Sheet, line: Line, colon: int, index: int) -> Recognised | None:
    """A list on one line, its items parted by commas or semicolons."""
    if len(line.plain) > 1500:
        return None
    children = [inner(sheet, PartKind.COPIES, line, 0, colon + 1)]
    begin = colon + 1
    for end in [*_commas(line.plain, colon + 1), len(line.plain)]:
        chunk = line.plain[begin:end]
        first, last = begin + len(chunk) - len(chunk.lstrip()), begin + len(chunk.rstrip())
        if first < last:
            children.append(inner(sheet, PartKind.ITEM, line, first, last))
        begin = end
    return (whole(PartKind.DISTRIBUTION, line, tidy(children, line.begin, line.end)),), index + 1


def _commas(text: str, begin: int) -> list[int]:
    """Ends of the items: behind each comma or semicolon outside round brackets."""
    commas, depth = [], 0
    for offset in range(begin, len(text)):
        depth += (text[offset] == "(") - (text[offset] == ")" and depth > 0)
        if text[offset] in ",;" and depth == 0:
            commas.append(offset + 1)
    return commas
