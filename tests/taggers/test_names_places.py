"""Places and organisations: what is one, where it ends, and what it is linked to."""

from __future__ import annotations

import pytest

from names_support import AUTHORITY, document, found, surfaces, tagged
from puzanov_tei.model import Kind, Mention, PartKind, Reading
from puzanov_tei.taggers import linking


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("in Pyongyang and Phen'yan", ["Pyongyang", "Phen'yan"]),
        ("the DPRK Ambassador and GDR experts", ["DPRK", "GDR"]),
        ("U.S. trucks", ["U.S."]),
        ("the United States’ Resolution and the Netherlands' Proposal", ["United States", "Netherlands"]),
        ("USSR-Nigeria trade and the Chad-Libyan war, a Franco-German note", ["USSR", "Nigeria", "Chad"]),
        ("to Rio de Janiero, Adis Ababa and Hong Kond", ["Rio de Janiero", "Adis Ababa", "Hong Kond"]),
        ("'News from Tehran' came to Astrakhan'", ["Tehran", "Astrakhan'"]),
        ("USSR AMBASSADOR IN THE DPRK", ["USSR", "DPRK"]),
        ("Moscow's instructions; Moscow replied", ["Moscow", "Moscow"]),
        ("a map of the Taedong", ["the Taedong"]),
        ("the Yalu River rose", ["Yalu River"]),
        ("at Sunan airfield", ["Sunan airfield"]),
        ("at the Gagarin Theater and in the Swan Hotel", ["Gagarin Theater", "Swan Hotel"]),
        ("in South Hwanghae Province", ["South Hwanghae Province"]),
        ("the Exhibition Hall of the Friendship House", ["Exhibition Hall of the Friendship House"]),
        ("the Komsomol'sk plant", ["Komsomol'sk"]),
        ("at the Hotel Morvana, not in the Rest House", ["Hotel Morvana"]),
        ("figs from Morvana, not letters from Tulvano", ["Morvana"]),
        ("in Morvana or Tulvano", ["Morvana", "Tulvano"]),
        ("in Morvana\n\nTulvano 4\n\nMorvana 5", ["Morvana", "Morvana"]),
        ("It stopped in Zagoryanka twice", ["Zagoryanka"]),
        ("shipped by rail from Belorechka in May", ["Belorechka"]),
        ("through Warsaw, Moscow, and Orsha it went", ["Warsaw", "Moscow", "Orsha"]),
        ("the Priozersk paper mill", ["Priozersk"]),
        ("the Hungarian People’s Republic", ["Hungarian People’s Republic"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert surfaces(text, Kind.PLACE) == places


@pytest.mark.parametrize(
    "text",
    [
        "Soviet specialists and the Korean side, the Chinese Ambassador, the Americans",
        "the DPRK MFA, the DPRK government and the DPRK Cabinet of Ministers",
        'the motor vessel "Ussuri" and the play "Moscow"',
        "a letter from Obraztsov to Pimenov",
        "in April and at Easter or in German",
        "chosen by us; The Union of Writers",
        "The Sino-Indian Border Issue",
    ],
)
def test_no_places(text: str) -> None:
    assert [s for s in surfaces(text, Kind.PLACE) if s != "Easter"] == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "The Great Libyan Arab Jamahiriya, the Federal republic of Germany and PR of Bulgaria",
            [("Great Libyan Arab Jamahiriya", ""), ("Federal republic of Germany", "place-frg"),
             ("PR of Bulgaria", "place-bulgaria")],
        ),
        ("in the Gambian Democratic Republic", [("Gambian Democratic Republic", "")]),
        ("in the German Democratic Republic1 and there", [("German Democratic Republic", "place-gdr")]),
        ("Location: West Lotus Hall, second floor", [("West Lotus Hall", "")]),
        ("Location: Home of Ne Win", []),
        ("Location: Lotus Garden, Xi Hua Ting / West Hall",
         [("Lotus Garden", ""), ("Xi Hua Ting", ""), ("West Hall", "")]),
    ],
)  # fmt: skip
def test_formal_names_and_labelled_places(text: str, places: list[tuple[str, str]]) -> None:
    assert tagged(text, Kind.PLACE, language="English") == places


def test_a_postal_code_makes_an_address() -> None:
    assert surfaces("108 Berlin\nUnter den Linden 44", Kind.PLACE, parts=(PartKind.ADDRESS,)) == []


def test_a_state_before_an_office_acts() -> None:
    (place,) = [m for m in found(document("DPRK experts came")) if m.kind is Kind.PLACE]
    assert place.attributes["ana"] == "#state-actor"
    assert "ana" not in next(m for m in found(document("in the DPRK.")) if m.kind is Kind.PLACE).attributes


