"""Places of findings as reports show them: the line that is meant, and a file as its repository names it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from puzanov_tei.findings import Location

OF_REPOSITORIES = ("github", "gitlab", "sarif")
"""Formats that name files as their repository does, from wherever the program is run."""


def in_repository(name: str) -> str:
    """A file's path from the root of the repository, with slashes; one that lies outside in full."""
    if name == "-":
        return name
    from puzanov_tei.base.fence import project_folder

    path = Path(name).absolute()
    root = Path(os.environ.get("GITHUB_WORKSPACE") or project_folder(Path.cwd()))
    path = path.parent.resolve() / path.name
    return (path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path).as_posix()


@lru_cache(maxsize=4)
def _lines(file: str) -> tuple[str, ...]:
    try:
        return tuple(Path(file).read_text(encoding="utf-8", errors="replace").split("\n"))
    except OSError:
        return ()


def line(location: Location) -> str:
    """The line of a file at which a finding is; empty if it cannot be read."""
    lines = _lines(location.file)
    return lines[location.line - 1] if 0 < location.line <= len(lines) else ""


def forget() -> None:
    """Read files anew: they may have changed."""
    _lines.cache_clear()
