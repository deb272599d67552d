"""What a site needs of one TEI file, read once and kept for the next build.

A `DocumentRecord` is what other pages say of it: it stays in memory. Its rows and text, `Bulk`, are kept on disk and
taken one at a time.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from puzanov_tei.base import crash, pool
from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.audit import unread
from puzanov_tei.exporters.formats import csv
from puzanov_tei.exporters.page.facsimiles import Facsimile, facsimiles, manifest
from puzanov_tei.exporters.page.vocabulary import anchor_of, anchors
from puzanov_tei.exporters.records import cite
from puzanov_tei.exporters.records.header import HeaderValues
from puzanov_tei.exporters.records.kinds import DOCUMENT
from puzanov_tei.exporters.records.mentions import MentionRow, mentions
from puzanov_tei.exporters.records.rows import TABLE_NAMES, Row, Summary, document_rows, rows_of, summary_of
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.tables import BY_NAME
from puzanov_tei.exporters.records.values import When, text_of
from puzanov_tei.exporters.run import FRAGMENT
from puzanov_tei.exporters.site.folding import fold
from puzanov_tei.exporters.text.segments import segments
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import XML_ID, Edition, FragmentError, T, editions, pointers

_CONTEXT = 80  # code points on each side of a mention
_TABLES = frozenset((*TABLE_NAMES, "blocks"))


class Quotation(NamedTuple):  # a tuple: there are very many, and every build reads them all
    """A mention with the words around it, and where in the page it stands."""

    entity: str
    type: str
    anchor: str
    left: str
    hit: str
    right: str
    entry: str
    date: When


class Entry(NamedTuple):
    """An entry of a journal, a letter of a volume: its place in the page, heading, date and words."""

    id: str
    anchor: str
    head: str
    date: When


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as other pages speak of it.

    Attributes:
        file, number: where it is read: the file, and which of its documents.
        digest: of the file, and of the files it includes.
        genre: what kind of text the header says it is.
        restricted: whether its header says that its use is restricted, without a licence that allows it.
        stamps, copies: rows of these tables; of a stamp also its place in the page.
        facsimiles: page images and pictures; manifest: address of all of them (IIIF), if it is named.
        citation: one line of bibliography; bibtex, csl: the same for programs.
    """

    file: str
    number: int
    digest: str
    doc_id: str
    facts: HeaderValues
    genre: str
    restricted: bool
    abstract: str
    words: int
    entries: tuple[Entry, ...]
    contexts: tuple[Quotation, ...]
    sender: str
    receiver: str
    stamps: tuple[tuple[str, Row], ...]
    copies: tuple[Row, ...]
    facsimiles: tuple[Facsimile, ...]
    manifest: str
    citation: str
    bibtex: str
    csl: str
    summary: Summary = field(repr=False)  # it holds sets, which have no order

    @property
    def title(self) -> str:
        """Its title, else its identifier."""
        return self.facts.title or self.doc_id


@dataclass(frozen=True, slots=True)
class Bulk:
    """The rest of a document.

    Attributes:
        lines: of tables, by table.
        text: (anchor, entry, line).
        terms: entry -> how often its text has each word, as the search knows words.
    """

    lines: dict[str, bytes]
    text: tuple[tuple[str, str, str], ...]
    terms: dict[str, dict[str, int]]


@dataclass(slots=True)
class FileParts:
    """What a file gives.

    Attributes:
        key: of what it was read from; files: those that it includes, with their digests.
        registers: of files of lists.
        bulks, edges: of each document, the rest and its ties: they are kept apart.
    """

    key: str
    documents: list[DocumentRecord] = field(default_factory=list)
    bulks: list[Bulk] = field(default_factory=list)
    edges: list[tuple[Row, ...]] = field(default_factory=list)
    registers: list[Summary] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def read(file: Path, program: str, elsewhere: Sequence[str] = (), ident: str = "") -> FileParts:
    """Read a file; `ident`: what a document without an identifier is called, where other files are called alike.

    Raises:
        SourceError: it is not XML or not TEI P5.
        OSError: it cannot be read.
    """
    data = file.read_bytes()
    parts = FileParts(key(file, data, program, ident))
    for edition in editions(data, str(file), elsewhere, ident=ident):
        parts.included.extend(edition.included)
        parts.findings.extend(unread(edition))
        scene = Scene(edition)
        if scene.kind != DOCUMENT:
            parts.registers.append(document_rows(edition, Options(), ()).summary)
            continue
        found = tuple(mentions(scene))
        rows = rows_of(scene, _TABLES, found)
        summary = summary_of(scene, found, rows)
        parts.documents.append(_document(scene, found, rows, summary, len(parts.documents)))
        parts.bulks.append(_bulk(scene, rows))
        parts.edges.append(tuple(rows["edges"]))
    parts.files = {name: digest_of(Path(name)) for name in dict.fromkeys(parts.included)}
    if parts.files:
        whole = hashlib.sha256(repr((parts.key, sorted(parts.files.items()))).encode()).hexdigest()
        parts.documents = [replace(document, digest=whole) for document in parts.documents]
    return parts


def broken(path: Path, error: Exception) -> Finding:
    """What is said of a file of which no parts could be made."""
    place = Location(str(path))
    if isinstance(error, FragmentError):
        hint = "It is shown with the file that includes it (xi:include)."
        return Finding(FRAGMENT, Severity.WARNING, error.message, hint, error.location)
    if isinstance(error, SourceError):
        place = error.location if error.location.file else place
        return Finding("PZ800", Severity.ERROR, error.message, location=place)
    if isinstance(error, RecursionError):
        return Finding("PZ800", Severity.ERROR, "its elements are nested too deeply", location=place)
    if isinstance(error, pool.WorkerDied):
        hint = "Use fewer --jobs if memory is short."
        return Finding("PZ800", Severity.ERROR, "the process that read it ended without a result", hint, place)
    if isinstance(error, OSError):
        reason = (error.strerror or str(error)).lower()
        return Finding("PZ800", Severity.ERROR, f"cannot be read: {reason}", location=place)
    if isinstance(error, UsageError):
        raise error
    return Finding("PZ899", Severity.ERROR, crash.told(error), location=place)


