"""A ledger of words: those in a document = those in a view + those left out, by element and count.

Both sides are counted apart: the source by its character data, the view by the pieces that were written. Where
they differ something got lost, or came twice, and the ledger says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from puzanov_tei.exporters.text.views import View, texts
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import T, local_name

_WORD = re.compile(r"\w++(?:['’\-]\w++)*+")
_INNER = frozenset((f"{T}TEI", f"{T}teiCorpus"))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Words of one document in one view.

    Attributes:
        total: words in the document's character data.
        shown: those in the view.
        omitted: element -> words of it that the view leaves out.
        reasons: element -> why, as the table of elements says.
    """

    view: str
    total: int
    shown: int
    omitted: Mapping[str, int]
    reasons: Mapping[str, str]

    @property
    def difference(self) -> int:
        """Words that are neither shown nor named; below zero: words that are there twice. Zero, or a fault."""
        return self.total - self.shown - sum(self.omitted.values())

    def __str__(self) -> str:
        left = [
            f"{count} {name}" + (f" ({reason})" if (reason := self.reasons.get(name)) else "")
            for name, count in sorted(self.omitted.items(), key=lambda item: (-item[1], item[0]))
        ]
        return f"{self.total} words: {self.shown} in the {self.view} view" + "".join(f", {line}" for line in left)


def ledger(root: Element, shown: View) -> Ledger:
    """The ledger of a `TEI` element and a view of it. Character data of a `TEI` inside it is not its own."""
    omitted: Counter[str] = Counter()
    parts = texts(root)
    for child in root:
        if child not in parts and child.tag not in _INNER:
            omitted[local_name(child)] += words_in(child)
    for element, children in shown.omitted:
        left = words_in(element)
        for child in element:
            if child in children:
                left -= words_in(child)
            elif children and (count := words_in(child)):
                omitted[local_name(child)] += count
                left -= count
        omitted[local_name(element)] += left
    omitted["delSpan"] += sum(count_words(piece) for piece in shown.deleted)
    written = sum(count_words(piece) for n, piece in enumerate(shown.pieces) if n not in shown.added)
    total = words_in(root) - sum(words_in(c) for c in root if c.tag in _INNER)
    rows = {local_name_of(tag): row.reason for tag, row in shown.table.rows.items()}
    left_out = {name: count for name, count in omitted.items() if count}
    return Ledger(shown.name, total, written, left_out, {n: r for n in left_out if (r := rows.get(n))})


def local_name_of(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def words_in(element: Element) -> int:
    """Words in the character data of an element, node by node; comments are none."""
    return sum(map(count_words, character_data(element)))


def character_data(element: Element) -> Iterator[str]:
    """The character data in an element, string by string; that of comments and instructions is none."""
    for node in element.iter():
        if isinstance(node.tag, str) and node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail


def count_words(text: str) -> int:
    """Words: runs of letters and digits; apostrophes and hyphens inside a word do not end it."""
    return len(_WORD.findall(text))
