"""From bytes to characters, or one sentence that says why not."""

from __future__ import annotations

import codecs
import re

from puzanov_tei.errors import SourceError, UsageError

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
# Families of encodings that web pages declare (WHATWG Encoding Standard, 4.2).
_WEB_ENCODING = re.compile(
    rb"windows-|cp\d|iso-?8859|koi8|gb|big5|euc-|shift_jis|ks_c|latin|us-ascii|x-mac|mac", re.IGNORECASE
)
# How files begin that people have beside their transcripts, and that hold no text.
_KINDS = (
    *((mark, "an image") for mark in (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\x00", b"MM\x00*", b"AT&TFORM")),
    *((mark, "an archive") for mark in (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27", b"Rar!")),
    (b"SQLite format 3\x00", "a database"),
)
# Control characters that no text file of words holds (tab, line feed, form feed, return and escape aside).
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, name: str, encoding: str = "") -> str:
    """The characters of a file, without a byte order mark.

    UTF-8 is expected; UTF-16 and UTF-32 are known by their mark (UTF-16 also by its zero bytes), and a saved
    HTML page by the encoding that it declares. Nothing is guessed: bytes that fit none of these are refused.

    Args:
        data: the file's bytes.
        name: the file's name, for the message.
        encoding: the encoding that a person named; it goes before everything but a byte order mark.

    Raises:
        UsageError: there is no encoding of that name.
        SourceError: the file is empty, binary, or in an encoding that it does not declare.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise SourceError(f"{name} is empty: there is no document in it.")
    if kind := next((kind for mark, kind in _KINDS if data.startswith(mark)), ""):
        raise SourceError(f"{name} is {kind}: its words have to be typed, recognised or exported as text first.")
    text = _characters(data, name, encoding)
    if len(_BINARY.findall(text, 0, 65536)) > min(len(text), 65536) // 200:
        raise SourceError(f"{name} is not a text file: save the page as text, Markdown or HTML.")
    if not text.strip():
        raise SourceError(f"{name} is empty: there is no document in it.")
    return text


def _characters(data: bytes, name: str, encoding: str) -> str:
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], marked, name)
    if encoding:
        return _decoded(data, named(encoding), name)
    if (unmarked := _unmarked_utf16(data)) is not None:
        return _decoded(data, unmarked, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = _declared(data)
        if declared is not None:
            return _decoded(data, declared, name)
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{name} is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start} (line {line}) is no "
            "character. Name its encoding with --encoding (windows-1252, koi8-r ...), or save it as UTF-8."
        ) from error


def named(encoding: str) -> str:
    """Python's name of an encoding of text.

    Raises:
        UsageError: there is none of that name.
    """
    try:
        "a".encode(encoding)  # codecs of bytes (hex, zip) are none
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError, AssertionError) as error:
        known = "windows-1252, windows-1251, koi8-r, gb18030"
        raise UsageError(f"there is no encoding {encoding!r}; there are {known} and others.") from error


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name} says that it is {encoding}, but byte {error.start} is not: the file is damaged, or in another."
        ) from error


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in mostly Latin text every second byte is zero."""
    head = data[:2000]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that an HTML page declares, if it is one that browsers know and not UTF-8.

    A page that says it is UTF-8 and is not is damaged; Python's other codecs are no encodings of text.
    """
    match = _DECLARED.search(data[:4096])
    if match is None or _WEB_ENCODING.match(match[1]) is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return None
