"""Where derived files are kept between runs, and what they depend on besides their source."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import lru_cache
from pathlib import Path

from puzanov_tei import __version__
from puzanov_tei.resources import data_file

_PACKAGE = Path(__file__).parent.parent
_FACTS = "tei_p5.json.xz"
_COMPILERS = ("checks", "odd", "relaxng")


def cache_folder() -> Path:
    """The program's folder below `XDG_CACHE_HOME` (`~/.cache`)."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "puzanov-tei"


@lru_cache(maxsize=1)
def program() -> str:
    """What tells one state of the program from another: its version and that of the facts of TEI P5 it compiles with.

    In a working copy, where the code changes and the version does not, also when the compilers' files last changed.
    """
    state = f"{__version__}+{hashlib.sha256(data_file(_FACTS).read_bytes()).hexdigest()[:16]}"
    if not (_PACKAGE.parent / "pyproject.toml").is_file():
        return state
    files = (entry for folder in _COMPILERS for entry in os.scandir(_PACKAGE / folder) if entry.name.endswith(".py"))
    return f"{state}+{max(entry.stat().st_mtime_ns for entry in files)}"


KEPT = 100
"""Derived files that are kept; a schema in work leaves one behind with every change."""


def prune() -> None:
    """Remove the oldest derived files beyond those that are kept. Called when one was added."""
    with contextlib.suppress(OSError):  # another process may be doing the same
        files = [entry for entry in os.scandir(cache_folder()) if entry.is_file()]
        files.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in files[KEPT:]:
            Path(entry.path).unlink(missing_ok=True)