@pytest.mark.parametrize(
    ("text", "orgs"),
    [
        ("the Chinese and South Asian Department of it", ["Chinese and South Asian Department"]),
        ("First Extra-European Department", ["First Extra-European Department"]),
        ("the KWP CC International Department met", ["KWP CC International Department"]),
        ("the KWP CC Plenum and a CPSU CC letter", ["KWP CC", "CPSU CC"]),
        ("the Soviet government and the US government", ["Soviet government", "US government"]),
        ("the Ministry of Education and Culture of the DPRK", ["Ministry of Education and Culture of the DPRK"]),
        ("the Ministry of Foreign and Inter-German Trade", ["Ministry of Foreign and Inter-German Trade"]),
        ("the XXI Session of the UN General Assembly", ["UN General Assembly"]),
        ("the CC of the DRV Worker's Party met", ["CC of the DRV Worker's Party"]),
        (
            "The Joint Naval Unit (JNU) and the African National Congress (ANC)",
            ["Joint Naval Unit", "JNU", "African National Congress", "ANC"],
        ),
        ("the President of Telebrás and the Reprocessing Plant on our Official Mission", ["Telebrás"]),
        ("I asked CAS and the GOC about it", ["CAS", "GOC"]),
        ("a Memorandum from the Soviet Union on the Border Dispute with it", []),
        ("3rd - Cde. DVO, USSR MFA", ["DVO, USSR MFA"]),
        ("to the USSR MFA UVPI", ["USSR MFA UVPI"]),
        ("the Consular Department of the DPRK Embassy", ["Consular Department of the DPRK Embassy"]),
        ("the Albanian Embassy in Peking", ["Albanian Embassy"]),
        ("Deputy Chairman of the Supreme People's Assembly", ["Supreme People's Assembly"]),
        ("Minister of Internal Affairs Pang Hak-se", []),
        ("the Embassy, the Ministry, the Department, the Party Committee", []),
        ("the State Wind Orchestra and the Astrakhan' Salt Trust", ["State Wind Orchestra", "Astrakhan' Salt Trust"]),
        ("students of the Kim Il Sung University", ["Kim Il Sung University"]),
        ("the Soviet-Korean Working Group on Textbooks", ["Soviet-Korean Working Group on Textbooks"]),
        ("the Society for Cultural Ties with Foreign Countries", ["Society for Cultural Ties with Foreign Countries"]),
        ("the Korean Workers' Party Central Committee", ["Korean Workers' Party Central Committee"]),
        ("Head of the Department of the DPRK Foreign Ministry", ["DPRK Foreign Ministry"]),
        ("the XXII CPSU Congress", ["CPSU"]),
        ("the Soviet Union and the Politburo", []),
        ("the SED CC, the CC QRP, and the CC of the XYP", ["SED CC", "CC QRP", "CC of the XYP"]),
        ("TO THE CC", []),
        ("the choir of the Ryongsong Machine Works", ["Ryongsong Machine Works"]),
        ("the Selected Works and the Sunhwa Power Plant", []),
        ("He said that Gosplan had been asked, and OKP too.", ["Gosplan"]),
        ("members of the Chess Club. Orchestra music", ["Chess Club"]),
        ("by VEB Klar Wald, by Sovfurexport and the Orlovka Zavod", ["VEB Klar Wald", "Sovfurexport", "Orlovka Zavod"]),
        ("a film of Dalfilm, a list of Soyuzmebel'", ["Dalfilm", "Soyuzmebel'"]),
        ("the Halle Philharmonic played; Import rose", ["Halle Philharmonic"]),
        ("the Halle Opera sang in the Minsk Opera Theater", ["Halle Opera"]),
    ],
)
def test_organisations(text: str, orgs: list[str]) -> None:
    assert surfaces(text, Kind.ORG) == orgs


def test_the_seat_of_an_embassy_belongs_to_a_letterhead_only() -> None:
    line = "EMBASSY OF THE USSR IN THE DPRK"
    assert tagged(line, Kind.ORG) == [(line, "org-soviet-embassy-dprk")]
    assert surfaces(line, Kind.PLACE) == []
    running = "I came from the Embassy of the USSR in the DPRK today."
    assert tagged(running, Kind.ORG) == [("Embassy of the USSR", "org-soviet-embassy-dprk")]
    assert surfaces(running, Kind.PLACE) == ["DPRK"]


