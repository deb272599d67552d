"""The element tree before it is XML: plain nodes that know their frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """An element to be: its tag, attributes, content, and the strings printed before and after it.

    Attributes:
        before, after: delimiters of the source (`[`, ` [sic]`) that become `@rendition`.
        begin: offset of the element in the source; -1 if nothing in the source corresponds to it.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    before: str = ""
    after: str = ""
    begin: int = -1

    def walk(self) -> Iterator[Node]:
        """This node and all nodes in it, in document order."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            for child in reversed(node.children):
                if isinstance(child, Node):
                    pending.append(child)

    def text(self) -> str:
        """All text in it, white space as it is, delimiters left out."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def text_here(self) -> str:
        """The text directly in it, without that of its children."""
        return "".join(c for c in self.children if isinstance(c, str))
