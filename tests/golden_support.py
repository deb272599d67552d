"""How two texts differ, for a person: the lines around each change, long lines cut before their elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice

_LONG = 160  # a line of more characters is cut, so that one changed name does not print a whole paragraph
_SHOWN = 120  # lines of difference that are printed


def difference(expected: str, actual: str, name: str) -> str:
    """A unified diff of what a golden file says and what came out; the empty string if they are equal.

    Where only white space differs, whole lines are compared and shown with their characters escaped.
    """
    if expected == actual:
        return ""
    pieces = unified_diff(list(_pieces(expected)), list(_pieces(actual)), f"{name} (expected)", "now", n=2, lineterm="")
    lines = list(islice(pieces, _SHOWN + 1))
    if not lines:
        escaped = ([repr(line) for line in text.splitlines(keepends=True)] for text in (expected, actual))
        lines = list(unified_diff(*escaped, f"{name} (expected)", "now", n=0, lineterm=""))
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = ["... and more"]
    return "\n".join(lines)


def _pieces(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from re.split(r"(?<=.)(?=<)", line) if len(line) > _LONG else [line]
