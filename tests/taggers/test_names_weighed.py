"""Names that nobody knows: what stands beside them is weighed."""

from __future__ import annotations

import pytest

from names_support import surfaces
from puzanov_tei.model import Kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The paper was approved by Hanu Barlong and sent on.", ["Hanu Barlong"]),
        ("Zia Barrow was very friendly. Tessemu took me to the palace.", ["Zia Barrow", "Tessemu"]),
        ("It was led by Anatol Revek, Nazzer, and Orvo Lind.", ["Anatol Revek", "Nazzer", "Orvo Lind"]),
        ("I met Saddul Hazem. Later Saddul left the room.", ["Saddul Hazem", "Saddul"]),
        ("the proposal of General Park Jeong-gam", ["Park Jeong-gam"]),
        ("LEIVO BASTAN PENTO signed it.", ["LEIVO BASTAN PENTO"]),
        ("Vice-President Adalbo Perreto dos Santero agreed.", ["Adalbo Perreto dos Santero"]),
        ("the memo of Antonio F. Azevro da Silvero", ["Antonio F. Azevro da Silvero"]),
        ("President Hafiz al-Assur and Hosno el-Barrek met.", ["Hafiz al-Assur", "Hosno el-Barrek"]),
        ("U Thanda, Daw Khin Mayo and Vo Nguyen Tran came.", ["U Thanda", "Daw Khin Mayo", "Vo Nguyen Tran"]),
        ("King Hussam and Sheikh Isam spoke.", ["Hussam", "Isam"]),
        ("Tessemu announced it. Cyro Vance left.", ["Tessemu", "Cyro Vance"]),
        ("Comrade H e g e l t received me in 102 B e r l i n.", ["H e g e l t"]),
    ],
)
def test_persons(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.PERSON) == names


@pytest.mark.parametrize(
    "text",
    [
        "in the Dom Zelenov, with the Joint Statement and the Great Leap Forward",
        "The Cold War and Peaceful Coexistence were discussed by Mutual Agreement.",
        "the steamer Quarto Lind and the journal Nova Revista",
        "Everything took longer. Delegates took the floor. Yesterday came the rain.",
        "Subject: Visits to Warm Springs",
        "They flew from Lesk Dubra to Upper Kolm.",
    ],
)
def test_no_persons(text: str) -> None:
    assert surfaces(text, Kind.PERSON) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Send it to the Prime Minister's Office and to the Department of State.",
         ["Prime Minister's Office", "Department of State"]),
        ("a letter to the Congress of the United States; the US Congress and the Senate",
         ["Congress of the United States", "US Congress", "Senate"]),
        ("The 15th UN General Assembly met.", ["UN General Assembly"]),
        ("the 12th Department of the Foreign Ministry", ["12th Department of the Foreign Ministry"]),
        ("Lesk People's Committee to Defend the Harbour and Combat Rust was founded.",
         ["Lesk People's Committee to Defend the Harbour and Combat Rust"]),
        ("The State Council met; the OAU and SWAPO did not.", ["State Council", "OAU", "SWAPO"]),
        ("the PMAX announced that the DMZ and the NPT stood", ["PMAX"]),
        ("The Party Congress met and Congress adjourned.", []),
        ("the Provisional Govt of National Unity and the Lesk Commission for Control and Supervision",
         ["Provisional Govt of National Unity", "Lesk Commission for Control and Supervision"]),
        ("The Lesk oblast committee of the ULP met the Dubra Land Council (DLC). DLC agreed; so did West German Railways.",
         ["Lesk oblast committee of the ULP", "Dubra Land Council", "DLC", "DLC"]),
        ("An SQC meeting was held. SQC agreed with an NPT expert. The Office of Management and Budget paid.",
         ["SQC", "SQC", "Office of Management and Budget"]),
        ("the Admiralty and the West German Bundestag", ["Admiralty", "West German Bundestag"]),
        ("Radio Free Norway and the organization NQS spoke.", ["Radio Free Norway", "NQS"]),
        ("Novak, Ministry of Foreign Affairs\nYaroly M. Vorov, Counsellor", ["Ministry of Foreign Affairs"]),
        ("Novak, Head of Department X, joined the R.F.P. in May.", ["Department X", "R.F.P."]),
        ("the heads of government of Norway and Lesk met.", []),
        ("the Bureau of European Affairs and the Department of the Army", ["Bureau of European Affairs",
         "Department of the Army"]),
        ("The Lesk Christian Movement spoke with Solidarity. Solidarity with Lesk grows.",
         ["Lesk Christian Movement", "Solidarity"]),
        ("Department for Ties with Fraternal Parties in Lesk Lands", ["Department for Ties with Fraternal Parties in Lesk Lands"]),
        ("The Hungarian Radio and the Polish Armed Forces were silent.", ["Hungarian Radio", "Polish Armed Forces"]),
        ("The letter of the Lesk Workers' Party [LWP] came.", ["Lesk Workers' Party", "LWP"]),
        ("THE DELEGATION OF THE PLQ AND ITS GUESTS\n\nThe PLQ sent a delegation.", ["PLQ", "PLQ"]),
    ],
)  # fmt: skip
def test_organisations(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.ORG) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Chairman of the Council of Ministers for Services", ["Council of Ministers"]),
        ("of the Joint Bulgarian–Syrian Commission for Trade", ["Joint Bulgarian–Syrian Commission for Trade"]),
        ("the State council of the People's Republic of Bulgaria", ["State council of the People's Republic of Bulgaria"]),
        ("The President of NARC agreed. NARC President Carlos Marin came.", ["NARC", "NARC"]),
        ("Ministry of Foreign Affairs Document", ["Ministry of Foreign Affairs"]),
        ("From: Embassy in Tirana", ["Embassy in Tirana"]),
        ("THE MINISTRY OF EXTERNAL RELATIONS AND CULT", ["MINISTRY OF EXTERNAL RELATIONS AND CULT"]),
        ("We flew with West Sahelian Airlines; the Czechoslovakian government agreed.",
         ["West Sahelian Airlines", "Czechoslovakian government"]),
    ],
)  # fmt: skip
def test_ends_of_organisations(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.ORG, language="English") == names


