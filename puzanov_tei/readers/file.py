"""A file that is to be read: its bytes, and its characters once a reader asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from puzanov_tei.archives import Archive
from puzanov_tei.readers.decode import decode


@dataclass(frozen=True)
class File:
    """What a reader is given.

    Attributes:
        name: for messages, `-` for standard input. It plays no part in telling what the file is.
        data: its bytes.
        encoding: the encoding that a person named; found out if empty.
        archive: whose page a person says it is; found out if None.
    """

    name: str
    data: bytes
    encoding: str = ""
    archive: Archive | None = None

    @cached_property
    def text(self) -> str:
        """The characters, without a byte order mark.

        Raises:
            SourceError: the file is empty, binary, or in an encoding that it does not declare.
        """
        return decode(self.data, self.name, self.encoding)
