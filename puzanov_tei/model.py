"""The types that travel through the encoder. Plain frozen data, standard library only.

Everything is stand-off: the source's text never changes, and every block, part and mention is a
half-open span of code points `begin:end` into `Source.text`. Only `tei` turns spans into elements.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class Source:
    """A document's text as the reader understands it, and where it came from.

    Attributes:
        name: file name for messages (`-` for standard input).
        raw: the file as decoded.
        text: the page's text without the page's own markup (Markdown signs, LaTeX, HTML tags, page chrome
            stays). Nothing else is changed.
        sha256: digest of the file's bytes.
        origin: pairs (offset in `text`, offset in `raw`), ascending; between two pairs both run in step.
    """

    name: str
    raw: str
    text: str
    sha256: str
    origin: tuple[tuple[int, int], ...] = ((0, 0),)
    _lines: list[int] = field(default_factory=list, repr=False, compare=False)

    def raw_offset(self, offset: int) -> int:
        """The offset in `raw` of `text[offset]`."""
        index = max(0, bisect_right(self.origin, (offset, len(self.raw))) - 1)
        clean, raw = self.origin[index]
        return min(raw + offset - clean, len(self.raw))

    def location(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) in the file of `text[offset]`."""
        if not self._lines:
            self._lines.append(0)
            self._lines.extend(i + 1 for i, char in enumerate(self.raw) if char == "\n")
        raw = self.raw_offset(offset)
        line = bisect_right(self._lines, raw)
        return line, raw - self._lines[line - 1] + 1


class BlockKind(StrEnum):
    """What the page's own layout says a block is. Heading levels of PDF conversions are noise.

    The cells of a ROW are separated by tabs.
    """

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like unit of the page: `Source.text[begin:end]`, without surrounding white space.

    Attributes:
        level: heading level or nesting depth of a list item (from 1); 1 for a row that begins a table; 0 otherwise.
    """

    kind: BlockKind
    begin: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class CallNumber:
    """One archival citation and the parts that could be read from it.

    Attributes:
        text: the citation as printed, e.g. `AVPRF F. 0102, Op. 13, P. 72, Delo 5, Listy 44-113`.
        repository: the archive as printed (`AVPRF`).
        parts: (type, value, begin, end) in printed order, offsets into `text`; types are the field's own:
            fond, opis, papka, delo, listy, rolik, folder, issue, box, item, year, signature ...
    """

    text: str
    repository: str = ""
    parts: tuple[tuple[str, str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who worked on the digital document, with the body they worked for (`NKIDP`), if it is said."""

    name: str
    sponsor: str = ""


