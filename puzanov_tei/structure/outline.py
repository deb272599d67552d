"""Whether the headings that a converted text marks are headings of its document.

Converters of PDF take large or bold lines for headings: numbers, offices, dates, half a sentence. An author's headings
are few, have text below them, go down one level at a time, and say no sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from puzanov_tei.model import BlockKind
from puzanov_tei.structure import letterhead, when, words
from puzanov_tei.structure.lines import Line

_FEWEST = 2
_LONGEST = 100
_UNFINISHED = (",", ";", " of", " the", " and", " in", " to", "-")


def is_consistent(lines: Sequence[Line]) -> bool:
    """Whether all headings of a text are such as an author writes; false where it has fewer than two."""
    headings = [index for index, line in enumerate(lines) if line.kind is BlockKind.HEADING]
    if len(headings) < _FEWEST or len(headings) * 2 > len(lines):
        return False
    levels = [lines[index].level for index in headings]
    if min(levels) < levels[0] or any(level > above + 1 for above, level in pairwise(levels)):
        return False
    if any(
        index + 1 == following and lines[index].level >= lines[following].level
        for index, following in pairwise(headings)
    ):
        return False
    return headings[-1] + 1 < len(lines) and all(_is_heading(lines[index]) for index in headings)


def _is_heading(line: Line) -> bool:
    """Whether a line can be a heading: short, no sentence, no date, and nothing of a letterhead."""
    text = line.plain
    return (
        line.mark is None
        and len(text) <= _LONGEST
        and text[:1].isalnum()
        and not text[0].islower()
        and not words.is_sentence(text)
        and not text.endswith(_UNFINISHED)
        and not when.is_date(text)
        and not words.CLASSIFICATION.fullmatch(text)
        and letterhead.elements(line) is None
    )
