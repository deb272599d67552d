"""Repairs: what is mended, what is left alone, and that nothing gets worse."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei.base.scan import scan
from puzanov_tei.validation.document import check, load
from puzanov_tei.validation.fix import repaired

EDITION = (Path(__file__).parent.parent / "schema/edition.xml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def schema():
    return load("puzanov")


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("<surname>Orlov</surname>", "<surName>Orlov</surName>", "surName corrected to surname"),
        (
            '<persName resp="#tool" cert="unknown"><surname>Orlov</surname></persName>',
            '<persname resp="#tool" cert="unknown"><surname>Orlov</surname></persname>',
            "persname corrected to persName",
        ),
        ('<note type="translator"', '<note type="Translator"', "Translator corrected to translator"),
        ('<roleName type="office">Minister', '<roleName type="ofice">Minister', "ofice corrected to office"),
        ('ref="#pers-han" resp', 'Ref="#pers-han" resp', "Ref corrected to ref"),
        ('xml:id="p-3"', 'xml:id=" p-3 "', 'white space in xml:id="p-3" removed'),
        ('who="#local-1" toWhom', 'who=" #local-1 " toWhom', 'white space in who="#local-1" removed'),
        ("Nothing", "Noth\u00efng", "characters composed of several code points normalized (NFC)"),
    ],
)
def test_mended(schema, right: str, wrong: str, what: str) -> None:
    assert right in EDITION
    good = EDITION
    if not wrong.isascii():
        good = EDITION.replace(right, wrong)
        wrong = unicodedata.normalize("NFD", wrong)
    data, repairs = repaired(EDITION.replace(right, wrong, 1).encode(), "d.xml", schema)
    assert [repair.what for repair in repairs] == [what]
    assert data == (good if good != EDITION else EDITION).encode()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<p>Nothing of note.</p>", "<para>Nothing of note.</para>"),
        ('ref="#pers-han" resp', 'ref="#pers-hahn" resp'),
        ('xml:id="p-3"', 'xml:id="p-2 "'),
        ("Nothing of", "Nothing [of]"),
        ('when="1961-03-05"', 'when="5/3/1961"'),
        ("Nothing of", "Nothing & of"),
    ],
)
def test_left_alone(schema, right: str, wrong: str) -> None:
    wrong_text = EDITION.replace(right, wrong, 1).encode()
    assert repaired(wrong_text, "d.xml", schema) == (wrong_text, [])


def test_nothing_to_do(schema) -> None:
    assert repaired(EDITION.encode(), "d.xml", schema) == (EDITION.encode(), [])


def test_other_encodings_are_left_alone(schema) -> None:
    data = EDITION.replace("UTF-8", "UTF-16").replace("surname>", "surName>").encode("utf-16")
    assert repaired(data, "d.xml", schema) == (data, [])


def test_a_sign_of_markup_is_never_composed(schema) -> None:
    text = EDITION.replace("<p>Nothing", "<p>\u0338Nothing")
    data, _ = repaired(text.encode(), "d.xml", schema)
    assert scan(data).fault is None


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="\u0338\u0301\u0308aoe<>=\"'&/ ", max_size=12))
def test_repairs_keep_a_file_as_good_as_it_was(text: str) -> None:
    schema = load("puzanov")
    data = EDITION.replace("Nothing of", f"Nothing {text} of").encode()
    better, _ = repaired(data, "d.xml", schema)
    assert len(check(better, "d.xml", schema)) <= len(check(data, "d.xml", schema))


def test_findings_carry_what_was_meant_and_the_edits(schema) -> None:
    wrong = EDITION.replace("<surname>Orlov</surname>", "<surName>Orlov</surName>")
    (finding,) = [f for f in check(wrong.encode(), "d.xml", schema) if f.code == "PZ103"]
    line = wrong.split("\n")[finding.location.line - 1]
    assert finding.meant == "surname"
    assert "surname" in finding.expected
    opening, closing = finding.replacement
    assert {line[edit.column - 1 : edit.end_column - 1] for edit in finding.replacement} == {"surName"}
    assert opening.column == finding.location.column + 1
    assert line[closing.column - 3 : closing.column - 1] == "</"
    other = EDITION.replace("<p>Nothing of note.</p>", "<para>Nothing of note.</para>")
    (finding,) = [f for f in check(other.encode(), "d.xml", schema) if f.code == "PZ103"]
    assert not finding.replacement
