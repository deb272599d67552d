"""CSL-JSON: one item a document, for Zotero, citeproc and pandoc."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records import cite
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".json"
PER_DOCUMENT = False
REGISTERS = False
LISTS = False


def render(edition: Edition, options: Options) -> str:
    """The document's item."""
    return json.dumps(cite.csl(edition), ensure_ascii=False)


def write(parts: Iterable[str], output: Output, options: Options) -> Iterator[Finding]:
    """Write an array of the items as they come."""
    with output.open("documents.csl.json") as stream:
        stream.write(b"[\n")
        for number, part in enumerate(parts):
            stream.write(((",\n" if number else "") + part).encode("utf-8"))
        stream.write(b"\n]\n")
    yield from ()
