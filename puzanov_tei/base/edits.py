"""Repairs of attributes as edits of lines and columns."""

from __future__ import annotations

import re

from puzanov_tei.base.scan import PlacedValue, attribute_position
from puzanov_tei.findings import Edit


def attribute_edit(data: bytes, value: PlacedValue, better: str) -> tuple[Edit, ...]:
    """The edit that gives an attribute another value; none where it does not stand in one line as it is read."""
    line, column = attribute_position(data, value)
    try:
        text = data.decode("utf-8").split("\n")[line - 1]
    except UnicodeDecodeError:
        return ()
    match = _WRITTEN.match(text, column - 1)
    if match is None or match[2] != value.value:
        return ()
    begin, end = match.span(2)
    return (Edit(line, begin + 1, line, end + 1, better),)


_WRITTEN = re.compile(r"""[^\s=<>"']+\s*=\s*(["'])(.*?)\1""")
