"""Addresses of files (`file:`, RFC 8089)."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

_DRIVE = re.compile(r"/[A-Za-z]:")
"""How the path of a file on Windows begins in an address."""


def file_of(address: str) -> Path | None:
    """The file of this machine that a `file:` address names; None if it names none."""
    parts = urlsplit(address)
    if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost"):
        return None
    path = unquote(parts.path)
    return Path(path[1:] if os.name == "nt" and _DRIVE.match(path) else path)
