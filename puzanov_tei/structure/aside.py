"""What others put on the paper: stamps, handwriting, notes of the translator, omissions; each as a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words
from puzanov_tei.model import Kind, Mention, Part, PartKind
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, part, whole

_KINDS = {
    Kind.STAMP: PartKind.STAMP,
    Kind.HANDWRITTEN: PartKind.HANDWRITTEN,
    Kind.TRANSLATOR_NOTE: PartKind.NOTE,
    Kind.PAGE_BREAK: PartKind.PAGE_BREAK,
}
OMISSION = re.compile(r"^(?:\[{1,2}\s?(?:…\.?|\.{3,6})\s?\]{1,2}|…|\.{3,6})$")
_STAMPED = re.compile(r"(?<!\w)(?:Stamped|Stamp|STAMP)\s?:")
_LABEL = re.compile(r"(?i)^\[(?:[^\[\]:]{0,40}\b)?stamps?\b[^\[\]:]{0,60}\]")


@of_words
def _about_paper(words: Vocabulary) -> re.Pattern[str]:
    """A line that only says what is drawn or printed on the paper."""
    return re.compile(rf"(?i)^\[(?:{alternatives(words.words(Mark.PICTURE))})\b[^\[\]]{{0,200}}\]$")


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A line that is a stamp, handwriting, a note or an omission."""
    line = sheet.line(index)
    if line is None:
        return None
    if is_omission(line):
        return (whole(PartKind.OMISSION, line),), index + 1
    if line.mark is not None and line.mark.kind in _KINDS:
        return (whole(_KINDS[line.mark.kind], line),), index + 1
    if _about_paper().match(line.text):
        return (whole(PartKind.NOTE, line),), index + 1
    return stamped(sheet, line, index) or labelled(line, index) or _only_marks(sheet, line, index)


def is_omission(line: Line) -> bool:
    """Whether the line is `[...]`, `[…]`, `…` and nothing else."""
    return OMISSION.match(line.text) is not None


def stamped(sheet: Sheet, line: Line, index: int) -> Recognised | None:
    """Stamps without brackets: `Stamped: A : Stamped: B`."""
    starts = [m.start() for m in _STAMPED.finditer(line.text)]
    if not starts or starts[0] != 0 or len(line.text) > 400:
        return None
    made = []
    for begin, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        piece = line.text[begin:end]
        made.append(part(PartKind.STAMP, line.begin + begin, line.begin + begin + len(piece.rstrip())))
    if any(sheet.marks.snap(p.begin, p.end) != (p.begin, p.end) for p in made):
        return (whole(PartKind.STAMP, line),), index + 1
    return tuple(made), index + 1


def labelled(line: Line, index: int) -> Recognised | None:
    """A labelled line: `[stamp and handwriting] MR 14. Nov`; the bracket is round the label only."""
    if len(line.text) > 200:
        return None
    before = _LABEL.match(line.text)
    after = line.text.endswith("]") and _LABEL.match(line.text[line.text.rfind("[") :])
    if before or (after and line.text.count("[") == 1 and not re.search(r"[a-z]{3}\. [A-Z]", line.text)):
        return (whole(PartKind.STAMP, line),), index + 1
    return None


def _only_marks(sheet: Sheet, line: Line, index: int) -> Recognised | None:
    """Several marks on one line and nothing between them."""
    tops = sheet.marks.tops(line.begin, line.end)
    if len(tops) < 2 or any(mark.kind not in _KINDS for mark in tops):
        return None
    covered = sum(mark.end - mark.begin for mark in tops)
    gaps = "".join(sheet.source.text[a.end : b.begin] for a, b in pairwise(tops))
    if covered + len(gaps) != line.end - line.begin or gaps.strip(" .,;:\n"):
        return None
    ends = [behind.begin for behind in tops[1:]] + [line.end]
    return tuple(_of_mark(mark, sheet.source.text, end) for mark, end in zip(tops, ends, strict=True)), index + 1


def inside(sheet: Sheet, begin: int, end: int) -> Iterator[Part]:
    """Stamps and handwriting that stand on a line with other things."""
    for mark in sheet.marks.tops(begin, end):
        if mark.kind in (Kind.STAMP, Kind.HANDWRITTEN) and begin <= mark.begin and mark.end <= end:
            yield _of_mark(mark)


def _of_mark(mark: Mention, text: str = "", end: int = 0) -> Part:
    """The part that a mark makes, with the sign behind it before `end`."""
    sign = text[mark.end : end].rstrip()
    return part(_KINDS[mark.kind], mark.begin, mark.end + len(sign))
