"""What the documents of a run are called: each after its own identifier, none like another.

An output is named after `TEI/@xml:id`, so that whoever has a reference has the file. Of two sources with the same
identifier (two pages of one record, two files of one name) the later one gets a number behind it, in both.
A document that stands in the folder under another name already keeps it: it is known by its identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath

from puzanov_tei import archives, readers, tei
from puzanov_tei.base import pool
from puzanov_tei.errors import PuzanovError

_HEAD = 1 << 16  # bytes in which the root element stands
_ROOT_ID = re.compile(rb"<(?:\w+:)?TEI\b[^>]*\sxml:id\s*=\s*[\"']([^\"'<>]+)[\"']")
_OURS = re.compile(rb"<application\b[^>]*\bident=[\"']puzanov_tei[\"']")


@dataclass(frozen=True, slots=True)
class Task:
    """One source and where its TEI goes (`-`: standard output).

    Attributes:
        data: what it holds, where it is no file: standard input, a record of a table.
        identifier: the document's `xml:id`, if it must not be the one that its page would give it.
    """

    source: str
    data: bytes | None
    target: str
    identifier: str = ""

    def read(self) -> bytes:
        """What the source holds.

        Raises:
            OSError: the file cannot be read.
        """
        return self.data if self.data is not None else Path(self.source).read_bytes()


@dataclass(frozen=True, slots=True)
class NamedTasks:
    """The tasks of a run with their targets, and a line for each thing about the names that is worth knowing."""

    tasks: tuple[Task, ...]
    notes: tuple[str, ...]


def by_identifier(
    tasks: Sequence[Task],
    folder: Path,
    *,
    reader: str | None = None,
    archive: archives.Archive | None = None,
    encoding: str = "",
    jobs: int = 0,
) -> NamedTasks:
    """The tasks with targets in the folder that are named after the documents' identifiers.

    A source that cannot be read is named after its file; what is wrong with it is said when it is encoded.
    """
    run = partial(_identified, reader=reader, archive=archive, encoding=encoding)
    wanted = [found if isinstance(found, str) else "" for _, found in pool.run(run, tasks, jobs=jobs)]
    notes: list[str] = []
    given: dict[str, Task] = {}
    for task, identifier in zip(tasks, wanted, strict=True):
        own = identifier or tei.name_of_file(task.source)
        unique = next(name for name in _numbered(own) if name.casefold() not in given)
        if unique != own and identifier:
            notes.append(f"{task.source} has the identifier of {given[own.casefold()].source}, {own}: it is {unique}.")
        given[unique.casefold()] = replace(task, identifier=unique if unique != own else "", target=unique)
    standing = _standing(folder, [task.target for task in given.values()])
    if standing:
        first = min(standing.items(), key=lambda item: item[1].name)
        counted = f"{len(standing)} document{'s' * (len(standing) != 1)}"
        notes.append(f"{folder}: {counted} found again under another name ({first[1].name} is {first[0]}).")
    return NamedTasks(
        tuple(replace(t, target=str(standing.get(t.target, folder / f"{t.target}.xml"))) for t in given.values()),
        tuple(notes),
    )


def _identified(task: Task, *, reader: str | None, archive: archives.Archive | None, encoding: str) -> str:
    """The identifier of a source's document; empty if it cannot be read."""
    try:
        return tei.identifier(readers.read(task.read(), task.source, reader, encoding, archive))
    except (PuzanovError, OSError):
        return ""


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _standing(folder: Path, identifiers: Iterable[str]) -> dict[str, Path]:
    """Identifier -> file of the folder that holds this document of ours under another name."""
    missing = {name for name in identifiers if not (folder / f"{name}.xml").exists()}
    files = sorted(folder.glob("*.xml")) if missing and folder.is_dir() else ()
    return {name: path for path in reversed(files) if (name := _held(path)) in missing and PurePath(path).stem != name}


def _held(file: Path) -> str:
    """The identifier of the document of ours in a file; empty if it is none of ours or cannot be read."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
            root = _ROOT_ID.search(head)
            return root[1].decode() if root and _OURS.search(head + stream.read()) else ""
    except (OSError, UnicodeDecodeError):
        return ""
