"""The schema that a written document names (`<?xml-model?>`; W3C, Associating Schemas with XML Documents 1.0).

It is the project's, or a copy of our own that is put beside the document, so that an editor's XML editor finds it
offline and wherever the folder goes. A copy carries the digest of what it holds: one that somebody changed is theirs
and stays.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from puzanov_tei import resources
from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.names import TEI_NS

OWN = ("puzanov.rng", "puzanov.sch")
"""Our schema: its grammar and its rules."""

_NAMESPACES = {
    ".rng": "http://relaxng.org/ns/structure/1.0",
    ".rnc": "http://relaxng.org/ns/structure/1.0",
    ".sch": "http://purl.oclc.org/dsdl/schematron",
    ".isosch": "http://purl.oclc.org/dsdl/schematron",
    ".xsd": "http://www.w3.org/2001/XMLSchema",
    ".odd": TEI_NS,
}
_TYPES = {".rnc": "application/relax-ng-compact-syntax", ".odd": "application/tei+xml"}
_SEAL = re.compile(rb"<!-- A copy made by puzanov_tei; sha256 of what is above: ([0-9a-f]{64}) -->\n\Z")


def instructions(document: Path, schemas: Sequence[Path]) -> bytes:
    """The lines that a document has before its root element, for schemas of a kind that can be named so.

    Args:
        document: where it is written; addresses are relative to its folder.
        schemas: the project's schemas; none: ours, which stands beside the document (see `put`).
    """
    folder = Path(os.path.realpath(document)).parent
    usable = [one for schema in schemas for one in compiled(schema)]
    addresses = [(_address(schema, folder), schema.suffix.lower()) for schema in usable]
    addresses = addresses or [(name, Path(name).suffix) for name in OWN]
    return b"".join(_instruction(address, suffix) for address, suffix in addresses if suffix in _NAMESPACES)


def compiled(schema: Path) -> list[Path]:
    """The schema as XML editors can use it: of an ODD, the grammar and the rules that were compiled from it."""
    made = [path for suffix in (".rng", ".sch") if (path := schema.with_suffix(suffix)).is_file()]
    return made if schema.suffix.lower() == ".odd" and made else [schema]


def _instruction(address: str, suffix: str) -> bytes:
    kind = _TYPES.get(suffix, "application/xml")
    return f'<?xml-model href="{address}" type="{kind}" schematypens="{_NAMESPACES[suffix]}"?>\n'.encode()


def _address(schema: Path, folder: Path) -> str:
    """The address of a schema from a folder; of another drive in full."""
    try:
        return quote(Path(os.path.relpath(os.path.realpath(schema), folder)).as_posix())
    except ValueError:
        return Path(os.path.realpath(schema)).as_uri()


@lru_cache(maxsize=1024)
def put(folder: Path) -> None:
    """Put our schema into a folder; asked again, a process does nothing. A file that somebody changed stays.

    Raises:
        OutputError: it cannot be written.
    """
    for name in OWN:
        place = folder / name
        if not place.exists() or _is_copy(place):
            write_atomically(place, copied(name))


@lru_cache(maxsize=2)
def copied(name: str) -> bytes:
    """A schema of ours with its seal."""
    data = (resources.schema_folder() / name).read_bytes().rstrip() + b"\n"
    return data + f"<!-- A copy made by puzanov_tei; sha256 of what is above: {_digest(data)} -->\n".encode()


def is_current(place: Path) -> bool:
    """Whether a file is a copy of what this version has built in."""
    try:
        return place.name in OWN and _is_current(place, place.stat().st_mtime_ns)
    except OSError:
        return False


@lru_cache(maxsize=64)
def _is_current(place: Path, _changed: int) -> bool:
    return place.read_bytes() == copied(place.name)


def _is_copy(place: Path) -> bool:
    """Whether a file is as we wrote it, by this version or an earlier one."""
    try:
        data = place.read_bytes()
    except OSError:
        return False
    seal = _SEAL.search(data)
    return seal is not None and seal[1].decode() == _digest(data[: seal.start()])


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
