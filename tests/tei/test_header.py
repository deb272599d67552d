"""The teiHeader: what the page says, what the text shows, and nothing that neither says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei import readers
from puzanov_tei.model import Document, Metadata, Page, Part, PartKind, Publisher, Source
from puzanov_tei.tei.annotate import classification_id
from puzanov_tei.tei.facts import Dated, HeaderFacts, Letterhead, LinkedName, StampFacts, gather
from puzanov_tei.tei.header import build_header
from puzanov_tei.tei.languages import language_code, language_label
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.read import XML_ID, XML_LANG, T
from puzanov_tei.tei.renditions import Rendition, declare
from puzanov_tei.tei.write import serialize, to_element
from puzanov_tei.validation.document import check, load

NAMESPACES = {"t": T[1:-1]}
FRONT = """# Journal of the Envoy for 3 March 1961

#### Citation:

"Journal of the Envoy for 3 March 1961", March 3, 1961, Wilson Center Digital Archive, {shelfmark}. \
Obtained for NKIDP by A. Dee and translated for NKIDP by E. Eff.

{url}

#### Summary:

The envoy talks of wool.

#### Credits:

This document was made possible with support from the Blue Foundation and the Green Fund

#### Original Language:

{language}

#### Contents:

English Translation

EMBASSY SECRET
"""


def page(
    shelfmark: str = "AVPRF F. 0321, Op. 4, P. 56, Delo 7, Listy 8-19",
    url: str = "https://wilson-center-digital-archive.dvincitest.com/document/770002",
    language: str = "Russian",
) -> Page:
    text = FRONT.format(shelfmark=shelfmark, url=url, language=language)
    return readers.read(text.encode(), "page.md")


def text() -> Node:
    """A small edition: letterhead, a stamp torn in two, an entry, a signature, the registry's line."""
    torn = Node("seg", {"type": "stamp", "xml:id": "piece-1", "next": "#stamp-1"}, ["0444s"])
    stamp = Node(
        "note",
        {"type": "stamp", "xml:id": "stamp-1", "subtype": "incoming", "n": "1", "hand": "#hand-stamp-1"},
        [
            Node("orgName", {"ref": "#org-registry"}, ["Registry"]),
            " ",
            Node("date", {"when": "1961-03-12", "type": "incoming"}, ["12 March 1961"]),
        ],
    )
    stamp.attributes |= {"prev": "#piece-1", "resp": "#translator"}
    date = Node("date", {"when": "1961-03-05", "type": "document"}, ["5 March 1961"])
    number = Node("seg", {"type": "number"}, ["Nº ", Node("idno", {"type": "outgoing"}, ["61"])])
    office = Node("orgName", {"ref": "#org-embassy"}, ["EMBASSY"])
    mark = Node("seg", {"type": "classification", "ana": "#cls-secret"}, ["SECRET"])
    opener = Node("opener", {}, [office, " ", mark, " ", torn, " ", number, " ", date, " ", stamp])
    period = Node("date", {"type": "period", "from": "1961-03-01", "to": "1961-03-04"}, ["1-4 March 1961"])
    day = Node("date", {"type": "entry", "when": "1961-03-03"}, ["3 March"])
    gap = Node("gap", {"reason": "editorial", "extent": "unknown", "resp": "#translator"}, before="[...]")
    added = Node("supplied", {"reason": "translation", "resp": "#translator"}, ["some"], "[", "]")
    slip = Node("choice", {}, [Node("sic", {"resp": "#wcda"}, ["II"]), Node("corr", {"resp": "#tool"}, ["Il"])])
    entry = Node(
        "div",
        {"type": "entry", "n": "1961-03-03", "xml:id": "entry-1961-03-03"},
        [Node("dateline", {}, [day]), Node("p", {"xml:id": "p-1"}, ["I sent ", added, " wool to Kim ", slip, "."])],
    )
    signed = Node("note", {"type": "signature", "xml:id": "signature-1", "hand": "#hand-signature-1"}, [])
    signed.attributes["resp"] = "#translator"
    registry = Node("p", {"xml:id": "p-2"}, ["Nº ", Node("idno", {"type": "registration"}, ["377"])])
    journal = Node(
        "div",
        {"type": "journal"},
        [
            opener,
            Node("head", {}, ["Journal ", period]),
            Node("dateline", {}, [Node("placeName", {"ref": "#place-pyongyang"}, ["Pyongyang"])]),
            gap,
            entry,
            Node("closer", {}, [Node("signed", {}, ["ENVOY ", signed])]),
        ],
    )
    back = Node("back", {}, [Node("div", {"type": "distribution"}, [registry])])
    return Node("text", {}, [Node("body", {}, [journal]), back])


