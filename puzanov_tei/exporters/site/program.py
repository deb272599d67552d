"""Which program makes a site: another one makes all pages anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from puzanov_tei.version import __version__


@cache
def program() -> str:
    """A digest of the program's own files that a site is made by."""
    package = Path(__file__).parent.parent
    made = hashlib.sha256(__version__.encode())
    for room in (package, package.parent / "tei"):
        for path in sorted(p for p in room.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            if "vendor" not in path.parts:
                made.update(path.relative_to(package.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:16]
