"""Markdown made from a PDF: what is markup goes, what is text stays."""

from __future__ import annotations

import pytest

from puzanov_tei import readers
from puzanov_tei.model import BlockKind, Page


def read(text: str) -> Page:
    return readers.read(text.encode(), "page.md", "markdown")


def texts(text: str) -> list[str]:
    page = read(text)
    return [page.source.text[b.begin : b.end] for b in page.blocks]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("N $^{\\circ}$  133", "Nº  133"),
        ("N$^{\\circ}$ 133", "Nº 133"),
        ("N $^{\\text{o}}$ 133", "Nº 133"),
        ("N $^\\circ$ 133 Copy N $^{\\circ}$ 2", "Nº 133 Copy Nº 2"),
        ("№ 133 and Nº 5", "№ 133 and Nº 5"),
        ("at 25 $^{\\circ}$C", "at 25 °C"),
        ("the 8$^{\\text{th}}$ anniversary", "the 8th anniversary"),
        ("560 m$^3$ a day", "560 m3 a day"),
        ("$\\frac{1}{3}$ of the sacks", "1/3 of the sacks"),
        ("$\\sim$ 50\\%", "~ 50%"),
        ("it cost $5 and then $7", "it cost $5 and then $7"),
        ("$\\mathbf{TOP\\ SECRET}$", "TOP SECRET"),
        ("**Bold** and *italic* and __both__", "Bold and italic and both"),
        ("1961* and 480**", "1961* and 480**"),
        ("* first half of 1961*", "* first half of 1961*"),
        ("** estimate", "** estimate"),
        ("Copy Nº ___", "Copy Nº ___"),
        ("***", "***"),
        ("x x x", "x x x"),
        ("\\[signature\\] \\# 5", "[signature] # 5"),
        ("Smith &amp; Son&#39;s", "Smith & Son's"),
        ("A&B", "A&B"),
        ("one<br>two<sup>3</sup>", "one\ntwo3"),
        ('<span id="page-0-1"></span>Text ![](_page_1.jpeg)end', "Text end"),
        ("[site](https://example.org/x) and [signature] (A. NAME)", "site and [signature] (A. NAME)"),
        ("[signature](A. NAME)", "[signature](A. NAME)"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("> quoted", "quoted"),
        ("# 600511/sh", "# 600511/sh"),
        ("#600511", "#600511"),
        ("# 4567", "# 4567"),
        ("# 15 May 1957", "15 May 1957"),
        ("# 1957 in review", "1957 in review"),
        ("[[illegible name] a < b", "[[illegible name] a < b"),
        ("ends with a backslash\\", "ends with a backslash"),
    ],
)
def test_inline(line: str, text: str) -> None:
    assert texts(line) == [text]


@pytest.mark.parametrize("level", range(1, 7))
def test_heading_levels_are_noise(level: int) -> None:
    (block,) = read("#" * level + " **JOURNAL**").blocks
    assert (block.kind, block.level) == (BlockKind.HEADING, level)
    assert texts("#" * level + " [...]") == ["[...]"]


def test_numbers_of_lists_are_content() -> None:
    page = read("Five copies printed:\n- 1 Cde. Orlov\n- 2 Cde. Belov\n\n1. - Cde. Orlov\n\n1. - file\n  - inner\n")
    kinds = [(b.kind, b.level, page.source.text[b.begin : b.end]) for b in page.blocks]
    assert kinds == [
        (BlockKind.PARAGRAPH, 0, "Five copies printed:"),
        (BlockKind.ITEM, 1, "1 Cde. Orlov"),
        (BlockKind.ITEM, 1, "2 Cde. Belov"),
        (BlockKind.ITEM, 1, "1. - Cde. Orlov"),
        (BlockKind.ITEM, 1, "1. - file"),
        (BlockKind.ITEM, 2, "inner"),
    ]


def test_lines_of_a_block_stay() -> None:
    assert texts("one\ntwo  \nthree\n\n# Head\nfour\n- five\nsix") == ["one\ntwo\nthree", "Head", "four", "five\nsix"]


def test_tables() -> None:
    page = read("| Crop | 1960 |\n|------|:----:|\n| Pears | 131 |\n| **Plums** | |\n\nend")
    rows = [(b.kind, page.source.text[b.begin : b.end]) for b in page.blocks]
    assert rows == [
        (BlockKind.ROW, "Crop\t1960"),
        (BlockKind.ROW, "Pears\t131"),
        (BlockKind.ROW, "Plums"),
        (BlockKind.PARAGRAPH, "end"),
    ]


def test_number_signs_of_a_page_that_lost_its_lines() -> None:
    raw = (
        "## Letter of A. B. Name #### Citation: “Letter,” May 3, 1957, AVPRF F. 1, Op. 2, Delo 3. #### Summary: Tea. "
        "#### Contents: English Translation EMBASSY OF THE USSR N $^{\\circ}$ 148 It costs $5 and not $6."
    )
    text = readers.read(raw.encode(), "p").source.text
    assert "USSR Nº 148 It costs $5 and not $6." in text
