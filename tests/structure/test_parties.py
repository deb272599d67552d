"""Who writes to whom: titles in their forms, heads of cables, and what must not be taken for a name."""

from __future__ import annotations

import pytest

from pages_support import page_of
from puzanov_tei.structure import analyse
from puzanov_tei.structure.parties import Parties, given, of_head, of_title

TITLES = [
    ("Ciphered Telegram No. 100, Sidorov [Orlov] to Petrov", "Sidorov", "Petrov"),
    ("Letter from Han Il to the Chairman of the Rope Trust, about wool", "Han Il", "Chairman of the Rope Trust"),
    ("Letter from Han Il to the Minister, about wool", "Han Il", ""),
    ("Telegram, Belov to Cde. I. V. Orlov, Transmitting Letter from Han", "Belov", "I. V. Orlov"),
    ("Cable No. 60, Belov to Orlov, for Han", "Belov", "Orlov"),
    ("Letter from Han Il to Walter Lind", "Han Il", "Walter Lind"),
    ("Ruritanian Embassy Letter to State Secretary Lind", "Ruritanian Embassy", "Lind"),
    ("Report by Dr. Kovács Anna, 'The visit of Orlov to Lesk'", "Kovács Anna", ""),
    ("Telegram from the Ruritanian Embassy in Lesk (Paulo Pinto), 5 p.m., Friday", "Paulo Pinto", ""),
    (
        "Cable from the Committee to Defend Peace and the Ministry of Trade",
        "Committee to Defend Peace; Ministry of Trade",
        "",
    ),
    ("Cable from Foreign Minister Raúl Lind to the Ministry of Trade", "Raúl Lind", "Ministry of Trade"),
    ("Telegram from Washington, DC, No. 84, Urgent, SECRET", "", ""),
    ("Memorandum of Conversation between Petrov and Ambassador Belov", "", ""),
    ("Record of Conversation with J. Orlov", "", ""),
    ("Journal of Ambassador B. B. Belov for 3 March 1961", "", ""),
    ("Report on the Activity of the Delegation to Lesk", "", ""),
    ("Telegram from Soviet Ambassador to Cuba A.I. Olk to USSR Foreign Ministry", "A.I. Olk", "USSR Foreign Ministry"),
    ("Telegram from Soviet delegate to the United Nations V. A. Olk to the USSR MFA", "V. A. Olk", "USSR MFA"),
    ("Ciphered Telegram from Soviet Ambassador to Cuba Marian Olk", "Marian Olk", ""),
    ("Report from the Cuban Embassy to Lesk to the Ministry of Trade", "Cuban Embassy to Lesk", "Ministry of Trade"),
    ("Report, Embassy of Cuba in Lesk to the Trade Ministry", "Embassy of Cuba in Lesk", "Trade Ministry"),
    ("Cuban Legation, Lesk (Olk), Cable to Foreign Ministry", "Olk", "Foreign Ministry"),
    ("Cuban Legation, Lesk, to Foreign Ministry", "Cuban Legation", "Foreign Ministry"),
    ("Cuban UN Representative Maria Olk, Report to the Trade Committee", "Maria Olk", "Trade Committee"),
    ("TELEGRAM 066.621 from the Cuban Embassy in Lesk to the Ministry", "Cuban Embassy in Lesk", "Ministry"),
    ("Memorandum from S. P. Orlov and R. Belov to N. S. Olk", "S. P. Orlov; R. Belov", "N. S. Olk"),
    ("Report, Belov to the Chairman [Han Il] and the Committee", "Belov", "Han Il"),
    ("Letter to the Committee of Ropes, from the Secretary of the Union, Han Il", "Han Il", "Committee of Ropes"),
    ("Letter to Orlov, on Learning from the Experience of Others", "", "Orlov"),
    ("Excerpt from a Letter of the Acting Ambassador of Cuba to Chile, Comrade Olk", "Olk", ""),
    ("Proposal from Deputy Minister Ion Olk to Minister of Foreign Affairs Ivan Olk, 'Ropes'", "Ion Olk", "Ivan Olk"),
    ("J.S. Olk, 'Wool and Its Consequences'", "J.S. Olk", ""),
    ("Ambassador Maria Olk, ‘Information on the Meeting with Comrade Belov’", "Maria Olk", ""),
    ("Statement by Maria Olk on the Visit to Lesk", "Maria Olk", ""),
    ("Comment for Comrade Minister Maria Olk", "", "Maria Olk"),
    ("The Ropes of Lesk, 'A Report'", "", ""),
    ("302. Telegram From the Embassy in Cuba to the Department of Ropes1", "Embassy in Cuba", "Department of Ropes"),
    ("302. Telegram From the Embassy in Cuba to the Department of Ropes 0", "Embassy in Cuba", "Department of Ropes"),
    ("Telegram from A. Olk and B. Belov to V. Sidorov, 'Ropes'", "A. Olk; B. Belov", "V. Sidorov"),
    ("Letter from Comrades Olk, Belov, and Orlov to Han Il and Pak Il Nam", "Olk; Belov; Orlov", "Han Il; Pak Il Nam"),
    ("Letter from Olk, Minister of Trade, and Belov, Chairman of the Union, to Han Il", "Olk; Belov", "Han Il"),
    ("Report from Olk and the Ministry of Trade to Orlov", "Olk; Ministry of Trade", "Orlov"),
    ("Letter from Olk and Others to Orlov", "Olk", "Orlov"),
    ("Letter from Olk and His Brother to Orlov", "Olk", "Orlov"),
    (
        "Cable from the Department of Press and Information of the Ministry of Trade",
        "Department of Press and Information of the Ministry of Trade",
        "",
    ),
    ("Maria Olk and Ion Belov, 'Wool and Its Consequences'", "Maria Olk; Ion Belov", ""),
    ("Ambassador R.K. Olk's Letter to Chairman Lind", "R.K. Olk", "Lind"),
    ("The Ambassador in Lesk (Olk) to the Secretary of State", "Olk", "Secretary of State"),
    ("The Assistant Secretary of State (Belov) to the Ambassador in Lesk (Olk)", "Belov", "Olk"),
    ("The Secretary of State to the Embassy in Lesk", "", "Embassy in Lesk"),
    ("The Road to the Works of Lesk", "", ""),
    ("Letter from the Head of the Rope Commission Pak Il Nam to Orlov", "Pak Il Nam", "Orlov"),
]