def document(of: Page, author: str = "A. B. Envoy") -> Document:
    return Document(of, "journal", Part(PartKind.DOCUMENT, 0, 1), (), (), authors=(author,))


def facts(tree: Node | None = None) -> HeaderFacts:
    tree = tree or text()
    renditions = declare(tree)
    return replace(gather(tree), renditions=renditions, version="1.2.3", digest="abc")


def header(of: Page | None = None, given: HeaderFacts | None = None) -> etree._Element:
    of = of or page()
    return build_header(of, document(of), given or facts())


_ELEMENT = re.compile(r"(?<![@:\w'-])([A-Za-z]\w*)(?=[/\[]|$)")


def values(root: etree._Element, path: str) -> list[str]:
    """Texts of the elements, or values of the attributes, at an XPath without prefixes."""
    found = root.xpath(_ELEMENT.sub(r"t:\1", path), namespaces=NAMESPACES)
    return [" ".join("".join(e.itertext()).split()) if isinstance(e, etree._Element) else str(e) for e in found]


def test_title_and_people() -> None:
    stmt = header().find(f".//{T}titleStmt")
    assert stmt is not None
    assert values(stmt, "title") == [
        "Journal of the Envoy for 3 March 1961",
        "Translation from the Russian: a TEI edition",
    ]
    assert values(stmt, "author/persName/forename") == ["A.", "B."]
    assert values(stmt, "author/persName/surname") == ["Envoy"]
    assert values(stmt, "sponsor") == ["NKIDP"]
    assert values(stmt, "funder") == ["Blue Foundation", "Green Fund"]
    assert [(r.get(XML_ID), r[-1].text) for r in stmt.iterfind(f"{T}respStmt")] == [
        ("translator", "E. Eff"),
        ("obtainer", "A. Dee"),
        ("wcda", "Wilson Center Digital Archive"),
        ("tool", "puzanov_tei"),
    ]


def test_a_title_in_capitals_gives_way_to_the_citation() -> None:
    metadata = Metadata(title="JOURNAL OF X", citation_title="Journal of X", citation='"Journal of X", APRF.')
    found = header(Page(Source("p", "x", "x", ""), metadata, (), "page"))
    assert values(found, "fileDesc/titleStmt/title")[0] == "Journal of X"


def test_several_translators_have_names_of_their_own() -> None:
    of = page()
    two = replace(of.metadata, translators=(of.metadata.translators[0], of.metadata.obtainers[0]))
    found = header(replace(of, metadata=two))
    names = found.findall(f".//{T}respStmt[@{XML_ID}='translator']/{T}persName")
    assert [(n.get(XML_ID), n.text) for n in names] == [("translator-1", "E. Eff"), ("translator-2", "A. Dee")]


def test_nobody_is_invented() -> None:
    found = header(Page(Source("p", "x", "x", ""), Metadata(title="T"), (), "plain"), HeaderFacts())
    assert values(found, ".//respStmt/@xml:id") == ["translator", "tool"]
    assert values(found, ".//respStmt[@xml:id='translator']/name") == ["not named on the page"]
    assert found.find(f".//{T}author") is not None  # the document names its writer
    for absent in ("sponsor", "funder", "seriesStmt", "msDesc", "abstract", "correspDesc", "samplingDecl", "tagsDecl"):
        assert found.find(f".//{T}{absent}") is None
    assert values(found, ".//language[@n='source']/@ident") == ["und"]
    assert values(found, ".//availability/@status") == ["unknown"]


