"""Steps on the header: what a target reads there and the document says elsewhere."""

from __future__ import annotations

from puzanov_tei.exporters.editions import changes
from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.records.values import When
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import T, local_name


def publication(draft: Draft) -> Element:
    """The `publicationStmt`, in which dates and identifiers may stand: one of paragraphs gets a publisher first."""
    description = draft.header.find(f"{T}fileDesc")
    if description is None:
        description = new("fileDesc")
        draft.header.insert(0, description)
    statement = description.find(f"{T}publicationStmt")
    if statement is None:
        statement = new("publicationStmt")
        title = description.find(f"{T}titleStmt")
        description.insert(0 if title is None else description.index(title) + 1, statement)
    if not any(local_name(child) in ("publisher", "authority", "distributor") for child in statement):
        paragraphs = list(statement.iterchildren(f"{T}p", f"{T}ab"))
        for paragraph in paragraphs:
            changes.take_out(paragraph)
        draft.insert(statement, 0, new("publisher", draft.scene.facts.publisher or "not stated"))
        if paragraphs:
            statement.append(new("availability", "", *paragraphs))
    return statement


def document_date(draft: Draft, kind: str) -> None:
    """Say in the `publicationStmt` of when the document is, as a date of this type."""
    date = draft.scene.facts.date
    if not date.first:
        return
    statement = publication(draft)
    if any(e.get("type") == kind for e in statement.iterchildren(f"{T}date")):
        return
    made = new("date", date.value.replace("/", " to ").replace("..", ""), type=kind, **limits(date))
    draft.insert(statement, _behind_agency(statement), made)


def _behind_agency(statement: Element) -> int:
    agencies = ("publisher", "authority", "distributor", "pubPlace", "address")
    return max(n for n, child in enumerate(statement, 1) if local_name(child) in agencies)


def limits(date: When) -> dict[str, str]:
    """The attributes of a date or interval."""
    if date.when:
        return {"when": date.when}
    return {"notBefore": date.not_before, "notAfter": date.not_after}
