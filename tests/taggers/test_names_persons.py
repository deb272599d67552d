"""Persons: every order and spelling of names, titles around them, surnames alone, links and refusals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from names_support import document, found, surfaces, tagged
from puzanov_tei.model import Certainty, Kind, Mention, PartKind, Reading


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I visited Kim Il Sung today.", ["Kim Il Sung"]),
        ("Cde. A. A. Gromyko wrote", ["A. A. Gromyko"]),
        ("with A.B. Belov and C. D. Serov", ["A.B. Belov", "C. D. Serov"]),
        ("Journal of Ivin V.G. for May", ["Ivin V.G."]),
        ("the note of Samsonov, G. Ye. is here", ["Samsonov, G. Ye."]),
        ("received Zh. Yu. Ruban and Ye. Ya. Koval'.", ["Zh. Yu. Ruban", "Ye. Ya. Koval'"]),
        ("then General-Lieutenant D’yakonov’s car", ["D’yakonov"]),
        ("S H T Y K O V", ["S H T Y K O V"]),
        ("(A. PUZANOV)", ["A. PUZANOV"]),
        ("with Amb. Belov and Dep. Min. Serov", ["Belov", "Serov"]),
        ("/V. IVANOV/", ["V. IVANOV"]),
        ("talks with Mun Sang-ok and PAK DU-SIK", ["Mun Sang-ok", "PAK DU-SIK"]),
        ("talks with Pak Chol Su and Ri Il", ["Pak Chol Su", "Ri Il"]),
        ("U Chun-sik and O Jin-u came", ["U Chun-sik", "O Jin-u"]),
        ("Cdes. Orlov, Ivin, and P. Serov came", ["Orlov", "Ivin", "P. Serov"]),
        ("that cde. O Lomov and Mr. J Smith came", ["O Lomov", "J Smith"]),
        ("Cde. A Novak and Comrade I think alike", ["A Novak"]),
        ("the report of Comrade Dr. Uranovicz", ["Uranovicz"]),
        ("signed Varga Géza", ["Varga Géza"]),
        ("First Secretary Klima of the embassy", ["Klima"]),
        ("the interpreter Belkin and the captain, R. O. Sedov", ["Belkin", "R. O. Sedov"]),
        ("Chargé d'Affaires Lopez said", ["Lopez"]),
        ("in the words of Walter Schmidt himself", ["Walter Schmidt"]),
        ("typed by Orlova on 3/24/52", ["Orlova"]),
        ("Sent: Stalin - 2, Rybin-1, file - 1", ["Stalin", "Rybin"]),
        ("Authenticated: (Smirnov)", ["Smirnov"]),
        ("the words of PDS (Pak Du-sik) and the chargé Lopes", ["PDS", "Pak Du-sik", "Lopes"]),
        ("the Mongolian ambassador, Badamyn Zorig, gave", ["Badamyn Zorig"]),
        ("with the consul, Ilo Bala. It rained.", ["Ilo Bala"]),
        ("said Ilo Bala, the Albanian consul.", ["Ilo Bala"]),
        ("present: A. Belov, Ilo Bala (consul), and C. Serov", ["A. Belov", "Ilo Bala", "C. Serov"]),
        ("Hasek replied. I sat with Otto Hasek from the legation.", ["Hasek", "Otto Hasek"]),
        ("then Vilhem Hasek from the fair; Hasek replied", ["Vilhem Hasek", "Hasek"]),
        ("Ana Luca, who sang, and Ilo Bala, whose wife", ["Ana Luca", "Ilo Bala"]),
        ("Badam Zorig remarked that it rained", ["Badam Zorig"]),
        ("with Zeng Quanlin and Fan Xuezhi today", ["Zeng Quanlin", "Fan Xuezhi"]),
        ("then his deputy Belinda and our surveyor Quarto spoke", ["Belinda", "Quarto"]),
        ("an interpreter by the name of Heo, a certain Balder, a man named Quarto", ["Heo", "Balder", "Quarto"]),
        ("Minister of Culture An Mak came", ["An Mak"]),
        ("a group (Zlatan Tudov, Kurt Weiss, and others) came", ["Zlatan Tudov", "Kurt Weiss"]),
    ],
)
def test_forms(text: str, names: list[str]) -> None:
    assert surfaces(text, Kind.PERSON) == names


@pytest.mark.parametrize(
    "text",
    [
        "In May and on Tuesday the choir of the Kim Il Sung University sang.",
        "It stood in the Hambuk Ilbo and in the Minju Sinmun.",
        "the journal Klinicheskaya Meditsina, their steamer Quarto and a ship by the name of Quarto",
        "the Kim Chaek Iron Works, the Kang Geon Military Academy and the Ri Su-bok Silk Mill",
        "The IL-14 landed. Then I returned to the Embassy.",
        "the Ambassador and the Minister were present",
        "3 - Cde. DVO, USSR MFA",
        "me/MB and 1 - AS/yus and typed by M/B",
        "Dear Comrades! Soviet specialists helped Korean workers.",
        "The U.S. Government sent 3 p.m. trains. A. The first point.",
        "N. Korea and S. Korea",
        "World War II ended",
        "Tu-104, Il-14, MiG-15 and An-2",
        "the Order of Lenin and the Stalin Prize",
        "Subject: Deliveries of Seed Potatoes and Warm Socks",
        "Dear Comrade Ambassador! P.S. N.B. Cf. p. 12 P.S. When I came, it was late.",
    ],
)
def test_no_persons(text: str) -> None:
    assert surfaces(text, Kind.PERSON) == []


def test_a_surname_alone_once_introduced() -> None:
    text = "Obraztsov came.\n\nCounsellor V. P. Obraztsov left. Kim asked.\n\nKim Tae-mun spoke; Kim's son wrote."
    assert surfaces(text, Kind.PERSON) == ["Obraztsov", "V. P. Obraztsov", "Kim Tae-mun", "Kim"]


def test_a_speaker_before_a_colon_or_a_stop() -> None:
    text = "Present: L. S. Trofimov and V. A. Zharkova.\n\nTROFIMOV: Yes.\n\nZharkova. No."
    assert surfaces(text, Kind.PERSON)[2:] == ["TROFIMOV", "Zharkova"]
    assert surfaces("Rybin.", Kind.PERSON, parts=(PartKind.TURN, PartKind.SPEAKER)) == ["Rybin"]
    assert surfaces("Gladly. It is ready.", Kind.PERSON, parts=(PartKind.TURN,)) == []


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("1 Cde. Gromyko", "pers-gromyko-aa"),
        ("N. FEDORENKO", "pers-fedorenko-nt"),
        ("N. T. FEDORENKO", "pers-fedorenko-nt"),
        ("Stalin sent a telegram", "pers-stalin-iv"),
        ("V. P. Gromyko", ""),
        ("V. P. Obraztsov", ""),
        ("Engineer Petrov", ""),
        ("Petrov spoke", ""),
        ("Counselor Petrov", "pers-petrov-am"),
        ("V. A. Zharkova", ""),
        ("Ambassador A. I. Puzanov", "pers-puzanov-am"),
        ("A. I. Puzanov", ""),
        ("Pak Song-cheol", "pers-pak-seong-cheol"),
        ("Minister of Foreign Affairs Pak Sung-cheol", "pers-pak-seong-cheol"),
        ("Kim Il-seok", ""),
        ("Kim II himself", "pers-kim-il"),
        ("Comrade Kim", ""),
        ("Comrade Filippov", ""),
    ],
)
def test_links(text: str, ref: str) -> None:
    assert [linked for _, linked in tagged(text, Kind.PERSON)] == [ref]


def test_somebody_born_later_is_not_meant() -> None:
    assert tagged("Cde. Andropov", Kind.PERSON, date="1920-01-01") == [("Andropov", "")]


def test_the_only_bearer_in_the_paragraph_is_meant() -> None:
    text = (
        "Kim Du-bong and Kim Il came.\n\nLater.\n\nI saw Kim Chang-man. Kim smiled.\n\n"
        "Kim Il and Kim Du-bong left. Kim too."
    )
    links = [ref for surface, ref in tagged(text, Kind.PERSON) if surface == "Kim"]
    assert links == ["pers-kim-chang-man", ""]


def test_two_with_one_surname_are_told_apart() -> None:
    text = "Cde. A. A. Gromyko met V. P. Gromyko. Gromyko agreed."
    assert [ref for _, ref in tagged(text, Kind.PERSON)] == ["pers-gromyko-aa", "", ""]


def test_the_title_before_introduces() -> None:
    text = "GDR Ambassador Fischer arrived.\n\nFischer said so in Fischer's way."
    assert [ref for _, ref in tagged(text, Kind.PERSON)] == ["pers-fischer-richard"] * 3
    assert surfaces(text, Kind.PLACE) == ["GDR"]


def test_parts_of_a_name_and_its_titles() -> None:
    text = "Former Chief Military Adviser Cde. Yu. V. Andropov and Minister of Defense Choe Yong-geon"
    mentions = found(document(text))
    parts = [
        (m.kind, text[m.begin : m.end], m.attributes.get("type") or m.attributes.get("full", "")) for m in mentions
    ]
    for expected in (
        (Kind.ROLE, "Former Chief Military Adviser", "office"),
        (Kind.ROLE, "Cde.", "honorific"),
        (Kind.FORENAME, "Yu.", "init"),
        (Kind.FORENAME, "V.", "init"),
        (Kind.SURNAME, "Andropov", ""),
        (Kind.ROLE, "Minister of Defense", "office"),
        (Kind.SURNAME, "Choe", ""),
        (Kind.FORENAME, "Yong-geon", ""),
    ):
        assert expected in parts
    (abbreviation,) = [m for m in mentions if m.kind is Kind.ABBREVIATION]
    assert abbreviation.corrected == "Comrade"


def test_titles_cover_all_words_but_the_name() -> None:
    text = "with Deputy KWP CC Chairman Mun Ok-jin and Counsellor of the DPRK Embassy in the USSR Kim Tae-mun"
    assert tagged(text, Kind.PERSON) == [("Mun Ok-jin", ""), ("Kim Tae-mun", "")]
    assert tagged(text, Kind.ORG) == [("KWP CC", "org-kwp-cc"), ("DPRK Embassy", "org-dprk-embassy-ussr")]
    assert tagged(text, Kind.PLACE) == [("USSR", "place-ussr")]


def test_a_title_that_ends_its_line_is_nobody_s_on_the_next() -> None:
    text = "Yuri Belov, Counsellor of the Embassy\nAmb. Oleg Serov\nFirst Secretary\nMr. Ivan Orlov"
    roles = [text[m.begin : m.end] for m in found(document(text)) if m.kind is Kind.PERSON]
    assert roles == ["Yuri Belov", "Amb. Oleg Serov", "First Secretary\nMr. Ivan Orlov"]


def test_a_slip_of_the_copy_is_marked() -> None:
    (slip,) = [m for m in found(document("Kim II Sung")) if m.kind is Kind.SIC]
    assert (slip.begin, slip.end, slip.corrected) == (4, 6, "Il")


def test_a_spelling_in_brackets_helps_and_shares_the_link() -> None:
    text = "LIN SHI [STALIN] wrote"
    whole = "Comrade " + text
    readings = (
        Reading("Comrade LIN SHI  wrote", (*range(16), *range(24, len(whole))), (PartKind.PARAGRAPH,)),
        Reading("STALIN", tuple(range(17, 23)), (PartKind.PARAGRAPH,), Kind.ROMANIZATION),
    )
    mark = Mention(16, 24, Kind.ROMANIZATION, opening=1, closing=1)
    assert tagged("Comrade LIN SHI wrote", Kind.PERSON) == [("LIN SHI", "")]
    links = tagged(whole, Kind.PERSON, marks=(mark,), readings=readings)
    assert links == [("LIN SHI", "pers-stalin-iv"), ("STALIN", "pers-stalin-iv")]


def test_a_printed_correction_of_initials_counts() -> None:
    text = "Ya. R. [sic, R. Ya. is correct] Malinovsky"
    mark = Mention(7, 31, Kind.CORRECTION, opening=6, closing=12)
    offsets = (*range(7), *range(32, len(text)))
    reading = Reading("Ya. R. Malinovsky", offsets, (PartKind.PARAGRAPH,))
    assert tagged(text, Kind.PERSON, marks=(mark,), readings=(reading,))[0][1] == "pers-malinovsky-rya"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("met [journalist Wilfred] Burchett and [Kim] Chang-man", ["Burchett", "Kim] Chang-man"]),
        ("met [Ahmed] Ben Bella and [Vaclav] David", ["Ben Bella", "David"]),
        ("met Chairman Mao [Zedong] and Vice Minister Zhang [Hanfu]", ["Chairman Mao", "Vice Minister Zhang"]),
    ],
)
def test_a_supplied_forename_stays_outside(text: str, names: list[str]) -> None:
    marks = tuple(
        Mention(match.start(), match.end(), Kind.SUPPLIED, opening=1, closing=1)
        for match in re.finditer(r"\[[^\]]+\]", text)
    )
    offsets = tuple(n for n in range(len(text)) if text[n] not in "[]")
    reading = Reading("".join(text[n] for n in offsets), offsets, (PartKind.PARAGRAPH,))
    mentions = found(document(text, marks=marks, readings=(reading,), date="1965-04-02"))
    assert [text[m.begin : m.end] for m in mentions if m.kind is Kind.PERSON] == names


def test_certainty() -> None:
    text = "Kim Il Sung, M. Belkina and First Secretary Pimenov"
    persons = [m for m in found(document(text)) if m.kind is Kind.PERSON]
    assert [m.cert for m in persons] == [Certainty.HIGH, Certainty.UNKNOWN, Certainty.MEDIUM]


def test_an_office_alone() -> None:
    mentions = found(document("Then the GDR Ambassador left; ministers stayed."))
    (holder,) = [m for m in mentions if m.kind is Kind.OFFICE_HOLDER]
    assert (holder.begin, holder.end, holder.ref) == (9, 23, "")


_PIECES = st.lists(
    st.sampled_from(
        [*"Kim Il Sung II A. Ya. V.I. Cde. Cdes. Petrov , and the of Minister Foreign Affairs DPRK MFA Embassy".split(),
         "KWP CC", "\n\n", "(", ")", "[", "Pyongyang", "'s", "-", ":", "S H T Y K O V", "é", "김", "1957"]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(_PIECES)
def test_mentions_of_any_text_lie_inside_and_nest(pieces: list[str]) -> None:
    text = " ".join(pieces)
    mentions = found(document(text))
    spans = [(m.begin, m.end) for m in mentions]
    assert all(0 <= begin < end <= len(text) for begin, end in spans)
    names = [m for m in mentions if m.kind in (Kind.PERSON, Kind.PLACE, Kind.ORG)]
    for one in names:
        for other in names:
            crossing = one.begin < other.begin < one.end < other.end
            assert not crossing, (text[one.begin : one.end], text[other.begin : other.end])
    assert mentions == found(document(text))


def test_the_office_in_a_signature_is_the_signers() -> None:
    text = "DEPUTY CHIEF OF THE\n\nUSSR MFA DVO (N. FEDORENKO)"
    reading = Reading(text, tuple(range(len(text))), (PartKind.CLOSER, PartKind.SIGNED))
    mentions = found(document(text, readings=(reading,)))
    (office,) = [m for m in mentions if m.kind is Kind.OFFICE_HOLDER]
    assert (text[: office.end], office.ref) == ("DEPUTY CHIEF OF THE\n\nUSSR MFA DVO", "pers-fedorenko-nt")


@pytest.mark.parametrize("text", ["Consul\n[signature] /Leon Marek/", "Leon Marek\nConsul"])
def test_unknown_names_of_two_words_sign(text: str) -> None:
    doc = document(text, parts=(PartKind.CLOSER, PartKind.SIGNED))
    assert [text[m.begin : m.end] for m in found(doc) if m.kind is Kind.PERSON] == ["Leon Marek"]


def test_a_note_by_hand_is_signed_with_a_date() -> None:
    text = "for the survey. Lukina, 4.IV.59"
    reading = Reading(text, tuple(range(len(text))), (PartKind.PARAGRAPH,), Kind.HANDWRITTEN)
    doc = document(text, readings=[reading])
    assert [text[m.begin : m.end] for m in found(doc) if m.kind is Kind.PERSON] == ["Lukina"]


def test_initials_of_a_name_in_brackets_are_its_bearer() -> None:
    assert tagged("KIS (Kim Il Sung) and DPRK (A. Belov)", Kind.PERSON)[0] == ("KIS", "pers-kim-il-sung")


def test_the_last_word_of_a_note_by_hand_signs_it() -> None:
    text = "Please report to me. Stibe 14.5"
    note = Reading(text, tuple(range(len(text))), (PartKind.PARAGRAPH,), Kind.HANDWRITTEN)
    found_in_note = [text[m.begin : m.end] for m in found(document(text, readings=[note])) if m.kind is Kind.PERSON]
    assert found_in_note == ["Stibe"]
    assert surfaces(text, Kind.PERSON) == []
