"""Tags that do not match, one finding for each mistake: of a file that is not well-formed, by its tags alone.

Parsers go on behind a tag that is missing with all that is open one step off, and report every end tag from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>"
    rb"|<(/?)([^\s<>/!?=\"'&]+)(?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*>",
    re.DOTALL,
)


class Mismatch(NamedTuple):
    """An end tag that stands where another one is due.

    Attributes:
        opened, line: the innermost element that is open there, and the line of its start tag.
        closed: the name in the end tag.
        begin: offset of the end tag in the bytes of the file.
    """

    opened: str
    line: int
    closed: str
    begin: int


class _Tag(NamedTuple):
    name: bytes
    begin: int
    is_end: bool


def mismatches(data: bytes) -> Iterator[Mismatch]:
    """The end tags that close another element than the innermost open one, as far as one does not follow from another.

    An end tag closes all that is open inside its element. One whose element is not open is a slip for the innermost
    one, unless that is closed by the next tag.
    """
    tags = list(_tags(data))
    opened: list[_Tag] = []
    for number, tag in enumerate(tags):
        if not tag.is_end:
            opened.append(tag)
            continue
        if not opened:
            return
        innermost = opened[-1]
        if innermost.name != tag.name:
            line = data.count(b"\n", 0, innermost.begin) + 1
            yield Mismatch(_text(innermost.name), line, _text(tag.name), tag.begin)
            if all(each.name != tag.name for each in opened):
                following = tags[number + 1] if number + 1 < len(tags) else None
                if following is None or not following.is_end or following.name != innermost.name:
                    opened.pop()
                continue
        while opened.pop().name != tag.name:
            pass


def _tags(data: bytes) -> Iterator[_Tag]:
    for match in _TAG.finditer(data):
        if match[2] and not match[0].endswith(b"/>"):
            yield _Tag(match[2], match.start(), bool(match[1]))


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
