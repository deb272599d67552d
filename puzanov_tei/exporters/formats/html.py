"""A reading page a document: one HTML file that asks for nothing else and runs no script.

The text with names coloured by kind and a card for each, stamps and marginal notes shown as such, corrections
and supplied words on demand, the source's text and the TEI beside the reading, links to every paragraph, and
how to cite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.page.facsimiles import facsimiles, images, manifest
from puzanov_tei.exporters.page.markup import coloured_xml
from puzanov_tei.exporters.page.reading import environment, reading
from puzanov_tei.exporters.page.words import InterfaceWords, english
from puzanov_tei.exporters.records.entities import entities
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.header import facts
from puzanov_tei.exporters.records.values import is_web_address
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import Edition, T

SUFFIX = ".html"
PER_DOCUMENT = True
REGISTERS = False

Part = tuple[str, bytes, list[Finding]]


def render(edition: Edition, options: Options) -> Part:
    """File name, page, and what is lost."""
    known = {entity.id: entity for entity in (*options.lists, *entities(edition.root))}
    words = english()
    pages = {element: said for element, said in images(edition).items() if is_web_address(said)}
    shown = reading(edition, known, words, images=pages) | {"tei": Markup(coloured_xml(_source(edition)))}
    page = environment().get_template("page.html").render(shown | _head(edition, words) | _slot(edition))
    pictures = sum(1 for _ in edition.root.iter(f"{T}graphic"))
    message = f"pictures are not carried over ({pictures} in all)"
    lost = [Finding("PZ806", Severity.WARNING, message, location=Location(edition.file))] if pictures else []
    return f"{file_name(edition.doc_id)}.html", page.encode("utf-8"), lost


def write(parts: Iterable[Part], output: Output, options: Options) -> Iterator[Finding]:
    """Write each page."""
    for name, data, findings in parts:
        output.write(name, data)
        yield from findings


def _head(edition: Edition, words: InterfaceWords) -> dict[str, object]:
    """The facts at the head of the page, and the address of the document."""
    said = facts(edition)
    author = next((e.label for e in entities(edition.root) if e.id == said.author_id), said.author)
    rows = (
        ("page.date", said.date.value.replace("/", " to ")),
        ("page.author", author),
        ("page.archive", ", ".join(part for part in (said.repository, said.shelfmark) if part)),
        ("page.translator", ", ".join(said.translators)),
        ("page.publisher", said.publisher),
    )
    return {
        "facts": [(words(key), value) for key, value in rows if value],
        "url": said.source_link,
    }


def _slot(edition: Edition) -> dict[str, object]:
    """The facsimile slot: images on the web are linked, what else the TEI names is called by its name."""
    named = (f for f in facsimiles(edition) if not f.is_picture)
    slot = [(f.number, f.said, f.said if is_web_address(f.said) else "", False) for f in named]
    return {"facsimiles": slot, "manifest": manifest(edition)}


def _source(edition: Edition) -> str:
    """The file as text; in what encoding it is, its declaration says."""
    declared = edition.root.getroottree().docinfo.encoding or "utf-8"
    try:
        return edition.data.decode(declared).replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return edition.data.decode("utf-8", "replace")
