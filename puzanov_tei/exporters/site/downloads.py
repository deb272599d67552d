"""What can be taken away: TEI files, tables, and packages for other programs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats import csv, geojson, gexf
from puzanov_tei.exporters.output import Output, collected
from puzanov_tei.exporters.packing import new_zip, zip_member
from puzanov_tei.exporters.records.codebook import codebook
from puzanov_tei.exporters.records.network import Network, gather
from puzanov_tei.exporters.records.rows import DocumentRows, Row, Summary
from puzanov_tei.exporters.records.tables import TABLES
from puzanov_tei.exporters.site.model import Item, Site
from puzanov_tei.exporters.site.page import SitePage
from puzanov_tei.exporters.site.parts import Bulk

Bulks = Callable[[], Iterable[tuple[Item, Bulk]]]
GROUP = "data"
_KINDS = (
    ("data/tei.zip", "tei-zip"),
    ("data/tables.zip", "tables-zip"),
    ("data/codebook.md", "codebook"),
    ("data/documents.bib", "bibtex"),
    ("data/documents.csl.json", "csl"),
    ("data/places.geojson", "geojson"),
    ("data/network.gexf", "gexf"),
    ("data/network-directed.gexf", "gexf-directed"),
)


def downloads(site: Site, bulks: Bulks, registers: list[Summary], network: Network) -> Iterator[tuple[str, bytes]]:
    """The files of the data page: name and content."""
    documents = [item.document for item in site.items]
    yield "data/documents.bib", "\n".join(d.bibtex for d in documents).encode("utf-8")
    yield "data/documents.csl.json", f"[{', '.join(d.csl for d in documents)}]\n".encode()
    yield "data/codebook.md", codebook().encode("utf-8")
    yield "data/tei.zip", _zip((item.tei, Path(item.document.file).read_bytes()) for item in _one_a_file(site))

    def write(output: Output) -> None:
        tables = csv.write(_tables(bulks(), registers), output, Options())
        places = geojson.write((*registers, *(d.summary for d in documents)), output, Options())
        for _ in chain(tables, places, gexf.write_network(network, output)):
            pass

    made = collected(write)
    for name in ("places.geojson", "network.gexf", "network-directed.gexf"):
        if name in made:
            yield f"data/{name}", made.pop(name)
    yield "data/tables.zip", _zip((f"tables/{name}", data) for name, data in made.items())
    for name, data in made.items():
        yield f"data/{name}", data


def page(site: Site, sizes: dict[str, int]) -> SitePage:
    """The data page: each file with what it is and its size."""
    words = site.words
    packages = tuple((a, words(f"data.{k}"), _size(sizes[a])) for a, k in _KINDS if a in sizes)
    tables = tuple(
        (f"data/{t.name}.csv", t.name, t.description, _size(sizes[f"data/{t.name}.csv"]))
        for t in TABLES
        if f"data/{t.name}.csv" in sizes
    )
    files = tuple((item.tei, item.document.title, item.document.doc_id) for item in _one_a_file(site))
    values = {"packages": packages, "tables": tables, "files": files}
    return SitePage("data/index.html", words("site.data"), "data.html", values)


def network(edges: Iterable[tuple[Item, tuple[Row, ...]]], registers: list[Summary]) -> Network:
    """The ties of all published documents, added up."""
    return gather(_ties(edges, registers))


def _one_a_file(site: Site) -> Iterator[Item]:
    """Of each TEI file that is published a document."""
    seen = set()
    for item in site.published:
        if item.tei and item.tei not in seen:
            seen.add(item.tei)
            yield item


def _tables(bulks: Iterable[tuple[Item, Bulk]], registers: list[Summary]) -> Iterator[csv.TableLines]:
    """The rows of all documents; of one that is not published only its row among the documents."""
    yield from (csv.TableLines({}, summary) for summary in registers)
    for item, bulk in bulks:
        shown = bulk.lines if item.is_published else {"documents": bulk.lines["documents"]}
        yield csv.TableLines(shown, item.document.summary)


def _ties(edges: Iterable[tuple[Item, tuple[Row, ...]]], registers: list[Summary]) -> Iterator[DocumentRows]:
    yield from (DocumentRows({}, summary) for summary in registers)
    for item, rows in edges:
        if item.is_published:
            yield DocumentRows({"edges": list(rows)}, item.document.summary)


def _zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with new_zip(stream) as archive:
        for name, data in members:
            zip_member(archive, name, data)
    return stream.getvalue()


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
