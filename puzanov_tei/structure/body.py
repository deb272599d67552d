"""Running text: paragraphs with their run-in headings, headings, and what nobody else claims."""

from __future__ import annotations

import re

from puzanov_tei.language import ENGLISH, Mark, alternatives
from puzanov_tei.model import Part, PartKind
from puzanov_tei.structure import words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Found, Scene, inner, spanning, tidy, whole

_RUN_IN = re.compile(
    r"^(?P<head>(?:Concerning|About|Regarding|On|As to|As regards|As for|With regard to|In regard to|Re)\s"
    r"[^.;:,!?]{2,80}\."
    rf"|(?:{alternatives(ENGLISH.words(Mark.ORDINAL), capitalized=True)}|Firstly|Secondly|Thirdly|Lastly)\.)\s+(?=\S)"
)
_VERB = re.compile(
    r"\b(?:I|we|he|she|they|it|was|were|is|are|had|has|have|said|will|would|visited|received|came|went)\b"
)
_ATTACHED = re.compile(r"(?i)^(?:attachment|enclosure|annex|appendix|supplement)s?(?:\s(?:nº?\s?)?\w{1,4})?[.:]?$")
_LONGEST_HEADING = 90
_WRAPPED = 60  # a line shorter than this does not go on with the next


def heading(scene: Scene, at: int) -> Found | None:
    """A heading in the text: a short line in capitals."""
    line = scene.line(at)
    if line is None or line.mark is not None or len(line.plain) > _LONGEST_HEADING:
        return None
    if words.CLASSIFICATION.fullmatch(line.plain):
        return None
    letters = [char for char in line.plain if char.isalpha()]
    if len(letters) < 4 or not line.plain.isupper() or line.plain.endswith((".", ",", ";")):
        return None
    return (whole(PartKind.HEADING, line),), at + 1


def enclosure(scene: Scene, at: int) -> Found | None:
    """`Attachment: list of the group, 1 page.`"""
    line = scene.line(at)
    if line is None or not words.ENCLOSURE.match(line.plain) or ":" not in line.plain[:40] or len(line.plain) > 400:
        return None
    return (whole(PartKind.PARAGRAPH, line, _classified(scene, line), type="enclosure"),), at + 1


def attached(scene: Scene, at: int) -> Found | None:
    """`Attachment` on a line of its own: what was enclosed begins."""
    line = scene.line(at)
    if line is None or not _ATTACHED.match(line.plain):
        return None
    return (whole(PartKind.HEADING, line),), at + 1


def paragraph(scene: Scene, at: int) -> Found:
    """A paragraph; lines of one block that were only wrapped belong together."""
    lines = [scene.lines[at]]
    while (following := scene.line(at + len(lines))) is not None and _goes_on(lines[-1], following):
        lines.append(following)
    first = lines[0]
    children: list[Part] = []
    run_in = _RUN_IN.match(first.plain[:120])
    if run_in and not _VERB.search(run_in["head"]) and not words.CUT_SHORT.search(run_in["head"]):
        children.append(inner(scene, PartKind.RUN_IN, first, 0, run_in.end("head")))
    children += _classified(scene, first)
    made = spanning(PartKind.PARAGRAPH, lines, tidy(children, first.begin, lines[-1].end))
    return (made,), at + len(lines)


def _classified(scene: Scene, line: Line) -> tuple[Part, ...]:
    """The classification, if the line is nothing else."""
    match = words.CLASSIFICATION.fullmatch(line.plain)
    return (inner(scene, PartKind.CLASSIFICATION, line, 0, len(line.plain)),) if match else ()


def _goes_on(last: Line, line: Line) -> bool:
    return (
        last.block == line.block
        and len(last.plain) >= _WRAPPED
        and last.mark is None
        and line.mark is None
        and not last.plain.endswith((".", "!", "?", ":", ";", "”", '"', ")"))
        and not words.COPIES.match(line.plain)
    )
