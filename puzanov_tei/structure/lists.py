"""Lists in the text: bulleted, numbered (also with numbering that starts again at each item), participants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from puzanov_tei.language import Mark, in_use
from puzanov_tei.model import BlockKind, Part, PartKind
from puzanov_tei.structure import aside, tail, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, spanning, whole

_BULLET = re.compile(r"^(?P<label>[-–—•*·])\s{1,3}(?=\S)")
_NUMBER = re.compile(
    r"^(?P<label>\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-zа-я]\)|[IVX]{1,5}[.)])(?=\s|(?<=\d\.)[A-ZÀ-Þ][a-zà-ÿ]{2})"
)
_OF_ITEM = re.compile(r"^(?P<label>\(?(?:\d{1,3}(?:\.\w{1,3})*|[A-Za-zа-яА-Я]|[ivxIVX]{1,6})[.)])(?=\s)")
_ROMAN = re.compile(r"[IVXL]+")
_FIRST = re.compile(r"\(?(?:1|[aаAАiI])[.)]")
_INITIAL = re.compile(r"[IVX]\.\s(?:(?:[^\W\d_]\w?\.\s?){1,3}[^\W\d_a-z]|[^\W\d_a-z][\w'’-]+[,.!]?$)")
_PRESENT = re.compile(r"(?i)\b(?:present|participated|participants|attended|took part|attendees)\b[^.]{0,60}:$")
_LONGEST_NAME = 80
_ALONE = re.compile(r"(?:[-–—•*·]\s)?\(?(\d{1,3})[.)]")
_BULLET_ALONE = re.compile(r"[-–—•*·]")
_IN_ITEM = 1_000  # instead of the level of a line that goes on with an item
_MOST = 12  # lines under a number that stands alone
_SIDE = re.compile(
    r"^(?:(?:From|On|For|On behalf of|Representing)\s(?:the\s)?[^:.]{2,60}"
    r"|(?:The\s)?[A-Z][\w-]+\s(?:side|party|delegation))\s?:"
)


def label(line: Line) -> re.Match[str] | None:
    """The bullet or number that the line begins with; an initial is none (`I. V. Name`, `V. Name`)."""
    if line.kind is BlockKind.ITEM and (match := _OF_ITEM.match(line.plain)):
        return match
    match = _BULLET.match(line.plain) or _NUMBER.match(line.plain)
    return None if match is None or _INITIAL.match(line.plain) else match


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A list that begins at line `index`, and the lists in it; a numbered line alone is a paragraph with a label."""
    first = sheet.line(index)
    if first is None or not _is_item(sheet, index, first):
        return None
    lines: list[Line] = []
    levels: list[int] = []
    kinds: list[str] = []
    while (line := sheet.line(index + len(lines))) is not None:
        if lines and _goes_on_in_item(lines[-1], line):
            lines.append(line)
            levels.append(_IN_ITEM)
            continue
        depth = _depth(sheet, index + len(lines), lines, kinds) if _is_item(sheet, index + len(lines), line) else -1
        if depth < 0:
            break
        kinds[depth:] = [_kind(line)]
        lines.append(line)
        levels.append(depth)
    if len(lines) == 1 and first.kind is not BlockKind.ITEM and _kind(first):
        return (whole(PartKind.PARAGRAPH, first, _label_of(sheet, first)),), index + 1
    return (_list(sheet, lines, levels),), index + len(lines)


def apart(sheet: Sheet, index: int) -> Recognised | None:
    """A list whose numbers stand on lines of their own, each above what it numbers."""
    starts = list(_numbers_apart(sheet, index))
    if len(starts) < 2:
        return None
    end = _text_under(sheet, starts[-1]) + 1  # of what is said under the last number one line is sure
    items = [_under(sheet, sheet.lines[a:b]) for a, b in pairwise([*starts, end])]
    return (spanning(PartKind.LIST, sheet.lines[index:end], items, type="ordered"),), end


def _numbers_apart(sheet: Sheet, index: int) -> Iterator[int]:
    """The lines with one number after the other, from line `index` on, each with text below."""
    here, expected = index, _number_alone(sheet, index)
    while expected and (below := sheet.line(_text_under(sheet, here))) is not None:
        if below.mark is not None or _kind(below) or _number_alone(sheet, _text_under(sheet, here)):
            return
        yield here
        expected += 1
        near = range(here + 2, here + _MOST)
        here = next((n for n in near if _number_alone(sheet, n) == expected), len(sheet.lines))


def _text_under(sheet: Sheet, index: int) -> int:
    """The line of the text under a number: the next, or the one behind a bullet that stands alone too."""
    below = sheet.line(index + 1)
    return index + 1 + (below is not None and _BULLET_ALONE.fullmatch(below.plain) is not None)


def _number_alone(sheet: Sheet, index: int) -> int:
    """The number that is all of a line; 0 where there is none."""
    line = sheet.line(index)
    match = _ALONE.fullmatch(line.plain) if line is not None and line.mark is None else None
    return int(match[1]) if match else 0


