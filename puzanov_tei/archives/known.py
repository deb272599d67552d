"""The archives that the program knows, by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from puzanov_tei.archives.archive import PLAIN, Archive
from puzanov_tei.archives.read import parse, read
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError


@cache
def _built_in(name: str) -> Archive:
    source = files("puzanov_tei.archives") / f"{name}.toml"
    return parse(source.read_text(encoding="utf-8"), f"{name}.toml")


# In the order in which a page is compared with them; PLAIN takes what is nobody's.
ARCHIVES: Mapping[str, Archive] = MappingProxyType({"wilson_center": _built_in("wilson_center"), "plain": PLAIN})


def find(name: str) -> Archive:
    """The archive of that name, or the one that the TOML file of that name describes.

    Raises:
        UsageError: there is no such archive and no such file, or the file is no description of one.
    """
    if name in ARCHIVES:
        return ARCHIVES[name]
    if name.endswith(".toml") or Path(name).is_file():
        return read(Path(name))
    hint = did_you_mean(name, ARCHIVES, "Archives")
    raise UsageError(f"there is no archive {name!r}, and no file of that name that describes one. {hint}")
