"""When a document was written: the dates that TEI gives, told apart, each with the place it was read from.

A date of publication, of the printed source or of the edition, is never the date of the document, but for a
text that is a transcription of that very book (`sourceDesc/biblFull`) and says nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from puzanov_tei.exporters.records.letters import written
from puzanov_tei.exporters.records.values import UNDATED, When, dated, text_of, when
from puzanov_tei.tei.read import T

_FILE, _PROFILE = f"{T}fileDesc", f"{T}profileDesc"
_PUBLICATION = f"{_FILE}/{T}publicationStmt/{T}date"
_SOURCE = f"{_FILE}/{T}sourceDesc"
_CREATED = frozenset("created creation content content-date written composed document sent delivered original".split())
_ORIGINAL = ("original", "first", "print", "source")
_WRITTEN = ("written", "creation", "composed", "print", "published", "premiere")


@dataclass(frozen=True, slots=True)
class Dating:
    """A date and what kind of place it was read from (path of elements, from the header or text down)."""

    date: When = UNDATED
    place: str = ""

    def __bool__(self) -> bool:
        return bool(self.date)


Finder = Callable[[etree._Element], Iterator[tuple[When, str]]]


def _paths(*paths: str) -> Finder:
    """The dating attributes of elements at these paths below the header."""

    def find(header: etree._Element) -> Iterator[tuple[When, str]]:
        for path in paths:
            tags = "/".join(
                step if step.startswith(("*", "@", ".")) or not step else T + step for step in path.split("/")
            )
            for element in header.iterfind(tags):
                date = when(element)
                # What a bibliography dates to a day or year is a book; only limits can be the work's.
                if not (date.when and path.endswith("bibl/date")):
                    yield date, path

    return find


def _created(header: etree._Element) -> Iterator[tuple[When, str]]:
    for date in header.iterfind(_PUBLICATION):
        if (date.get("type") or "").lower() in _CREATED:
            yield when(date), f"publicationStmt/date[@type='{date.get('type')}']"


def _years(header: etree._Element) -> Iterator[tuple[When, str]]:
    """Years in words, where they can only be the document's."""
    for path in ("creation/date", "creation/origDate"):
        for element in header.iterfind(f"{_PROFILE}/{'/'.join(T + step for step in path.split('/'))}"):
            yield dated(element), path
    for element in header.iterfind(f"{_SOURCE}//{T}origDate"):
        yield dated(element), "origDate"


def _titled(header: etree._Element) -> Iterator[tuple[When, str]]:
    for title in header.iterfind(f"{_FILE}/{T}titleStmt/{T}title"):
        if title.get("type") == "iso-date":
            yield When(title.get("when-iso") or text_of(title)), "title[@type='iso-date']"
        yield when(title), "title"


def _original(header: etree._Element) -> Iterator[tuple[When, str]]:
    """The book, or the issue of a periodical, that the text is a transcription of."""
    for issue in header.iterfind(f"{_SOURCE}/{T}biblStruct/{T}monogr"):
        if any(title.get("level") == "j" for title in issue.iterchildren(f"{T}title")):
            for date in issue.iterfind(f"{T}imprint/{T}date"):
                if when(date).is_day:
                    yield when(date), "sourceDesc/biblStruct/monogr/imprint/date"
    for bibl in header.iterfind(f"{_SOURCE}/{T}biblFull"):
        for path in ("publicationStmt/date", "editionStmt/edition/date"):
            for date in bibl.iterfind("/".join(T + step for step in path.split("/"))):
                yield dated(date), f"sourceDesc/biblFull/{path}"
    for bibl in header.iterfind(f"{_SOURCE}//{T}bibl[@type]"):
        kind = (bibl.get("type") or "").lower()
        if kind.startswith(_ORIGINAL):
            for date in bibl.iterchildren(f"{T}date"):
                yield dated(date), f"sourceDesc/bibl[@type='{bibl.get('type')}']/date"


_HEADER: tuple[Finder, ...] = (
    _paths("profileDesc/creation/date[@type='document']", "profileDesc/creation/date", "profileDesc/creation"),
    _paths("profileDesc/correspDesc/correspAction[@type='sent']/date"),
    _created,
    _paths("profileDesc/creation/origDate"),
    _paths(
        "profileDesc/settingDesc/setting/date", "profileDesc/settingDesc//date", "fileDesc/sourceDesc//recording/date"
    ),
    _paths("fileDesc/sourceDesc//origDate", "fileDesc/sourceDesc//msDesc/history/origin/date"),
    _paths("fileDesc/sourceDesc//msDesc/history/origin", "fileDesc/sourceDesc//msDesc/head/date"),
    _paths("fileDesc/sourceDesc//msItem/date", "fileDesc/sourceDesc//msItem/bibl/date"),
    _titled,
    _years,
)


def from_header(header: etree._Element) -> Dating:
    """The date of the document that its header gives: of content, of sending, of the witness."""
    return _first(_HEADER, header)


def from_source(header: etree._Element, root: etree._Element) -> Dating:
    """Where nothing else dates the document: the description of a letter, an event that tells of its
    writing or printing, its original."""
    return _first((written, lambda _: _events(root), _original), header)


def published(header: etree._Element) -> When:
    """When this edition was published."""
    dates = [d for d in header.iterfind(_PUBLICATION) if (d.get("type") or "").lower() not in _CREATED]
    return next((value for date in dates if (value := dated(date))), When())


def source_published(header: etree._Element) -> When:
    """When the printed source was published, if the description of the source gives one date."""
    values = {
        d
        for date in header.iterfind(f"{_SOURCE}//{T}date")
        if next(date.iterancestors(f"{T}msDesc"), None) is None and (d := dated(date))
    }
    return values.pop() if len(values) == 1 else When()


def _events(root: etree._Element) -> Iterator[tuple[When, str]]:
    """Events in `standOff` that tell of the document itself (DraCor)."""
    events = [e for e in root.iterfind(f"{T}standOff/{T}listEvent/{T}event") if e.get("type") in _WRITTEN]
    for event in sorted(events, key=lambda e: _WRITTEN.index(e.get("type", ""))):
        yield when(event), f"standOff/listEvent/event[@type='{event.get('type')}']"


def _first(finders: Iterable[Finder], header: etree._Element) -> Dating:
    for find in finders:
        for date, place in find(header):
            if date:
                return Dating(date.by_day, place)
    return Dating()
