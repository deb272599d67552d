"""Identifiers of the parts of a text that stay the same while others come and go.

An `xml:id` made of a running number moves when anything above it does, and everything that points to it (a reviewer's
decision, a citation, a comment) then points to something else. These are made of what the element says.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from puzanov_tei.tei.nodes import Node

_WORD = re.compile(r"[^\W_]+")
_DIGITS = 8
# What the program proposes beside the words of the source; it may change with the program.
_PROPOSED = frozenset(("corr", "reg", "expan", "ex"))


class Identifiers:
    """The identifiers given in one document.

    The same kind of element with the same words has the same identifier in every run and every version of the
    program. Of several in one document the later ones get a number behind it (`p-3f2a91c0-2`).
    """

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, node: Node, kind: str) -> str:
        """Set the node's `xml:id` to `KIND-` and a fingerprint of its words; returns it."""
        base = f"{kind}-{fingerprint(printed_words(node))}"
        self._given[base] = self._given.get(base, 0) + 1
        identifier = base if self._given[base] == 1 else f"{base}-{self._given[base]}"
        node.attributes["xml:id"] = identifier
        return identifier

    def of(self, node: Node, kind: str) -> str:
        """The node's `xml:id`; it is given one if it has none."""
        return node.attributes.get("xml:id") or self.give(node, kind)


def fingerprint(words: str) -> str:
    """Eight hexadecimal digits of a string, its Unicode composed and its blanks, signs and brackets left out.

    Only letters and digits count, unless there are none: what a bracket means or where a line ends may be understood
    better one day; what is written stays.
    """
    composed = unicodedata.normalize("NFC", words)
    said = "".join(_WORD.findall(composed)) or "".join(composed.split())
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def printed_words(node: Node) -> str:
    """Everything that the source prints in an element, its delimiters included."""
    pieces: list[str] = []
    pending: list[Node | str] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            pieces.append(current)
        elif current.tag not in _PROPOSED or current.before or current.after:
            pending.extend((current.after, *reversed(current.children), current.before))
    return "".join(pieces)
