"""One pass over a file: is it well-formed, and what do the other checks need to know of it?

The file is read with expat, which never loads a DTD, a file or anything from the network here. Entities that the file
itself declares are expanded within bounds; what lies inside one is placed at the reference to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urljoin
from xml.parsers import expat

from puzanov_tei.base.names import TEI_NS, XML_NS
from puzanov_tei.base.walker import Pass, Ways, attribute_place

MAX_DEPTH = 250
"""Elements inside elements. Deeper than any edition; libxml2 stops at 256."""
MAX_BYTES = 256 * 1024 * 1024
MAX_ATTRIBUTE = 1024 * 1024
"""Code points in one attribute value."""

POINTERS = frozenset(
    "active ana change children copyOf corresp datingMethod datingPoint decls domains end exclude facs feats from hand "
    "inst lemmaRef loc mergedIn mutual new next nymRef old origin parent passive perf period prev ref rendition resp "
    "sameAs scheme scribeRef select since source spanTo start synch target targetEnd toWhom trans where who wit".split()
)
"""Attributes that hold pointers (TEI's teidata.pointer). `from`, `to` and `scheme` have other uses too."""
MAX_ENTITIES = 2000
MAX_ENTITY_DEPTH = 10
MAX_ENTITY_SIZE = 1024 * 1024
"""Code points that one entity may stand for, those in it expanded."""
_BASE = f"{XML_NS} base"
_ID = f"{XML_NS} id"
_TEXT = f"{TEI_NS} text"
_IDNO = f"{TEI_NS} idno"
_COLLECTED = frozenset({_IDNO, f"{TEI_NS} geo"})
"""Elements whose text is noted."""
_EXAMPLES = "http://www.tei-c.org/ns/Examples"
XSI_NS = "http://www.w3.org/2001/XMLSchema-instance"
_OWN = {"schemaRef": ("key", "puzanov"), "application": ("ident", "puzanov_tei")}
"""Elements of the header that say which schema, or which program, a file follows, and how they name ours."""
DATES = frozenset("when from to notBefore notAfter when-iso from-iso to-iso notBefore-iso notAfter-iso".split())


class PlacedValue(NamedTuple):
    """The value of an attribute, or the text of an element, and where it stands.

    Attributes:
        element: local name of the element; attribute: name of the attribute, empty for the element's text.
        begin: offset of the start tag in the file's bytes.
        number: of the element in the file, for `ways`.
        kind: the element's `@type`.
        base: what relative addresses are resolved against (`xml:base`); empty: the file itself.
    """

    element: str
    attribute: str
    value: str
    line: int
    column: int
    begin: int
    number: int
    ways: Ways
    kind: str = ""
    base: str = ""

    @property
    def xpath(self) -> str:
        """The way to the element."""
        return self.ways.xpath(self.number)

    @property
    def xml_id(self) -> str:
        """The nearest `xml:id` at the element or above it; empty if there is none."""
        return self.ways.xml_id(self.number)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A short form of addresses (`prefixDef`): `wd:Q7` stands for what the replacement makes of `Q7`."""

    ident: str
    pattern: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Association:
    """Something in a file that says which schema it follows.

    Attributes:
        kind: `xml-model` or `oxygen` (instructions), `schemaLocation` (an attribute of the root), `schemaRef`.
        content: the instruction's content, the attribute's value, the address.
    """

    kind: str
    content: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Ignore:
    """An instruction `<?puzanov-tei ignore PZ401?>`: what it switches off, and where, as (line, column).

    Before the root element it holds for the file, elsewhere for the element that follows it.
    """

    codes: tuple[str, ...]
    line: int
    column: int
    begin: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (1 << 60, 0)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something outside of the file that its DOCTYPE names: the DTD, or an entity.

    Attributes:
        name: the entity, as `&name;` or `%name;`; empty: the DTD itself.
        used: whether the document refers to it.
    """

    name: str
    address: str
    line: int
    column: int
    used: bool = False


@dataclass(slots=True)
class Facts:
    """What one pass over a file gives.

    Attributes:
        ids: every `xml:id`, without blanks around it (xml:id 1.0, section 4), and the place of its first use.
        samples: identifiers in samples of markup (`egXML`), which are quoted text.
        duplicates: the second and later uses of an `xml:id`.
        prefixes: declared prefixes; one may have several patterns, of which any may match (Guidelines, 16.2.3).
        own: whether the file says that it follows this project's schema.
        fault: why the pass ended early, as (kind, message, line, column), or None.
    """

    root: str = ""
    root_id: str = ""
    namespace: str = ""
    has_text: bool = False
    ids: dict[str, PlacedValue] = field(default_factory=dict)
    duplicates: list[PlacedValue] = field(default_factory=list)
    samples: set[str] = field(default_factory=set)
    pointers: list[PlacedValue] = field(default_factory=list)
    dates: list[PlacedValue] = field(default_factory=list)
    identifiers: list[PlacedValue] = field(default_factory=list)
    prefixes: dict[str, list[Prefix]] = field(default_factory=dict)
    models: list[Association] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    ignores: list[Ignore] = field(default_factory=list)
    own: bool = False
    fault: tuple[str, str, int, int] | None = None


_REFERENCE = re.compile(r"[&%][^&%;\s]+;")
_AMPLIFIED = frozenset({43})  # XML_ERROR_AMPLIFICATION_LIMIT_BREACH: expat's own guard against entities that multiply


class _StopError(Exception):
    """Ends the pass: the file is hostile or hopeless."""


class _Scanner(Pass):
    """A pass that notes what the checks ask for."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.facts = Facts()
        self._depth = 0
        self._number = -1  # of the current start tag
        self._ways = Ways(data)
        self._bases: list[tuple[int, str]] = [(0, "")]  # with how deep the element stands that says so
        self._pending: list[Ignore] = []  # instructions that wait for their element
        self._open_ignores: list[tuple[int, Ignore]] = []  # how deep their element stands
        self._idno: tuple[PlacedValue, list[str]] | None = None
        self._entities: dict[str, tuple[int, int]] = {}  # how deep and how long each is, expanded
        parser = self.parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._external
        parser.SkippedEntityHandler = self._skipped

    def run(self) -> Facts:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            if error.code in _AMPLIFIED:
                self.facts.fault = ("entity", "", error.lineno, error.offset + 1)
                return self.facts
            self.facts.fault = ("syntax", expat.ErrorString(error.code) or "", error.lineno, error.offset + 1)
        except _StopError as stop:
            kind, message = stop.args
            self.facts.fault = (kind, message, *self.place)
        except (LookupError, ValueError) as error:  # an encoding that Python does not know
            self.facts.fault = ("encoding", str(error), 1, 1)
        return self.facts

    def _doctype(self, _root: str, address: str | None, _public: str | None, _has_internal: int) -> None:
        if address:
            self.facts.unread.append(Unread("", address, *self.place))

    def _entity(
        self, name: str, parameter: int, value: str | None, _base: str | None, address: str | None, *_rest: object
    ) -> None:
        """A declaration: what stands outside of the file is noted, what stands in it is measured."""
        name = f"%{name};" if parameter else f"&{name};"
        if value is None:
            self.facts.unread.append(Unread(name, address or "", *self.place))
            return
        inner = [self._entities[e] for e in _REFERENCE.findall(value) if e in self._entities]
        depth = 1 + max((depth for depth, _ in inner), default=0)
        size = len(value) + sum(size for _, size in inner)
        self._entities.setdefault(name, (depth, size))
        if len(self._entities) > MAX_ENTITIES or depth > MAX_ENTITY_DEPTH or size > MAX_ENTITY_SIZE:
            raise _StopError("entity", name)

    def _external(self, context: str | None, _base: str | None, address: str | None, _public: str | None) -> int:
        """A reference to something outside, which is not read."""
        names = {f"&{name};" for name in (context or "").replace("\f", " ").split()}
        self.facts.unread = [
            replace(one, used=True) if one.name in names and one.address == (address or "") else one
            for one in self.facts.unread
        ]
        return 1

    def _skipped(self, name: str, is_parameter: int) -> None:
        """A reference that only a DTD could explain, in a file that names one."""
        if not is_parameter:
            raise _StopError("undefined", name)

    def _instruction(self, target: str, content: str) -> None:
        if target in ("xml-model", "oxygen") and not self._depth:
            self.facts.models.append(Association(target, content, *self.place))
        elif target == "puzanov-tei" and content.startswith("ignore"):
            ignore = Ignore(tuple(content.removeprefix("ignore").replace(",", " ").split()), *self.place)
            if self._depth:
                self._pending.append(ignore)
            else:
                self.facts.ignores.append(ignore)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        depth = self._depth
        if not depth:
            self._root(tag, attributes)
        elif depth >= MAX_DEPTH:
            raise _StopError("depth", str(MAX_DEPTH))
        self._depth = depth + 1
        self._number += 1
        if self._pending:
            self._open_ignores += ((depth, replace(one, begin=self.place)) for one in self._pending)
            self._pending.clear()
        if attributes:
            if _BASE in attributes:
                self._bases.append((depth + 1, urljoin(self._bases[-1][1], attributes[_BASE])))
            namespace, _, name = tag.rpartition(" ")
            self._attributes(name, namespace, attributes)
        if self._idno is not None:
            self._forget()
        elif tag in _COLLECTED and (kind := attributes.get("type") if tag == _IDNO else "geo"):
            self._idno = (self._value(tag.rpartition(" ")[2], "", "", kind), [])
            self.parser.CharacterDataHandler = self._idno[1].append
        elif tag == _TEXT:
            self.facts.has_text = True

    def _root(self, tag: str, attributes: dict[str, str]) -> None:
        facts = self.facts
        facts.namespace, _, facts.root = tag.rpartition(" ")
        facts.root_id = attributes.get(_ID, "").strip()
        for located in ("schemaLocation", "noNamespaceSchemaLocation"):
            if address := attributes.get(f"{XSI_NS} {located}"):
                facts.models.append(Association(located, address, *self.place))

    def _attributes(self, name: str, namespace: str, attributes: dict[str, str]) -> None:
        facts = self.facts
        for attribute, value in attributes.items():
            if len(value) > MAX_ATTRIBUTE:
                raise _StopError("attribute", attribute)
            if attribute == _ID:
                if namespace == _EXAMPLES and name != "egXML":
                    facts.samples.add(value)
                    continue
                identifier = self._value(name, attribute, value)
                if identifier is not facts.ids.setdefault(value.strip(), identifier):
                    facts.duplicates.append(identifier)
            elif namespace == TEI_NS:
                if attribute in DATES and not (attribute in ("from", "to") and "#" in value):
                    facts.dates.append(self._value(name, attribute, value))
                elif attribute in POINTERS:
                    facts.pointers.append(self._value(name, attribute, value, attributes.get("type", "")))
        if name in _OWN and namespace == TEI_NS and attributes.get(_OWN[name][0]) == _OWN[name][1]:
            facts.own = True
        if name == "schemaRef" and namespace == TEI_NS and "url" in attributes:
            facts.models.append(Association(name, attributes["url"], *self.place))
        if name == "prefixDef" and namespace == TEI_NS and (ident := attributes.get("ident")):
            pattern, replacement = attributes.get("matchPattern", ""), attributes.get("replacementPattern", "")
            facts.prefixes.setdefault(ident, []).append(Prefix(ident, pattern, replacement))

    def _value(self, element: str, attribute: str, value: str, kind: str = "") -> PlacedValue:
        parser = self.parser
        return PlacedValue(
            element,
            attribute,
            value,
            parser.CurrentLineNumber,
            parser.CurrentColumnNumber + 1,
            parser.CurrentByteIndex,
            self._number,
            self._ways,
            kind,
            self._bases[-1][1],
        )

    def _end(self, _tag: str) -> None:
        depth = self._depth
        if self._bases[-1][0] == depth:
            self._bases.pop()
        self._depth = depth = depth - 1
        while self._open_ignores and self._open_ignores[-1][0] == depth:
            self.facts.ignores.append(replace(self._open_ignores.pop()[1], end=self.place))
        if self._idno is not None:
            value, text = self._idno
            self.facts.identifiers.append(value._replace(value="".join(text).strip()))
            self._forget()

    def _forget(self) -> None:
        """Stop collecting the text of an `idno`: it has ended, or holds markup."""
        self._idno = None
        self.parser.CharacterDataHandler = None


def scan(data: bytes) -> Facts:
    """Read a file once. Never raises: what is wrong is in `Facts.fault`."""
    return _Scanner(data).run()


def attribute_position(data: bytes, value: PlacedValue) -> tuple[int, int]:
    """Line and column of the attribute itself (`PlacedValue` has those of its element)."""
    if not value.attribute:
        return value.line, value.column
    namespace, _, local = value.attribute.rpartition(" ")
    name = f"{{{namespace}}}{local}" if namespace else local
    return attribute_place(data, value.begin, value.line, value.column, name)


def tokens(pointers: list[PlacedValue]) -> Iterator[tuple[PlacedValue, str]]:
    """Every pointer with each address in it."""
    for pointer in pointers:
        for token in pointer.value.split():
            yield pointer, token
