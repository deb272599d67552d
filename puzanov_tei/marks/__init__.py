"""Editorial marks: brackets paired and classified, and the text as it reads without them."""

from puzanov_tei.marks.reading import readings
from puzanov_tei.marks.scanner import scan

__all__ = ["readings", "scan"]
