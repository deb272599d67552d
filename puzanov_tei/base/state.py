"""The project that a file belongs to, and the folder in it where the program remembers what it did."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = ".puzanov"
_MARKS = ("puzanov-tei.toml", FOLDER, ".git")


def project_of(path: Path) -> Path:
    """The nearest folder above a file that has a configuration, a state folder or git; else the file's own folder."""
    target = Path(os.path.realpath(path))
    return next(
        (folder for folder in target.parents if any((folder / mark).exists() for mark in _MARKS)), target.parent
    )
