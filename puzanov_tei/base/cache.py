"""Where derived files are kept between runs, and what they depend on besides their source."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import lru_cache
from pathlib import Path

import platformdirs

from puzanov_tei.resources import data_file
from puzanov_tei.version import __version__

_PACKAGE = Path(__file__).parent.parent
_FACTS = "tei_p5.json.xz"
_COMPILERS = ("datatypes", "odd", "relaxng", "schematron", "validation")


def cache_folder() -> Path:
    """The program's folder among the user's caches (on Linux below `XDG_CACHE_HOME`, else `~/.cache`)."""
    return platformdirs.user_cache_path("puzanov-tei", appauthor=False)


@lru_cache(maxsize=1)
def program() -> str:
    """What tells one state of the program from another: its version and that of the facts of TEI P5 it compiles with.

    In a working copy, where the code changes and the version does not, also when the compilers' files last changed.
    """
    state = f"{__version__}+{hashlib.sha256(data_file(_FACTS).read_bytes()).hexdigest()[:16]}"
    if not (_PACKAGE.parent / "pyproject.toml").is_file():
        return state
    files = (file for folder in _COMPILERS for file in (_PACKAGE / folder).rglob("*.py"))
    return f"{state}+{max(file.stat().st_mtime_ns for file in files)}"


def kept(stem: str, suffix: str) -> Path:
    """Where a derived file is kept that depends on nothing but the program."""
    return cache_folder() / f"{stem}-{program()}{suffix}"


KEPT = 100
"""Derived files that are kept; a schema in work leaves one behind with every change."""


def prune() -> None:
    """Remove the oldest derived files beyond those that are kept. Called when one was added."""
    with contextlib.suppress(OSError):  # another process may be doing the same
        files = [entry for entry in os.scandir(cache_folder()) if entry.is_file()]
        files.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in files[KEPT:]:
            Path(entry.path).unlink(missing_ok=True)
