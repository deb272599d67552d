"""The full-text search: an index that MiniSearch reads, and the texts in pieces for the words around a hit.

All are scripts that call a function, since a page from a disk may load scripts and nothing else. The index has the
form that `MiniSearch.toJSON` writes (version 2).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from puzanov_tei.exporters.site.calendars import UNDATED, year_of
from puzanov_tei.exporters.site.folding import fold
from puzanov_tei.exporters.site.model import Item, Site
from puzanov_tei.exporters.site.parts import Bulk

INDEX = "search/index.js"
_FIELDS = ("title", "text")
_PIECE = 150_000  # code points of text in one file


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """What is found: an entry of a document, a document, or an entity; `terms`: its words, how often each."""

    title: str
    kind: str
    date: str
    year: str
    address: str
    note: str
    lines: tuple[tuple[str, str], ...]
    terms: Mapping[str, int]


def units(site: Site, bulks: Iterable[tuple[Item, Bulk]]) -> Iterator[SearchUnit]:
    """Documents, or their entries where they have several, with their lines (anchor, text); then the entities."""
    words = site.words
    for item, bulk in bulks:
        entries = {e.id: e for e in item.document.entries} if len(item.document.entries) > 1 else {}
        lines: dict[str, list[tuple[str, str]]] = {}
        for anchor, entry, line in bulk.text:
            lines.setdefault(entry if entry in entries else "", []).append((anchor, line))
        terms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for entry, counted in bulk.terms.items():
            terms[entry if entry in entries else ""].update(counted)
        for ident, found in lines.items():
            entry_ = entries.get(ident)
            date = entry_.date if entry_ is not None and entry_.date else item.date
            year = year_of(date)
            yield SearchUnit(
                title=item.document.title,
                kind="document",
                date=words.interval(date.value),
                year="" if year == UNDATED else year,
                address=item.address,
                note=item.document.genre,
                lines=tuple(found),
                terms=terms[ident],
            )
    for ident in sorted(site.subjects):
        subject = site.subjects[ident]
        names = " · ".join(dict.fromkeys(f.text for f in subject.entity.names if f.text != subject.label))
        told = words("site.mentions-count", number=subject.count)
        shown = (("", names),) if names else ()
        yield SearchUnit(subject.label, subject.entity.kind, "", "", subject.address, told, shown, Counter(fold(names)))


def files(found: Iterable[SearchUnit]) -> Iterator[tuple[str, bytes]]:
    """The files of the search: name and content."""
    index: dict[str, dict[str, dict[str, int]]] = {}
    lengths: dict[str, list[int]] = {}
    stored: dict[str, list[object]] = {}
    piece: dict[str, object] = {}
    size = number = 0
    for count, unit in enumerate(found):
        ident = str(count)
        stored[ident] = [unit.title, unit.kind, unit.date, unit.year, unit.address, unit.note, number]
        lengths[ident] = []
        for field, terms in enumerate((Counter(fold(unit.title)), unit.terms)):
            lengths[ident].append(len(terms))
            for term, frequency in terms.items():
                index.setdefault(term, {}).setdefault(str(field), {})[ident] = frequency
        piece[ident] = unit.lines
        size += len(unit.title) + len("\n".join(line for _, line in unit.lines))
        if size > _PIECE:
            yield _piece(number, piece)
            piece, size, number = {}, 0, number + 1
    if piece:
        yield _piece(number, piece)
    total = len(stored)
    content = {
        "documentCount": total,
        "nextId": total,
        "documentIds": {ident: int(ident) for ident in stored},
        "fieldIds": {name: n for n, name in enumerate(_FIELDS)},
        "fieldLength": lengths,
        "averageFieldLength": [
            round(sum(length[n] for length in lengths.values()) / (total or 1), 3) for n in range(len(_FIELDS))
        ],
        "storedFields": {ident: {"unit": unit} for ident, unit in stored.items()},
        "dirtCount": 0,
        "index": sorted(index.items()),
        "serializationVersion": 2,
    }
    yield INDEX, _script("puzanovIndex", content)


def _piece(number: int, piece: dict[str, object]) -> tuple[str, bytes]:
    return f"search/text-{number}.js", _script("puzanovText", number, piece)


def _script(function: str, *arguments: object) -> bytes:
    said = ",".join(json.dumps(a, ensure_ascii=False, separators=(",", ":")) for a in arguments)
    return f"{function}({said});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode("utf-8")
