"""Brackets paired and mended: pairs as (words, opening, closing, problem), strays as (place, words, problem)."""

from __future__ import annotations

import pytest

from puzanov_tei.marks.brackets import LABEL_REACH, MAX_BLOCKS, MAX_LENGTH, MAX_MENDED, Bracket, pair
from puzanov_tei.model import Block, BlockKind

Pairs = list[tuple[str, int, int, str]]
Strays = list[tuple[int, str, str]]


def read(text: str) -> tuple[Pairs, Strays]:
    """The brackets of a text whose blocks are parted by `|`."""
    blocks = []
    begin = 0
    for piece in text.split("|"):
        blocks.append(Block(BlockKind.PARAGRAPH, begin, begin + len(piece)))
        begin += len(piece) + 1
    pairs, strays = pair(text, blocks)
    return (
        [(text[p.begin : p.end], p.opening, p.closing, p.problem) for p in pairs],
        [(s.begin, text[s.begin : s.end], s.problem) for s in strays],
    )


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a [b] c", [("[b]", 1, 1, "")]),
        ("[[b]]", [("[[b]]", 2, 2, "")]),
        ("[a][b]", [("[a]", 1, 1, ""), ("[b]", 1, 1, "")]),
        ("[a [b] c]", [("[a [b] c]", 1, 1, ""), ("[b]", 1, 1, "")]),
        ("[a [[b]]]", [("[a [[b]]]", 1, 1, ""), ("[[b]]", 2, 2, "")]),
        ("[[[b]] a]", [("[[[b]] a]", 1, 1, ""), ("[[b]]", 2, 2, "")]),
        ("[[a [b]]]", [("[[a [b]]]", 2, 2, ""), ("[b]", 1, 1, "")]),
        ("[[[[a]]]]", [("[[[[a]]]]", 2, 2, ""), ("[[a]]", 2, 2, "")]),
        # One bracket too few or too many.
        ("[[a]", [("[[a]", 2, 1, "PZ603")]),
        ("[a]]", [("[a]]", 1, 2, "PZ604")]),
        ("[[a] b]", [("[[a] b]", 1, 1, ""), ("[a]", 1, 1, "")]),
        ("[x [y]] z]", [("[x [y]] z]", 1, 1, ""), ("[y]]", 1, 2, "PZ604")]),
        ("[x [y]]", [("[x [y]]", 1, 1, ""), ("[y]", 1, 1, "")]),
        # What is known ends, or begins, where the bracket is lost.
        ("the [sic that", [("[sic", 1, 0, "PZ601")]),
        ("[[illegible name and", [("[[illegible name", 2, 0, "PZ601")]),
        ("he […] and [... so", [("[…]", 1, 1, ""), ("[...", 1, 0, "PZ601")]),
        ("X illegible signature] Y", [("illegible signature]", 0, 1, "PZ602")]),
        ("sic] Y", [("sic]", 0, 1, "PZ602")]),
        ("(sic]] Y", [("sic]]", 0, 2, "PZ602")]),
        # A label that is never closed ends with its block, or with its line where the block is long.
        ("[stamp: in 5|next", [("[stamp: in 5", 1, 0, "PZ601")]),
        ("[stamp: in\n5|next", [("[stamp: in\n5", 1, 0, "PZ601")]),
        ("[stamp: in\n" + "x" * MAX_MENDED, [("[stamp: in", 1, 0, "PZ601")]),
        ("[stamp: " + "x" * (MAX_MENDED - 7), [("[stamp: " + "x" * (MAX_MENDED - 7), 1, 0, "PZ601")]),
        # A labelled one may be closed in a later block.
        ("[stamp: in|5]", [("[stamp: in|5]", 1, 1, "")]),
        ("[handwritten: a|[b]|c]", [("[handwritten: a|[b]|c]", 1, 1, ""), ("[b]", 1, 1, "")]),
    ],
)
def test_pairs(text: str, pairs: Pairs) -> None:
    assert read(text) == (pairs, [])


