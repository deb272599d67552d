"""Local inclusions (XInclude 1.0), within bounds: no network, no circles, a limited number, depth and size."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from puzanov_tei.base.xml import XML_ID
from puzanov_tei.errors import SourceError

XI = "{http://www.w3.org/2001/XInclude}"
INCLUDE, _FALLBACK = f"{XI}include", f"{XI}fallback"

# Characters that no XML document can hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

MOST, DEEPEST, LARGEST = 2_000, 16, 256 * 1024 * 1024

Parse = Callable[[bytes, str], etree._Element]


class Inclusions:
    """The inclusions of one file, put in the place of their `xi:include`.

    Attributes:
        read: files that were included, as absolute paths.
        failed: inclusions that could not be followed and have no fallback, as words for a message.
    """

    def __init__(self, file: Path, parse: Parse) -> None:
        """`file` is where relative addresses begin; `parse` reads an included file."""
        self._file = file
        self._parse = parse
        self._bytes = 0
        self.read: list[str] = []
        self.failed: list[str] = []

    def target(self, include: etree._Element, beside: Path | None = None) -> Path | None:
        """The file that an `xi:include` names; None if it is none on this machine."""
        address = unquote(include.get("href", "")).partition("#")[0]
        if not address or "://" in address or address.startswith(("file:", "http:", "data:", "//")):
            return None
        try:
            path = ((beside or self._file).absolute().parent / address).resolve()
            return path if path.is_file() else None
        except (OSError, ValueError):
            return None

    def expand(self, root: etree._Element) -> None:
        """Replace each `xi:include` at or below `root` by what it names, else by its fallback."""
        includes = list(root.iter(INCLUDE))
        chain = (str(self._file.absolute().resolve()),) if includes else ()
        for include in includes:
            self._replace(include, self._file, chain)

    def _replace(self, include: etree._Element, beside: Path, chain: tuple[str, ...]) -> None:
        if include.getparent() is None:
            return
        nodes = self._nodes(include, beside, chain)
        if nodes is None:
            fallback = include.find(_FALLBACK)
            if fallback is None:
                self.failed.append(f"the inclusion of {include.get('href') or 'nothing'}")
                nodes = []
            else:
                for inner in list(fallback.iter(INCLUDE)):
                    self._replace(inner, beside, chain)
                nodes = [fallback.text or "", *fallback]
        _put(include, nodes)

    def _nodes(
        self, include: etree._Element, beside: Path, chain: tuple[str, ...]
    ) -> list[etree._Element | str] | None:
        """What is included: an element, or text; None if it cannot be."""
        path = self.target(include, beside)
        if path is None or str(path) in chain or len(chain) > DEEPEST or len(self.read) >= MOST:
            return None
        try:
            self._bytes += path.stat().st_size
            if self._bytes > LARGEST:
                return None
            if include.get("parse") == "text":
                # Text may be anything that can be read: only what lies beside or below the file is taken.
                if not path.is_relative_to(self._file.absolute().resolve().parent):
                    return None
                words = path.read_text(encoding=include.get("encoding") or "utf-8-sig")
                if _NOT_XML.search(words):
                    return None
                self.read.append(str(path))
                return [words]
            root = self._parse(path.read_bytes(), str(path))
        except (OSError, LookupError, UnicodeDecodeError, SourceError):
            return None
        self.read.append(str(path))
        if root.tag == INCLUDE:  # a file that only names another
            return self._nodes(root, path, (*chain, str(path)))
        for inner in list(root.iter(INCLUDE)):
            self._replace(inner, path, (*chain, str(path)))
        pointer = include.get("xpointer")
        if pointer is None:
            return [root]
        named = next((e for e in root.iter() if e.get(XML_ID) == pointer), None)
        return None if named is None else [named]


def _put(include: etree._Element, nodes: list[etree._Element | str]) -> None:
    """Nodes and text in the place of an element, in order; its tail follows them."""
    parent = include.getparent()
    assert parent is not None
    place, tail = parent.index(include), include.tail or ""
    before = include.getprevious()
    include.tail = None
    parent.remove(include)
    for node in [*nodes, tail]:
        if isinstance(node, str):
            if before is None:
                parent.text = (parent.text or "") + node
            else:
                before.tail = (before.tail or "") + node
        else:
            around = node.getparent()
            node.tail = node.tail if around is not None and around.tag == _FALLBACK else None
            parent.insert(place, node)
            place, before = place + 1, node
