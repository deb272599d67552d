"""What only shows when files are seen together: one name given to two documents, or to two authority entries.

Editions hold copies of the authority entries that they use, so those identifiers occur again on purpose; what
has to be unique is the `xml:id` of each document, and of each entry among the files that have no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from puzanov_tei.base.scan import TEI_NS, Facts
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ408": (
        "Two files give the same name to different things",
        "When editions are put together, in an index, a search or a corpus, links from one file end in the other. "
        "Documents are named once; so are persons, places and organisations in authority files.",
    ),
}
ENTRIES = frozenset({"person", "personGrp", "place", "org", "event", "category", "bibl"})


class UniqueId(NamedTuple):
    """An identifier that has to be unique among the files that are checked together."""

    xml_id: str
    line: int
    column: int


def names(facts: Facts) -> tuple[UniqueId, ...]:
    """The names of a file: that of the document, or those of the entries of an authority file."""
    if facts.namespace != TEI_NS or facts.fault is not None:
        return ()
    if facts.has_text:
        own = facts.ids.get(facts.root_id)
        return (UniqueId(own.value, own.line, own.column),) if own else ()
    return tuple(
        UniqueId(xml_id, value.line, value.column) for xml_id, value in facts.ids.items() if value.element in ENTRIES
    )


def duplicates(files: Iterable[tuple[str, Iterable[UniqueId]]]) -> Iterator[Finding]:
    """A finding for the second and later use of a name; `files` are pairs of file name and names."""
    first: dict[str, tuple[str, UniqueId]] = {}
    for file, identifiers in files:
        for name in identifiers:
            if name.xml_id not in first:
                first[name.xml_id] = (file, name)
                continue
            other, place = first[name.xml_id]
            if other != file:
                yield Finding(
                    "PZ408", Severity.ERROR, f'"{name.xml_id}" is also the name of something in {other}.',
                    f"Give one of the two another xml:id (the other is in line {place.line}).",
                    Location(file, name.line, name.column), xml_id=name.xml_id,
                )
