"""CETEIcean: a page a document that shows its TEI in the browser, a card for each name; for any web server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files as resources
from typing import Any

from jinja2 import Environment, Template, select_autoescape
from lxml import etree
from markupsafe import Markup

from puzanov_tei.exporters.editions import File, Step, naming, steps
from puzanov_tei.exporters.editions.corpus import Corpus, EditionDocument
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.editions.registers import further_names
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.identifiers import BASES
from puzanov_tei.exporters.records.values import When

TARGET = "CETEIcean 1.9.5, which comes with the folder"
NEEDS = (
    "a page, the TEI and the scripts are served by HTTP",
    "a style sheet hides standOff and one side of each choice",
    "frames are rules of the page for each value of @rendition: CETEIcean does not know @scope",
    "no behaviour for note, which would add parentheses",
    "names point to register.json by @ref='#id'",
)
NEXT = (
    "python -m http.server --directory FOLDER 8000",
    "open http://localhost:8000/; to publish it, copy FOLDER to any web server",
)
_FOLDER = "ceteicean_page"
_SHIPPED = ("CETEI.js", "CETEI-LICENSE.md", "edition.css", "edition.js")
_KINDS = ("person", "place", "org", "work", "event")
_AUTHORITIES = {
    "wikidata": "Wikidata", "viaf": "VIAF", "geonames": "GeoNames", "gnd": "GND", "loc": "Library of Congress",
}  # fmt: skip

STEPS = (
    steps.IDENTIFY,
    Step("links", "names keep their elements; @ref points to the register", naming.names(dict.fromkeys(_KINDS, ""))),
)


def files(draft: Draft) -> Iterable[File]:
    """The TEI, and the rules of the page for its frames (put into the page in the end)."""
    yield draft.file("tei/")


def notes(draft: Draft) -> list[dict[str, str]]:
    """What is printed before and after elements with each value of `@rendition`."""
    values = dict.fromkeys(e.get("rendition", "") for text in draft.texts for e in text.iter(etree.Element))
    framed = ((value, *draft.frames(value)) for value in values if value)
    return [{"value": value, "before": before, "after": after} for value, before, after in framed if before or after]


def finish(corpus: Corpus) -> Iterable[File]:
    """The pages, the index, the register, and what comes with the folder."""
    ordered = corpus.dated
    for number, document in enumerate(ordered):
        around = (ordered[number - 1] if number else None, ordered[number + 1] if number + 1 < len(ordered) else None)
        yield _address(document), _page(document, corpus, *around)
    index = _template("index.html").render(
        title=corpus.options.title or "Documents",
        documents=[
            {"date": _date(d.facts.date), "href": _address(d), "title": d.facts.title or d.id} for d in ordered
        ],
    )  # fmt: skip
    yield "index.html", index.encode()
    titles = {document.id: document for document in ordered}
    entries = {e.id: _card(e, [titles[d] for d in corpus.naming(e.id)]) for e in corpus.of(*_KINDS)}
    yield "register.json", (json.dumps(entries, ensure_ascii=False, sort_keys=True, indent=0) + "\n").encode()
    for name in _SHIPPED:
        yield name, (resources(__package__) / _FOLDER / name).read_bytes()


def _page(
    document: EditionDocument, corpus: Corpus, previous: EditionDocument | None, following: EditionDocument | None
) -> bytes:
    said = document.facts
    facts = (_date(said.date), said.author, ", ".join(part for part in (said.repository, said.shelfmark) if part))
    page = _template("page.html").render(
        title=said.title or document.id,
        lang=said.lang,
        facts=[fact for fact in facts if fact],
        licence=said.licence,
        tei=f"tei/{document.id.removesuffix('.xml')}.xml",
        frames=corpus.notes[document.id],
        previous=previous and {"href": _address(previous), "title": previous.facts.title or previous.id},
        next=following and {"href": _address(following), "title": following.facts.title or following.id},
    )
    return page.encode()


def _address(document: EditionDocument) -> str:
    name = document.id.removesuffix(".xml")
    return f"{name}-text.html" if name == "index" else f"{name}.html"


def _date(date: When) -> str:
    return date.value.replace("/", " to ").replace("..", "").strip()


def _card(entity: Entity, documents: list[EditionDocument]) -> dict[str, Any]:
    """What the card of an entity says: terms with values, a value with an address is a link."""
    return {"kind": entity.kind, "label": entity.label, "facts": [[t, v] for t, v in _facts(entity, documents) if v]}


def _facts(entity: Entity, documents: list[EditionDocument]) -> Iterator[tuple[str, list[Any]]]:
    yield "Dates", [f"{entity.birth or '?'} to {entity.death or '?'}"] if entity.birth or entity.death else []
    yield "Posts", [f"{post.office}{_years(post.date)}" for post in entity.posts if post.office]
    forms = dict.fromkeys(form.text for form in further_names(entity))
    yield "Written", ["; ".join(forms)] if forms else []
    yield "Country", [entity.country] if entity.country and entity.country != entity.label else []
    yield "Author", [entity.author] if entity.author else []
    yield "Description", [entity.description] if entity.description else []
    yield "Elsewhere", [[_AUTHORITIES[name], BASES[name] + value] for name, value in entity.authorities]
    yield "Named in", [[d.facts.title or d.id, _address(d)] for d in documents]


def _years(date: When) -> str:
    return f" ({_date(date)})" if date else ""


@cache
def _template(name: str) -> Template:
    environment = Environment(autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
    environment.filters["css"] = _css
    return environment.from_string((resources(__package__) / _FOLDER / name).read_text(encoding="utf-8"))


def _css(text: str) -> Markup:
    """Text as a string of CSS inside an HTML style element: what is neither letter nor digit is escaped."""
    return Markup("".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text))
