"""Reading TEI P5: bytes -> the editions in a file. No network, no DTD beside the file.

Internal entities are expanded within the bounds of libxml2, local inclusions (XInclude 1.0) within those of
`inclusion`. What could not be read so is no error: the edition says it in `unread`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from lxml import etree

from puzanov_tei.base.xml import TEI_NS, XML_ID, XML_LANG, T, safe_parser
from puzanov_tei.errors import SourceError
from puzanov_tei.findings import Location, decodable
from puzanov_tei.tei import stream
from puzanov_tei.tei.inclusion import INCLUDE, Inclusions

__all__ = ["TEI_NS", "XML_ID", "XML_LANG", "Edition", "FragmentError", "T", "editions", "parse"]

_PARSER = safe_parser("internal", repeated_ids=True)
_AS_THEY_STAND = safe_parser(repeated_ids=True)
_UNDEFINED = re.compile(r"Entity '([^']*)' not defined")

_DOCUMENT, _CORPUS = stream.DOCUMENT, stream.CORPUS
# Roots of files that hold lists and nothing else.
_LISTS = frozenset(
    T + name for name in "standOff listPerson listPlace listOrg listEvent listBibl listObject listNym".split()
)
# What makes a TEI element a document and not only a frame around others.
_TEXTS = frozenset(T + name for name in ("text", "sourceDoc", "facsimile", "standOff"))


class FragmentError(SourceError):
    """A file in the TEI namespace that is no document: another file includes it, or nobody does."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One TEI document.

    Attributes:
        file: name of the file it stands in, for messages and tables.
        doc_id: its `TEI/@xml:id`, or the stem of the file's name.
        sha256: digest of the file's bytes.
        root: the `TEI` element; `standOff` or a list where a file holds no more; of a corpus, its `teiHeader`.
        data: the file's bytes.
        above: the corpora around it, outermost first: what their headers and lists say counts for it too.
        unread: references to entities and inclusions that could not be followed, each with its number.
        included: files that were included, as absolute paths.
    """

    file: str
    doc_id: str
    sha256: str
    root: etree._Element
    data: bytes = field(repr=False)
    above: tuple[etree._Element, ...] = ()
    unread: tuple[tuple[str, int], ...] = ()
    included: tuple[str, ...] = ()

    @property
    def headers(self) -> Iterator[etree._Element]:
        """The `teiHeader` of the document, and before it those of the corpora around it."""
        for part in self.own:
            yield from (part,) if part.tag == f"{T}teiHeader" else part.iterchildren(f"{T}teiHeader")

    @property
    def own(self) -> Iterator[etree._Element]:
        """The root, and before it what the corpora around it say of all their documents."""
        for corpus in self.above:
            yield from corpus.iterchildren(f"{T}teiHeader", f"{T}standOff")
        yield self.root


def parse(data: bytes, name: str) -> etree._Element:
    """The root element of an XML file, its internal entities expanded.

    An entity that is defined nowhere in a file with a DTD of its own stays as a reference in the tree.

    Raises:
        SourceError: the file is empty or not well-formed; the message names line and column.
    """
    if not data.strip():
        raise SourceError("the file is empty", Location(name))
    try:
        root: etree._Element = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        if _UNDEFINED.match(error.msg or ""):
            return _with_references(data, name)
        raise _refused(error, name) from error
    _put_into_namespace(root)
    return root


def _put_into_namespace(root: etree._Element) -> None:
    """Give elements out of entities the default namespace of the place where they stand, which libxml2 forgets."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is None or not any("<" in (entity.content or "") for entity in dtd.iterentities()):
        return
    for element in list(root.iter("{}*")):
        parent = element.getparent()
        namespace = None if parent is None or parent.prefix else etree.QName(parent).namespace
        if namespace:
            element.tag = f"{{{namespace}}}{etree.QName(element).localname}"


def _with_references(data: bytes, name: str) -> etree._Element:
    """The file with references to what its DTD, which is not read, may define."""
    try:
        root: etree._Element = etree.fromstring(data, _AS_THEY_STAND)
    except etree.XMLSyntaxError as error:
        raise _refused(error, name) from error
    dtd = root.getroottree().docinfo.internalDTD
    known = {e.name: e.content for e in dtd.iterentities() if e.content} if dtd is not None else {}
    for reference in list(root.iter(etree.Entity)):
        content = known.get((reference.text or "")[1:-1])
        if content is not None and not set(content) & set("<&"):
            _replace_by_text(reference, content)
    return root


def _refused(error: etree.XMLSyntaxError, name: str) -> SourceError:
    line, column = error.position
    reason = (error.msg or "not well-formed XML").split(", line ")[0]
    return SourceError(f"not well-formed XML: {reason}", Location(name, line, column))


def _replace_by_text(node: etree._Element, text: str) -> None:
    """Put text where a node stands; its tail stays."""
    parent, before = node.getparent(), node.getprevious()
    assert parent is not None
    text += node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    node.tail = None
    parent.remove(node)


