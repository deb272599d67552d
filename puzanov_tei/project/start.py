"""A new project: every file that an edition needs to begin with, and nothing that is there is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from puzanov_tei.authority import store
from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import UsageError
from puzanov_tei.project.settings import Settings, settings_of
from puzanov_tei.resources import schema_folder
from puzanov_tei.validation import project
from puzanov_tei.version import __version__

_TEMPLATE = Path(__file__).parent / "template"
_PLACES = {
    "puzanov-tei.toml": project.FILE,
    "readme.md": "README.md",
    "gitignore": ".gitignore",
    "requirements.txt": "requirements.txt",
    "check.yml": ".github/workflows/check.yml",
    "pages.yml": ".github/workflows/pages.yml",
}
"""File of the template -> its place in the project."""
_SCHEMA = ("puzanov.odd", "puzanov.rng", "puzanov.sch")
_KEEP = ".gitkeep"  # git keeps no folder that is empty


def init(folder: Path) -> list[Path]:
    """Make a project in `folder`; the files that were made, in order. A file that is there is never changed.

    It has a configuration, `source/` to fill, an authority without entries, `decisions/`, the schema, workflows that
    check the edition and publish it, and a README.

    Raises:
        UsageError: `folder` is a file, or its configuration is wrong.
        OutputError: a file cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder: puzanov-tei init my-edition.")
    return [path for path, data in _files(folder) if not path.exists() and write_atomically(path, data)]


def _files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file of a new project with its content, the configuration first: it says where the others are."""
    own = project.find(folder) if folder.is_dir() else project.Project()
    configured = own.file is not None and own.file.parent.resolve() == folder.resolve()
    for name, place in _PLACES.items():
        if not (configured and place == project.FILE):
            yield folder / place, (_TEMPLATE / name).read_text("utf-8").replace("@VERSION@", __version__).encode()
    settings = settings_of(own) if configured else Settings(folder)
    for empty in (settings.source, settings.decisions):
        if not empty.is_dir():
            yield empty / _KEEP, b""
    if not settings.authority.exists():
        yield from ((settings.authority / name, store.blank(name)) for name in store.FILES[:3])
    if not (folder / "schema").is_dir():
        yield from ((folder / "schema" / name, (schema_folder() / name).read_bytes()) for name in _SCHEMA)
