"""Markdown (CommonMark with footnotes and pipe tables): the reading text with headings, lists, tables and notes.

Written from the structure of the TEI: what spans several blocks (notes, items, cells) stays together. Every sign of
the text that Markdown would take for its own is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.header import facts
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.text.markdown import Marked
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import Edition, T

SUFFIX = ".md"
PER_DOCUMENT = True
REGISTERS = False
LISTS = False

Part = tuple[str, bytes, list[Finding]]

_MANY = re.compile(r"\n{3,}")


def render(edition: Edition, options: Options) -> Part:
    """File name, content, and what is lost."""
    scene = Scene(edition, options)
    body = Marked(edition.root, scene.table, options.notes).text()
    content = "\n".join([*_front(edition), "", _MANY.sub("\n\n", body)]).rstrip() + "\n"
    findings = []
    pictures = sum(1 for _ in edition.root.iter(f"{T}graphic"))
    if pictures:
        message = f"pictures are not carried over ({pictures} in all)"
        findings.append(Finding("PZ806", Severity.WARNING, message, location=Location(edition.file)))
    return f"{file_name(edition.doc_id)}.md", content.encode("utf-8"), findings


def write(parts: Iterable[Part], output: Output, options: Options) -> Iterator[Finding]:
    """Write each file."""
    for name, data, findings in parts:
        output.write(name, data)
        yield from findings


def _front(edition: Edition) -> Iterator[str]:
    """Front matter (YAML; JSON strings are YAML strings) and the title."""
    said = facts(edition)
    members = {
        "title": said.title,
        "author": said.author,
        "date": said.date.value,
        "lang": said.lang,
        "source": ", ".join(part for part in (said.repository, said.shelfmark) if part),
        "url": said.source_url,
        "id": edition.doc_id,
    }
    yield "---"
    yield from (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in members.items() if value)
    yield "---"
