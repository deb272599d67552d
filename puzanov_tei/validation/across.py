"""What only shows when files are seen together: one name given to two documents, or to two authority entries.

Editions, and the headers of corpora, hold copies of the authority entries that they use, so those identifiers occur
again on purpose; what has to be unique is the `xml:id` of each document, and of each entry among other files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from puzanov_tei.base.names import TEI_NS
from puzanov_tei.base.scan import Facts
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
    """An identifier that has to be unique among the files that are checked together.

    Attributes:
        content: what the content of its file is told by.
    """

    xml_id: str
    line: int
    column: int
    content: str = ""


def names(facts: Facts, data: bytes) -> tuple[UniqueId, ...]:
    """The names of a file: that of the document, or those of the entries of an authority file."""
    if facts.namespace != TEI_NS or facts.fault is not None:
        return ()
    if facts.has_text or facts.root == "teiCorpus":
        own = facts.ids.get(facts.root_id)
        named = [own] if own else []
    else:
        named = [value for value in facts.ids.values() if value.element in ENTRIES]
    content = blake2b(data, digest_size=8).hexdigest() if named else ""
    return tuple(UniqueId(value.value, value.line, value.column, content) for value in named if value.value.strip())


def duplicates(files: Iterable[tuple[str, Iterable[UniqueId]]]) -> Iterator[Finding]:
    """A finding for the second and later use of a name; `files` are pairs of file name and names.

    Files of one name (`1.xml`, `1-ana.xml`) in two folders are versions of one document: nothing is said of those with
    the same content, and of the others once for the two folders.
    """
    first: dict[str, tuple[str, UniqueId]] = {}
    versions: dict[tuple[Path, Path], dict[str, tuple[str, UniqueId]]] = {}
    for file, identifiers in files:
        for name in identifiers:
            other, place = first.setdefault(name.xml_id, (file, name))
            if other == file:
                continue
            path, other_path = Path(file), Path(other)
            folders = path.parent, other_path.parent
            if folders[0] != folders[1] and _versions(path.name, other_path.name):
                if name.content != place.content:
                    versions.setdefault(folders, {}).setdefault(file, (other, name))
            else:
                yield Finding(
                    "PZ408",
                    Severity.ERROR,
                    f'"{name.xml_id}" is also the name of something in {other}.',
                    f"Give one of the two another xml:id (the other is in line {place.line}).",
                    Location(file, name.line, name.column),
                    xml_id=name.xml_id,
                )
    for of_folders in versions.values():
        file, (other, name) = next(iter(of_folders.items()))
        more = f"; so it is with {len(of_folders) - 1} more of these two folders" if len(of_folders) > 1 else ""
        message = f'"{name.xml_id}" names something in {other}, too, which has the same file name{more}.'
        yield Finding(
            "PZ408",
            Severity.WARNING,
            message,
            "If they are versions of one document, leave one folder out of the run (exclude in the configuration).",
            Location(file, name.line, name.column),
            xml_id=name.xml_id,
        )


def _versions(name: str, other: str) -> bool:
    """Whether two names of files are the same, but for what is added to one of them."""
    shorter, longer = sorted((name.partition(".")[0], other.partition(".")[0]), key=len)
    return longer.startswith(shorter) and not longer[len(shorter) : len(shorter) + 1].isalnum()
