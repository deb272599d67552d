"""Who writes to whom: titles in their forms, heads of cables, and what must not be taken for a name."""

from __future__ import annotations

import pytest

from puzanov_tei.structure.parties import Parties, of_head, of_title

TITLES = [
    ("Ciphered Telegram No. 100, Sidorov [Orlov] to Petrov", "Sidorov", "Petrov"),
    ("Telegram, Belov to Cde. I. V. Orlov, Transmitting Letter from Han", "Belov", "I. V. Orlov"),
    ("Cable No. 60, Belov to Orlov, for Han", "Belov", "Orlov"),
    ("Letter from Han Il to Walter Lind", "Han Il", "Walter Lind"),
    ("Ruritanian Embassy Letter to State Secretary Lind", "Ruritanian Embassy", "Lind"),
    ("Report by Dr. Kovács Anna, 'The visit of Orlov to Lesk'", "Kovács Anna", ""),
    ("Telegram from the Ruritanian Embassy in Lesk (Paulo Pinto), 5 p.m., Friday", "Paulo Pinto", ""),
    (
        "Cable from the Committee to Defend Peace and the Ministry of Trade",
        "Committee to Defend Peace and the Ministry of Trade",
        "",
    ),
    ("Cable from Foreign Minister Raúl Lind to the Ministry of Trade", "Raúl Lind", "Ministry of Trade"),
    ("Telegram from Washington, DC, No. 84, Urgent, SECRET", "", ""),
    ("Memorandum of Conversation between Petrov and Ambassador Belov", "", ""),
    ("Record of Conversation with J. Orlov", "", ""),
    ("Journal of Ambassador B. B. Belov for 3 March 1961", "", ""),
    ("Report on the Activity of the Delegation to Lesk", "", ""),
]


@pytest.mark.parametrize(("title", "author", "receiver"), TITLES)
def test_titles(title: str, author: str, receiver: str) -> None:
    assert of_title(title) == Parties(author, receiver)


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


@pytest.mark.parametrize(("lines", "author", "receiver"), HEADS)
def test_heads(lines: list[str], author: str, receiver: str) -> None:
    assert of_head(lines) == Parties(author, receiver)
