"""An index of letters in the Correspondence Metadata Interchange Format: the export `cmif`, as an edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from puzanov_tei.exporters import EXPORTERS
from puzanov_tei.exporters.editions import File, Step
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.output import Output, collected

TARGET = "correspSearch, and whatever reads CMIF"
NEEDS = (
    "correspDesc with one action sent and one received",
    "the index has an address (--url) and a licence (--licence), CC BY 4.0 for correspSearch",
    "persons and places have addresses of authority files",
)
NEXT = (
    "jing cmi-customization.rng FOLDER/cmif.xml (the grammar is in TEI-Correspondence-SIG/CMIF)",
    "publish FOLDER/cmif.xml at its address, and tell correspSearch: https://correspsearch.net/en/participate.html",
)


def _letters(draft: Draft) -> None:
    """Nothing is changed: the index is made by the export `cmif`."""


STEPS = (Step("letters", "sender, receiver, date and place of each correspDesc, by the export cmif", _letters),)


def files(draft: Draft) -> Iterable[File]:
    """None: the index is one file."""
    return ()


def notes(draft: Draft) -> Any:
    """The letters of a document."""
    return EXPORTERS.load("cmif").render(draft.edition, draft.options)


def finish(corpus: Corpus) -> Iterable[File]:
    """The index."""

    def write(output: Output) -> None:
        corpus.findings.extend(EXPORTERS.load("cmif").write(corpus.notes.values(), output, corpus.options))

    yield from collected(write).items()
