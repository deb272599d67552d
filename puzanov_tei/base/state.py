"""The project that a file belongs to, and the folder in it where the program remembers what it did."""

from __future__ import annotations

import os
import stat
from pathlib import Path

FOLDER = ".puzanov"
_MARKS = ("puzanov-tei.toml", FOLDER, ".git")


def project_of(path: Path) -> Path:
    """The nearest folder above a file that has a configuration, a state folder or git; else the file's own folder.

    A folder that all users of a machine share, as `/tmp`, is no project of what is in its folders, whatever lies in it.
    """
    target = Path(os.path.realpath(path))
    return next((folder for folder in target.parents if _is_marked(folder)), target.parent)


def _is_marked(folder: Path) -> bool:
    if not any((folder / mark).exists() for mark in _MARKS):
        return False
    return not folder.stat().st_mode & stat.S_ISVTX