@dataclass(frozen=True, slots=True)
class Publisher:
    """The archive that published a page, as far as a header speaks of it; all empty for a text from anywhere.

    Attributes:
        id: an XML name that stands for the archive: `TEI/@xml:id` begins with it, `@resp` points to it.
        name: as readers know it.
        home: address of its site.
        rights: what it is known to say of rights, for pages that were saved without it.
    """

    id: str = ""
    name: str = ""
    home: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the archive's page says about the document. Every value is as printed; absent is empty.

    `citation` is the whole printed citation; the fields after it are read from it or from the page's labels.
    Dates are printed strings; `dates.parse` gives their values.
    """

    title: str = ""
    date: str = ""
    citation: str = ""
    citation_title: str = ""
    citation_date: str = ""
    publishers: tuple[str, ...] = ()
    call_numbers: tuple[CallNumber, ...] = ()
    translators: tuple[Contributor, ...] = ()
    obtainers: tuple[Contributor, ...] = ()
    sponsors: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    credits: str = ""
    summary: str = ""
    url: str = ""
    record_id: str = ""
    language_source: str = ""
    contents: str = ""
    rights: str = ""
    document_type: str = ""
    classification: str = ""
    authors: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    uploaded: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    canonical: str = ""
    archive: Publisher = Publisher()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of a file that is not in its text, at an offset of `Source.text`: a code and a sentence about it."""

    code: str
    offset: int
    message: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of the page that says nothing about the document: `Source.text[begin:end]` and what it is.

    Kinds: `label` (what introduces a value), `site` (buttons and banners), `related` (other documents), `mirror`
    (what a third party's copy adds), `running` (running heads inside the document).
    """

    begin: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader makes of a file: the source, what the page says of it, and the document's own blocks.

    `blocks` covers the document only; the page's chrome, citation and abstract are outside it.
    `reader` names the reader that recognised the file.

    Attributes:
        layout: what the file's own form says of its text: notes, page breaks, superscripts, emphasis.
        remarks: what the file holds beside its text and is left out of it: comments, deleted words.
        furniture: what the page says that is neither about the document nor of it, in order.
    """

    source: Source
    metadata: Metadata
    blocks: tuple[Block, ...]
    reader: str
    layout: tuple[Mention, ...] = ()
    remarks: tuple[Remark, ...] = ()
    furniture: tuple[Furniture, ...] = ()


class PartKind(StrEnum):
    """The parts of a diplomatic document. The value names the pattern in the encoding guidelines."""

    # Containers
    DOCUMENT = "document"
    ENTRY = "entry"
    SECTION = "section"
    ATTACHMENT = "attachment"
    LETTERHEAD = "letterhead"
    CLOSER = "closer"
    SIGNED = "signed"
    DISTRIBUTION = "distribution"
    LIST = "list"
    TABLE = "table"
    ROW = "row"
    # Blocks
    TITLE = "title"
    HEADING = "heading"
    DATELINE = "dateline"
    SALUTE = "salute"
    ADDRESS = "address"
    FIELD = "field"
    PARAGRAPH = "paragraph"
    TURN = "turn"
    SPEAKER = "speaker"
    ITEM = "item"
    LABEL = "label"
    CELL = "cell"
    FOOTNOTE = "footnote"
    SEPARATOR = "separator"
    OMISSION = "omission"
    STAMP = "stamp"
    HANDWRITTEN = "handwritten"
    NOTE = "note"
    PAGE_BREAK = "page-break"
    COPIES = "copies"
    REGISTRY = "registry"
    TYPIST = "typist"
    UNPARSED = "unparsed"
    # Inline parts of letterhead, stamp and closing matter
    OFFICE = "office"
    CLASSIFICATION = "classification"
    NUMBER = "number"
    IDNO = "idno"
    COPY = "copy"
    FILE = "file"
    RUN_IN = "run-in"


class PartAttributes(TypedDict, total=False):
    """What the structure knows of a part beside its kind, by the names of TEI's attributes.

    `n` is the ISO date of an entry, or the number of a note, item or page. `id`, `prev` and `next` chain the pieces of
    one stamp; they are names within the document. `fragment` is there where other text divides a piece from its stamp.
    """

    n: str
    type: str
    id: str
    prev: str
    next: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document: a span, its kind, its children (inside it, in order, not overlapping).

    Text of a part that none of its children covers is the part's own text.

    Attributes:
        attributes: only those that are known are in it.
    """

    kind: PartKind
    begin: int
    end: int
    children: tuple[Part, ...] = ()
    attributes: PartAttributes = field(default_factory=PartAttributes)


class Kind(StrEnum):
    """What a mention is. The value is the element (or pattern) that `tei` makes of it."""

    # Names and dates
    PERSON = "persName"
    PLACE = "placeName"
    ORG = "orgName"
    DATE = "date"
    TIME = "time"
    ROLE = "roleName"
    FORENAME = "forename"
    SURNAME = "surname"
    OFFICE_HOLDER = "rs"  # a person named by the office alone: rs type="person"
    GROUP = "personGroup"
    EVENT = "event"
    WORK = "title"
    SAID = "said"
    ABBREVIATION = "abbr"
    # Editorial marks
    GAP = "gap"
    SUPPLIED = "supplied"
    UNCLEAR = "unclear"
    SIC = "sic"
    CORRECTION = "corr"  # a correction printed in the source
    CHOICE = "choice"
    EXPANSION = "expan"  # an expansion printed in the source
    ROMANIZATION = "romanization"
    GLOSS = "gloss"
    QUERY = "query"
    TRANSLATOR_NOTE = "translator"
    SIGNATURE = "signature"
    STAMP = "stamp"
    HANDWRITTEN = "handwritten"
    DELETED = "del"
    ADDED = "add"
    SUBSTITUTION = "subst"
    FOREIGN = "foreign"
    # What the form of the file says
    FOOTNOTE = "footnote"
    NOTE_SIGN = "ref"  # of a footnote that stands elsewhere on the page
    HIGHLIGHT = "hi"
    PAGE_BREAK = "pb"
    LINE_BREAK = "lb"  # within a word
    DESCRIPTION = "desc"  # words of the translator about a stamp, gap or note
    UNPARSED = "unparsed"


class Certainty(StrEnum):
    """How sure the program is; the values of TEI's `@cert`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


MentionAttributes = TypedDict(
    "MentionAttributes",
    {
        # Names: `type` of a role is office, military, honorific or academic; `full` of initials is init.
        "type": str,
        "full": str,
        "ana": str,
        # Dates and times: ISO 8601.
        "when": str,
        "from": str,
        "to": str,
        "notBefore": str,
        "notAfter": str,
        # Speech: who speaks to whom, in his own words (`true`) or not; the pieces of one speech, as those of a stamp.
        "who": str,
        "toWhom": str,
        "direct": str,
        "id": str,
        "prev": str,
        "next": str,
        # Editorial marks: why something is missing or doubted, and how much of it there is.
        "reason": str,
        "unit": str,
        "quantity": str,
        "extent": str,
        "atLeast": str,
        "atMost": str,
        # Stamps, handwriting, notes (`place` is bottom or end), page breaks, type.
        "subtype": str,
        "place": str,
        "rend": str,
        "n": str,
    },
    total=False,
)
"""What is known of a mention beside its kind and reference, by the names of TEI's attributes."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing recognised in the source: a span, what it is, to whom it refers, how sure, and by which rule.

    A mention may be printed inside a frame: the first `opening` and the last `closing` characters of the
    span are delimiters (`[`, `]]`, `[sic, `) that become `@rendition` instead of text.

    Attributes:
        ref: authority id with prefix (`pers-kim-il-sung`), or empty: looked for and not found.
        rule: name of the rule that made it, as `persons.honorific`.
        corrected: for SIC, the reading that the program proposes beside the printed one (not in the source);
            for ABBREVIATION, the expansion.
        candidates: authority ids that may be meant when `ref` is empty.
        evidence: what speaks for the link and against it, in words.
        resp: who says so: `tool`, `translator`, `archive`.
    """

    begin: int
    end: int
    kind: Kind
    ref: str = ""
    cert: Certainty = Certainty.HIGH
    rule: str = ""
    attributes: MentionAttributes = field(default_factory=MentionAttributes)
    opening: int = 0
    closing: int = 0
    corrected: str = ""
    candidates: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    resp: str = "tool"


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of running text as a reader reads it: brackets of the editors taken out.

    Taggers look at `text` and yield spans of the source through `span`. Supplied and unclear words are in
    (without their brackets); gaps, notes, alternates, glosses, expansions, stamps and handwriting are out:
    each of those has a reading of its own.

    Attributes:
        text: what is read; line breaks of the source are `\\n`.
        offsets: for each code point of `text` its offset in `Source.text`.
        parts: kinds of the parts around it, outermost first; the last says where it stands.
        note: kind of the mark it is the inside of (STAMP, HANDWRITTEN, ROMANIZATION ...), or None.
        entry: index into the document's entries, -1 outside one.
    """

    text: str
    offsets: tuple[int, ...]
    parts: tuple[PartKind, ...]
    note: Kind | None = None
    entry: int = -1

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The span of the source that `text[begin:end]` comes from (brackets inside it included)."""
        return self.offsets[begin], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Document:
    """A page that has been understood: its parts, its editorial marks and the readings for taggers.

    Attributes:
        genre: journal, telegram, letter, memorandum, conversation, report, minutes.
        root: the DOCUMENT part.
        marks: editorial marks as mentions, properly nested.
        date: ISO date of the document (letterhead or page), the anchor for dates without year; may be empty.
        entries: ISO date (or interval) of each entry, in order.
        authors: the writers as printed; the first is the "I" of a journal.
        language: BCP 47 tag of the language that its text is in.
        receivers: the persons and bodies it is written to, as printed.
        receiver_body: the body of a person it is written to, as the address prints it, or empty.
    """

    page: Page
    genre: str
    root: Part
    marks: tuple[Mention, ...]
    readings: tuple[Reading, ...]
    date: str = ""
    entries: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    language: str = "en"
    receivers: tuple[str, ...] = ()
    receiver_body: str = ""

    @property
    def author(self) -> str:
        """The first of the writers, or empty."""
        return next(iter(self.authors), "")

    @property
    def receiver(self) -> str:
        """The first of those it is written to, or empty."""
        return next(iter(self.receivers), "")
