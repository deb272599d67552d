"""Speech: what is said, by whom, to whom, directly or not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei import authority, encode, structure
from puzanov_tei.model import Block, BlockKind, Document, Kind, Mention, Metadata, Page, Source
from puzanov_tei.taggers import speech
from puzanov_tei.taggers.quotations import quotations, sentences

AUTHORITY = authority.load()
# Names of the examples, and whom the authority is taken to know.
KNOWN = {"Kim": "pers-kim", "Pak": "pers-pak"}
NAMES = re.compile(r"\b(?:Director )?(?:Kim|Pak|Ri Ju|Ho Seung|HO|RI JU|Ri)\b")


def analysed(text: str) -> Document:
    blocks = [Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in re.finditer(r"(?:[^\n]|\n(?!\n))+", text)]
    page = Page(Source("x", text, text, "0"), Metadata(), tuple(blocks), "plain")
    return structure.analyse(page)[0]


def mentions(text: str) -> list[Mention]:
    document = analysed(text)
    names = [Mention(m.start(), m.end(), Kind.PERSON, ref=KNOWN.get(m.group(), "")) for m in NAMES.finditer(text)]
    return sorted(speech.tag(document, AUTHORITY, names), key=lambda m: (m.begin, -m.end))


def said(text: str) -> list[tuple[str, str, str, str]]:
    """(words, who, toWhom, direct)"""
    return [
        (text[m.begin : m.end], m.attributes["who"], m.attributes.get("toWhom", ""), m.attributes["direct"])
        for m in mentions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Kim said: "The tea is good".', [('"The tea is good"', "pers-kim", "", "true")]),
        ("Kim said that “the tea is good”.", [("“the tea is good”", "pers-kim", "", "true")]),
        ("Kim said that „the tea is good”.", [("„the tea is good”", "pers-kim", "", "true")]),
        ('Kim said, "The tea is good. It is hot', [('"The tea is good. It is hot', "pers-kim", "", "true")]),
        ("Kim said that the tea was good.", [("that the tea was good", "pers-kim", "", "false")]),
        ('Kim told me that the "Sun" was late.', [('that the "Sun" was late', "pers-kim", "author", "false")]),
        ("Kim said that it came on Apr. 3, 1957.", [("that it came on Apr. 3, 1957", "pers-kim", "", "false")]),
        ("I told Kim that it was late.", [("that it was late", "author", "pers-kim", "false")]),
        ("I visited Kim and told him that it was late.", [("that it was late", "author", "pers-kim", "false")]),
        ("Kim asked, will there be tea?", [("will there be tea?", "pers-kim", "", "false")]),
        ("Kim asked whether there was tea.", [("whether there was tea", "pers-kim", "", "false")]),
        ("According to Kim the ship is late.", [("the ship is late", "pers-kim", "", "false")]),
        ("Pak and I replied that it was so.", [("that it was so", "pers-pak author", "", "false")]),
        ("Kim, who came late, added that it rained.", [("that it rained", "pers-kim", "", "false")]),
        ("Kim asked for tea and thanked Pak.", []),
        (
            "Pak sang. On 3 May I was received by the head of the Office for Relations with Towns, Kim. "
            "He said that it was late.",
            [("that it was late", "pers-kim", "author", "false")],
        ),
        (
            "The director, Kim, will see Pak. The director said that it was late.",
            [("that it was late", "pers-kim", "", "false")],
        ),
        (
            "The director, Kim, sang. The director thanked Pak for the tea. He said that it was late.",
            [("that it was late", "pers-kim", "", "false")],
        ),
        ('Kim had written on it: "Let them come".', [('"Let them come"', "pers-kim", "", "true")]),
        ('"We drank it up", Kim laughed.', [('"We drank it up"', "pers-kim", "", "true")]),
        ("Kim complains that it rains.", [("that it rains", "pers-kim", "", "false")]),
        ("Kim, on the other hand, told us that it rained.", [("that it rained", "pers-kim", "author", "false")]),
        ("The newspaper reported that it rained.", []),
        ("Kim read the book that Pak had brought.", []),
        (
            "Kim asked about tea; Pak replied that it was gone.",
            [("that it was gone", "pers-pak", "", "false")],
        ),
        ("Kim thanked for the boat that took him home.", []),
        ("I first told Kim when Pak would sail.", [("when Pak would sail", "author", "pers-kim", "false")]),
        ("I saw Kim, who told me that it was late.", [("that it was late", "pers-kim", "author", "false")]),
        ("I saw the harbour, which told me that it was late.", []),
        ("Kim told Pak, who had come late, that it rained.", [("that it rained", "pers-kim", "pers-pak", "false")]),
        (
            'Kim asked Pak how it was, Pak, having sat down, said: "It was rough."',
            [("how it was", "pers-kim", "pers-pak", "false"), ('"It was rough."', "pers-pak", "", "true")],
        ),
        (
            "Kim asked Pak whether it rained. He replied that it did.",
            [("whether it rained", "pers-kim", "pers-pak", "false"), ("that it did", "pers-pak", "pers-kim", "false")],
        ),
        ("Kim told Pak when they met.", []),
        ("Kim said when he came that it rained.", [("that it rained", "pers-kim", "", "false")]),
        ("The wife of Kim said that it rained.", []),
        (
            "Kim said that it was, i.e. 102 % of it, wet.",
            [("that it was, i.e. 102 % of it, wet", "pers-kim", "", "false")],
        ),
        ("Kim, in a talk with Pak, said that it rained.", [("that it rained", "pers-kim", "", "false")]),
        ("According to the paper that Kim gave me, it rained.", []),
        ('"It rains," said Kim\'s deputy.', []),
        ("She told Kim that it rained.", []),
        ("Kim expressed the hope that it would rain.", [("that it would rain", "pers-kim", "", "false")]),
    ],
)
def test_forms(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == expected


def test_a_whole_document() -> None:
    """An invented journal: each sentence a way to speak of speech; what is not in the table is no speech of anybody."""
    folder = Path(__file__).parent
    root = etree.fromstring(encode((folder / "talks.txt").read_bytes(), name="talks.txt").tei)
    rows = [
        (" ".join("".join(node.itertext()).split()), node.get("who", ""), node.get("toWhom", ""), node.get("cert", ""))
        for node in root.iter("{http://www.tei-c.org/ns/1.0}said")
    ]
    table = (folder / "talks.tsv").read_text(encoding="utf-8").replace("#local-", "").splitlines()
    assert ["\t".join(row).replace("#local-", "") for row in rows] == table


def test_pronoun_means_the_last_subject() -> None:
    assert said("Kim came in. He asked when the ship would sail.") == [
        ("when the ship would sail", "pers-kim", "", "false")
    ]


def test_reply_goes_to_the_one_who_spoke() -> None:
    found = said("Kim asked whether it rained.\n\nI answered that it did.")
    assert found[1] == ("that it did", "author", "pers-kim", "false")


def test_who_was_met_speaks_to_the_author() -> None:
    found = said("I received Kim at his request.\n\nKim said that it rained.\n\nPak said that it snowed.")
    assert [to for _, _, to, _ in found] == ["author", ""]


def test_who_was_turned_to_answers_that_one() -> None:
    found = said("Pak thanked Kim for the tea. Kim said that it was good.")
    assert found == [("that it was good", "pers-kim", "pers-pak", "false")]


def test_office_stands_for_whoever_held_it() -> None:
    text = 'Director Ho Seung showed us round. The director said: "We are glad".'
    assert said(text) == [('"We are glad"', f"@{text.index('Director Ho')}", "", "true")]


def test_surname_alone_is_the_one_with_the_full_name() -> None:
    text = "Ri Ju came. Ri said that it was cold."
    assert said(text) == [("that it was cold", "@0", "", "false")]


def test_speech_split_by_its_attribution_is_chained() -> None:
    text = "Kim said the following: we need tea. Therefore, continued Kim, I ask you for tea."
    first, second = mentions(text)
    assert text[first.begin : first.end] == "we need tea. Therefore,"
    assert text[second.begin : second.end] == "I ask you for tea."
    assert first.attributes["next"] == second.attributes["id"]
    assert second.attributes["prev"] == first.attributes["id"]


def test_quotation_split_by_its_attribution_is_chained() -> None:
    text = '"Tea," said Kim, "is good".'
    first, second = mentions(text)
    assert [text[m.begin : m.end] for m in (first, second)] == ['"Tea,"', '"is good"']
    assert first.attributes["next"] == second.attributes["id"]


@pytest.mark.parametrize(
    ("second", "direct"), [('"We have tea," he said.', "true"), ("we have tea and bread.", "false")]
)
def test_speech_announced_in_the_paragraph_before(second: str, direct: str) -> None:
    found = said("Kim said the following:\n\n" + second)
    assert found[0][1:] == ("pers-kim", "", direct)


def test_turns() -> None:
    text = "MINUTES of a meeting\n\nHO: We want tea.\n\nRI JU: There is none."
    assert said(text) == [
        ("We want tea.", f"@{text.index('HO')}", "", "false"),
        ("There is none.", f"@{text.index('RI JU')}", "", "false"),
    ]


def test_brackets_are_not_cut() -> None:
    text = "Kim asked [that] the ship [sail]."
    assert said(text) == [("[that] the ship [sail]", "pers-kim", "", "false")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a "b" c', ['"b"']),
        ("a “b” c „d” «e»", ["“b”", "„d”", "«e»"]),
        ('a "b c', ['"b c']),
        ('the "Sun" and the "Moon"', ['"Sun"', '"Moon"']),
        ("5 o'clock", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[begin:end] for begin, end in quotations(text)] == expected


def test_sentences_keep_initials_and_quotations_whole() -> None:
    text = 'A. M. Kim came. He said: "No. Never." Then he left.'
    assert [text[b:e].strip() for b, e in sentences(text, quotations(text))] == [
        "A. M. Kim came.",
        'He said: "No. Never."',
        "Then he left.",
    ]


WORDS = [*"Kim Pak I he said that asked tea [tea] [ ] “ ” : , .".split(), '"', "\n\n"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_speech_stays_in_its_paragraph_and_does_not_cross(words: list[str]) -> None:
    text = " ".join(words)
    found = mentions(text)
    for one in found:
        assert one.begin < one.end
        assert "\n\n" not in text[one.begin : one.end]
        assert one.attributes["who"]
    for one in found:
        for other in found:
            assert not one.begin < other.begin < one.end < other.end


def _told(line: str) -> tuple[str, set[tuple[str, str]]]:
    """A sentence and what is said in it: `words|who: what; who: what`, or `-` for nothing."""
    text, _, expected = line.partition("|")
    pairs = [said.partition(": ") for said in expected.split("; ")] if expected != "-" else []
    return text, {(who, _plain(words)) for who, _, words in pairs}


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def test_kinds_of_sentences_that_mislead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative clauses, objects, clauses of time, replies, quotations: what is sure is right, most is found."""
    monkeypatch.setattr(f"{__name__}.KNOWN", {"Arno": "arno", "Besk": "besk"})
    monkeypatch.setattr(f"{__name__}.NAMES", re.compile(r"\b(?:Arno|Besk)\b"))
    lines = (Path(__file__).parent / "speech_kinds.txt").read_text(encoding="utf-8").splitlines()
    wrong, found, wanted = [], 0, 0
    for text, expected in (_told(line) for line in lines if not line.startswith("#")):
        heard = {(m.attributes["who"], _plain(text[m.begin : m.end])): m.cert for m in mentions(text)}
        wrong += [(text, said) for said, cert in heard.items() if cert == "high" and said not in expected]
        found, wanted = found + len(expected & heard.keys()), wanted + len(expected)
    assert wrong == []
    assert found >= wanted * 0.85
