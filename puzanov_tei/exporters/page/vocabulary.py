"""Which TEI element becomes which HTML element, and what decides it."""

from __future__ import annotations

from puzanov_tei.exporters.text.table import table
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import T, local_name

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
BREAKS_PARAGRAPH = tuple(T + n for n in (*BLOCKS, "p", "ab", "head", "quote"))
# Signs in `@rend` and `@style` of `hi`.
RENDERED = (("ital", "em"), ("bold", "strong"), ("sup", "sup"), ("sub", "sub"), ("under", "u"))


def is_block(element: Element) -> bool:
    """Whether it stands between blocks, not in a line."""
    parent = parent_of(element)
    return local_name(parent) in BLOCKS and parent.tag in table().element_only


def is_footnote(element: Element) -> bool:
    """Whether a note belongs to the foot of the page."""
    return element.get("type") == "footnote" or element.get("place") in ("bottom", "foot", "end")


def parent_of(element: Element) -> Element:
    """The element around it, or the element itself at the top."""
    parent = element.getparent()
    return element if parent is None else parent


def class_word(kind: str) -> str:
    """A value as a class name."""
    return "".join(c if c.isalnum() else "-" for c in kind.lower())
