"""A deposit: TEI, text and tables with the metadata that repositories read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.editions import File, steps
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.deposit_metadata import (
    TABLES,
    Deposit,
    citation,
    datacite,
    described,
    ro_crate,
    zenodo,
)
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.output import Output, collected
from puzanov_tei.exporters.records.codebook import codebook
from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.tei.read import Edition, T

TARGET = "Zenodo, Dataverse, institutional repositories: RO-Crate 1.1, DataCite 4.5, CITATION.cff 1.2"
NEEDS = (
    "title, creators, publisher, year and licence of the whole: from the headers where they agree, else by --title, "
    "--editor, --issued, --licence",
    "each file with its media type, name, date, language and licence; tables with a description of their columns",
    "a licence as an address; terms that are no open licence are stated, and access is restricted",
)
NEXT = (
    "(cd FOLDER && zip -r ../deposit.zip .)",
    "Zenodo: upload deposit.zip, or put FOLDER under git and make a release (.zenodo.json is read)",
    "DataCite: send datacite.json with the DOI that your repository gives",
    "with checksums, as a bag (BagIt): puzanov-tei export package",
)


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of a document: bytes of its TEI and its text, keywords of its header, its rows for the tables."""

    tei: int
    text: int
    keywords: tuple[str, ...]
    rows: Any


STEPS = (steps.IDENTIFY,)


def files(draft: Draft) -> Iterable[File]:
    """The TEI as it came (of a corpus, this member), and its text."""
    stem = draft.id.removesuffix(".xml")
    yield f"tei/{stem}.xml", _tei(draft)
    yield f"text/{stem}.txt", _text(draft)


def notes(draft: Draft) -> Noted:
    """Sizes, keywords and rows."""
    terms = (text_of(term) for term in draft.header.iterfind(f"{T}profileDesc/{T}textClass/{T}keywords//{T}term"))
    rows = list_notes(draft.edition, draft.options)
    return Noted(len(_tei(draft)), len(_text(draft)), tuple(dict.fromkeys(filter(None, terms))), rows)


def list_notes(edition: Edition, options: Options) -> Any:
    """The rows of a document or a file of lists, by the export `csv`."""
    return EXPORTERS.load("csv").render(edition, options)


def finish(corpus: Corpus) -> Iterable[File]:
    """The tables, and the metadata of the whole."""
    keywords = [word for noted in corpus.notes.values() for word in noted.keywords]
    deposit = described(corpus.documents, corpus.options, keywords)
    corpus.findings.extend(_missing(deposit))
    sizes = {ident: (noted.tei, noted.text) for ident, noted in corpus.notes.items()}
    tables = {}
    for name, data in _tables(corpus):
        tables[name] = len(data)
        yield name, data
    yield "ro-crate-metadata.json", _json(ro_crate(deposit, corpus.documents, sizes, tables))
    yield "datacite.json", _json(datacite(deposit))
    yield ".zenodo.json", _json(zenodo(deposit))
    yield "CITATION.cff", citation(deposit).encode()


def _tables(corpus: Corpus) -> Iterator[File]:
    """The files of the export `csv`, and the codebook."""
    rows = [*corpus.list_notes, *(noted.rows for noted in corpus.notes.values())]

    def write(output: Output) -> None:
        told = EXPORTERS.load("csv").write(rows, output, corpus.options)
        corpus.findings.extend(finding for finding in told if finding.code != "PZ802")  # the edition says it

    for name, data in collected(write).items():
        yield f"{TABLES}{name}", data
    yield f"{TABLES}codebook.md", codebook().encode()


def _tei(draft: Draft) -> bytes:
    alone = draft.edition.root.getparent() is None and draft.edition.doc_id == draft.id
    return draft.edition.data if alone else draft.file()[1]


def _text(draft: Draft) -> bytes:
    return (draft.scene.reading.text + "\n").encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _missing(deposit: Deposit) -> Iterable[Finding]:
    """What a repository asks for and nobody has said."""
    wanted = {
        "--editor": deposit.creators_known, "--issued": bool(deposit.issued), "--licence": bool(deposit.licence),
        "--title": deposit.titled,
    }  # fmt: skip
    if left := [option for option, said in wanted.items() if not said]:
        message = "the headers do not say with one voice who made the deposit, when, under which licence or title"
        yield Finding("PZ816", Severity.WARNING, message, f"say it with {', '.join(left)}")
