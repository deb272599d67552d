"""Nothing but the document: plain text without anything of a page around it."""

from __future__ import annotations

from puzanov_tei.model import Metadata, Page
from puzanov_tei.readers.blocks import paragraphs
from puzanov_tei.readers.transcript import Transcript


def recognises(raw: str) -> bool:
    """Every text can be read as nothing but a document."""
    return True


def read(raw: str, name: str, data: bytes) -> Page:
    """The whole file as the document; nothing is known about it."""
    transcript = Transcript(raw)
    transcript.copy(0, len(raw))
    source = transcript.source(name, data)
    return Page(source, Metadata(), paragraphs(source.text), "plain")
