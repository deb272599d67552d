"""Which TEI element becomes which HTML element."""

from __future__ import annotations

from puzanov_tei.tei.read import T

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
RENDERED = (("ital", "em"), ("bold", "strong"), ("super", "sup"), ("sub", "sub"), ("under", "u"))
