"""Reading TEI that is not ours, refusing what is not TEI, and changing files without losing anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei import authority
from puzanov_tei.authority import edit, store, undo, update
from puzanov_tei.authority.records import AuthorityName, Org, Person, Records
from puzanov_tei.base.xml import TEI_NS, XML_ID
from puzanov_tei.errors import AuthorityError, UsageError

OWN = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <!-- my file -->
  <teiHeader><fileDesc><titleStmt><title>Mine</title></titleStmt><publicationStmt><p>here</p></publicationStmt>
    <sourceDesc><p>born digital</p></sourceDesc></fileDesc></teiHeader>
  <standOff>
    <listPerson>
      <person xml:id="pers-orlov">
        <persName type="preferred"><forename>A.</forename> <surname>Orlov</surname></persName>
        <!-- ask again -->
        <note>Met in 1951.</note>
      </person>
      <person xml:id="pers-orloff" sameAs="#pers-orlov"/>
    </listPerson>
    <listOrg>
      <org xml:id="org-club"><orgName>Chess Club</orgName></org>
      <org xml:id="org-board"><orgName>Board</orgName></org>
      <listRelation><relation name="partOf" active="#org-board" passive="#org-club"/></listRelation>
    </listOrg>
  </standOff>
</TEI>
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "mine.xml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_users_file(own: Path) -> None:
    mine = authority.load(own)
    person = mine.entry("pers-orloff")
    assert isinstance(person, Person)
    assert (person.id, person.surname, person.forename) == ("pers-orlov", "Orlov", "A.")
    assert "Met in 1951." in person.extra[0]
    assert mine.orgs["org-board"].parent == "org-club"
    element = authority.element(mine, "pers-orlov")
    assert element is not None
    assert "Met in 1951." in "".join(element.itertext())
    assert authority.element(mine, "pers-nobody") is None


def test_add_touches_nothing_else(own: Path) -> None:
    before = store.read(own)
    after = edit.add(before, Person("pers-ivin", "B. Ivin", "Ivin", "B."))
    assert update.update(own, before, after) == [own]
    text = own.read_text(encoding="utf-8")
    added = [line for line in text.splitlines() if line not in OWN.splitlines()]
    assert len(added) == 2
    assert set(OWN.splitlines()) - set(text.splitlines()) == set()
    assert set(store.read(own).persons) == set(after.persons)


def test_merge_leaves_a_redirect_and_keeps_names(own: Path) -> None:
    before = store.read(own)
    with_ivin = edit.add(before, Person("pers-ivin", "B. Ivin", names=(AuthorityName("Iwin"),), birth="1901"))
    update.update(own, before, with_ivin)
    merged = edit.merge(with_ivin, "ivin", "orloff")
    update.update(own, with_ivin, merged)
    mine = authority.load(own)
    person = mine.entry("pers-ivin")
    assert isinstance(person, Person)
    assert person.id == "pers-orlov"
    assert {name.text for name in person.names} == {"B. Ivin", "Iwin"}
    assert person.birth == "1901"
    assert "<!-- my file -->" in own.read_text(encoding="utf-8")


def test_merge_moves_children_and_relations(own: Path) -> None:
    before = store.read(own)
    more = edit.add(before, authority.Org("org-circle", "Circle"))
    update.update(own, before, more)
    update.update(own, more, edit.merge(more, "org-club", "org-circle"))
    assert authority.load(own).orgs["org-board"].parent == "org-circle"
    current = store.read(own)
    update.update(own, current, edit.merge(current, "board", "circle"))
    assert "listRelation" not in own.read_text(encoding="utf-8")
    assert authority.load(own).entry("org-board") == authority.load(own).entry("org-circle")


FRAME = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n  <{0}>{1}</{0}>\n</TEI>\n'
ORGS = """
      <org xml:id="org-a">
        <orgName type="preferred">A</orgName>
      </org>
      <org xml:id="org-b">
        <orgName type="preferred">B</orgName>
      </org>"""
PLACES = '\n        <relation name="partOf" active="#place-a" passive="#place-b"/>'
PART = '\n        <relation name="partOf" active="#org-b" passive="#org-a"/>'
HIERARCHY = f'\n      <listRelation type="hierarchy">{PART}\n      </listRelation>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"\n    <listOrg>{ORGS}{HIERARCHY}\n    </listOrg>\n  "),
        ("\n    <listOrg/>\n  ", f"\n    <listOrg>{ORGS}{HIERARCHY}\n    </listOrg>\n  "),
        ("\n    <listPlace/>\n  ", f"\n    <listPlace/>\n    <listOrg>{ORGS}{HIERARCHY}\n    </listOrg>\n  "),
        (
            f"\n    <listOrg>\n      <listRelation>{PLACES}\n      </listRelation>\n    </listOrg>\n  ",
            f"\n    <listOrg>{ORGS}\n      <listRelation>{PLACES}{PART}\n      </listRelation>\n    </listOrg>\n  ",
        ),
    ],
)
def test_lists_that_are_missing_are_made_and_relations_of_others_stay(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "mine.xml"
    path.write_text(FRAME.format("standOff", before), encoding="utf-8")
    records = edit.add(edit.add(Records(), Org("org-a", "A")), Org("org-b", "B", parent="org-a"))
    assert update.update(path, Records(), records) == [path]
    assert FRAME.format("standOff", after) in path.read_text(encoding="utf-8")
    assert update.update(path, records, records) == []


def test_a_file_without_a_place_for_records_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.xml"
    path.write_text(FRAME.format("text", ""), encoding="utf-8")
    with pytest.raises(AuthorityError, match="neither standOff nor body"):
        update.update(path, Records(), Records(persons=(Person("pers-a", "A"),)))


def test_a_change_is_undone_and_done_again_and_never_over_somebody_elses(own: Path) -> None:
    undo.remember(own, {own: own.read_bytes()}, "added pers-a")
    own.write_text(OWN + "<!-- more -->", encoding="utf-8")
    with pytest.raises(UsageError, match="was changed since"):
        undo.undo(own)
    undo.remember(own, {own: OWN.encode()}, "added pers-a")
    assert undo.undo(own) == "added pers-a"
    assert own.read_text(encoding="utf-8") == OWN
    assert undo.undo(own) == "undid: added pers-a"
    assert own.read_text(encoding="utf-8") == OWN + "<!-- more -->"
    own.write_text("mine", encoding="utf-8")
    assert undo.undo(own, force=True) == "added pers-a"


def test_without_a_change_nothing_is_undone(own: Path) -> None:
    with pytest.raises(UsageError, match="no change"):
        undo.undo(own)


def test_merge_refuses_two_different_persons() -> None:
    records = Records(persons=(Person("pers-a", "A", wikidata="Q1"), Person("pers-b", "B", wikidata="Q2")))
    with pytest.raises(AuthorityError, match="wikidata: Q2 / Q1"):
        edit.merge(records, "a", "b")


def test_add_refuses_a_taken_id_even_of_a_merged_record(own: Path) -> None:
    records = store.read(own)
    for taken in ("pers-orlov", "pers-orloff"):
        with pytest.raises(AuthorityError, match="is taken"):
            edit.add(records, Person(taken, "X"))
    with pytest.raises(AuthorityError, match="not made of"):
        edit.add(records, Person("pers-X y", "X"))


def test_near_misses(own: Path) -> None:
    with pytest.raises(AuthorityError, match="Did you mean 'orlov'"):
        edit.find(store.read(own), "orlof1")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not XML"),
        ("Dear Sir", "not XML"),
        ("<html/>", "its root is 'html'"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "no person, place or org"),
        (OWN.replace(' xml:id="pers-orlov"', ""), "a person without xml:id"),
        (OWN.replace('"pers-orlov"', '"orlov"'), "begins with 'pers-'"),
        (OWN.replace('"org-board">', '"org-club">'), "stands twice"),
        (OWN.replace('sameAs="#pers-orlov"', 'sameAs="#pers-gone"'), "redirects to 'pers-gone'"),
        (OWN.replace('passive="#org-club"', 'passive="#org-none"'), "part of 'org-none'"),
    ],
)
def test_one_clear_sentence(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(AuthorityError, match=message):
        authority.load(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(
        OWN.replace("<TEI", '<!DOCTYPE TEI [<!ENTITY a SYSTEM "/etc/passwd">]><TEI', 1).replace("Met", "&a;")
    )
    assert "root:" not in str(store.read(path))


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match=r"no authority file; expected persons\.xml"):
        authority.load(tmp_path)
    with pytest.raises(AuthorityError, match="no such file"):
        authority.load(tmp_path / "none.xml")


def test_redirects_that_go_in_a_circle_end() -> None:
    mine = authority.Authority(
        Records(persons=(Person("pers-a", "A"),), redirects=(("pers-b", "pers-c"), ("pers-c", "pers-b")))
    )
    assert mine.entry("pers-b") is None


def _seen(entry: etree._Element, fact: etree._Element) -> list[str]:
    """What `@source` of a fact points to, in the entry itself."""
    statements = {f"#{node.get(XML_ID)}": node.text or "" for node in entry.iter(f"{{{TEI_NS}}}bibl")}
    return [statements[pointer] for pointer in fact.get("source", "").split()]


def test_a_merge_lists_all_contradictions_and_force_keeps_both_facts(tmp_path: Path) -> None:
    records = Records(
        persons=(
            Person("pers-a", "A. Ivanov", "Ivanov", birth="1900", nationality="Soviet", sources=("a list",)),
            Person(
                "pers-b",
                "B. Ivanov",
                "Ivanov",
                "Boris",
                birth="1920",
                nationality="Bulgarian",
                wikidata="Q1",
                sources=("a book",),
            ),
        )
    )
    with pytest.raises(AuthorityError, match=r"birth: 1900 / 1920; nationality: Soviet / Bulgarian"):
        edit.merge(records, "b", "a")
    merged = edit.merge(records, "b", "a", force=True)
    (kept,) = merged.persons
    assert (kept.birth, kept.wikidata) == ("1900", "Q1")
    assert "Ivanov, Boris" in [name.text for name in kept.names]
    store.write_file(merged, tmp_path / "a.xml")
    text = (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert "birth 1920, nationality Bulgarian (source: a book)" in text
    assert store.read(tmp_path / "a.xml") == merged
    person, _redirect = etree.fromstring(text.encode()).iter(f"{{{TEI_NS}}}person")
    for name, values in (("birth", ["1900", "1920"]), ("nationality", ["Soviet", "Bulgarian"])):
        facts = person.findall(f"{{{TEI_NS}}}{name}")
        assert [fact.text for fact in facts] == values
        assert [_seen(person, fact) for fact in facts] == [["a list"], ["a book"]]
