"""A paragraph in three versions: what the program changed comes in, what an editor touched stays, and it is said."""

from __future__ import annotations

import pytest
from lxml import etree

from puzanov_tei.decisions.conflicts import Conflicts
from puzanov_tei.decisions.ids import carry_ids
from puzanov_tei.decisions.inline import merge
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import Branch, read, write

NS = ' xmlns="http://www.tei-c.org/ns/1.0"'
SIC = "<choice><sic>teh</sic><corr>the</corr></choice>"
OTHER = "<choice><sic>teh</sic><corr>thy</corr></choice>"


def tree(content: str, around: str = "p") -> Branch:
    return read(etree.fromstring(f"<{around}{NS}>{content}</{around}>"))


def source(branch: Branch) -> str:
    """The content of an element as XML without namespaces."""
    words = etree.tostring(write(branch), encoding="unicode").replace(NS, "")
    return words[words.index(">") + 1 : words.rindex("<")]


def merged(base: str, edited: str, new: str) -> tuple[str, int]:
    """The content of the merged paragraph, and the number of conflicts."""
    yours, conflicts = tree(edited), Conflicts("x.xml")
    merge([tree(base)], [yours], [tree(new)], conflicts)
    assert {finding.code for finding in conflicts.findings} <= {"PZ900"}
    return source(yours), len(conflicts.findings)


@pytest.mark.parametrize(
    ("base", "edited", "new", "result"),
    [
        pytest.param("I saw Li", "I really saw Li", "I saw <name>Li</name>", "I really saw <name>Li</name>", id="more"),
        pytest.param("I saw <name>Li</name>", "I really saw <name>Li</name>", "I saw Li", "I really saw Li", id="less"),
        pytest.param("saw Mr <name>Li</name>.", "saw Mr <name>Li</name>!", "saw <name>Mr Li</name>.",
                     "saw <name>Mr Li</name>!", id="other bounds"),
        pytest.param("a Mr Li", "a Mr <hi>Li</hi>", "a <name>Mr Li</name>", "a <name>Mr <hi>Li</hi></name>",
                     id="around what an editor put in"),
        pytest.param("<hi>Li</hi> came", "<hi>Li</hi> also came", "<name><hi>Li</hi></name> came",
                     "<name><hi>Li</hi></name> also came", id="outside"),
        pytest.param("<hi>Li</hi> came", "<hi>Li</hi> also came", "<hi><name>Li</name></hi> came",
                     "<hi><name>Li</name></hi> also came", id="inside"),
        pytest.param("<hi>Li</hi> came", "Li came", "<hi rend='b'>Li</hi> came", "Li came", id="taken away"),
        pytest.param("came Li", "came <name ref='#a'>Li</name>", "came <name ref='#a'>Li</name>",
                     'came <name ref="#a">Li</name>', id="both the same name"),
        pytest.param("I saw Li", "I saw Lee", "I saw Lee", "I saw Lee", id="both the same word"),
        pytest.param("I saw Li now", "I <hi>saw</hi> Li now", "I saw Li right now", "I <hi>saw</hi> Li right now",
                     id="a word more"),
        pytest.param("I saw Li now", "I <hi>saw</hi> Li now", "I saw now", "I <hi>saw</hi> now", id="a word less"),
        pytest.param("saw Li", "I saw Li", "saw <name>Lee</name>", "I saw <name>Lee</name>", id="a name of a new word"),
        pytest.param("saw Li now", "saw <emph>Li</emph> now", "saw Li right now", "saw <emph>Li</emph> right now",
                     id="beside an element that only editors write"),
        pytest.param("", "<!--x-->", "words", "<!--x-->words", id="words where none were"),
        pytest.param("", "<!--x-->", "<lb/>", "<!--x--><lb/>", id="an element where nothing was"),
    ],
)  # fmt: skip
def test_the_programs_changes_come_in_beside_an_editors(base: str, edited: str, new: str, result: str) -> None:
    assert merged(base, edited, new) == (result, 0)


