"""From a translated archival document to a scholarly TEI P5 edition.

    from pathlib import Path
    from puzanov_tei import encode, validate

    edition = encode(Path("page.txt"))
    for finding in validate(edition.tei):
        print(finding)

docs/api.md describes every name below; they are loaded when they are used: importing the package costs nothing.
What plug-ins import is in `puzanov_tei.plugins`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from puzanov_tei.version import __version__

if TYPE_CHECKING:
    from puzanov_tei.api import (
        TABLES,
        Exported,
        build,
        encode,
        encode_all,
        export,
        init,
        load_authority,
        site,
        tables,
        text,
        validate,
    )
    from puzanov_tei.authority import Authority
    from puzanov_tei.corpus import Outcome
    from puzanov_tei.errors import (
        AuthorityError,
        InternalError,
        OutputError,
        PuzanovError,
        SchemaError,
        SourceError,
        UsageError,
        WorkerError,
    )
    from puzanov_tei.exporters.site import SiteReport, SiteSettings
    from puzanov_tei.findings import Edit, Finding, Location, Severity
    from puzanov_tei.odd import CompiledOdd, compile_odd
    from puzanov_tei.pipeline import Encoded
    from puzanov_tei.project.build import Done

__all__ = [
    "TABLES",
    "Authority",
    "AuthorityError",
    "CompiledOdd",
    "Done",
    "Edit",
    "Encoded",
    "Exported",
    "Finding",
    "InternalError",
    "Location",
    "Outcome",
    "OutputError",
    "PuzanovError",
    "SchemaError",
    "Severity",
    "SiteReport",
    "SiteSettings",
    "SourceError",
    "UsageError",
    "WorkerError",
    "__version__",
    "build",
    "compile_odd",
    "encode",
    "encode_all",
    "export",
    "init",
    "load_authority",
    "site",
    "tables",
    "text",
    "validate",
]

# Module -> the public names in it; all others are in `api`.
_ELSEWHERE = {
    "puzanov_tei.authority": ("Authority",),
    "puzanov_tei.corpus": ("Outcome",),
    "puzanov_tei.errors": (
        "AuthorityError", "InternalError", "OutputError", "PuzanovError", "SchemaError", "SourceError", "UsageError",
        "WorkerError",
    ),
    "puzanov_tei.exporters.site": ("SiteReport", "SiteSettings"),
    "puzanov_tei.findings": ("Edit", "Finding", "Location", "Severity"),
    "puzanov_tei.odd": ("CompiledOdd", "compile_odd"),
    "puzanov_tei.pipeline": ("Encoded",),
    "puzanov_tei.project.build": ("Done",),
}  # fmt: skip
_MODULES = {name: module for module, names in _ELSEWHERE.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULES.get(name, "puzanov_tei.api")), name)


def __dir__() -> list[str]:
    """The public names, for notebooks and shells that complete them."""
    return sorted(__all__)
