"""No archive: the whole text is the document, and the header names none."""

from __future__ import annotations

from puzanov_tei.archives.archive import Archive

ARCHIVE = Archive()
