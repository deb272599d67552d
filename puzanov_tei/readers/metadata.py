"""From the values that a page prints to `Metadata`."""

from __future__ import annotations

from dataclasses import replace

from puzanov_tei.archives import PLAIN, Archive
from puzanov_tei.model import CallNumber, Contributor, Metadata
from puzanov_tei.readers.citation import parse_citation
from puzanov_tei.readers.credits import parse_credits
from puzanov_tei.readers.fields import Fields

# Values of the site's headings that have no field of their own.
_EXTRA = ("archive", "places", "topics", "people", "subjects", "publisher", "period")


def assemble(fields: Fields, archive: Archive = PLAIN) -> Metadata:
    """The metadata of a page of an archive from its gathered values."""
    source = fields.get("source") or fields.get("tail source")
    printed = fields.get("citation") or source
    citation = parse_citation(printed, fields.get("title"), archive)
    url = citation.url or (fields.all("url") or fields.all("retrieved") or ("",))[0]
    extra = tuple((name, value) for name in _EXTRA for value in fields.all(name) + fields.all("tail " + name))
    if fields.get("citation") and source:
        extra = (*extra, ("source", source))
    donors = tuple(d for value in fields.all("tail donors") for part in value.split(";") if (d := part.strip()))
    names = fields.all("authors") + fields.all("tail authors")
    return Metadata(
        title=fields.get("title") or fields.get("heading"),
        date=fields.get("date"),
        citation=printed,
        citation_title=citation.title,
        citation_date=citation.date,
        publishers=citation.publishers,
        call_numbers=_originals(citation.call_numbers, fields.get("tail archive") or fields.get("archive")),
        translators=citation.translators or tuple(Contributor(name) for name in fields.all("translators")),
        obtainers=citation.obtainers,
        sponsors=citation.sponsors,
        funders=parse_credits(fields.get("credits"), donors),
        credits=fields.get("credits"),
        summary=_summary(fields.get("summary"), fields.get("abstract")),
        url=url,
        record_id=fields.get("record_id") or fields.get("tail record_id") or archive.record_of(url),
        language_source=fields.get("language") or fields.get("tail language"),
        contents=fields.get("contents"),
        rights=fields.get("rights") or fields.get("tail rights"),
        document_type=fields.get("type") or fields.get("tail type"),
        classification=fields.get("classification") or fields.get("tail classification"),
        authors=names,
        donors=donors,
        uploaded=fields.get("uploaded") or fields.get("tail uploaded"),
        extra=extra,
        canonical=archive.canonical(url),
        archive=archive.publisher,
    )


def _summary(above: str, below: str) -> str:
    """What the page says of the document above and below it; once where it says the same."""
    start = above.rstrip(".… ")
    return above if below in above else below if start and below.startswith(start) else f"{above} {below}".strip()


def _originals(cited: tuple[CallNumber, ...], archive: str) -> tuple[CallNumber, ...]:
    """The cited originals; the page's own heading names an archive that the citation leaves out."""
    if not archive:
        return cited
    if not cited:
        return (CallNumber(archive, archive),)
    return tuple(number if number.repository else replace(number, repository=archive) for number in cited)
