"""Where specifications come from: the package's facts, a `p5subset.xml`, another ODD, a cached release."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from puzanov_tei.base.addresses import file_of
from puzanov_tei.base.catalog import EMPTY, Catalog
from puzanov_tei.errors import SchemaError
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.parse import OddReader
from puzanov_tei.odd.specs import Library, Spec, modules_of
from puzanov_tei.odd.tree import Tree, read_tree

_VERSION = re.compile(r"\d+\.\d+\.\d+[a-z]?")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where files that an ODD refers to are on this machine: nothing is read from the net.

    Attributes:
        catalog: local copies of what is on the net; what it does not know is looked for in the user's cache
            (see `fetch`).
    """

    catalog: Catalog = EMPTY

    def path(self, address: str) -> Path:
        """The local file that an address, or a path, stands for.

        Raises:
            SchemaError: it is on the net, in no catalog, and was never fetched.
        """
        address = self.catalog.resolve(address) or address
        if file := file_of(address):
            return file
        if "://" not in address:
            return Path(address)
        from puzanov_tei.odd.kept import kept_copy  # most ODDs refer to nothing on the net

        return kept_copy(address)

    def read(self, address: str) -> bytes:
        """The bytes at an address.

        Raises:
            SchemaError: there is no such file on this machine.
        """
        path = self.path(address)
        try:
            return path.read_bytes()
        except OSError as error:
            raise SchemaError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error


NEAR = Addresses()
"""Without a catalog."""


def library_of(data: bytes, name: str) -> Library:
    """Every whole specification in a file such as `p5subset.xml`, with its documentation and constraints.

    Raises:
        SchemaError: it is not well-formed or declares nothing.
    """
    return library_of_tree(read_tree(data, name, NEAR.read, positions=False))


def library_of_tree(tree: Tree) -> Library:
    """As `library_of`, from a tree."""
    reader = OddReader(tree)
    specs: dict[str, Spec] = {}
    for spec in reader.specs():
        specs.setdefault(spec.ident, spec)
    if not specs:
        raise SchemaError(f"{tree.name} declares no elements, classes or macros: it is no source of specifications.")
    modules = [e.get("ident", "") for e in tree.root.iter(TEI + "moduleSpec") if e.get("ident")]
    title = "" if "TEI" in specs and "tei" in modules else title_of(tree.root)
    return Library(specs, modules_of(specs.values(), modules), version(tree.root), title=title)


def title_of(root: etree._Element) -> str:
    """The first title of a document."""
    title = next(root.iter(TEI + "title"), None)
    return "" if title is None else " ".join("".join(map(str, title.itertext())).split())


def version(root: etree._Element) -> str:
    """The version in the edition statement, as `4.9.0a`; empty if it has none."""
    for edition in root.iter(TEI + "edition"):
        match = _VERSION.search("".join(edition.itertext()))
        if match:
            return match.group()
    return ""
