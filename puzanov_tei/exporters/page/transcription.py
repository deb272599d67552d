"""A transcription as HTML that holds both texts: what only the reading shows has class `r`, what only the
source shows has class `s`; a style sheet switches between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from puzanov_tei.exporters.page.markup import empty, link, tag, text
from puzanov_tei.exporters.page.vocabulary import (
    BLOCKS,
    BREAKS_PARAGRAPH,
    INLINE,
    RENDERED,
    class_word,
    is_block,
    is_footnote,
    parent_of,
)
from puzanov_tei.exporters.page.words import InterfaceWords, english
from puzanov_tei.exporters.records.mentions import NAME_TYPES
from puzanov_tei.exporters.records.values import text_of, when
from puzanov_tei.exporters.text.actions import IN_LINE, IN_PLACE, deleted_until, is_register
from puzanov_tei.exporters.text.table import LEFT_OUT, LINE, NONE, table
from puzanov_tei.exporters.text.walk import HYPHENS, Element
from puzanov_tei.tei.frames import Frames
from puzanov_tei.tei.read import XML_ID, XML_LANG, T, local_name, pointers


class PageWriter:
    """Writes the `text` of one document.

    Attributes:
        mentions: entity id -> identifiers of the names in the page that refer to it, in order.
        notes: editors' notes, in order, as HTML.
        variants: the readings of an apparatus that the text does not show, in order, as HTML.
    """

    def __init__(
        self,
        frames: Frames,
        known: Mapping[str, str],
        people: Mapping[str, str],
        anchors: Mapping[Element, str],
        taken: Collection[str] = (),
        refer: Callable[[Element], Sequence[str]] | None = None,
        words: InterfaceWords | None = None,
        images: Mapping[Element, str] = MappingProxyType({}),
    ) -> None:
        """Make a writer.

        Args:
            frames: what the header declares to be printed before and after elements.
            known: entity id -> label, for entities with a card.
            people: who `@resp` points to.
            anchors: identifiers of blocks that can be linked to (see `vocabulary`).
            taken: the identifiers of the document.
            refer: what a name refers to; without it, the fragments of its `@ref` or `@key`.
            words: the interface texts.
            images: the addresses of page images and pictures, from where the page stands.
        """
        self._frames = frames
        self._known = known
        self._people = people
        self._anchors = anchors
        self._taken = taken
        self._refer = refer or _fragments
        self._words = words or english()
        self._images = images
        self._kinds: dict[Any, str] = {tag: row.kind for tag, row in table().rows.items()}
        self.mentions: dict[str, list[str]] = {}
        self.notes: list[str] = []
        self.variants: list[str] = []
        self._until = ""  # the identifier of the place up to which everything is deleted
        self._names = 0
        self._paragraphs = 0
        self._in_link = False
        self._copying = False

    def write(self, element: Element) -> str:
        """The element as HTML."""
        name = local_name(element)
        kind = self._kinds.get(element.tag, "phrase")
        if self._until and element.get(XML_ID) == self._until:
            self._until = ""
        elif name == "delSpan":
            self._until = deleted_until(element) or self._until
        if name == "graphic":
            return self._picture(element)
        if not name or kind in LEFT_OUT:
            return ""
        if kind in ("unread", "furniture"):
            return self._deleted(element)
        writer = _WRITERS.get(name)
        if writer is not None:
            return writer(self, element)
        if name in BLOCKS:
            return self._block(element, BLOCKS[name])
        if kind in ("line", "block"):
            return self._block(element, "div")
        return self._framed(element, self._inline(element, name))

    def content(self, element: Element) -> str:
        """What is inside the element."""
        silent = element.tag in table().element_only
        between = table().between.get(str(element.tag), NONE) if silent else NONE
        out = ["" if silent and not (element.text or "").strip() else self._before(element.text, element, 0)]
        for number, child in enumerate(element, 1):
            out.append(_parted(self.write(child), between))
            tail = child.tail or ""
            if child.get("break") == "no":
                tail = tail.lstrip()
            out.append("" if silent and not tail.strip() else self._before(tail, element, number))
        return "".join(out)

    def _before(self, words: str | None, parent: Element, number: int) -> str:
        """Text in front of a child; where only the number of a note will stand, the blank belongs to the source."""
        shown = words or ""
        if self._until:
            return tag("span", text(shown), class_="s") if shown.strip() else text(shown)
        stripped = shown.rstrip()
        if number < len(parent) and parent[number].get("break") == "no":
            # The word goes on: its hyphen is the source's.
            hyphen = stripped[-1:] if stripped[-1:] in HYPHENS and len(stripped) > 1 else ""
            whole = stripped[: len(stripped) - len(hyphen)]
            return text(whole) + (tag("span", text(hyphen), class_="s") if hyphen else "")
        if stripped != shown and number < len(parent) and self._goes_to_the_end(parent[number]):
            return text(stripped) + tag("span", text(shown[len(stripped) :]), class_="s")
        return text(shown)

    # -- frames

    def _framed(self, element: Element, inner: str) -> str:
        before, after = self._frames(element.get("rendition"))
        opened = tag("span", text(before), class_="s frame") if before else ""
        closed = tag("span", text(after), class_="s frame") if after else ""
        return opened + inner + closed

    # -- blocks

    def _block(self, element: Element, html: str) -> str:
        name = local_name(element)
        kind = element.get("type")
        classes = name if kind is None else f"{name} {name}-{class_word(kind)}"
        inner = self._framed(element, self.content(element))
        mark = self._permalink(element) if html in ("div", "li") and not self._holds(element) else ""
        return tag(html, inner + mark, id=self._ident(element), class_=classes, lang=element.get(XML_LANG)) + "\n"

    def _paragraph(self, element: Element) -> str:
        html = "div" if self._holds(element) else "p"
        inner = self._framed(element, self.content(element))
        if self._copying:
            return tag("span", inner)
        mark = self._permalink(element, is_paragraph=True)
        return tag(html, inner + mark, id=self._ident(element), class_="p", lang=element.get(XML_LANG)) + "\n"

    def _holds(self, element: Element) -> bool:
        """Whether something in a paragraph is a block in HTML."""
        return any(child is not element for child in element.iter(*BREAKS_PARAGRAPH))

    def _head(self, element: Element) -> str:
        parent = element.getparent()
        if parent is not None and local_name(parent) == "list":
            return tag("li", self._framed(element, self.content(element)), class_="list-head") + "\n"
        if parent is not None and local_name(parent) == "table":
            return tag("caption", self._framed(element, self.content(element))) + "\n"
        depth = sum(1 for a in element.iterancestors() if local_name(a).startswith("div"))
        mark = self._permalink(element)
        inner = self._framed(element, self.content(element)) + mark
        return tag(f"h{min(depth + 1, 6)}", inner, id=self._ident(element), class_="head") + "\n"

    def _permalink(self, element: Element, is_paragraph: bool = False) -> str:
        """A link to a block: the number of a paragraph, or a sign."""
        if self._copying or self._in_link:
            return ""
        self._paragraphs += is_paragraph
        ident = self._ident(element)
        if ident is None:
            return ""
        said = self._words("page.paragraph", number=self._paragraphs) if is_paragraph else ""
        label = ": ".join(part for part in (said, self._words("page.link", ident=ident)) if part)
        shown = str(self._paragraphs) if is_paragraph else "¶"
        return tag("a", shown, class_="permalink", href=f"#{ident}", aria_label=label, title=label)

    def _ident(self, element: Element) -> str | None:
        if self._copying:
            return None
        return self._anchors.get(element) or element.get(XML_ID)

    def own(self, ident: str) -> str:
        """An identifier of the page, other than those of the document (which cannot hold a colon)."""
        return f"{ident}:" if ident in self._taken else ident

    # -- names

    def _name(self, element: Element) -> str:
        kind = NAME_TYPES[local_name(element)] or element.get("type") or "name"
        card = next((t for t in self._refer(element) if t in self._known), None)
        classes = f"name {class_word(kind)}" + ("" if card else " unknown") + self._doubt(element)
        said = self._words(f"kind.{kind}") if f"kind.{kind}" in self._words else kind
        title = f"{said}: {self._known[card]}" if card else f"{said}, {self._words('page.not-identified')}"
        if card is None or self._in_link or self._copying:
            inner = self.content(element)
            return self._framed(element, tag("span", inner, class_=classes, title=None if self._in_link else title))
        self._names += 1
        ident = self.own(f"name-{self._names}")
        self.mentions.setdefault(card, []).append(ident)
        self._in_link = True
        inner = self.content(element)
        self._in_link = False
        target = f"#{self.own(f'card-{card}')}"
        return self._framed(element, tag("a", inner, class_=classes, id=ident, href=target, title=title))

    @staticmethod
    def _doubt(element: Element) -> str:
        return " doubtful" if element.get("cert") in ("low", "unknown") else ""

    # -- interventions

    def _choice(self, element: Element) -> str:
        children = [child for child in element if local_name(child)]
        read = next((c for n in ("corr", "abbr", "orig") for c in children if local_name(c) == n), None)
        read = children[0] if read is None and children else read
        settled = next((c for c in children if local_name(c) in ("corr", "expan", "reg")), None)
        out = []
        for child in children:
            printed = local_name(child) not in ("corr", "expan", "reg") or child.get("rendition") is not None
            marked = self._marked(child, settled) if child is read else self._framed(child, self.content(child))
            shown = {(True, True): "", (True, False): "r", (False, True): "s"}.get((child is read, printed))
            if shown is not None:
                out.append(tag("span", marked, class_=shown) if shown else marked)
        return self._framed(element, "".join(out))

    def _marked(self, child: Element, settled: Element | None) -> str:
        """The read side of a `choice`, with the other one as its explanation."""
        parent = child.getparent()
        others = [] if parent is None else [text_of(c) for c in parent if c is not child and local_name(c)]
        keys = {"corr": "page.corrected-from", "abbr": "page.short-for", "orig": "page.normalized"}
        label = self._words(keys.get(local_name(child), "page.also"))
        title = f"{label} {' / '.join(others)}{self._by(settled if settled is not None else child)}"
        return self._framed(child, tag("span", self.content(child), class_=f"edit {local_name(child)}", title=title))

    def _supplied(self, element: Element) -> str:
        shown = "edit supplied" if element.get("rendition") else "edit supplied r"
        title = f"{self._words('page.supplied')}{self._why(element)}{self._by(element)}"
        return self._framed(element, tag("ins", self.content(element), class_=shown, title=title))

    def _unclear(self, element: Element) -> str:
        title = f"{self._words('page.unclear')}{self._why(element)}{self._by(element)}"
        return self._framed(element, tag("span", self.content(element), class_="edit unclear", title=title))

    def _sic(self, element: Element) -> str:
        title = self._words("page.sic")
        return self._framed(element, tag("span", self.content(element), class_="edit sic", title=title))

    def _gap(self, element: Element) -> str:
        title = f"{self._words('page.lost')}{self._why(element)}{self._by(element)}"
        inner = tag("span", self.content(element), class_="s")
        shown = text_of(element.find(f"{T}desc")) or "…"
        sign = tag("span", text(f"[{shown}]"), class_="r edit gap", title=title)
        block = is_block(element)
        html = sign + self._framed(element, inner)
        return tag("div", html, class_="omission") + "\n" if block else html

    def _hidden(self, element: Element) -> str:
        """Not in the reading: deletions, surplus words; in the source as they are."""
        return self._framed(element, tag("span", self.content(element), class_="s"))

    def _deleted(self, element: Element) -> str:
        """Not in the reading, unless `restore` cancels the deletion."""
        if next(element.iterancestors(f"{T}restore"), None) is not None:
            return self.content(element)
        return self._hidden(element)

    def _apparatus(self, element: Element) -> str:
        """The lemma, else the first reading; the others are its explanation."""
        children = [child for child in element if local_name(child) in ("lem", "rdg", "rdgGrp")]
        if not children:
            return self.content(element)
        read = next((c for c in children if local_name(c) == "lem"), children[0])
        is_group = local_name(read) == "rdgGrp"
        others = [f"{text_of(c)} ({c.get('wit')})" if c.get("wit") else text_of(c) for c in children if c is not read]
        if not any(others) or self._in_link or self._copying:
            return self._framed(element, self._apparatus(read) if is_group else self.content(read))
        title = f"{self._words('page.other-readings')}: {'; '.join(others)}"
        number = len(self.variants) + 1
        here, there = self.own(f"app-{number}"), self.own(f"appref-{number}")
        lemma = tag("a", text(text_of(read) or "—"), href=f"#{there}")
        self.variants.append(tag("li", f"{lemma}] {text('; '.join(others))}", id=here))
        self._in_link = True
        inner = self._apparatus(read) if is_group else self.content(read)
        self._in_link = False
        return self._framed(element, tag("a", inner, class_="edit app", id=there, href=f"#{here}", title=title))

    def _reading_only(self, element: Element) -> str:
        return self._framed(element, tag("span", self.content(element), class_="r edit"))

    def _why(self, element: Element) -> str:
        reason = element.get("reason")
        return f": {reason}" if reason else ""

    def _by(self, element: Element) -> str:
        names = [self._people.get(p, p) for p in pointers(element.get("resp"))]
        cert = element.get("cert")
        said = ", ".join([*names, *([self._words("page.certainty", value=cert)] if cert else [])])
        return f" ({said})" if said else ""

    # -- notes, stamps

    def _note(self, element: Element) -> str:
        kind = element.get("type") or "note"
        if _runs_on(element):
            return tag("span", self.content(element), class_="note-inline", title=kind)
        if self._goes_to_the_end(element):
            return self._end_note(element, kind)
        block = is_block(element)
        if block and is_footnote(element):
            inner = self._framed(element, self.content(element))
            return tag("div", inner, class_="footnote", id=self._plain_id(element), role="note") + "\n"
        inner = self._framed(element, self.content(element))
        classes = f"mark {class_word(kind)}"
        if not block:
            return tag("span", inner, class_=classes, id=self._plain_id(element), title=kind)
        label = tag("span", text(kind.capitalize()), class_="mark-label")
        return (
            tag("aside", label + inner, class_=classes, id=self._plain_id(element), role="note", aria_label=kind) + "\n"
        )

    @staticmethod
    def _goes_to_the_end(element: Element) -> bool:
        """Whether it is a note within a line that says nothing of the document itself."""
        apart = element.tag == f"{T}note" and element.get("type") not in IN_PLACE and not is_block(element)
        return apart and not _runs_on(element)

    def _description(self, element: Element) -> str:
        """The words about a stamp; in the reading a colon parts them from its own."""
        inner = self._framed(element, tag("span", self.content(element), class_="desc"))
        follows = bool((element.tail or "").strip()) or element.getnext() is not None
        in_mark = parent_of(element).get("type") in IN_PLACE
        return inner + (tag("span", ": ", class_="r") if in_mark and follows else "")

    def _end_note(self, element: Element, kind: str) -> str:
        """A number in the text and the note at the end; in the source view, where it stands."""
        printed = kind != "editorial" or element.get("rendition") is not None
        outer, self._copying = self._copying, True
        copy = tag("span", self._framed(element, self.content(element)), class_="s") if printed else ""
        self._copying = outer
        if self._copying:
            return copy
        number = len(self.notes) + 1
        self.notes.append("")
        there, here = self.own(f"noteref-{number}"), self.own(f"note-{number}")
        back = tag("a", "↩", href=f"#{there}", aria_label=self._words("page.note-back", number=number))
        inner = self.content(element)
        self.notes[number - 1] = tag("li", f"{inner} {back}", id=here, class_=f"note {class_word(kind)}")
        reference = tag("a", str(number), href=f"#{here}", id=there, aria_label=self._words("page.note", number=number))
        return tag("sup", reference, class_="r noteref") + copy

    def _plain_id(self, element: Element) -> str | None:
        return None if self._copying else element.get(XML_ID)

    # -- the rest

    def _inline(self, element: Element, name: str) -> str:
        html = INLINE.get(name, "span")
        kind = element.get("type")
        classes = name + (f" {name}-{class_word(kind)}" if kind else "")
        inner = self.content(element)
        if html == "span" and name in (
            "surname",
            "forename",
            "roleName",
            "text",
            "body",
            "num",
            "idno",
            "abbr",
            "expan",
        ):
            return inner
        return tag(html, inner, class_=classes, lang=element.get(XML_LANG))

    def _highlighted(self, element: Element) -> str:
        manner = f"{element.get('rend', '')} {element.get('style', '')}".lower()
        html = next((h for sign, h in RENDERED if sign in manner), "span")
        return self._framed(element, tag(html, self.content(element)))

    def _date(self, element: Element) -> str:
        value = when(element)
        inner = self.content(element)
        machine = value.when if value.when.replace("-", "").isdecimal() else None
        html = tag("time", inner, datetime=machine, class_="date", title=value.value or None)
        return self._framed(element, html)

    def _break(self, element: Element) -> str:
        return empty("br", class_="s" if element.get("break") == "no" else None)

    def _page_break(self, element: Element) -> str:
        """The number of a page, with its image where that has an address."""
        number, image = element.get("n"), self._images.get(element, "")
        if not number and not image:
            return ""
        shown = text(f"[{number or self._words('page.page')}]")
        if not image or self._in_link:
            return tag("span", shown, class_="pb", title=self._words("page.page"))
        label = self._words("page.image-of", number=number or "").strip()
        link_to = tag("a", shown, href=image, aria_label=label, title=label, rel="noreferrer")
        return tag("span", link_to, class_="pb facs")

    def _list(self, element: Element) -> str:
        """Lists with their numbers and labels; one that runs on in its line stays in it."""
        manner = {element.get("type"), element.get("rend")}
        if "inline" in manner:
            return self._framed(element, tag("span", self.content(element), class_="list-inline"))
        ordered = not manner.isdisjoint(("ordered", "numbered", "arabic", "decimal"))
        first = next((i.get("n", "") for i in element.iterchildren(f"{T}item")), "")
        items: list[str] = []
        label = ""
        for child in element:
            name = local_name(child)
            if name == "label":
                label = tag("span", self.content(child), class_="item-label") + " "
            elif name == "item":
                items.append(self._item(child, label))
                label = ""
            else:
                items.append(self.write(child))
        if label:
            items.append(tag("li", label, class_="item"))
        kind = element.get("type")
        classes = "list" if kind is None else f"list list-{class_word(kind)}"
        if element.find(f"{T}label") is not None:
            classes += " labelled"  # the numbers of the source stand there already
        start = first if ordered and first.isdecimal() else None
        made = tag("ol" if ordered else "ul", "".join(items), class_=classes, start=start)
        return self._framed(element, made) + "\n"

    def _item(self, element: Element, label: str = "") -> str:
        parent = element.getparent()
        if parent is not None and "inline" in (parent.get("type"), parent.get("rend")):
            return self._framed(element, tag("span", self.content(element), class_="item-inline"))
        inner = self._framed(element, label + self.content(element))
        mark = self._permalink(element) if not self._holds(element) else ""
        return tag("li", inner + mark, id=self._ident(element), class_="item") + "\n"

    def _table(self, element: Element) -> str:
        """A table that scrolls by itself where it is wider than the page."""
        inner = tag("table", self._framed(element, self.content(element)), class_="table")
        label = self._words("page.table")
        return tag("div", inner, class_="table-frame", tabindex="0", role="region", aria_label=label) + "\n"

    def _cell(self, element: Element) -> str:
        spans = {name: n if (n := element.get(a, "1")) != "1" and n.isdecimal() else None for name, a in _SPANS}
        html = "th" if element.get("role") == "label" else "td"
        return tag(html, self._framed(element, self.content(element)), class_="cell", **spans)

    def _formula(self, element: Element) -> str:
        return self._framed(element, tag("span", self.content(element), class_="formula"))

    def _math(self, element: Element) -> str:
        """MathML as it is: browsers draw it. Attributes that could do more than look are left out."""
        kept = {n: v for n, v in element.attrib.items() if n in ("mathvariant", "display", "displaystyle", "stretchy")}
        return tag(local_name(element), self.content(element), **{str(n): str(v) for n, v in kept.items()})

    def _picture(self, element: Element) -> str:
        image = self._images.get(element, "")
        if image and not image.startswith(("https://", "http://")):
            said = text_of(parent_of(element).find(f"{T}figDesc")) or self._words("page.picture-of")
            return empty("img", src=image, alt=said, loading="lazy", class_="picture")
        label = self._words("page.picture")
        if image and not self._in_link:
            said = text_of(parent_of(element).find(f"{T}figDesc"))
            name = self._words("page.picture-link")
            inner = text(f"{name}: {said}" if said else name)
            return tag("a", inner, href=image, class_="picture-link", rel="noreferrer")
        return tag("span", "", class_="picture", role="img", aria_label=label, title=label)

    def _reference(self, element: Element) -> str:
        if self._in_link:
            return self.content(element)
        return self._framed(element, link(element.get("target", ""), self.content(element)))


def _fragments(element: Element) -> Sequence[str]:
    return pointers(element.get("ref") or element.get("key"))


_OPENS_BLOCK = re.compile(r"\s*<(?:div|p|ul|ol|li|table|tr|td|th|caption|section|aside|h\d|figure)\b")


def _parted(html: str, between: int) -> str:
    """A child of an element of elements, apart from its neighbours as the table says."""
    if not html or between == NONE or _OPENS_BLOCK.match(html):
        return html
    return f"{html} " if between < LINE else tag("div", html, class_="line")


def _runs_on(note: Element) -> bool:
    """Whether the document has the note in its line."""
    return note.get("place") in IN_LINE and not note.get("rendition")


_SPANS = (("colspan", "cols"), ("rowspan", "rows"))
_MATH = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mfenced mpadded mphantom msub msup msubsup "
    "munder mover munderover mtable mtr mtd"
).split()

Writer = Callable[[PageWriter, Element], str]

_WRITERS: dict[str, Writer] = {
    **dict.fromkeys(("p", "ab"), PageWriter._paragraph),
    **dict.fromkeys(NAME_TYPES, PageWriter._name),
    "del": PageWriter._deleted,
    **dict.fromkeys(("app", "rdgGrp"), PageWriter._apparatus),
    "list": PageWriter._list,
    "item": PageWriter._item,
    "table": PageWriter._table,
    "cell": PageWriter._cell,
    "formula": PageWriter._formula,
    "listBibl": lambda t, e: "" if is_register(e) else t._block(e, "div"),
    **dict.fromkeys(_MATH, PageWriter._math),
    "title": lambda t, e: t._framed(e, t._inline(e, "title")),
    "head": PageWriter._head,
    "date": PageWriter._date,
    "choice": PageWriter._choice,
    "supplied": PageWriter._supplied,
    "unclear": PageWriter._unclear,
    "sic": PageWriter._sic,
    "gap": PageWriter._gap,
    "ex": PageWriter._reading_only,
    "note": PageWriter._note,
    "hi": PageWriter._highlighted,
    "lb": PageWriter._break,
    "pb": PageWriter._page_break,
    "ref": PageWriter._reference,
    "desc": PageWriter._description,
}
