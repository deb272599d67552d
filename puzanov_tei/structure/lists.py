"""Lists in the text: bulleted, numbered (also with numbering that starts again at each item), participants."""

from __future__ import annotations

import re

from puzanov_tei.model import BlockKind, Part, PartKind
from puzanov_tei.structure import aside, tail, when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Found, Scene, inner, spanning, whole

_BULLET = re.compile(r"^(?P<label>[-–—•*·])\s{1,3}(?=\S)")
_NUMBER = re.compile(r"^(?P<label>\d{1,3}[.)]|\(\d{1,3}\)|\(?[a-zа-я]\)|[IVX]{1,5}[.)])(?=\s)")
_PRESENT = re.compile(r"(?i)\b(?:present|participated|participants|attended|took part|attendees)\b[^.]{0,60}:$")
_SIDE = re.compile(
    r"^(?:(?:From|On|For|On behalf of|Representing)\s(?:the\s)?[^:.]{2,60}"
    r"|(?:The\s)?[A-Z][\w-]+\s(?:side|party|delegation))\s?:"
)


def label(line: Line) -> re.Match[str] | None:
    """The bullet or number that the line begins with."""
    return _BULLET.match(line.plain) or _NUMBER.match(line.plain)


def recognise(scene: Scene, at: int) -> Found | None:
    """A list that begins at line `at`; a numbered line alone is a paragraph with a label."""
    lines: list[Line] = []
    first = scene.line(at)
    if first is None or not _is_item(scene, at, first):
        return None
    bulleted = _style(first)
    while (line := scene.line(at + len(lines))) is not None and _is_item(scene, at + len(lines), line):
        if _style(line) != bulleted:
            break
        lines.append(line)
    if len(lines) == 1 and first.kind is not BlockKind.ITEM and not bulleted:
        return (whole(PartKind.PARAGRAPH, first, _label_of(scene, first)),), at + 1
    kind = "bulleted" if bulleted else "ordered"
    items = [whole(PartKind.ITEM, line, _label_of(scene, line)) for line in lines]
    return (spanning(PartKind.LIST, lines, items, type=kind),), at + len(lines)


def _style(line: Line) -> bool:
    return _NUMBER.match(line.plain) is None


def _is_item(scene: Scene, at: int, line: Line) -> bool:
    if line.mark is not None or when.is_date(line.plain) or words.SEPARATOR.match(line.plain):
        return False
    if tail.recognise(scene, at) is not None:
        return False
    return label(line) is not None or line.kind is BlockKind.ITEM


def _label_of(scene: Scene, line: Line) -> tuple[Part, ...]:
    match = label(line)
    return (inner(scene, PartKind.LABEL, line, match.start("label"), match.end("label")),) if match else ()


def participants(scene: Scene, at: int) -> Found | None:
    """`The following were present:` and below it a line for each side."""
    head = scene.line(at)
    if head is None or len(head.plain) > 200 or not _PRESENT.search(head.plain):
        return None
    lines: list[Line] = []
    while (line := scene.line(at + 1 + len(lines))) is not None and len(lines) < 40:
        if not (_SIDE.match(line.plain) or label(line) or line.kind is BlockKind.ITEM):
            break
        if aside.recognise(scene, at + 1 + len(lines)) is not None:
            break
        lines.append(line)
    if not lines:
        return None
    items = [whole(PartKind.ITEM, line, _label_of(scene, line)) for line in lines]
    made = (whole(PartKind.PARAGRAPH, head), spanning(PartKind.LIST, lines, items, type="participants"))
    return made, at + 1 + len(lines)
