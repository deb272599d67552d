"""Pages of the archive's sites as plain text, and what all readers with blocks share: the document's limits."""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.model import Block, Metadata, Page
from puzanov_tei.readers import labels
from puzanov_tei.readers.blocks import lines_of, paragraphs, within
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.front import find_anchor, read_front
from puzanov_tei.readers.metadata import assemble
from puzanov_tei.readers.tail import find_abstract, find_tail, read_tail
from puzanov_tei.readers.transcript import Transcript


def recognises(file: File) -> bool:
    """Whether the text has the marks of a saved page: the site's chrome, a label, or its headings at the end."""
    lines = lines_of(file.text, paragraphs(file.text))
    if any(labels.bare(line.text) in labels.SITE for line in lines[:40]) or find_anchor(lines) is not None:
        return True
    return bool(lines) and (labels.wrapper(lines[0].text) > 0 or find_tail(lines) is not None)


def read(file: File) -> Page:
    """A saved page as plain text."""
    transcript = Transcript(file.text)
    transcript.copy(0, len(file.text))
    source = transcript.source(file.name, file.data)
    blocks = paragraphs(source.text)
    metadata, document = divide(source.text, blocks, Fields())
    return Page(source, metadata, document, "page")


def divide(text: str, blocks: Sequence[Block], fields: Fields) -> tuple[Metadata, tuple[Block, ...]]:
    """Tell the document from the page around it.

    Args:
        text: the page's text.
        blocks: its blocks.
        fields: what the reader knows already (HTML: title, abstract and address from the head).

    Returns:
        What the page says about the document, and the document's own blocks.
    """
    lines = lines_of(text, blocks)
    tail = find_tail(lines)
    first = read_front(lines[:tail], fields, tail is not None)
    last = len(lines)
    if tail is not None:
        read_tail(lines, tail, fields)
        last = find_abstract(lines, first, tail, fields.get("summary") or fields.get("description"))
        fields.add("abstract", *(line.text for line in lines[last:tail] if line.block == lines[last].block))
    wrapped = any(labels.wrapper(line.text) for line in lines)
    while last > first and _is_wrapping(lines[last - 1].text, wrapped):
        last -= 1
    if first >= last:
        return assemble(fields), ()
    begin = lines[first].begin + labels.wrapper(lines[first].text)
    document = within(text, blocks, begin, lines[last - 1].end)
    return assemble(fields), tuple(b for b in document if not _is_wrapping(text[b.begin : b.end], wrapped))


def _is_wrapping(text: str, wrapped: bool) -> bool:
    """Whether `text` comes from a third-party library that copied the page: its label, its Korean interface."""
    return labels.wrapper(text) == len(text) or (wrapped and labels.is_korean(text))
