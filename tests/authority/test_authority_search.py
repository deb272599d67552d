"""The search by rule, with an authority of a few records: forms, gaps, case, compounds, slips, redirects, proposals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from puzanov_tei.authority.lookup import Authority, Match
from puzanov_tei.authority.records import Abbreviation, AuthorityName, Org, Person, Place, Records
from puzanov_tei.language.marks import Mark
from puzanov_tei.language.vocabulary import Vocabulary


def names(*forms: str) -> tuple[AuthorityName, ...]:
    return tuple(AuthorityName(form) for form in forms)


ORLOV = Person(
    "p-orlov", "A. B. Orlov", "Orlov", "Anton Borisovich", names("Orlov, A. B.", "Cde. Arlov", "Orloff", "Falcon")
)
KIM = Person(
    "p-kim",
    "Kim Il Sun",
    "Kim",
    "Il-sun",
    (*names("Kim Ir-sen", "Minister Kim Il Sun", "Kim [Il] Sun"), AuthorityName("Kim II Sun", kind="error")),
    nationality="Korean",
)
PAK = Person("p-pak", "Pak Seong-cheol", "Pak", "Seong-cheol", nationality="Soviet Korean")
PAK_TOO = Person("p-pak-2", "Pak Jeong", "Pak", "Jeong", names("Pak, Jeong"), nationality="North Korean")
MAO = Person("p-mao", "Mao Zedong", "Mao", "Zedong", nationality="Chinese")
ZHOU = Person("p-zhou", "Zhou En Lai", "Zhou", "En Lai", nationality="Chinese")
PHAM = Person("p-pham", "Pham Van Dong", "Pham", "Van Dong", nationality="Vietnamese")
LI = Person("p-li", "Li Kenong", "Li", "Ke-nong", nationality="Chinese")
PLACES = (
    Place("l-west", "New Bay", names("Bay (north)", "NB")),
    Place("l-bay", "Bay"),
    Place("l-port", "Port-Arthur"),
)
ORGS = (
    Org("o-pla", "PLA (Albania)", names("Party of Labor")),
    Org("o-army", "PLA"),
    Org("o-sea", "New Bay Fleet", names("Fleet", "NB Fleet", "TsK")),
    Org("o-party", "Bay Party", names("BCP(b)")),
)
AUTHORITY = Authority(
    Records(
        (ORLOV, KIM, PAK, PAK_TOO, MAO, LI, ZHOU, PHAM),
        PLACES,
        ORGS,
        (Abbreviation("Cde.", "Comrade", "honorific"), Abbreviation("NB", "New Bay", "org")),
        (("p-old", "p-older"), ("p-older", "p-orlov"), ("p-one", "p-two"), ("p-two", "p-one")),
    )
)


def found(text: str, kind: str = "") -> list[tuple[str, tuple[str, ...]]]:
    return [(text[m.begin : m.end], m.refs) for m in AUTHORITY.find(text) if kind in ("", m.kind)]


def test_a_bracket_inside_the_name_of_a_body_is_part_of_it() -> None:
    assert found("The BCP(b) met, and not the BCP b.", "org") == [("BCP(b", ("o-party",))]


@pytest.mark.parametrize(("person", "printed"), [("p-zhou", "Zhou Enlai"), ("p-pham", "Pham Vandong")])
def test_a_forename_of_two_syllables_behind_the_surname_may_be_written_as_one_word(person: str, printed: str) -> None:
    assert found(f"I saw {printed}.", "person") == [(printed, (person,))]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("I saw A. B. Orlov.", ["A. B. Orlov"]),
        ("I saw A.B. Orlov", ["A.B. Orlov"]),
        ("I saw A B Orlov", ["A B Orlov"]),
        ("I saw A.  B. Orlov", ["A.  B. Orlov"]),
        ("I saw A.   B. Orlov", []),  # four characters between
        ("I saw A.\nB. Orlov", ["A.\nB. Orlov"]),
        ("I saw A.\n\nB. Orlov", []),
        ("I saw A, B. Orlov", []),
        ("I saw A; B. Orlov", []),
        ("Orlov, A. B. came", ["Orlov, A. B"]),
        ("Orlov A. B. came", []),
        ("Orlov. A. B. came", []),
        ("Kim. Il Sun", []),
        ("Kim-Il-Sun", ["Kim-Il-Sun"]),
        ("Kim‑Il‐Sun", ["Kim‑Il‐Sun"]),
        ("Kim's Il Sun", ["Kim's Il Sun"]),
        ("Kim /Il Sun", []),
    ],
)
def test_what_may_stand_between_the_words_of_a_name(text: str, surfaces: list[str]) -> None:
    assert [surface for surface, _ in found(text, "person")] == surfaces


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("KIM IL SUN", ["KIM IL SUN"]),
        ("Kim il sun", ["Kim il sun"]),  # a forename may have lost its capital
        ("kim Il Sun", []),
        ("Ilsun", []),
        ("Kim Ilsun", ["Kim Ilsun"]),
        ("Kim Ir-sen", ["Kim Ir-sen"]),
        ("Kim Irsen", ["Kim Irsen"]),
        ("Li Kenong", ["Li Kenong"]),
        ("Mao Zedong", ["Mao Zedong"]),
        ("Orlov Antonborisovich", []),
        ("Kim", []),
        ("Falcon", []),
        # Pieces of a hyphenated name are no names.
        ("Kim Il Sun-ok", []),
        ("Kim Il Sun -ok", ["Kim Il Sun"]),
        ("Kim Il Sun-5", ["Kim Il Sun"]),
        ("Kim Il Sun-", ["Kim Il Sun"]),
        ("Kim Il Sun‑Ok", []),
        ("O-Kim Il Sun", []),
        ("5-Kim Il Sun", ["Kim Il Sun"]),
        ("-Kim Il Sun", ["Kim Il Sun"]),
        ("O Kim Il Sun", ["Kim Il Sun"]),
        ("a‐Kim Il Sun", []),
    ],
)
def test_case_and_compounds_of_persons(text: str, surfaces: list[str]) -> None:
    assert [surface for surface, _ in found(text, "person")] == surfaces


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("New Bay", ["New Bay", "Bay"]),
        ("new bay", []),
        ("New bay", []),
        ("NEW BAY", ["NEW BAY", "BAY"]),
        ("NB", ["NB"]),
        ("Nb", []),
        ("nb", []),
        ("Bay", ["Bay"]),
        ("north Bay", ["Bay"]),
        ("Bay north", ["Bay"]),
        ("Bay-side", []),
        ("Bay-Side", ["Bay"]),
        ("sea-Bay", ["Bay"]),
        ("Port Arthur", ["Port Arthur"]),
        ("Portarthur", []),
    ],
)
def test_case_and_compounds_of_places(text: str, surfaces: list[str]) -> None:
    assert [surface for surface, _ in found(text, "place")] == surfaces


def test_the_longest_of_each_kind_at_each_place() -> None:
    assert found("the New Bay Fleet") == [
        ("New Bay Fleet", ("o-sea",)),
        ("New Bay", ("l-west",)),
        ("Bay", ("l-bay",)),
        ("Fleet", ("o-sea",)),
    ]
    assert [m.kind for m in AUTHORITY.find("NB Fleet, NB")] == ["org", "place", "org", "place"]


def test_a_qualifier_may_be_left_out_and_the_name_is_then_ambiguous() -> None:
    assert found("the PLA said") == [("PLA", ("o-pla", "o-army"))]
    assert found("PLA (Albania)", "org")[0][0] == "PLA"
    assert found("Bay (north)", "place") == [("Bay", ("l-bay",))]
    assert found("TsK") == [("TsK", ("o-sea",))]
    assert found("TSK") == []


def test_slips_are_named_and_give_way_to_the_name_without_one() -> None:
    assert [m.slips for m in AUTHORITY.find("Kim lI Sun")] == [((4, 6, "Il"),)]
    assert AUTHORITY.find("Kim Li Sun") == ()
    (match,) = AUTHORITY.find("Kim Il Sun")
    assert match == Match(0, 10, "person", ("p-kim",), "Kim Il Sun")
    (match,) = (m for m in AUTHORITY.find("x Kim 1l Sun") if m.kind == "person")
    assert match == Match(2, 12, "person", ("p-kim",), "Kim Il Sun", ((6, 8, "Il"),))
    two = Authority(Records((Person("a", "Ri Il"), Person("b", "Ri Li"), Person("c", "Ri ll"))))
    assert [(m.refs, m.slips) for m in two.find("Ri Il")] == [(("a",), ())]
    assert [(m.refs, m.slips) for m in two.find("Ri Li")] == [(("b",), ())]
    assert [(m.refs, m.slips) for m in two.find("Ri ll")] == [(("c",), ())]
    assert [(m.refs, m.slips) for m in two.find("Ri 1l")] == [(("a", "c"), ((3, 5, "Il"),))]


def test_nobody_is_found_where_nobody_is_known() -> None:
    assert Authority(Records()).find("Kim Il Sun") == ()
    assert Authority(Records((Person("x", ""), Person("y", "[?] [?]")))).find("Kim Il Sun") == ()


def test_records_by_id_and_by_the_id_they_had() -> None:
    assert AUTHORITY.entry("p-kim") is KIM
    assert AUTHORITY.entry("l-bay") is PLACES[1]
    assert AUTHORITY.entry("o-army") is ORGS[1]
    assert AUTHORITY.entry("p-old") is AUTHORITY.entry("p-older") is ORLOV
    assert AUTHORITY.entry("p-one") is None
    assert AUTHORITY.entry("nobody") is None
    assert AUTHORITY.expansions == {"Cde.": "Comrade"}


def test_the_digest_is_short_and_of_the_records() -> None:
    digest = AUTHORITY.digest([KIM.id])
    assert len(digest) == 16
    assert digest == Authority(Records((KIM,))).digest([KIM.id]) != AUTHORITY.digest([])
    assert digest != Authority(Records((replace(KIM, birth="1900"),))).digest([KIM.id])
    assert set(digest) <= set("0123456789abcdef")


def test_the_digest_is_of_words_of_ones_own_with_their_marks_and_values() -> None:
    def digest(marks: dict[str, frozenset[Mark]], values: dict[str, str]) -> str:
        return replace(AUTHORITY, vocabulary=Vocabulary(marks, values)).digest([])

    own: dict[str, frozenset[Mark]] = {"mai": frozenset({Mark.MONTH})}
    kinds = [
        digest({}, {}),
        digest(own, {"mai": "5"}),
        digest(own, {"mai": "6"}),
        digest({"mai": frozenset({Mark.OFFICE})}, {}),
    ]
    assert AUTHORITY.digest([]) == kinds[0]  # the program's own words go with its version
    assert len(set(kinds)) == 4


def test_surnames_in_their_spellings() -> None:
    def surnamed(name: str) -> list[str]:
        return [person.id for person in AUTHORITY.surnamed(name)]

    assert surnamed("Orlov") == surnamed("ORLOV") == surnamed("Orloff") == surnamed("Arlov") == ["p-orlov"]
    assert surnamed("Falcon") == []  # a cover name
    assert surnamed("Pak") == ["p-pak", "p-pak-2"]
    assert surnamed("Sun") == surnamed("") == surnamed("Ir-sen") == []
    assert surnamed("0rlov") == []
    slipped = Authority(Records((Person("i", "Ivan Ilin", "Ilin"),)))
    assert [p.id for p in slipped.surnamed("Iiin")] == []
    assert [p.id for p in slipped.surnamed("I1in")] == ["i"]


def test_romanizations_are_of_koreans_only() -> None:
    def ids(persons: tuple[Person, ...]) -> list[str]:
        return [person.id for person in persons]

    assert ids(AUTHORITY.romanized("Pak Song-chol")) == ["p-pak"]
    assert ids(AUTHORITY.romanized("Pak Sung-cheol")) == []
    assert ids(AUTHORITY.romanized_loosely("Pak Sung-cheol")) == ["p-pak"]
    assert ids(AUTHORITY.romanized("Pak Chong")) == ids(AUTHORITY.romanized_loosely("Pak Jeong")) == ["p-pak-2"]
    assert ids(AUTHORITY.romanized("Li Kenong")) == ids(AUTHORITY.romanized_loosely("Mao Zedong")) == []
    assert ids(AUTHORITY.romanized("Kim II Sun")) == []


def test_proposals_are_the_best_of_one_kind() -> None:
    assert AUTHORITY.propose("Kim Il Sum", "person") == ("p-kim",)
    assert AUTHORITY.propose("A. B. Orlow", "person") == ("p-orlov",)
    assert AUTHORITY.propose("New Bey Fleet", "org") == ("o-sea",)
    assert AUTHORITY.propose("New Bey Fleet", "place") == ()
    assert AUTHORITY.propose("PLA", "org") == ("o-army",)
    many = Authority(Records(places=tuple(Place(f"l-{n}", f"Great Harbor {n}") for n in range(9))))
    assert len(many.propose("Great Harbor 1", "place")) == 3
    assert many.propose("Great Harbor 1", "place", 1) == ("l-1",)
    assert many.propose("Great Harbor 4", "place")[0] == "l-4"
    same = Authority(Records(places=(Place("a", "Bay", names("Bay", "BAY")), Place("b", "Bay"))))
    assert same.propose("Bay", "place") == ("a", "b")


def test_forenames_of_names_with_the_family_first_are_closed_up_and_titles_begin_no_name() -> None:
    known = Authority(
        Records(
            (
                Person("p-ho", "Ho Van An", "Ho", "Van An", names("Cde. Ho An"), nationality="North Vietnamese"),
                Person("p-smith", "Smith John Paul", "Smith", "John Paul", nationality="British"),
            )
        )
    )

    def met(text: str) -> list[str]:
        return [text[m.begin : m.end] for m in known.find(text)]

    assert met("Ho Vanan came") == ["Ho Vanan"]
    assert met("Smith Johnpaul came") == []
    assert met("Cde. Ho An came") == []
    assert known.surnamed("XXXX") == ()
    assert [person.id for person in known.surnamed("Ho")] == ["p-ho"]
