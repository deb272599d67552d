"""OASIS XML catalogs 1.1: where things of the web are on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from puzanov_tei.base.addresses import file_of
from puzanov_tei.errors import SchemaError

if TYPE_CHECKING:
    from lxml import etree

_NS = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_MAX_CATALOGS = 50


@dataclass(frozen=True, slots=True)
class Catalog:
    """Entries of a catalog and those that it names, as (kind, what is asked for, answer), in order."""

    entries: tuple[tuple[str, str, str], ...] = ()

    def resolve(self, address: str) -> str | None:
        """The address of the local copy; None if the catalog does not have it (section 7.2.2).

        Exact entries come first, then the longest rewritten beginning, then the longest ending.
        """
        for kind, name, answer in self.entries:
            if kind == "exact" and name == address:
                return answer
        begins = [e for e in self.entries if e[0] == "rewrite" and address.startswith(e[1])]
        if begins:
            _, name, answer = max(begins, key=lambda entry: len(entry[1]))
            return answer + address[len(name) :]
        ends = [e for e in self.entries if e[0] == "suffix" and address.endswith(e[1])]
        return max(ends, key=lambda entry: len(entry[1]))[2] if ends else None


EMPTY = Catalog()
"""Nothing of the web is known to be here."""


def read(paths: Iterable[Path]) -> Catalog:
    """Read catalogs; `nextCatalog` is followed in local files.

    Raises:
        SchemaError: a catalog is missing or is no catalog.
    """
    return Catalog(tuple(entry for path in paths for entry in _file(path, set())))


def _file(path: Path, seen: set[Path]) -> Iterator[tuple[str, str, str]]:
    path = path.absolute()
    if path in seen or len(seen) >= _MAX_CATALOGS:
        return
    from lxml import etree

    from puzanov_tei.base.xml import safe_parser

    seen.add(path)
    try:
        root = etree.fromstring(path.read_bytes(), safe_parser())
    except (OSError, etree.XMLSyntaxError) as error:
        raise SchemaError(f"cannot use the catalog {path}: {error}") from error
    if root.tag != f"{_NS}catalog":
        raise SchemaError(f"{path} is no XML catalog.")
    yield from _entries(root, path.as_uri(), seen)


_KINDS = {
    "uri": ("exact", "name", "uri"),
    "system": ("exact", "systemId", "uri"),
    "public": ("exact", "publicId", "uri"),
    "rewriteURI": ("rewrite", "uriStartString", "rewritePrefix"),
    "rewriteSystem": ("rewrite", "systemIdStartString", "rewritePrefix"),
    "uriSuffix": ("suffix", "uriSuffix", "uri"),
    "systemSuffix": ("suffix", "systemIdSuffix", "uri"),
}


def _entries(element: etree._Element, base: str, seen: set[Path]) -> Iterator[tuple[str, str, str]]:
    from puzanov_tei.base.xml import XML_BASE

    base = urljoin(base, element.get(XML_BASE, ""))
    for child in element:
        name = child.tag.removeprefix(_NS) if isinstance(child.tag, str) else ""
        own = urljoin(base, child.get(XML_BASE, ""))
        if name in _KINDS:
            kind, asked, answer = _KINDS[name]
            yield kind, child.get(asked, ""), urljoin(own, child.get(answer, ""))
        elif name == "group":
            yield from _entries(child, base, seen)
        elif name == "nextCatalog":
            address = urljoin(own, child.get("catalog", ""))
            if file := file_of(address):
                yield from _file(file, seen)
