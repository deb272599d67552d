"""What was probably meant."""

from __future__ import annotations

import pytest

from puzanov_tei.base.near import did_you_mean, near, near_identifier

NAMES = ["text", "html", "csv", "csl-json", "markdown", "sqlite", "persName", "TEI"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("cvs", "csv"),
        ("CSV", "csv"),
        ("tei", "TEI"),
        ("persname", "persName"),
        ("markdwon", "markdown"),
        ("htlm", "html"),
        ("sqllite", "sqlite"),
        ("csljson", "csl-json"),
        ("x", ""),
        ("", ""),
        ("pdf", ""),
        ("te", "TEI"),
        ("tx", ""),
        ("\udcff", ""),
    ],
)
def test_near(word: str, name: str) -> None:
    assert near(word, NAMES) == name


def test_the_first_of_equally_near_names() -> None:
    assert near("bat", ["cat", "hat", "mat"]) == "cat"


def test_sentences() -> None:
    assert did_you_mean("htlm", NAMES, "Formats") == "Did you mean 'html'?"
    assert did_you_mean("pdf", ["csv", "text"], "Formats") == "Formats: csv, text."
    assert did_you_mean("pdf", ["csv", "text"]) == ""
    assert did_you_mean("pdf", [], "Formats") == "Formats: none."


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tt2270", ""),
        ("TT220", "tt220"),
        ("AK", ""),
        ("Ro", "RO"),
        ("ana", "anna"),
        ("set", ""),
        ("Terross", "Terraross"),
    ],
)
def test_identifiers_are_near_where_neither_numbers_nor_short_words_differ(word: str, meant: str) -> None:
    assert near_identifier(word, ["tt220", "a", "RO", "anna", "st", "Terraross"]) == meant
