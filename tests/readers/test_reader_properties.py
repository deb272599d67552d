"""What holds for every input: nothing is lost, every character has its place, nothing fails."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puzanov_tei import readers
from puzanov_tei.errors import SourceError
from puzanov_tei.model import Page

# Pieces of pages: words, marks of all formats, labels, damage.
PIECES = st.sampled_from(
    [
        *(
            "word",
            "Cde. Orlov",
            "[some]",
            "[[TOP]] SECRET",
            "[...]",
            "[signature] (A. NAME)",
            "Nº 5",
            "1.",
            "- ",
            "1 Cde.",
        ),
        *(
            " ",
            "\n",
            "\n\n",
            "\t",
            "\r\n",
            "\x0c",
            "\u00a0",
            "*",
            "**",
            "***",
            "#",
            "# ",
            "### ",
            "_",
            "___",
            "|",
            "`",
            "\\",
        ),
        *(
            "$",
            "$^{\\circ}$",
            "$x",
            "{",
            "}",
            "<",
            ">",
            "<p>",
            "</p>",
            "<br>",
            "<td>",
            "<nav>",
            "<script>",
            "&",
            "&amp;",
        ),
        *(
            "Citation:",
            "Summary:",
            "Credits",
            "Contents:",
            "Original Language:",
            "English Translation",
            "Russian",
            "https://a.b/1",
        ),
        *(
            "Skip to content",
            "Author(s):",
            "Source",
            "Rights",
            "Record ID",
            "May 3, 1961",
            '"Title,"',
            "“",
            "”",
            "AVPRF, f. 1",
        ),
        *(
            "VIEW DOCUMENT IN",
            "get citation",
            "Total Page:16 File Type:pdf, Size:9Kb",
            "Translated by A",
            "\ufffe",
            "\ud7ff",
            "é",
        ),
    ]
)
PAGES = st.lists(PIECES, max_size=40).map("".join)
NAMES = ("html", "markdown", "oneline", "page", "plain")  # of text; the others are in test_documents


def read(text: str, reader: str | None) -> Page | None:
    try:
        return readers.read(text.encode(), "-", reader)
    except SourceError as error:
        assert str(error).startswith("- ")
        return None


def visible(text: str) -> str:
    return "".join(text.split())


@given(PAGES, st.sampled_from([None, *NAMES]))
def test_blocks_are_ordered_spans_of_the_text(text: str, reader: str | None) -> None:
    page = read(text, reader)
    if page is None:
        return
    last = 0
    for block in page.blocks:
        assert last <= block.begin < block.end <= len(page.source.text)
        words = page.source.text[block.begin : block.end]
        assert words == words.strip()
        last = block.end


@given(PAGES, st.sampled_from(["plain", "page", "oneline"]))
def test_readers_of_plain_text_lose_nothing(text: str, reader: str) -> None:
    # On a page that lost its lines a formula is read: `º` for `$^{\\circ}$`.
    text = text.replace("$", "") if reader == "oneline" else text
    page = read(text, reader)
    if page is not None:
        assert visible(page.source.text) == visible(text).replace("\ufffe", "\ufffd")
        assert page.source.raw == text


@given(PAGES)
def test_a_plain_document_is_all_in_its_blocks(text: str) -> None:
    page = read(text, "plain")
    if page is not None:
        words = "".join(page.source.text[b.begin : b.end] for b in page.blocks)
        assert visible(words) == visible(page.source.text)


@given(PAGES, st.sampled_from(NAMES))
def test_every_character_has_its_place(text: str, reader: str) -> None:
    """A character of the text stands in the file at its offset, or stands for markup that begins there."""
    page = read(text, reader)
    if page is None:
        return
    source = page.source
    before = 0
    for offset, char in enumerate(source.text):
        raw = source.raw_offset(offset)
        assert raw >= before
        before = raw
        there = source.raw[raw : raw + 1]
        assert char == there or there in "&<$\\|*#N \t\r\n\x0c\u00a0\ufffe" or char in "\n\t "


@given(PAGES)
def test_markdown_loses_only_markup(text: str) -> None:
    page = read(text, "markdown")
    if page is None or "<" in text or "&" in text or "$" in text:
        return
    letters = re.compile(r"[^\W_]")
    assert letters.findall(page.source.text) == letters.findall(text.replace("\ufffe", "\ufffd"))
    assert [c for c in page.source.text if c in "[]().,:"] == [c for c in text if c in "[]().,:"]


@given(st.text(alphabet="ab [](){}.,;:1º…“”'?!/=+\n", min_size=1))
def test_markdown_without_markup_is_the_same_text(text: str) -> None:
    page = read(text, "markdown")
    if page is not None:
        assert visible(page.source.text) == visible(text)


@given(st.text(alphabet="ab [](){}.,;:1º…“”'?!/=+#*_$\\|>\n", min_size=1))
def test_html_without_tags_is_the_same_text(text: str) -> None:
    page = read(f"<p>{text}</p>", "html")
    if page is not None:
        assert visible(page.source.text) == visible(text)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_one_sentence(data: bytes) -> None:
    try:
        readers.read(data, "-")
    except SourceError as error:
        assert "\n" not in str(error)
        assert str(error).endswith(".")


HOSTILE = [
    *(
        "*",
        "**a",
        "_a ",
        "[",
        "<",
        "<a ",
        "<!--",
        "<script>",
        '<p a="',
        "$",
        "$^{",
        "\\",
        "\\frac{",
        "&",
        "|",
        "- a\n",
        "# ",
    ),
    *(
        "# a\n",
        "a\n\n",
        "Citation: ",
        "Citation: a ",
        '"',
        "“a,” ",
        "(AMAE) ",
        "AVPRF, f. 1, ",
        "1-",
        "12-13, ",
        " ",
        "\t",
    ),
    *(
        "Type\n\n",
        "Author(s):\n\n",
        "Translated by A and ",
        "A Archive, ",
        "English Translation ",
        "Ab. ",
        "Total Page:",
        "x",
    ),
]


@pytest.mark.parametrize(
    "start",
    [
        "",
        "<html><body>",
        pytest.param("# T\n\n#### Citation:\n\n", marks=pytest.mark.slow),
        pytest.param("Skip to content\n\nMay 1, 1957\n\nT\n\n", marks=pytest.mark.slow),
    ],
)
def test_hostile_input_ends(start: str) -> None:
    """Each is repeated until a pattern that goes over its input twice for every character would never end."""
    for piece in HOSTILE:
        read(start + piece * (60_000 // len(piece)), None)


@pytest.mark.parametrize("reader", NAMES)
@pytest.mark.parametrize("words", ["word ", "[x] - 1. ", "a. ", "Cde. "])
def test_one_long_line(words: str, reader: str) -> None:
    text = "x" + words * 20_000
    page = read(text, reader)
    assert page is not None
    assert visible(page.source.text) == visible(text)
