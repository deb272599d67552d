"""XML of ODD files as lxml trees that know line and column of every element, inclusions expanded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.parsers import expat

from lxml import etree

from puzanov_tei.base.xml import TEI_NS, XML_BASE, XML_ID, safe_parser
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Location
from puzanov_tei.odd.specs import NOWHERE, Origin

XI = "{http://www.w3.org/2001/XInclude}"
# What is included in one of these is a part of the schema; elsewhere, in their examples too, it is for people.
_SCHEMA = frozenset(f"{{{TEI_NS}}}{name}" for name in (
    "schemaSpec", "specGrp", "elementSpec", "classSpec", "macroSpec", "dataSpec", "constraintSpec", "constraint",
    "classes", "content", "sequence", "alternate", "attList", "attDef", "datatype", "valList", "moduleRef",
))  # fmt: skip
_LAST = frozenset(f"{{{TEI_NS}}}{name}" for name in ("attList", "model", "exemplum", "remarks", "listRef"))
_DEPTH = 20

# Turns an address (path or URL) into bytes; raises SchemaError if it cannot.
Fetch = Callable[[str], bytes]


class Tree:
    """A parsed file: its root, where its elements stand, and how to get at other files from it.

    `lost` says what inclusions of its prose could not be read; nothing stands in their place.
    """

    def __init__(self, root: etree._Element, name: str, fetch: Fetch) -> None:
        self.root = root
        self.name = name
        self.fetch = fetch
        self.origins: dict[etree._Element, Origin] = {}
        self.lost: list[tuple[str, Origin]] = []

    def origin(self, element: etree._Element) -> Origin:
        """File, line and column of an element's start tag."""
        return self.origins.get(element, NOWHERE)

    def by_id(self, ident: str) -> etree._Element | None:
        """The element with this `@xml:id`."""
        for element in self.root.iter(etree.Element):
            if element.get(XML_ID) == ident:
                return element
        return None

    def resolve(self, address: str, element: etree._Element) -> str:
        """`address` made absolute against the base of `element`."""
        base = self.name
        for ancestor in [*list(element.iterancestors())[::-1], element]:
            given = ancestor.get(XML_BASE)
            base = join(base, given) if given else base
        return join(base, address)


def join(base: str, address: str) -> str:
    """A relative address against a base that may be a path or a URL."""
    parts = urlsplit(address)
    if parts.scheme == "file":
        return unquote(parts.path)
    if parts.scheme and len(parts.scheme) > 1:
        return address
    if "://" in base:
        return urljoin(base, address)
    path = unquote(parts.path)
    if not path:
        return base
    return str(Path(base).parent / path)


def read_tree(data: bytes, name: str, fetch: Fetch, positions: bool = True) -> Tree:
    """Parse `data`, remember where its elements stand, expand `xi:include` (XInclude 1.0).

    Raises:
        SchemaError: the file is not well-formed, or an inclusion that is a part of a schema cannot be read.
    """
    return _read(data, name, fetch, positions, 0)


def _read(data: bytes, name: str, fetch: Fetch, positions: bool, depth: int) -> Tree:
    parser = safe_parser(comments=False, repeated_ids=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise SchemaError(f"not well-formed XML: {error.msg}", Location(name, line, column)) from error
    tree = Tree(root, name, fetch)
    if positions:
        tree.origins = dict(zip(root.iter(etree.Element), _positions(data, name), strict=False))
    if any(True for _ in root.iter(XI + "include")):
        _include(tree, depth)
    return tree


def _positions(data: bytes, name: str) -> list[Origin]:
    """File, line and column (from 1) of every start tag, in document order."""
    positions: list[Origin] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        positions.append(Origin(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        return []
    return positions


def _include(tree: Tree, depth: int) -> None:
    if depth >= _DEPTH:
        raise SchemaError(f"{tree.name}: inclusions are nested more than {_DEPTH} deep. Does a file include itself?")
    for place in list(tree.root.iter(XI + "include")):
        parent = place.getparent()
        if parent is None:
            raise SchemaError(f"{tree.name}: the root element cannot be an xi:include.")
        try:
            content, text = _included(tree, place, depth)
        except SchemaError as error:
            fallback = place.find(XI + "fallback")
            if fallback is None and parent.tag in _SCHEMA and not _is_documentation(place):
                raise SchemaError(
                    f"{error.message} Put the file there, or write an xi:fallback.", error.location
                ) from error
            if fallback is None:
                tree.lost.append((error.message, tree.origin(place)))
            content, text = ([], "") if fallback is None else (list(fallback), fallback.text or "")
        _splice(parent, place, content, text)


def _is_documentation(place: etree._Element) -> bool:
    """Whether nothing but examples and remarks can stand here: the rest of a declaration comes before these."""
    before = next(place.itersiblings(etree.Element, preceding=True), None)
    if before is not None and before.tag == XI + "include":
        return _is_documentation(before)
    return before is not None and before.tag in _LAST


def _included(tree: Tree, place: etree._Element, depth: int) -> tuple[list[etree._Element], str]:
    address = tree.resolve(place.get("href", ""), place)
    where = tree.origin(place)
    try:
        data = tree.fetch(address)
    except SchemaError as error:
        raise SchemaError(f"xi:include: {error}", where.location) from error
    if place.get("parse") == "text":
        return [], data.decode(place.get("encoding", "utf-8"), "replace")
    other = _read(data, address, tree.fetch, bool(tree.origins), depth + 1)
    pointer = place.get("xpointer", "")
    element: etree._Element | None = other.root
    if pointer:
        ident = pointer.removeprefix("element(").removesuffix(")")
        element = other.by_id(ident)
    if element is None:
        raise SchemaError(f"xi:include: {address} has no element with xml:id {pointer!r}.", where.location)
    tree.origins.update(other.origins)
    tree.lost += other.lost
    element.tail = None
    return [element], ""


def _splice(parent: etree._Element, place: etree._Element, content: list[etree._Element], text: str) -> None:
    """Put `content` (or text) where `place` stands."""
    tail = place.tail or ""
    position = parent.index(place)
    place.tail = None
    parent.remove(place)
    for offset, element in enumerate(content):
        parent.insert(position + offset, element)
    if content:
        content[-1].tail = (content[-1].tail or "") + tail
        tail = ""
    lead = (text if not content else "") + tail
    if lead and position:
        parent[position - 1].tail = (parent[position - 1].tail or "") + lead
    elif lead:
        parent.text = (parent.text or "") + lead
