"""Files of a project as a build sees them: their names, what the system says of them, their content, parts of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from puzanov_tei.base.scan import MAX_BYTES, scan
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import decodable

DIGITS = 32


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was: what the system says of it, and the digest of its content (empty: it is not there)."""

    stamp: str
    digest: str


MISSING = Seen("", "")

WITHIN = "//"
"""Stands in no path; behind it, identifiers in a file."""
ELSEWHERE = WITHIN
"""What stands for all files of a project in which something may be looked for."""


def shown(path: str) -> str:
    """What is depended on, for people."""
    file, within, _ = path.partition(WITHIN)
    if not within:
        return path
    return f"what it points to in {file}" if file else "where it has looked for something"


def names_in(path: str, names: Iterable[str]) -> str:
    """That a file has these identifiers, as something to depend on: what else is in it does not count."""
    return f"{path}{WITHIN}{' '.join(sorted(names))}"


def seen(path: Path) -> Seen:
    """A file as it is now."""
    stamp = stamp_of(str(path))
    return Seen(stamp, digest_of(path)) if stamp else MISSING


def as_made(path: Path, sha256: str) -> Seen:
    """A file that was just written with a content of this digest."""
    return Seen(stamp_of(str(path)), sha256[:DIGITS])


def stamp_of(path: str) -> str:
    """What the system says of a file; empty if it is not there."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - every file, in every build: as an object it takes twice the time
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"


def digest_of(path: Path) -> str:
    """The digest of a file's content; empty if it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:DIGITS]
    except OSError:
        return ""


def names_of(path: Path) -> frozenset[str]:
    """The identifiers in a file; none of one that is too large to be looked through."""
    return frozenset(scan(path.read_bytes()).ids) if path.stat().st_size <= MAX_BYTES else frozenset()


def relative(path: Path | str) -> str:
    """A path as it is kept: from the project's folder where it lies inside, with slashes.

    Raises:
        UsageError: bytes of the name are no text, so that nothing can be kept about it.
    """
    name = os.path.normpath(path)
    drive, rest = os.path.splitdrive(name)
    if drive or rest.startswith((os.sep, os.pardir)):
        here, full = Path.cwd(), Path(os.path.normpath(Path.cwd() / path))
        name = str(full.relative_to(here) if full.is_relative_to(here) else path)
    name = name.replace(os.sep, "/")
    if decodable(name) != name:
        raise UsageError(f"{decodable(name)}: bytes of the name are no text in UTF-8. Rename the file or folder.")
    return name
