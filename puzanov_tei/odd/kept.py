"""Where fetched releases of TEI P5 and other addresses are kept: in the user's cache."""

from __future__ import annotations

import hashlib
from pathlib import Path

from puzanov_tei.base.cache import cache_folder
from puzanov_tei.errors import SchemaError


def release_path(version: str) -> Path:
    """Where the `p5subset.xml` of a release of TEI P5 is kept, fetched or not."""
    return cache_folder() / "tei-p5" / Path(version).name / "p5subset.xml"


def cached_path(address: str) -> Path:
    """Where the copy of an address is kept, fetched or not."""
    digest = hashlib.sha256(address.encode("utf-8")).hexdigest()[:16]
    return cache_folder() / "fetched" / digest


def kept_copy(address: str) -> Path:
    """The copy of an address.

    Raises:
        SchemaError: it was never fetched.
    """
    path = cached_path(address)
    if not path.is_file():
        raise SchemaError(
            f"{address} is on the net and was not fetched yet. Run: puzanov-tei odd fetch {address}, "
            "or name a catalog that maps it to a file of yours (--catalog)."
        )
    return path
