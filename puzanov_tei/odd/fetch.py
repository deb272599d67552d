"""Releases of TEI P5 and other addresses, kept in the user's cache. Only `odd fetch` goes on the net."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from puzanov_tei.errors import SchemaError


def cache_folder() -> Path:
    """Where fetched files are kept: `$XDG_CACHE_HOME/puzanov-tei`, by default `~/.cache/puzanov-tei`."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "puzanov-tei"


def release_path(version: str) -> Path:
    """Where the `p5subset.xml` of a release of TEI P5 is kept, fetched or not."""
    return cache_folder() / "tei-p5" / version / "p5subset.xml"


def cached_path(address: str) -> Path:
    """Where the copy of an address is kept, fetched or not."""
    digest = hashlib.sha256(address.encode("utf-8")).hexdigest()[:16]
    return cache_folder() / "fetched" / digest


def cached(address: str) -> bytes:
    """The copy of an address.

    Raises:
        SchemaError: it was never fetched.
    """
    try:
        return cached_path(address).read_bytes()
    except OSError:
        raise SchemaError(
            f"{address} is on the net and was not fetched yet. Run: puzanov-tei odd fetch {address}"
        ) from None
