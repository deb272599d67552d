"""Which state of the program something was made with: a digest of the rooms that it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = ("lxml", "ahocorasick-rs", "rapidfuzz", "Jinja2", "xmlschema", "saxonche", "pypdfium2", "pyarrow")
_PASSED_OVER = frozenset({".pyc", ".pyo", ".so"})


@lru_cache(maxsize=8)
def state(rooms: tuple[str, ...]) -> str:
    """A digest of the code and data of these rooms (of the package, by name), and of the libraries' versions."""
    digest = hashlib.sha256(repr(list(_versions())).encode())
    for path in sorted(path for room in rooms for path in _files(_PACKAGE / room)):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _files(room: Path) -> Iterator[Path]:
    if room.is_file():
        yield room
        return
    for path in room.rglob("*"):
        if path.is_file() and path.suffix not in _PASSED_OVER:
            yield path


def _versions() -> Iterator[tuple[str, str]]:
    for library in _LIBRARIES:
        try:
            yield library, version(library)
        except PackageNotFoundError:
            yield library, ""
