"""What the program wrote last, kept by digest in the project's folder `.puzanov`: the base of a merge.

The folder is made for git: plain files, one for each document, named after the document and its digest. It belongs
into the repository, so that a merge works on another machine too.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import re
from pathlib import Path

from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.state import FOLDER, project_of

_ENDING = ".base"  # it is XML, but no document of the edition: nobody's *.xml means it
_NOTE = b"# What puzanov-tei wrote last, to tell an editor's changes from its own. Keep it in the repository.\n"
_ATTRIBUTES = _NOTE + b"base/** -diff linguist-generated\n"


class Bases:
    """The bases of the documents that are written into one project."""

    def __init__(self, target: Path) -> None:
        """`target` is a document; its project is the nearest folder with a configuration, a state folder or git."""
        self._target = Path(os.path.realpath(target))
        self._project = project_of(self._target)
        self._folder = self._project / FOLDER / "base"

    def get(self, digest: str) -> bytes | None:
        """The document with this digest, wherever its file was then; None if it was not kept."""
        if re.fullmatch("[0-9a-f]{40}", digest):
            for path in self._folder.rglob(f"*.{digest[:16]}.*"):
                with contextlib.suppress(OSError):
                    return path.read_bytes()
        return None

    def holds(self, data: bytes) -> bool:
        """Whether this is what was written last to the file."""
        folder, own = self._place
        return any(path.read_bytes() == data for path in folder.glob(f"{glob.escape(own)}.*"))

    def keep(self, digest: str, data: bytes) -> None:
        """Keep what is written now beside what was kept before, until that is forgotten.

        Raises:
            OutputError: it cannot be written.
        """
        folder, own = self._place
        write_atomically(folder / f"{own}.{digest[:16]}{_ENDING}", data)
        attributes = self._folder.parent / ".gitattributes"
        if not attributes.exists():
            write_atomically(attributes, _ATTRIBUTES)

    def forget_but(self, digest: str) -> None:
        """Forget what was kept for the same file before."""
        folder, own = self._place
        for old in folder.iterdir():
            match = re.fullmatch(re.escape(own) + r"\.([0-9a-f]{16})\.(?:base|xml)", old.name)
            if match and match[1] != digest[:16]:
                old.unlink(missing_ok=True)

    @property
    def _place(self) -> tuple[Path, str]:
        """The folder of this file's bases, and what their names begin with."""
        relative = self._target.relative_to(self._project).as_posix()
        place = hashlib.sha256(os.fsencode(relative)).hexdigest()[:6]
        # Not all in one folder: it is looked through for every document.
        return self._folder / place[:2], f"{self._target.stem[:80]}.{place}"
