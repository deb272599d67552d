"""Where an export goes: a folder, one file, or standard output."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from puzanov_tei.errors import OutputError, UsageError
from puzanov_tei.files import open_atomically, write_atomically


class Output:
    """The target of an export. A file appears whole or not at all.

    Attributes:
        used: whether a target for one file has been taken.
        written: the files made, in order.
    """

    def __init__(self, target: str, *, single: bool) -> None:
        """`target` is `-`, a file or a folder; `single` says that the export makes exactly one file."""
        self._stdout = target == "-"
        self._path = Path(target)
        is_folder = self._path.is_dir() or target.endswith("/") or (not single and not self._stdout)
        if is_folder and self._path.exists() and not self._path.is_dir():
            raise OutputError(f"cannot write into {target}: it is a file, and this export makes several")
        self._folder = is_folder and not self._stdout
        self.used = False
        self.written: list[Path] = []

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A stream for the file `name` of the export (its own name when the target is a folder)."""
        if self._stdout:
            self._once(name)
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
            return
        path = self._place(name)
        with open_atomically(path) as stream:
            yield stream
        self.written.append(path)

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file; one that holds the same already is left alone."""
        if self._stdout:
            self.used = True
            sys.stdout.buffer.write(data)
            return
        path = self._place(name)
        write_atomically(path, data)
        self.written.append(path)

    @property
    def is_stream(self) -> bool:
        """Whether everything goes to standard output."""
        return self._stdout

    @property
    def folder(self) -> Path | None:
        """The folder, if the target is one."""
        return self._path if self._folder else None

    def _place(self, name: str) -> Path:
        if self._folder:
            return self._path / name
        self._once(name)
        return self._path

    def _once(self, name: str) -> None:
        if self.used:
            raise UsageError(f"there is more than one file to write ({name}); give a folder with -o")
        self.used = True
