"""Which TEI element becomes which HTML element, and what decides it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count, takewhile

from lxml import etree

from puzanov_tei.base.xml import XML_SPACE
from puzanov_tei.exporters.text.actions import IN_LINE
from puzanov_tei.exporters.text.table import table
from puzanov_tei.exporters.text.views import texts
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T, local_name

# Elements that are blocks.
BLOCKS = {
    **dict.fromkeys(("opener", "closer", "dateline", "signed", "salute", "byline", "trailer", "fw", "lg", "l"), "div"),
    **dict.fromkeys(("speaker", "sp", "u", "address", "addrLine", "docTitle", "titlePage", "docImprint"), "div"),
    **dict.fromkeys(("postscript", "epigraph", "argument", "listBibl", "titlePart", "floatingText"), "div"),
    **dict.fromkeys(("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "front", "back"), "section"),
    "list": "ul",
    "item": "li",
    "table": "table",
    "row": "tr",
    "cell": "td",
    "figure": "figure",
}
# Elements within a line; the others are `span`.
INLINE = {
    "foreign": "i", "title": "cite", "add": "ins", "del": "del", "emph": "em", "q": "span", "gloss": "span",
    "mentioned": "i", "term": "i",
}  # fmt: skip
# What HTML does not allow inside `p`.
_BREAKS_PARAGRAPH = tuple(T + n for n in (*BLOCKS, "p", "ab", "head", "quote"))
# Signs in `@rend` and `@style` of `hi`.
RENDERED = (("ital", "em"), ("bold", "strong"), ("sup", "sup"), ("sub", "sub"), ("under", "u"))

# Blocks that can be linked to.
_LINKED = tuple(
    T + name for name in (*BLOCKS, "p", "ab", "head") if BLOCKS.get(name) not in ("table", "tr", "td", "ul", "figure")
)


def anchors(root: Element) -> dict[Element, str]:
    """Identifiers of the blocks of a text that can be linked to: their own, else `b-1`, `b-2` ..."""
    taken = {ident for e in root.iter(etree.Element) if (ident := e.get(XML_ID))}
    free = (ident for number in count(1) if (ident := f"b-{number}") not in taken)
    blocks = (e for text in texts(root) for e in text.iter(*_LINKED) if _can_be_linked_to(e))
    return {block: block.get(XML_ID) or next(free) for block in blocks}


def _can_be_linked_to(block: Element) -> bool:
    """Headings of lists and tables, and items within a line, are parts of what they stand in."""
    name, parent = local_name(block), parent_of(block)
    if name == "head":
        return local_name(parent) not in ("list", "table")
    return name != "item" or "inline" not in (parent.get("type"), parent.get("rend"))


def anchor_of(element: Element | None, known: Mapping[Element, str]) -> str:
    """The identifier in the page of the nearest block around an element that can be linked to; else empty."""
    while element is not None:
        if element in known:
            return known[element]
        element = element.getparent()
    return ""


def is_block(element: Element) -> bool:
    """Whether it stands between blocks, not in a line."""
    parent = parent_of(element)
    return local_name(parent) in BLOCKS and parent.tag in table().element_only


def is_footnote(element: Element) -> bool:
    """Whether a note belongs to the foot of the page."""
    return element.get("type") == "footnote" or element.get("place") in ("bottom", "foot", "end")


def runs_on(note: Element) -> bool:
    """Whether the document has a note in its line."""
    return note.get("place") in IN_LINE and not note.get("rendition")


def keeps_white(element: Element) -> str:
    """The class, behind a blank, of a block of words whose white space counts (`xml:space` within the text)."""
    around = takewhile(lambda e: e.tag != f"{T}text", (element, *element.iterancestors()))
    said = next((s for e in around if (s := e.get(XML_SPACE))), "")
    return " preserve" if said == "preserve" and not holds_block(element) else ""


def holds_block(element: Element) -> bool:
    """Whether something in it is a block in HTML."""
    return any(child is not element for child in element.iter(*_BREAKS_PARAGRAPH))


def parent_of(element: Element) -> Element:
    """The element around it, or the element itself at the top."""
    parent = element.getparent()
    return element if parent is None else parent


def class_word(kind: str) -> str:
    """A value as a class name."""
    return "".join(c if c.isalnum() else "-" for c in kind.lower())