@pytest.mark.parametrize(("title", "author", "receiver"), TITLES)
def test_titles(title: str, author: str, receiver: str) -> None:
    parties = of_title(title)
    assert ("; ".join(parties.authors), "; ".join(parties.receivers)) == (author, receiver)


HEADS = [
    (
        ["From: The Ministry of Trade", "To: Comrade Major L. Lind, the Prime Minister's Office"],
        "Ministry of Trade",
        "L. Lind",
    ),
    (["To: Comrade Nicolae Orlov,", "Deputy Foreign Minister"], "", "Nicolae Orlov"),
    (["Sent to: Lesk", "[To the] [Ruritanian] Embassy in Lesk:"], "", "Ruritanian Embassy in Lesk"),
    (["FROM: LESK", "To Comrade PETROV."], "", "PETROV"),
    (
        ["SECRETARY OF STATE FOR TRADE", "TELEGRAM", "RECEIVED", "13", "FROM THE EMBASSY IN LESK"],
        "",
        "SECRETARY OF STATE FOR TRADE",
    ),
    (["To the people we say this."], "", ""),
    (["I went to Lesk."], "", ""),
]


ADDRESSES = [
    (
        ["Cde. Lind", "Rope Commission of the City of Lesk", "701 Lesk"],
        "Lind",
        "Rope Commission of the City of Lesk",
    ),
    (["State Secretary and", "First Deputy of the Minister", "Comrade L i n d", "102 Lesk"], "Lind", ""),
    (["To the Secretary of the Committee of Ropes", "Comrade Maria LIND"], "Maria LIND", "Committee of Ropes"),
    (["Mr. Orlov", "[stamp: Received]"], "Orlov", ""),
]


