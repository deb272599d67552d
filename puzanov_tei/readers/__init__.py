"""From bytes to a page: its text, what the page says about the document, and its blocks."""

from __future__ import annotations

import re
from typing import Protocol

from puzanov_tei.archives import Archive
from puzanov_tei.base.registry import Registry
from puzanov_tei.errors import SourceError
from puzanov_tei.model import Page
from puzanov_tei.readers.file import File


class Reader(Protocol):
    """What a reader's module offers."""

    def recognises(self, file: File) -> bool:
        """Whether the file has this reader's marks; its name plays no part."""

    def read(self, file: File) -> Page:
        """The page; a reader of text never fails on any text.

        Raises:
            SourceError: the file is damaged, encrypted, or in another form than this reader's.
        """


READERS: Registry[Reader] = Registry(
    "reader",
    {
        name: f"puzanov_tei.readers.{name}"
        for name in ("docx", "odt", "epub", "rtf", "pdf", "record", "html", "oneline", "markdown", "page", "plain")
    },
    offers=("recognises", "read"),
)
"""In the order in which they are asked: the more a page's form says, the earlier. Installed ones are used by name."""


_TEI = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:\w+:)?(?:TEI|teiCorpus)[\s>]", re.DOTALL)


def read(data: bytes, name: str, reader: str | None = None, encoding: str = "", archive: Archive | None = None) -> Page:
    """Read a file.

    Args:
        data: the file's bytes.
        name: its name for messages, `-` for standard input. It plays no part in telling what the file is.
        reader: name of the reader in `READERS`; by default the first that recognises the content.
        encoding: of a text file, where neither its bytes nor its declaration tell.
        archive: whose page it is; found out if None.

    Returns:
        The page: text with the way back to the file, metadata, and the document's own blocks.

    Raises:
        UsageError: there is no reader of that name.
        SourceError: the file is empty, binary, TEI already or in an unknown encoding, or a page without a document.
    """
    named = READERS.load(reader) if reader else None
    if named is None and _TEI.match(data[:100_000]):
        raise SourceError(f"{name} is TEI already. puzanov-tei validate checks it, puzanov-tei export reads it.")
    file = File(name, data, encoding, archive)
    chosen = named or next(each for each in map(READERS.load, READERS) if each.recognises(file))
    page = chosen.read(file)
    if not page.blocks:
        raise SourceError(f"{name} holds no document: nothing is left beside the page's own labels.")
    return page
