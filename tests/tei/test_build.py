"""The builder: every character comes out once, whatever the parts and mentions are."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei.model import Block, BlockKind, Document, Kind, Mention, Metadata, Page, Part, PartKind, Source
from puzanov_tei.taggers.merge import merge
from puzanov_tei.tei.annotate import annotate
from puzanov_tei.tei.blocks import arrange, build_text
from puzanov_tei.tei.content import ALLOWED, allows
from puzanov_tei.tei.nesting import nest
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.renditions import declare

UNPRINTED = {"corr", "expan"}


def printed(node: Node) -> str:
    """The source view, told independently of the exporters: everything printed, frames included."""
    parts = [node.before]
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif not (node.tag == "choice" and child.tag in UNPRINTED and not (child.before or child.after)):
            parts.append(printed(child))
    parts.append(node.after)
    inside = "".join(parts)
    return f" {inside} " if node.tag in ALLOWED and node.tag in BLOCKS else inside


BLOCKS = {"p", "ab", "head", "opener", "closer", "dateline", "item", "cell", "speaker", "signed", "salute", "sp"}


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def document(text: str, root: Part, genre: str = "journal") -> Document:
    blocks = tuple(Block(BlockKind.PARAGRAPH, p.begin, p.end) for p in root.children)
    page = Page(Source("test.txt", text, text, "0" * 64), Metadata(), blocks, "plain")
    return Document(page, genre, root, (), ())


def build(text: str, root: Part, *mentions: Mention) -> Node:
    made = document(text, root)
    kept, _ = merge(made.page.source, root, [m for m in mentions if m.rule == "mark"], mentions)
    return build_text(made, nest(root, kept))


def one_paragraph(text: str) -> Part:
    return Part(PartKind.DOCUMENT, 0, len(text), (Part(PartKind.PARAGRAPH, 0, len(text)),))


def mark(begin: int, end: int, kind: Kind, opening: int = 0, closing: int = 0, **attributes: str) -> Mention:
    return Mention(begin, end, kind, rule="mark", opening=opening, closing=closing, attributes=attributes)


def find(node: Node, tag: str) -> Node:
    return next(n for n in node.walk() if n.tag == tag)


def test_supplied_word_keeps_its_brackets_as_a_frame() -> None:
    text = "and send [some] to the army"
    tree = build(text, one_paragraph(text), mark(9, 15, Kind.SUPPLIED, 1, 1, reason="translation"))
    supplied = find(tree, "supplied")
    assert (supplied.before, supplied.text(), supplied.after) == ("[", "some", "]")
    renditions = declare(tree)
    assert [r.css for r in renditions] == ['content: "[";', 'content: "]";']
    assert supplied.attributes["rendition"] == "#open-1 #close-1"
    assert printed(tree).strip() == text


def test_correction_printed_in_the_source_is_a_choice_with_a_frame() -> None:
    text = "Ya. R. [sic, R. Ya. is correct] Malyshev"
    tree = build(
        text,
        one_paragraph(text),
        mark(0, 31, Kind.CHOICE),
        mark(0, 6, Kind.SIC),
        mark(6, 31, Kind.CORRECTION, 7, 12),
    )
    choice = find(tree, "choice")
    assert [c.tag for c in choice.children if isinstance(c, Node)] == ["sic", "corr"]
    corr = find(tree, "corr")
    assert (corr.before, corr.text(), corr.after) == (" [sic, ", "R. Ya.", " is correct]")
    assert printed(tree).strip() == text


def test_slip_of_the_copy_gets_a_proposed_reading() -> None:
    text = "I visited Kim II Sung"
    person = Mention(10, 21, Kind.PERSON, ref="pers-kim-il-sung")
    slip = Mention(14, 16, Kind.SIC, corrected="Il")
    tree = build(text, one_paragraph(text), person, slip)
    choice = find(tree, "choice")
    sic, corr = choice.children
    assert isinstance(sic, Node)
    assert isinstance(corr, Node)
    assert (sic.text(), corr.text()) == ("II", "Il")
    assert (sic.attributes["resp"], corr.attributes["resp"]) == ("#archive", "#tool")  # whose it is, the header says
    assert find(tree, "persName").attributes["ref"] == "#pers-kim-il-sung"


def test_what_tei_does_not_allow_stays_as_text_with_its_delimiters() -> None:
    text = "[[3[4]]]"
    tree = build(
        text,
        one_paragraph(text),
        mark(0, 8, Kind.GAP, 2, 2, reason="illegible"),
        mark(3, 6, Kind.SUPPLIED, 1, 1),
    )
    assert letters(printed(tree)) == text
    assert not [n for n in tree.walk() if n.tag == "gap"]


def test_back_matter_begins_at_the_distribution_list() -> None:
    text = "Text of it.\n\nFive copies printed:\n\n1 Cde. Gromyko\n\nNº 353"
    root = Part(
        PartKind.DOCUMENT, 0, len(text),
        (
            Part(PartKind.PARAGRAPH, 0, 11),
            Part(
                PartKind.DISTRIBUTION, 13, 49,
                (
                    Part(PartKind.COPIES, 13, 33),
                    Part(PartKind.ITEM, 35, 49, (Part(PartKind.LABEL, 35, 36),)),
                ),
            ),
            Part(PartKind.REGISTRY, 51, 57, (Part(PartKind.NUMBER, 51, 57),)),
        ),
    )  # fmt: skip
    tree = build(text, root)
    annotate(tree)
    _body, back = tree.children
    assert isinstance(back, Node)
    division = find(back, "div")
    assert division.attributes["type"] == "distribution"
    assert [c.tag for c in division.children if isinstance(c, Node)] == ["head", "list", "p"]
    number = find(division, "num")
    assert (number.attributes["value"], number.text()) == ("5", "Five")
    assert letters(printed(tree)) == letters(text)


def test_entries_are_numbered_by_their_day() -> None:
    text = "11 January\n\nA.\n\n11 January\n\nB."
    entry = [
        Part(
            PartKind.ENTRY,
            begin,
            begin + 14,
            (Part(PartKind.DATELINE, begin, begin + 10), Part(PartKind.PARAGRAPH, begin + 12, begin + 14)),
            {"n": "1956-01-11"},
        )
        for begin in (0, 16)
    ]
    tree = build(text, Part(PartKind.DOCUMENT, 0, 30, tuple(entry)))
    annotate(tree)
    ids = [n.attributes["xml:id"] for n in tree.walk() if n.attributes.get("type") == "entry"]
    assert ids == ["entry-1956-01-11", "entry-1956-01-11-2"]


def blocks(*tags: str) -> list[Node]:
    return [Node(tag) for tag in tags]


def shape(nodes: list[Node | str]) -> list[object]:
    return [
        (n.tag, shape(n.children)) if n.tag == "div" and n.children else n.tag for n in nodes if isinstance(n, Node)
    ]


def test_arrange_opens_a_section_for_a_heading_between_paragraphs() -> None:
    (chunk,) = arrange(blocks("opener", "p", "head", "p", "note", "p", "head", "p"))
    assert shape(chunk) == ["opener", "p", ("div", ["head", "p", "note", "p"]), ("div", ["head", "p"])]


def test_a_foot_without_a_body_is_part_of_the_head() -> None:
    assert [shape(c) for c in arrange(blocks("opener", "closer", "p", "closer"))] == [
        ["opener", "opener", "p", "closer"]
    ]


def test_arrange_starts_again_after_the_foot_of_a_division() -> None:
    chunks = arrange(blocks("opener", "p", "closer", "gap", "opener", "div", "p", "closer"))
    assert [shape(c) for c in chunks] == [
        ["opener", "p", "closer", "gap"],
        ["opener", "div", ("div", ["p"]), "closer"],
    ]


def test_a_place_and_date_below_all_text_are_a_foot() -> None:
    assert shape(arrange(blocks("opener", "p", "closer", "dateline", "note"))[0]) == [
        *("opener", "p", "closer", "closer", "note")
    ]
    assert shape(arrange(blocks("opener", "dateline"))[0]) == ["opener", "dateline"]


TAGS = st.sampled_from(["opener", "head", "dateline", "p", "ab", "list", "div", "closer", "note", "gap"])


@given(st.lists(TAGS, max_size=30))
def test_arranged_blocks_keep_their_order_and_fit_the_content_model(tags: list[str]) -> None:
    chunks = arrange(blocks(*tags))
    flat: list[str] = []

    def follow(nodes: list[Node | str]) -> None:
        phase = 0
        for node in nodes:
            assert isinstance(node, Node)
            needed = {"opener": 0, "head": 0, "dateline": 0, "p": 1, "ab": 1, "list": 1, "div": 2, "closer": 3}
            if node.tag in needed:
                assert needed[node.tag] >= phase
                assert node.tag != "closer" or phase > 0, "a foot needs something above it"
                phase = needed[node.tag]
            if node.children:
                follow(node.children)
            else:
                flat.append(node.tag)

    for chunk in chunks:
        follow(chunk)
    assert [t for t in flat if t not in ("opener", "closer")] == [t for t in tags if t not in ("opener", "closer")]
    assert len(flat) == len(tags)


LEAVES = [k for k in PartKind if k not in {PartKind.DOCUMENT, PartKind.ENTRY, PartKind.SECTION, PartKind.ATTACHMENT}]
KINDS = list(Kind)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Part, list[Mention]]:
    text = draw(st.text(alphabet="ab [].\nII", min_size=1, max_size=60))

    def part(begin: int, end: int, depth: int) -> Part:
        kind = draw(st.sampled_from(LEAVES if depth else list(PartKind)))
        children: list[Part] = []
        position = begin
        while position < end and depth < 3 and draw(st.booleans()):
            start = draw(st.integers(position, end - 1))
            stop = draw(st.integers(start + 1, end))
            children.append(part(start, stop, depth + 1))
            position = stop
        return Part(kind, begin, end, tuple(children))

    cuts = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=4))})
    children = tuple(part(b, e, 0) for b, e in itertools.pairwise(cuts))
    mentions = []
    for _ in range(draw(st.integers(0, 8))):
        begin = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(begin + 1, len(text)))
        opening = draw(st.integers(0, min(2, end - begin)))
        closing = draw(st.integers(0, min(2, end - begin - opening)))
        corrected = draw(st.sampled_from(["", "", "Il"]))
        kind = draw(st.sampled_from(KINDS))
        mentions.append(
            Mention(
                begin,
                end,
                kind,
                opening=opening,
                closing=closing,
                corrected=corrected,
                rule=draw(st.sampled_from(["mark", "rule"])),
            )
        )
    return text, Part(PartKind.DOCUMENT, 0, len(text), children), mentions


def nested(mentions: list[Mention]) -> list[Mention]:
    """Marks that do not cross each other, as the scanner gives them."""
    kept: list[Mention] = []
    for m in sorted((m for m in mentions if m.rule == "mark"), key=lambda m: (m.begin, -m.end)):
        if not any(o.begin < m.begin < o.end < m.end for o in kept):
            kept.append(m)
    return kept


@settings(max_examples=300, deadline=None)
@given(cases())
def test_nothing_is_lost_and_nothing_stands_where_tei_does_not_allow_it(case: tuple[str, Part, list[Mention]]) -> None:
    text, root, mentions = case
    marks = nested(mentions)
    kept, _ = merge(Source("t", text, text, ""), root, marks, [m for m in mentions if m.rule != "mark"])
    tree = build_text(document(text, root), nest(root, kept))
    annotate(tree)
    assert letters(printed(tree)) == letters(text)
    for node in tree.walk():
        for child in node.children:
            tag = child.tag if isinstance(child, Node) else "#text"
            if node.tag in ALLOWED and node.tag != "div":
                assert allows(node.tag, tag), (node.tag, tag)


def test_speech_of_nobody_leaves_nothing_that_may_not_stand_there() -> None:
    text = "Yes. No."
    inner = Part(PartKind.DOCUMENT, 0, 8, (Part(PartKind.PARAGRAPH, 0, 4),))
    tree = build(text, Part(PartKind.DOCUMENT, 0, 8, (inner,)), mark(0, 8, Kind.SAID))
    annotate(tree)
    assert [node.tag for node in tree.walk()] == ["text", "body", "div", "ab"]
    assert letters(printed(tree)) == "Yes.No."


def test_a_number_with_a_doubtful_digit_is_num() -> None:
    text = "N 0[[1]]77"
    inner = Part(PartKind.IDNO, 2, 10, (), {"type": "outgoing"})
    root = Part(PartKind.DOCUMENT, 0, 10, (Part(PartKind.NUMBER, 0, 10, (inner,)),))
    tree = build(text, root, mark(3, 8, Kind.UNCLEAR, 2, 2))
    number = find(tree, "num")
    assert (number.attributes["type"], number.text()) == ("outgoing", "0177")
    assert find(number, "unclear").text() == "1"
    assert letters(printed(tree)) == letters(text)
