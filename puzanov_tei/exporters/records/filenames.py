"""Names of files made from identifiers."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^\w.-]+")


def file_name(ident: str) -> str:
    """An identifier as a file name that is safe everywhere: letters, digits, `.`, `-` and `_`."""
    return _UNSAFE.sub("_", ident).strip("._") or "document"
