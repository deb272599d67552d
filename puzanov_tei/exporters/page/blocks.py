"""Paragraphs, headings, lists and tables as HTML."""

from __future__ import annotations

from puzanov_tei.exporters.page.markup import tag, text
from puzanov_tei.exporters.page.transcription import PageWriter
from puzanov_tei.exporters.page.vocabulary import class_word, holds_block, keeps_white, parent_of
from puzanov_tei.exporters.text.actions import NUMBERED, is_register
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_LANG, T, local_name

_SPANS = (("colspan", "cols"), ("rowspan", "rows"))


def paragraph(writer: PageWriter, element: Element) -> str:
    """A paragraph with its number, which is a link to it."""
    inner = writer.framed(element, writer.content(element))
    if writer.copying:
        return tag("span", inner)
    html = "div" if holds_block(element) else "p"
    mark = writer.permalink(element, is_paragraph=True)
    return (
        tag(html, inner + mark, id=writer.ident(element), class_=f"p{keeps_white(element)}", lang=element.get(XML_LANG))
        + "\n"
    )


def head(writer: PageWriter, element: Element) -> str:
    """A heading, one level below that of the next division around it that has one; of a list its first item, of a table
    its caption."""
    inner = writer.framed(element, writer.content(element))
    parent = parent_of(element)
    if local_name(parent) == "list":
        return tag("li", inner, class_="list-head") + "\n"
    if local_name(parent) == "table":
        return tag("caption", inner) + "\n"
    headed = [a for a in parent.iterancestors() if local_name(a).startswith("div") and a.find(f"{T}head") is not None]
    mark = writer.permalink(element)
    return tag(f"h{min(len(headed) + 2, 6)}", inner + mark, id=writer.ident(element), class_="head") + "\n"


def list_(writer: PageWriter, element: Element) -> str:
    """A list with its numbers and labels; one that runs on in its line stays in it."""
    manner = {element.get("type"), element.get("rend")}
    if "inline" in manner:
        return writer.framed(element, tag("span", writer.content(element), class_="list-inline"))
    ordered = not manner.isdisjoint(NUMBERED)
    first = next((i.get("n", "") for i in element.iterchildren(f"{T}item")), "")
    items: list[str] = [_stray(element.text)]
    label = ""
    for child in element:
        name = local_name(child)
        if name == "label":
            label = tag("span", writer.content(child), class_="item-label") + " "
        elif name == "item":
            items.append(item(writer, child, label))
            label = ""
        else:
            items.append(writer.write(child))
        items.append(_stray(child.tail))
    if label:
        items.append(tag("li", label, class_="item"))
    kind = element.get("type")
    classes = "list" if kind is None else f"list list-{class_word(kind)}"
    if element.find(f"{T}label") is not None:
        classes += " labelled"  # the numbers of the source stand there already
    start = first if ordered and first.isdecimal() else None
    made = tag("ol" if ordered else "ul", "".join(items), class_=classes, start=start)
    return writer.framed(element, made) + "\n"


def _stray(words: str | None) -> str:
    """Text that stands in a list outside its items, where none may stand, as an item."""
    return tag("li", text(words.strip()), class_="item") if words and not words.isspace() else ""


def item(writer: PageWriter, element: Element, label: str = "") -> str:
    """An item, behind its label."""
    parent = parent_of(element)
    if "inline" in (parent.get("type"), parent.get("rend")):
        return writer.framed(element, tag("span", writer.content(element), class_="item-inline"))
    inner = writer.framed(element, label + writer.content(element))
    mark = writer.permalink(element) if not holds_block(element) else ""
    return tag("li", inner + mark, id=writer.ident(element), class_="item") + "\n"


def table(writer: PageWriter, element: Element) -> str:
    """A table that scrolls by itself where it is wider than the page."""
    inner = tag("table", writer.framed(element, writer.content(element)), class_="table")
    label = writer.words("page.table")
    return tag("div", inner, class_="table-frame", tabindex="0", role="region", aria_label=label) + "\n"


def cell(writer: PageWriter, element: Element) -> str:
    """A cell, over as many columns and rows as it says."""
    spans = {name: n if (n := element.get(a, "1")) != "1" and n.isdecimal() else None for name, a in _SPANS}
    html = "th" if element.get("role") == "label" else "td"
    return tag(html, writer.framed(element, writer.content(element)), class_="cell", **spans)


def bibliography(writer: PageWriter, element: Element) -> str:
    """A bibliography of the text; one that is a register of works is shown by its cards."""
    return "" if is_register(element) else writer.block(element, "div")