def key(file: Path, data: bytes, program: str, ident: str = "") -> str:
    """What has to be the same for the parts of a file to hold."""
    parts = (data, str(file).encode("utf-8", "surrogateescape"), program.encode(), ident.encode(errors="replace"))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def digest_of(file: Path) -> str:
    """A digest of a file's bytes; empty if it cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _document(
    scene: Scene, found: Sequence[MentionRow], rows: dict[str, list[Row]], summary: Summary, number: int
) -> DocumentRecord:
    edition, places = scene.edition, anchors(scene.edition.root)
    taken = {e.get(XML_ID) for e in edition.root.iter(f"{T}note")}
    row = dict(zip(BY_NAME["documents"].header, rows["documents"][0], strict=True))
    entries = tuple(
        Entry(str(entry[0]), anchor_of(div, places), str(entry[3]), scene.entry_date(div))
        for div, entry in zip(scene.entries, rows["entries"], strict=True)
    )
    return DocumentRecord(
        file=edition.file,
        number=number,
        digest=edition.sha256,
        doc_id=edition.doc_id,
        facts=scene.facts,
        genre=_genre(edition),
        restricted=_is_restricted(edition, scene.facts),
        abstract=text_of(edition.root.find(f"{T}teiHeader//{T}abstract")),
        words=int(row["n_words"]),
        entries=entries,
        contexts=tuple(_contexts(scene, found, places)),
        sender=str(row["sender_id"]),
        receiver=str(row["receiver_id"]),
        stamps=tuple((str(row[0]) if row[0] in taken else "", row) for row in rows["stamps"]),
        copies=tuple(rows["copies"]),
        facsimiles=tuple(facsimiles(edition)),
        manifest=manifest(edition),
        citation=cite.plain(edition),
        bibtex=cite.bibtex(edition),
        csl=json.dumps(cite.csl(edition), ensure_ascii=False),
        summary=summary,
    )


def _bulk(scene: Scene, rows: dict[str, list[Row]]) -> Bulk:
    tables = {name: csv.written(BY_NAME[name], rows[name], ",") for name in rows if name != "blocks" and rows[name]}
    places = anchors(scene.edition.root)
    text = tuple(
        (
            anchor_of(s.element, places),
            "" if s.element is None else scene.entry_id(scene.where(s.element).entry),
            scene.reading.text[s.begin : s.end],
        )
        for s in segments(scene.reading)
    )
    lines: dict[str, list[str]] = {}
    for _, entry, line in text:
        lines.setdefault(entry, []).append(line)
    return Bulk(tables, text, {entry: Counter(fold("\n".join(said))) for entry, said in lines.items()})


def _contexts(scene: Scene, found: Sequence[MentionRow], places: dict[Element, str]) -> Iterator[Quotation]:
    """The outermost mentions of entities, each with the words of its own line around it."""
    for m in found:
        if m.entity_id and not m.inside:
            text = scene.view(m.view).text
            left = text[max(0, m.begin - _CONTEXT) : m.begin].rpartition("\n")[2]
            right = text[m.end : m.end + _CONTEXT].partition("\n")[0]
            yield Quotation(
                entity=m.entity_id,
                type=m.type,
                anchor=anchor_of(m.place.block, places),
                left=left.partition(" ")[2] if len(left) == _CONTEXT else left,
                hit=m.surface,
                right=right.rpartition(" ")[0] if len(right) == _CONTEXT else right,
                entry=scene.entry_id(m.place.entry),
                date=scene.date_of(m.place.entry),
            )


def _genre(edition: Edition) -> str:
    """What kind of text the header says it is: the category that `catRef` names, a keyword of a class, `text/@type`."""
    root = edition.root
    header = root.find(f"{T}teiHeader")
    if header is not None:
        for reference in header.iterfind(f"{T}profileDesc/{T}textClass/{T}catRef"):
            for ident in pointers(reference.get("target")):
                described = header.find(f".//{T}category[@{XML_ID}='{ident}']/{T}catDesc") if "'" not in ident else None
                if text := text_of(described):
                    return text
        if text := text_of(header.find(f"{T}profileDesc/{T}textClass/{T}classCode")):
            return text
    kinds = {t.get("type", "") for t in root.iterchildren(f"{T}text")}
    return kinds.pop() if len(kinds) == 1 else ""


@cache
def _terms() -> dict[str, list[str]]:
    return tomllib.loads((files("puzanov_tei.exporters.site") / "rights.toml").read_text(encoding="utf-8"))


def _is_restricted(edition: Edition, said: HeaderValues) -> bool:
    """Whether its terms forbid to publish it: they say so, or `@status` is restricted and they grant nothing."""
    terms, words = f"{said.licence} {said.licence_url}".lower(), _terms()
    for kind, meaning in (("open", False), ("forbids", True), ("grants", False)):
        if any(word in terms for word in words[kind]):
            return meaning
    for root in (edition.root, *reversed(edition.above)):
        found = root.find(f"{T}teiHeader/{T}fileDesc/{T}publicationStmt/{T}availability")
        if found is not None:
            return found.get("status") == "restricted"
    return False
