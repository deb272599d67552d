"""Running text: paragraphs with their run-in headings, headings, and what nobody else claims."""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words
from puzanov_tei.model import BlockKind, Part, PartKind
from puzanov_tei.structure import words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, spanning, tidy, whole

_VERB = re.compile(
    r"\b(?:I|we|he|she|they|it|was|were|is|are|had|has|have|said|will|would|visited|received|came|went)\b"
)
_ATTACHED = re.compile(r"(?i)^(?:attachment|enclosure|annex|appendix|supplement)s?(?:\s(?:nº?\s?)?\w{1,4})?[.:]?$")
_LONGEST_HEADING = 90
_LONGEST_STYLED = 250
_WRAPPED = 60  # a line shorter than this does not go on with the next
_WIDEST = 160  # where a line of a block is longer than this, its lines are not wrapped: each is a paragraph


@of_words
def _run_in(words: Vocabulary) -> re.Pattern[str]:
    """A heading that its paragraph goes on behind: `Concerning the harvest.`, `First.`"""
    ordinals = alternatives(words.words(Mark.ORDINAL), capitalized=True)
    return re.compile(
        r"^(?P<head>(?:Concerning|About|Regarding|On|As to|As regards|As for|With regard to|In regard to|Re)\s"
        rf"[^.;:,!?]{{2,80}}\.|(?:{ordinals}|Firstly|Secondly|Thirdly|Lastly)\.)\s+(?=\S)"
    )


def heading(sheet: Sheet, index: int) -> Recognised | None:
    """A heading in the text: a short line in capitals."""
    line = sheet.line(index)
    if line is None or line.mark is not None or len(line.plain) > _LONGEST_HEADING or sheet.capitals:
        return None
    if words.CLASSIFICATION.fullmatch(line.plain):
        return None
    letters = [char for char in line.plain if char.isalpha()]
    if len(letters) < 4 or not line.plain.isupper() or line.plain.endswith((".", ",", ";")):
        return None
    return (whole(PartKind.HEADING, line),), index + 1


def styled(sheet: Sheet, index: int) -> Recognised | None:
    """A heading by the style that it has in the file (see `Sheet.styled`)."""
    line = sheet.line(index)
    if line is None or not sheet.styled or line.kind is not BlockKind.HEADING or line.mark is not None:
        return None
    if len(line.plain) > _LONGEST_STYLED or words.CLASSIFICATION.fullmatch(line.plain):
        return None
    return (whole(PartKind.HEADING, line),), index + 1


def enclosure(sheet: Sheet, index: int) -> Recognised | None:
    """A line that names what is enclosed: `Attachment: list of the group, 1 page.`"""
    line = sheet.line(index)
    if line is None or not words.ENCLOSURE.match(line.plain) or ":" not in line.plain[:40] or len(line.plain) > 400:
        return None
    return (whole(PartKind.PARAGRAPH, line, _classified(sheet, line), type="enclosure"),), index + 1


def attached(sheet: Sheet, index: int) -> Recognised | None:
    """The heading of what was enclosed: `Attachment` on a line of its own."""
    line = sheet.line(index)
    if line is None or not _ATTACHED.match(line.plain):
        return None
    return (whole(PartKind.HEADING, line),), index + 1


def paragraph(sheet: Sheet, index: int) -> Recognised:
    """A paragraph; lines of one block that were only wrapped belong together."""
    lines = [sheet.lines[index]]
    while (following := sheet.line(index + len(lines))) is not None and _goes_on(sheet, lines[-1], following):
        lines.append(following)
    first = lines[0]
    children: list[Part] = []
    run_in = _run_in().match(first.plain[:120])
    if run_in and not _VERB.search(run_in["head"]) and not words.cut_short().search(run_in["head"]):
        children.append(inner(sheet, PartKind.RUN_IN, first, 0, run_in.end("head")))
    children += _classified(sheet, first)
    made = spanning(PartKind.PARAGRAPH, lines, tidy(children, first.begin, lines[-1].end))
    return (made,), index + len(lines)


def _classified(sheet: Sheet, line: Line) -> tuple[Part, ...]:
    """The classification, if the line is nothing else."""
    match = words.CLASSIFICATION.fullmatch(line.plain)
    return (inner(sheet, PartKind.CLASSIFICATION, line, 0, len(line.plain)),) if match else ()


def _goes_on(sheet: Sheet, last: Line, line: Line) -> bool:
    """Whether a line goes on with the next: wrapped lines do, and a sentence that was broken."""
    return (
        last.block == line.block
        and (sheet.widths[line.block] <= _WIDEST or line.plain[:1].islower())
        and len(last.plain) >= _WRAPPED
        and last.mark is None
        and line.mark is None
        and not last.plain.endswith((".", "!", "?", ":", ";", "”", '"', ")"))
        and not words.copies().match(line.plain)
    )
