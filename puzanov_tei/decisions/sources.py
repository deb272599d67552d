"""Where decisions can be learnt from: files that editors changed, and what other programs give back.

A source is a module with `SUFFIXES` and `learn`, a line in `SOURCES` or an entry point in `puzanov_tei.sources`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from puzanov_tei.base.registry import Registry
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.findings import Finding, Location, Severity

CODES: dict[str, tuple[str, str]] = {
    "PZ906": (
        "An edit that no decision can say",
        "Decisions say what an editor did in a way that holds for every later encoding. What they cannot say (a fact "
        "in a record, another order of the divisions) is named, and stays in the edited file: keep that file, and let "
        "`encode` merge into it.",
    ),
    "PZ907": (
        "What the program wrote is not known, so nothing can be learnt",
        "Decisions are learnt by comparing what an editor gives back with what the program wrote. That is in the "
        "project's folder .puzanov, or it is the document itself (--tei). Where neither is there, nothing is learnt.",
    ),
}


@dataclass(frozen=True, slots=True)
class Edited:
    """A file that comes back from an editor.

    Attributes:
        path: its place, for messages; data: what is in it.
        by: initials of the editor, where the file does not name one.
        teach: a name that was linked also becomes a variant of its record.
    """

    path: Path
    data: bytes
    by: str = "editor"
    teach: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt about one document.

    Attributes:
        document: its identifier, by which the file of decisions is named.
        findings: what could not become a decision, each with its place in the edited file.
    """

    document: str
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()


class EditSource(Protocol):
    """A way in which edits come back.

    Attributes:
        SUFFIXES: of the files that are meant when a folder is named, as `.xml`.
    """

    SUFFIXES: tuple[str, ...]

    def learn(self, edited: Edited, documents: Mapping[str, Path]) -> Iterable[Lesson]:
        """What was decided in a file, for each document that it is about.

        Args:
            edited: the file that came back.
            documents: the TEI files as they are now, by the identifier of the document (`--tei`; may be empty).

        Raises:
            SourceError: the file is damaged, or nothing of this kind.
        """
        ...


SOURCES: Registry[EditSource] = Registry(
    "source",
    {
        "tei": "puzanov_tei.decisions.edited_tei",
        "tei-publisher": "puzanov_tei.exporters.editions.returning:TEI_PUBLISHER",
        "dse-static": "puzanov_tei.exporters.editions.returning:DSE_STATIC",
        "web-annotations": "puzanov_tei.exporters.editions.returned_annotations",
    },
    offers=("SUFFIXES", "learn"),
)
"""The sources of decisions, by the name that `decisions import --from` takes."""


def unsaid(edits: Iterable[str], path: Path) -> tuple[Finding, ...]:
    """A finding for each edit, in words, that no decision can say."""
    return tuple(
        Finding(
            "PZ906",
            Severity.WARNING,
            f"No decision can say this edit: {edit}.",
            "It stays in the edited file; keep that.",
            Location(str(path)),
        )
        for edit in edits
    )


def unknown(path: Path) -> Finding:
    """The finding that there is nothing to compare an edited file with."""
    return Finding(
        "PZ907",
        Severity.WARNING,
        "What the program wrote last is not in .puzanov; there is nothing to compare with.",
        "Keep the folder .puzanov in the repository, or name the document as the program wrote it with --tei.",
        Location(str(path)),
    )
