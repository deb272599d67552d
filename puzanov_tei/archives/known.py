"""The archives that the program knows, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from puzanov_tei.archives.archive import Archive
from puzanov_tei.archives.read import read
from puzanov_tei.base.registry import Registry


class ArchiveModule(Protocol):
    """What the module of an archive offers: its description, and one line about it as docstring."""

    ARCHIVE: Archive


ARCHIVES: Registry[ArchiveModule] = Registry(
    "archive",
    {name: f"puzanov_tei.archives.{name}" for name in ("wilson_center", "crest", "plain")},
    offers=("ARCHIVE",),
)
"""In the order in which a page is compared with them; `plain` takes what is nobody's. Installed ones go by name."""


@cache
def known() -> tuple[Archive, ...]:
    """The built-in archives, in the order in which a page is compared with them."""
    return tuple(ARCHIVES.load(name).ARCHIVE for name in ARCHIVES)


def find(name: str) -> Archive:
    """The archive of that name, built in or installed, or the one that the TOML file of that name describes.

    Raises:
        UsageError: there is no such archive and no such file, the file is no description of one, or an installed
            archive cannot be used.
    """
    if name not in ARCHIVES and (name.endswith(".toml") or Path(name).is_file()):
        return read(Path(name))
    return ARCHIVES.load(name).ARCHIVE
