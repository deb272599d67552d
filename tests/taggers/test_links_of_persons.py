"""Links to persons: what speaks for and against is weighed; a contradiction never makes a link surer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from names_support import document, found, tagged
from puzanov_tei.authority.records import OfficeHeld, Person
from puzanov_tei.model import Certainty, Kind, Mention, PartKind
from puzanov_tei.taggers import evidence
from puzanov_tei.taggers.evidence import CONTRADICTIONS, DOUBTS, WEIGHTS, Ground, Title

_RANK = {None: 0, Certainty.MEDIUM: 1, Certainty.HIGH: 2}
_AGAINST = sorted({*CONTRADICTIONS, *DOUBTS, *(ground for ground in Ground if WEIGHTS[ground] < 0)})
_GROUNDS = st.frozensets(st.sampled_from(sorted(Ground)))


@given(_GROUNDS, st.sampled_from(_AGAINST))
def test_evidence_against_never_makes_a_link_surer(grounds: frozenset[Ground], against: Ground) -> None:
    before, after = evidence.certainty(grounds), evidence.certainty(grounds | {against})
    assert _RANK[after] <= _RANK[before]


@given(_GROUNDS)
def test_a_contradiction_forbids_high(grounds: frozenset[Ground]) -> None:
    if grounds & CONTRADICTIONS:
        assert evidence.certainty(grounds) is not Certainty.HIGH


def test_every_ground_has_a_weight_and_words() -> None:
    assert set(WEIGHTS) == set(Ground)
    assert len(evidence.in_words(Ground)) == len(Ground)


def persons(text: str, **options: object) -> list[Mention]:
    return [m for m in found(document(text, **options)) if m.kind is Kind.PERSON]  # type: ignore[arg-type]


def test_another_office_beside_another_bearer_is_another_person() -> None:
    indian, premier = persons("The Indian Ambassador Nehru said that Premier Nehru was well.", language="English")
    assert indian.ref == ""
    assert premier.ref == "pers-nehru-jawaharlal"
    assert any("another office" in line for line in indian.evidence)


def test_another_state_is_another_person() -> None:
    assert tagged("the Polish Ambassador Puzanov", Kind.PERSON) == [("Puzanov", "")]
    assert tagged("the Soviet Ambassador Puzanov", Kind.PERSON) == [("Puzanov", "pers-puzanov-am")]


@pytest.mark.parametrize("parts", [(PartKind.DISTRIBUTION, PartKind.ITEM), (PartKind.LIST, PartKind.ITEM)])
def test_a_bare_surname_in_a_list_of_the_office_is_little(parts: tuple[PartKind, ...]) -> None:
    (listed,) = persons("- Comrade Kádár", parts=parts, language="Hungarian")
    assert (listed.ref, listed.candidates) == ("", ("pers-kadar-janos",))
    (told,) = persons("- Comrade Puzanov", parts=parts)
    assert (told.ref, told.cert) == ("pers-puzanov-am", Certainty.MEDIUM)


def test_a_surname_that_many_bear_is_no_link() -> None:
    assert tagged("Petrov came and went.", Kind.PERSON) == [("Petrov", "")]


def test_the_dead_and_the_unborn() -> None:
    person = Person("pers-x", "X", birth="1900", death="1950", roles=(OfficeHeld("Ambassador of X"),))
    assert list(evidence.of_time("1951", person)) == [Ground.DEAD]
    assert list(evidence.of_time("1910", person)) == [Ground.UNBORN]
    (dead,) = persons("Stalin sent a telegram.", date="1957-01-01")
    assert (dead.ref, dead.cert) == ("pers-stalin-iv", Certainty.MEDIUM)


_TITLES = ["Ambassador", "Premier", "Consul", "singer", "Polish Ambassador", "Indian Minister", "Cuban Counsellor"]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["Gromyko", "Puzanov", "Nehru", "Kádár", "Andropov"]), st.sampled_from(_TITLES))
def test_a_title_that_contradicts_never_raises_certainty(name: str, title: str) -> None:
    (bare,) = persons(f"They met {name} there.")
    with_title = persons(f"They met the {title} {name} there.")[-1]
    known = Title(frozenset(title.casefold().split()), frozenset(title.casefold().split()[:-1]))
    if bare.ref and CONTRADICTIONS & set(evidence.of_title(known, _person(bare.ref))):
        assert with_title.ref == ""


def _person(ref: str) -> Person:
    from names_support import AUTHORITY

    return AUTHORITY.persons[ref]


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("They spoke with Dean Rusk.", "pers-rusk-dean"),  # no dean
        ("They spoke with Juan Perón.", "pers-peron-jd"),  # Juan Domingo
        ("They spoke with Averell Harriman.", "pers-harriman-wa"),  # W. Averell
        ("They spoke with Jimmy Carter.", "pers-carter-je"),  # James Earl, called so
    ],
)
def test_who_has_several_names_goes_by_one(text: str, ref: str) -> None:
    assert [(m.ref, m.cert) for m in persons(text, language="English")] == [(ref, Certainty.HIGH)]


def test_of_several_namesakes_the_only_one_with_the_office_is_meant() -> None:
    (president,) = persons("They were received by President Johnson.", language="English")
    assert president.ref == "pers-johnson-lb"
    (nobody,) = persons("They were received by Mr. Johnson.", language="English")
    assert nobody.ref == ""
    assert {"pers-johnson-lb", "pers-johnson-ua"} <= set(nobody.candidates)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("They spoke with Andrej Gromyko.", "pers-gromyko-aa"),
        ("They spoke with Foreign Minister Gromiko.", "pers-gromyko-aa"),
    ],
)
def test_russian_names_are_meant_in_every_romanization(text: str, ref: str) -> None:
    assert [m.ref for m in persons(text, language="English")] == [ref]


def test_a_surname_alone_in_another_romanization_is_little() -> None:
    assert evidence.certainty({Ground.SURNAME, Ground.RARE}) is Certainty.MEDIUM
    assert evidence.certainty({Ground.SURNAME, Ground.RARE, Ground.RESPELT}) is None
