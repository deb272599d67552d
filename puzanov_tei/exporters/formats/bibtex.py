"""BibTeX: one entry a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records import cite
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".bib"
PER_DOCUMENT = False
REGISTERS = False
LISTS = False


def render(edition: Edition, options: Options) -> str:
    """The document's entry."""
    return cite.bibtex(edition)


def write(parts: Iterable[str], output: Output, options: Options) -> Iterator[Finding]:
    """Write the entries as they come."""
    with output.open("documents.bib") as stream:
        for number, part in enumerate(parts):
            stream.write((("\n" if number else "") + part).encode("utf-8"))
    yield from ()
