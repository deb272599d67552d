"""Where a document says who wrote it and to whom: signature, head, title, the archive's page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from puzanov_tei.language import names_body
from puzanov_tei.model import Document, Metadata
from puzanov_tei.tei.identifiers import Identifiers, printed_words
from puzanov_tei.tei.nodes import Node

# `xml:id` of the main title, where something points to it.
MAIN_TITLE = "title"
_SIGNATURES = ("signed", "closer")
_HEADS = ("address", "addrLine", "opener", "salute", "head")
_TEXT = ("p", "ab")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attested:
    """The places that name somebody, as `xml:id`s: parts of the text, the main title, the archive.

    A name that two of them give is sure (`@cert` high), one that a single place gives is likely (medium), and doubtful
    (low) where nobody gives it in these words or the archive names somebody else.
    """

    places: tuple[str, ...] = ()
    is_denied: bool = False

    def attributes(self) -> dict[str, str]:
        """`@source` and `@cert`."""
        cert = "low" if self.is_denied or not self.places else "high" if len(set(self.places)) > 1 else "medium"
        pointers = " ".join(f"#{place}" for place in dict.fromkeys(self.places))
        return {"cert": cert} | ({"source": pointers} if pointers else {})


NOWHERE = Attested()


def together(names: Iterable[Attested]) -> Attested:
    """The places that name several, who are doubtful where one of them is."""
    held = list(names)
    return Attested(tuple(place for one in held for place in one.places), any(one.is_denied for one in held))


def writers(document: Document, title: str, text: Node) -> dict[str, Attested]:
    """Where each writer is named: the signature, the head, the title, the authors that the archive's page lists."""
    return {name: _writer(name, document.page.metadata, title, text) for name in document.authors}


def _writer(name: str, metadata: Metadata, title: str, text: Node) -> Attested:
    places = [*_in_text(name, text, _SIGNATURES), *_in_text(name, text, _HEADS), *_in_title(name, title)]
    listed = any(_names(name, author) for author in metadata.authors)
    if listed and metadata.archive.id:
        places.append(metadata.archive.id)
    return Attested(tuple(places), bool(metadata.authors) and not listed and len(places) < 2)


def receivers(document: Document, title: str, text: Node) -> dict[str, Attested]:
    """Where each receiver is named: the head, else the text, and the title."""
    return {name: _receiver(name, title, text) for name in document.receivers}


def _receiver(name: str, title: str, text: Node) -> Attested:
    head = list(_in_text(name, text, _HEADS)) or list(_in_text(name, text, _TEXT))
    return Attested((*head, *_in_title(name, title)))


def _in_title(name: str, title: str) -> Iterator[str]:
    if _names(name, title):
        yield MAIN_TITLE


def _in_text(name: str, text: Node, tags: Iterable[str]) -> Iterator[str]:
    """The `xml:id` of the first element of these kinds that names somebody; it is given one if it has none."""
    holder = next((node for node in text.walk() if node.tag in tags and _names(name, printed_words(node))), None)
    if holder is not None:
        yield Identifiers().of(holder, holder.tag)


def _names(name: str, words: str) -> bool:
    """Whether the words hold a body's whole name, or a person's surname (spaced out or not)."""
    letters = "".join(_LETTERS.findall(words)).casefold()
    sought = _LETTERS.findall(name) if names_body(name) else [max(_WORD.findall(name), key=len, default="")]
    return bool(sought[0]) and "".join(sought).casefold() in letters
