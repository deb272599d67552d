"""The documents that are reviewed, as data for the page: blocks with their words, and the names in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

from puzanov_tei.decisions.apply_names import TAGS
from puzanov_tei.decisions.lines import CONTEXT, identifier
from puzanov_tei.decisions.places import BLOCKS, address, is_unprinted, neighbour, words_of
from puzanov_tei.decisions.report import questions
from puzanov_tei.decisions.status import PROPOSED
from puzanov_tei.decisions.surgery import ancestors, is_name
from puzanov_tei.errors import SourceError, UsageError
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.tei.read import XML_ID, T, editions
from puzanov_tei.tei.tree import Branch, read

_SEEN = ("exact", "prefix", "suffix")
KINDS = {tag: kind for kind, tag in TAGS.items()}


@dataclass(frozen=True, slots=True)
class NameInText:
    """A name or date: its place among the words of its block, and what is said about it.

    Attributes:
        about: of words that name nobody, what they mean: `person` for the minister.
    """

    id: str
    block: int
    begin: int
    end: int
    exact: str
    prefix: str
    suffix: str
    type: str
    entity: str
    cert: str
    status: str
    question: str
    when: str
    about: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or item.

    Attributes:
        text: its words; source: the same in the source.
        joins: the number of the one that it can be joined with, its neighbour of the same kind; 0 if there is none.
    """

    address: str
    kind: str
    text: str
    source: str
    xml_id: str
    joins: int


@dataclass
class EditedFile:
    """One TEI file."""

    path: Path
    id: str = ""
    title: str = ""
    year: str = ""
    data: bytes = field(default=b"", repr=False)

    @cached_property
    def content(self) -> tuple[list[Passage], list[NameInText]]:
        """Blocks and mentions, in document order."""
        edition = next(editions(self.data, str(self.path)))
        root = read(edition.root)
        source = _sources(edition, root)
        blocks: list[Passage] = []
        mentions: list[NameInText] = []
        asked = questions(root)
        text = next((child for child in root.children if child.name == "text"), root)
        shown = [branch for branch in text.walk() if _is_shown(branch) and words_of(branch).text.strip()]
        numbers = {id(branch): number for number, branch in enumerate(shown)}
        for number, branch in enumerate(shown):
            words = words_of(branch)
            where = address(branch)
            printed, identified = source.get(where, words.text), branch.attributes.get(XML_ID, "")
            joins = numbers.get(id(neighbour(branch)), 0)
            blocks.append(Passage(where, branch.name, words.text, printed, identified, joins))
            mentions += self._mentions(branch, words.text, number, where, words.back, asked)
        return blocks, mentions

    def _mentions(
        self, block: Branch, text: str, number: int, where: str, back: Any, asked: dict[str, str]
    ) -> Iterator[NameInText]:
        for name in block.walk():
            if not is_name(name) or name.begin >= name.end or is_unprinted(name, block):
                continue
            begin, end = back(name.begin), back(name.end - 1) + 1
            exact, prefix = text[begin:end], text[max(0, begin - CONTEXT) : begin]
            if not exact.strip():
                continue
            resp = name.attributes.get("resp", "").split()
            status = "open" if resp == [PROPOSED] else "confirmed" if resp else "none"
            yield NameInText(
                identifier(self.id, where, exact, prefix),
                number,
                begin,
                end,
                exact,
                prefix,
                text[end : end + CONTEXT],
                KINDS.get(name.name, name.name),
                name.attributes.get("ref", "").removeprefix("#"),
                name.attributes.get("cert", ""),
                status,
                asked.get(name.attributes.get(XML_ID, ""), ""),
                _day(name),
                name.attributes.get("type", "") if name.name == "rs" else "",
            )

    def as_json(self) -> dict[str, Any]:
        """The document for the page; what the page can see from the words of a block is left out."""
        return self._json

    @cached_property
    def _json(self) -> dict[str, Any]:
        blocks, mentions = self.content
        return {
            "id": self.id,
            "title": self.title,
            "blocks": [{**asdict(b), "source": "" if b.source == b.text else b.source} for b in blocks],
            "mentions": [{k: v for k, v in asdict(m).items() if k not in _SEEN} for m in mentions],
        }


def _is_shown(branch: Branch) -> bool:
    """Whether an element is shown by itself: an outermost block, or a note in one, whose words are not the block's."""
    return branch.name == "note" or (
        branch.name in BLOCKS and not any(above.name in BLOCKS for above in ancestors(branch))
    )


def load(paths: Iterable[Path]) -> dict[str, EditedFile]:
    """The documents of TEI files by identifier.

    Raises:
        SourceError: a file is not TEI.
        UsageError: two files hold the same document, or none holds a text.
    """
    documents: dict[str, EditedFile] = {}
    for path in paths:
        data = path.read_bytes()
        if b"<!ENTITY" in data:
            raise SourceError(f"{path}: it declares entities, which the review page does not read. Replace them first.")
        for edition in editions(data, str(path)):
            if edition.root.find(f"{T}text") is None:
                continue
            if (other := documents.get(edition.doc_id)) is not None:
                raise UsageError(f"{path} and {other.path} hold the same document {edition.doc_id}.")
            title = edition.root.find(f".//{T}titleStmt/{T}title")
            words = "" if title is None else " ".join("".join(title.itertext()).split())
            documents[edition.doc_id] = EditedFile(path, edition.doc_id, words or edition.doc_id, _year(edition), data)
    if not documents:
        raise UsageError("no TEI document with a text is there to be reviewed.")
    _tell_apart(documents.values())
    return documents


def _tell_apart(documents: Collection[EditedFile]) -> None:
    """Put the name of its file, or its identifier, behind a title that several documents have."""
    for of_document in (attrgetter("path.name"), attrgetter("id")):
        titles = Counter(document.title for document in documents)
        for document in documents:
            if titles[document.title] > 1:
                document.title += f" ({of_document(document)})"


def _year(edition: Any) -> str:
    """The year in which a document was written, as its header says; empty if it does not."""
    dates = edition.root.iterfind(f"{T}teiHeader/{T}profileDesc/{T}creation/{T}date")
    return next((day[:4] for date in dates for name in ("when", "notBefore", "from") if (day := date.get(name))), "")


def _sources(edition: Any, root: Branch) -> dict[str, str]:
    """The words of each block as the source prints them, brackets in their places, by the block's address."""
    source = Scene(edition).source
    elements = [e for e in edition.root.iter() if isinstance(e.tag, str)]
    branches = [b for b in root.walk() if b.tag[:1] == "{" or not b.tag.startswith("<")]
    sources = {}
    for element, branch in zip(elements, branches, strict=False):
        if branch.name in BLOCKS and element in source:
            begin, end = source.span(element)
            sources[address(branch)] = source.text[begin:end].strip()
    return sources


def _day(name: Branch) -> str:
    """The day that a date means, or the two between which it lies with a stroke between."""
    given = name.attributes.get
    ends = (given("from") or given("notBefore") or "", given("to") or given("notAfter") or "")
    return given("when") or "/".join(ends).strip("/")