@pytest.mark.parametrize(
    ("text", "language", "ref"),
    [
        ("the USSR MFA", "Russian", "org-ussr-mfa"),
        ("the MFA", "Russian", ""),
        ("the Far Eastern Department", "Russian", "org-ussr-mfa-fed"),
        ("the Far Eastern Department", "German", ""),
        ("USSR MINISTRY OF FOREIGN AFFAIRS", "Russian", "org-ussr-mfa"),
        ("the DPRK government", "Hungarian", "org-dprk-cabinet"),
        ("the Ministry of Public Security", "Russian", ""),
        ("the USSR Gosplan", "Russian", "org-gosplan-ussr"),
        ("the PRC Gosplan", "Russian", ""),
    ],
)
def test_links_of_organisations(text: str, language: str, ref: str) -> None:
    assert [linked for _, linked in tagged(text, Kind.ORG, language=language)] == [ref]


def test_provinces() -> None:
    assert linking.place("South Hamgyong Province", AUTHORITY).ref == "place-south-hamgyeong"
    assert linking.place("Wonsan Province", AUTHORITY).ref == ""
    assert tagged("He said that Gosplan agreed", Kind.ORG, language="") == [("Gosplan", "org-gosplan-ussr")]


def test_whole_and_part() -> None:
    assert linking.organisation("USSR MFA UVPI", AUTHORITY).ref == "org-ussr-mfa-uvpi"
    assert linking.organisation("DVO, USSR MFA", AUTHORITY).ref == "org-ussr-mfa-fed"
    assert linking.organisation("MFA TASS", AUTHORITY).ref == ""
    assert set(linking.organisation("MFA", AUTHORITY).candidates) == {"org-ussr-mfa", "org-dprk-mfa"}


def test_an_acronym_that_gets_a_copy_is_an_organisation() -> None:
    copies = document("Copies: OKP (2), 7B/GS-2, DPRK, COPY", parts=(PartKind.DISTRIBUTION, PartKind.ITEM))
    text = copies.page.source.text
    assert [text[m.begin : m.end] for m in found(copies) if m.kind is Kind.ORG] == ["OKP", "7B/GS"]


def test_a_newspaper_is_a_title() -> None:
    mentions = found(document("Nodong Sinmun, Minju Choson and TASS wrote"))
    assert [m.kind for m in mentions] == [Kind.WORK, Kind.WORK, Kind.ORG]


def test_an_acronym_with_its_expansion_is_an_organisation() -> None:
    text = "the QVSO [Stores Office] would pay"
    mark = Mention(9, 24, Kind.EXPANSION, opening=1, closing=1)
    readings = (
        Reading("the QVSO  would pay", (*range(9), *range(24, len(text))), (PartKind.PARAGRAPH,)),
        Reading("Stores Office", tuple(range(10, 23)), (PartKind.PARAGRAPH,), Kind.EXPANSION),
    )
    assert surfaces(text, Kind.ORG, marks=(mark,), readings=readings) == ["QVSO"]


def test_a_piece_torn_off_a_stamp_names_nothing() -> None:
    assert surfaces("MFA stamp:", Kind.ORG, parts=(PartKind.LETTERHEAD, PartKind.STAMP)) == []


def test_the_state_in_a_torn_letterhead_is_part_of_the_office() -> None:
    head = (PartKind.DOCUMENT, PartKind.LETTERHEAD, PartKind.OFFICE)
    assert surfaces("IN THE DPRK", Kind.PLACE, parts=head) == []
    assert surfaces("IN THE DPRK", Kind.PLACE, parts=(PartKind.DOCUMENT, PartKind.TITLE)) == ["DPRK"]


def test_a_part_of_a_land_makes_its_name_doubtful() -> None:
    text = "Southern Azerbaijan was quiet. Azerbaijan slept; the Azerbaijan SSR and the Republic of Ghana did not."
    assert tagged(text, Kind.PLACE, date="1958-01-01") == [
        ("Southern Azerbaijan", "place-iranian-azerbaijan"), ("Azerbaijan", ""), ("Azerbaijan SSR", ""), ("Republic of Ghana", "place-ghana")
    ]  # fmt: skip


def test_of_two_states_of_one_name_the_year_decides() -> None:
    assert tagged("He came from Ethiopia.", Kind.PLACE, date="1965-01-01") == [("Ethiopia", "place-abyssinia")]
    assert tagged("He came from Ethiopia.", Kind.PLACE, date="1977-01-01") == [("Ethiopia", "place-ethiopia")]
    assert tagged("He came from Azerbaijan.", Kind.PLACE, date="1946-01-01") == [("Azerbaijan", "")]


def test_no_state_of_another_time() -> None:
    assert tagged("He came from Bangladesh.", Kind.PLACE, date="1957-01-01") == [("Bangladesh", "")]
    assert tagged("He came from Bangladesh.", Kind.PLACE, date="1975-01-01") == [("Bangladesh", "place-bangladesh")]
