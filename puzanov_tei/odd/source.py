"""Where specifications come from: the package's facts, a `p5subset.xml`, another ODD, a cached release."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.kept import cached
from puzanov_tei.odd.parse import Reader
from puzanov_tei.odd.specs import Library, Spec
from puzanov_tei.odd.tree import Tree, read_tree

_VERSION = re.compile(r"\d+\.\d+\.\d+[a-z]?")


def read_address(address: str) -> bytes:
    """The bytes at a path. Addresses on the net are read from the user's cache only (see `fetch`).

    Raises:
        SchemaError: there is no such file, or the address was never fetched.
    """
    if "://" in address:
        return cached(address)
    try:
        return Path(address).read_bytes()
    except OSError as error:
        raise SchemaError(f"cannot read {address}: {(error.strerror or str(error)).lower()}.") from error


def library_of(data: bytes, name: str) -> Library:
    """Every whole specification in a file such as `p5subset.xml`, with its documentation and constraints.

    Raises:
        SchemaError: it is not well-formed or declares nothing.
    """
    return library_of_tree(read_tree(data, name, read_address, positions=False))


def library_of_tree(tree: Tree) -> Library:
    """As `library_of`, from a tree."""
    reader = Reader(tree)
    specs: dict[str, Spec] = {}
    for spec in reader.specs():
        specs.setdefault(spec.ident, spec)
    if not specs:
        raise SchemaError(f"{tree.name} declares no elements, classes or macros: it is no source of specifications.")
    modules = tuple(e.get("ident", "") for e in tree.root.iter(TEI + "moduleSpec"))
    used = dict.fromkeys([*modules, *(spec.module for spec in specs.values())])
    title = "" if "TEI" in specs and "tei" in modules else title_of(tree.root)
    return Library(specs, tuple(m for m in used if m), version(tree.root), title=title)


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
