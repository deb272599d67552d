"""Who wrote the document, and when."""

from __future__ import annotations

import re
from bisect import bisect_left

from puzanov_tei.model import Metadata, Part, PartKind
from puzanov_tei.structure import closing, entries, words
from puzanov_tei.structure.parts import Scene

# A name that is the last thing of a signature: in brackets, or alone.
_PLAIN = re.compile(r"(?:\([^()]{3,40}\)|/[^/]{3,40}/|^[A-ZÀ-Þ][\w'’-]{2,25})$")
_LONGEST = 2000
_SPACED = re.compile(r"(?<!\S)(?:[A-ZÄÖÜ']\s){2,25}[A-ZÄÖÜ'](?!\S)")


def find(scene: Scene, root: Part, metadata: Metadata) -> str:
    """The writer's name as printed: in the title of a journal, in the signature, on the archive's page."""
    first = PartKind.TITLE if scene.genre in ("journal", "conversation") else PartKind.SIGNED
    second = PartKind.SIGNED if first is PartKind.TITLE else PartKind.TITLE
    for kind in (first, PartKind.LETTERHEAD, second) if first is PartKind.TITLE else (first,):
        for one in _all(root, kind):
            if name := _name(scene, one):
                return name
    if match := words.NAME_WITH_INITIALS.search(metadata.title):
        return match.group()
    return metadata.authors[0] if metadata.authors else ""


def _name(scene: Scene, one: Part) -> str:
    first = bisect_left(scene.lines, one.begin, key=lambda line: line.begin)
    last = bisect_left(scene.lines, one.end, key=lambda line: line.begin)
    text = " ".join(line.plain for line in scene.lines[first:last])[:_LONGEST]
    match = words.NAME_WITH_INITIALS.search(text) or words.NAME_BEFORE_INITIALS.search(text)
    if match:
        return match.group()
    if spaced := _SPACED.search(text):
        return spaced.group().replace(" ", "")
    if one.kind is PartKind.SIGNED:
        named = (line.plain for line in scene.lines[first:last] if closing.is_name(line))
        plain = _PLAIN.search(text)
        return (plain.group() if plain else next(named, "")).strip(" ()/")
    return ""


def date(scene: Scene, root: Part) -> str:
    """The ISO date of the letterhead or dateline (not of a stamp on it); empty if there is none."""
    for kind in (PartKind.LETTERHEAD, PartKind.DATELINE):
        for one in _all(root, kind, into_entries=False):
            stamps = [p for p in one.children if p.kind is PartKind.STAMP]
            edges = [one.begin, *(edge for p in stamps for edge in (p.begin, p.end)), one.end]
            for begin, end in zip(edges[::2], edges[1::2], strict=True):
                for line in scene.source.text[begin:end].split("\n"):
                    if value := entries.first_date(line):
                        return value
    return ""


def _all(root: Part, kind: PartKind, into_entries: bool = True) -> list[Part]:
    found: list[Part] = []
    pending = [root]
    while pending:
        one = pending.pop()
        if one.kind is kind:
            found.append(one)
        if into_entries or one.kind is not PartKind.ENTRY:
            pending.extend(reversed(one.children))
    return found
