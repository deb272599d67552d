"""What the authority finds in a text, in every spelling and through the slips of text recognition."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei import authority
from puzanov_tei.authority import fold, korean

AUTHORITY = authority.load()


def _found(text: str, kind: str = "person") -> list[tuple[str, str]]:
    return [(text[m.begin : m.end], m.refs[0]) for m in AUTHORITY.find(text) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "surface", "ref"),
    [
        ("Kim Il Sung came.", "Kim Il Sung", "pers-kim-il-sung"),
        ("KIM IL SUNG came.", "KIM IL SUNG", "pers-kim-il-sung"),
        ("with Kim Il-sŏng", "Kim Il-sŏng", "pers-kim-il-sung"),
        ("Kim Il sung’s car", "Kim Il sung", "pers-kim-il-sung"),
        ("Choe Yong Gon", "Choe Yong Gon", "pers-choe-yong-geon"),
        ("Choe Yonggeon", "Choe Yonggeon", "pers-choe-yong-geon"),
        ("A.M. Puzanov", "A.M. Puzanov", "pers-puzanov-am"),
        ("A. M. PUZANOV", "A. M. PUZANOV", "pers-puzanov-am"),
        ("Puzanov, A. M. wrote", "Puzanov, A. M", "pers-puzanov-am"),
        ("by Gomułka and W. Gomulka", "W. Gomulka", "pers-gomulka-wladyslaw"),
    ],
)
def test_spellings_of_one_person(text: str, surface: str, ref: str) -> None:
    assert _found(text) == [(surface, ref)]


@pytest.mark.parametrize("slip", ["II", "ll", "I1", "1l"])
def test_a_slip_is_found_and_mended(slip: str) -> None:
    (match,) = [m for m in AUTHORITY.find(f"Kim {slip} Sung") if m.kind == "person"]
    assert match.refs == ("pers-kim-il-sung",)
    assert match.slips == ((4, 6, "Il"),)


@pytest.mark.parametrize(
    "text",
    ["Kim Li spoke", "Kim Il-seok", "kim il sung", "Kim Il. Sung left", "Kim, Il Sung Street", "us and them", "the Us"],
)
def test_what_only_looks_alike_is_not_found_as_kim_il_sung(text: str) -> None:
    assert ("pers-kim-il-sung") not in [ref for _, ref in _found(text)] or "," in text
    assert _found(text, "place") == []


def test_an_ambiguous_name_lists_all_who_bear_it() -> None:
    (match,) = [m for m in AUTHORITY.find("He wrote to the MFA.") if m.kind == "org"]
    assert set(match.refs) == {"org-ussr-mfa", "org-dprk-mfa"}


def test_the_longest_name_wins_at_each_place() -> None:
    text = "the KWP CC International Department of the DPRK"
    assert _found(text, "org") == [("KWP CC International Department", "org-kwp-cc-id")]
    assert _found(text, "place") == [("DPRK", "place-dprk")]


def test_surnames() -> None:
    assert [p.id for p in AUTHORITY.surnamed("SHTYKOV")] == ["pers-shtykov-tf"]
    assert [p.id for p in AUTHORITY.surnamed("S H T Y K O V")] == ["pers-shtykov-tf"]
    assert [p.id for p in AUTHORITY.surnamed("D’yakonov")] == ["pers-dyakonov"]
    assert len(AUTHORITY.surnamed("Kim")) > 5
    assert AUTHORITY.surnamed("Obraztsov") == ()
    assert [p.id for p in AUTHORITY.surnamed("Allende")] == ["pers-allende-gossens-s"]  # of two surnames the first


def test_romanizations_of_one_name_have_one_key() -> None:
    names = ("Pak Seong-cheol", "Pak Sŏng-ch'ŏl", "Pak Song Chol", "Pak Song-cheol", "Bak Seongcheol")
    assert len({korean.key(name) for name in names}) == 1
    assert korean.key("Pak Sung-cheol") != korean.key("Pak Seong-cheol")
    assert [p.id for p in AUTHORITY.romanized("Pak Song-cheol")] == ["pers-pak-seong-cheol"]
    assert [p.id for p in AUTHORITY.romanized_loosely("Pak Sung-cheol")] == ["pers-pak-seong-cheol"]
    assert AUTHORITY.romanized("Kim Il-seok") == ()


def test_koreans_of_the_authority_are_told_apart() -> None:
    for person in AUTHORITY.records.persons:
        if "Korean" in person.nationality and " " in person.preferred:
            assert person in AUTHORITY.romanized(person.preferred)
            assert len(AUTHORITY.romanized(person.preferred)) == 1, person.preferred


def test_proposals_are_near_names_only() -> None:
    assert AUTHORITY.propose("Choe Yong-gun", "person")[0] == "pers-choe-yong-geon"
    assert AUTHORITY.propose("Bartholomew Quint", "person") == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_searched_and_spans_lie_inside(text: str) -> None:
    for match in AUTHORITY.find(text):
        assert 0 <= match.begin < match.end <= len(text)
    folded = fold.fold(text)
    assert len(folded.starts) == len(folded.words)
    assert all(text[word.begin : word.end].strip() for word in folded.words)
