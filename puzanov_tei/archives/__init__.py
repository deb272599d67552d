"""Archives: what is true of one archive's pages only (hosts, labels, identifiers, rights, furniture, citations).

Everything that the program knows of an archive stands in one file, `NAME.toml`; an archive of one's own is one more
file of the same form. `PLAIN` is no archive: it serves documents from anywhere and puts none into their header.
"""

from puzanov_tei.archives.archive import PLAIN, Archive
from puzanov_tei.archives.known import ARCHIVES, find
from puzanov_tei.archives.read import parse, read

__all__ = ["ARCHIVES", "PLAIN", "Archive", "find", "parse", "read"]
