"""One document through all stages, in the order in which they happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from puzanov_tei import __version__, readers, structure, taggers, tei
from puzanov_tei.archives import Archive
from puzanov_tei.authority import Authority, element
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.language import using
from puzanov_tei.model import Document, Kind, Mention, Metadata, Page, Part, PartKind, Reading, Source
from puzanov_tei.taggers import foreign
from puzanov_tei.taggers.merge import merge
from puzanov_tei.taggers.protocol import Tagger

# What is tagged in the archive's summary: names, and what belongs to a name.
_NAMES = frozenset({Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.ROLE, Kind.FORENAME, Kind.SURNAME})


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


def encode(
    data: bytes,
    name: str,
    authority: Authority,
    *,
    reader: str | None = None,
    encoding: str = "",
    archive: Archive | None = None,
    extra_taggers: Iterable[Tagger] = (),
    identifier: str = "",
) -> Encoded:
    """Encode one page of the archive.

    Args:
        data: the file's bytes.
        name: its name, for messages and as a last resort for the document's identifier.
        authority: persons, places and organisations to link to, and the words that are in use.
        reader: name of a reader (`readers.READERS`); recognised by content if None.
        encoding: of a text file, where neither its bytes nor its declaration tell.
        archive: whose page it is (`archives.find`); recognised by its marks if None.
        extra_taggers: taggers to run after the built-in ones.
        identifier: the document's `xml:id`, if not the one that its page gives it.

    Raises:
        SourceError: the file is empty, binary, in an unknown encoding, or holds no document.
        UsageError: there is no such reader.
    """
    with using(authority.vocabulary):
        page = readers.read(data, name, reader, encoding, archive)
        document, doubts = structure.analyse(page)
        document = without_places(document, authority)
        english = tuple(map(taggers.TAGGERS.load, taggers.TAGGERS))
        run = (*(english if document.language == "en" else (foreign.tag,)), *extra_taggers)
        tagged = tag(document, authority, run)
        mentions, losers = merge(page.source, document.root, document.marks, tagged)
        transcription = tei.transcribe(document, mentions, author_of(document, mentions))
        summary = abstract(document, authority, (*english, *extra_taggers))
        around = surroundings(page.metadata, transcription, summary, authority)
        root = tei.assemble(document, transcription, around, identifier)
        lost = tei.left_out(page, root[0])
        findings = sorted((*doubts, *losers, *remarks(page), *lost), key=lambda finding: finding.sort_key)
        return Encoded(tei.serialize(root), document, mentions, tuple(findings))


def remarks(page: Page) -> Iterator[Finding]:
    """A warning for each thing that the file holds beside its text."""
    for remark in page.remarks:
        place = Location(page.source.name, *page.source.location(remark.offset))
        yield Finding(remark.code, Severity.WARNING, remark.message, location=place)


def tag(document: Document, authority: Authority, run: Iterable[Tagger]) -> tuple[Mention, ...]:
    """What the taggers find, each seeing what those before it have found."""
    mentions: list[Mention] = []
    for tagger in run:
        mentions.extend(tagger(document, authority, tuple(mentions)))
    return tuple(mentions)


def without_places(document: Document, authority: Authority) -> Document:
    """The document without writers and receivers that are places for the authority (`Telegram from Lesk to Moscow`)."""

    def kept(name: str) -> bool:
        return {m.kind for m in authority.find(name) if (m.begin, m.end) == (0, len(name))} != {"place"}

    return replace(
        document, authors=tuple(filter(kept, document.authors)), receivers=tuple(filter(kept, document.receivers))
    )


def author_of(document: Document, mentions: Iterable[Mention]) -> str:
    """Authority id of the writer, if a mention of the writer's name in the document is linked."""
    text = document.page.source.text
    surname = max(document.author.replace(".", " ").split(), key=len, default="").casefold()
    for mention in mentions if surname else ():
        words = text[mention.begin : mention.end].casefold().replace("[", "").replace("]", "")
        if mention.kind is Kind.PERSON and mention.ref and surname in words:
            return mention.ref
    return ""


def abstract(document: Document, authority: Authority, run: Iterable[Tagger]) -> tei.Phrase:
    """The archive's summary, its names tagged as those of the document are."""
    text = document.page.metadata.summary
    if not text:
        return tei.Phrase()
    about = _paragraph(document, text)
    mentions = [m for m in tag(about, authority, run) if m.kind in _NAMES]
    return tei.phrase(about, merge(about.page.source, about.root, (), mentions)[0])


def names_in(text: str, authority: Authority) -> tuple[Mention, ...]:
    """Names, and what belongs to names, in a text that is no page: nested, with offsets into it."""
    source = Source("-", text, text, "")
    root = Part(PartKind.DOCUMENT, 0, len(text))
    about = _paragraph(Document(Page(source, Metadata(), (), "text"), "", root, (), ()), text)
    with using(authority.vocabulary):
        tagged = tag(about, authority, map(taggers.TAGGERS.load, taggers.TAGGERS))
        return merge(about.page.source, about.root, (), [m for m in tagged if m.kind in _NAMES])[0]


def _paragraph(document: Document, text: str) -> Document:
    """The same document with this one paragraph for its text, as it is read."""
    root = Part(PartKind.DOCUMENT, 0, len(text), (Part(PartKind.PARAGRAPH, 0, len(text)),))
    reading = Reading(text, tuple(range(len(text))), (PartKind.DOCUMENT, PartKind.PARAGRAPH))
    page = replace(document.page, source=Source(document.page.source.name, text, text, ""), blocks=())
    return replace(document, page=page, root=root, marks=(), readings=(reading,))


def surroundings(
    metadata: Metadata, transcription: tei.Transcription, summary: tei.Phrase, authority: Authority
) -> tei.Surroundings:
    """What the authority knows about the names in the text and on the archive's page."""
    links = dict(_links(metadata, authority))
    refs = dict.fromkeys((*transcription.references, *summary.references, *links.values()))
    entries = [node for ref in refs if (node := element(authority, ref)) is not None]
    candidates = [ref for _, refs in transcription.candidates for ref in refs]
    return tei.Surroundings(
        entries=entries,
        abstract=summary.pieces,
        labels={ref: entry.preferred for ref in candidates if (entry := authority.entry(ref)) is not None},
        links=links,
        version=__version__,
        digest=authority.digest((*refs, *candidates)),
    )


def _links(metadata: Metadata, authority: Authority) -> Iterator[tuple[str, str]]:
    """Bodies named by the page that are, letter for letter, one organisation of the authority."""
    names = (*metadata.publishers, *metadata.sponsors, *metadata.funders)
    for name in dict.fromkeys((*names, *(number.repository for number in metadata.call_numbers))):
        for match in authority.find(name):
            if (match.begin, match.end, match.kind) == (0, len(name), "org") and len(match.refs) == 1:
                yield name, match.refs[0]
