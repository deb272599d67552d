"""What other files of the run, or of the project, say for a file: which of them hold an identifier, which include it.

They are asked only where a file itself does not say.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote

from puzanov_tei.base.discover import XML
from puzanov_tei.base.fence import project_folder
from puzanov_tei.base.scan import MAX_BYTES, Prefix, scan

MAX_FILES = 5000
MAX_READ = 1 << 30
"""Bytes of files outside of the run that are looked through."""

_ID = re.compile(rb"\sxml:id\s*=\s*[\"']\s*([^\"'<>&\s]+)")
_INCLUDE = re.compile(rb"<(?:[^\s:<>/\"']+:)?include\s[^<>]*?\bhref\s*=\s*[\"']([^\"'<>&#]+)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|[#/]")


@dataclass(slots=True)
class Holders:
    """Where to look for what a file does not say itself, for one run: files are read when first asked for, and once.

    Attributes:
        files: the files of the run and the index files of the configuration, as they are shown to people.
        asked: the files that have asked; what is said of them depends on other files.
    """

    files: tuple[str, ...]
    asked: set[str] = field(default_factory=set)
    _run: _Table | None = None
    _projects: dict[Path, _Table] = field(default_factory=dict)

    def __call__(self, xml_id: str, beside: str = "") -> str:
        """The first file that has an element of this identifier; empty if none has it.

        Args:
            beside: the file that asks; its project is looked through last.
        """
        return next((holders[0] for table in self._tables(beside) if (holders := table.holders(xml_id))), "")

    def in_whole(self, xml_id: str, beside: str) -> bool:
        """Whether the identifier is in a document that includes the file `beside`, or in another part of that."""
        return any(table.in_whole(xml_id, beside) for table in self._tables(beside))

    def prefixes(self, beside: str) -> Mapping[str, list[Prefix]]:
        """The prefixes of addresses in documents that include the file: the header of a corpus holds for its parts."""
        declared: dict[str, list[Prefix]] = {}
        for table in self._tables(beside):
            for prefix in table.prefixes(beside):
                declared.setdefault(prefix.ident, []).append(prefix)
        return declared

    def _tables(self, beside: str) -> Iterator[_Table]:
        """The files of the run; then those of the project of the file that asks."""
        self.asked.add(beside)
        if self._run is None:
            self._run = _table((name, Path(name)) for name in self.files if name != "-")
        yield self._run
        if beside and beside != "-":
            folder = project_folder(Path(beside).absolute().parent)
            if folder not in self._projects:
                self._projects[folder] = _table(inside(folder))
            yield self._projects[folder]


def inside(folder: Path) -> Iterator[tuple[str, Path]]:
    """The XML files of a project, within bounds; nothing hidden."""
    left, size = MAX_FILES, MAX_READ
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() not in XML or name.startswith(".") or not path.is_file():
                continue
            left, size = left - 1, size - path.stat().st_size
            if left < 0 or size < 0:
                return
            yield path.relative_to(folder).as_posix(), path


def _place(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


@dataclass
class _Table:
    """What some files hold.

    Attributes:
        ids: the files that hold an identifier, by their names.
        places: where the files are, by their names.
        hosts: for the place of a file the places of those that include it.
    """

    ids: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Path] = field(default_factory=dict)
    hosts: dict[Path, set[Path]] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> None:
        place = self.places[name] = _place(path)
        data = path.read_bytes()
        for xml_id in _ID.findall(data):
            holders = self.ids.get(xml_id, ())
            if name not in holders:
                self.ids[xml_id] = (*holders, name)
        for address in _INCLUDE.findall(data):
            part = _place(place.parent / unquote(address.decode("utf-8", "replace")))
            if part != place:
                self.hosts.setdefault(part, set()).add(place)

    def holders(self, xml_id: str) -> tuple[str, ...]:
        return self.ids.get(xml_id.encode("utf-8", "surrogatepass"), ())

    def in_whole(self, xml_id: str, beside: str) -> bool:
        own = self._wholes.get(_place(Path(beside)))
        return own is not None and any(self._wholes.get(self.places[name]) is own for name in self.holders(xml_id))

    @cached_property
    def _wholes(self) -> dict[Path, list[Path]]:
        """The files that belong together, as one includes another: for each of them one and the same list."""
        wholes: dict[Path, list[Path]] = {}
        for part, hosts in self.hosts.items():
            for host in hosts:
                joined, other = sorted((wholes.setdefault(place, [place]) for place in (host, part)), key=len)[::-1]
                if joined is not other:
                    joined += other
                    wholes.update(dict.fromkeys(other, joined))
        return wholes

    def prefixes(self, beside: str) -> Iterator[Prefix]:
        """What the files above declare, the nearest first, with addresses as the file `beside` would write them."""
        above = [_place(Path(beside))]
        for place in above:
            above += sorted(self.hosts.get(place, set()).difference(above))
        for host in above[1:]:
            way = os.path.relpath(host.parent, above[0].parent).replace(os.sep, "/")
            for one in _declared(host, _changed_at(host)):
                absolute = way == "." or _ABSOLUTE.match(one.replacement)
                yield one if absolute else replace(one, replacement=f"{way}/{one.replacement}")


def _changed_at(path: Path) -> int:
    """When a file was changed last; 0 if it is no longer there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _declared(path: Path, _changed: int) -> tuple[Prefix, ...]:
    """The prefixes that a file declares; none if it cannot be read."""
    try:
        return tuple(one for declared in scan(path.read_bytes()).prefixes.values() for one in declared)
    except OSError:
        return ()


def _table(files: Iterator[tuple[str, Path]]) -> _Table:
    table = _Table()
    for name, path in files:
        try:
            if path.stat().st_size <= MAX_BYTES:
                table.add(name, path)
        except OSError:
            continue
    return table
