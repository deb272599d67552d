"""The tables of an export: their columns, keys and what each column means. One description for every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Types are the ones that CSVW and Data Package share. Dates stay strings: TEI dates may be years, months,
# days or intervals.
STRING, INTEGER, BOOLEAN, NUMBER = "string", "integer", "boolean", "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, and one line on what it holds. Missing is the empty string."""

    name: str
    type: str
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its primary key, and for columns that point elsewhere the table they point to."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign: Mapping[str, str] | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _columns(text: str) -> tuple[Column, ...]:
    """Columns written one a line: `name [type] [!]: description`; `!` marks what is never empty."""
    columns = []
    for line in text.strip().splitlines():
        head, _, description = line.strip().partition(": ")
        name, *rest = head.split()
        kind = next((word for word in rest if word != "!"), STRING)
        columns.append(Column(name, kind, description, "!" in rest))
    return tuple(columns)


_ENTITY_END = """
    wikidata: Wikidata identifier (Q...)
    viaf: VIAF identifier
    geonames: GeoNames identifier
    gnd: GND identifier
    n_mentions integer !: outermost mentions in the exported documents
    first_date: earliest date of an entry or document that mentions it
    last_date: latest date of an entry or document that mentions it
"""
_PLACED = """
    begin integer !: first code point in the view's text
    end integer !: one past the last code point
    view !: the view that begin and end count in
"""