@pytest.mark.parametrize(
    ("url", "canonical", "record"),
    [
        ("https://wilson-center-digital-archive.dvincitest.com/document/770002", "770002", "770002"),
        ("http://digitalarchive.wilsoncenter.org/document/770002", "770002", "770002"),
        ("https://digitalarchive.wilsoncenter.org/document/770002", "770002", "770002"),
        ("https://digitalarchive.wilsoncenter.org/document/talk-about-wool", "", ""),
        ("https://example.org/document/770002", "", ""),
    ],
)
def test_addresses(url: str, canonical: str, record: str) -> None:
    stmt = header(page(url=url)).find(f".//{T}publicationStmt")
    assert stmt is not None
    site = "https://digitalarchive.wilsoncenter.org/document/"
    assert values(stmt, "idno[@subtype='canonical']") == ([site + canonical] if canonical else [])
    assert values(stmt, "idno[@subtype='retrieved']") == ([] if url == site + canonical else [url])
    assert values(stmt, "idno[@type='wcda']") == ([record] if record else [])


def test_rights() -> None:
    def printed(rights: str, archive: Publisher) -> etree._Element:
        of = page()
        return header(replace(of, metadata=replace(of.metadata, rights=rights, archive=archive)))

    known = Publisher("blue", "Blue Archive", "https://example.org/", "Reuse is welcome.")
    assert values(printed("", Publisher()), ".//availability/@status") == ["unknown"]
    assert values(printed("", known), ".//licence") == ["Reuse is welcome."]
    assert values(printed("", known), ".//licence/@target") == ["https://example.org/"]
    assert values(printed("All is free.", known), ".//licence") == ["All is free."]
    assert values(printed("All is free.", Publisher()), ".//licence/@resp") == []


def test_no_archive_is_put_into_the_header_of_a_text_from_anywhere() -> None:
    of = page()
    found = header(replace(of, metadata=replace(of.metadata, archive=Publisher())))
    for absent in (".//seriesStmt", ".//respStmt[@xml:id='wcda']", ".//*[@resp='#wcda']", ".//idno[@type='wcda']"):
        assert values(found, absent) == []


def test_the_citation_is_whole_and_its_parts_are_tagged() -> None:
    of = page()
    bibl = header(of).find(f".//{T}sourceDesc/{T}bibl")
    assert bibl is not None
    assert values(bibl, ".")[0] == f"{of.metadata.citation} {of.metadata.url}"
    assert [(child.tag.removeprefix(T), child.text) for child in bibl] == [
        ("title", "Journal of the Envoy for 3 March 1961"),
        ("date", "March 3, 1961"),
        ("publisher", "Wilson Center Digital Archive"),
        ("idno", "AVPRF F. 0321, Op. 4, P. 56, Delo 7, Listy 8-19"),
        ("orgName", "NKIDP"),
        ("persName", "A. Dee"),
        ("editor", "E. Eff"),
        ("idno", of.metadata.url),
    ]
    assert bibl.find(f"{T}date").get("when") == "1961-03-03"


def test_the_original() -> None:
    links = {"AVPRF": "org-avprf"}
    given = replace(facts(), links=links, repositories={"AVPRF": ("Russian Federation", "Moscow")})
    identifier = header(given=given).find(f".//{T}msIdentifier")
    assert identifier is not None
    assert [c.tag.removeprefix(T) for c in identifier][:4] == ["country", "settlement", "repository", "idno"]
    assert identifier.find(f"{T}repository").get("ref") == "#org-avprf"
    assert values(identifier, "idno") == ["F. 0321, Op. 4, P. 56, Delo 7, Listy 8-19"]
    parts = identifier.findall(f"{T}idno/{T}idno")
    assert [(p.get("type"), p.text) for p in parts] == [
        ("fond", "0321"),
        ("opis", "4"),
        ("papka", "56"),
        ("delo", "7"),
        ("listy", "8-19"),
    ]
    registered = identifier.findall(f"{T}altIdentifier[@type='registration']/{T}idno")
    assert [(i.get("type"), i.text, i.get("source")) for i in registered] == [
        ("outgoing", "61", None),
        ("incoming", "0444s", "#stamp-1"),
        ("registration", "377", None),
    ]
    description = identifier.getparent()
    assert values(description, ".//locus/@from") + values(description, ".//locus/@to") == ["8", "19"]
    assert values(description, ".//measure/@quantity") == ["12"]
    assert values(description, ".//ref/@target") == ["#stamp-1", "#signature-1"]