def _under(sheet: Sheet, lines: Sequence[Line]) -> Part:
    """A number and the lines under it, which may have a bullet."""
    bullets = [line for line in lines[1:] if _BULLET_ALONE.fullmatch(line.plain)]
    others = [line for line in lines[1:] if line not in bullets]
    inside = [whole(PartKind.LABEL, line) for line in (lines[0], *bullets)]
    if len(others) > 1:
        inside += [whole(PartKind.PARAGRAPH, line, _label_of(sheet, line)) for line in others]
    else:
        inside += [one for line in others for one in _label_of(sheet, line)]
    return spanning(PartKind.ITEM, lines, inside)


def _list(sheet: Sheet, lines: Sequence[Line], levels: Sequence[int]) -> Part:
    """The list that all of `lines` make; an item holds the deeper lines behind it."""
    starts = [index for index, level in enumerate(levels) if level == levels[0]]
    items = [_item(sheet, lines[a:b], levels[a:b]) for a, b in pairwise([*starts, len(lines)])]
    return spanning(PartKind.LIST, lines, items, type="ordered" if _kind(lines[0]) else "bulleted")


def _item(sheet: Sheet, lines: Sequence[Line], levels: Sequence[int]) -> Part:
    first = next((place for place, level in enumerate(levels) if place and level != _IN_ITEM), len(lines))
    inner_list = (_list(sheet, lines[first:], levels[first:]),) if first < len(lines) else ()
    return spanning(PartKind.ITEM, lines, (*_label_of(sheet, lines[0]), *inner_list))


def _goes_on_in_item(last: Line, line: Line) -> bool:
    """Whether a line goes on with an item of the page's layout: no number opens it, and its block is the item's."""
    return last.kind is line.kind is BlockKind.ITEM and last.block == line.block and label(line) is None


def _depth(sheet: Sheet, index: int, before: Sequence[Line], kinds: Sequence[str]) -> int:
    """How deep line `index` stands in the list so far, from 0; -1 where it is no item of the list.

    The page's own levels count where it has them; else a kind of number that is new opens a list in the last item.
    """
    line = sheet.lines[index]
    if not before:
        return 0
    if line.kind is BlockKind.ITEM and before[0].kind is BlockKind.ITEM and {line.level, before[-1].level} != {1}:
        return max(0, min(line.level - before[0].level, len(kinds)))
    kind = _kind(line)
    if kind in kinds:
        return kinds.index(kind)
    opens = before[-1].plain.endswith(":")
    if kind:
        return len(kinds) if _FIRST.match(line.plain) and (kinds[0] or opens) else -1
    return len(kinds) if opens or _goes_on(sheet, index, kinds) else -1


def _goes_on(sheet: Sheet, index: int, kinds: Sequence[str]) -> bool:
    """Whether the numbers go on behind the bullets that begin at line `index`."""
    while (line := sheet.line(index)) is not None and label(line) is not None and not _kind(line):
        index += 1
    return line is not None and label(line) is not None and _kind(line) in kinds and not _FIRST.match(line.plain)


def _kind(line: Line) -> str:
    """What kind of number the line bears; empty for a bullet and for none."""
    match = label(line)
    text = match["label"] if match is not None and not _BULLET.match(line.plain) else ""
    bare = text.strip("().")
    if not bare:
        return ""
    if bare.isdecimal():
        return f"1{text[-1]}" if text[0] != "(" else "(1)"
    if _ROMAN.fullmatch(bare):
        return "I"
    return "a" if len(bare) == 1 else "1.1"


def _is_item(sheet: Sheet, index: int, line: Line) -> bool:
    if line.mark is not None or when.is_date(line.plain) or words.SEPARATOR.match(line.plain):
        return False
    if tail.recognise(sheet, index) is not None:
        return False
    return label(line) is not None or line.kind is BlockKind.ITEM


def _label_of(sheet: Sheet, line: Line) -> tuple[Part, ...]:
    match = label(line)
    return (inner(sheet, PartKind.LABEL, line, match.start("label"), match.end("label")),) if match else ()


def _is_person(line: Line) -> bool:
    """Whether a line names somebody with an honorific and says no more: `Comrade General Orlov`."""
    first = line.plain.partition(" ")[0].strip(".").lower()
    says_more = line.plain.endswith((":", ".", "!", "?")) or len(line.plain) > _LONGEST_NAME
    return Mark.HONORIFIC in in_use()[first] and not says_more


def participants(sheet: Sheet, index: int) -> Recognised | None:
    """A list of participants: `The following were present:` and below it a line for each side."""
    head = sheet.line(index)
    if head is None or len(head.plain) > 200 or not _PRESENT.search(head.plain):
        return None
    lines: list[Line] = []
    while (line := sheet.line(index + 1 + len(lines))) is not None and len(lines) < 40:
        if not (_SIDE.match(line.plain) or label(line) or line.kind is BlockKind.ITEM or _is_person(line)):
            break
        if aside.recognise(sheet, index + 1 + len(lines)) is not None:
            break
        lines.append(line)
    if not lines:
        return None
    items = [whole(PartKind.ITEM, line, _label_of(sheet, line)) for line in lines]
    made = (whole(PartKind.PARAGRAPH, head), spanning(PartKind.LIST, lines, items, type="participants"))
    return made, index + 1 + len(lines)
