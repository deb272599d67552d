"""TEI that somebody edited in an XML editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from puzanov_tei.decisions.learn import learn as compare
from puzanov_tei.decisions.sources import Edited, Lesson, unknown, unsaid
from puzanov_tei.decisions.state import Bases
from puzanov_tei.tei.read import XML_ID, parse
from puzanov_tei.tei.seal import stated_digest
from puzanov_tei.tei.tree import read

SUFFIXES = (".xml", ".tei")


def learn(edited: Edited, documents: Mapping[str, Path]) -> Iterator[Lesson]:
    """What differs from what the program wrote last: its base in `.puzanov`, or else the document as it is now.

    Raises:
        SourceError: the file is no well-formed XML.
    """
    root = read(parse(edited.data, str(edited.path)))
    document = root.attributes.get(XML_ID, edited.path.stem)
    base = Bases(edited.path).get(stated_digest(root)) or _current(documents.get(document), edited.path)
    if base is None:
        yield Lesson(document, findings=(unknown(edited.path),))
        return
    learnt = compare(read(parse(base, "what the program wrote")), root, edited.by, teach=edited.teach)
    yield Lesson(document, learnt.decisions, unsaid(learnt.left, edited.path))


def _current(path: Path | None, edited: Path) -> bytes | None:
    """The document as it is now, if that is another file than the edited one."""
    return path.read_bytes() if path is not None and path.resolve() != edited.resolve() else None
