"""Russian and Bulgarian names are one name in every romanization."""

from __future__ import annotations

import pytest

from puzanov_tei.authority import cyrillic
from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Person, Records


@pytest.mark.parametrize(
    "spellings",
    [
        "Dmitrii Dmitriy Dmitri Dmitry Dmitrij",
        "Vyshinskii Vyshinskiy Vyshinsky Vyshinski Vyshinskij",
        "Yurii Iurii Yuriy Yuri Jurij",
        "Aleksei Aleksey Alexei Alexey Aleksej",
        "Aleksandr Alexander Alexandr",
        "Evgenii Yevgeniy Evgeny",
        "Kornienko Korniyenko Kornyenko",
        "Fedor Fyodor",
        "Mikoyan Mikoian Mikojan",
        "Khrushchev Hrushchev Khrushchyov",
        "D'yakonov Dyakonov D'iakonov Diakonov",
        "Vasilievich Vasilyevich Vasil'evich Vasiliyevich",
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: str) -> None:
    assert len({cyrillic.key(name) for name in spellings.split()}) == 1


def test_other_names_have_other_keys() -> None:
    names = "Andrei Andreev Petrov Petrova Petrovskii Ivanov Ivanovich Sergei Sergeev Malinin Malinovskii Zorin Zverev"
    assert len({cyrillic.key(name) for name in names.split()}) == len(names.split())


def person(identifier: str, forename: str, surname: str, nationality: str) -> Person:
    return Person(
        id=identifier, preferred=f"{forename} {surname}", forename=forename, surname=surname, nationality=nationality
    )


RECORDS = Records(
    persons=(
        person("p-gorin", "Dmitriy Fedorovich", "Gorinskiy", "Soviet"),
        person("p-todor", "Georgy", "Vulchev", "Bulgarian"),
        person("p-smith", "Dmitry", "Smitskiy", "American"),
    )
)


def test_the_one_who_bears_a_name_is_found_by_its_other_spellings() -> None:
    authority = Authority(RECORDS)
    assert [p.id for p in authority.romanized("Gorinskii Dmitrii")] == ["p-gorin"]
    assert [p.id for p in authority.romanized("Vulchev Georgi")] == ["p-todor"]
    assert [p.id for p in authority.surnamed("Gorinsky")] == ["p-gorin"]
    assert authority.romanized("Gorinskii Mikhail") == authority.romanized("Gorinskii") == ()


def test_names_in_latin_letters_are_what_they_are() -> None:
    authority = Authority(RECORDS)
    assert authority.romanized("Smitskii Dmitrii") == authority.surnamed("Smitsky") == ()
