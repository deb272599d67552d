"""What a reading page of one document shows, as values for templates: text, cards, head, and how to cite."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from puzanov_tei.exporters.page.cards import CardSettings, cards
from puzanov_tei.exporters.page.elements import WRITERS
from puzanov_tei.exporters.page.notes import end_notes
from puzanov_tei.exporters.page.transcription import PageWriter
from puzanov_tei.exporters.page.vocabulary import anchors
from puzanov_tei.exporters.page.words import InterfaceWords
from puzanov_tei.exporters.records import cite
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.header import facts, programs
from puzanov_tei.exporters.records.mentions import decision
from puzanov_tei.exporters.records.references import References
from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.exporters.text.views import characters, texts, view
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.frames import frames
from puzanov_tei.tei.read import XML_ID, Edition, T

COLOURED = ("person", "place", "org", "date")
# Scripts and languages that are written from right to left.
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks pnb ps sd syr ug ur yi Arab Hebr Syrc Thaa".split())


def reading(
    edition: Edition,
    known: Mapping[str, Entity],
    words: InterfaceWords,
    *,
    images: Mapping[Element, str],
    renamed: Mapping[str, str] = MappingProxyType({}),
    pages: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> dict[str, Any]:
    """The values that the templates of this room need.

    Args:
        known: the entities that the document may mention, by id.
        images: the addresses of page images and pictures, from where the page stands.
        renamed: entities that have another id than the one the document uses.
        pages: entity id -> the text of a link to a page about it, and its address.
    """
    root = edition.root
    taken = {ident for e in root.iter(etree.Element) if (ident := e.get(XML_ID))}
    labels = {ident: entity.label for ident, entity in known.items()}
    refer = _referring(edition, known, renamed)
    framed = frames(root)
    transcription = PageWriter(
        writers=WRITERS, frames=framed, known=labels, people=_people(edition), anchors=anchors(root), taken=taken,
        refer=refer, words=words, images=images, characters=characters(root),
        numbered_notes=view(root, framed=framed).numbered_notes,
    )  # fmt: skip
    body = "".join(transcription.write(text) for text in texts(root))
    notes = [Markup(note) for note in end_notes(transcription)]
    mentioned = [known[ident] for ident in transcription.mentions]
    register = CardSettings(transcription.mentions, words, transcription.own, pages)
    said = facts(edition)
    return {
        "w": words,
        "own": transcription.own,
        "kinds": COLOURED,
        "body": Markup(body),
        "cards": Markup(cards(mentioned, register)),
        "variants": [Markup(variant) for variant in transcription.variants],
        "notes": notes,
        "title": said.title or edition.doc_id,
        "lang": said.lang or None,
        "rtl": not _RIGHT_TO_LEFT.isdisjoint(said.lang.split("-")),
        "abstract": text_of(root.find(f"{T}teiHeader//{T}abstract")),
        "status": _status(edition, words),
        "citation": cite.plain(edition),
        "bibtex": cite.bibtex(edition),
        "csl": json.dumps(cite.csl(edition), ensure_ascii=False, indent=1),
        "licence": said.licence,
        "tool": said.tool_version,
    }


def _referring(
    edition: Edition, known: Mapping[str, Entity], renamed: Mapping[str, str]
) -> Callable[[Element], Sequence[str]]:
    references = References(edition, known)
    if not renamed:
        return references.of
    return lambda element: [renamed.get(ident, ident) for ident in references.of(element)]


@cache
def environment(*packages: str) -> Environment:
    """Templates of this room, and of other packages (their folder `templates`) before them."""
    from jinja2 import ChoiceLoader

    loaders = [PackageLoader(package) for package in (*packages, "puzanov_tei.exporters.page")]
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["style"] = Markup(style())
    return made


def style() -> str:
    """The style sheet of the reading."""
    return (files("puzanov_tei.exporters.page") / "reading.css").read_text(encoding="utf-8")


def _status(edition: Edition, words: InterfaceWords) -> str:
    """How much of the encoding is a proposal of the program that nobody has confirmed."""
    made_by = programs(edition)
    proposed = sum(
        decision(e.get("resp", ""), made_by) == "proposed" for e in edition.root.iterfind(f"{T}text//*[@resp]")
    )
    return words("page.draft", number=proposed) if proposed else ""


def _people(edition: Edition) -> dict[str, str]:
    """Who the pointers in `@resp` mean: identifier -> name."""
    found = {}
    for statement in edition.root.iterfind(f"{T}teiHeader//{T}respStmt[@{XML_ID}]"):
        name = next((e for e in statement if e.tag != f"{T}resp"), None)
        found[statement.get(XML_ID, "")] = text_of(name)
    return {ident: name for ident, name in found.items() if name}
