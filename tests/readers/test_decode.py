"""Bytes that are no document get one clear sentence; encodings are known, never guessed."""

from __future__ import annotations

import codecs

import pytest

from puzanov_tei import readers
from puzanov_tei.errors import SourceError, UsageError

PAGE = "Nº 12\n\nI visited Kim Il Sung — “today”.\n"


def text_of(data: bytes) -> str:
    return readers.read(data, "page.txt").source.text


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, b"\x00\x00", "\u2028 \n".encode()])
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"page\.txt is empty"):
        text_of(data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\x00\x01\x02\x03" * 50, bytes(range(32)) * 10, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]
)
def test_a_binary_file(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^page\.txt "):
        text_of(data)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_unicode_with_and_without_mark(encoding: str, mark: bytes) -> None:
    assert text_of(mark + PAGE.encode(encoding)) == PAGE


def test_another_encoding_is_refused_with_its_place() -> None:
    with pytest.raises(SourceError, match=r"not UTF-8: byte 0x93 at offset 24 \(line 3\)"):
        text_of("No. 12\n\nI visited them. “today”".encode("cp1252"))


def test_a_damaged_file_with_a_mark() -> None:
    with pytest.raises(SourceError, match="is damaged"):
        text_of(codecs.BOM_UTF16_LE + "abc".encode("utf-16-le") + b"\x00")


def test_html_may_declare_its_encoding() -> None:
    html = '<html><head><meta charset="windows-1252"></head><body><p>“today”</p></body></html>'
    page = readers.read(html.encode("cp1252"), "page.html")
    assert page.source.text.strip() == "“today”"


@pytest.mark.parametrize("declared", ["utf-8", "rot13", "unicode_escape", "windows-0"])
def test_a_false_declaration_helps_nothing(declared: str) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body><p>“today”</p></body></html>'
    with pytest.raises(SourceError, match="not UTF-8"):
        readers.read(html.encode("cp1252"), "page.html")


def test_an_unknown_reader_is_named() -> None:
    with pytest.raises(UsageError, match=r"there is no reader 'word'\. Readers: .*html, oneline, markdown, page"):
        readers.read(b"x", "page.txt", "word")


def test_a_page_without_words_of_its_own() -> None:
    with pytest.raises(SourceError, match="holds no document"):
        readers.read(b"Skip to content\n\n#### Citation:\n\n## Credits:\n", "page.md")


def test_a_page_that_holds_words_is_never_refused() -> None:
    page = readers.read(b"# A title\n\n#### Summary:\n\nNothing more.\n\n## Credits:\n", "page.md")
    assert next(page.source.text[b.begin : b.end] for b in page.blocks) == "A title"
    assert any("Nothing more." in page.source.text[b.begin : b.end] for b in page.blocks)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(line_end: str) -> None:
    page = readers.read(f"One.{line_end}Two.{line_end}{line_end}Three.".encode(), "page.txt")
    assert page.source.text == "One.\nTwo.\n\nThree."
    assert [page.source.text[b.begin : b.end] for b in page.blocks] == ["One.\nTwo.", "Three."]


def test_what_xml_cannot_hold_and_exotic_blanks() -> None:
    page = readers.read("A\u00a0b\u2009c\ufffed\u2028e\x0cf".encode(), "page.txt")
    assert page.source.text == "A b c\ufffdd\ne\nf"


def test_places_in_the_file() -> None:
    front = '# T\n\n#### Citation:\n\n"T," 1961, P, APRF.\n\n#### Contents:\n\nEnglish Translation\n\n'
    page = readers.read((front + "## **The** N $^{\\circ}$ 5\r\nend").encode(), "p")
    source = page.source
    first = page.blocks[0]
    assert source.text[first.begin : first.end] == "The Nº 5"
    assert source.location(first.begin) == (11, 6)
    assert source.location(source.text.index("5", first.begin)) == (11, 25)
    assert source.location(source.text.index("end", first.begin)) == (12, 1)
