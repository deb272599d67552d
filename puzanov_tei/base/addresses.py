"""Addresses of files (`file:`, RFC 8089)."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


def file_of(address: str) -> Path | None:
    """The file of this machine that a `file:` address names; None if it names none."""
    parts = urlsplit(address)
    if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost"):
        return None
    if os.name == "nt":
        from urllib.request import url2pathname  # brings a client of HTTP, and does no more elsewhere

        return Path(url2pathname(parts.path))
    return Path(unquote(parts.path))