def test_several_originals() -> None:
    found = header(page(shelfmark="RGASPI, f. 22, op. 3, d. 44; APRF, f. 33, op. 4, d. 555 and AVPRF, f. 0321"))
    assert values(found, ".//msDesc/@xml:id") == ["ms-1", "ms-2", "ms-3"]
    assert values(found, ".//repository") == ["RGASPI", "APRF", "AVPRF"]
    assert len(found.findall(f".//{T}altIdentifier")) == 3  # numbers are on the document, not on each copy
    assert found.find(f".//{T}country") is None


def test_an_archive_without_shelfmark() -> None:
    found = header(page(shelfmark="Polish Foreign Ministry Archive"))
    assert values(found, ".//repository") == ["Polish Foreign Ministry Archive"]
    assert found.find(f".//{T}msIdentifier/{T}idno") is None


def test_dates_places_and_correspondence() -> None:
    profile = header().find(f"{T}profileDesc")
    assert profile is not None
    creation = [
        (d.get("type"), d.get("when") or f"{d.get('from')}/{d.get('to')}")
        for d in profile.iterfind(f"{T}creation/{T}date")
    ]
    assert creation == [("document", "1961-03-05"), ("entry", "1961-03-03"), ("period", "1961-03-01/1961-03-04")]
    assert values(profile, "creation/placeName/@ref") == ["#place-pyongyang"]
    actions = profile.findall(f"{T}correspDesc/{T}correspAction")
    sources = [(a.get("type"), a.get("source")) for a in actions]
    assert sources == [("sent", "#opener-ad632409"), ("received", "#stamp-1")]
    assert [[c.text for c in a if c.tag != f"{T}persName"] for a in actions] == [
        ["EMBASSY", "Pyongyang", "5 March 1961", "61"],
        ["Registry", "12 March 1961", "0444s"],
    ]


def test_the_second_registry_forwards() -> None:
    stamps = tuple(
        StampFacts(f"stamp-{n}", kind, (f"{n}s",)) for n, kind in enumerate(("incoming", "archive", "incoming"), 1)
    )
    found = header(given=HeaderFacts(stamps=stamps))
    assert values(found, ".//correspAction/@type") == ["received", "forwarded"]
    assert values(found, ".//correspAction/@source") == ["#stamp-1", "#stamp-3"]


def test_a_cover_note_and_what_it_covers() -> None:
    sheets = (Letterhead(LinkedName("MINISTRY"), ("1",)), Letterhead(LinkedName("EMBASSY"), ("2",)))
    found = header(given=HeaderFacts(letterheads=sheets, place=LinkedName("Pyongyang")))
    assert values(found, ".//correspAction/orgName") == ["MINISTRY", "EMBASSY"]
    assert values(found, ".//correspAction/persName") == []
    assert values(found, ".//altIdentifier/idno") == ["1", "2"]


def test_languages_classes_hands_and_abstract() -> None:
    given = replace(facts(), languages=("ko-Latn-x-mr", "und-Cyrl"))
    found = header(page(language="Russian, Korean"), given)
    assert values(found, ".//language/@ident") == ["en", "ru", "ko", "ko-Latn-x-mr", "und-Cyrl"]
    assert values(found, ".//language[@n='source']/@ident") == ["ru", "ko"]
    assert values(found, ".//catRef/@target") == ["#type-journal", "#cls-secret"]
    assert values(found, ".//category/@xml:id") == ["type-journal", "cls-secret", "state-actor"]
    assert values(found, ".//handNote/@xml:id") == ["hand-stamp-1", "hand-signature-1"]
    assert values(found, ".//abstract") == ["The envoy talks of wool."]
    tagged = replace(facts(), abstract=("The ", Node("rs", {"type": "person"}, ["envoy"]), " talks."))
    assert values(header(given=tagged), ".//abstract/p/rs") == ["envoy"]


def test_frames_omissions_and_the_program() -> None:
    given = replace(facts(), renditions=(Rendition("open-1", "before", '["\\'),))
    found = header(given=given)
    assert values(found, ".//rendition") == ['content: "[\\"\\\\";']
    assert found.find(f".//{T}samplingDecl") is not None
    application = found.find(f".//{T}application")
    assert application is not None
    assert (application.get("ident"), application.get("version"), application.get("notAfter")) == (
        "puzanov_tei",
        "1.2.3",
        None,
    )
    assert "abc" in values(application, "desc")[0]
    assert found.find(f"{T}revisionDesc").get("status") == "draft"
    dated = header(given=replace(given, when="2026-01-02"))
    assert values(dated, ".//change/@when") == values(dated, ".//application/@notAfter") == ["2026-01-02"]


