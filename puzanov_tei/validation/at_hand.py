"""Schemas of a project that its documents name by an address that leads nowhere here: where they are in its folder."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from puzanov_tei.base.fence import project_folder

_ORIGIN = re.compile(r"^\s*url\s*=\s*\S*?([^/\s:]+?)(?:\.git)?/?\s*$", re.MULTILINE)
_MAX_FILES = 50_000


def published(address: str, folder: Path) -> Path | None:
    """The file that an address of the web means if the project itself is published there; None if it is not.

    It is if a part of the address is called as the project is (`raw.githubusercontent.com/OWNER/PROJECT/main/x.rng`),
    and the rest of it, or the end of that, is a file of the project.
    """
    root = project_folder(folder)
    parts = [part for part in unquote(urlsplit(address).path).split("/") if part not in ("", ".", "..")]
    names = _names(root)
    named = [number for number, part in enumerate(parts) if part.partition("@")[0].casefold() in names]
    paths = (root.joinpath(*parts[number:]) for number in range(named[0] + 1 if named else len(parts), len(parts)))
    return next((path for path in paths if path.is_file()), None)


def of_the_same_name(missing: Path, folder: Path) -> str:
    """The way from a folder to the one file of its project that is called as a missing one; empty: none, or several."""
    files = _by_name(project_folder(folder)).get(missing.name, ())
    return os.path.relpath(files[0], folder.absolute().resolve()).replace(os.sep, "/") if len(files) == 1 else ""


@lru_cache(maxsize=16)
def _names(root: Path) -> frozenset[str]:
    """What a project is called: its folder, and the repository that it was cloned from."""
    try:
        configuration = (root / ".git" / "config").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it is no repository, or a work tree of one
        configuration = ""
    return frozenset(name.casefold() for name in (root.name, *_ORIGIN.findall(configuration)) if name)


@lru_cache(maxsize=4)
def _by_name(root: Path) -> dict[str, list[Path]]:
    files: dict[str, list[Path]] = {}
    left = _MAX_FILES
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            files.setdefault(name, []).append(Path(place, name))
        left -= len(names)
        if left < 0:
            break
    return files
