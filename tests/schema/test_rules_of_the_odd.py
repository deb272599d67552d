"""Every rule of puzanov.odd: a document on which it is silent, and one mutation on which it fires."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from puzanov_tei import resources
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.load import Rules, compile_rules
from puzanov_tei.validation.codes import codes

HERE = Path(__file__).parent
EDITION = (HERE / "edition.xml").read_text(encoding="utf-8")
AUTHORITY = (HERE / "authority.xml").read_text(encoding="utf-8")

# code, what is taken from the valid edition, what stands there instead, element or attribute that is named
EDITION_MUTATIONS = [
    ("PZ301", 'resp="#translator">Two words', 'resp="#stamp-1">Two words', "/note[1]/@resp"),
    ("PZ302", '<revisionDesc status="draft">', '<revisionDesc status="published">', "/teiHeader"),
    (
        "PZ303",
        '<application ident="puzanov_tei" version="1.0"><label>puzanov_tei</label></application>',
        "",
        "/teiHeader",
    ),
    ("PZ310", '<idno type="wcda">900001</idno>', '<idno type="wcda">900002</idno>', "/publicationStmt"),
    ("PZ310", '<idno type="wcda">900001</idno>', "", "/publicationStmt"),
    (
        "PZ311",
        '<availability status="restricted"><licence>Reuse for research is welcome.</licence></availability>',
        "",
        "/publicationStmt",
    ),
    ("PZ312", '<idno type="callNumber">', '<idno type="other">', "/sourceDesc"),
    ("PZ313", 'ident="en" n="text"', 'ident="en"', "/teiHeader"),
    ("PZ314", 'ident="ru" n="source"', 'ident="ru"', "/teiHeader"),
    ("PZ315", "<p>Nothing", '<p xml:lang="de">Nothing', "/p[1]/@xml:lang"),
    ("PZ316", ' source="#stamp-1"', "", "/correspAction[2]"),
    ("PZ320", 'n="1961-03-05" xml:id="entry-1961-03-05"', 'n="1961-03-06" xml:id="entry-1961-03-06"', "/div[2]/@n"),
    ("PZ321", 'xml:id="entry-1961-03-05"', 'xml:id="entry-two"', "/div[2]/@xml:id"),
    ("PZ322", ' n="1961-03-05" xml:id="entry-1961-03-05"', ' xml:id="entry-1961-03-05"', "/div[2]"),
    ("PZ323", 'from="1961-03-01" to="1961-03-18"', 'from="1961-03-01" to="1961-03-04"', "/div[2]/@n"),
    ("PZ324", "1961-03-05", "1961-03-02", "/div[2]/@n"),
    ("PZ330", ' subtype="incoming" xml:id="stamp-1"', ' subtype="incoming"', "/note[1]"),
    ("PZ331", ' hand="#hand-stamp-1"', "", "/note[1]"),
    ("PZ332", 'subtype="incoming"', 'subtype="round"', "/note[1]/@subtype"),
    (
        "PZ333",
        '<desc>stamp: </desc><seg type="number">Incoming Nº <idno type="incoming">0333s</idno></seg> '
        '<date type="incoming" when="1961-03-28">28 March 1961</date>',
        "<desc>stamp</desc>",
        "/note[1]",
    ),
    ("PZ334", ' <date type="incoming" when="1961-03-28">28 March 1961</date>', "", "/note[1]"),
    ("PZ335", 'hand="#hand-stamp-1"', 'hand="#pers-han"', "/note[1]/@hand"),
    ("PZ336", 'type="incoming" when="1961-03-28"', 'type="incoming" when="1961-03-19"', "/date[1]/@when"),
    ("PZ337", '<note type="translator"', "<note", "/note[1]"),
    ("PZ338", '<note type="translator" resp="#translator">', '<note type="translator">', "/note[1]"),
    ("PZ340", "Nothing of note.", "Nothing [of note.", "/p[1]"),
    ("PZ341", "Nothing of note.", "Nothing **of** note.", "/p[1]"),
    ("PZ342", '<gap reason="illegible"', "<gap", "/gap[1]"),
    ("PZ343", ' quantity="2" unit="words"', "", "/gap[1]"),
    ("PZ344", 'atLeast="2" atMost="4"', 'atLeast="5" atMost="4"', "/gap[2]/@atLeast"),
    ("PZ345", ' quantity="2" unit="words"', ' quantity="2"', "/gap[1]"),
    ("PZ346", '<unclear reason="faded"', "<unclear", "/unclear[1]"),
    ("PZ347", '<unclear reason="faded" resp="#translator">', '<unclear reason="faded">', "/unclear[1]"),
    (
        "PZ348",
        'reason="translation" resp="#translator" rendition="#open-1 #close-1"',
        'reason="translation" resp="#translator"',
        "/supplied[1]",
    ),
    ("PZ350", '<expan resp="#tool">Comrade</expan>', '<corr resp="#tool">Comrade</corr>', "/choice[1]"),
    ("PZ351", ">Han</corr>", ">Hxn</corr>", "/choice[1]"),
    ("PZ352", '<corr resp="#tool" cert="high">', "<corr>", "/choice[1]"),
    ("PZ355", 'rendition="#omission-1"', 'rendition="#stamp-1"', "/gap[1]/@rendition"),
    ("PZ356", '<rendition xml:id="open-1" ', "<rendition ", "/rendition[1]"),
    ("PZ357", 'content: "[...]";', "[...]", "/rendition[3]"),
    ("PZ358", ' rendition="#omission-1"', "", "/rendition[3]"),
    ("PZ359", "Nothing of note.", '<seg type="unparsed">Nothing</seg>', "/seg[1]"),
    ("PZ360", 'who="#local-1" toWhom="#pers-han"', 'who="#local-1" toWhom="#pers-hun"', "/said[2]"),
    ("PZ361", '<rs type="person" ref="#pers-sorokin">', '<rs type="person" ref="#place-dprk">', "/rs[1]/@ref"),
    ("PZ362", "<surname>Orlov</surname>", "", "/persName[1]"),
    ("PZ363", '<placeName ref="#place-dprk" ana', '<placeName ref="#pers-han" ana', "/placeName[1]/@ref"),
    ("PZ364", ' ana="#state-actor">DPRK<', ' ana="#state-actor"><', "/placeName[1]"),
    ("PZ365", '<orgName ref="#org-embassy">the', '<orgName ref="#pers-han">the', "/orgName[1]/@ref"),
    ("PZ366", ">the embassy<", "><", "/orgName[1]"),
    ("PZ367", '<rs type="event" ref="#event-1">', '<rs type="event">', "/rs[2]"),
    ("PZ368", '<roleName type="office">Minister', "<roleName>Minister", "/roleName[1]"),
    ("PZ369", '<persName resp="#tool" cert="unknown">', "<persName>", "/persName[1]"),
    ("PZ370", "</listOrg>", '<org xml:id="org-x"><orgName type="preferred">X</orgName></org></listOrg>', "/org[2]"),
    ("PZ371", '<date type="entry" when="1961-03-05">', '<date type="entry">', "/date[1]"),
    ("PZ372", 'from="1961-03-01" to="1961-03-18"', 'from="1961-03-18" to="1961-03-01"', "/date[1]/@from"),
    ("PZ373", ' who="#local-1" direct="false">We', ' who="#local-1">We', "/said[1]"),
    ("PZ374", 'toWhom="#pers-han"', 'toWhom="#place-dprk"', "/said[2]/@who"),
    ("PZ375", ' prev="#said-1"', "", "/said[1]/@next"),
    ("PZ376", ' next="#said-2"', "", "/said[2]/@prev"),
    ("PZ380", '<num value="2">', '<num value="3">', "/list[1]"),
    ("PZ385", 'xml:id="local-1"', 'xml:id="somebody"', "/person[3]/@xml:id"),
    ("PZ389", "Q1002", "Q1001", "/idno[1]"),
]
AUTHORITY_MUTATIONS = [
    ("PZ385", 'xml:id="pers-guests"', 'xml:id="guests"', "/personGrp[1]/@xml:id"),
    ("PZ386", 'xml:id="place-dprk"', 'xml:id="dprk"', "/place[1]/@xml:id"),
    ("PZ387", 'xml:id="org-embassy"', 'xml:id="embassy"', "/org[1]/@xml:id"),
    ("PZ388", '<placeName type="preferred">', "<placeName>", "/place[1]"),
    ("PZ388", "<orgName", '<orgName type="preferred">Two</orgName><orgName', "/org[1]"),
]


@lru_cache(maxsize=1)
def compiled() -> Rules:
    path = resources.schema_folder() / "puzanov.sch"
    return compile_rules(path.read_bytes(), path)


def found(document: str) -> list[tuple[str, str]]:
    results = rules.run(compiled(), document.encode(), "d.xml")
    return [(r.finding.code, r.finding.xpath) for r in results]


@pytest.mark.parametrize("document", [EDITION, AUTHORITY], ids=["edition", "authority"])
def test_no_rule_fires_on_a_valid_document(document: str) -> None:
    assert found(document) == []


@pytest.mark.parametrize(
    ("document", "code", "old", "new", "place"),
    [(EDITION, *row) for row in EDITION_MUTATIONS] + [(AUTHORITY, *row) for row in AUTHORITY_MUTATIONS],
    ids=lambda value: value if isinstance(value, str) and value.startswith("PZ3") else "",
)
def test_a_rule_fires_on_its_mutation(document: str, code: str, old: str, new: str, place: str) -> None:
    assert old in document
    places = [_numbered(xpath) for c, xpath in found(document.replace(old, new)) if c == code]
    assert places, f"{code} is silent"
    assert any(p.endswith(_numbered(place)) for p in places), places


def test_a_text_in_another_language_than_its_edition_is_the_original() -> None:
    original = EDITION.replace('ident="ru" n="source"', 'ident="ko"')
    original = original.replace('ident="en" n="text"', 'ident="ru" n="text"')
    assert "PZ314" not in {code for code, _ in found(original)}


def _numbered(xpath: str) -> str:
    """The steps of a path, with the position also where it is the first."""
    return "".join(f"/{s}" if s.endswith("]") or s.startswith("@") else f"/{s}[1]" for s in xpath.split("/")[1:])


def test_every_rule_has_a_mutation() -> None:
    rules_of_the_odd = {code for code, entry in codes().items() if entry.origin.startswith("puzanov.odd")}
    tested = {row[0] for row in (*EDITION_MUTATIONS, *AUTHORITY_MUTATIONS)}
    assert rules_of_the_odd == tested
    assert len(rules_of_the_odd) >= 36


def test_every_rule_has_message_hint_and_rationale() -> None:
    for code, entry in codes().items():
        if entry.origin:
            assert entry.title.endswith("."), code
            assert len(entry.rationale.split()) > 15, code


def test_hints_are_told_apart_from_messages() -> None:
    result = rules.run(compiled(), EDITION.replace("Nothing of note.", "[x").encode(), "d.xml")[0].finding
    assert result.message == "A square bracket is left in the text."
    assert result.hint.startswith("Encode what it means")
    assert (result.location.line, result.location.column) == (87, 11)
