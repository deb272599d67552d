"""How to cite a document: BibTeX and CSL-JSON from its header."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from puzanov_tei.exporters.records.entities import entities
from puzanov_tei.exporters.records.header import HeaderValues, facts
from puzanov_tei.tei.read import Edition

_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.[\s-]*)+")
_TEX = {
    **{c: "\\" + c for c in "&%$#_{}"},
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\\": "\\textbackslash{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def csl(edition: Edition) -> dict[str, Any]:
    """The document as an item of CSL-JSON (type `manuscript`: an archival document)."""
    said = facts(edition)
    item: dict[str, Any] = {"id": edition.doc_id, "type": "manuscript", "title": said.title or edition.doc_id}
    if said.author:
        first, *further = said.authors
        item["author"] = [_author(edition, said, first), *map(_person, further)]
    if said.translators:
        item["translator"] = [_person(name) for name in said.translators]
    if said.date.first:
        limits = [said.date.when] if said.date.when else [said.date.not_before, said.date.not_after]
        item["issued"] = {"date-parts": [_date_parts(value) for value in limits if value]}
    others = {
        "archive": said.repository,
        "archive_location": said.shelfmark,
        "publisher": said.publisher,
        "URL": said.source_url,
        "language": said.lang,
    }
    return item | {name: value for name, value in others.items() if value}


def bibtex(edition: Edition) -> str:
    """The document as a BibTeX entry (`@misc`), in LaTeX's own notation for reserved characters."""
    said = facts(edition)
    item = csl(edition)
    year, month, _ = (*_date_parts(said.date.first or ""), 0, 0, 0)[:3]
    fields = {
        "author": " and ".join(map(_tex_name, item.get("author", ()))),
        "title": "{" + _tex(item["title"]) + "}",
        "year": str(year or ""),
        "month": _MONTHS[month - 1] if 0 < month <= 12 else "",
        "howpublished": _tex(", ".join(part for part in (said.repository, said.shelfmark) if part)),
        "publisher": _tex(said.publisher),
        "note": _tex(f"Translated by {' and '.join(said.translators)}") if said.translators else "",
        "url": said.source_url,
        "language": said.lang,
    }
    lines = [f"  {k} = {v if k == 'month' else '{' + v + '}'}," for k, v in fields.items() if v and v != "{}"]
    return f"@misc{{{_key(edition.doc_id)},\n" + "\n".join(lines) + "\n}\n"


def plain(edition: Edition) -> str:
    """One printed line: author, title, date, archive, translator, publisher, address."""
    said = facts(edition)
    archive = ", ".join(part for part in (said.repository, said.shelfmark) if part)
    translated = f"translated by {', '.join(said.translators)}" if said.translators else ""
    parts = (said.author, f"“{said.title or edition.doc_id}”", said.date.value, archive, translated, said.publisher)
    return ", ".join(part for part in parts if part) + "." + (f" {said.source_url}" if said.source_url else "")


def _author(edition: Edition, said: HeaderValues, name: str) -> dict[str, str]:
    """The first author with family name and given names where a list of the file knows them."""
    for entity in entities(edition.root):
        if entity.id == said.author_id and entity.surname:
            return {"family": entity.surname} | ({"given": entity.forename} if entity.forename else {})
    return _person(name)


def _person(name: str) -> dict[str, str]:
    """A printed name: `A. M. Puzanov` and `Puzanov, A. M.` have a family name; others are kept whole."""
    family, comma, given = name.partition(", ")
    if comma:
        return {"family": family, "given": given}
    words = name.rsplit(" ", 1)
    if len(words) == 2 and _INITIALS.fullmatch(words[0]):
        return {"family": words[1], "given": words[0]}
    return {"literal": name}


def _date_parts(value: str) -> list[int]:
    """`1957-05-15` as [1957, 5, 15]; as far as it goes."""
    parts: list[int] = []
    for part in value.split("T")[0].split("-"):
        if not part.isdecimal():
            break
        parts.append(int(part))
    return parts[:3]


def _tex_name(person: dict[str, str]) -> str:
    if "literal" in person:
        return "{" + _tex(person["literal"]) + "}"
    return ", ".join(_tex(person[part]) for part in ("family", "given") if part in person)


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)


def _key(ident: str) -> str:
    plain = unicodedata.normalize("NFKD", ident).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9:.-]+", "-", plain).strip("-") or "document"