DOCUMENTS = Table(
    "documents",
    "One row a document.",
    _columns("""
    doc_id !: identifier of the document (TEI/@xml:id)
    file !: name of the TEI file
    sha256 !: digest of the TEI file
    title: main title
    date_when: date of the document
    date_not_before: earliest date, where the date is an interval
    date_not_after: latest date, where the date is an interval
    author_id: entity id of the author
    lang: language of the text (BCP 47)
    source_lang: language of the original
    repository: archive or library that holds the original
    shelfmark: call number as printed
    source_url: address of the published document
    licence: terms of use as stated in the file
    n_entries integer !: dated entries (or letters) in the document
    n_words integer !: words of the reading text
    tool_version: program that encoded the document
    schema_version: schema that the document names
    """),
    key=("doc_id",),
)
ENTRIES = Table(
    "entries",
    "One row a dated entry of a journal, a letter or a document of a volume; offsets into the reading text.",
    _columns("""
    entry_id !: identifier of the entry
    doc_id !: document it stands in
    seq integer !: place among the document's entries, from 1
    head: heading or dateline as read
    date_when: its date
    date_from: first day, where it covers several
    date_to: last day, where it covers several
    place_id: entity id of the place in its dateline
    begin integer !: first code point in the reading text
    end integer !: one past the last code point
    n_words integer !: words of the reading text
    """),
    key=("doc_id", "entry_id"),
    foreign={"doc_id": "documents"},
)
MENTIONS = Table(
    "mentions",
    "One row a reference: a name, a referring string or a date in the text, and what it refers to.",
    _columns(f"""
    mention_id !: stable identifier: digest of document, block, exact text and occurrence
    doc_id !: document
    entry_id: entry, if any
    block_id: nearest block (paragraph, heading, stamp ...) with an identifier
    type !: person, place, org, event, work, date ...
    entity_id: what it refers to; empty when nobody has said
    surface: the exact text, without rank and office
    {_PLACED.strip()}
    prefix: up to 32 code points in front of it
    suffix: up to 32 code points behind it
    cert: certainty (high, medium, low, unknown)
    resp: who says so
    decision: proposed (by the program alone), confirmed (by an editor too), editor
    value: ISO 8601 date or interval, for dates
    element: TEI element
    inside: mention_id of the mention that this one is a part of
    """),
    key=("mention_id",),
    foreign={"doc_id": "documents"},
)
PERSONS = Table(
    "persons",
    "One row a person or group in the lists of the files.",
    _columns(f"""
    id !: entity id
    label !: preferred name
    sort_name !: name to sort by
    surname: surname
    forename: forenames
    birth: date or year of birth
    death: date or year of death
    {_ENTITY_END.strip()}
    """),
    key=("id",),
)
PLACES = Table(
    "places",
    "One row a place in the lists of the files.",
    _columns(f"""
    id !: entity id
    label !: preferred name
    sort_name !: name to sort by
    type: kind of place
    lat number: latitude, decimal degrees (WGS 84)
    lon number: longitude, decimal degrees (WGS 84)
    country: country, code or name
    {_ENTITY_END.strip()}
    """),
    key=("id",),
)
ORGS = Table(
    "orgs",
    "One row an organisation in the lists of the files.",
    _columns(f"""
    id !: entity id
    label !: preferred name
    sort_name !: name to sort by
    type: kind of organisation
    country: country, code or name
    {_ENTITY_END.strip()}
    """),
    key=("id",),
)
NAMES = Table(
    "names",
    "One row a form of a name.",
    _columns("""
    entity_id !: person, place or organisation
    name !: the form
    kind !: preferred, variant, abbreviation, error ...
    lang: language, script and romanization (BCP 47)
    """),
)
STAMPS = Table(
    "stamps",
    "One row a stamp that the document bears.",
    _columns("""
    stamp_id !: identifier of the stamp
    doc_id !: document
    seq integer !: place among the document's stamps, from 1
    kind: incoming, outgoing, return ...
    text !: what stands in one piece, as the source prints it
    number: registry number
    date_when: date on the stamp
    partial boolean !: whether words of it are lost, cut off or doubtful
    reconstructed: all its pieces in order, where columns have torn it apart
    """),
    key=("doc_id", "stamp_id"),
    foreign={"doc_id": "documents"},
)
INTERVENTIONS = Table(
    "interventions",
    "One row a place where an editor, a translator or the program has said something about the text.",
    _columns(f"""
    id !: stable identifier
    doc_id !: document
    entry_id: entry, if any
    kind !: TEI element: supplied, gap, unclear, sic, abbr, orig, add, del ...
    original: what the source prints there, brackets included; begin and end enclose it
    resolved: what the reading text has instead
    reason: reason given
    resp: who says so
    cert: certainty
    {_PLACED.strip()}
    """),
    key=("id",),
    foreign={"doc_id": "documents"},
)
COPIES = Table(
    "copies",
    "One row a copy of the document, from its distribution list.",
    _columns("""
    doc_id !: document
    copy_no !: number of the copy
    recipient_id: entity id of the recipient
    surface !: the item as read
    """),
    foreign={"doc_id": "documents"},
)
BLOCKS = Table(
    "blocks",
    "One row a line of the reading text: a paragraph, a heading, an item, a row of a table.",
    _columns("""
    doc_id !: document
    seq integer !: place in the document, from 1
    block_id: identifier of its element
    entry_id: entry, if any
    kind: TEI element
    begin integer !: first code point in the reading text
    end integer !: one past the last code point
    text !: the line
    """),
    key=("doc_id", "seq"),
    foreign={"doc_id": "documents"},
)
NODES = Table(
    "nodes",
    "One row a person, place or organisation of the network (columns named as Gephi reads them).",
    _columns("""
    Id !: entity id
    Label !: preferred name
    kind !: person, place or org
    """),
    key=("Id",),
)
EDGES = Table(
    "edges",
    "One row a tie in one block, entry or document (columns named as Gephi reads them).",
    _columns("""
    Source !: entity id
    Target !: entity id
    Type !: Directed or Undirected
    Weight integer !: blocks in which both are mentioned; for other relations 1 each
    relation !: mentioned with, speaks to, writes to, meets
    doc_id !: document
    entry_id: entry, if any
    when: date of the entry or document (ISO 8601)
    """),
    foreign={"doc_id": "documents"},
)

TABLES: tuple[Table, ...] = (
    *(DOCUMENTS, ENTRIES, MENTIONS, PERSONS, PLACES, ORGS, NAMES, STAMPS, INTERVENTIONS, COPIES),
    *(NODES, EDGES),
)
# Tables that are known only when the last document has been read.
ENTITY_TABLES: Mapping[str, Table] = {"person": PERSONS, "place": PLACES, "org": ORGS}
