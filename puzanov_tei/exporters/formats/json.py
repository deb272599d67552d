"""JSON: one file a document (see `record` for the structure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.record import dump, record
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".json"
PER_DOCUMENT = True
REGISTERS = True

Part = tuple[str, bytes]


def render(edition: Edition, options: Options) -> Part:
    """File name and content."""
    return f"{file_name(edition.doc_id)}.json", dump(record(edition, options), indent=1)


def write(parts: Iterable[Part], output: Output, options: Options) -> Iterator[Finding]:
    """Write each file."""
    for name, data in parts:
        output.write(name, data)
    yield from ()
