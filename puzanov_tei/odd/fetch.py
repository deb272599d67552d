"""Releases of TEI P5 and other addresses, downloaded into the user's cache: the only place that goes on the net."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path

from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import SchemaError, UsageError
from puzanov_tei.odd.kept import cached_path, release_path
from puzanov_tei.odd.source import library_of

VAULT = "https://www.tei-c.org/Vault/P5"
_VERSION = re.compile(r"\d+\.\d+\.\d+[a-z]?|current")
_LARGEST = 64 * 1024 * 1024


def fetch(wanted: str, *, vault: str = VAULT, timeout: float = 60) -> Path:
    """Download a release of TEI P5 (`4.8.0`) or an address that an ODD refers to, and keep it.

    Args:
        wanted: a version, or an address that begins with http.
        vault: the address under which releases are published.
        timeout: seconds without an answer after which to give up.

    Returns:
        The file in the cache.

    Raises:
        UsageError: `wanted` is neither a version nor an address.
        SchemaError: there is no such release, no connection, or what came is no source of specifications.
    """
    if re.match(r"https?://", wanted):
        path = cached_path(wanted)
        write_atomically(path, _download(wanted, timeout))
        return path
    version = wanted.removeprefix("tei:")
    if not _VERSION.fullmatch(version):
        raise UsageError(f"{wanted!r} is neither a version of TEI P5, as 4.9.0, nor an address that begins with http.")
    data = _download(f"{vault}/{version}/xml/tei/odd/p5subset.xml", timeout)
    library_of(data, f"p5subset.xml of {version}")
    path = release_path(version)
    write_atomically(path, data)
    return path


def _download(address: str, timeout: float) -> bytes:
    request = urllib.request.Request(address, headers={"User-Agent": "puzanov-tei"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            data: bytes = answer.read(_LARGEST + 1)
    except urllib.error.HTTPError as error:
        raise SchemaError(f"{address} cannot be fetched: the server says {error.code} {error.reason}.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise SchemaError(f"{address} cannot be fetched: {reason}. Is there a connection?") from error
    if len(data) > _LARGEST:
        raise SchemaError(f"{address} is larger than {_LARGEST // 1024 // 1024} MB, which no specification source is.")
    return data
