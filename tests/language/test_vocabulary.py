"""Word lists: their form, their marks, what a user's own file adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.errors import UsageError
from puzanov_tei.language import ENGLISH, Mark, read
from repeated_words import PACKAGE, lists_of_words, repeated


def test_a_word_bears_all_its_marks() -> None:
    assert ENGLISH["envoy"] == {Mark.OFFICE, Mark.LOWER}
    assert ENGLISH["deputise"] == frozenset()
    assert "Costa Rica" in ENGLISH.words(Mark.COUNTRY)


def test_months_days_and_number_words_have_values() -> None:
    assert list(ENGLISH.numbered(Mark.MONTH).values()) == list(range(1, 13))
    assert list(ENGLISH.numbered(Mark.DAY_OF_WEEK).values()) == list(range(1, 8))
    assert ENGLISH.numbered(Mark.TENS)["ninety"] == 90


def test_a_users_words_are_added(tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    words = "# ours\n[office lower]  # of the hospital\nmatron head_nurse\n[month]\nfloréal=4\n"
    own.write_text(words, encoding="utf-8")
    both = read([own], ENGLISH)
    assert both["matron"] == both["head nurse"] == {Mark.OFFICE, Mark.LOWER}
    assert both.values["floréal"] == "4"
    assert both["ambassador"] == ENGLISH["ambassador"]
    assert ENGLISH["matron"] == frozenset()


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("[ofice]\nmatron\n", ":1:", "'office'"),
        ("matron\n", ":1:", "section"),
        ("[month]\nfloréal=four\n", ":2:", "'four'"),
    ],
)
def test_a_wrong_list_is_refused_with_its_place(tmp_path: Path, text: str, place: str, said: str) -> None:
    own = tmp_path / "words.txt"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as refused:
        read([own])
    assert f"words.txt{place}" in str(refused.value)


def test_a_list_that_is_no_text_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"words\.txt"):
        read([own])


@pytest.mark.slow  # `make lint` says the same
def test_no_list_repeats_another() -> None:
    assert repeated(lists_of_words(PACKAGE)) == []


def test_a_repeated_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "language").mkdir()
    (tmp_path / "taggers").mkdir()
    days = "monday tuesday wednesday thursday friday saturday sunday noon"
    (tmp_path / "language" / "days.txt").write_text(f"[day-of-week]\n{days}\n", encoding="utf-8")
    for form in (f"X = '{days}'.split()", f"X = '(?:{'|'.join(days.split())})'", f"X = {set(days.split())}"):
        (tmp_path / "taggers" / "again.py").write_text(form, encoding="utf-8")
        (line,) = repeated(lists_of_words(tmp_path))
        assert "days.txt" in line
        assert "again.py:1" in line
