"""The steps of a build, in the order in which they are done.

A step works on units: a document, or a few that share a name. What it is made from (`Unit.files`, and what it says it
has read besides), the part of the program and of the configuration that count for it are known, so that it is only done
again when one of them is another. What needs all documents at once is `gather`; it gets what the units left for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from puzanov_tei.findings import Finding
from puzanov_tei.project.files import Seen
from puzanov_tei.project.settings import Settings


@dataclass(frozen=True, slots=True)
class Unit:
    """What is done at once.

    Attributes:
        name: a file of the project, or a record of a table (`source/table.csv#12`).
        files: what it is made from.
        about: what else it has to know.
        data: its content, if that is no file of its own.
    """

    name: str
    files: tuple[str, ...]
    about: tuple[str, ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a unit.

    Attributes:
        outputs: files that were written, as they were then.
        shared: files that the program wrote into and somebody else as well: they are not removed.
        read: further files that it depends on, parts of files (`names_in`), or `ELSEWHERE`.
        note, part: what other steps, or `gather`, need to know of it.
        asked: what the authority was asked (`authority.asked`); empty if it was not.
        again: whether it depends on more than can be told, and has to be done in every build.
    """

    outputs: Mapping[str, Seen] = field(default_factory=dict)
    shared: Mapping[str, Seen] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    note: str = ""
    part: bytes = b""
    asked: bytes = b""
    again: bool = False


class Known(Protocol):
    """What a step may ask about the steps before it."""

    def notes(self, step: str) -> Mapping[str, str]:
        """What the units of a step noted, by name."""

    def digest(self, path: str) -> str:
        """The digest of a file; empty if it is not there."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The units of a step, and what is wrong before anything is done.

    Attributes:
        elsewhere: the files in which a unit may have looked for something (`ELSEWHERE`).
    """

    units: Sequence[Unit]
    findings: Sequence[Finding] = ()
    elsewhere: Callable[[], Iterable[str]] = tuple


Part = tuple[str, str, bytes]
"""Name, note and part of a unit."""


@dataclass(frozen=True, slots=True)
class BuildStep:
    """One step.

    Attributes:
        rooms: of the program that its results depend on.
        settings: what of the configuration they depend on.
        inputs: the units that there are to do.
        run: does one of them, in any process.
        gather: makes what all of them make together.
        alone: whether it is done by the process of the build, which has processes of its own for it.
        needs: steps that have to be done before it even if it alone is asked for.
    """

    name: str
    rooms: tuple[str, ...]
    settings: Callable[[Settings], object]
    inputs: Callable[[Settings, Known], Planned]
    run: Callable[[Settings, Unit], Made]
    gather: Callable[[Settings, Iterator[Part]], Made] | None = None
    alone: bool = False
    needs: tuple[str, ...] = ()
