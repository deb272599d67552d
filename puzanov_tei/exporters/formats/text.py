"""Plain text: one file a document or an entry, with a map of offsets on request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.text.views import View
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import XML_ID, Edition, local_name

SUFFIX = ".txt"
PER_DOCUMENT = True
REGISTERS = False
LISTS = False

Part = tuple[list[tuple[str, bytes]], list[Finding]]


def render(edition: Edition, options: Options) -> Part:
    """The document's files as (name, bytes), and what to say about them."""
    scene = Scene(edition, options)
    shown = scene.main
    if not shown.text:
        message = "there is no text in this document"
        return [], [Finding("PZ801", Severity.WARNING, message, location=Location(edition.file))]
    stem = file_name(edition.doc_id)
    files: list[tuple[str, bytes]] = []
    for name, begin, end in _units(scene, stem, options):
        files.append((f"{name}.txt", (shown.text[begin:end] + "\n").encode("utf-8")))
        if options.offsets:
            files.append((f"{name}.offsets.jsonl", _offset_map(shown, begin, end)))
    return files, []


def write(parts: Iterable[Part], output: Output, options: Options) -> Iterator[Finding]:
    """Write every file; on standard output documents follow one another, parted by a form feed."""
    first = True
    for files, findings in parts:
        for name, data in files:
            if output.is_stream and not first:
                output.write(name, b"\f")
            output.write(name, data)
            first = False
        yield from findings


def _units(scene: Scene, stem: str, options: Options) -> Iterator[tuple[str, int, int]]:
    """File names and spans: the whole, or its entries (names sort as the entries follow one another)."""
    shown = scene.main
    if options.split != "entry":
        yield stem, 0, len(shown.text)
        return
    entries = scene.entries
    width = len(str(len(entries)))
    for number, (entry, ident) in enumerate(entries.items(), 1):
        begin, end = shown.span(entry)
        if end > begin:
            yield f"{stem}_{number:0{width}}_{file_name(ident)}", begin, end
    if not entries:
        yield stem, 0, len(shown.text)


def _offset_map(shown: View, begin: int, end: int) -> bytes:
    """One JSON object a line: element, identifier, begin, end (code points, half open), in document order."""
    lines = []
    spans = ((element, shown.span(element)) for element in shown)
    for element, span in sorted(spans, key=lambda item: (item[1][0], -item[1][1])):
        if begin <= span[0] and span[1] <= end:
            row = {"element": local_name(element), "id": element.get(XML_ID, "")}
            row |= {name: element.get(name, "") for name in ("type", "ref") if element.get(name)}
            lines.append(json.dumps(row | {"begin": span[0] - begin, "end": span[1] - begin}, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode("utf-8")
