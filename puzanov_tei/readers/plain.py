"""Nothing but the document: plain text without anything of a page around it."""

from __future__ import annotations

from puzanov_tei.model import Metadata, Page
from puzanov_tei.readers import wrapped
from puzanov_tei.readers.blocks import paragraphs
from puzanov_tei.readers.file import File
from puzanov_tei.readers.transcript import Transcript


def recognises(file: File) -> bool:
    """Always: every text can be read as nothing but a document."""
    return True


def read(file: File) -> Page:
    """The whole file as the document; nothing is known about it."""
    transcript = Transcript(file.text)
    breaks = wrapped.copy(transcript)
    source = transcript.source(file.name, file.data)
    return Page(source, Metadata(), paragraphs(source.text), "plain", layout=breaks)
