"""What may stand inside what, for the elements that the encoder writes (facts of TEI P5, content models).

The builder consults this table and never writes a child where TEI does not allow it; a test compares the
table with the compiled schema.
"""

from __future__ import annotations

# macro.phraseSeq: names, roles, numbers, labels ...
PHRASE = frozenset(
    {
        "#text", "abbr", "add", "choice", "corr", "date", "del", "expan", "foreign", "forename", "gap", "gloss",
        "hi", "idno", "lb", "measure", "milestone", "note", "num", "orgName", "persName", "placeName", "ref",
        "roleName", "rs", "said", "seg", "sic", "subst", "supplied", "surname", "time", "title", "unclear",
    }
)  # fmt: skip
_LETTER = PHRASE - {"said"}
# macro.paraContent: paragraphs and what stands for a stretch of one.
PARAGRAPH = PHRASE | {"label", "list", "table", "desc", "address"}
# macro.specialPara: what may hold paragraphs or be one.
SPECIAL = PARAGRAPH | {"p", "ab", "sp"}
# macro.limitedContent: descriptions.
LIMITED = frozenset(
    {
        "#text", "abbr", "choice", "date", "expan", "foreign", "forename", "gloss", "hi", "idno", "measure",
        "num", "orgName", "persName", "placeName", "ref", "roleName", "rs", "said", "surname", "time", "title",
    }
)  # fmt: skip
GLOBAL = frozenset({"gap", "lb", "milestone", "note"})

ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("p", "head", "signed", "salute", "seg", "supplied", "unclear", "sic", "corr", "title", "del", "add",
         "hi", "ref"),
        PARAGRAPH,
    ),
    "ab": PARAGRAPH | {"ab"},
    **dict.fromkeys(("item", "note", "said", "cell"), SPECIAL),
    **dict.fromkeys(
        ("label", "num", "persName", "placeName", "orgName", "rs", "roleName", "forename", "surname", "abbr",
         "expan", "foreign", "speaker", "addrLine", "gloss", "measure"),
        PHRASE,
    ),
    "desc": LIMITED,
    "opener": _LETTER | {"address", "dateline", "salute", "signed"},
    "closer": _LETTER | {"address", "dateline", "salute", "signed"},
    **dict.fromkeys(("dateline", "date", "time"), _LETTER | {"address"}),
    "idno": frozenset({"#text"}),
    "gap": frozenset({"desc"}),
    "milestone": frozenset(),
    "choice": frozenset({"abbr", "corr", "expan", "sic"}),
    "subst": frozenset({"add", "del"}),
    "row": frozenset({"cell"}),
    "list": GLOBAL | {"head", "item"},
    "table": GLOBAL | {"head", "row"},
    "sp": GLOBAL | {"speaker", "p", "ab", "list", "table"},
    "address": GLOBAL | {"addrLine"},
}  # fmt: skip

# Elements whose content is elements only: white space in them means nothing.
ELEMENT_ONLY = frozenset({"choice", "subst", "row", "list", "table", "sp", "address", "div", "body", "back", "text"})


def allows(parent: str, child: str) -> bool:
    """Whether TEI allows `child` (a tag, or `#text`) directly inside `parent`."""
    return child in ALLOWED.get(parent, PARAGRAPH)
