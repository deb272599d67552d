"""`encodingDesc`: how the file was made and what its conventions are (TEI Guidelines, 2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.model import Document
from puzanov_tei.tei.facts import HeaderFacts
from puzanov_tei.tei.nodes import Node

GENRES = {
    "journal": "journal (official diary) of a diplomat, sent to the ministry",
    "telegram": "telegram or ciphered cable",
    "letter": "letter",
    "memorandum": "memorandum or note",
    "conversation": "record of a conversation",
    "report": "report",
    "minutes": "minutes or protocol of a meeting",
    "document": "document of another or of no known kind",
}
CLASSIFICATIONS = {
    "topsecret": ("Top Secret", "совершенно секретно"),
    "secret": ("Secret", "секретно"),
    "specialfile": ("Special File", "особая папка"),
    "unclassified": ("Unclassified", ""),
    "classified": ("classified", ""),
    "confidential": ("Confidential", ""),
    "officialuse": ("for official use", ""),
    "urgent": ("urgent", ""),
    "bycourier": ("by courier", ""),
}
_PREFIXES = (
    ("authority", r"(pers-[a-z0-9-]+)", "../authority/persons.xml#$1", "persons of the shared authority file"),
    ("authority", r"(place-[a-z0-9-]+)", "../authority/places.xml#$1", "places of the shared authority file"),
    ("authority", r"(org-[a-z0-9-]+)", "../authority/orgs.xml#$1", "organisations of the shared authority file"),
    ("wd", r"(Q[0-9]+)", "https://www.wikidata.org/entity/$1", "Wikidata"),
    ("gn", r"([0-9]+)", "https://sws.geonames.org/$1/", "GeoNames"),
    ("viaf", r"([0-9]+)", "https://viaf.org/viaf/$1/", "VIAF"),
)


def encoding_desc(document: Document, facts: HeaderFacts) -> Node:
    """Purpose, selection, editorial practice, declarations and the program."""
    purpose = "A machine-readable edition of a translated archival document, made from the page of a digital archive."
    children = [
        Node("projectDesc", {}, [Node("p", {}, [purpose])]),
        *_sampling(facts),
        _editorial(facts),
        *_tags(facts),
        _classes(document, facts),
        Node("listPrefixDef", {}, [_prefix(*prefix) for prefix in _PREFIXES]),
        _program(facts),
    ]
    return Node("encodingDesc", {}, list(children))


def _sampling(facts: HeaderFacts) -> Iterator[Node]:
    if facts.omissions:
        words: list[Node | str] = [
            "The translation leaves out parts of the original. Each omission is marked ",
            _gi("gap"),
            " with ",
        ]
        words += [
            _att("reason"),
            " ",
            Node("val", {}, ["editorial"]),
            "; nothing says that the original has a gap there.",
        ]
        yield Node("samplingDecl", {}, [Node("p", {}, words)])


def _gi(name: str) -> Node:
    return Node("gi", {}, [name])


def _att(name: str) -> Node:
    return Node("att", {}, [name])


def _p(*words: Node | str) -> list[Node | str]:
    return [Node("p", {}, list(words))]


def _editorial(facts: HeaderFacts) -> Node:
    """The practice of the encoder; the guidelines of the schema say more."""
    correction = _p(
        "Nothing is corrected silently. What the translator marks stands in ",
        _gi("sic"),
        "; slips of text recognition stand in ",
        _gi("sic"),
        " beside ",
        _gi("corr"),
        ", answered for by the digital copy.",
    )
    normalization = _p(
        "The page's own markup (headings, bold type, LaTeX signs, labels of the web page) is not part of the text: "
        "what the labels introduce is in the header. White space is not significant."
    )
    punctuation = _p(
        "The editors' brackets are not characters of the text. Each is an element; the strings that are printed before "
        "and after it are declared as ",
        _gi("rendition"),
        " and pointed at with ",
        _att("rendition"),
        ", so that the page's text can be printed again. A bracket that could not be resolved is literal in ",
        _gi("seg"),
        " of type ",
        Node("val", {}, ["unparsed"]),
        ".",
    )
    interpretation = _p(
        "The element follows the form of a name, its role follows in ",
        _att("ana"),
        ". Identifiers are those of the authority file; a name that it does not settle has no ",
        _att("ref"),
        ". Every proposal of the program carries ",
        _att("resp"),
        " ",
        Node("val", {}, ["#tool"]),
        ".",
    )
    return Node(
        "editorialDecl",
        {},
        [
            Node("correction", {"status": "unknown", "method": "markup"}, correction),
            Node("normalization", {"method": "silent"}, normalization),
            Node("punctuation", {"marks": "all"}, punctuation),
            Node(
                "quotation", {"marks": "all"}, _p("Quotation marks stay in the text; speech is in ", _gi("said"), ".")
            ),
            Node("interpretation", {}, interpretation),
            Node("stdVals", {}, _p("Dates are ISO 8601 in the Gregorian calendar; languages are BCP 47.")),
        ],
    )


def _tags(facts: HeaderFacts) -> Iterator[Node]:
    renditions: list[Node | str] = [
        Node("rendition", {"xml:id": r.id, "scheme": "css", "scope": r.scope}, [r.css]) for r in facts.renditions
    ]
    if renditions:
        yield Node("tagsDecl", {}, renditions)


def _classes(document: Document, facts: HeaderFacts) -> Node:
    """The categories that this file uses."""
    taxonomies: list[Node | str] = []
    if document.genre:
        description = GENRES.get(document.genre, document.genre)
        taxonomies.append(_taxonomy("doc-types", [_category(f"type-{document.genre}", description)]))
    if facts.classifications:
        categories = [
            _category(f"cls-{name}", *CLASSIFICATIONS.get(name, (name, ""))) for name in facts.classifications
        ]
        taxonomies.append(_taxonomy("classification", categories))
    actor = _category("state-actor", "a place name that stands for a state or its government")
    taxonomies.append(_taxonomy("roles-in-text", [actor]))
    return Node("classDecl", {}, taxonomies)


def _taxonomy(identifier: str, categories: list[Node]) -> Node:
    return Node("taxonomy", {"xml:id": identifier}, list(categories))


def _category(identifier: str, description: str, original: str = "") -> Node:
    words: list[Node | str] = [description]
    if original:
        words += [" ", Node("gloss", {"xml:lang": "ru"}, [original])]
    return Node("category", {"xml:id": identifier}, [Node("catDesc", {}, words)])


def _prefix(ident: str, pattern: str, replacement: str, says: str) -> Node:
    attributes = {"ident": ident, "matchPattern": pattern, "replacementPattern": replacement}
    return Node("prefixDef", attributes, [Node("p", {}, [says])])


def _program(facts: HeaderFacts) -> Node:
    """Program, version and records of the authority: with the same three the same file comes out again."""
    attributes = {"ident": "puzanov_tei", "version": facts.version or "0"} | (
        {"notAfter": facts.when} if facts.when else {}
    )
    says = "Recognised the parts of the document, its editorial marks, names, dates and speech."
    if facts.digest:
        says += f" Digest of the authority's records used: {facts.digest}."
    label = Node("label", {}, ["puzanov_tei"])
    return Node("appInfo", {}, [Node("application", attributes, [label, Node("desc", {}, [says])])])
