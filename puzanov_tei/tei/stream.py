"""The members of a large corpus one by one: the next is read when the last has been let go (Guidelines, CCAS2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

from puzanov_tei.base.xml import EmptySubset, T

Member = tuple[etree._Element, tuple[etree._Element, ...]]

DOCUMENT, CORPUS, HEADER = f"{T}TEI", f"{T}teiCorpus", f"{T}teiHeader"
LARGE = 8_000_000
"""Bytes: a smaller file is read at once."""
_PIECE = 1 << 16


def is_streamed(data: bytes) -> bool:
    """Whether a file is a large corpus that can be read in pieces: without entities and inclusions of its own."""
    if len(data) < LARGE or b"<!DOCTYPE" in data or b"http://www.w3.org/2001/XInclude" in data:
        return False
    first = next(etree.iterparse(BytesIO(data), events=("start",), resolve_entities=False, no_network=True), None)
    return first is not None and first[1].tag == CORPUS and data.count(b"<TEI") > 1


def members(data: bytes, inside: Callable[..., Iterator[Member]]) -> Iterator[Member]:
    """The headers and documents of a corpus with the corpora around each; each is empty when the next is asked for.

    Args:
        inside: what a `TEI` element with the corpora around it gives: itself, or those in it.

    Raises:
        etree.XMLSyntaxError: the file is not well-formed behind what has been given.
    """
    around: list[etree._Element] = []
    for event, element in _events(data):
        if element.tag == HEADER:
            if event == "end" and element.getparent() is around[-1] and around[-1].tag == CORPUS:
                yield element, tuple(around[:-1])
        elif event == "start":
            around.append(element)
        else:
            around.pop()
            if all(one.tag == CORPUS for one in around) and around:
                if element.tag == DOCUMENT:
                    yield from inside(element, tuple(around))
                _let_go(element)


def _events(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    parser = etree.XMLPullParser(
        ("start", "end"), tag=(DOCUMENT, CORPUS, HEADER), resolve_entities=False, no_network=True, collect_ids=False
    )
    parser.resolvers.add(EmptySubset())
    for begin in range(0, len(data), _PIECE):
        parser.feed(data[begin : begin + _PIECE])
        yield from parser.read_events()
    parser.close()


def _let_go(element: etree._Element) -> None:
    """Empty a member that has been read; the one before it is taken out, as the parser still needs this one."""
    element.clear(keep_tail=True)
    parent, before = element.getparent(), element.getprevious()
    if parent is not None and before is not None and before.tag in (DOCUMENT, CORPUS):
        parent.remove(before)
