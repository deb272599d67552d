"""Reading TEI P5: bytes -> the editions in a file. No network, no DTD, no entities beyond XML's own."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from typing import Any

from lxml import etree

from puzanov_tei.errors import SourceError

TEI_NS = "http://www.tei-c.org/ns/1.0"
T = f"{{{TEI_NS}}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False, huge_tree=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """One TEI document.

    Attributes:
        file: name of the file it stands in, for messages and tables.
        doc_id: its `TEI/@xml:id`, or the stem of the file's name.
        sha256: digest of the file's bytes.
        root: the `TEI` element.
        data: the file's bytes.
    """

    file: str
    doc_id: str
    sha256: str
    root: etree._Element
    data: bytes = field(repr=False)


def parse(data: bytes, name: str) -> etree._Element:
    """The root element of an XML file.

    Raises:
        SourceError: the file is empty or not well-formed; the message names line and column.
    """
    if not data.strip():
        raise SourceError(f"{name}: the file is empty")
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = (error.msg or "not well-formed XML").split(", line ")[0]
        raise SourceError(f"{name}:{line}:{column}: not well-formed XML: {reason}") from error


def editions(data: bytes, name: str) -> Iterator[Edition]:
    """The TEI documents of a file: the file itself, or each `TEI` of a `teiCorpus` (Guidelines, 16.1).

    Raises:
        SourceError: the file is not XML, or not TEI P5.
    """
    root = parse(data, name)
    digest = hashlib.sha256(data).hexdigest()
    found = [root] if root.tag == f"{T}TEI" else _members(root) if root.tag == f"{T}teiCorpus" else []
    if not found:
        raise SourceError(f"{name}: not a TEI P5 document; its root element is {_shown(root)}")
    stem = PurePath(name).stem
    for number, tei in enumerate(found, 1):
        doc_id = tei.get(XML_ID) or (stem if len(found) == 1 else f"{stem}-{number}")
        yield Edition(name, doc_id, digest, tei, data)


def _members(corpus: etree._Element) -> list[etree._Element]:
    """The documents of a corpus, those of corpora inside it included; a TEI inside a TEI belongs to it."""
    members: list[etree._Element] = []
    for child in corpus:
        if child.tag == f"{T}TEI":
            members.append(child)
        elif child.tag == f"{T}teiCorpus":
            members.extend(_members(child))
    return members


def _shown(element: etree._Element) -> str:
    name = etree.QName(element)
    if name.namespace == TEI_NS:
        return f"<{name.localname}>"
    return f"<{name.localname}> in {'the namespace ' + name.namespace if name.namespace else 'no namespace'}"


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    tag: Any = element.tag
    return _local(tag)


@cache
def _local(tag: Hashable) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def pointers(value: str | None) -> list[str]:
    """The targets of a pointer attribute, in order, without `#` and what stands before it.

    `#pers-a persons.xml#pers-b` gives `pers-a`, `pers-b`; a pointer without a fragment stays whole.
    """
    return [target.rpartition("#")[2] or target for target in (value or "").split()]
