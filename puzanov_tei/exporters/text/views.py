"""One walk over the transcription makes a view: its text, and where in it every element stands.

Views are plain text. `source` is what the archive's page says, editors' brackets in their places. `reading`
(the default) has corrections and supplied words in, errors and brackets out, notes at the end. `normalized`
is the reading with abbreviations expanded and names in their preferred form, one block a line.
Offsets count code points, half open. White space is decided by the table of elements, never by indentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from puzanov_tei.exporters.text.actions import actions
from puzanov_tei.exporters.text.table import BLOCK, SEPARATORS, ElementTable
from puzanov_tei.exporters.text.table import table as built_in
from puzanov_tei.exporters.text.walk import Element, Span, Walk
from puzanov_tei.tei.frames import Frames, frames
from puzanov_tei.tei.read import XML_ID, T, pointers

VIEWS = ("reading", "source", "normalized")
NOTES = ("end", "inline", "drop")

_NOWHERE: Span = (0, 0)
ONE_A_LINE = (*SEPARATORS[:4], "\n")
_KEEPS_WHITE = etree.XPath("boolean(descendant::*[@xml:space='preserve'])")


@dataclass(frozen=True, slots=True)
class View:
    """The text of one view, and where in it every element stands that it shows.

    Attributes:
        table: the table of elements it was made by.
        pieces: its text piece by piece; `added` has the numbers of those that are not the document's.
        omitted: elements that are left out, each with the children of it that are shown.
        deleted: pieces of text that a `delSpan` deletes.
        numbered_notes: notes that stand at the end, with a number in the text.
    """

    name: str
    text: str
    _spans: Mapping[Element, Span]
    table: ElementTable = field(default_factory=built_in, repr=False)
    pieces: tuple[str, ...] = field(default=(), repr=False)
    added: frozenset[int] = field(default=frozenset(), repr=False)
    omitted: tuple[tuple[Element, tuple[Element, ...]], ...] = field(default=(), repr=False)
    deleted: tuple[str, ...] = field(default=(), repr=False)
    numbered_notes: frozenset[Element] = field(default=frozenset(), repr=False)

    def __contains__(self, element: Element) -> bool:
        """Whether the view shows the element (perhaps as nothing: a deletion has a place and no text)."""
        return element in self._spans

    def __iter__(self) -> Iterator[Element]:
        """The elements that it shows, each after those inside it."""
        return iter(self._spans)

    def span(self, element: Element) -> Span:
        """Begin and end of an element's text, without white space around it; (0, 0) if it is not shown."""
        begin, end = self._spans.get(element, _NOWHERE)
        text = self.text
        if end > len(text):
            end = len(text)
        while begin < end and text[begin] in " \t\n":
            begin += 1
        return (begin, end) if begin < end else (begin, begin)

    def of(self, element: Element) -> str | None:
        """The element's text in this view; None if the view leaves it out."""
        if element not in self._spans:
            return None
        begin, end = self.span(element)
        return self.text[begin:end]


def texts(root: Element) -> list[Element]:
    """Where the text of a `TEI` element stands: its `text` (all, if it has several), else its `sourceDoc`."""
    texts = list(root.iterchildren(f"{T}text"))
    if any(_has_words(text) for text in texts):
        return texts
    return list(root.iterchildren(f"{T}sourceDoc")) or texts


def _has_words(text: Element) -> bool:
    return any(words and not words.isspace() for words in text.itertext(etree.Element))


def view(
    root: Element,
    name: str = "reading",
    *,
    notes: str = "end",
    labels: Mapping[str, str] | None = None,
    framed: Frames | None = None,
    table: ElementTable | None = None,
    may_keep_white: bool = True,
) -> View:
    """The view `name` of a `TEI` element's text.

    Args:
        notes: what becomes of notes in `reading` and `normalized`: end, inline (in brackets) or drop.
        labels: entity id -> preferred name, for `normalized`.
        framed: the frames that the header declares, where they have been read.
        table: what elements are; the built-in table if there is none.
        may_keep_white: whether `xml:space` may stand in it; where the file has none, nobody needs to look for it.
    """
    table = table or built_in()
    parts = texts(root)
    walk = Walk(
        actions(table, name),
        table,
        separators=ONE_A_LINE if name == "normalized" else SEPARATORS,
        frame_of=framed or frames(root),
        frames_shown=name == "source",
        notes_go=notes,
        labels={**characters(root), **(labels or {})},
        undone=frozenset(p for part in parts for e in part.iter(f"{T}undo") for p in pointers(e.get("target"))),
        keeps_white=may_keep_white and any(_KEEPS_WHITE(part) for part in parts),
    )
    for part in parts:
        walk.visit(part)
        walk.rise(BLOCK)
    text, spans = walk.finish()
    own = (tuple(walk.pieces), frozenset(walk.added), tuple(walk.omitted), tuple(walk.deleted))
    return View(name, text, spans, table, *own, walk.numbered_notes)


def characters(root: Element) -> dict[str, str]:
    """What the header maps characters outside Unicode to: `char ID` -> text, the normalized form first."""
    header = root.find(f"{T}teiHeader")
    declared = None if header is None else header.find(f"{T}encodingDesc/{T}charDecl")
    characters: dict[str, str] = {}
    for char in () if declared is None else declared.iterchildren(f"{T}char", f"{T}glyph"):
        mappings = sorted(
            char.iterchildren(f"{T}mapping"), key=lambda m: m.get("type") not in ("normalized", "standard")
        )
        if (ident := char.get(XML_ID)) and mappings and mappings[0].text:
            characters[f"char {ident}"] = mappings[0].text.strip()
    return characters
