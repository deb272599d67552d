"""The XML syntax of RELAX NG: its elements and attributes, and the documents they stand in.

What is foreign (comments, processing instructions, elements and attributes of other namespaces) is
skipped here, in one place (ISO/IEC 19757-2, clause 7.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from puzanov_tei.datatypes.uris import is_uri_reference
from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Location
from puzanov_tei.relaxng.prefixes import XML_NS

RNG_NS = "http://relaxng.org/ns/structure/1.0"
ANNOTATIONS_NS = "http://relaxng.org/ns/compatibility/annotations/1.0"

_OPEN = "{" + RNG_NS + "}"
_COMMON = frozenset({"ns", "datatypeLibrary"})

# Element -> the attributes it may have besides `ns` and `datatypeLibrary`.
ATTRIBUTES: dict[str, frozenset[str]] = {
    "element": frozenset({"name"}),
    "attribute": frozenset({"name"}),
    "ref": frozenset({"name"}),
    "parentRef": frozenset({"name"}),
    "define": frozenset({"name", "combine"}),
    "start": frozenset({"combine"}),
    "data": frozenset({"type"}),
    "value": frozenset({"type"}),
    "param": frozenset({"name"}),
    "externalRef": frozenset({"href"}),
    "include": frozenset({"href"}),
}
for _tag in (
    *("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"),
    *("empty", "text", "notAllowed", "grammar", "div", "except", "name", "anyName", "nsName"),
):
    ATTRIBUTES[_tag] = frozenset()
# Element -> its attributes whose value is an NCName.
_NAMES = {
    **dict.fromkeys(("ref", "parentRef", "define", "param"), ("name",)),
    **dict.fromkeys(("data", "value"), ("type",)),
}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_REQUIRED = {
    "ref": "name",
    "parentRef": "name",
    "define": "name",
    "data": "type",
    "param": "name",
    "externalRef": "href",
    "include": "href",
}


@dataclass(frozen=True, slots=True)
class SchemaScope:
    """What holds at one element of a schema: the file it is in and the values it inherits."""

    file: str
    base: str
    ns: str = ""
    library: str = ""

    def inside(self, element: etree._Element) -> SchemaScope:
        """The place inside `element`: its own `ns`, `datatypeLibrary` and `xml:base` count from here on."""
        ns, library = element.get("ns"), element.get("datatypeLibrary")
        base = element.get(f"{{{XML_NS}}}base")
        if ns is None and library is None and base is None:
            return self
        return replace(
            self,
            ns=self.ns if ns is None else ns,
            library=self.library if library is None else library.strip(),
            base=self.base if base is None else urljoin(self.base, base),
        )

    def origin(self, element: etree._Element) -> str:
        """Where an element stands, for a note: the file's name and the line."""
        return f"{Path(self.file).name}:{element.sourceline}"

    def error(self, element: etree._Element, sentence: str) -> SchemaError:
        """An error that names the file and the line."""
        return SchemaError(sentence, Location(self.file, element.sourceline or 0))


class SchemaLoader:
    """Loads schema documents from local files, never from the network, and remembers what it has read.

    Attributes:
        compact: reads the compact syntax (bytes, file name) to elements of the XML syntax.
    """

    def __init__(self, compact: Callable[[bytes, str], etree._Element]) -> None:
        self.digests: dict[str, str] = {}
        self.compact = compact

    def parse(self, data: bytes, file: str) -> etree._Element:
        """The root element of a schema document.

        Raises:
            SchemaError: not well-formed.
        """
        self.digests[file] = sha256(data).hexdigest()
        if is_compact(data, file):
            return self.compact(data, file)
        parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            reason = str(error.msg).split(", line ")[0]
            raise SchemaError(f"not well-formed XML: {reason}.", Location(file, error.lineno or 1)) from error

    def load(self, href: str, element: etree._Element, place: SchemaScope) -> tuple[etree._Element, SchemaScope]:
        """The document that `href` on `element` points at, and its place (with what it inherits).

        Raises:
            SchemaError: it is not a local file, cannot be read, or is not well-formed.
        """
        target = urljoin(place.base, href)
        parts = urlsplit(target)
        if parts.fragment:
            raise place.error(element, f'href="{href}" has a fragment; RELAX NG only takes whole files.')
        if parts.scheme not in ("", "file"):
            raise place.error(element, f'href="{href}" is on the network; save it beside the schema and point there.')
        path = Path(unquote(parts.path))
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise place.error(element, f'cannot read "{href}" ({path}): {reason}.') from error
        root = self.parse(data, str(path))
        # `ns` crosses the border between files, `datatypeLibrary` does not (clauses 7.4 and 7.6).
        return root, SchemaScope(file=str(path), base=path.absolute().as_uri(), ns=place.ns)