@pytest.mark.parametrize(
    ("base", "edited", "new", "result"),
    [
        ("I saw Li.", "I really saw Li.", "I saw<lb/> Li.", "I really saw<lb/> Li."),
        ("I saw Li.", "I really saw Li.", "I saw Li.<lb/>", "I really saw Li.<lb/>"),
        ("I saw<lb/> Li.", "I really saw<lb/> Li.", "I saw Li.", "I really saw Li."),
        ("I saw<lb/> Li.", "I saw<lb n='2'/> Li.", "I saw Li.", 'I saw<lb n="2"/> Li.'),
        ("Li.", "<hi>Li</hi>.", "Li<note>A <name>man</name>.</note>.", "<hi>Li</hi><note>A <name>man</name>.</note>."),
        ("Li<note>Who?</note> came", "Li<note>Who?</note> also came", "Li came", "Li also came"),
        ("a b<lb/>", "<hi>a</hi> b<lb/>", "a b<lb/><gap/>", "<hi>a</hi> b<lb/><gap/>"),
        ("a b<gap/>", "<hi>a</hi> b<gap/>", "a b<lb/><gap/>", "<hi>a</hi> b<lb/><gap/>"),
    ],
)
def test_elements_without_words_of_the_base_come_and_go(base: str, edited: str, new: str, result: str) -> None:
    assert merged(base, edited, new) == (result, 0)


@pytest.mark.parametrize(
    ("new", "result"),
    [
        ("saw xx <note>N</note> yy man", "saw xx <note>N</note> yy man now"),
        ("saw aa <note>N</note> bb <note>M</note> cc man", "saw aa <note>N</note> bb <note>M</note> cc man now"),
        ("saw comrade <name>Li</name>, a man", "saw comrade <name>Li</name>, a man now"),
    ],
)
def test_new_words_around_a_new_element_keep_their_order(new: str, result: str) -> None:
    assert merged("saw teh man", "saw teh man now", new) == (result, 0)


@pytest.mark.parametrize(
    ("base", "edited", "new", "result"),
    [
        ("saw teh man", "saw teh man now", f"saw {SIC} man", f"saw {SIC} man now"),
        ("saw teh", "<hi>saw</hi> teh", f"saw xx {SIC}", f"<hi>saw</hi> xx {SIC}"),
        ("saw teh", "<hi>saw</hi> teh", f"saw {SIC} xx", f"<hi>saw</hi> {SIC} xx"),
        ("saw teh man", "saw teh man now", f"saw xx {SIC} yy man", f"saw xx {SIC} yy man now"),
        ("saw teh man", "saw <seg>teh man</seg> now", f"saw {SIC} <lb/>man", f"saw <seg>{SIC} <lb/>man</seg> now"),
        ("saw teh man", "saw teh man now", f"saw <name>{SIC} man</name>", f"saw <name>{SIC} man</name> now"),
        ("<hi>teh</hi> man", "<hi>teh</hi> man now", f"{SIC} man", f"{SIC} man now"),
        (
            "in foo teh man",
            "in foo teh man now",
            "in <choice><sic>foo teh</sic><corr>foo the</corr></choice> man",
            "in <choice><sic>foo teh</sic><corr>foo the</corr></choice> man now",
        ),
        (f"saw {SIC} man", f"saw {SIC} man now", f"saw {OTHER} man", f"saw {OTHER} man now"),
        (f"saw {SIC} man", f"saw {SIC} man now", "saw teh man", "saw teh man now"),
        ("saw teh man", f"saw {SIC} man now", f"saw {SIC} man", f"saw {SIC} man now"),
    ],
)
def test_readings_come_in_whole(base: str, edited: str, new: str, result: str) -> None:
    assert merged(base, edited, new) == (result, 0)


