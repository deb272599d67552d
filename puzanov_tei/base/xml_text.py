"""XML as text, without a parser: the characters of a file, and characters as content or as the value of an attribute.

(`xml.sax.saxutils` escapes, too, but its import brings all of `urllib.request`.)
"""

from __future__ import annotations

import re

_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")


def declared_encoding(data: bytes) -> str:
    """The encoding that the XML declaration of a file names; empty if it names none."""
    declared = _DECLARED.match(data[:200])
    return declared[1].decode() if declared else ""


def characters(data: bytes) -> str:
    """The characters of a file, by its byte order mark or its declaration, else as UTF-8.

    Raises:
        UnicodeDecodeError: its bytes are not in that encoding.
        LookupError: there is no such encoding.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode(declared_encoding(data) or "utf-8").removeprefix("\ufeff")


def escape(text: str) -> str:
    """Text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Text as the value of an attribute, with its quotation marks; line breaks and tabs are kept."""
    value = escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return f'"{value}"'