def is_compact(data: bytes, file: str) -> bool:
    """Whether a schema is in the compact syntax: named `.rnc`, or no XML and not named as such."""
    suffix = Path(file).suffix.lower()
    xml = data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")
    return suffix == ".rnc" or not (xml or suffix in (".rng", ".xml"))


def tag_of(element: etree._Element) -> str:
    """The local name of a RELAX NG element; "" for anything foreign, comments and processing instructions."""
    tag = element.tag
    return tag[len(_OPEN) :] if isinstance(tag, str) and tag.startswith(_OPEN) else ""


def children_of(element: etree._Element, place: SchemaScope) -> Iterator[tuple[str, etree._Element]]:
    """The RELAX NG children of `element` with their tags, each checked for its attributes.

    Raises:
        SchemaError: an element or attribute that RELAX NG does not have, or text where none belongs.
    """
    check_text(element, place, element.text)
    for child in element:
        tag = tag_of(child)
        if tag:
            check_attributes(child, tag, place)
            yield tag, child
        check_text(element, place, child.tail)


def check_text(element: etree._Element, place: SchemaScope, text: str | None) -> None:
    """Raise SchemaError if `text` in `element` is more than white space."""
    if text is not None and text.strip():
        raise place.error(element, f'text "{text.strip()[:30]}" is not allowed in <{tag_of(element)}>.')


def check_attributes(element: etree._Element, tag: str, place: SchemaScope) -> None:
    """Raise SchemaError if `element` is not of RELAX NG, has an unknown attribute or lacks a required one."""
    known = ATTRIBUTES.get(tag)
    if known is None:
        raise place.error(element, f"<{tag}> is no element of RELAX NG.")
    for key in element.attrib:
        name = str(key)
        if name.startswith(_OPEN) or (not name.startswith("{") and name not in known and name not in _COMMON):
            raise place.error(element, f'attribute "{name}" is not allowed on <{tag}>.')
    _check_values(element, tag, place)
    needed = _REQUIRED.get(tag)
    if needed is not None and element.get(needed) is None:
        raise place.error(element, f'<{tag}> lacks its attribute "{needed}".')


def _check_values(element: etree._Element, tag: str, place: SchemaScope) -> None:
    """Raise SchemaError for names that are none and for relative addresses of datatype libraries (clause 4.3)."""
    for key in _NAMES.get(tag, ()):
        name = element.get(key)
        if name is not None and not is_ncname(name.strip()):
            raise place.error(element, f'{key}="{name}" is no name.')
    library = (element.get("datatypeLibrary") or "").strip()
    if library and not _is_absolute(library):
        raise place.error(element, f'datatypeLibrary="{library}" is no absolute URI without a fragment.')


def _is_absolute(address: str) -> bool:
    return "#" not in address and is_uri_reference(address) and _SCHEME.match(address) is not None


def text_of(element: etree._Element, place: SchemaScope) -> str:
    """The text of `name`, `param` or `value`, which hold nothing else.

    Raises:
        SchemaError: there is an element in it.
    """
    for child in element:
        if isinstance(child.tag, str):
            raise place.error(element, f"<{tag_of(element)}> holds text only.")
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def documentation_of(element: etree._Element) -> str:
    """The `a:documentation` children of `element` as one line."""
    texts = (
        "".join(str(text) for text in child.itertext())
        for child in element.findall(f"{{{ANNOTATIONS_NS}}}documentation")
    )
    return " ".join(" ".join(texts).split())
