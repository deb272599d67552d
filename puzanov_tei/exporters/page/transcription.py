"""A transcription as HTML that holds both texts: what only the reading shows has class `r`, what only the
source shows has class `s`; a style sheet switches between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from puzanov_tei.exporters.page.markup import tag, text
from puzanov_tei.exporters.page.vocabulary import BLOCKS, INLINE, class_word, holds_block, keeps_white
from puzanov_tei.exporters.page.words import InterfaceWords
from puzanov_tei.exporters.text.actions import deleted_until, joins
from puzanov_tei.exporters.text.table import LEFT_OUT, LINE, NONE, is_padded, table
from puzanov_tei.exporters.text.walk import HYPHENS, Element
from puzanov_tei.tei.frames import Frames
from puzanov_tei.tei.read import XML_ID, XML_LANG, T, local_name

_OPENS_BLOCK = re.compile(r"\s*<(?:div|p|ul|ol|li|table|tr|td|th|caption|section|aside|h\d|figure)\b")
# Elements within a line that need no element of their own.
_SENTENCE = "sentence"  # `s` is the class of what the source alone shows
_BARE = frozenset("surname forename roleName text body sourceDoc num idno abbr expan".split())


@dataclass(slots=True, eq=False, kw_only=True)
class PageWriter:
    """Writes the `text` of one document.

    Attributes:
        writers: local name of an element -> what writes it (see `elements`).
        frames: what the header declares to be printed before and after elements.
        known: entity id -> label, for entities with a card.
        people: who `@resp` points to.
        anchors: identifiers of blocks that can be linked to (see `vocabulary`).
        taken: the identifiers of the document.
        refer: what a name refers to.
        words: the interface texts.
        images: the addresses of page images and pictures, from where the page stands.
        characters: what the header maps characters outside Unicode to (see `views`).
        numbered_notes: the notes that the reading has at its end.
        mentions: entity id -> identifiers of the names in the page that refer to it, in order.
        notes: those that have got a number, in order.
        variants: the readings of an apparatus that the text does not show, in order, as HTML.
        in_link: what is written now stands in a link: HTML has none within another.
        copying: what is written now stands elsewhere too: there it has its identifiers and links.
    """

    writers: Mapping[str, Writer]
    frames: Frames
    known: Mapping[str, str]
    people: Mapping[str, str]
    anchors: Mapping[Element, str]
    taken: Collection[str]
    refer: Callable[[Element], Sequence[str]]
    words: InterfaceWords
    images: Mapping[Element, str]
    characters: Mapping[str, str]
    numbered_notes: Collection[Element]
    mentions: dict[str, list[str]] = field(default_factory=dict, init=False)
    notes: list[Element] = field(default_factory=list, init=False)
    variants: list[str] = field(default_factory=list, init=False)
    in_link: bool = field(default=False, init=False)
    _signs: str = field(default="", init=False)
    copying: bool = field(default=False, init=False)
    _until: str = field(default="", init=False)  # the identifier of the place up to which everything is deleted
    _names: int = field(default=0, init=False)
    _paragraphs: int = field(default=0, init=False)

    def write(self, element: Element) -> str:
        """The element as HTML."""
        name = local_name(element)
        row = table().rows.get(str(element.tag))
        kind = row.kind if row else "phrase"
        if self._until and element.get(XML_ID) == self._until:
            self._until = ""
        elif name == "delSpan":
            self._until = deleted_until(element) or self._until
        if not name or (kind in LEFT_OUT and name != "graphic"):
            return ""
        if kind in ("unread", "furniture"):
            return self.deleted(element)
        writer = self.writers.get(name)
        if writer is not None:
            return writer(self, element)
        if name in BLOCKS:
            return self.block(element, BLOCKS[name])
        if kind in ("line", "block"):
            return self.block(element, "div")
        inline = self.framed(element, self._inline(element, name))
        return f" {inline} " if kind == "word" else inline

    def content(self, element: Element) -> str:
        """What is inside the element."""
        silent, between = table().inside(element)
        padded = not silent and is_padded(element)
        out = [
            "" if padded or (silent and not (element.text or "").strip()) else self._before(element.text, element, 0)
        ]
        for number, child in enumerate(element, 1):
            is_joined = joins(child)[1] or (number < len(element) and joins(element[number])[0])
            out.append(_parted(self.write(child), NONE if is_joined else between))
            tail = child.tail or ""
            if is_joined or child.get("break") == "no":
                tail = tail.lstrip()
            is_layout = (silent and not tail.strip()) or (padded and number == len(element))
            out.append("" if is_layout else self._before(tail, element, number))
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
        if stripped != shown and number < len(parent) and parent[number] in self.numbered_notes:
            return text(stripped) + tag("span", text(shown[len(stripped) :]), class_="s")
        return text(shown)

    # -- elements that have no writer of their own

    def framed(self, element: Element, inner: str) -> str:
        """HTML of the element between what is printed before and after it in the source."""
        before, after = self.frames(element.get("rendition"))
        opened = tag("span", text(before), class_="s frame") if before else ""
        closed = tag("span", text(after), class_="s frame") if after else ""
        return opened + inner + closed

    def block(self, element: Element, html: str) -> str:
        """The element as a block that can be linked to."""
        name = local_name(element)
        kind = element.get("type")
        classes = (name if kind is None else f"{name} {name}-{class_word(kind)}") + keeps_white(element)
        inner = self.framed(element, self.content(element))
        mark = self.permalink(element) if html in ("div", "li") and not holds_block(element) else ""
        return tag(html, inner + mark, id=self.ident(element), class_=classes, lang=element.get(XML_LANG)) + "\n"

    def _inline(self, element: Element, name: str) -> str:
        inner = self.content(element)
        if name in _BARE:
            return inner
        kind = element.get("type")
        name = _SENTENCE if name == "s" else name
        classes = name + (f" {name}-{class_word(kind)}" if kind else "")
        return tag(INLINE.get(name, "span"), inner, class_=classes, lang=element.get(XML_LANG))

    def deleted(self, element: Element) -> str:
        """In the source alone, as deletions and surplus words are, unless `restore` cancels the deletion."""
        if next(element.iterancestors(f"{T}restore"), None) is not None:
            return self.content(element)
        return self.framed(element, tag("span", self.content(element), class_="s"))

    # -- links and identifiers

    def linked(self, element: Element, write: Writer | None = None, **attributes: str | None) -> str:
        """An element as a link, with the signs of its notes, which are links themselves, behind it."""
        outer, self.in_link, signs, self._signs = self.in_link, True, self._signs, ""
        inner = (write or PageWriter.content)(self, element)
        html = tag("a", inner, **attributes) + self._signs
        self.in_link, self._signs = outer, signs
        return html

    def sign(self, html: str) -> str:
        """The sign of a note where it stands, or nothing, and behind the link that it stands in."""
        if not self.in_link:
            return html
        self._signs += html
        return ""

    @contextmanager
    def copy(self) -> Iterator[None]:
        """What is written meanwhile stands elsewhere too."""
        outer, self.copying = self.copying, True
        yield
        self.copying = outer

    def permalink(self, element: Element, is_paragraph: bool = False) -> str:
        """A link to a block: the number of a paragraph, or a sign."""
        if self.copying or self.in_link:
            return ""
        self._paragraphs += is_paragraph
        ident = self.ident(element)
        if ident is None:
            return ""
        said = self.words("page.paragraph", number=self._paragraphs) if is_paragraph else ""
        label = ": ".join(part for part in (said, self.words("page.link", ident=ident)) if part)
        shown = str(self._paragraphs) if is_paragraph else "¶"
        return tag("a", shown, class_="permalink", href=f"#{ident}", aria_label=label, title=label)

    def mention(self, entity: str) -> str:
        """Note a name that refers to an entity; its identifier in the page."""
        self._names += 1
        ident = self.own(f"name-{self._names}")
        self.mentions.setdefault(entity, []).append(ident)
        return ident

    def ident(self, element: Element) -> str | None:
        """The identifier of a block in the page."""
        return None if self.copying else self.anchors.get(element) or element.get(XML_ID)

    def own(self, ident: str) -> str:
        """An identifier of the page, other than those of the document (which cannot hold a colon)."""
        return f"{ident}:" if ident in self.taken else ident


Writer = Callable[[PageWriter, Element], str]


def _parted(html: str, between: int) -> str:
    """A child of an element of elements, apart from its neighbours as the table says."""
    if not html or between == NONE or _OPENS_BLOCK.match(html):
        return html
    return f"{html} " if between < LINE else tag("div", html, class_="line")
