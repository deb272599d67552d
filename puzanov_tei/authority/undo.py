"""The last change of an authority is remembered in the project's folder `.puzanov/authority`, and can be undone."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.state import FOLDER, project_of
from puzanov_tei.errors import UsageError

_LAST = "last.json"


def remember(path: Path, before: Mapping[Path, bytes | None], done: str) -> None:
    """Keep what the files of an authority held before a change, instead of what was kept of the change before.

    Args:
        path: the authority's file or folder.
        before: the files that changed, with their former content (None: there was no file).
        done: what was done, in words.
    """
    folder = _folder(path)
    kept = []
    for number, (file, content) in enumerate(before.items()):
        if content is not None:
            write_atomically(folder / f"{number}.xml", content)
        kept.append({"file": file.name, "was": content is not None, "now": _digest(file)})
    write_atomically(folder / _LAST, (json.dumps({"done": done, "files": kept}, indent=1) + "\n").encode())


def undo(path: Path, *, force: bool = False) -> str:
    """Put back what the last change replaced; what was done, in words. Undoing an undo does it again.

    Raises:
        UsageError: nothing was changed by the program, or a file was changed since by somebody else.
    """
    folder = _folder(path)
    try:
        last = json.loads((folder / _LAST).read_bytes())
        files = [(path / entry["file"] if path.is_dir() else path, n, entry) for n, entry in enumerate(last["files"])]
        done = str(last["done"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"there is no change of {path} that could be undone.") from error
    changed = [file.name for file, _, entry in files if _digest(file) != entry["now"]]
    if changed and not force:
        raise UsageError(
            f"{', '.join(changed)} was changed since the program last did ({done}). Nothing is undone; --force does it."
        )
    now = {file: file.read_bytes() if file.is_file() else None for file, _, _ in files}
    for file, number, entry in files:
        if entry["was"]:
            write_atomically(file, (folder / f"{number}.xml").read_bytes())
        else:
            file.unlink(missing_ok=True)
    remember(path, now, f"undid: {done}" if not done.startswith("undid: ") else done.removeprefix("undid: "))
    return done


def _folder(path: Path) -> Path:
    """One folder for each authority of a project."""
    project = project_of(path)
    name = hashlib.sha256(os.fsencode(path.resolve().relative_to(project))).hexdigest()[:6]
    return project / FOLDER / "authority" / f"{path.resolve().stem}.{name}"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