@pytest.mark.parametrize(("lines", "person", "body"), ADDRESSES)
def test_an_address_between_date_and_salute_names_the_receiver(lines: list[str], person: str, body: str) -> None:
    letter = ["Letter from the Embassy in Lesk", "", "Embassy of Ruritania", "Lesk, 5 March 1968", *lines]
    text = "\n\n".join([*letter[2:], f"Dear Comrade {person.split()[-1]}!", "We send you ropes.", "(Belov)"])
    document, _ = analyse(page_of(text, letter[0]))
    assert (document.receiver, document.receiver_body) == (person, body)


def test_lines_before_a_salute_that_name_nobody_are_no_address() -> None:
    text = "Lesk, 5 March 1968\n\nThree ropes of Lesk\n\nDear Comrade Lind!\n\nHello."
    document, _ = analyse(page_of(text, "Letter from Orlov"))
    assert (document.receiver, document.receiver_body) == ("", "")


@pytest.mark.parametrize(("lines", "author", "receiver"), HEADS)
def test_heads(lines: list[str], author: str, receiver: str) -> None:
    assert of_head(lines) == Parties(given(author), given(receiver))


@pytest.mark.parametrize("second", ["HEAD OF AFFAIRS [seal] (BAK)", "HEAD OF AFFAIRS (B. B. BELOV)"])
def test_the_first_of_two_signatures_names_the_writer(second: str) -> None:
    text = "\n\n".join(["Ropes are to be kept dry.", "CHAIRMAN OF THE COMMITTEE OF ROPES PAK IL NAM", second])
    document, _ = analyse(page_of(text, "Decree of the Committee of Ropes"))
    assert document.author == "PAK IL NAM"


def test_an_office_alone_above_a_name_names_nobody() -> None:
    text = "\n\n".join(["Ropes are to be kept dry.", "CHAIRMAN OF THE COMMITTEE OF LESK", "[signature] (BAK)"])
    document, _ = analyse(page_of(text, "Decree of the Committee of Ropes"))
    assert document.author == "BAK"


@pytest.mark.parametrize(
    ("foot", "authors"),
    [
        (["A. Novak and B. Belov", "3 May 1961"], ("A. Novak", "B. Belov")),
        (["Maria Olk and Ivan Belov", "Lesk, 3 May 1961"], ("Maria Olk", "Ivan Belov")),
        (["A. NOVAK, B. BELOV"], ("A. NOVAK", "B. BELOV")),
        (
            ["MINISTER OF TRADE [signature] A. NOVAK", "MINISTER OF ROPES [signature] B. BELOV"],
            ("A. NOVAK", "B. BELOV"),
        ),
    ],
)
def test_those_who_sign_a_letter_together_are_its_writers(foot: list[str], authors: tuple[str, ...]) -> None:
    text = "\n\n".join(
        ["To Comrade Lind", "Ropes are to be kept dry, and they are to be sent to us in the spring.", *foot]
    )
    document, _ = analyse(page_of(text, "A Letter on Ropes"))
    assert document.authors == authors


def test_countries_joined_at_the_end_sign_nothing() -> None:
    text = "\n\n".join(["Ropes are to be kept dry, and they are to be sent.", "Soviet Union and North Korea"])
    document, _ = analyse(page_of(text, "A Letter on Ropes"))
    assert document.authors == ()


def test_a_telegram_of_a_collection_has_its_number_its_head_its_signature_and_its_notes() -> None:
    text = (
        "795.00/6–2850: Telegram\n\nThe Ambassador in Lesk (Olk) to the Secretary of State\n\nThe wool1 has come with "
        "the ships,2 and we sent it to the works, of which we told you in our telegram 7133 of this month, and in the letter.4\n\nOlk\n"
        "  1. That of May.\n  2. Two of them.\n  3. Not printed.\n  4. Of June."
    )
    document, _ = analyse(page_of(text))
    assert (document.genre, document.authors) == ("telegram", ("Olk",))
    kinds = [part.kind.value for part in document.root.children]
    assert kinds == ["letterhead", "title", "paragraph", "closer", *["footnote"] * 4]
