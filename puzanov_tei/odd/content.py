"""Content models and datatypes of ODD, from XML (TEI Guidelines 22.5.1, 22.5.3)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.odd import rng
from puzanov_tei.odd.specs import (
    UNBOUNDED,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    Datatype,
    ElementRef,
    EveryElement,
    MacroRef,
    Nothing,
    Origin,
    RelaxNG,
    Sequence,
    TextNode,
)
from puzanov_tei.relaxng.patterns import TEI_NS

TEI = f"{{{TEI_NS}}}"
Where = Callable[[etree._Element], Origin]
Values = Callable[[etree._Element], Content]


def local(element: etree._Element) -> str:
    """The local name of an element."""
    return str(element.tag).rpartition("}")[2]


def occurs(element: etree._Element) -> tuple[int, int]:
    """`@minOccurs` and `@maxOccurs` (UNBOUNDED for unbounded); an unreadable number counts as 1.

    No grammar can count to thousands: a greater maximum counts as unbounded, a greater minimum as the limit.
    """
    low = min(_number(element.get("minOccurs", "1")), _LIMIT)
    most = element.get("maxOccurs", "1").strip()
    high = UNBOUNDED if most == "unbounded" else max(low, _number(most))
    return low, UNBOUNDED if high > _LIMIT else high


_LIMIT = 1000


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits[:9]) if digits.isascii() and digits.isdecimal() else 1


def names(element: etree._Element, attribute: str) -> tuple[str, ...] | None:
    """The white-space separated names in an attribute, or None if it is not there."""
    value = element.get(attribute)
    return None if value is None else tuple(value.split())


def _asks_for_all(element: etree._Element) -> bool:
    """Whether the processing instruction NameList stands for the content, as older customizations have it."""
    return any(isinstance(e, etree._ProcessingInstruction) and e.target == "NameList" for e in element.iterchildren())


_NAMED = ("elementRef", "classRef", "macroRef")


class ContentReader:
    """Reads `content` and `datatype` elements. `where` gives positions, `values` reads a valList.

    `notices` collects what is to be said of references without a key, and of what is not meant as it is written.
    """

    def __init__(self, where: Where, values: Values) -> None:
        self._where = where
        self._values = values
        self.notices: list[tuple[str, Origin]] = []

    def content(self, element: etree._Element | None) -> Content | None:
        """The content model in a `content` (or datatype) element; None if there is none at all."""
        return None if element is None else self._inside(element)

    def macro(self, element: etree._Element | None) -> Content | None:
        """The content of a macro. Several patterns of RELAX NG side by side, text or references among them, are
        alternatives: so the TEI Stylesheets take them, and so their authors mean them."""
        content = self.content(element)
        beside = [] if element is None else [local(e) for e in element.iterchildren(rng.RNG + "*")]
        if not isinstance(content, RelaxNG) or len(beside) < 2 or {"text", "ref"}.isdisjoint(beside):
            return content
        message = "the patterns of a macro stand side by side, so that any one of them may come: write rng:choice."
        self.notices.append((message, content.origin))
        return RelaxNG(rng.choice(content.pattern), content.origin)

    def datatype(self, element: etree._Element | None) -> Datatype | None:
        """The type of an attribute."""
        if element is None:
            return None
        return Datatype(self.content(element), *occurs(element))

    def _inside(self, element: etree._Element) -> Content:
        tei = [e for e in element if isinstance(e.tag, str) and e.tag.startswith(TEI)]
        members = self._members(tei)
        foreign = [e for e in element if isinstance(e.tag, str) and e.tag.startswith(rng.RNG)]
        if foreign:
            pattern = self._foreign(foreign)
            members = (*members, pattern) if members else (pattern,)
        if not members:
            return EveryElement() if _asks_for_all(element) else Nothing()
        return members[0] if len(members) == 1 else Sequence(members)

    def _foreign(self, elements: list[etree._Element]) -> RelaxNG:
        """RELAX NG in the place of a content model; what is wrong with it is told with its place."""
        where = self._where(elements[0])
        try:
            return RelaxNG(rng.fragment(elements), where)
        except SchemaError as error:
            raise SchemaError(f"{where}: {error}" if where.file else str(error)) from error

    def _members(self, elements: list[etree._Element]) -> tuple[Content, ...]:
        read = (self._node(e) for e in elements)
        return tuple(node for node in read if node is not None)

    def _node(self, element: etree._Element) -> Content | None:
        kind = local(element)
        least, most = occurs(element)
        where = self._where(element)
        key = self._key(element, kind) if kind in _NAMED else ""
        match kind:
            case "textNode":
                return TextNode()
            case "empty":
                return Nothing()
            case "elementRef":
                return ElementRef(key, least, most, where)
            case "classRef":
                include, exclude = names(element, "include") or (), names(element, "except") or ()
                return ClassRef(key, least, most, element.get("expand", "").strip(), include, exclude, where)
            case "macroRef":
                return MacroRef(key, where)
            case "dataRef":
                return self._data(element, least, most)
            case "anyElement":
                return AnyElement(names(element, "require") or (), excepted(element), least, most)
            case "valList":
                return self._values(element)
            case "sequence" | "interleave":
                ordered = kind == "sequence" and element.get("preserveOrder", "true") not in ("false", "0")
                return Sequence(self._each(element), least, most, ordered)
            case "alternate":
                return Alternate(self._each(element), least, most)
        return None

    def _key(self, element: etree._Element, kind: str) -> str:
        """What a reference names. Some write @name for it: that is what they mean, and they are told."""
        key = element.get("key", "").strip()
        if not key:
            name = element.get("name", "").strip()
            key = name
            said = f'it has @name: write key="{name}"' if name else "so that it names nothing"
            self.notices.append((f"{kind} has no @key; {said}.", self._where(element)))
        return key

    def _each(self, element: etree._Element) -> tuple[Content, ...]:
        members: list[Content] = []
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag.startswith(rng.RNG):
                members.append(self._foreign([child]))
            elif child.tag.startswith(TEI) and (node := self._node(child)) is not None:
                members.append(node)
        return tuple(members)

    def _data(self, element: etree._Element, least: int, most: int) -> DataRef:
        facets = tuple((e.get("name", ""), e.get("value", "")) for e in element.iterfind(TEI + "dataFacet"))
        read = {name: element.get(name, "").strip() for name in ("key", "name", "ref")}
        return DataRef(
            read["key"],
            read["name"],
            read["ref"],
            element.get("restriction", ""),
            facets,
            least,
            most,
            self._where(element),
        )


def excepted(element: etree._Element, attribute: str = "except") -> tuple[tuple[str, str], ...] | None:
    """Names that an anyElement must not have, as (namespace, local); local "" stands for the whole namespace.

    A token is a namespace, or a prefixed element name whose prefix is declared at this place.
    """
    tokens = names(element, attribute)
    if tokens is None:
        return None
    excepted: list[tuple[str, str]] = []
    for token in tokens:
        prefix, colon, name = token.partition(":")
        if colon and prefix in element.nsmap:
            excepted.append((element.nsmap[prefix], name))
        else:
            excepted.append((token, ""))
    return tuple(excepted)
