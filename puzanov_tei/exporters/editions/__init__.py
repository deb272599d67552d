"""Into other editions: TEI -> the files that another system reads, by a profile of named steps.

One TEI cannot suit every system. A profile is a module that says what its target needs, in which steps a document is
changed for it, and which files are written; what a step leaves out is counted and said on every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from puzanov_tei.base.registry import Registry

if TYPE_CHECKING:
    from puzanov_tei.exporters.editions.corpus import Corpus
    from puzanov_tei.exporters.editions.draft import Draft

File = tuple[str, bytes]
"""Path in the folder of the edition, and content."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change that makes a document fit for a target: its name, what it does, and the function."""

    name: str
    does: str
    work: Callable[[Draft], None]


class Profile(Protocol):
    """What a module of `EDITIONS` offers.

    `TARGET` is the system and its version, `NEEDS` what it asks of a file, `NEXT` what to do with the folder
    there, a command or a sentence a line. `STEPS` are done in their order; then `files` gives a document's files, and
    `finish` in the end those of all documents together (registers, an index). A module may have `notes` too: what
    `finish` will want to know of a document; and `list_notes`: the same of a file of lists and the export's options.
    """

    TARGET: str
    NEEDS: tuple[str, ...]
    NEXT: tuple[str, ...]
    STEPS: tuple[Step, ...]

    def files(self, draft: Draft) -> Iterable[File]:
        """A document's files."""

    def finish(self, corpus: Corpus) -> Iterable[File]:
        """The files of all documents together."""


_SUMMARIES = {
    "dse-static": "a static site by XSLT: data/editions and data/indices for dse-static-cookiecutter",
    "ceteicean": "pages in the browser by CETEIcean: a folder for any web server",
    "tei-publisher": "an application of TEI Publisher: data, registers and an ODD",
    "evt": "Edition Visualization Technology 2 and 3",
    "flat": "plain TEI for the TEI Stylesheets and TEI Garage: html, docx, epub, latex",
    "dts": "a DTS server: citation structures and a catalogue",
    "frus": "volumes in the manner of Foreign Relations of the United States",
    "annotations": "text and Web Annotations: Recogito, Hypothesis and others",
    "deposit": "a data package for a repository: TEI, text, tables; RO-Crate, DataCite, Zenodo, CITATION.cff",
    "cmif": "an index of letters for correspSearch",
}

EDITIONS: Registry[Profile] = Registry(
    "profile",
    {name: f"puzanov_tei.exporters.editions.{name.replace('-', '_')}" for name in _SUMMARIES},
    plural="editions",
    summaries=_SUMMARIES,
    offers=("TARGET", "NEEDS", "NEXT", "STEPS", "files", "finish"),
)
