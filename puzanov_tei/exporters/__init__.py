"""TEI -> files: text, tables and other formats. Exporters read TEI P5 only, ours or anybody's.

An exporter is a module of two functions. `render` turns one document into a part, and needs nothing else, so
that documents can be rendered in several processes; `write` takes the parts in order, one at a time, and
writes them, so that memory does not grow with the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from puzanov_tei.base.registry import Registry
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.text.table import Changes
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose. Exporters look at what concerns them.

    Attributes:
        view: reading, source or normalized.
        notes: where editors' notes go in a text: end, inline or drop.
        split: document or entry: what one text file holds.
        offsets: write a map of elements to offsets beside each text.
        tables: names of the tables wanted; empty: all.
        tabs: tables with tabs instead of commas.
        base: address that relative identifiers belong to (rdf, jsonld).
        lists: entities from files beside the documents; a document's own lists come first.
        elements: rows of the table of elements that the user has changed (element, kind).
        report: say for each document where its words went.
        strict: words that went nowhere are an error.
        address, editor, licence: of an index of letters that is made (cmif), or a deposit.
        profile: which edition (edition).
        title, issued: of a deposit or catalogue that is made: what it is called, and its date or year.
        force: what somebody has changed is overwritten (edition).
    """

    view: str = "reading"
    notes: str = "end"
    split: str = "document"
    offsets: bool = False
    tables: tuple[str, ...] = ()
    tabs: bool = False
    base: str = ""
    lists: tuple[Entity, ...] = ()
    elements: Changes = ()
    report: bool = False
    strict: bool = False
    address: str = ""
    editor: str = ""
    licence: str = ""
    profile: str = ""
    title: str = ""
    issued: str = ""
    force: bool = False


class Exporter(Protocol):
    """What a module of `EXPORTERS` offers.

    `SUFFIX` is that of its file (empty: it fills a folder); `PER_DOCUMENT` says whether each document gets
    files of its own; `REGISTERS = True` that files of lists alone have something to give too; `LISTS = False` that it
    asks no list for what a name refers to, but in the normalized view. `render` makes one document's part, which must
    be picklable. `write` writes all parts and yields what could not be carried over.
    """

    SUFFIX: str
    PER_DOCUMENT: bool

    def render(self, edition: Edition, options: Options) -> Any:
        """One document's part of the export."""

    def write(self, parts: Iterable[Any], output: Output, options: Options) -> Iterator[Finding]:
        """Write all parts; yields what could not be carried over."""


# Format -> one line of help. Its module is `puzanov_tei.exporters.formats.NAME`, if it is not named below.
_SUMMARIES = {
    "text": "plain text: reading, source or normalized view",
    "html": "a reading page a document: names, cards, source and TEI views; no network, no script",
    "csv": "tables: documents, entries, mentions, persons, places, orgs, works, events and more (see: export codebook)",
    "excel": "the tables as one XLSX workbook without formulas",
    "parquet": "the tables as Parquet files (needs the extra: parquet)",
    "json": "one JSON object a document: metadata, texts, blocks, mentions with offsets",
    "jsonl": "the same, one document a line",
    "markdown": "the reading text with headings, lists and footnotes",
    "docx": "the reading text for word processors, notes as footnotes (made by pandoc)",
    "epub": "the reading text for readers of books (made by pandoc)",
    "sqlite": "one database with full-text search (see: puzanov-tei search)",
    "geojson": "places on a map, with counts and dates of mentions",
    "gexf": "network of persons, places and organisations for Gephi",
    "graphml": "the same network for networkx, igraph, Cytoscape",
    "rdf": "linked data (Turtle): documents, entities, mentions",
    "jsonld": "the same linked data as JSON-LD",
    "cmif": "index of correspondence (correspDesc)",
    "bibtex": "how to cite the documents",
    "csl-json": "how to cite the documents, for Zotero and pandoc",
    "conll": "tokens with name labels, for training taggers",
    "edition": "files for another edition system: --profile NAME, or --list",
    "package": "a BagIt bag in a ZIP file: TEI, text, tables, schema, checksums",
}

_ELSEWHERE = {"edition": "puzanov_tei.exporters.editions.press"}

EXPORTERS: Registry[Exporter] = Registry(
    "format",
    {name: _ELSEWHERE.get(name, f"puzanov_tei.exporters.formats.{name.replace('-', '_')}") for name in _SUMMARIES},
    plural="exporters",
    summaries=_SUMMARIES,
    offers=("SUFFIX", "PER_DOCUMENT", "render", "write"),
)
