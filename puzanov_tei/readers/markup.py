"""HTML as a stream of tags and characters, with the place of each in the file.

lxml's tree does not know where in a line an element stood, and a finding must name the column; so the file is
read as a browser's tokenizer does (HTML Living Standard, 13.2.5), forgiving everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"/?[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "noscript", "iframe"))


@dataclass(frozen=True, slots=True)
class MarkupToken:
    """A tag (`name`, `/name` when it closes) or, with an empty name, characters."""

    name: str
    begin: int
    end: int


def tokens(raw: str) -> Iterator[MarkupToken]:
    """Tags and runs of characters in order; comments, declarations and instructions are left out."""
    offset, size = 0, len(raw)
    text = 0
    ends: dict[str, int] = {}
    while offset < size:
        opening = raw.find("<", offset)
        if opening < 0:
            break
        end, name = _markup(raw, opening, ends)
        if end < 0:
            offset = opening + 1
            continue
        if text < opening:
            yield MarkupToken("", text, opening)
        if name:
            yield MarkupToken(name, opening, end)
        offset = text = end
        if name in _RAW:
            close = _closing(raw, name, end, ends)
            if close >= 0:
                if close > end:
                    yield MarkupToken("", end, close)
                offset = text = close
    if text < size:
        yield MarkupToken("", text, size)


def _markup(raw: str, opening: int, ends: dict[str, int]) -> tuple[int, str]:
    """The end of the markup at `opening` and the tag's name (empty for a comment); -1 if it is a character."""
    if raw.startswith("<!--", opening):
        return _find(raw, "-->", opening + 4, ends), ""
    if raw.startswith(("<!", "<?"), opening):
        return _find(raw, ">", opening + 2, ends), ""
    match = _NAME.match(raw, opening + 1)
    if match is None:
        return -1, ""
    offset = match.end()
    while True:
        close = _find(raw, ">", offset, ends)
        if close < 0:
            return -1, ""
        # A quoted value may hold `>`.
        quote = min((q for q in (raw.find('="', offset, close), raw.find("='", offset, close)) if q >= 0), default=-1)
        if quote < 0:
            return close, match[0].lower()
        value = _find(raw, raw[quote + 1], quote + 2, ends)
        if value < 0:
            return close, match[0].lower()
        offset = value


def _find(raw: str, what: str, begin: int, ends: dict[str, int]) -> int:
    """The offset behind the next `what`, or -1; that there is none any more is remembered."""
    if begin >= ends.get(what, len(raw) + 1):
        return -1
    offset = raw.find(what, begin)
    if offset < 0:
        ends[what] = begin
        return -1
    return offset + len(what)


def _closing(raw: str, name: str, begin: int, ends: dict[str, int]) -> int:
    """Where the end tag of a raw text element begins, or -1."""
    if f"</{name}" in ends:
        return -1
    match = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(raw, begin)
    if match is None:
        ends[f"</{name}"] = begin
        return -1
    return match.start()


def attributes(raw: str, token: MarkupToken) -> dict[str, str]:
    """The attributes of a tag, names in lower case, values as written."""
    inner = raw[token.begin + 1 + len(token.name) : token.end - 1]
    return {
        match[1].lower(): next((value for value in match.groups()[1:] if value is not None), "")
        for match in _ATTRIBUTE.finditer(inner[:10_000])
    }
