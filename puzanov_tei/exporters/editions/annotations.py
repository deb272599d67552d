"""Text and Web Annotations (W3C): a text a document, and its names as annotations with quotation and offsets."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from puzanov_tei.exporters.editions import File, Step
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.records.identifiers import BASES
from puzanov_tei.exporters.records.mentions import MentionRow, mentions

TARGET = "Recogito (RecogitoJS), Hypothesis and whatever reads W3C Web Annotations; the text: Voyant, TXM, INCEpTION"
NEEDS = (
    "the text as plain text, and annotations that quote it and count in it",
    "offsets are code points, from 0, half open, in the view that --view names",
    "a body that tags the kind, one that identifies the entity",
)
NEXT = (
    "RecogitoJS: r.loadAnnotations('ID.annotations.json') on the text of ID.txt",
    "upload FOLDER/*.txt to Voyant or TXM; for metadata: puzanov-tei export csv --table documents",
    "bring annotations home: puzanov-tei decisions import --from web-annotations FILE",
)
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def _text(draft: Draft) -> None:
    """Nothing is changed: text and offsets are those of the view."""


STEPS = (Step("text", "text and offsets are those of the view; the TEI is not changed", _text),)


def files(draft: Draft) -> Iterable[File]:
    """The text, and its annotations as an array."""
    scene = draft.scene
    text = scene.main.text
    made = []
    for mention in mentions(scene):
        if mention.view != scene.main.name:
            draft.lost.add(f"mention that the {scene.main.name} view leaves out")
        elif mention.begin < mention.end:
            made.append(_annotation(draft, mention))
    stem = draft.id.removesuffix(".xml")
    yield f"{stem}.txt", (text + "\n").encode()
    yield f"{stem}.annotations.json", (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def finish(corpus: Corpus) -> Iterable[File]:
    """Nothing: each document is for itself."""
    return ()


def _annotation(draft: Draft, mention: MentionRow) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": mention.type}]
    if mention.value:
        bodies.append({"type": "TextualBody", "purpose": "describing", "value": mention.value})
    if mention.entity_id:
        bodies.append(_identified(draft, mention.entity_id))
    selectors = [
        {
            "type": "TextQuoteSelector", "exact": mention.surface, "prefix": mention.prefix, "suffix": mention.suffix,
        },
        {"type": "TextPositionSelector", "start": mention.begin, "end": mention.end},
    ]  # fmt: skip
    return {
        "@context": _CONTEXT,
        "id": f"#{mention.mention_id}",
        "type": "Annotation",
        "motivation": "identifying" if mention.entity_id else "tagging",
        "body": bodies,
        "target": {"source": f"{draft.id.removesuffix('.xml')}.txt", "selector": selectors},
    }


def _identified(draft: Draft, ident: str) -> dict[str, Any]:
    """The entity: by an address of an authority where there is one; its own identifier and name beside it."""
    entity = draft.known.get(ident)
    known = next((BASES[name] + value for name, value in entity.authorities), "") if entity else ""
    address = known or (ident if "://" in ident else f"{draft.options.base}#{ident}")
    label = entity.label if entity else ident
    return {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": {"id": address, "label": label, "identifier": ident},
    }
