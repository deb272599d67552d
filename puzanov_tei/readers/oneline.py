"""PDF text on one line: the labels stand in the stream, and the document begins after the last value."""

from __future__ import annotations

import re
from itertools import pairwise

from puzanov_tei.archives import PLAIN, Archive, known
from puzanov_tei.archives.archive import bare
from puzanov_tei.model import Page
from puzanov_tei.readers import credits, latex, values
from puzanov_tei.readers.blocks import paragraphs, within
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.metadata import assemble
from puzanov_tei.readers.page import furniture
from puzanov_tei.readers.transcript import Transcript

# What is left of headings and bold type when Markdown loses its lines.
_NOISE = "#*_- \t\n"
_URL = re.compile(r"https?://[^\s\"”<>]+")
_SENTENCE_END = re.compile(r"[.!?][”\"')]?\s+(?=[\[\"“(A-Z#0-9])")
# Two words in capitals in a row: a letterhead begins.
_CAPITALS = re.compile(r"(?<!\S)[A-Z]{3,}\s+[A-Z]{2,}(?!\S)")


def recognises(file: File) -> bool:
    """Whether two labels (Citation, Summary, ...) stand in the middle of a line, each with its colon."""
    return _archive_of(file.text, file.archive) is not None


def read(file: File) -> Page:
    """A page whose lines were lost."""
    transcript = Transcript(file.text)
    offset = 0
    for begin, end, text in latex.rendered(transcript.raw, 0, len(file.text)):
        transcript.copy(offset, begin)
        transcript.put(text, begin)
        offset = end
    transcript.copy(offset, len(file.text))
    source = transcript.source(file.name, file.data)
    archive = _archive_of(file.text, file.archive) or file.archive or PLAIN
    fields = Fields()
    begin = _front(source.text, archive, fields)
    blocks = within(source.text, paragraphs(source.text), begin, len(source.text))
    return Page(source, assemble(fields, archive), blocks, "oneline", furniture=furniture(fields))


def _archive_of(text: str, given: Archive | None) -> Archive | None:
    """The archive two of whose labels stand in the middle of a line; None if there is none."""
    for archive in known() if given is None else (given,):
        inside = {
            match[1].lower()
            for match in archive.inline_label.finditer(text[:20_000])
            if text[: match.start()].rpartition("\n")[2].strip("#*_- \t")
        }
        if len(inside) >= 2:
            return archive
    return None


def _front(text: str, archive: Archive, fields: Fields) -> int:
    """What stands before the document; returns where the document begins."""
    labels: list[tuple[str, int, int]] = []
    for match in archive.inline_label.finditer(text, 0, 20_000):
        field = archive.front[bare(match[1])]
        # A document may use the same words: a label comes once, and soon after the one before it.
        if field not in {name for name, _, _ in labels}:
            labels.append((field, match.start(), match.end()))
            fields.furnish(match.start(), match.end(), "label")
    if not labels:
        return 0
    _heading(text, labels[0][1], archive, fields)
    for (field, _, begin), (_, end, _) in pairwise(labels):
        _add(field, text, begin, end, fields)
    field, _, begin = labels[-1]
    end = begin + _length(field, text[begin : begin + 4000], archive)
    _add(field, text, begin, end, fields)
    return end


def _add(field: str, text: str, begin: int, end: int, fields: Fields) -> None:
    """The value of a label; the words of thanks before the names of funders are the page's own."""
    value = text[begin:end].strip(_NOISE)
    fields.add(field, value)
    if field == "credits" and (length := credits.opening(value)):
        begin = text.index(value, begin)
        fields.furnish(begin, begin + length, "label")


def _heading(text: str, end: int, archive: Archive, fields: Fields) -> None:
    """Furniture, date and title before the first label, on one line."""
    begin = values.wrapper(text)
    banners = re.compile(
        "|".join(re.escape(line) for line in archive.furniture if " " in line or "." in line) or "(?!)", re.I
    )
    begin = max((match.end() for match in banners.finditer(text, begin, end)), default=begin)
    if begin:
        fields.furnish(0, begin, "site")
    rest = text[begin:end]
    match = values.us_date().search(rest)
    if match is not None:
        fields.add("date", match[0])
        rest = rest[match.end() :]
    thanks = next(
        (i for i in range(len(rest)) if rest[i : i + 1].isupper() and archive.is_credits(rest[i : i + 200])), -1
    )
    if thanks >= 0:
        _add("credits", text, end - len(rest) + thanks, end, fields)
        rest = rest[:thanks]
    fields.add("title", rest.strip(_NOISE))


def _length(field: str, text: str, archive: Archive) -> int:
    """The length of the last label's value, by what kind of value it is."""
    noise = len(text) - len(text.lstrip(_NOISE))
    if noise:
        return noise + _length(field, text[noise:], archive)
    if field == "contents" and archive.contents:
        return len(archive.contents_of(text))
    if field == "language":
        known = values.language_value().match(text)
        return known.end() if known else 0
    if field == "citation" and (address := _URL.search(text)) is not None:
        return address.end()
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    capitals = _CAPITALS.search(text)
    if capitals is not None and (not ends or capitals.start() < ends[0]):
        return capitals.start()
    return ends[0] if ends else len(text)
