"""Schemas put together from several files: `include` and `extends[@href]` replaced by what they point to.

What comes from another file keeps the namespaces that its own schema declares (`ns`), and its language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from puzanov_tei.base.fence import Fence, around
from puzanov_tei.base.xml import XML_ID, XML_LANG, safe_parser
from puzanov_tei.errors import SchemaError

SCH = "http://purl.oclc.org/dsdl/schematron"
SCH15 = "http://www.ascc.net/xml/schematron"
MAX_INCLUDES = 50

# On the outermost element that came from another file: the namespaces that hold in it, as JSON.
_SCOPE = "{urn:x-puzanov:schematron}scope"


def q(name: str) -> str:
    """The tag of a Schematron element."""
    return f"{{{SCH}}}{name}"


def parser() -> etree.XMLParser:
    """A parser for schemas: no network, no DTD, no entities."""
    return safe_parser()


def modernize(root: etree._Element) -> None:
    """Give elements of Schematron 1.5 the namespace of ISO Schematron."""
    for element in root.iter(f"{{{SCH15}}}*"):
        element.tag = q(etree.QName(element).localname)


def scope_of(element: etree._Element) -> dict[str, str]:
    """The namespaces that hold where an element stands, if it came from another file; else none."""
    for holder in (element, *element.iterancestors()):
        scope = holder.get(_SCOPE)
        if scope is not None:
            known: dict[str, str] = json.loads(scope)
            return known
    return {}


def language_of(element: etree._Element) -> str:
    """The language of an element, which it may have from its parents (`xml:lang`); empty if none is declared."""
    return next((h.get(XML_LANG, "") for h in (element, *element.iterancestors()) if h.get(XML_LANG)), "")


def settled(element: etree._Element, scope: Mapping[str, str] | None = None) -> etree._Element:
    """The element itself, with the namespaces and the language that it has from its surroundings written on it.

    It can then be moved or copied. `scope` is used where no surroundings say which namespaces hold.
    """
    namespaces = scope_of(element) or scope
    if namespaces:
        element.set(_SCOPE, json.dumps(namespaces))
    language = language_of(element)
    if language:
        element.set(XML_LANG, language)
    return element


def include(schema: etree._Element, path: Path | None, *, trusted: bool = False) -> None:
    """Replace every `include` and `extends[@href]` by what it points to in local files, these likewise.

    Args:
        path: where the schema is.
        trusted: whether it may include what lies outside its project.

    Raises:
        SchemaError: a file is missing or broken, is not local, lies outside the project, or includes itself.
    """
    fence = Fence(open=True) if trusted or path is None else around([path])
    _include(schema, path, fence, [0])


def _include(schema: etree._Element, path: Path | None, fence: Fence, count: list[int]) -> None:
    for element in [e for e in schema.iter(q("include"), q("extends")) if e.get("href")]:
        href = element.get("href", "")
        file, _, fragment = href.partition("#")
        count[0] += 1
        if path is None or re.match(r"\w+:", file) or count[0] > MAX_INCLUDES:
            raise SchemaError(f"{path or 'the schema'}: cannot include {href!r}. Put the file beside the schema.")
        target = path.parent / file
        if not fence.allows(target):
            raise SchemaError(f"{path}: {href} is outside the project and is not included. See --trust.")
        try:
            root = etree.fromstring(target.read_bytes(), parser())
        except (OSError, etree.XMLSyntaxError) as error:
            raise SchemaError(f"{path}: cannot include {href!r}: {error}.") from error
        modernize(root)
        _include(root, target, fence, count)
        piece = _named(root, fragment) if fragment else root
        if piece is None:
            raise SchemaError(f"{path}: {file} has nothing called {fragment!r} to include.")
        parent = element.getparent()
        if parent is None:
            raise SchemaError(f"{path}: an include cannot be the whole schema.")
        scope = {e.get("prefix", ""): e.get("uri", "") for e in root.iter(q("ns"))}
        pieces = [piece] if element.tag == q("include") else [*piece.iterchildren("{*}*")]
        for one in pieces:
            settled(one, scope)
        place = parent.index(element)
        parent[place : place + 1] = pieces


def _named(root: etree._Element, ident: str) -> etree._Element | None:
    return next((e for e in root.iter("{*}*") if ident in (e.get("id"), e.get(XML_ID))), None)
