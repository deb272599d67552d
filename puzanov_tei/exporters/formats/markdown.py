"""Markdown (CommonMark with footnotes): the reading text with headings, lists and notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.header import facts
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.text.segments import Segment, segments
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import Edition, T

SUFFIX = ".md"
PER_DOCUMENT = True
REGISTERS = False

Part = tuple[str, bytes, list[Finding]]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST_LIKE = re.compile(r"^(\d+)([.)])|^([-+])")
_MARKER = re.compile(r"\[(\d+)\]")
_SIGN = "\0"
_DIVISIONS = tuple(T + name for name in ("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7"))


def render(edition: Edition, options: Options) -> Part:
    """File name, content, and what is lost."""
    scene = Scene(edition, replace(options, notes="end"))
    lines = [*_front(edition)]
    previous = ""
    for segment in segments(scene.reading):
        kind = _kind(segment)
        if not (kind == previous and kind in ("item", "l", "row")):
            lines.append("")
        lines += _block(segment, kind, scene, is_first=kind != previous)
        previous = kind
    findings = []
    pictures = sum(1 for _ in edition.root.iter(f"{T}graphic"))
    if pictures:
        message = f"pictures are not carried over ({pictures} in all)"
        findings.append(Finding("PZ806", Severity.WARNING, message, location=Location(edition.file)))
    return f"{file_name(edition.doc_id)}.md", ("\n".join(lines) + "\n").encode("utf-8"), findings


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


def _kind(segment: Segment) -> str:
    """The segment's kind, an item when it stands in one."""
    element = segment.element
    if element is not None and segment.kind in ("p", "label") and _inside(element, "item"):
        return "item"
    return segment.kind


def _inside(element: Element, name: str) -> bool:
    return next(element.iterancestors(T + name), None) is not None


def _block(segment: Segment, kind: str, scene: Scene, *, is_first: bool) -> Iterator[str]:
    text = scene.reading.text[segment.begin : segment.end]
    if kind == "note" and (found := _MARKER.match(text)):
        yield f"[^{found.group(1)}]: {_escaped(text[found.end() :].strip())}"
    elif kind == "head" and segment.element is not None:
        depth = sum(1 for _ in segment.element.iterancestors(*_DIVISIONS))
        yield f"{'#' * min(max(depth, 1), 6)} {_escaped(text)}"
    elif kind == "item":
        yield f"- {_escaped(text)}"
    elif kind == "l":
        yield f"{_escaped(text)}\\"
    elif kind in ("row", "cell"):
        cells = [_escaped(cell) for cell in text.split("\t")]
        yield f"| {' | '.join(cells)} |"
        if is_first:
            yield "|" + " --- |" * len(cells)
    else:
        yield _escaped(text)


def _escaped(text: str) -> str:
    """The text with Markdown's signs as plain characters, and the numbers of notes as footnote signs."""
    text = _MARKER.sub(lambda m: f"{_SIGN}{m.group(1)}{_SIGN}", text)
    text = _SPECIAL.sub(r"\\\1", text)
    text = _LIST_LIKE.sub(lambda m: f"{m.group(1)}\\{m.group(2)}" if m.group(1) else f"\\{m.group(3)}", text)
    return re.sub(f"{_SIGN}(\\d+){_SIGN}", r"[^\1]", text)
