"""One document through all stages, in the order in which they happen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from puzanov_tei import readers, structure, taggers, tei
from puzanov_tei.authority import Authority, element
from puzanov_tei.findings import Finding
from puzanov_tei.model import Document, Kind, Mention
from puzanov_tei.taggers.merge import merge


@dataclass(frozen=True, slots=True)
class Encoded:
    """What came of one file.

    Attributes:
        tei: the TEI P5 document, UTF-8.
        document: parts, marks and readings it was built from.
        mentions: marks and mentions as they were encoded, nested.
        findings: what the encoder was not sure of, in document order.
    """

    tei: bytes
    document: Document
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]


def encode(data: bytes, name: str, authority: Authority, *, reader: str | None = None) -> Encoded:
    """Encode one page of the archive.

    Args:
        data: the file's bytes.
        name: its name, for messages and as a last resort for the document's identifier.
        authority: persons, places and organisations to link to.
        reader: name of a reader (`readers.READERS`); recognised by content if None.

    Raises:
        SourceError: the file is empty, binary, in an unknown encoding, or holds no document.
        UsageError: there is no such reader.
    """
    page = readers.read(data, name, reader)
    document, doubts = structure.analyse(page)
    found = tag(document, authority)
    mentions, losers = merge(page.source, document.root, document.marks, found)
    author = author_of(document, mentions)
    transcription = tei.transcribe(document, mentions, author)
    entries = [e for ref in transcription.references if (e := element(authority, ref)) is not None]
    labels = {ref: _label(authority, ref) for _, refs in transcription.candidates for ref in refs}
    result = tei.assemble(document, transcription, entries, labels)
    findings = sorted((*doubts, *losers), key=lambda finding: finding.sort_key)
    return Encoded(result, document, mentions, tuple(findings))


def tag(document: Document, authority: Authority) -> tuple[Mention, ...]:
    """What all taggers find, each seeing what those before it have found."""
    found: list[Mention] = []
    for tagger in taggers.TAGGERS:
        found.extend(tagger(document, authority, tuple(found)))
    return tuple(found)


def author_of(document: Document, mentions: Iterable[Mention]) -> str:
    """Authority id of the writer, if a mention of the writer's name in the document is linked."""
    if not document.author:
        return ""
    text = document.page.source.text
    surname = max(document.author.replace(".", " ").split(), key=len, default="").casefold()
    for mention in mentions:
        words = text[mention.begin : mention.end].casefold().replace("[", "").replace("]", "")
        if mention.kind is Kind.PERSON and mention.ref and surname in words:
            return mention.ref
    return ""


def _label(authority: Authority, ref: str) -> str:
    entry = authority.entry(ref)
    return ref if entry is None else entry.label
