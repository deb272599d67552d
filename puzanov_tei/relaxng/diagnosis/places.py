"""Where in a file the attributes of a start tag stand. expat only tells where the tag begins."""

from __future__ import annotations

import re

_NAME = re.compile(rb"[^\s=/>]+")
_GAP = re.compile(rb"\s*")
_EQUALS = re.compile(rb"\s*=\s*")


def attribute_offsets(tag: bytes, many: int) -> list[tuple[int, int]]:
    """Lines and characters between the start of a tag and each of its attributes, declarations not counted.

    Args:
        tag: UTF-8 that begins with `<`; it may run on behind the tag.
        many: how many attributes the tag has. There are fewer offsets if not all are in it, as when the encoding is
            another one.
    """
    offsets: list[tuple[int, int]] = []
    name = _NAME.match(tag, 1)
    position = name.end() if name else 0
    lines = characters = counted = 0
    while name and len(offsets) < many:
        gap = _GAP.match(tag, position)
        begin = gap.end() if gap else position
        name = _NAME.match(tag, begin)
        equals = _EQUALS.match(tag, name.end()) if name else None
        if name is None or equals is None or equals.end() >= len(tag):
            break
        close = tag.find(tag[equals.end() : equals.end() + 1], equals.end() + 1)
        if close < 0:
            break
        if name[0] != b"xmlns" and not name[0].startswith(b"xmlns:"):
            before = tag[counted:begin].decode("utf-8", "replace").replace("\r\n", "\n")
            breaks = before.count("\n")
            lines += breaks
            characters = len(before) - before.rfind("\n") - 1 if breaks else characters + len(before)
            offsets.append((lines, characters))
            counted = begin
        position = close + 1
    return offsets
