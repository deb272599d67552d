"""Author, sender and receiver with the places that name them, and how sure that makes them."""

from __future__ import annotations

import pytest
from lxml import etree

from puzanov_tei import authority, pipeline

T = "{http://www.tei-c.org/ns/1.0}"
TEXT = "I have received your letter, and I ask you to send the wool that we spoke of when you were here in the spring."


def header(page: str) -> etree._Element:
    return etree.fromstring(pipeline.encode(page.encode(), "page.txt", authority.load()).tei)[0]


def page(title: str, foot: str, listed: str = "") -> str:
    authors = f"Author(s):\n\n{listed}\n\n" if listed else ""
    return (
        f"Skip to content\n\nMay 3, 1961\n\n{title}\n\nComrade V. Sidorov\n\n3 May 1961\n\nDear Comrade Sidorov,\n\n"
        f"{TEXT}\n\n{foot}\n\nThe envoy asks for wool.\n\n{authors}Document Information\n\nSource"
        "\n\nAVPRF, fond 3, opis 4.\n\nRecord ID\n\n770002"
    )


@pytest.mark.parametrize(
    ("title", "foot", "listed", "cert", "places"),
    [
        ("Letter from A. Belov to V. Sidorov", "A. Belov", "Belov, A.", "high", ["signed", "title", "wcda"]),
        ("Letter from A. Belov to V. Sidorov", "", "", "medium", ["title"]),
        ("A Letter on Wool", "Ambassador\n\n(A. Belov)", "", "medium", ["signed"]),
        ("A Letter on Wool", "Ambassador\n\n(A. Belov)", "Other, B.", "low", ["signed"]),
    ],
)
def test_the_author_is_as_sure_as_the_places_that_name_it(
    title: str, foot: str, listed: str, cert: str, places: list[str]
) -> None:
    root = header(page(title, foot, listed))
    author = root.find(f".//{T}titleStmt/{T}author")
    assert author is not None
    assert author.get("cert") == cert
    pointers = author.get("source", "").split()
    assert ["signed" if p.startswith(("#signed-", "#closer-")) else p[1:] for p in pointers] == places


def test_the_receiver_is_named_by_address_and_title() -> None:
    root = header(page("Letter from A. Belov to V. Sidorov", "A. Belov"))
    (received,) = root.findall(f".//{T}correspAction[@type='received']")
    assert received.get("cert") == "high"
    assert len(received.get("source", "").split()) == 2


def test_nobody_is_guessed() -> None:
    root = header(f"REPORT\n\n3 May 1961\n\n{TEXT}")
    assert root.find(f".//{T}titleStmt/{T}author") is None
    assert root.find(f".//{T}correspDesc") is None


def test_a_text_without_a_page_round_it_has_its_own_title() -> None:
    title = header(f"REPORT ON WOOL\n\n3 May 1961\n\n{TEXT}").find(f".//{T}titleStmt/{T}title")
    assert title is not None
    assert (title.text, title.get("resp")) == ("REPORT ON WOOL", "#tool")


def test_several_who_wrote_and_received_are_each_named_with_their_places() -> None:
    foot = "A. Belov and B. Orlov\n\n3 May 1961"
    root = header(page("Letter from A. Belov and B. Orlov to V. Sidorov and the Ministry of Trade", foot))
    authors = root.findall(f".//{T}titleStmt/{T}author")
    assert [("".join(author.itertext()), author.get("cert")) for author in authors] == [
        ("A. Belov", "high"),
        ("B. Orlov", "high"),
    ]
    actions = root.findall(f".//{T}correspAction")
    named = [[("".join(child.itertext())) for child in one if child.tag != f"{T}date"] for one in actions]
    assert [one.get("type") for one in actions] == ["sent", "received"]
    assert named == [["A. Belov", "B. Orlov"], ["V. Sidorov", "Ministry of Trade"]]
