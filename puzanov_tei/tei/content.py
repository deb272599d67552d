"""What may stand inside what, for the elements that the encoder writes (facts of TEI P5, content models).

The builder consults this table and never writes a child where TEI does not allow it; a test compares the
table with the compiled schema.
"""

from __future__ import annotations


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


# macro.phraseSeq: names, roles, numbers, labels ...
PHRASE = _set(
    "#text abbr add choice corr date del expan foreign forename gap gloss hi idno lb measure metamark milestone note "
    "num orgName pb persName placeName ref roleName rs said seg sic subst supplied surname time title unclear"
)
# The mixed content of letterhead, closing matter and dates.
LETTER = PHRASE - {"said"}
# macro.paraContent: paragraphs and what stands for a stretch of one.
PARAGRAPH = PHRASE | {"label", "list", "table", "desc", "address"}
# macro.specialPara: what may hold paragraphs or be one.
SPECIAL = PARAGRAPH | {"p", "ab", "sp"}
# macro.limitedContent: descriptions.
LIMITED = PHRASE - _set("add corr del gap lb metamark milestone note pb seg sic subst supplied unclear")
# model.global: may stand between any two things.
GLOBAL = _set("gap lb metamark milestone note pb")

ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        _set("p head metamark signed salute seg supplied unclear sic corr title del add hi ref"), PARAGRAPH
    ),
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
    "pb": frozenset(),
    "choice": _set("abbr corr expan sic"),
    "subst": _set("add del"),
    "row": _set("cell"),
    "list": GLOBAL | _set("head item"),
    "table": GLOBAL | _set("head row"),
    "sp": GLOBAL | _set("speaker p ab list table"),
    "address": GLOBAL | _set("addrLine"),
    # A division, before its children are arranged: blocks, and inline things that will get a block around them.
    "div": SPECIAL | _set("opener closer dateline head salute signed div trailer"),
}

# Elements whose content is elements only: white space in them means nothing (TEI P5 4.9, element
# specifications; schemas, graphs and feature structures left out).
ELEMENT_ONLY = _set(
    """
    TEI abstract addSpan additional address adminInfo alt altGrp altIdentifier analytic anchor annotation
    annotationBlock app appInfo application argument availability back biblFull biblStruct binding bindingDesc
    body broadcast cRefPattern caesura calendar calendarDesc castGroup castList catRef category cb choice cit
    citeData citeStructure classDecl climate conversion correction correspAction correspContext correspDesc
    custodialHist damageSpan decoDesc delSpan dimensions div div1 div2 div3 div4 div5 div6 div7 divGen docTitle
    editionStmt editorialDecl ellipsis encodingDesc entry epigraph epilogue equipment event facsimile figure
    fileDesc floatingText front gap gb graphic group handDesc handNotes handShift history hom hyphenation
    imprint incident index interpGrp interpretation join joinGrp keywords kinesic lacunaEnd lacunaStart
    langKnowledge langUsage layoutDesc lb lg link linkGrp list listAnnotation listApp listBibl listChange
    listEvent listNym listObject listOrg listPerson listPlace listPrefixDef listRelation listTranspose listWit
    location locusGrp media metDecl milestone monogr move msContents msDesc msFrag msIdentifier msItem
    msItemStruct msPart namespace normalization notatedMusic noteGrp notesStmt nym object objectDesc
    objectIdentifier org particDesc path pause pb performance person personGrp persona physDesc place population
    postscript prefixDef profileDesc projectDesc prologue ptr publicationStmt punctuation quotation rdgGrp
    recordHist recording recordingStmt redo refState refsDecl relatedItem relation respStmt revisionDesc row
    ruby samplingDecl schemaRef scriptDesc scriptStmt seal sealDesc segmentation seriesStmt set setting
    settingDesc shift sourceDesc sourceDoc sp spGrp space spanGrp standOff state stdVals styleDefDecl subst
    substJoin superEntry supportDesc surface surfaceGrp table tagsDecl taxonomy teiCorpus teiHeader terrain text
    textClass textDesc timeline titlePage titleStmt trait transcriptionDesc transpose typeDesc undo unitDecl
    unitDef variantEncoding vocal when witEnd witStart
    """
)


def allows(parent: str, child: str) -> bool:
    """Whether TEI allows `child` (a tag, or `#text`) directly inside `parent`."""
    return child in ALLOWED.get(parent, PARAGRAPH)
