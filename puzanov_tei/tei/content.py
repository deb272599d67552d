"""What may stand inside what, for the elements that the encoder writes (facts of TEI P5, content models).

The builder consults this table and never writes a child where TEI does not allow it; a test compares the
table with the compiled schema.
"""

from __future__ import annotations


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


# macro.phraseSeq: names, roles, numbers, labels ...
PHRASE = _set(
    "#text abbr add choice corr date del expan foreign forename gap gloss hi idno lb measure milestone note num "
    "orgName persName placeName ref roleName rs said seg sic subst supplied surname time title unclear"
)
# The mixed content of letterhead, closing matter and dates.
LETTER = PHRASE - {"said"}
# macro.paraContent: paragraphs and what stands for a stretch of one.
PARAGRAPH = PHRASE | {"label", "list", "table", "desc", "address"}
# macro.specialPara: what may hold paragraphs or be one.
SPECIAL = PARAGRAPH | {"p", "ab", "sp"}
# macro.limitedContent: descriptions.
LIMITED = PHRASE - _set("add corr del gap lb milestone note seg sic subst supplied unclear")
# model.global: may stand between any two things.
GLOBAL = _set("gap lb milestone note")

ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(_set("p head signed salute seg supplied unclear sic corr title del add hi ref"), PARAGRAPH),
    **dict.fromkeys(_set("item note said cell"), SPECIAL),
    **dict.fromkeys(
        _set("label num persName placeName orgName rs roleName forename surname abbr expan foreign speaker"), PHRASE
    ),
    **dict.fromkeys(_set("addrLine gloss measure"), PHRASE),
    **dict.fromkeys(_set("dateline date time"), LETTER | {"address"}),
    **dict.fromkeys(_set("opener closer"), LETTER | _set("address dateline salute signed")),
    "ab": PARAGRAPH | {"ab"},
    "desc": LIMITED,
    "idno": _set("#text"),
    "gap": _set("desc"),
    "milestone": frozenset(),
    "choice": _set("abbr corr expan sic"),
    "subst": _set("add del"),
    "row": _set("cell"),
    "list": GLOBAL | _set("head item"),
    "table": GLOBAL | _set("head row"),
    "sp": GLOBAL | _set("speaker p ab list table"),
    "address": GLOBAL | _set("addrLine"),
}

# Elements whose content is elements only: white space in them means nothing.
ELEMENT_ONLY = _set("choice subst row list table sp address div body back text")


def allows(parent: str, child: str) -> bool:
    """Whether TEI allows `child` (a tag, or `#text`) directly inside `parent`."""
    return child in ALLOWED.get(parent, PARAGRAPH)
