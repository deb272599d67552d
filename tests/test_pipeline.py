"""The whole path: nothing lost, nothing added, the same bytes again, whatever the file holds."""

from __future__ import annotations

import hashlib
import random
import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei import authority, pipeline
from puzanov_tei.errors import SourceError
from puzanov_tei.exporters.text.views import view

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus/source/000_4593f8e0e61f1780.txt"
T = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@lru_cache
def names() -> authority.Authority:
    return authority.load(ROOT / "corpus/authority")


def encode(text: str, name: str = "page.txt") -> pipeline.Encoded:
    return pipeline.encode(text.encode(), name, names())


def letters(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def transcription(encoded: pipeline.Encoded) -> str:
    """The document's text as the reader understood it."""
    page = encoded.document.page
    return letters("".join(page.source.text[block.begin : block.end] for block in page.blocks))


def source_view(encoded: pipeline.Encoded) -> str:
    return letters(view(etree.fromstring(encoded.tei), "source").text)


def pointers(root: etree._Element) -> set[str]:
    names_ = ("ref", "who", "toWhom", "hand", "next", "prev", "resp", "ana", "rendition", "target", "corresp", "source")
    return {p[1:] for e in root.iter() for n in names_ for p in (e.get(n) or "").split() if p.startswith("#")}


def assert_sound(encoded: pipeline.Encoded) -> None:
    root = etree.fromstring(encoded.tei)
    assert source_view(encoded) == transcription(encoded)
    ids = [e.get(XML_ID) for e in root.iter() if e.get(XML_ID)]
    assert len(ids) == len(set(ids)), "an xml:id stands twice"
    assert pointers(root) <= set(ids), "a pointer leads nowhere"


def test_the_sample_is_as_received() -> None:
    digest = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    assert f"`{digest}`" in (ROOT / "corpus/SOURCES.md").read_text(encoding="utf-8")


def test_the_sample_can_be_printed_again_from_its_tei() -> None:
    assert_sound(encode(SAMPLE.read_text(encoding="utf-8")))


def test_same_input_same_bytes() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    assert encode(text).tei == encode(text).tei


WORDS = st.sampled_from(
    [
        *("Kim", "Kim Il Sung", "Kim II Sung", "D'yakonov", "Cde. Gromyko", "A. A.", "/A. PUZANOV/", "Pyongyang"),
        *("[some]", "[[TOP]]", "[...]", "[…]", "[sic]", "[sic, R. Ya. is correct]", "[signature]", "V[ice]-Premier"),
        *("[?]", "[!]", "TsTAK [Central Telegraph Agency]", "[Translator's note: one leaf lacking]", "[REDACTED]!!!"),
        *("Choe Yong-geon [Choe Yong Gon]", "[[illegible name]", "[3-4 illegible letters]", "01089[3]", "2[[0]] May"),
        *("[stamp: Incoming Nº 5-gs", "[handwritten: hurrying]", "not waiting", "(illegible)", "[", "[[", "]", "]]"),
        *("TOP SECRET", "Nº 133", "Copy Nº 2", "31 May 1957", "15 May", "SOVIET EMBASSY IN THE DPRK", "the KWP CC"),
        *("Five copies printed:", "1 Cde. X", "to file", "JOURNAL", "for the period", "xxx", "I replied that"),
        *("said:", '"', "“", "”", "(", ")", ":", ";", "1.", "- ", "x/", "*", "°", "№", "#"),
    ]
)
SEPARATORS = st.sampled_from([" ", " ", " ", "\n", "\n\n", ", ", ". "])


@st.composite
def pages(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(st.one_of(WORDS, st.text(max_size=6)), SEPARATORS), min_size=1, max_size=40))
    return "".join(word + separator for word, separator in pieces)


@settings(max_examples=150, deadline=None)
@given(pages())
def test_any_text_comes_back(text: str) -> None:
    try:
        encoded = encode(text)
    except (SourceError, UnicodeEncodeError):
        return  # nothing in it, or no text at all: said in one sentence
    assert_sound(encoded)


def mutations(text: str, seed: int) -> str:
    """One way in which a copy may be damaged."""
    chance = random.Random(seed)
    lines = text.split("\n")
    match seed % 7:
        case 0:
            return text[: chance.randrange(len(text))]
        case 1:
            return text[chance.randrange(len(text)) :]
        case 2:
            return "".join(c for c in text if c not in "[]" or chance.random() > 0.3)
        case 3:
            return "".join(c * 2 if c in "[]" and chance.random() < 0.5 else c for c in text)
        case 4:
            return " ".join(lines)
        case 5:
            return "\n".join(line for line in lines if chance.random() > 0.2)
        case _:
            chance.shuffle(lines)
            return "\n".join(lines)


@pytest.mark.parametrize("seed", range(42))
def test_damaged_copies_lose_nothing_more(seed: int) -> None:
    text = mutations(SAMPLE.read_text(encoding="utf-8"), seed)
    try:
        encoded = encode(text)
    except SourceError:
        assert "15 May 1957\n\nI visited" not in text
        return
    assert_sound(encoded)


@pytest.mark.parametrize("data", [b"", b"   \n", b"\x00\x01\x02\x7fELF\xff\xfe", b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_what_is_no_document_is_said_in_one_sentence(data: bytes) -> None:
    with pytest.raises(SourceError) as failure:
        pipeline.encode(data, "page.txt", names())
    assert "page.txt" in str(failure.value)
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    "end",
    [
        "2 copies\n\n5 May 1961\n\nCopies:\n\n1. Cde. Lind\n\n2. Cde. Orlov",
        "Copies to:\nCde. Lind\nCde. Orlov\n\nLesk, 5 May 1961",
    ],
)
def test_a_date_among_the_copies_is_no_section_of_the_text(end: str) -> None:
    text = f"No. 134\n\nI report on the wool that came from the south. I shall write again.\n\nDevotedly yours\n\nA. BELOV\n\n{end}"
    root = etree.fromstring(encode(text, "end.txt").tei)
    assert [div.get("type") for div in root.iterfind(f".//{T}body//{T}div")] == ["report"]
    assert root.find(f".//{T}back//{T}date[@when='1961-05-05']") is not None
    assert len(root.findall(f".//{T}back//{T}item")) == 2
