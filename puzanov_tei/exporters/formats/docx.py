"""Word (Office Open XML): the reading text for word processors, notes as footnotes. Made by pandoc."""

from __future__ import annotations

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats.markdown import Part, write
from puzanov_tei.exporters.formats.pandoc import converted
from puzanov_tei.tei.read import Edition

__all__ = ["PER_DOCUMENT", "REGISTERS", "SUFFIX", "render", "write"]

SUFFIX = ".docx"
PER_DOCUMENT = True
REGISTERS = False


def render(edition: Edition, options: Options) -> Part:
    """File name, content, and what is lost."""
    return converted(edition, options, "docx", SUFFIX)
