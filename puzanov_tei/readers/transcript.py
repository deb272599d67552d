"""Text taken from a file piece by piece, with the way back to the file for every character."""

from __future__ import annotations

import hashlib
import re

from puzanov_tei.model import Source

# What XML 1.0 (section 2.2) does not allow in a document, and so no TEI file can hold.
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Other ways to end a line or to leave a blank; each becomes one character, so that offsets run in step.
_SPACES = {
    ord(char): " "
    for char in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_SPACES |= {ord(char): "\n" for char in "\x0b\x0c\x85\u2028\u2029"}


def plain_characters(text: str) -> str:
    """`text` with every exotic blank as a plain one and no character that XML forbids; the same length."""
    return _NOT_XML.sub("\ufffd", text.translate(_SPACES))


class Transcript:
    """Builds `Source.text` from slices of the raw file and from characters that stand for its markup.

    Readers call `copy` for what the page says and `put` for what its markup means (a line break for `<br>`,
    `º` for a LaTeX degree sign). Carriage returns are white space of the file and are left out.
    """

    def __init__(self, raw: str) -> None:
        self.raw = plain_characters(raw)
        self.length = 0
        self.last = ""
        self._original = raw
        self._pieces: list[str] = []
        self._origin: list[tuple[int, int]] = []

    def copy(self, begin: int, end: int) -> None:
        """Take `raw[begin:end]` as it is."""
        while begin < end:
            stop = self.raw.find("\r", begin, end)
            if stop == begin:
                # A lone return (old Macintosh) ends a line; one before a line feed is left out.
                if self.raw[begin + 1 : begin + 2] != "\n":
                    self._add("\n", begin)
                begin += 1
                continue
            stop = end if stop < 0 else stop
            self._add(self.raw[begin:stop], begin)
            begin = stop

    def put(self, text: str, offset: int) -> None:
        """Write `text`, which stands for the markup at offset `offset` of the raw file."""
        for char in plain_characters(text):
            self._add(char, offset)

    def _add(self, text: str, offset: int) -> None:
        if not self._origin or self._origin[-1][1] - self._origin[-1][0] != offset - self.length:
            self._origin.append((self.length, offset))
        self._pieces.append(text)
        self.length += len(text)
        self.last = text[-1]

    def source(self, name: str, data: bytes) -> Source:
        """The finished source; `data` is what the digest is made of."""
        return Source(
            name=name,
            raw=self._original,
            text="".join(self._pieces),
            sha256=hashlib.sha256(data).hexdigest(),
            origin=tuple(self._origin) or ((0, 0),),
        )