def test_the_whole_header(golden: Callable[[str, str], None]) -> None:
    found = header(given=replace(facts(), links={"NKIDP": "org-nkidp"}, languages=("ko", "ko-Latn-x-rr")))
    golden("tei/header.xml", serialize(found).decode())


def test_the_same_bytes_for_the_same_input() -> None:
    assert etree.tostring(header()) == etree.tostring(header())


def test_what_the_text_shows() -> None:
    found = facts()
    assert found.words == 30
    day = Dated("5 March 1961", {"when": "1961-03-05"})
    assert found.letterheads == (Letterhead(LinkedName("EMBASSY", "org-embassy"), ("61",), (day,)),)
    assert found.documents == (day,)
    (stamp,) = found.stamps
    assert (stamp.numbers, stamp.orgs) == (("0444s",), (LinkedName("Registry", "org-registry"),))
    assert (found.registered, found.omissions) == (("377",), True)


def test_names_of_languages() -> None:
    assert (language_code(" Hungarian "), language_code("Klingon")) == ("hu", "und")
    assert language_label("ko-Latn-x-mr") == "Korean, McCune-Reischauer"
    assert language_label("und-Cyrl") == "language not known, in Cyrillic letters"
    assert language_label("zh") == "Chinese"
    assert language_label("xx-Zzzz") == "xx-Zzzz"


ORGS = ("embassy", "registry")


def edition(of: Page, given: HeaderFacts, tree: Node) -> bytes:
    root = etree.Element(T + "TEI", nsmap={None: T[1:-1]})
    root.set(XML_ID, f"wcda-{of.metadata.record_id}" if of.metadata.record_id else "doc-page")
    root.set(XML_LANG, "en")
    root.append(build_header(of, document(of), given))
    place = Node("place", {"xml:id": "place-pyongyang"}, [Node("placeName", {"type": "preferred"}, ["Pyongyang"])])
    orgs = [Node("org", {"xml:id": f"org-{name}"}, [Node("orgName", {"type": "preferred"}, [name])]) for name in ORGS]
    lists = [Node("listPlace", {}, [place]), Node("listOrg", {}, list(orgs))]
    root.append(to_element(Node("standOff", {}, list(lists))))
    root.append(to_element(tree))
    return serialize(root)


SHELFMARKS = [
    "APRF, f. 1",
    "RGANI, f. 2; APRF, f. 1",
    "MOL, XIX-J-1-j Korea, 1971, 6. doboz",
    "Polish Foreign Ministry Archive",
]


@pytest.mark.parametrize("shelfmark", SHELFMARKS)
@pytest.mark.parametrize("language", ["Russian", "Klingon", "English"])
def test_valid_by_the_schema(shelfmark: str, language: str) -> None:
    tree = text()
    given = facts(tree)
    findings = check(edition(page(shelfmark, language=language), given, tree), "-", load("puzanov"))
    expected = ["PZ312"] if shelfmark == SHELFMARKS[-1] else []  # an archive, but no shelfmark
    assert [f.code for f in findings] == expected, findings


WORDS = st.text(alphabet="aB <&>\"'.,;:()[]\x0b\ufffe19é-“”", max_size=20)


@given(
    st.builds(Metadata, title=WORDS, citation=WORDS, citation_title=WORDS, url=WORDS, record_id=WORDS, summary=WORDS)
)
def test_any_metadata_gives_a_header(metadata: Metadata) -> None:
    of = Page(Source("p", "x", "x", ""), metadata, (), "plain")
    found = build_header(of, document(of, metadata.title), HeaderFacts())
    assert etree.fromstring(etree.tostring(found)).tag == f"{T}teiHeader"


@pytest.mark.parametrize(
    ("mark", "category"),
    [
        ("TOP SECRET", "topsecret"),
        ("Unclassified", "unclassified"),
        ("LIMITED OFFICIAL USE", "officialuse"),
        ("New", ""),
    ],
)
def test_categories_of_marks_of_secrecy(mark: str, category: str) -> None:
    assert classification_id(mark) == category
