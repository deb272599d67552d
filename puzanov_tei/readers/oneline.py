"""PDF text on one line: the labels stand in the stream, and the document begins after the last value."""

from __future__ import annotations

import re
from itertools import pairwise

from puzanov_tei.model import Metadata, Page
from puzanov_tei.readers import labels, latex
from puzanov_tei.readers.blocks import paragraphs, within
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.metadata import assemble
from puzanov_tei.readers.transcript import Transcript

_CHROME = re.compile(
    r"(?:Digital Archive|digitalarchive\.wilsoncenter\.org|International History Declassified|Wilson Center)\s+"
)
# What is left of headings and bold type when Markdown loses its lines.
_NOISE = "#*_- \t\n"
_URL = re.compile(r"https?://[^\s\"”<>]+")
_SENTENCE_END = re.compile(r"[.!?][”\"')]?\s+(?=[\[\"“(A-Z#0-9])")
# Two words in capitals in a row: a letterhead begins.
_CAPITALS = re.compile(r"(?<!\S)[A-Z]{3,}\s+[A-Z]{2,}(?!\S)")


def recognises(file: File) -> bool:
    """Whether two labels (Citation, Summary, ...) stand in the middle of a line, each with its colon."""
    inside = {
        match[1].lower()
        for match in labels.LABEL_INLINE.finditer(file.text[:20_000])
        if file.text[: match.start()].rpartition("\n")[2].strip("#*_- \t")
    }
    return len(inside) >= 2


def read(file: File) -> Page:
    """A page whose lines were lost."""
    transcript = Transcript(file.text)
    at = 0
    for begin, end, text in latex.rendered(transcript.raw, 0, len(file.text)):
        transcript.copy(at, begin)
        transcript.put(text, begin)
        at = end
    transcript.copy(at, len(file.text))
    source = transcript.source(file.name, file.data)
    metadata, begin = _front(source.text)
    blocks = within(source.text, paragraphs(source.text), begin, len(source.text))
    return Page(source, metadata, blocks, "oneline")


def _front(text: str) -> tuple[Metadata, int]:
    """What stands before the document, and where the document begins."""
    fields = Fields()
    found: list[tuple[str, int, int]] = []
    for match in labels.LABEL_INLINE.finditer(text, 0, 20_000):
        field = labels.FRONT[" ".join(match[1].lower().split())]
        # A document may use the same words: a label comes once, and soon after the one before it.
        if field not in {name for name, _, _ in found}:
            found.append((field, match.start(), match.end()))
    if not found:
        return assemble(fields), 0
    _heading(text[: found[0][1]], fields)
    for (field, _, begin), (_, end, _) in pairwise(found):
        fields.add(field, text[begin:end].strip(_NOISE))
    field, _, begin = found[-1]
    end = begin + _length(field, text[begin : begin + 4000])
    fields.add(field, text[begin:end].strip(_NOISE))
    return assemble(fields), end


def _heading(text: str, fields: Fields) -> None:
    """Chrome, date and title before the first label, on one line."""
    text = text[labels.wrapper(text) :].strip()
    rest = text[max((match.end() for match in _CHROME.finditer(text)), default=0) :]
    match = labels.US_DATE.search(rest)
    if match is not None:
        fields.add("date", match[0])
        rest = rest[match.end() :]
    thanks = rest.find("This document was made possible ")
    if thanks >= 0:
        fields.add("credits", rest[thanks:])
        rest = rest[:thanks]
    fields.add("title", rest.strip(_NOISE))


def _length(field: str, text: str) -> int:
    """The length of the last label's value, by what kind of value it is."""
    noise = len(text) - len(text.lstrip(_NOISE))
    if noise:
        return noise + _length(field, text[noise:])
    if field in {"contents", "language"}:
        known = (labels.CONTENTS_VALUE if field == "contents" else labels.LANGUAGE_VALUE).match(text)
        return known.end() if known else 0
    if field == "citation" and (address := _URL.search(text)) is not None:
        return address.end()
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    capitals = _CAPITALS.search(text)
    if capitals is not None and (not ends or capitals.start() < ends[0]):
        return capitals.start()
    return ends[0] if ends else len(text)
