"""Footnotes of the document: `x/ ...`, `* ...`, where the same sign stands in the text above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from puzanov_tei.marks import noted
from puzanov_tei.model import PartKind
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, spanning, whole

_NOTE = re.compile(r"^(?P<label>\*{1,4}|[xXхХ]{1,3}/|\d{1,2}/|†|‡)\s{0,3}(?=[^\s*])")
# A sign of reference: behind a word or its punctuation.
_SIGN = re.compile(r"(?<=[\w.,)\"”])(?:\*{1,4}|†|‡)(?![\w*])|(?<=[^\W\d_])\s?(?:[xXхХ]{1,3}|\d{1,2})/(?!\w)")


def signs(lines: Sequence[Line]) -> Mapping[str, int]:
    """The signs of reference in the text, each with the offset where it comes first."""
    signs: dict[str, int] = {}
    for line in lines:
        for match in _SIGN.finditer(line.plain):
            signs.setdefault(match.group().strip(), line.begin)
    return signs


def below(sheet: Sheet, index: int) -> Recognised | None:
    """A footnote whose number stands in the text as its sign (see `marks.noted`)."""
    line = sheet.line(index)
    number = sheet.notes.get(line.begin) if line is not None else None
    match = noted.NOTE.match(line.plain) if line is not None else None
    if line is None or number is None or match is None:
        return None
    label = inner(sheet, PartKind.LABEL, line, *match.span("label"))
    lines = [line]
    # A wrapped note goes on in small letters.
    while (following := sheet.line(index + len(lines))) is not None and following.plain[:1].islower():
        lines.append(following)
    return (spanning(PartKind.FOOTNOTE, lines, (label,), n=number),), index + len(lines)


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A footnote on a line of its own."""
    line = sheet.line(index)
    if line is None or line.mark is not None:
        return None
    match = _NOTE.match(line.plain)
    if match is None or sheet.signs.get(match["label"], line.end) >= line.begin:
        return None
    label = inner(sheet, PartKind.LABEL, line, match.start("label"), match.end("label"))
    return (whole(PartKind.FOOTNOTE, line, (label,), n=match["label"].rstrip("/")),), index + 1
