"""Where an export goes: a folder, one file, or standard output."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from puzanov_tei.base.files import Outputs, open_atomically, standard_output, write_atomically
from puzanov_tei.base.writers import Writers
from puzanov_tei.errors import OutputError, UsageError
from puzanov_tei.findings import Finding, Severity


def collected(write: Callable[[Output], object]) -> dict[str, bytes]:
    """The files that an export writes, by name, for one that they are a part of."""
    with tempfile.TemporaryDirectory(prefix="puzanov-tei-") as folder:
        output = Output(f"{folder}/", single=False)
        write(output)
        output.finish()
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


class Output:
    """The target of an export. A file appears whole or not at all.

    Files of a folder may be written behind the caller's back; `finish` waits for them.

    Attributes:
        used: whether a target for one file has been taken.
        written: the files made, in order.
        renamed: findings about documents of the same name.
    """

    def __init__(self, target: str, *, single: bool, inputs: Iterable[Path] = ()) -> None:
        """`target` is `-`, a file or a folder; `single` says that the export makes exactly one file.

        A name without a suffix is a folder. `inputs` are never written over.
        """
        self._stdout = target == "-"
        self._path = Path(target)
        # A name without an ending is a folder, as for `encode`: the next document added must not change what it is.
        is_new_folder = not self._path.suffix and not self._path.exists()
        is_folder = self._path.is_dir() or target.endswith("/") or not single or is_new_folder
        if is_folder and not self._stdout and self._path.exists() and not self._path.is_dir():
            raise OutputError(f"cannot write into {target}: it is a file, and this export makes several")
        self._folder = is_folder and not self._stdout
        self._writers = Writers()
        self.used = False
        self.written: list[Path] = []
        self.renamed: list[Finding] = []
        self._outputs = Outputs(inputs)

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """A stream for the file `name` of the export (its own name when the target is a folder)."""
        if self._stdout:
            self._once(name)
            with standard_output() as stream:
                yield stream
            return
        path = self._place(name)
        with open_atomically(path) as stream:
            yield stream
        self.written.append(path)

    @contextlib.contextmanager
    def open_beside(self, name: str, mark: str) -> Iterator[BinaryIO]:
        """A stream for a second file of an export that makes one (`network.gexf`, `network-MARK.gexf`)."""
        first = self._path / name if self._folder else self._path
        path = self._outputs.claim(first.with_stem(f"{first.stem}-{mark}"))
        with open_atomically(path) as stream:
            yield stream
        self.written.append(path)

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file; one that holds the same already is left alone."""
        if self._stdout:
            self.used = True
            with standard_output() as stream:
                stream.write(data)
            return
        path = self._place(name)
        self.written.append(path)
        if self._folder:
            self._writers.write(path, data)
        else:
            write_atomically(path, data)

    def finish(self) -> None:
        """Wait until everything is on the disk.

        Raises:
            OutputError: a file could not be written.
        """
        self._writers.wait()

    @property
    def is_stream(self) -> bool:
        """Whether everything goes to standard output."""
        return self._stdout

    @property
    def folder(self) -> Path | None:
        """The folder, if the target is one."""
        return self._path if self._folder else None

    def _place(self, name: str) -> Path:
        if not self._folder:
            self._once(name)
            return self._outputs.claim(self._path)
        path, number = self._path / name, 1
        while not self._outputs.take(path):
            number += 1
            path = self._path / f"{PurePath(name).stem}-{number}{PurePath(name).suffix}"
        if number > 1:
            message = f"two documents are called {PurePath(name).stem}: the later one is in {path.name}"
            hint = "give every TEI element an @xml:id of its own"
            self.renamed.append(Finding("PZ803", Severity.WARNING, message, hint))
        return path

    def _once(self, name: str) -> None:
        if self.used:
            raise UsageError(f"there is more than one file to write ({name}); give a folder with -o")
        self.used = True
