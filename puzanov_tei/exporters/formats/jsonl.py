"""JSON Lines: one document a line (see `record` for the structure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.record import dump, record
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".jsonl"
PER_DOCUMENT = False
REGISTERS = True


def render(edition: Edition, options: Options) -> bytes:
    """The document's line."""
    return dump(record(edition, options))


def write(parts: Iterable[bytes], output: Output, options: Options) -> Iterator[Finding]:
    """Write the lines as they come."""
    with output.open("documents.jsonl") as stream:
        for part in parts:
            stream.write(part)
    yield from ()
