"""Pictures, page images and formulas as HTML."""

from __future__ import annotations

from puzanov_tei.exporters.page.markup import empty, tag, text
from puzanov_tei.exporters.page.transcription import PageWriter
from puzanov_tei.exporters.page.vocabulary import parent_of
from puzanov_tei.exporters.records.values import is_web_address, text_of
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import T, local_name

_MATH = ("mathvariant", "display", "displaystyle", "stretchy")


def page_break(writer: PageWriter, element: Element) -> str:
    """The number of a page, with its image where that has an address."""
    number, image = element.get("n"), writer.images.get(element, "")
    if not number and not image:
        return ""
    shown = text(f"[{number or writer.words('page.page')}]")
    if not image or writer.in_link:
        return tag("span", shown, class_="pb", title=writer.words("page.page"))
    label = writer.words("page.image-of", number=number or "").strip()
    link_to = tag("a", shown, href=image, aria_label=label, title=label, rel="noreferrer")
    return tag("span", link_to, class_="pb facs")


def picture(writer: PageWriter, element: Element) -> str:
    """A picture that stands beside the page; a link to one on the web; else a sign that there is one."""
    image = writer.images.get(element, "")
    said = text_of(parent_of(element).find(f"{T}figDesc"))
    if image and not is_web_address(image):
        return empty("img", src=image, alt=said or writer.words("page.picture-of"), loading="lazy", class_="picture")
    if image and not writer.in_link:
        name = writer.words("page.picture-link")
        inner = text(f"{name}: {said}" if said else name)
        return tag("a", inner, href=image, class_="picture-link", rel="noreferrer")
    label = writer.words("page.picture")
    return tag("span", "", class_="picture", role="img", aria_label=label, title=label)


def formula(writer: PageWriter, element: Element) -> str:
    """A formula, as it is written."""
    return writer.framed(element, tag("span", writer.content(element), class_="formula"))


def math(writer: PageWriter, element: Element) -> str:
    """MathML as it is: browsers draw it. Attributes that could do more than look are left out."""
    kept = {str(name): str(value) for name, value in element.attrib.items() if name in _MATH}
    return tag(local_name(element), writer.content(element), **kept)
