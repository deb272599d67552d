"""Parts and mentions -> the `text` element with everything the rest of the document has to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from puzanov_tei.model import Document, Mention
from puzanov_tei.tei.annotate import LocalPerson, annotate
from puzanov_tei.tei.blocks import build_text
from puzanov_tei.tei.inline import Renderer
from puzanov_tei.tei.nesting import nest
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.renditions import Rendition, declare
from puzanov_tei.tei.responsibility import settle

_POINTERS = ("ref", "who", "toWhom")
_AUTHORITY = ("#pers-", "#place-", "#org-")


@dataclass(frozen=True, slots=True)
class Transcription:
    """The finished `text` and its needs.

    Attributes:
        text: the `text` element, complete.
        renditions: delimiters to declare in the header.
        local: speakers who need an entry of their own.
        candidates: (xml:id of a name, authority ids that may be meant).
        references: authority ids that the text points to, in order of first use.
        author: authority id of the writer, or empty.
    """

    text: Node
    renditions: tuple[Rendition, ...]
    local: tuple[LocalPerson, ...]
    candidates: tuple[tuple[str, tuple[str, ...]], ...]
    references: tuple[str, ...]
    author: str


def transcribe(document: Document, mentions: Sequence[Mention], author: str = "") -> Transcription:
    """Build the `text` element.

    Args:
        document: the parts.
        mentions: marks and mentions, properly nested (see `taggers.merge`).
        author: authority id of the writer, or empty.
    """
    text = build_text(document, nest(document.root, mentions))
    notes = annotate(text, author, document.author)
    settle([text], document.page.metadata.archive)
    renditions = declare(text)
    references = dict.fromkeys(_references(text))
    if author:
        references.setdefault(author)
    return Transcription(text, renditions, notes.local, notes.candidates, tuple(references), author)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence about the document (the archive's summary) with its names tagged, and the ids they point to."""

    pieces: tuple[Node | str, ...] = ()
    references: tuple[str, ...] = ()


def phrase(document: Document, mentions: Sequence[Mention]) -> Phrase:
    """The content of a one-paragraph document, for the header."""
    holder = Node("p")
    span = nest(document.root, mentions)
    Renderer(document.page.source.text).fill(holder, span, span.begin, span.end)
    for node in holder.walk():
        node.attributes.pop("candidates", None)
    settle([holder], document.page.metadata.archive)
    return Phrase(tuple(holder.children), tuple(dict.fromkeys(_references(holder))))


def _references(text: Node) -> Iterator[str]:
    for node in text.walk():
        for name in _POINTERS:
            for pointer in node.attributes.get(name, "").split():
                if pointer.startswith(_AUTHORITY):
                    yield pointer[1:]
