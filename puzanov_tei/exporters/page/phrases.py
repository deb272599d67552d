"""What stands in a line, as HTML: names with links to their cards, dates, highlighted words, breaks, links."""

from __future__ import annotations

from puzanov_tei.exporters.page.markup import empty, tag, text
from puzanov_tei.exporters.page.transcription import PageWriter
from puzanov_tei.exporters.page.vocabulary import RENDERED, class_word, parent_of
from puzanov_tei.exporters.records.mentions import NAME_TYPES
from puzanov_tei.exporters.records.values import is_web_address, when
from puzanov_tei.exporters.text.table import table
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import local_name, pointers


def name(writer: PageWriter, element: Element) -> str:
    """A name: a link to the card of what it refers to, or words that say that it is not identified."""
    kind = NAME_TYPES[local_name(element)] or element.get("type") or "name"
    card = next((t for t in writer.refer(element) if t in writer.known), None)
    doubt = " doubtful" if element.get("cert") in ("low", "unknown") else ""
    classes = f"name {class_word(kind)}" + ("" if card else " unknown") + doubt
    said = writer.words(f"kind.{kind}") if f"kind.{kind}" in writer.words else kind
    title = f"{said}: {writer.known[card]}" if card else f"{said}, {writer.words('page.not-identified')}"
    if card is None or writer.in_link or writer.copying:
        inner = writer.content(element)
        return writer.framed(element, tag("span", inner, class_=classes, title=None if writer.in_link else title))
    ident = writer.mention(card)
    target = f"#{writer.own(f'card-{card}')}"
    return writer.framed(element, writer.linked(element, class_=classes, id=ident, href=target, title=title))


def date(writer: PageWriter, element: Element) -> str:
    """A date, with its value for machines and as its explanation."""
    value = when(element)
    inner = writer.content(element)
    machine = value.when if value.when.replace("-", "").isdecimal() else None
    html = tag("time", inner, datetime=machine, class_="date", title=value.value or None)
    return writer.framed(element, html)


def highlighted(writer: PageWriter, element: Element) -> str:
    """Words that the source sets off, in the manner that it says."""
    manner = f"{element.get('rend', '')} {element.get('style', '')}".lower()
    html = next((h for sign, h in RENDERED if sign in manner), "span")
    return writer.framed(element, tag(html, writer.content(element)))


def line_break(_: PageWriter, element: Element) -> str:
    """The end of a line, which is the source's alone: the reading runs on. Between verses they break themselves."""
    is_between_lines, _between = table().inside(parent_of(element))
    if is_between_lines:
        return ""
    return empty("br", class_="s") + ("" if element.get("break") == "no" else tag("span", " ", class_="r"))


def character(writer: PageWriter, element: Element) -> str:
    """A character outside Unicode: as written, else the mapping that its declaration gives."""
    ident = next(iter(pointers(element.get("ref"))), "")
    return writer.framed(element, writer.content(element) or text(writer.characters.get(f"char {ident}", "")))


def reference(writer: PageWriter, element: Element) -> str:
    """A link to the web; words alone where the address is none of the web, or within another link."""
    target = element.get("target", "")
    if writer.in_link or not is_web_address(target):
        return writer.framed(element, writer.content(element))
    return writer.framed(element, writer.linked(element, href=target, rel="noreferrer"))
