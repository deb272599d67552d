"""The prose of an ODD as HTML."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from lxml import etree

from puzanov_tei.base.xml import XML_ID
from puzanov_tei.odd.content import TEI, local
from puzanov_tei.odd.examples import EXAMPLE, shown

# TEI element -> HTML element (and class) when nothing more is to be said.
_INLINE = {
    "att": ("code", "att"), "val": ("code", "val"), "code": ("code", ""), "ident": ("code", ""), "tag": ("code", "tag"),
    "q": ("q", ""), "quote": ("q", ""), "soCalled": ("q", ""), "mentioned": ("q", ""), "term": ("dfn", ""),
    "hi": ("strong", ""), "emph": ("em", ""), "foreign": ("i", ""), "title": ("cite", ""), "label": ("strong", ""),
    "name": ("span", ""), "abbr": ("abbr", ""),
}  # fmt: skip
_BLOCK = {"p": "p", "item": "li", "row": "tr", "eg": "pre", "ab": "p", "cit": "blockquote", "argument": "div"}
_SPECS = frozenset({
    "elementSpec", "classSpec", "macroSpec", "dataSpec", "constraintSpec", "moduleRef", "elementRef", "classRef",
    "macroRef", "dataRef", "specGrpRef", "schemaSpec",
})  # fmt: skip

# Writes what stands for a declaration in the middle of the prose.
Aside = Callable[[list[etree._Element]], str]


class Prose:
    """Turns elements into HTML. `links` maps element names to places in the page."""

    def __init__(self, links: dict[str, str], aside: Aside) -> None:
        self.links = links
        self.aside = aside

    def inside(self, element: etree._Element, level: int = 2) -> str:
        """The content of an element."""
        parts = [escape(element.text or "", quote=False)]
        specs: list[etree._Element] = []
        for child in element:
            if isinstance(child.tag, str) and local(child) in _SPECS and child.tag.startswith(TEI):
                specs.append(child)
            elif isinstance(child.tag, str):
                if specs:
                    parts.append(self.aside(specs))
                    specs = []
                parts.append(self.node(child, level))
            parts.append(escape(child.tail or "", quote=False))
        if specs:
            parts.append(self.aside(specs))
        return "".join(parts)

    def remark(self, element: etree._Element) -> str:
        """What `remarks` or an `exemplum` holds, as blocks; bare text as a paragraph."""
        inner = self.inside(element, 4).strip()
        return inner if inner.startswith("<") else f"<p>{inner}</p>"

    def node(self, element: etree._Element, level: int = 2) -> str:
        """One element."""
        if element.tag == EXAMPLE:
            return f'<pre class="xml" tabindex="0"><code>{shown(element, self.links)}</code></pre>'
        name = local(element)
        if name in _INLINE:
            tag, cls = _INLINE[name]
            kind = f' class="{cls}"' if cls else ""
            return f"<{tag}{kind}>{self.inside(element, level)}</{tag}>"
        if name in _BLOCK:
            return f"<{_BLOCK[name]}>{self.inside(element, level)}</{_BLOCK[name]}>"
        method: Callable[[etree._Element, int], str] = getattr(self, f"_{name}", self._other)
        return method(element, level)

    def _other(self, element: etree._Element, level: int) -> str:
        return self.inside(element, level)

    def _div(self, element: etree._Element, level: int) -> str:
        ident = element.get(XML_ID)
        place = f' id="{escape(ident)}"' if ident else ""
        return f"<section{place}>{self.inside(element, level + 1)}</section>"

    def _head(self, element: etree._Element, level: int) -> str:
        parent = element.getparent()
        if parent is not None and local(parent) in ("list", "table", "figure"):
            return f'<p class="caption">{self.inside(element)}</p>'
        depth = min(level, 6)
        return f"<h{depth}>{self.inside(element)}</h{depth}>"

    def _list(self, element: etree._Element, level: int) -> str:
        if element.get("type") == "gloss" or element.find(TEI + "label") is not None:
            return f"<dl>{self._pairs(element)}</dl>"
        tag = "ol" if element.get("type") in ("ordered", "numbered") or element.get("rend") == "numbered" else "ul"
        head = element.find(TEI + "head")
        items = "".join(self.node(e, level) for e in element if e.tag == TEI + "item")
        return (self.node(head, level) if head is not None else "") + f"<{tag}>{items}</{tag}>"

    def _pairs(self, element: etree._Element) -> str:
        tags = {TEI + "label": "dt", TEI + "item": "dd"}
        return "".join(f"<{tags[str(e.tag)]}>{self.inside(e)}</{tags[str(e.tag)]}>" for e in element if e.tag in tags)

    def _gi(self, element: etree._Element, _level: int) -> str:
        name = "".join(str(t) for t in element.itertext()).strip()
        return self.element(name)

    def element(self, name: str) -> str:
        """The name of an element, linked to its reference if it has one."""
        link = self.links.get(name)
        code = f'<code class="gi">{escape(name)}</code>'
        return f'<a href="{link}">{code}</a>' if link else code

    def _ref(self, element: etree._Element, level: int) -> str:
        target = element.get("target", "")
        inner = self.inside(element, level) or escape(target)
        return f'<a href="{escape(target)}">{inner}</a>' if _harmless(target) else inner

    _ptr = _ref

    def _table(self, element: etree._Element, level: int) -> str:
        return f'<div class="wide"><table>{self.inside(element, level)}</table></div>'

    def _cell(self, element: etree._Element, level: int) -> str:
        parent = element.getparent()
        heading = "label" in (element.get("role"), parent.get("role") if parent is not None else None)
        tag = "th" if heading else "td"
        return f"<{tag}>{self.inside(element, level)}</{tag}>"

    def _lb(self, _element: etree._Element, _level: int) -> str:
        return "<br>"

    def _note(self, element: etree._Element, level: int) -> str:
        return f'<span class="note">({self.inside(element, level)})</span>'

    def _specDesc(self, element: etree._Element, _level: int) -> str:  # noqa: N802 - named as in TEI
        return f"<li>{self.element(element.get('key', ''))}</li>"

    def _specList(self, element: etree._Element, level: int) -> str:  # noqa: N802 - named as in TEI
        return f"<ul>{self.inside(element, level)}</ul>"


def _harmless(target: str) -> bool:
    """Links lead into the page or to the web, never to scripts."""
    return target.startswith(("#", "http://", "https://", "mailto:"))
