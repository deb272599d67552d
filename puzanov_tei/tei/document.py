"""Header, standOff and text -> the TEI document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from lxml import etree

from puzanov_tei.model import Document, Page
from puzanov_tei.tei import attested
from puzanov_tei.tei.facts import gather
from puzanov_tei.tei.filedesc import main_title
from puzanov_tei.tei.header import build_header
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.read import XML_ID, XML_LANG, T
from puzanov_tei.tei.recipes import FIELD
from puzanov_tei.tei.seal import seal
from puzanov_tei.tei.standoff import build_stand_off
from puzanov_tei.tei.transcription import Transcription
from puzanov_tei.tei.write import to_element

# What cannot stand in an XML name made of a record number.
_NO_NAME = re.compile(r"[^0-9A-Za-z._-]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the authority and the program add to a transcription.

    Attributes:
        entries: `person`, `place` and `org` elements that the document uses (moved into the result).
        abstract: the archive's summary with its names tagged.
        labels: preferred names by authority id, for candidates.
        links: authority ids of the bodies that the archive's page names, by printed name.
        version: the program's version; digest: of its configuration.
    """

    entries: Sequence[etree._Element] = ()
    abstract: Sequence[Node | str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    digest: str = ""


def assemble(document: Document, transcription: Transcription, around: Surroundings, name: str = "") -> etree._Element:
    """The root of the complete document. The same arguments give the same document.

    Args:
        name: its `xml:id`, if not the one that its page gives it (see `identifier`).
    """
    facts = gather(transcription.text)
    for node in transcription.text.walk():
        node.attributes.pop(FIELD, None)
    title = main_title(document.page.metadata)
    languages = dict.fromkeys(facts.languages)
    languages |= dict.fromkeys(lang for entry in around.entries for e in entry.iter() if (lang := e.get(XML_LANG)))
    facts = replace(
        facts,
        renditions=transcription.renditions,
        writers=attested.writers(document, title, transcription.text),
        receivers=attested.receivers(document, title, transcription.text),
        links={**around.links, **_parties(document, transcription)},
        abstract=tuple(around.abstract),
        languages=tuple(languages),
        version=around.version,
        digest=around.digest,
    )
    root = etree.Element(T + "TEI", nsmap={None: T[1:-1]})
    root.set(XML_ID, name or identifier(document.page))
    root.set(XML_LANG, "en")
    root.append(build_header(document.page, document, facts))
    candidates = [
        (name, tuple((ref, around.labels.get(ref, ref)) for ref in refs)) for name, refs in transcription.candidates
    ]
    stand_off = build_stand_off(around.entries, transcription.local, candidates)
    if stand_off is not None:
        root.append(stand_off)
    text = to_element(transcription.text)
    text.set(XML_LANG, document.language)
    root.append(text)
    seal(root)
    return root


def _parties(document: Document, transcription: Transcription) -> dict[str, str]:
    """The entries of those who wrote the document and of those it is written to, by printed name."""
    names = (*document.authors[1:], *document.receivers, document.receiver_body)
    return {name: _entry_of(name, transcription.text) for name in names} | {document.author: transcription.author}


def _entry_of(name: str, text: Node) -> str:
    """The entry to which the first mention of this name in the text is linked, without `#`."""
    words = "".join(name.split()).casefold()
    for node in text.walk() if words else ():
        if node.tag in ("persName", "orgName") and words in "".join(node.text().split()).casefold():
            return node.attributes.get("ref", "").split(" ")[0].removeprefix("#")
    return ""


def identifier(page: Page) -> str:
    """The archive's name and the record number (`wcda-115612`), or `doc-` and the file's name: an XML name."""
    metadata = page.metadata
    if metadata.archive.id and (record := _NO_NAME.sub("-", metadata.record_id).strip("-")):
        return f"{metadata.archive.id}-{record}"
    return name_of_file(page.source.name)


def name_of_file(source: str) -> str:
    """`doc-` and a file's name without its ending, in letters, digits and hyphens; `table.csv#12`: `doc-table-12`."""
    file, _, record = source.rpartition("#")
    stem = f"{PurePath(file).stem}-{record}" if PurePath(file).suffix else PurePath(source).stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return "doc-" + (re.sub(r"[^0-9A-Za-z]+", "-", plain).strip("-").lower() or "unnamed")
