"""What encoders get wrong: code, exact place (¦ in the mistake) and hint of each; all messages as a golden file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from puzanov_tei.validation.document import check, load

EDITION = (Path(__file__).parent.parent / "schema/edition.xml").read_text(encoding="utf-8")
NOTHING = "<p>Nothing of note.</p>"

# what is in the edition, the mistake with ¦ at its place, code, a part of the hint
MISTAKES = [
    # names of elements
    ("<surname>Orlov</surname>", "¦<surName>Orlov</surName>", "PZ103", "surname"),
    (
        '<persName resp="#tool" cert="unknown"><surname>Orlov</surname></persName>',
        '¦<persname resp="#tool" cert="unknown"><surname>Orlov</surname></persname>',
        "PZ103",
        "persName",
    ),
    (NOTHING, "¦<para>Nothing of note.</para>", "PZ103", ""),
    (NOTHING, "<p>Nothing ¦<b>of</b> note.</p>", "PZ103", ""),
    (NOTHING, "<p>Nothing ¦<italic>of</italic> note.</p>", "PZ103", ""),
    (NOTHING, "<p>Nothing ¦<div>of</div> note.</p>", "PZ104", ""),
    (NOTHING, "<p>Nothing <hi>of ¦<p>note</p></hi>.</p>", "PZ104", ""),
    (NOTHING, "¦<item>Nothing of note.</item>", "PZ104", ""),
    (NOTHING, "<p>Nothing ¦<row/> of note.</p>", "PZ104", ""),
    # order and completeness
    ("<sourceDesc>", "¦<notesStmt/><sourceDesc>", "PZ107", ""),
    ('<title type="main">Journal of Ambassador V. N. Sorokin for 3 March 1961</title>', "", "PZ1", ""),
    ("<body>", "¦<back/><body>", "PZ1", ""),
    ('<list type="distribution">', "¦<list/>" + '<list type="distribution">', "PZ107", ""),
    ('<choice><abbr>Cde.</abbr><expan resp="#tool">Comrade</expan></choice>', "¦<choice>Cde.</choice>", "PZ", ""),
    # text in the wrong place
    ("<listPlace>", "¦some text<listPlace>", "PZ108", ""),
    (
        '<div type="entry" n="1961-03-05" xml:id="entry-1961-03-05">',
        '<div type="entry" n="1961-03-05" xml:id="entry-1961-03-05">¦text',
        "PZ108",
        "",
    ),
    # attributes
    ("<p>Nothing", '<p ¦typ="x">Nothing', "PZ110", ""),
    ("<p>Nothing", '<p ¦type="x">Nothing', "PZ111", ""),
    ('<persName resp="#tool" cert="unknown">', '<persName ¦Ref="#pers-han" cert="unknown">', "PZ110", "@ref"),
    ('<persName resp="#tool" cert="unknown">', '¦<persName key="han">', "PZ369", "cert"),
    ('<roleName type="office">Minister', "¦<roleName>Minister", "PZ112", "office"),
    ('<gap reason="illegible" quantity="2"', '¦<gap quantity="2"', "PZ112", "illegible"),
    (' who="#local-1" direct="false">We', ' who="#local-1">We', "PZ112", ""),
    ('<div type="distribution">', "¦<div>", "PZ112", "distribution"),
    ('<seg type="file">', "¦<seg>", "PZ112", "file"),
    # values
    ('<roleName type="office">Minister', '<roleName ¦type="ofice">Minister', "PZ113", '"office"'),
    ('<note type="translator"', '<note ¦type="transl"', "PZ113", "translator"),
    ('cert="high"><roleName', '¦cert="sure"><roleName', "PZ113", ""),
    ('atLeast="2"', '¦atLeast="two"', "PZ113", ""),
    ('direct="true"', '¦direct="yes"', "PZ113", ""),
    ('status="restricted"', '¦status="Restricted"', "PZ113", "restricted"),
    ('<supplied reason="translation"', '<supplied ¦reason="because it was needed"', "PZ113", ""),
    ('xml:id="p-3"', '¦xml:id="3"', "PZ013", "id-3"),
    ('xml:id="p-3"', '¦xml:id="p-2"', "PZ009", "another xml:id"),
    ('<date type="entry" when="1961-03-05">', '<date type="entry" ¦when="5 March 1961">', "PZ502", "year-month-day"),
    ('<date type="incoming" when="1961-03-28">', '<date type="incoming" ¦when="1961-03-32">', "PZ501", ""),
    ('from="1961-03-01" to="1961-03-18"', 'when="1961-03-01" ¦from="1961-03-01" to="1961-03-18"', "PZ503", "Keep when"),
    # pointers
    ('ref="#pers-han" resp', '¦ref="#pers-hahn" resp', "PZ401", "#pers-han"),
    ('ref="#pers-han" resp', '¦ref="pers-han" resp', "PZ407", "#pers-han"),
    ('ana="#state-actor"', '¦ana="#state_actor"', "PZ401", "#state-actor"),
    ('ref="#pers-han" resp', '¦ref="wb:Q7" resp', "PZ404", "wd"),
    ('ref="#pers-han" resp', '¦ref="#place-dprk" resp', "PZ361", "person"),
    ('<placeName ref="#place-dprk" ana', '<placeName ¦ref="#org-embassy" ana', "PZ363", "place"),
    (">Q1002<", ">1002<", "PZ510", "Q423"),
    # namespaces and well-formedness
    ('<TEI xmlns="http://www.tei-c.org/ns/1.0"', '¦<TEI xmlns="http://www.tei-c.org/ns/1"', "PZ102", "ns/1.0"),
    ('<TEI xmlns="http://www.tei-c.org/ns/1.0"', "¦<TEI", "PZ102", "ns/1.0"),
    ("Nothing of note.</p>", "Nothing of note.¦</div>", "PZ002", "<p>"),
    ("Nothing of", "Nothing ¦& of", "PZ012", "&amp;"),
    ("Nothing of", "Nothing¦&nbsp;of", "PZ006", "&#xA0;"),
    ("Nothing of", "Nothing ¦< of", "PZ012", "&lt;"),
    ("<p>Nothing", "<p n=¦1>Nothing", "PZ001", 'name="value"'),
    # the rules
    ("Nothing of note.", "Nothing [of] note.", "PZ340", "seg"),
    ('<date type="entry" when="1961-03-05">', '<date type="entry">', "PZ371", "when"),
    (' prev="#said-1"', "", "PZ375", "prev"),
]


@pytest.fixture(scope="module")
def schema():
    return load("puzanov")


def made(old: str, new: str) -> tuple[str, tuple[int, int] | None]:
    """The edition with the mistake, and its line and column."""
    assert old in EDITION, old
    text = EDITION.replace(old, new, 1)
    at = text.find("¦")
    if at < 0:
        return text, None
    return text.replace("¦", ""), (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


@pytest.mark.parametrize(("old", "new", "code", "hint"), MISTAKES, ids=[row[1][:40] for row in MISTAKES])
def test_code_place_and_hint(schema, old: str, new: str, code: str, hint: str) -> None:
    text, place = made(old, new)
    findings = [f for f in check(text.encode(), "d.xml", schema) if f.code.startswith(code)]
    assert findings
    assert all(f.message.endswith(".") for f in findings)
    if place is not None:
        assert place in [(f.location.line, f.location.column) for f in findings]
    assert any(hint in f.hint for f in findings)


def test_all_messages(schema, golden: Callable[[str, str], None]) -> None:
    blocks = []
    for old, new, _, _ in MISTAKES:
        text, _ = made(old, new)
        found = "\n".join(str(f) for f in check(text.encode(), "d.xml", schema))
        blocks.append(f"{old}\n-> {new}\n{found}\n")
    golden("checks/mistakes.txt", "\n".join(blocks))


def test_there_are_enough() -> None:
    assert len(MISTAKES) >= 40
