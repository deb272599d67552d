"""Identifiers follow from the words: what comes or goes above renumbers nothing."""

from __future__ import annotations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei import load_authority
from puzanov_tei.pipeline import encode
from puzanov_tei.tei.annotate import annotate
from puzanov_tei.tei.identifiers import Identifiers, fingerprint
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.read import XML_ID, T

WORDS = st.lists(
    st.sampled_from("wool steel grain Lesk Orlov sent asked about from Pyongyang".split()), min_size=3, max_size=9
)
PARAGRAPHS = st.lists(WORDS.map(lambda words: " ".join(words).capitalize() + "."), min_size=2, max_size=6, unique=True)


def paragraph(*pieces: Node | str) -> Node:
    return Node("p", {}, list(pieces))


def ids(*paragraphs: Node) -> list[str]:
    text = Node("text", {}, [Node("body", {}, [Node("div", {}, list(paragraphs))])])
    annotate(text)
    return [p.attributes["xml:id"] for p in paragraphs]


@given(PARAGRAPHS, st.integers(0, 6), WORDS)
@settings(max_examples=60, deadline=None)
def test_a_new_paragraph_renumbers_no_other(said: list[str], place: int, new: list[str]) -> None:
    place = min(place, len(said))
    before = ids(*map(paragraph, said))
    words = " ".join(["New", *new])
    after = ids(*map(paragraph, [*said[:place], words, *said[place:]]))
    assert [*after[:place], *after[place + 1 :]] == before
    assert len(set(after)) == len(after)


def test_markup_found_later_changes_no_identifier() -> None:
    plain = ids(paragraph("I saw [sic] Kim II Sung in Lesk."))
    sic = Node("sic", {}, ["Lesk"], " ", "")
    choice = Node("choice", {}, [Node("sic", {}, ["II"]), Node("corr", {}, ["Il"])])
    person = Node("persName", {"ref": "#pers-x"}, ["Kim ", choice, " Sung"], "[sic] ", "")
    assert ids(paragraph("I saw ", person, " in", sic, ".")) == plain


def test_equal_words_are_told_apart_and_signs_alone_count() -> None:
    given_ids = Identifiers()
    names = [given_ids.give(paragraph(words), "p") for words in ("Yes.", "Yes", "…", "***", "yes")]
    assert names[1] == names[0] + "-2"
    assert len(set(names)) == 5
    assert fingerprint("Za\u0308hre") == fingerprint("Z\u00e4hre")


AUTHORITY = load_authority()
BLOCKS = (
    "I received Orlov and asked about wool.",
    'Then he said: "We agree with that."',
    "Kim II Sung [[thank]]ed me for the steel.",
    "[handwritten: to Orlov]",
    "1. Steel for Lesk.\n2. Grain for Pyongyang.",
    "On 4 March the envoy [sic] left.",
)


@given(st.permutations(BLOCKS), st.integers(1, len(BLOCKS)), WORDS)
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_a_paragraph_more_in_the_source_keeps_all_other_identifiers(
    blocks: list[str], place: int, new: list[str]
) -> None:
    def read(*inside: str) -> dict[str, str]:
        source = "\n\n".join(("REPORT", "3 March 1961", "The day was long.", *inside, "Orlov thanked me.")) + "\n"
        root = etree.fromstring(encode(source.encode(), "page.txt", AUTHORITY).tei)
        named = (e for e in root.find(T + "text").iter() if e.get(XML_ID) and e.tag not in (T + "div", T + "list"))
        return {"".join(e.itertext()): e.get(XML_ID) for e in named}

    old, more = read(*blocks), read(*blocks[:place], " ".join(("New", *new)) + ".", *blocks[place:])
    assert len(old) >= 7
    assert old.items() <= more.items()
