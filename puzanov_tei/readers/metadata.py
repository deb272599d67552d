"""From the values that a page prints to `Metadata`."""

from __future__ import annotations

import re
from dataclasses import replace

from puzanov_tei.model import CallNumber, Metadata
from puzanov_tei.readers.citation import parse_citation
from puzanov_tei.readers.credits import parse_credits
from puzanov_tei.readers.fields import Fields

_RECORD = re.compile(
    r"https?://[^/\s]{1,200}/(?:[a-z]{2}/)?(?:document|node)/(\d{1,12})(?:\.pdf|/[a-z]{1,20})?(?:[?#][^\s]{0,300})?",
    re.IGNORECASE,
)
# Values of the site's headings that have no field of their own.
_EXTRA = ("archive", "places", "topics", "people", "subjects", "publisher", "period")


def assemble(fields: Fields) -> Metadata:
    """The metadata of a page from its gathered values."""
    printed = fields.get("citation") or fields.get("tail source")
    citation = parse_citation(printed, fields.get("title"))
    url = citation.url or (fields.values.get("url") or fields.values.get("retrieved") or [""])[0]
    record = fields.get("tail record_id") or record_id(url)
    extra = tuple((name, fields.get("tail " + name)) for name in _EXTRA if fields.get("tail " + name))
    if fields.get("citation") and fields.get("tail source"):
        extra = (*extra, ("source", fields.get("tail source")))
    donors = tuple(
        d for value in fields.values.get("tail donors", ()) for part in value.split(";") if (d := part.strip())
    )
    return Metadata(
        title=fields.get("title") or fields.get("heading"),
        date=fields.get("date"),
        citation=printed,
        citation_title=citation.title,
        citation_date=citation.date,
        publishers=citation.publishers,
        call_numbers=_originals(citation.call_numbers, fields.get("tail archive")),
        translators=citation.translators,
        obtainers=citation.obtainers,
        sponsors=citation.sponsors,
        funders=parse_credits(fields.get("credits"), donors),
        credits=fields.get("credits"),
        summary=fields.get("summary") or fields.get("abstract"),
        url=url,
        record_id=record,
        language_source=fields.get("language") or fields.get("tail language"),
        contents=fields.get("contents"),
        rights=fields.get("tail rights"),
        document_type=fields.get("tail type"),
        classification=fields.get("tail classification"),
        authors=tuple(fields.values.get("tail authors", ())),
        donors=donors,
        uploaded=fields.get("tail uploaded"),
        extra=extra,
    )


def _originals(cited: tuple[CallNumber, ...], archive: str) -> tuple[CallNumber, ...]:
    """The cited originals; the page's own heading names an archive that the citation leaves out."""
    if not archive:
        return cited
    if not cited:
        return (CallNumber(archive, archive),)
    return tuple(number if number.repository else replace(number, repository=archive) for number in cited)


def record_id(url: str) -> str:
    """The archive's record number in an address (`/document/115612`, `/node/7`, `.pdf?v=`), or empty."""
    match = _RECORD.fullmatch(url)
    return match[1] if match else ""
