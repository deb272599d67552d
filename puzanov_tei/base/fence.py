"""Which files may be read on behalf of a document, a schema or a rule: those of its project, and nothing hidden.

A document that comes from elsewhere (a pull request, a download) can name files. What it names is read only inside
the folders of the project, so that a run tells nobody what else is on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

CONFIGURATION = "puzanov-tei.toml"


@dataclass(frozen=True, slots=True)
class Fence:
    """Folders whose files may be read; hidden files and folders in them (`.git`, `.env`) may not.

    Attributes:
        folders: resolved folders.
        open: whether everything may be read, because the person said so.
    """

    folders: tuple[Path, ...] = ()
    open: bool = False

    def allows(self, path: Path) -> bool:
        """Whether a file may be read. Symbolic links are followed before the place is judged."""
        if self.open:
            return True
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError, ValueError):
            return False
        return any(
            resolved.is_relative_to(folder)
            and not any(part.startswith(".") for part in resolved.relative_to(folder).parts)
            for folder in self.folders
        )


def below(path: Path, folder: Path) -> str:
    """A file's path from a folder, with slashes; of a file that lies elsewhere, its path as it is."""
    whole = _resolved(path.absolute().parent) / path.name
    folder = _resolved(folder.absolute())
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else path).as_posix()


@lru_cache(maxsize=256)
def _resolved(folder: Path) -> Path:
    return folder.resolve()


def around(paths: Iterable[Path]) -> Fence:
    """The fence around the projects that some files belong to."""
    return Fence(tuple(dict.fromkeys(project_folder(path.absolute().parent) for path in paths)))


@lru_cache(maxsize=256)
def project_folder(folder: Path) -> Path:
    """The project that a folder belongs to, resolved.

    That is the work tree of git that it lies in, else the nearest folder at or above it with a configuration, else
    the folder itself.
    """
    folder = folder.resolve()
    above = (folder, *folder.parents)
    return next(
        (place for mark in (".git", CONFIGURATION) for place in above if (place / mark).exists()),
        folder,
    )
