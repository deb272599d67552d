"""Notes, stamps and marginalia as HTML: at the end, at the foot, or where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.exporters.page.markup import tag, text
from puzanov_tei.exporters.page.transcription import PageWriter
from puzanov_tei.exporters.page.vocabulary import (
    class_word,
    is_block,
    is_footnote,
    parent_of,
    runs_on,
)
from puzanov_tei.exporters.text.actions import IN_PLACE
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID


def note(writer: PageWriter, element: Element) -> str:
    """A note at the end, at the foot of the page or in its line; a stamp or a marginal note where it stands."""
    kind = element.get("type") or "note"
    if runs_on(element):
        return tag("span", writer.content(element), class_="note-inline", title=kind)
    if element in writer.numbered_notes:
        return _end_note(writer, element, kind)
    inner = writer.framed(element, writer.content(element))
    ident = None if writer.copying else element.get(XML_ID)
    classes = f"mark {class_word(kind)}" + ("" if _is_printed(element) else " r")
    if not is_block(element):
        return tag("span", inner, class_=classes, id=ident, title=kind)
    if is_footnote(element):
        return tag("div", inner, class_="footnote", id=ident, role="note") + "\n"
    label = tag("span", text(kind.capitalize()), class_="mark-label")
    return tag("aside", label + inner, class_=classes, id=ident, role="note", aria_label=kind) + "\n"


def _end_note(writer: PageWriter, element: Element, kind: str) -> str:
    """A number in the text and the note at the end; in the source view, where it stands."""
    with writer.copy():
        inner = writer.framed(element, writer.content(element))
    copy = tag("span", inner, class_="s") if _is_printed(element) else ""
    if writer.copying:
        return copy
    writer.notes.append(element)
    number = len(writer.notes)
    there, here = writer.own(f"noteref-{number}"), writer.own(f"note-{number}")
    label = writer.words("page.note", number=number)
    sign = tag("sup", tag("a", str(number), href=f"#{here}", id=there, aria_label=label), class_="r noteref")
    return writer.sign(sign) + copy


def _is_printed(element: Element) -> bool:
    """Whether a note stands in the source too: an editor's is there only in a frame."""
    return element.get("type") != "editorial" or element.get("rendition") is not None


def end_notes(writer: PageWriter) -> Iterator[str]:
    """The notes of the end, to be written behind the text; a note in a note is the last of them."""
    for number, element in enumerate(writer.notes, 1):  # grows while it is read
        there, here = writer.own(f"noteref-{number}"), writer.own(f"note-{number}")
        back = tag("a", "↩", href=f"#{there}", aria_label=writer.words("page.note-back", number=number))
        kind = class_word(element.get("type") or "note")
        yield tag("li", f"{writer.content(element)} {back}", id=here, class_=f"note {kind}")


def description(writer: PageWriter, element: Element) -> str:
    """The words about a stamp; in the reading a colon parts them from its own."""
    inner = writer.framed(element, tag("span", writer.content(element), class_="desc"))
    follows = bool((element.tail or "").strip()) or element.getnext() is not None
    in_mark = parent_of(element).get("type") in IN_PLACE
    return inner + (tag("span", ": ", class_="r") if in_mark and follows else "")
