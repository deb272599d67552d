"""The facsimile slot: images beside the TEI files are copied into the site, those of other servers are linked."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.values import is_web_address
from puzanov_tei.exporters.site.parts import DocumentRecord

# What browsers show.
_SHOWN = frozenset((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))


def place_of(document: DocumentRecord, said: str) -> Path | None:
    """The file of an image that stands beside a TEI file, or in the folder above; None for anything else."""
    if "://" in said or said.startswith(("/", "data:")):
        return None
    folder = Path(document.file).resolve().parent
    path = (folder / unquote(said)).resolve()
    is_near = path.is_relative_to(folder.parent)
    return path if is_near and path.suffix.lower() in _SHOWN and path.is_file() else None


def address_of(document: DocumentRecord, page: str, said: str) -> str:
    """Where the page of a document finds an image, from the root of the site or on the web; empty: nowhere."""
    if is_web_address(said):
        return said
    path = place_of(document, said)
    stem = page.rpartition("/")[2].removesuffix(".html")
    return "" if path is None else f"facsimiles/{stem}/{file_name(said)}"
