"""Facts about TEI elements that decide white space and blocks: which hold elements only, which break the line.

White space counts by content model (TEI P5 4.9, element specifications), never by indentation: in an element
of elements it means nothing; in an element that takes character data it is text. Elements that are not
listed, those of other vocabularies too, are taken to hold text.
"""

from __future__ import annotations

from puzanov_tei.tei.read import T


def _tags(names: str) -> frozenset[str]:
    return frozenset(T + name for name in names.split())


# Content models without character data (vocabularies of schemas, graphs and feature structures left out).
ELEMENT_ONLY = _tags(
    """
    TEI abstract addSpan additional address adminInfo alt altGrp altIdentifier analytic anchor
    annotation annotationBlock app appInfo application argument availability back biblFull biblStruct
    binding bindingDesc body broadcast cRefPattern caesura calendar calendarDesc castGroup castList
    catRef category cb choice cit citeData citeStructure classDecl climate conversion correction
    correspAction correspContext correspDesc custodialHist damageSpan decoDesc delSpan dimensions div
    div1 div2 div3 div4 div5 div6 div7 divGen docTitle editionStmt editorialDecl ellipsis encodingDesc
    entry epigraph epilogue equipment event facsimile figure fileDesc floatingText front gap gb graphic
    group handDesc handNotes handShift history hom hyphenation imprint incident index interpGrp
    interpretation join joinGrp keywords kinesic lacunaEnd lacunaStart langKnowledge langUsage
    layoutDesc lb lg link linkGrp list listAnnotation listApp listBibl listChange listEvent listNym
    listObject listOrg listPerson listPlace listPrefixDef listRelation listTranspose listWit location
    locusGrp media metDecl milestone monogr move msContents msDesc msFrag msIdentifier msItem
    msItemStruct msPart namespace normalization notatedMusic noteGrp notesStmt nym object objectDesc
    objectIdentifier org particDesc path pause pb performance person personGrp persona physDesc place
    population postscript prefixDef profileDesc projectDesc prologue ptr publicationStmt punctuation
    quotation rdgGrp recordHist recording recordingStmt redo refState refsDecl relatedItem relation
    respStmt revisionDesc row ruby samplingDecl schemaRef scriptDesc scriptStmt seal sealDesc
    segmentation seriesStmt set setting settingDesc shift sourceDesc sourceDoc sp spGrp space spanGrp
    standOff state stdVals styleDefDecl subst substJoin superEntry supportDesc surface surfaceGrp table
    tagsDecl taxonomy teiCorpus teiHeader terrain text textClass textDesc timeline titlePage titleStmt
    trait transcriptionDesc transpose typeDesc undo unitDecl unitDef variantEncoding vocal when witEnd
    witStart
    """
)

# Separators of the text, weakest first; where several meet, the strongest stands.
SEPARATORS = ("", " ", "\t", "\n", "\n\n")
NONE, SPACE, TAB, LINE, BLOCK = range(5)

# What stands between the children of an element of elements. Those not listed (choice, subst, app ...) are
# phrases: nothing stands between their children.
BETWEEN: dict[str, int] = {
    **dict.fromkeys(_tags("text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7"), BLOCK),
    **dict.fromkeys(_tags("figure postscript epigraph argument titlePage spGrp noteGrp performance prologue"), BLOCK),
    **dict.fromkeys(_tags("list table lg sp address castList castGroup listBibl docTitle cit entry recipe"), LINE),
    **dict.fromkeys(_tags("row"), TAB),
}

# Elements that are a block of their own wherever they stand.
STRENGTH: dict[str, int] = {
    **dict.fromkeys(_tags("p ab head opener closer dateline signed salute byline trailer list table lg"), BLOCK),
    **dict.fromkeys(_tags("floatingText listBibl postscript epigraph argument figure sp u fw titlePart"), BLOCK),
    **dict.fromkeys(_tags("l speaker item addrLine castItem cb"), LINE),
}

# Registers in the text (`back` of many editions) are data about it, not a part of it.
REGISTERS = _tags("listPerson listPlace listOrg listEvent listNym listObject listRelation listAnnotation")
