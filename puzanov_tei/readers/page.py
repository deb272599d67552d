"""Pages of archives' sites as plain text, and what all readers with blocks share: the document's limits."""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.archives import PLAIN, Archive, known
from puzanov_tei.model import Block, Furniture, Metadata, Page
from puzanov_tei.readers import values, wrapped
from puzanov_tei.readers.anchors import find_anchor
from puzanov_tei.readers.blocks import BlockLine, lines_of, paragraphs, within
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.front import Front
from puzanov_tei.readers.metadata import assemble
from puzanov_tei.readers.tail import find_abstract, find_tail, read_tail
from puzanov_tei.readers.transcript import Transcript

_HEAD = 40  # lines in which an archive shows itself


def recognises(file: File) -> bool:
    """Whether the text has the marks of a saved page: an archive's furniture, labels or headings, or a page's title."""
    lines = lines_of(file.text, paragraphs(file.text))
    if not lines or values.wrapper(lines[0].text) > 0:
        return bool(lines)
    archive = archive_of(lines) if file.archive is None else file.archive
    return archive is not PLAIN or Front(lines, PLAIN, Fields()).read(False) > lines[0].begin


def read(file: File) -> Page:
    """A saved page as plain text."""
    transcript = Transcript(file.text)
    archives = known() if file.archive is None else (file.archive,)
    breaks = wrapped.copy(transcript, lambda line: any(archive.is_credits(line) for archive in archives))
    source = transcript.source(file.name, file.data)
    fields = Fields()
    metadata, document = divide(source.text, paragraphs(source.text), fields, file.archive)
    return Page(source, metadata, document, "page", layout=breaks, furniture=furniture(fields))


def archive_of(lines: Sequence[BlockLine]) -> Archive:
    """The archive whose page it is, by what only its pages have; `PLAIN` if it is nobody's."""
    for archive in known():
        if any(archive.is_mark(line.text) for line in lines[:_HEAD]) or find_anchor(lines, archive) is not None:
            return archive
        if find_tail(lines, archive) is not None:
            return archive
    return PLAIN


def divide(
    text: str, blocks: Sequence[Block], fields: Fields, archive: Archive | None = None
) -> tuple[Metadata, tuple[Block, ...]]:
    """Tell the document from the page around it.

    Args:
        text: the page's text.
        blocks: its blocks.
        fields: what the reader knows already (HTML: title, abstract and address from the head); what the page says
            and its furniture are added.
        archive: whose page it is; found out if None.

    Returns:
        What the page says about the document, and the document's own blocks. A page that holds words has blocks.
    """
    lines = lines_of(text, blocks)
    archive = archive_of(lines) if archive is None else archive
    tail = find_tail(lines, archive)
    end = len(lines) if tail is None else tail
    begin = Front(lines[:end], archive, fields).read(tail is not None)
    first = next((index for index in range(end) if lines[index].end > begin), end)
    last = end
    if tail is not None:
        read_tail(lines, tail, archive, fields)
        last, stop = find_abstract(lines, first, tail, fields.get("summary") or fields.get("description"))
        fields.add("abstract", *(line.text for line in lines[last:stop]))
        fields.add("tail authors", *(line.text for line in lines[stop:tail]))
    wrapped = any(values.wrapper(line.text) for line in lines)
    while last > first and _is_wrapping(lines[last - 1].text, wrapped):
        last -= 1
        fields.furnish_line(lines[last], "mirror")
    metadata = assemble(fields, archive)
    if first >= last:
        return _nothing_left(text, blocks, lines, metadata, fields)
    wrapper = values.wrapper(lines[first].text)
    if wrapper:
        fields.furnish(lines[first].begin, lines[first].begin + wrapper, "mirror")
    document = within(text, blocks, max(begin, lines[first].begin + wrapper), lines[last - 1].end)
    held: list[Block] = []
    for block in document:
        if _is_wrapping(text[block.begin : block.end], wrapped):
            fields.furnish(block.begin, block.end, "mirror")
        else:
            held.append(block)
    return metadata, tuple(_without_running(text, held, archive, fields))


def furniture(fields: Fields) -> tuple[Furniture, ...]:
    """The furniture that was found, in the order of the page."""
    return tuple(sorted(set(fields.furniture), key=lambda piece: (piece.begin, piece.end)))


def _nothing_left(
    text: str, blocks: Sequence[Block], lines: Sequence[BlockLine], metadata: Metadata, fields: Fields
) -> tuple[Metadata, tuple[Block, ...]]:
    """A page whose every line was taken for the page's own: the words that are no furniture are the document."""
    furnished = {piece.begin for piece in fields.furniture}
    left = [line for line in lines if line.begin not in furnished]
    if not left:
        return metadata, ()
    return Metadata(archive=metadata.archive), within(text, blocks, left[0].begin, left[-1].end)


def _without_running(text: str, blocks: Sequence[Block], archive: Archive, fields: Fields) -> list[Block]:
    """The blocks without the archive's running heads."""
    if not archive.running:
        return list(blocks)
    cut = [line for line in lines_of(text, blocks) if archive.is_running(line.text)]
    edges = [0]
    for line in cut:
        fields.furnish_line(line, "running")
        edges += [line.begin, line.end]
    edges.append(len(text))
    return [
        block for begin, end in zip(edges[::2], edges[1::2], strict=True) for block in within(text, blocks, begin, end)
    ]


def _is_wrapping(text: str, wrapped: bool) -> bool:
    """Whether `text` comes from a third-party library that copied the page: its label, its Korean interface."""
    return values.wrapper(text) == len(text) or (wrapped and values.is_korean(text))
