"""Frames written: delimiters of the source become `@rendition` and are declared in the header.

The inverse is `frames`. TEI Guidelines 2.3.4 (the tagging declaration), `rendition/@scope`.
"""

from __future__ import annotations

from dataclasses import dataclass

from puzanov_tei.tei.nodes import Node

# Elements without content of their own: what is printed for them is one string.
_EMPTY = {"gap": "omission", "milestone": "separator", "pb": "page"}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One delimiter: its `xml:id`, where it is printed (`before` or `after`), and the string."""

    id: str
    scope: str
    string: str

    @property
    def css(self) -> str:
        """The declaration that stands in the header (CSS 2.1, 4.3.7)."""
        escaped = self.string.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
        return f'content: "{escaped}";'


def declare(text: Node) -> tuple[Rendition, ...]:
    """Give every framed node in `text` its `@rendition`; returns what has to be declared, in order of first use."""
    known: dict[tuple[str, str], Rendition] = {}
    counts: dict[str, int] = {}

    def pointer(scope: str, string: str, base: str) -> str:
        if (scope, string) not in known:
            counts[base] = counts.get(base, 0) + 1
            known[scope, string] = Rendition(f"{base}-{counts[base]}", scope, string)
        return f"#{known[scope, string].id}"

    for node in text.walk():
        used = []
        if node.before.strip():
            is_empty = node.tag in _EMPTY and not node.children
            used.append(pointer("before", node.before, _EMPTY[node.tag] if is_empty else "open"))
        if node.after:
            used.append(pointer("after", node.after, "close"))
        if used:
            node.attributes["rendition"] = " ".join(used)
    return tuple(known.values())
