"""Documents made of one text, for the taggers of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from puzanov_tei import authority
from puzanov_tei.model import Document, Kind, Mention, Metadata, Page, Part, PartKind, Reading, Source
from puzanov_tei.taggers import abbreviations, orgs, persons, places, roles

AUTHORITY = authority.load()
NAMES = (orgs.tag, places.tag, persons.tag, abbreviations.tag, roles.tag)
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\n))+")


def document(
    text: str,
    *,
    parts: Sequence[PartKind] = (PartKind.PARAGRAPH,),
    marks: Sequence[Mention] = (),
    readings: Sequence[Reading] = (),
    date: str = "1957-05-31",
    language: str = "Russian",
) -> Document:
    """A document whose paragraphs are readings, unless `readings` says otherwise."""
    own = tuple(Reading(m.group(), tuple(range(m.start(), m.end())), tuple(parts)) for m in _PARAGRAPH.finditer(text))
    page = Page(Source("x.txt", text, text, "0"), Metadata(language_source=language), (), "text")
    root = Part(PartKind.DOCUMENT, 0, len(text))
    return Document(page, "journal", root, tuple(marks), tuple(readings) or own, date=date)


def found(doc: Document) -> list[Mention]:
    """What the taggers of names find, in their order."""
    mentions: list[Mention] = []
    for tag in NAMES:
        mentions.extend(tag(doc, AUTHORITY, tuple(mentions)))
    return mentions


def tagged(text: str, kind: Kind, **options: Any) -> list[tuple[str, str]]:
    """(surface, ref) of the mentions of a kind, in the order of the text; a person's without the titles."""
    doc = document(text, **options)
    mentions = found(doc)
    titles = sorted((m.begin, m.end) for m in mentions if m.kind is Kind.ROLE)
    result = []
    for mention in sorted((m for m in mentions if m.kind is kind), key=lambda m: m.begin):
        begin = mention.begin
        if kind is Kind.PERSON:
            for first, last in titles:
                if mention.begin <= first and last <= mention.end:
                    begin = max(begin, last)
        result.append((" ".join(text[begin : mention.end].split()), mention.ref))
    return result


def surfaces(text: str, kind: Kind, **options: Any) -> list[str]:
    """The surfaces alone."""
    return [surface for surface, _ in tagged(text, kind, **options)]
