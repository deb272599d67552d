"""Texts that were wrapped at the width of their paper: line ends go, hyphens stay with their break, nothing is lost."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei import authority, pipeline, readers
from puzanov_tei.model import Kind, Page

T = "{http://www.tei-c.org/ns/1.0}"
WORDS = "the envoy spoke with our minister about wool and rope for the works at Lesk in spring".split()
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=12, max_size=60).map(
    lambda said: " ".join(said).capitalize() + "."
)
TYPESCRIPT = """COMMITTEE ON WOOL

Mr. Calder: The desk has at the present time a unit that is made up
of five people. They weigh the wool that the ships bring here, some
of which is wet.

Ropes
Mr. Hobbs: We have no such unit. What we need of wool is weighed by
the clerk of our office.
1. The first bale was wet, and it was sent back to the ship from
which it came.
2. The second was dry.
"""


def read(text: str) -> Page:
    return readers.read(text.encode(), "t.txt")


def paragraphs(page: Page) -> list[str]:
    lines = [line for block in page.blocks for line in page.source.text[block.begin : block.end].split("\n")]
    return [" ".join(line.split()) for line in lines]


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=6), st.integers(48, 90), st.booleans())
def test_a_wrapped_text_reads_as_the_same_text_that_is_not(said: list[str], width: int, double: bool) -> None:
    wrapped = "\n\n".join(textwrap.fill(sentence, width) for sentence in said)
    doubled = "\n\n\n".join(textwrap.fill(sentence, width).replace("\n", "\n\n") for sentence in said)
    text = doubled if double else wrapped
    assert " ".join(paragraphs(read(text))) == " ".join(said)
    if text.count("\n") > 20 and not double:
        assert paragraphs(read(text)) == said


def test_headings_turns_and_points_begin_lines_of_their_own() -> None:
    assert [line[:12] for line in paragraphs(read(TYPESCRIPT))] == [
        "COMMITTEE ON",
        "Mr. Calder: ",
        "Ropes",
        "Mr. Hobbs: W",
        "1. The first",
        "2. The secon",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["the wool", "of the ship", "that came in may", "to the works"] * 4),  # verse
        "\n".join(
            f"The {number}th bale of wool, which is dry, was sent to {name}" for number in (5, 6) for name in "ab"
        ),
        "\n".join([SENTENCE := "the envoy spoke of wool with the minister of our works; " * 4, SENTENCE, SENTENCE]),
        "bale      weight     price of the wool that came\nfirst     12 pounds  three of the coins we had\n" * 3,
    ],
)
def test_lines_that_were_ended_on_purpose_stay(text: str) -> None:
    assert read(text).source.text.count("\n") == text.count("\n")


def test_a_word_over_two_lines_is_one_word_and_keeps_its_hyphen() -> None:
    text = (
        "I have received your letter on the wool that was sent from Pyong-\nyang in the spring, and I gave it to the anti-\n"
        "rope league. The anti-rope league asked me to trans-\nlate the contract, and to send it to the works be-\nfore May."
    )
    page = read(text)
    assert [mark.kind for mark in page.layout] == [Kind.LINE_BREAK] * 3
    assert page.source.location(page.source.text.index("yang")) == (2, 1)
    body = etree.fromstring(pipeline.encode(text.encode(), "t.txt", authority.load()).tei).find(f"{T}text")
    assert body is not None
    words = " ".join("".join(body.itertext()).split())
    assert words == " ".join(text.replace("-\n", "-").split())
    (place,) = body.iter(f"{T}placeName")
    assert ("".join(place.itertext()), place.get("ref")) == ("Pyong-yang", "#place-pyongyang")
    assert [lb.get("break") for lb in body.iter(f"{T}lb")] == ["no"] * 3


def test_thanks_begin_on_a_line_of_their_own() -> None:
    text = (
        "July 17, 1957\nRecord of a Conversation between\nA. B. Orlov and Ivan Lind, Chairman of the Committee on Wool\n"
        "This document was made possible with support from Blue Family\nFoundation\nSECRET\n"
        + textwrap.fill(f"Lind said {' '.join(WORDS * 4)}.", 70)
    )
    page = read(text)
    assert page.metadata.title.startswith("Record of a Conversation between A. B. Orlov and Ivan Lind")
    assert page.metadata.credits.endswith("Blue Family Foundation")
    assert paragraphs(page)[0] == "SECRET"
