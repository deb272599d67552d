"""Where in a file an attribute stands. expat only tells where its start tag begins."""

from __future__ import annotations

import re

_NAME = re.compile(rb"[^\s=/>]+")
_GAP = re.compile(rb"\s*")
_EQUALS = re.compile(rb"\s*=\s*")


def attribute_offset(tag: bytes, number: int) -> tuple[int, int] | None:
    """Lines and characters between the start of a tag and its attribute `number` (from 0, declarations not counted).

    `tag` is UTF-8 that begins with `<`; it may run on behind the tag. None if the attribute is not in it, as
    when the encoding is another one.
    """
    name = _NAME.match(tag, 1)
    position = name.end() if name else 0
    while name:
        gap = _GAP.match(tag, position)
        begin = gap.end() if gap else position
        name = _NAME.match(tag, begin)
        equals = _EQUALS.match(tag, name.end()) if name else None
        if name is None or equals is None or equals.end() >= len(tag):
            return None
        close = tag.find(tag[equals.end() : equals.end() + 1], equals.end() + 1)
        if close < 0:
            return None
        if name[0] != b"xmlns" and not name[0].startswith(b"xmlns:"):
            if number == 0:
                before = tag[:begin].decode("utf-8", "replace").replace("\r\n", "\n")
                lines = before.count("\n")
                return lines, len(before) - (before.rfind("\n") + 1)
            number -= 1
        position = close + 1
    return None
