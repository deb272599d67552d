"""Electronic books (EPUB 2 and 3): the chapters of the spine, one after another, each read as HTML."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from puzanov_tei.errors import SourceError
from puzanov_tei.model import Page
from puzanov_tei.readers import html
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.package import Package, attribute, child, children, holds

_MIME = b"application/epub+zip"
_PROTECTED = "META-INF/encryption.xml"
_FONTS = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")


def recognises(file: File) -> bool:
    """Whether the archive's first member says that it is an EPUB."""
    return holds(file.data, "META-INF/container.xml", _MIME)


def read(file: File) -> Page:
    """The text of all chapters; places in messages are lines of the chapters put together."""
    package = Package(file.data, file.name)
    protection = package.get(_PROTECTED) or b""
    if b"EncryptedData" in protection and not any(font in protection for font in _FONTS):
        raise SourceError(f"{file.name} is protected: its chapters are encrypted.")
    path = attribute(child(package.xml("META-INF/container.xml"), "rootfiles", "rootfile"), "full-path")
    book = package.xml(path)
    if book is None:
        raise SourceError(f"{file.name} is damaged: its list of contents ({path or 'container.xml'}) is missing.")
    items = {attribute(item, "id"): item for item in children(child(book, "manifest"), "item")}
    chapters: list[str] = []
    for reference in children(child(book, "spine"), "itemref"):
        item = items.get(attribute(reference, "idref"))
        if (
            item is None
            or "html" not in attribute(item, "media-type")
            or "nav" in attribute(item, "properties").split()
        ):
            continue
        data = package.get(
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(attribute(item, "href"))))
        )
        if data is not None:
            chapters.append(File(file.name, data).text)
    if not chapters:
        raise SourceError(f"{file.name} is damaged: none of its chapters is in it.")
    fields = Fields()
    for title in children(child(book, "metadata"), "title"):
        fields.add("heading", title.text or "")
    return html.page_of("\n".join(chapters), file, "epub", fields)
