"""A reading page a document: one HTML file that asks for nothing else and runs no script.

The text with names coloured by kind and a card for each, stamps and marginal notes shown as such, corrections
and supplied words on demand, the source's text and the TEI beside the reading, links to every paragraph, and
how to cite.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template, select_autoescape
from markupsafe import Markup

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.page.cards import cards
from puzanov_tei.exporters.page.markup import coloured_xml
from puzanov_tei.exporters.page.transcription import PageWriter
from puzanov_tei.exporters.records import cite
from puzanov_tei.exporters.records.entities import Entity, entities
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.header import HeaderValues, facts
from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.frames import frames
from puzanov_tei.tei.read import XML_ID, Edition, T

SUFFIX = ".html"
PER_DOCUMENT = True
REGISTERS = False

Part = tuple[str, bytes, list[Finding]]


def render(edition: Edition, options: Options) -> Part:
    """File name, page, and what is lost."""
    known = {entity.id: entity for entity in (*options.lists, *entities(edition.root))}
    labels = {ident: entity.label for ident, entity in known.items()}
    transcription = PageWriter(frames(edition.root), labels, _people(edition))
    body = "".join(transcription.write(text) for text in edition.root.iterchildren(f"{T}text"))
    mentioned = [known[ident] for ident in transcription.mentions]
    page = _template().render(
        body=Markup(body),
        cards=Markup(cards(mentioned, transcription.mentions)),
        notes=[Markup(note) for note in transcription.notes],
        tei=Markup(coloured_xml(_source(edition))),
        **_about(edition, facts(edition), known),
    )
    pictures = sum(1 for _ in edition.root.iter(f"{T}graphic"))
    message = f"pictures are not carried over ({pictures} in all)"
    lost = [Finding("PZ806", Severity.WARNING, message, location=Location(edition.file))] if pictures else []
    return f"{file_name(edition.doc_id)}.html", page.encode("utf-8"), lost


def write(parts: Iterable[Part], output: Output, options: Options) -> Iterator[Finding]:
    """Write each page."""
    for name, data, findings in parts:
        output.write(name, data)
        yield from findings


@cache
def _template() -> Template:
    folder = files("puzanov_tei.exporters.page")
    environment = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.globals["style"] = Markup((folder / "style.css").read_text(encoding="utf-8"))
    return environment.from_string((folder / "page.html").read_text(encoding="utf-8"))


def _about(edition: Edition, said: HeaderValues, known: dict[str, Entity]) -> dict[str, object]:
    """What the page's head and foot say, as plain text."""
    author = known.get(said.author_id)
    return {
        "title": said.title or edition.doc_id,
        "lang": said.lang or None,
        "facts": [
            (name, value)
            for name, value in (
                ("Date", said.date.value.replace("/", " to ")),
                ("Author", author.label if author else said.author),
                ("Archive", ", ".join(part for part in (said.repository, said.shelfmark) if part)),
                ("Translator", ", ".join(said.translators)),
                ("Publisher", said.publisher),
            )
            if value
        ],
        "url": said.source_url if said.source_url.startswith(("https://", "http://")) else "",
        "licence": said.licence,
        "abstract": text_of(edition.root.find(f"{T}teiHeader//{T}abstract")),
        "status": _status(edition),
        "citation": cite.plain(edition),
        "bibtex": cite.bibtex(edition),
        "csl": json.dumps(cite.csl(edition), ensure_ascii=False, indent=1),
        "tool": said.tool_version,
    }


def _status(edition: Edition) -> str:
    """How much of the encoding is a proposal of the program that nobody has confirmed."""
    proposed = sum(1 for e in edition.root.iterfind(f"{T}text//*[@resp='#tool']"))
    if not proposed:
        return ""
    return f"Draft: {proposed} names, dates and corrections are proposals of a program that nobody has confirmed yet."


def _people(edition: Edition) -> dict[str, str]:
    """Who the pointers in `@resp` mean: identifier -> name."""
    people = {}
    for statement in edition.root.iterfind(f"{T}teiHeader//{T}respStmt[@{XML_ID}]"):
        name = next((e for e in statement if e.tag != f"{T}resp"), None)
        people[statement.get(XML_ID, "")] = text_of(name)
    return {ident: name for ident, name in people.items() if name}


def _source(edition: Edition) -> str:
    """The file as text; in what encoding it is, its declaration says."""
    declared = edition.root.getroottree().docinfo.encoding or "utf-8"
    try:
        return edition.data.decode(declared).replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return edition.data.decode("utf-8", "replace")