def editions(
    data: bytes, name: str, elsewhere: Collection[str] = (), *, one_by_one: bool = False, ident: str = ""
) -> Iterator[Edition]:
    """The TEI documents of a file: the file itself, or each `TEI` of a `teiCorpus` or inside a `TEI`.

    A member that a corpus includes by `xi:include` is read when its turn comes, so that memory does not grow
    with the corpus (Guidelines, CCAS2, USMM).

    Args:
        elsewhere: absolute paths of files that are read for themselves: as members they are passed over.
        ident: what a document without an identifier is called; the stem of the file's name if there is nothing.
        one_by_one: the caller keeps no edition when it asks for the next: of a large corpus one member is in memory.

    Raises:
        FragmentError: the root is in the TEI namespace and no document.
        SourceError: the file, or a member, is not XML or not TEI P5; the other members have been given by then.
    """
    stem = ident or PurePath(name).stem
    if one_by_one and stream.is_streamed(data):
        yield from _streamed(data, name, stem)
    else:
        yield from _Reading(elsewhere).file(data, name, stem, ())


def _streamed(data: bytes, name: str, stem: str) -> Iterator[Edition]:
    """The documents of a large corpus, of which one is in memory at a time."""
    digest, number = hashlib.sha256(data).hexdigest(), 0
    try:
        for member, corpora in stream.members(data, _members):
            number += member.tag == _DOCUMENT
            doc_id = member.get(XML_ID) or (f"{stem}-{number}" if member.tag == _DOCUMENT else stem)
            yield Edition(decodable(name), decodable(doc_id), digest, member, data, corpora)
    except etree.XMLSyntaxError as error:
        raise _refused(error, name) from error


class _Reading:
    """One file and those that it includes as members."""

    def __init__(self, elsewhere: Collection[str]) -> None:
        self._elsewhere = elsewhere
        self._open: list[str] = []  # the files around the one that is read, so that no circle gives a document twice

    def file(self, data: bytes, name: str, stem: str, above: tuple[etree._Element, ...]) -> Iterator[Edition]:
        root = parse(data, name)
        inclusions = Inclusions(Path(name), parse)
        if root.tag == _CORPUS or root.tag == _DOCUMENT:
            for child in list(root):
                if child.tag != INCLUDE or not self._is_member(child, inclusions):
                    inclusions.expand(child)
        elif root.tag in _LISTS:
            inclusions.expand(root)
        elif isinstance(root.tag, str) and root.tag.startswith(T):
            message = f"a part of a TEI document, <{local_name(root)}>, and no document of its own"
            raise FragmentError(message, Location(name))
        else:
            raise SourceError(f"not a TEI P5 document; its root element is {_shown(root)}", Location(name))
        digest = hashlib.sha256(data).hexdigest()
        members = list(_members(root, above))
        documents = sum(1 for member, _ in members if member.tag in (_DOCUMENT, INCLUDE))
        said = (
            tuple(sorted((Counter(_references(root, inclusions)) + Counter(inclusions.failed)).items())),
            tuple(inclusions.read),
        )
        number = 0
        broken: list[SourceError] = []
        self._open.append(name)
        for member, corpora in members:
            if member.tag == INCLUDE:
                try:
                    yield from self._included(member, corpora, inclusions)
                except SourceError as error:
                    broken.append(error)
                continue
            number += member.tag == _DOCUMENT
            is_alone = documents < 2 or member.tag != _DOCUMENT
            doc_id = member.get(XML_ID) or (stem if is_alone else f"{stem}-{number}")
            yield Edition(decodable(name), decodable(doc_id), digest, member, data, corpora, *said)
            said = ((), ())
        self._open.pop()
        if broken:
            first, *others = broken
            raise SourceError("; ".join((first.message, *map(str, others))), first.location)

    def _is_member(self, include: etree._Element, inclusions: Inclusions) -> bool:
        """Whether what is included is a document (it is looked at only as far as its root)."""
        path = inclusions.target(include)
        if path is None:
            return False
        with suppress(OSError, etree.XMLSyntaxError):
            for _, element in etree.iterparse(str(path), events=("start",), resolve_entities=False, no_network=True):
                return element.tag in (_DOCUMENT, _CORPUS)
        return False

    def _included(
        self, include: etree._Element, above: tuple[etree._Element, ...], inclusions: Inclusions
    ) -> Iterator[Edition]:
        path = inclusions.target(include)
        around = (Path(name).absolute().resolve() for name in self._open)
        if path is None or str(path) in self._elsewhere or path in around:
            return
        yield from self.file(path.read_bytes(), str(path), path.stem, above)


def _members(root: etree._Element, above: tuple[etree._Element, ...]) -> Iterator[stream.Member]:
    """The documents below a root with the corpora around each; a `TEI` that holds only others is like a corpus.

    Of a corpus its header comes first, for the lists in it.
    """
    inner = [c for c in root if c.tag in (_DOCUMENT, _CORPUS, INCLUDE)]
    header = root.find(f"{T}teiHeader")
    if root.tag != _CORPUS and (not inner or any(c.tag in _TEXTS for c in root)):
        yield root, above
    elif header is not None:
        yield header, above
    for child in inner:
        around = (*above, root)
        if child.tag == INCLUDE:
            yield child, around
        else:
            yield from _members(child, around)


def _references(root: etree._Element, inclusions: Inclusions) -> Iterator[str]:
    if root.getroottree().docinfo.internalDTD is None and not inclusions.read:
        return  # without a DTD a reference to an entity is not well-formed
    for reference in root.iter(etree.Entity):
        yield f"the entity {reference.text}"


def _shown(element: etree._Element) -> str:
    name = etree.QName(element)
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
