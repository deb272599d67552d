"""From a translated archival document to a scholarly TEI P5 edition.

    from puzanov_tei import encode, load_authority, validate

    edition = encode(Path("page.txt").read_bytes(), "page.txt", load_authority())
    findings = validate(edition.tei, "page.xml")

The names below are loaded when they are used: importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from puzanov_tei.version import __version__

if TYPE_CHECKING:
    from puzanov_tei.authority import load as load_authority
    from puzanov_tei.exporters.run import export
    from puzanov_tei.odd import compile_odd
    from puzanov_tei.pipeline import encode
    from puzanov_tei.validation.document import validate

# Name -> module and name there.
_PUBLIC = {
    "compile_odd": ("puzanov_tei.odd", "compile_odd"),
    "encode": ("puzanov_tei.pipeline", "encode"),
    "export": ("puzanov_tei.exporters.run", "export"),
    "load_authority": ("puzanov_tei.authority", "load"),
    "validate": ("puzanov_tei.validation.document", "validate"),
}

__all__ = ["__version__", "compile_odd", "encode", "export", "load_authority", "validate"]


def __getattr__(name: str) -> Any:
    """Load a public function when it is first asked for (PEP 562)."""
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(importlib.import_module(module), attribute)
