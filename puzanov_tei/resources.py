"""Where the files that travel with the package are: the schema and the authority files."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _folder(checkout: str, installed: str) -> Path:
    """`installed` inside the package (a wheel), or `checkout` beside it (a working copy)."""
    travelled = _PACKAGE / "data" / installed
    return travelled if travelled.is_dir() else _PACKAGE.parent / checkout


def schema_folder() -> Path:
    """The folder of `puzanov.odd` and what is compiled from it."""
    return _folder("schema", "schema")


def authority_folder() -> Path:
    """The folder of `persons.xml`, `places.xml` and `orgs.xml`."""
    return _folder("corpus/authority", "authority")


def data_file(name: str) -> Path:
    """A data file of the package itself, as `tei_p5.json.xz`."""
    return _PACKAGE / "data" / name
