"""Edits of kinds that are easy to lose: learnt as decisions, applied to the program's own document, applied twice."""

from __future__ import annotations

import re

import pytest

from puzanov_tei.decisions.document import decided
from puzanov_tei.decisions.learn import Learnt, learn
from puzanov_tei.tei.read import parse
from puzanov_tei.tei.tree import read

PAGE = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader><fileDesc><titleStmt><title>D</title></titleStmt>'
    "<publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc>"
    '<revisionDesc status="{status}"><change>made</change></revisionDesc></teiHeader>'
    '<text><body><p xml:id="p-0">He met them and asked.</p>{body}</body></text></TEI>'
)
FAREWELL = (
    '<p xml:id="p-1">{}farewell to <persName resp="#tool">Kim</persName> <note type="romanization">'
    '<persName resp="#tool"><surname>Kim</surname> Tu Bong</persName></note> at the station.</p>'
)
CASES = {
    "a word taken out at the begin": ("<p>Resume of talks</p>", "<p>of talks</p>"),
    "a word taken out in the middle": ("<p>I met him there again.</p>", "<p>I met there again.</p>"),
    "a word taken out at the end": ("<p>On the question now</p>", "<p>On the question</p>"),
    "words of an element of one's own": (
        "<p>I saw the station.</p>",
        '<p>I saw <supplied resp="#ab">all of</supplied> the station.</p>',
    ),
    "words at the end of the block": (
        "<p>I saw the station</p>",
        '<p>I saw the station <supplied resp="#ab">there</supplied></p>',
    ),
    "a gap instead of a word": (
        "<p>It was in accordance with that.</p>",
        '<p>It was in <gap reason="x"/> with that.</p>',
    ),
    "a choice that is none": (
        "<p>I met <choice><abbr>Cde.</abbr><expan>Comrade</expan></choice> Kim.</p>",
        "<p>I met Cde. Kim.</p>",
    ),
    "attributes of the second part": (
        '<p xml:id="p-1">I met him there. He left.</p>',
        '<p xml:id="p-1">I met him there.</p><p xml:id="p-1-2" rend="indent">He left.</p>',
    ),
    "words before a note with names": (FAREWELL.format("Saying "), FAREWELL.format("They were saying ")),
}


def taught(before: str, after: str) -> tuple[Learnt, str, str]:
    """What is learnt from an edited document, the program's with that, and the same once more."""
    learnt = learn(*(read(parse(version.encode(), "x")) for version in (before, after)), "ab")
    once, _ = decided(before.encode(), learnt.decisions, None, "x")
    twice, _ = decided(once, learnt.decisions, None, "x")
    return learnt, once.decode(), twice.decode()


@pytest.mark.parametrize("name", CASES)
def test_what_is_edited_comes_of_decisions_alone(name: str) -> None:
    before, after = (PAGE.format(status="draft", body=body) for body in CASES[name])
    learnt, once, twice = taught(before, after)
    assert learnt.left == ()
    body = re.sub(r"\s+", " ", once[once.index('<p xml:id="p-0"') : once.index("</body>")]).replace("> <p", "><p")
    assert body.strip() == after[after.index('<p xml:id="p-0"') : after.index("</body>")]
    assert twice == once


def test_a_status_that_an_editor_sets_stays() -> None:
    body = '<p>I met <persName resp="#tool">him</persName>.</p>'
    _, once, twice = taught(*(PAGE.format(status=status, body=body) for status in ("draft", "approved")))
    assert 'status="approved"' in once
    assert twice == once


def test_what_no_decision_says_is_named_once() -> None:
    after = PAGE.format(status="draft", body="<ab>I met him.</ab>")
    learnt, *_ = taught(PAGE.format(status="draft", body="<p>I met him.</p>"), after)
    assert learnt.left == ("<p> 'I met him.' is <ab> now",)


def test_the_parts_of_a_name_that_was_taken_away_are_told_together() -> None:
    names = "<roleName>Premier</roleName> <forename>Chen</forename> <surname>Yi</surname>"
    body = "<p>I met {} and <surname>Kim</surname>.</p>"
    before, after = (body.format(words) for words in (f'<persName resp="#tool">{names}</persName>', names))
    learnt, once, _ = taught(*(PAGE.format(status="draft", body=text) for text in (before, after)))
    assert [decision.op for decision in learnt.decisions] == ["reject"]
    assert "<p>I met Premier Chen Yi and" in re.sub(r"\s+", " ", once)
    assert len(learnt.left) == 1
    assert "<roleName>, <forename>, <surname>" in learnt.left[0]
    assert "'Premier Chen Yi'" in learnt.left[0]
