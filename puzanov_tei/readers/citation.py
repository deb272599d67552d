"""The printed citation: quoted title, date, publishers, archival call numbers, people, address.

    "Title", May 15, 1957, Publisher, AVPRF F. 0102, Op. 13, Delo 5. Translated for NKIDP by A B. https://...

Every part may be missing; the new site prints call number and people alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from puzanov_tei.archives import PLAIN, Archive
from puzanov_tei.model import CallNumber, Contributor
from puzanov_tei.readers import values
from puzanov_tei.readers.callnumber import archive_name, parse_call_numbers
from puzanov_tei.readers.people import find_people, parse_people

_URL = re.compile(r"<?(https?://[^\s\"”<>]+)>?")
_QUOTES = {'"': '"', "“": "”", "„": "”", "'": "'", "‘": "’", "«": "»"}
# A longer string is no citation; what stands in front is read.
_LIMIT = 6000


@dataclass(frozen=True, slots=True)
class Citation:
    """What a printed citation says."""

    title: str = ""
    date: str = ""
    publishers: tuple[str, ...] = ()
    call_numbers: tuple[CallNumber, ...] = ()
    translators: tuple[Contributor, ...] = ()
    obtainers: tuple[Contributor, ...] = ()
    sponsors: tuple[str, ...] = ()
    url: str = ""


def parse_citation(printed: str, known: str = "", archive: Archive = PLAIN) -> Citation:
    """Read a printed citation; what cannot be read is simply not in the result.

    Args:
        printed: the citation.
        known: the document's title if the page gives it, for citations that print it without quotes.
        archive: whose page printed it; its names tell who publishes from where the original is kept.
    """
    addresses = _URL.findall(printed)
    rest = _URL.sub(" ", printed[:_LIMIT]).strip()
    title, rest = _title(rest, known, archive)
    people_begin = find_people(rest)
    people = parse_people(rest[people_begin:])
    date, rest = _date(rest[:people_begin])
    publishers, rest = _publishers(rest, bool(title or date), archive)
    sponsors = dict.fromkeys(p.sponsor for p in (*people.obtainers, *people.translators) if p.sponsor)
    return Citation(
        title=title,
        date=date,
        publishers=publishers,
        call_numbers=parse_call_numbers(rest, archive.names),
        translators=people.translators,
        obtainers=people.obtainers,
        sponsors=tuple(sponsors),
        url=addresses[0].rstrip(".,;)") if addresses else "",
    )


def _title(text: str, known: str, archive: Archive) -> tuple[str, str]:
    """The quoted title and what follows it. The comma may stand inside or outside the closing quote."""
    closing = _QUOTES.get(text[:1])
    if closing is None:
        if known and text.startswith(known):
            return known, text[len(known) :].lstrip(" ,.")
        return "", text
    ends = [
        (match.start(), match.end())
        for match in re.finditer(rf",?[{closing}\"”](?:,|\.)?(?=\s|$)", text[1:])
        if match[0] != closing or not text[1 + match.end() :].strip()
    ]
    if not ends:
        return "", text
    # Quotes inside a title close too: the right end is followed by a date or a publisher.
    followed = (bounds for bounds in ends if _follows_title(text[1 + bounds[1] :][:300].lstrip(), archive))
    begin, end = next(followed, ends[0])
    return text[1 : 1 + begin].strip(), text[1 + end :].strip()


def _follows_title(text: str, archive: Archive) -> bool:
    return values.page_date().match(text) is not None or archive.named_in(text[:200].split(",", 1)[0])


def _date(text: str) -> tuple[str, str]:
    """The date that opens `text`, and the rest."""
    match = values.page_date().match(text)
    if match is None or text[match.end() :].strip()[:1] not in {",", ".", ""}:
        return "", text
    return match[0], text[match.end() :].lstrip(" ,")


def _publishers(text: str, is_full: bool, archive: Archive) -> tuple[tuple[str, ...], str]:
    """The segments before the first archive that keeps originals, and the rest.

    A citation without title and date (`is_full` is false) prints no publisher, or only the archive that printed it.
    """
    publishers: list[str] = []
    while text and not archive_name(text, archive.names):
        head, comma, rest = text.partition(", ")
        is_own = archive.named_in(head)
        if not (is_full or is_own) or (publishers and archive.named_in(publishers[-1])):
            return tuple(publishers), text
        publishers.append(head.strip(" ,.;"))
        text = rest.lstrip() if comma else ""
    return tuple(publisher for publisher in publishers if publisher), text
