"""Which other file of the run, or of the project, holds an identifier: asked when a file itself does not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from puzanov_tei.base.discover import XML
from puzanov_tei.base.fence import project_folder
from puzanov_tei.base.scan import MAX_BYTES

MAX_FILES = 5000
MAX_READ = 1 << 30
"""Bytes of files outside of the run that are looked through."""

_ID = re.compile(rb"\sxml:id\s*=\s*[\"']\s*([^\"'<>&\s]+)")


@dataclass(slots=True)
class Holders:
    """Where to look for identifiers, for one run: files are read when they are first asked for, and once.

    Attributes:
        files: the files of the run and the index files of the configuration, as they are shown to people.
    """

    files: tuple[str, ...]
    _run: dict[bytes, str] | None = None
    _projects: dict[Path, dict[bytes, str]] = field(default_factory=dict)

    def __call__(self, xml_id: str, beside: str = "") -> str:
        """The first file that has an element of this identifier; empty if none has it.

        Args:
            beside: the file that asks; its project is looked through last.
        """
        try:
            key = xml_id.encode()
        except UnicodeEncodeError:
            return ""
        if self._run is None:
            self._run = _table((name, Path(name)) for name in self.files if name != "-")
        holder = self._run.get(key, "")
        if holder or not beside or beside == "-":
            return holder
        folder = project_folder(Path(beside).absolute().parent)
        if folder not in self._projects:
            self._projects[folder] = _table(_inside(folder))
        return self._projects[folder].get(key, "")


def _inside(folder: Path) -> Iterator[tuple[str, Path]]:
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


def _table(files: Iterator[tuple[str, Path]]) -> dict[bytes, str]:
    table: dict[bytes, str] = {}
    for name, path in files:
        try:
            if path.stat().st_size <= MAX_BYTES:
                for xml_id in _ID.findall(path.read_bytes()):
                    table.setdefault(xml_id, name)
        except OSError:
            continue
    return table
