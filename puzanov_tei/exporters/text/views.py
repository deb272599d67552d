"""One walk over the transcription makes a view: its text, and where in it every element stands.

Views are plain text. `source` is what the archive's page says, editors' brackets in their places. `reading`
(the default) has corrections and supplied words in, errors and brackets out, notes at the end. `normalized`
is the reading with abbreviations expanded and names in their preferred form, one block a line.
Offsets count code points, half open. White space is decided by `content`, never by indentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from puzanov_tei.exporters.text.actions import ACTIONS
from puzanov_tei.exporters.text.content import BLOCK, SEPARATORS
from puzanov_tei.exporters.text.walk import Element, Span, Walk
from puzanov_tei.tei.frames import Frames, frames
from puzanov_tei.tei.read import T

VIEWS = ("reading", "source", "normalized")
NOTES = ("end", "inline", "drop")

_NOWHERE: Span = (0, 0)
ONE_A_LINE = (*SEPARATORS[:4], "\n")


@dataclass(frozen=True, slots=True)
class View:
    """The text of one view, and where in it every element stands that it shows."""

    name: str
    text: str
    _spans: Mapping[Element, Span]

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


def view(
    root: Element,
    name: str = "reading",
    *,
    notes: str = "end",
    labels: Mapping[str, str] | None = None,
    framed: Frames | None = None,
) -> View:
    """The view `name` of a `TEI` element's `text` (all of them, if it has several).

    Args:
        notes: what becomes of notes in `reading` and `normalized`: end, inline (in brackets) or drop.
        labels: entity id -> preferred name, for `normalized`.
        framed: the frames that the header declares, where they have been read.
    """
    walk = Walk(
        ACTIONS[name],
        separators=ONE_A_LINE if name == "normalized" else SEPARATORS,
        frame_of=framed or frames(root),
        frames_shown=name == "source",
        notes_go=notes,
        labels=labels or {},
    )
    for text in root.iterchildren(f"{T}text"):
        walk.visit(text)
        walk.rise(BLOCK)
    return View(name, *walk.finish())
