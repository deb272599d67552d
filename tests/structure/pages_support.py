"""Pages for tests, made from text; and a document's tree as an outline that one can read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from puzanov_tei.model import Block, BlockKind, Document, Metadata, Page, Part, Source


def page_of(text: str, title: str = "") -> Page:
    """A page with a paragraph for each run of lines between blank lines."""
    blocks = []
    at = 0
    for chunk in text.split("\n\n"):
        begin = at + len(chunk) - len(chunk.lstrip())
        end = at + len(chunk.rstrip())
        if begin < end:
            kind = BlockKind.ROW if "\t" in chunk else BlockKind.PARAGRAPH
            blocks.append(Block(kind, begin, end))
        at += len(chunk) + 2
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Page(Source("-", text, text, digest), Metadata(title=title), tuple(blocks), "plain")


def outline(document: Document) -> str:
    """Genre, date, author, entries, and each part on a line with the words that no child of it has."""
    head = f"genre={document.genre} date={document.date} author={document.author} entries={' '.join(document.entries)}"
    return "\n".join([head, *_lines(document.page.source.text, document.root, 0)]) + "\n"


def _lines(text: str, part: Part, depth: int) -> Iterator[str]:
    attributes = "".join(f" {key}={value}" for key, value in part.attributes.items())
    yield f"{'  ' * depth}{part.kind.value}{attributes}: {_own(text, part)}"
    for child in part.children:
        yield from _lines(text, child, depth + 1)


def _own(text: str, part: Part) -> str:
    pieces, at = [], part.begin
    for child in part.children:
        pieces.append(text[at : child.begin])
        at = child.end
    pieces.append(text[at : part.end])
    return " | ".join(" ".join(piece.split()) for piece in pieces if piece.strip())
