"""Footnotes that a page prints as text: which lines are notes, and where their signs stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei.marks import noted
from puzanov_tei.model import Block, BlockKind

TEXT = "We went to the harbor.1 They said 8,500 tons, and 312,2 boats.\n"


def found(text: str) -> tuple[list[str], list[str]]:
    """Each sign with the word before it, and the numbers of the notes."""
    notes = noted.find(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    return (
        [text[max(0, text.rfind(" ", 0, sign.begin)) : sign.end].strip() for sign in notes.signs],
        [number for _, number in notes.lines],
    )


@pytest.mark.parametrize(
    ("text", "signs", "numbers"),
    [
        (f"{TEXT}1. A harbor.\n2. Small ones.", ["harbor.1", "312,2"], ["1", "2"]),
        (f"{TEXT}1 A harbor.\n2 Small ones.\n3 Not said.", ["harbor.1", "312,2"], ["1", "2"]),
        ("Report0\nIt rained.\n0 Not dated.", ["Report0"], ["0"]),
        (
            "It rained.[4] It snowed.[5]\n[4] In May.\nMore rain.[6]\n[5] In June.",
            ["rained.[4]", "snowed.[5]"],
            ["4", "5"],
        ),
        ("Ref: the letter./2/ More.\n/2/It was long.\n", ["letter./2/"], ["2"]),
        ("It rained.[^1]\n\n[^1]: In May.", ["rained.[^1]"], ["1"]),
        (f"{TEXT}1. A harbor\nof wood.\n2. Small ones.", ["harbor.1", "312,2"], ["1", "2"]),
        ("Wool.1 In 6312 of rope.3\n1. A.\n2. B.\n3. C.", ["Wool.1", "6312", "rope.3"], ["1", "2", "3"]),
        ("117. Report on Rain1\nIt rained.", ["Rain1"], []),
        # The copy of the page counts anew from 1, or leaves the numbers out; the brackets stand at the note alone.
        ("117. Report on Rain0\nIt rained.1 No.2\n1. A.\n2. B.\n3. C.", ["Rain0", "rained.1", "No.2"], ["1", "2", "3"]),
        ("It rained.18 It snowed.19\n1. In May.\n2. In June.", ["rained.18", "snowed.19"], ["1", "2"]),
        ("It rained.1 No.2\n- In May.↩\n- In June.↩", ["rained.1", "No.2"], ["1", "2"]),
        ("To: OLK1, urgent\nIt rained.\n[1] A clerk.", ["OLK1"], ["1"]),
        ("396.1 GE: Telegram\nIt rained.1 In 504 it rained.\n1. A.\n2. B.", ["rained.1"], ["1"]),
        ("Wool.1 Rope.2 In 503 it rained.\n1. A.\n2. B.\n3. C.", ["Wool.1", "Rope.2", "503"], ["1", "2", "3"]),
        # No note: a list, a list inside the text, a number without a sign, a sign without a note, other numbers.
        ("We need this:\n1. a rope,\n2. a boat.", [], []),
        ("We went.1\n1. One.\nAnd then it rained.", [], []),
        ("It rained.\n1. One.", [], []),
        ("It rained.[1] It snowed.", [], []),
        ("It was 1.2 m.\n1. One.\n2. Two.", [], []),
        ("The 5th, 6% of 7 in 8:30 and 9/10.\n1. One.", [], []),
        ("It rained.1 No.2 In 1953.\n1. A.\n2. B.\n3. C.", ["rained.1", "No.2"], ["1", "2"]),
        ("We need this:\n- a rope,\n- a boat.↩", [], []),
        ("The first.2 The second.1\n1. One.\n2. Two.", [], []),
    ],
)
def test_notes(text: str, signs: list[str], numbers: list[str]) -> None:
    assert found(text) == (signs, numbers)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab c.1[]/2\n", max_size=12), max_size=6).map("\n".join))
def test_signs_lie_above_their_notes(text: str) -> None:
    notes = noted.find(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    begins = {number: begin for begin, number in reversed(notes.lines)}
    for sign in notes.signs:
        assert text[sign.begin : sign.end].strip("[^]/") == sign.attributes["n"]
        assert sign.attributes["n"] not in begins or sign.begin < max(
            b for b, n in notes.lines if n == sign.attributes["n"]
        )
