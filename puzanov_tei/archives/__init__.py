"""Archives: what is true of one archive's pages only (hosts, labels, identifiers, rights, furniture, citations).

Everything that the program knows of an archive stands in one file, `NAME.toml`; an archive of one's own is one more
file of the same form, or a module of another package (entry point `puzanov_tei.archives`). `PLAIN` is no archive: it
serves documents from anywhere and puts none into their header.
"""

from puzanov_tei.archives.archive import Archive
from puzanov_tei.archives.known import ARCHIVES, ArchiveModule, find, known
from puzanov_tei.archives.plain import ARCHIVE as PLAIN
from puzanov_tei.archives.read import parse, read

__all__ = ["ARCHIVES", "PLAIN", "Archive", "ArchiveModule", "find", "known", "parse", "read"]
