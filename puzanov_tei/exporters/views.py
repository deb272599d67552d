"""One walk over the transcription makes a view: its text, and where in it every element stands.

Views are plain text. `source` is what the archive's page says, editors' brackets in their places. `reading`
(the default) has corrections and supplied words in, errors and brackets out, notes at the end. `normalized`
is the reading with abbreviations expanded and names in their preferred form, one block a line.
Offsets count code points, half open. White space is decided by `content`, never by indentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from puzanov_tei.exporters.actions import ACTIONS
from puzanov_tei.exporters.content import BLOCK, SEPARATORS
from puzanov_tei.exporters.walk import Element, Span, Walk
from puzanov_tei.tei.frames import frames
from puzanov_tei.tei.read import T

VIEWS = ("reading", "source", "normalized")
NOTES = ("end", "inline", "drop")

ONE_A_LINE = (*SEPARATORS[:4], "\n")


@dataclass(frozen=True, slots=True)
class View:
    """The text of one view and the span in it of every element that it shows."""

    name: str
    text: str
    spans: Mapping[Element, Span]

    def of(self, element: Element) -> str | None:
        """The element's text in this view; None if the view leaves it out."""
        span = self.spans.get(element)
        return None if span is None else self.text[span[0] : span[1]]


def view(root: Element, name: str = "reading", *, notes: str = "end", labels: Mapping[str, str] | None = None) -> View:
    """The view `name` of a `TEI` element's `text` (all of them, if it has several).

    Args:
        notes: what becomes of notes in `reading` and `normalized`: end, inline (in brackets) or drop.
        labels: entity id -> preferred name, for `normalized`.
    """
    walk = Walk(
        ACTIONS[name],
        separators=ONE_A_LINE if name == "normalized" else SEPARATORS,
        frame_of=frames(root),
        frames_shown=name == "source",
        notes_go=notes,
        labels=labels or {},
    )
    for text in root.iterchildren(f"{T}text"):
        walk.visit(text)
        walk.rise(BLOCK)
    return View(name, *walk.finish())
