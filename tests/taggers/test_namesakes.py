"""Names of places that are other things here: persons, ships, waters, parts of lands, towns elsewhere. None is linked."""

from __future__ import annotations

import pytest

from names_support import document, found, surfaces, tagged
from puzanov_tei.model import Kind


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Jordan came with Hamilton Jordan.",
        "We sailed down the Jordan River and the River Jordan.",
        "in the Gulf of Guinea and the Gulf of Mexico, the Bay of Bengal and the Straits of Malacca",
        "through the Niger Delta and past Lake Chad",
        "He came from New Mexico and from New England.",
        "He came from Washington State.",
        "from Paris, Texas, from Cairo, Illinois, and from Lebanon, Tennessee",
        "the cruiser Moskva, the aircraft carrier Kiev and the freighter Poltava",
        "We dined in the restaurant Beijing.",
        "Radio Moscow and Air India said so.",
        "the Church of England and the Voice of America",
    ],
)
def test_no_place_of_the_authority_is_meant(text: str) -> None:
    assert [ref for _, ref in tagged(text, Kind.PLACE, language="English") if ref] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We flew from Jordan.", "place-jordan"),
        ("He came from Niger.", "place-niger"),
        ("The state of New China is young.", "place-prc"),
        ("He spoke in New York State.", "place-new-york-state"),
        ("from Atlanta, Georgia", "place-atlanta"),
        ("The PR Hungary agreed.", "place-hungary"),
    ],
)
def test_the_place_itself_is_meant(text: str, place: str) -> None:
    assert {ref for _, ref in tagged(text, Kind.PLACE, language="English")} <= {place, ""}


def test_a_wife_is_not_her_husband() -> None:
    assert tagged("He came with Mrs. Khrushchev and Madame Sukarno.", Kind.PERSON, date="1960-05-01") == [
        ("Khrushchev", ""),
        ("Sukarno", ""),
    ]
    (wife,) = [m for m in found(document("N. S. Khrushchev came. Mrs. Khrushchev sat.")) if m.begin > 20 and m.ref]
    assert wife.cert != "high"


def test_the_chairman_of_the_council_of_ministers_is_the_premier() -> None:
    (person,) = [m for m in found(document("Premier Khrushchev spoke", date="1960-05-01")) if m.kind is Kind.PERSON]
    assert person.ref == "pers-khrushchev-ns"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("According to Adu there was none. They said to Adu that it rained.", ["Adu", "Adu"]),
        ("Sir John seemed interested.", ["John"]),
        ("The General Elections were held.", []),
        ("Strauss assured Peixoto of it. Strauss agreed.", ["Strauss", "Peixoto", "Strauss"]),
        ("the Brazilian Ambassador (Amado Peralto) came", ["Amado Peralto"]),
        ("- Charles W. Brayton III, Acting Director", ["Charles W. Brayton III"]),
        ("- Nguyen Dinh Khuong, Interpreter", ["Nguyen Dinh Khuong"]),
        ("the Secretary João Clemente Vieira Lobo agreed", ["João Clemente Vieira Lobo"]),
        ("Shipments to Nasser, Iraq, and Syria stopped.", ["Nasser"]),
        ("I saw Bo Let Nyunt. Bo Let Nyunt came.", ["Bo Let Nyunt", "Bo Let Nyunt"]),
        ("Ambassador at Large W. Averell Harriman", ["W. Averell Harriman"]),
        ("One said it.\n\nAnother went on.\n\nFosterling\n\n1. Source: Department of State", ["Fosterling"]),
        ("the presidents of the Trade Board, Nuclobras, and others", []),
        ("Mr. A. Guy Hopeland and Mme. Doterel came.", ["A. Guy Hopeland", "Doterel"]),
        ("The talk with Mao was long.", ["Mao"]),
        ("Ngalamou praises the road.", ["Ngalamou"]),
    ],
)
def test_persons_of_telegrams(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.PERSON, language="English", date="1960-05-01") == names


def test_short_names_of_offices_behind_a_comma() -> None:
    assert surfaces("- Mr. Mannford, Assistant Secretary, ARA", Kind.ORG, language="English") == ["ARA"]


def test_the_name_of_a_body_ends_before_its_president() -> None:
    text = "the Provisional Government of the Ruritanian Republic President Farid Abbad agreed"
    assert surfaces(text, Kind.ORG, language="English") == ["Provisional Government of the Ruritanian Republic"]


def test_a_surname_of_two_words_goes_on_by_either() -> None:
    text = "President Siad Barre came. Siad said so. They thanked Barre."
    assert [ref for _, ref in tagged(text, Kind.PERSON, language="English", date="1977-02-23")] == [
        "pers-siad-barre-m"
    ] * 3
