"""What each TEI element is for a text: one row an element, read from `elements.tsv`.

Every export asks this table. `kind` says what becomes of an element, `inside` what stands between its children
(`text`: it takes character data, and white space in it counts; `fields`: the same, and where it holds elements
alone, they are words apart; else white space between its children means nothing). `section` is the identifier of
the part of the Guidelines that decides; `reason` says why, where it is a choice. Elements that are not listed,
those of other vocabularies too, are phrases that hold text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from lxml import etree

from puzanov_tei.base.near import near
from puzanov_tei.errors import UsageError
from puzanov_tei.tei.read import T

# Separators of the text, weakest first; where several meet, the strongest stands.
SEPARATORS = ("", " ", "\t", "\n", "\n\n")
NONE, SPACE, TAB, LINE, BLOCK = range(5)
_STRENGTHS = {"none": NONE, "word": SPACE, "tab": TAB, "line": LINE, "block": BLOCK}
_TEXT, _FIELDS = "text", "fields"

DIVISIONS = tuple(T + name for name in ("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"))

# Kind of an element -> what it is.
KINDS = {
    "phrase": "text in its line",
    "word": "text that blanks part from the words around it",
    "line": "text on a line of its own",
    "block": "text that blank lines part from what is around it",
    "preserve": "text whose white space counts",
    "alternative": "one of its children is read",
    "supplied": "words of the editor: read, but not printed in the source",
    "gap": "words that are missing",
    "note": "a note: to the end, in brackets, or left out, as the user wants",
    "unread": "printed in the source, and not read",
    "furniture": "of the page: a block of the source, and not read",
    "milestone": "a place without words",
    "annotation": "says something about the text, is no part of it",
    "register": "lists what the text names, is no part of it",
    "metadata": "says something about the document",
    "picture": "has no words",
}
# Kinds of which no word is shown in any view.
LEFT_OUT = frozenset({"annotation", "register", "metadata", "picture"})
_SIGN = f"{T}pc"  # where signs are elements, what stands between words is written
_WORD = f"{T}w"
_TOKENS = frozenset((_WORD, _SIGN))
# Letters of writing that has no blanks between words: Thai to Tibetan, Burmese, Khmer, Chinese, Japanese.
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_EXAMPLES = "{http://www.tei-c.org/ns/Examples}"

Changes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ElementRow:
    """What an element is: see the module; `changed` says that the user has decided it."""

    element: str
    kind: str
    inside: str
    section: str
    reason: str = ""
    changed: bool = False


@dataclass(frozen=True, eq=False)
class ElementTable:
    """The rows by tag, and what the walk needs of them."""

    rows: Mapping[str, ElementRow]

    @cached_property
    def strength(self) -> Mapping[str, int]:
        """Elements that are a line or a block wherever they stand, with their separator."""
        return {tag: _STRENGTHS[r.kind] for tag, r in self.rows.items() if r.kind in ("line", "block")}

    @cached_property
    def element_only(self) -> frozenset[str]:
        """Elements that hold elements only: white space in them means nothing."""
        return frozenset(tag for tag, r in self.rows.items() if r.inside not in (_TEXT, _FIELDS))

    @cached_property
    def _between(self) -> Mapping[str, int]:
        return {tag: s for tag, r in self.rows.items() if (s := _STRENGTHS.get(r.inside, NONE))}

    @cached_property
    def _fields(self) -> frozenset[str]:
        return frozenset(tag for tag, r in self.rows.items() if r.inside == _FIELDS)

    def inside(self, element: etree._Element) -> tuple[bool, int]:
        """Whether white space in an element means nothing, and the separator that stands between its children.

        Where an element that may hold no text holds some, it is read like a line.
        """
        tag: Any = element.tag
        if tag in self.element_only:
            return (False, NONE) if has_words(element) else (True, self._between.get(tag, NONE))
        if tag in self._fields:
            is_data = holds_elements_only(element) and element.find(_SIGN) is None
            return False, SPACE if is_data else NONE
        if len(element) > 2 and element[0].tag == _WORD and tag != _WORD and _is_line_of_words(element):
            return False, SPACE
        return False, self._between.get(tag, NONE)

    def of_kind(self, *kinds: str) -> frozenset[str]:
        """The tags of these kinds."""
        return frozenset(tag for tag, r in self.rows.items() if r.kind in kinds)


def _is_line_of_words(element: etree._Element) -> bool:
    """Whether an element is words and signs with nothing at all between them, as programs write transcripts."""
    if element.text or any(child.tag not in _TOKENS or child.tail for child in element):
        return False
    words = [child for child in element if child.tag == _WORD]
    return (
        len(words) > 2
        and not any(w.get("join") or w.get("part") for w in words)
        and not _UNSPACED.search("".join(element.itertext()))
    )


def is_padded(element: etree._Element) -> bool:
    """Whether an element that may hold text was laid out in lines by a pretty-printer, with white space at its ends."""
    return "\n" in (element.text or "") and holds_elements_only(element)


def holds_elements_only(element: etree._Element) -> bool:
    """Whether an element that may hold text holds none: line breaks at its ends are a pretty-printer's."""
    return len(element) > 0 and not has_words(element)


def has_words(element: etree._Element) -> bool:
    """Whether there is text between the children of an element."""
    if (text := element.text) and not text.isspace():
        return True
    return any((text := child.tail) and not text.isspace() for child in element)


@lru_cache(maxsize=8)
def table(changes: Changes = ()) -> ElementTable:
    """The table, with the rows that a user has changed: pairs of an element and its kind, as `("fw", "block")`.

    Raises:
        UsageError: there is no such element or kind.
    """
    rows = {T + row.element: row for row in _rows()}
    rows[_EXAMPLES + "egXML"] = rows.pop(T + "egXML")
    for element, kind in changes:
        tag = element if element.startswith("{") else T + element
        if kind not in KINDS:
            raise UsageError(f"text: {element}: there is no kind {kind!r}.{_did_you_mean(kind, KINDS)}")
        if tag not in rows and not element.startswith("{"):
            raise UsageError(f"text: there is no TEI element {element!r}.{_did_you_mean(element, _names())}")
        row = rows.get(tag, ElementRow(element, kind, _TEXT, ""))
        rows[tag] = replace(row, kind=kind, reason="changed in the configuration", changed=True)
    return ElementTable(rows)


def _rows() -> Iterable[ElementRow]:
    text = (files("puzanov_tei.exporters.text") / "elements.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            element, kind, inside, section, reason = f"{line}\t".split("\t")[:5]
            yield ElementRow(element, kind, inside, section, reason)


def _names() -> list[str]:
    return [row.element for row in _rows()]


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    meant = near(word, list(known))
    return f" Did you mean {meant!r}?" if meant else ""