@pytest.mark.parametrize(
    ("base", "edited", "new"),
    [
        pytest.param("saw <name ref='#a'>Li</name>", "saw Li", "saw <name ref='#b'>Li</name>", id="untagged"),
        pytest.param("Mr <name>Li</name>", 'Mr <name ref="#x">Li</name>', "<name>Mr Li</name>", id="linked, resized"),
        pytest.param("a Mr <name>Li</name>", "<hi>a Mr</hi> <name>Li</name>", "a <name>Mr Li</name>", id="across"),
        pytest.param("saw <name>Li</name>", 'saw <name ref="#x">Li</name>', "saw Li", id="linked, gone"),
        pytest.param("saw Li", 'saw <name ref="#x">Li</name>', "saw <name ref='#y'>Li</name>", id="tagged by both"),
        pytest.param("saw Li", "saw Lee", "saw <name>Li</name>", id="reworded, tagged"),
        pytest.param("saw Li now", "<hi>saw Li</hi> now", "saw <name>Li now</name>", id="their elements cross"),
        pytest.param("saw Li", "saw Lin", "saw Lee", id="reworded by both"),
        pytest.param("saw Li", "saw comrade Wu", "saw comrade <name>Wu</name>", id="name among the same new words"),
        pytest.param("teh man", "teh man now", "the <hi>dog</hi>", id="words beside what came in"),
        pytest.param("saw teh man", "saw the man", f"saw {SIC} man", id="corrected, readings"),
        pytest.param("saw teh man", "saw <hi>teh</hi> man", f"saw {SIC} man", id="marked, readings"),
        pytest.param("saw teh man", f"saw {OTHER} man", f"saw {SIC} man", id="other readings"),
        pytest.param(f"saw {SIC} man", f"saw {OTHER} man", "saw teh man", id="other reading, readings gone"),
    ],
)
def test_what_an_editor_touched_stays_and_it_is_said_once(base: str, edited: str, new: str) -> None:
    assert merged(base, edited, new) == (edited, 1)


def test_a_conflict_names_both_sides_and_its_place() -> None:
    yours, conflicts = tree("saw\n<name xml:id='n' ref='#x'>Li</name>"), Conflicts("x.xml")
    merge([tree("saw Li")], [yours], [tree("saw <name ref='#y'>Li</name>")], conflicts)
    (finding,) = conflicts.findings
    assert (finding.location.file, finding.location.line, finding.xml_id) == ("x.xml", 2, "n")
    assert "'Li (name #x)' / 'Li (name #y)'" in finding.message


# --- identifiers ----------------------------------------------------------------------------------


def identified(base: str, edited: str, new: str) -> str:
    made = tree(new, "div")
    carry_ids(tree(base, "div"), tree(edited, "div"), made)
    assert made.key == tree(source(made), "div").key
    return source(made)


def test_the_same_element_keeps_its_identifier_and_pointers_follow() -> None:
    base = '<p xml:id="p1">One.</p><p xml:id="p2">Two.</p>'
    new = '<p xml:id="p1">Zero.</p><p xml:id="p2">One.</p><p xml:id="p3">Two.</p><ref target="#p2 #p3 x.xml#p2 #q"/>'
    assert identified(base, base, new) == (
        '<p xml:id="p1-2">Zero.</p><p xml:id="p1">One.</p><p xml:id="p2">Two.</p><ref target="#p1 #p2 x.xml#p2 #q"/>'
    )


def test_equal_elements_are_counted_from_the_beginning() -> None:
    base = '<p xml:id="a">So.</p><p xml:id="b">So.</p>'
    assert identified(base, base, base.replace('"a"', '"c"').replace('"b"', '"a"')) == base


def test_what_is_new_takes_no_identifier_that_an_editor_uses() -> None:
    base, new = '<p xml:id="p1">One.</p>', '<p xml:id="p1">One.</p><p xml:id="p2">Two.</p>'
    edited = f'{base}<note xml:id="p2">Mine.</note><note xml:id="p2-2">Mine too.</note>'
    assert identified(base, edited, new) == '<p xml:id="p1">One.</p><p xml:id="p2-3">Two.</p>'


def test_an_entry_whose_words_changed_is_the_same_entry() -> None:
    base = '<listPerson><person xml:id="li"><persName>Li</persName></person></listPerson>'
    new = base.replace(">Li<", ">Li Si<")
    assert identified(base, base, new) == new
    assert XML_ID not in tree(new).attributes