def test_places_of_the_whole_world() -> None:
    text = "He went from Aden in the PDRY to Sierra Leone, Puerto Rico and the Gold Coast."
    assert surfaces(text, Kind.PLACE) == ["Aden", "PDRY", "Sierra Leone", "Puerto Rico", "Gold Coast"]


def test_places_of_settlements() -> None:
    assert surfaces("They bombed the cities of Dolomo and Barrava.", Kind.PLACE) == ["Dolomo", "Barrava"]
    text = "We saw towns like Dolomo, Kavara, and Barrava."
    assert surfaces(text, Kind.PLACE) == ["Dolomo", "Kavara", "Barrava"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Osendrio talked with me about the visit. The mind of Osendrio had changed.", ["Osendrio", "Osendrio"]),
        ("I had a meeting with Pashevar. Pashevar, the Chairman of the Committee, left.", ["Pashevar", "Pashevar"]),
        ("Kotalo's comment was read; Adjo served on the Brazilian side.", ["Kotalo", "Adjo"]),
        ("Present were Anatol Revek, Shabus, and M. Kuliyo.", ["Anatol Revek", "Shabus", "M. Kuliyo"]),
        ("Minister Suban Delhi came. Suban Delhi: Yes.", ["Suban Delhi", "Suban Delhi"]),
        ("Congressman Herbert Levo met General Leonid Piro Gonsal.", ["Herbert Levo", "Leonid Piro Gonsal"]),
        ("ANATOL REVEK signed. I met Anatol Revek.", ["ANATOL REVEK", "Anatol Revek"]),
        ("his sons Yuriy and Nikolay, and translators … Rongfa (female)", ["Yuriy", "Nikolay", "Rongfa"]),
        ("Carlos Rafael Rodrego came after World War II.", ["Carlos Rafael Rodrego"]),
    ],
)
def test_persons_by_the_whole_document(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.PERSON) == names


def test_places_that_are_persons_of_the_document() -> None:
    text = "Ambassador Subano came. What was uppermost in Subano's mind was the journey to Suban."
    assert surfaces(text, Kind.PLACE) == ["Suban"]


def test_bodies_end_with_their_line_and_their_place() -> None:
    text = "Lesk Committee to Defend the Harbour\nMinistry of Foreign Affairs\n\nthe Party of Iran Radmano said"
    assert surfaces(text, Kind.ORG) == [
        "Lesk Committee to Defend the Harbour", "Ministry of Foreign Affairs", "Party of Iran"
    ]  # fmt: skip