@pytest.mark.parametrize(
    ("text", "pairs", "strays"),
    [
        ("a [b c", [], [(2, "[", "PZ601")]),
        ("a [[b c", [], [(2, "[[", "PZ601")]),
        ("a b] c", [], [(3, "]", "PZ602")]),
        ("a b]] c", [], [(3, "]]", "PZ602")]),
        ("a]]] c", [], [(1, "]]", "PZ602"), (3, "]", "PZ602")]),
        ("]a[", [], [(0, "]", "PZ602"), (2, "[", "PZ601")]),
        # No word of those that are known, or not as a word of its own.
        ("[sicily here", [], [(0, "[", "PZ601")]),
        ("classic] here", [], [(7, "]", "PZ602")]),
        # A word that may be a label, but no label.
        ("[note the weather", [], [(0, "[", "PZ601")]),
        ("[weather: notes", [], [(0, "[", "PZ601")]),
        ("[[stamp: in 5", [], [(0, "[[", "PZ601")]),
        ("[stamp: " + "x" * (MAX_MENDED + 1), [], [(0, "[", "PZ601")]),
        # In another block nothing is read anew.
        ("[a|b]", [], [(0, "[", "PZ601"), (4, "]", "PZ602")]),
        ("[[x]|y]", [("[[x]", 2, 1, "PZ603")], [(6, "]", "PZ602")]),
        ("[x [y]]|z]", [("[x [y]]", 1, 1, ""), ("[y]", 1, 1, "")], [(9, "]", "PZ602")]),
        ("sic|] here", [], [(4, "]", "PZ602")]),
        ("[[x] [y] z] w]", [("[[x] [y] z]", 1, 1, ""), ("[x]", 1, 1, ""), ("[y]", 1, 1, "")], [(13, "]", "PZ602")]),
    ],
)
def test_strays(text: str, pairs: Pairs, strays: Strays) -> None:
    assert read(text) == (pairs, strays)


def test_how_far_a_bracket_may_be_closed() -> None:
    assert read("[" + "x" * (MAX_LENGTH - 1) + "]")[1] == []
    assert [s[:2] for s in read("[" + "x" * MAX_LENGTH + "]")[1]] == [(0, "["), (MAX_LENGTH + 1, "]")]
    assert read("[stamp: a" + "|b" * MAX_BLOCKS + "]")[1] == []
    assert read("x|" * 20 + "[stamp: a|b]") == ([("[stamp: a|b]", 1, 1, "")], [])
    assert read("[stamp: a" + "|b" * (MAX_BLOCKS + 1) + "]")[1] == [(43, "]", "PZ602")]
    far = "[" + "x" * (LABEL_REACH - 5)
    assert read(f"{far}hand: a|b]")[1] == [(0, "[", "PZ601"), (len(far) + 9, "]", "PZ602")]
    assert read(f"{far[:-4]} hand: a|b]")[1] in ([], [(0, "[", "PZ601"), (len(far) + 6, "]", "PZ602")])


def test_brackets_outside_all_blocks_do_not_count() -> None:
    text = "[a] b [c] d [e]"
    pairs, strays = pair(text, [Block(BlockKind.PARAGRAPH, 4, 11)])
    assert [(p.begin, p.end) for p in pairs] == [(6, 9)]
    assert strays == []
    assert pair(text, []) == ([], [])


@pytest.mark.parametrize(
    ("opening", "closing", "double"),
    [(2, 2, True), (2, 1, True), (2, 0, True), (0, 2, True), (1, 2, False), (1, 1, False), (0, 1, False)],
)
def test_double(opening: int, closing: int, double: bool) -> None:
    assert Bracket(0, 9, opening, closing).double is double


def test_a_mended_bracket_grows_round_what_it_holds_or_gives_way() -> None:
    # The label ends with its block, and the bracket in it reaches as far.
    assert read("[stamp: a [sic") == ([("[stamp: a [sic", 1, 0, "PZ601"), ("[sic", 1, 0, "PZ601")], [])
    assert read("[stamp: a [by hand: b|c] d") == (
        [("[stamp: a [by hand: b|c]", 1, 0, "PZ601"), ("[by hand: b|c]", 1, 1, "")],
        [],
    )
    crossing = read("[a sic] b]")
    assert crossing == ([("[a sic]", 1, 1, "")], [(9, "]", "PZ602")])
