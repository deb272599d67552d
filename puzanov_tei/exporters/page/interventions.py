"""What scribes and editors did to the words, as HTML (TEI P5, 12 and 13): the reading, the rest as its explanation."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.exporters.page.markup import tag, text
from puzanov_tei.exporters.page.transcription import PageWriter
from puzanov_tei.exporters.page.vocabulary import is_block
from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.exporters.text.actions import BESIDE, READ_SIDES
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import T, local_name, pointers


def choice(writer: PageWriter, element: Element) -> str:
    """Both sides of a `choice`: one is read, and what an editor settled is printed only in a frame."""
    children = list(element.iterchildren(etree.Element))
    read = next((c for side in READ_SIDES for c in children if c.tag == side), next(iter(children), None))
    plain = next((c for c in children if c.tag not in BESIDE), None)
    settled = next((c for c in children if c.tag in BESIDE), None)
    out = []
    for child in children:
        printed = child is plain or child.get("rendition") is not None
        if child is read:
            marked = _marked(writer, child, settled)
            out.append(marked if printed else tag("span", marked, class_="r"))
        elif printed:
            out.append(tag("span", writer.framed(child, writer.content(child)), class_="s"))
    return writer.framed(element, "".join(out))


def _marked(writer: PageWriter, child: Element, settled: Element | None) -> str:
    """The read side of a `choice`, with the other one as its explanation."""
    parent = child.getparent()
    others = [] if parent is None else [text_of(c) for c in parent if c is not child and local_name(c)]
    keys = {"corr": "page.corrected-from", "abbr": "page.short-for", "orig": "page.normalized"}
    label = writer.words(keys.get(local_name(child), "page.also"))
    title = f"{label} {' / '.join(others)}{_by(writer, settled if settled is not None else child)}"
    return writer.framed(child, tag("span", writer.content(child), class_=f"edit {local_name(child)}", title=title))


def supplied(writer: PageWriter, element: Element) -> str:
    """Words that the source does not have, or has in a frame."""
    shown = "edit supplied" if element.get("rendition") else "edit supplied r"
    title = _explanation(writer, "page.supplied", element)
    return writer.framed(element, tag("ins", writer.content(element), class_=shown, title=title))


def unclear(writer: PageWriter, element: Element) -> str:
    """Words that are hard to read."""
    title = _explanation(writer, "page.unclear", element)
    return writer.framed(element, tag("span", writer.content(element), class_="edit unclear", title=title))


def sic(writer: PageWriter, element: Element) -> str:
    """Words that are wrong in the source."""
    title = writer.words("page.sic")
    return writer.framed(element, tag("span", writer.content(element), class_="edit sic", title=title))


def gap(writer: PageWriter, element: Element) -> str:
    """A sign for what is left out; in the source view what the source prints there."""
    title = _explanation(writer, "page.lost", element)
    inner = tag("span", writer.content(element), class_="s")
    shown = text_of(element.find(f"{T}desc")) or "…"
    sign = tag("span", text(f"[{shown}]"), class_="r edit gap", title=title)
    html = sign + writer.framed(element, inner)
    return tag("div", html, class_="omission") + "\n" if is_block(element) else html


def apparatus(writer: PageWriter, element: Element) -> str:
    """The lemma, else the first reading; the others are its explanation."""
    children = [child for child in element if local_name(child) in ("lem", "rdg", "rdgGrp")]
    if not children:
        return writer.content(element)
    read = next((c for c in children if local_name(c) == "lem"), children[0])
    write = apparatus if local_name(read) == "rdgGrp" else PageWriter.content
    others = [f"{text_of(c)} ({c.get('wit')})" if c.get("wit") else text_of(c) for c in children if c is not read]
    if not any(others) or writer.in_link or writer.copying:
        return writer.framed(element, write(writer, read))
    title = f"{writer.words('page.other-readings')}: {'; '.join(others)}"
    number = len(writer.variants) + 1
    here, there = writer.own(f"app-{number}"), writer.own(f"appref-{number}")
    lemma = tag("a", text(text_of(read) or "—"), href=f"#{there}")
    writer.variants.append(tag("li", f"{lemma}] {text('; '.join(others))}", id=here))
    html = writer.linked(read, write, class_="edit app", id=there, href=f"#{here}", title=title)
    return writer.framed(element, html)


def expanded(writer: PageWriter, element: Element) -> str:
    """Letters that an editor put into an abbreviation: not in the source."""
    return writer.framed(element, tag("span", writer.content(element), class_="r edit"))


def _explanation(writer: PageWriter, key: str, element: Element) -> str:
    """What was done, why, and by whom."""
    reason = element.get("reason")
    return writer.words(key) + (f": {reason}" if reason else "") + _by(writer, element)


def _by(writer: PageWriter, element: Element) -> str:
    names = [writer.people.get(p, p) for p in pointers(element.get("resp"))]
    cert = element.get("cert")
    said = ", ".join([*names, *([writer.words("page.certainty", value=cert)] if cert else [])])
    return f" ({said})" if said else ""
