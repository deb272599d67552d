"""Which element each kind of part and mention becomes. One table to look at, one to change."""

from __future__ import annotations

from collections.abc import Mapping

from puzanov_tei.model import Certainty, Kind, Mention, MentionAttributes, Part, PartAttributes, PartKind

# Kind of part -> element and fixed attributes. Containers of the document (DOCUMENT, ENTRY ...) are in `blocks`.
# Stands for the archive that published the page until the header names it (see `responsibility`).
ARCHIVE = "#archive"
# Tells a line of a form from a letterhead until the header is built: its date and its offices are not the sheet's own.
FIELD = "of-form"

PARTS: dict[PartKind, tuple[str, dict[str, str]]] = {
    PartKind.LETTERHEAD: ("opener", {}),
    PartKind.CLOSER: ("closer", {}),
    PartKind.SIGNED: ("signed", {}),
    PartKind.LIST: ("list", {}),
    PartKind.TABLE: ("table", {}),
    PartKind.ROW: ("row", {}),
    PartKind.TITLE: ("head", {}),
    PartKind.HEADING: ("head", {}),
    PartKind.DATELINE: ("dateline", {}),
    PartKind.SALUTE: ("salute", {}),
    PartKind.ADDRESS: ("address", {}),
    PartKind.FIELD: ("opener", {FIELD: ""}),
    PartKind.PARAGRAPH: ("p", {}),
    PartKind.TURN: ("sp", {}),
    PartKind.SPEAKER: ("speaker", {}),
    PartKind.ITEM: ("item", {}),
    PartKind.LABEL: ("label", {}),
    PartKind.CELL: ("cell", {}),
    PartKind.FOOTNOTE: ("note", {"type": "footnote", "place": "bottom", "resp": ARCHIVE}),
    PartKind.SEPARATOR: ("metamark", {"function": "separator"}),
    PartKind.STAMP: ("seg", {"type": "stamp"}),
    PartKind.HANDWRITTEN: ("note", {"type": "handwritten"}),
    PartKind.NOTE: ("note", {"type": "translator"}),
    PartKind.PAGE_BREAK: ("pb", {}),
    PartKind.COPIES: ("head", {}),
    PartKind.REGISTRY: ("p", {}),
    PartKind.TYPIST: ("seg", {"type": "drafting"}),
    PartKind.UNPARSED: ("seg", {"type": "unparsed"}),
    PartKind.CLASSIFICATION: ("seg", {"type": "classification"}),
    PartKind.NUMBER: ("seg", {"type": "number"}),
    PartKind.IDNO: ("idno", {}),
    PartKind.COPY: ("seg", {"type": "copy"}),
    PartKind.FILE: ("seg", {"type": "file"}),
    PartKind.RUN_IN: ("label", {"type": "run-in"}),
}

# Elements of parts that have a type of their own; for others it only told the structure's rooms apart.
_TYPED = frozenset({"idno", "list"})

# Kind of mention -> element and fixed attributes.
MENTIONS: dict[Kind, tuple[str, dict[str, str]]] = {
    Kind.OFFICE_HOLDER: ("rs", {"type": "person"}),
    Kind.GROUP: ("rs", {"type": "personGroup"}),
    Kind.EVENT: ("rs", {"type": "event"}),
    Kind.ROMANIZATION: ("note", {"type": "romanization", "place": "inline"}),
    Kind.GLOSS: ("note", {"type": "gloss", "place": "inline"}),
    Kind.QUERY: ("note", {"type": "query", "place": "inline"}),
    Kind.TRANSLATOR_NOTE: ("note", {"type": "translator"}),
    Kind.SIGNATURE: ("note", {"type": "signature"}),
    Kind.STAMP: ("note", {"type": "stamp"}),
    Kind.HANDWRITTEN: ("note", {"type": "handwritten"}),
    Kind.UNPARSED: ("seg", {"type": "unparsed"}),
    Kind.FOOTNOTE: ("note", {"type": "footnote", "place": "bottom"}),
    Kind.NOTE_SIGN: ("ref", {"type": "footnote"}),
    Kind.LINE_BREAK: ("lb", {"break": "no"}),
}

# Machine proposals: they say who proposes and how sure it is.
PROPOSED = frozenset(
    {
        *(Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.DATE, Kind.TIME, Kind.OFFICE_HOLDER, Kind.GROUP, Kind.EVENT),
        *(Kind.SAID, Kind.WORK),
    }
)
# Readings and additions of the translator or the archive: they say whose they are.
ATTRIBUTED = frozenset(
    {
        *(Kind.GAP, Kind.SUPPLIED, Kind.UNCLEAR, Kind.CORRECTION, Kind.EXPANSION, Kind.ROMANIZATION, Kind.GLOSS),
        *(Kind.QUERY, Kind.TRANSLATOR_NOTE, Kind.SIGNATURE, Kind.STAMP, Kind.HANDWRITTEN, Kind.ADDED),
    }
)
RESPONSIBLE: Mapping[str, str] = {"tool": "#tool", "translator": "#translator", "archive": ARCHIVE}


def written(attributes: PartAttributes | MentionAttributes) -> dict[str, str]:
    """The attributes of a part or a mention as an element gets them."""
    return {name: str(value) for name, value in attributes.items()}


def of_part(part: Part) -> tuple[str, dict[str, str]]:
    """Element and attributes of a part."""
    tag, fixed = PARTS[part.kind]
    given = {name: value for name, value in written(part.attributes).items() if name != "type" or tag in _TYPED}
    return tag, given | fixed


def of_mention(mention: Mention) -> tuple[str, dict[str, str]]:
    """Element and attributes of a mention; internal attributes are still among them."""
    tag, fixed = MENTIONS.get(mention.kind, (mention.kind.value, {}))
    attributes = dict(fixed)
    if mention.ref:
        attributes["ref"] = f"#{mention.ref}"
    elif mention.candidates:
        attributes["candidates"] = " ".join(mention.candidates)
    attributes |= written(mention.attributes)
    responsible = attributes.pop("resp", mention.resp)
    if mention.kind in PROPOSED or mention.kind in ATTRIBUTED:
        attributes["resp"] = RESPONSIBLE.get(responsible, responsible)
    doubtful = mention.cert is not Certainty.HIGH and mention.kind in (Kind.SUPPLIED, Kind.UNCLEAR, Kind.CORRECTION)
    if mention.kind in PROPOSED or doubtful:
        attributes["cert"] = mention.cert.value
    return tag, attributes
