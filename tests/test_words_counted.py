"""Words in = words in the TEI + words of the page's furniture + words that a finding quotes.

On every test document, and on pages made in all the forms that archives and their mirrors give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei import authority, pipeline

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path
    for folder in ("corpus/source", "examples/source", "examples/pages", "tests/golden", "benchmarks")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".txt", ".md", ".html") and path.name != "README.md" and "reporters" not in path.parts
)
# What the generated pages say beside the document and what is said of it.
SITE = (
    "Skip to content",
    "Citation",
    "Share",
    "Download",
    "get citation",
    "share document",
    "VIEW DOCUMENT IN",
    "Search in",
)
LABELS = (
    *("Author(s):", "Associated Places", "Associated Topics", "Document Information", "Source", "Rights", "Record ID"),
    *("Original Uploaded Date", "Type", "Language", "Original Classification", "Donors", "Original Archive"),
    *("Citation:", "Summary:", "Credits:", "Original Language:", "Contents:", "Related Documents"),
)
FORMULAS = (
    "English HTML",
    "Digital Archive International History Declassified",
    "This document was made possible with support from",
    "Total Page:16 File Type:pdf, Size:900Kb",
)
_WORD = re.compile(r"[^\W_]+")


@lru_cache
def names() -> authority.Authority:
    return authority.load(ROOT / "corpus/authority")


def words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def uncounted(encoded: pipeline.Encoded) -> list[str]:
    """The words of the page that are neither in its TEI nor furniture nor on a line that a finding quotes."""
    page = encoded.document.page
    text = page.source.text
    header = etree.fromstring(encoded.tei)[0]
    said = set(words(" ".join(header.itertext())))
    hidden = bytearray(len(text))
    for span in (*page.blocks, *page.furniture):
        hidden[span.begin : span.end] = b"\1" * (span.end - span.begin)
    quoted = {f.location.line for f in encoded.findings if f.code == "PZ640" and f.location is not None}
    left: list[str] = []
    begin = 0
    for line in text.splitlines(keepends=True):
        end = begin + len(line)
        shown = "".join(" " if hidden[i] else text[i] for i in range(begin, end))
        missing = [word for word in words(shown) if word not in said]
        if missing and page.source.location(begin + len(shown) - len(shown.lstrip()))[0] not in quoted:
            left += missing
        begin = end
    return left


def text_words(encoded: pipeline.Encoded) -> list[str]:
    """The words of the document's blocks, in order."""
    page = encoded.document.page
    return [word for block in page.blocks for word in words(page.source.text[block.begin : block.end])]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_word_of_every_document_is_counted(path: Path) -> None:
    encoded = pipeline.encode(path.read_bytes(), path.name, names())
    assert uncounted(encoded) == []


# --- generated pages -------------------------------------------------------------------------------------------------

_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


class Words:
    """New words, each said once on a page, so that each can be found again."""

    def __init__(self) -> None:
        self._number = 0

    def some(self, count: int) -> list[str]:
        self._number += count
        return [self._word(number) for number in range(self._number - count, self._number)]

    def _word(self, number: int) -> str:
        first, rest = divmod(number, len(_SYLLABLES))
        return _SYLLABLES[(first * 7) % len(_SYLLABLES)] + _SYLLABLES[rest] + "nor"

    def sentence(self, count: int) -> str:
        return " ".join(self.some(count)).capitalize() + "."

    def name(self) -> str:
        return "A. B. " + self.some(1)[0].capitalize()


def body(draw: st.DrawFn, new: Words, gap: str) -> str:
    """A document: head, paragraphs, foot."""
    head = draw(
        st.sampled_from(
            [
                ["TOP SECRET", "No. 23", "3 May 1961"],
                ["EMBASSY OF THE USSR IN THE DPRK", "3 May 1961"],
                ["Lesk, 3 May 1961", f"Dear Comrade {new.name()},"],
                ["TELEGRAM", "From Lesk", "Received 3 May 1961"],
                ["Minutes of the Meeting", "3 May 1961"],
                [],
            ]
        )
    )
    paragraphs = [new.sentence(count) for count in draw(st.lists(st.integers(9, 60), min_size=1, max_size=5))]
    if draw(st.booleans()):
        paragraphs += [f"{number}. {new.sentence(8)}" for number in (1, 2, 3)]
    foot = draw(
        st.sampled_from([[], ["Ambassador", f"({new.name()})"], [new.name()], ["5 copies printed", "1 - file"]])
    )
    return gap.join([*head, *paragraphs, *foot])


def title_of(new: Words) -> str:
    return f"Letter from {new.name()} to {new.name()}"


def thanks(new: Words) -> str:
    return (
        f"This document was made possible with support from {' '.join(w.capitalize() for w in new.some(2))} Foundation"
    )


def new_site(draw: st.DrawFn, new: Words) -> tuple[str, str]:
    """The archive's page of today, with or without blank lines, credits, abstract, headings behind, related pages."""
    gap = draw(st.sampled_from(["\n\n", "\n"]))
    document = body(draw, new, gap)
    abstract = new.sentence(14)
    front = draw(st.sampled_from([["Skip to content"], [], ["Search in"], [abstract]]))  # the last: a card
    front += draw(st.permutations(["May 3, 1961", title_of(new)]))
    front += [thanks(new)] if draw(st.booleans()) else []
    # Where the document ends with a sentence, nothing but an abstract behind it shows that it is none.
    back = [abstract] if document.endswith(".") or draw(st.booleans()) else []
    if draw(st.booleans()):
        back += ["Author(s):", f"{new.some(1)[0].capitalize()}, A. B."]
    back += ["Associated Places", new.some(1)[0].capitalize()] if draw(st.booleans()) else []
    back += ["Document Information", "Source", f"AVPRF, fond 3, opis 4, delo 7. Translated by {new.name()}."]
    back += ["Original Uploaded Date", "2020-01-02", "Type", "Letter", "Language", "Russian", "Record ID", "770002"]
    back += ["Donors", f"{new.some(1)[0].capitalize()} Foundation"] if draw(st.booleans()) else []
    if draw(st.booleans()):
        back += ["Related Documents", "May 5, 1961", title_of(new), new.sentence(12)]
    wrapper = draw(st.sampled_from(["", "Total Page:16 File Type:pdf, Size:900Kb" + gap]))
    return wrapper + gap.join([*front, document, *back]), document


def labelled(draw: st.DrawFn, new: Words) -> tuple[str, str]:
    """A page with labels above the document, in any order and dress, as Markdown from PDF or plain text has them."""
    gap = draw(st.sampled_from(["\n\n", "\n"]))
    dress = draw(st.sampled_from(["{}:", "#### **{}:**", "**{}:**", "## {}:"]))
    document = body(draw, new, gap)
    title = title_of(new)
    sections = {
        "Citation": f"“{title},” May 03, 1961, Wilson Center Digital Archive, AVPRF, fond 3, opis 4. "
        f"Translated by {new.name()}. https://digitalarchive.wilsoncenter.org/document/770002",
        "Summary": new.sentence(14),
        "Credits": f"{thanks(new)}.",
        "Original Language": "Russian",
    }
    order = draw(st.permutations([name for name in sections if name == "Citation" or draw(st.booleans())]))
    front = [draw(st.sampled_from(["", "# "])) + f"May 03, 1961 {title}"]
    for name in order:
        front += [dress.format(name), sections[name]]
    return gap.join([*front, dress.format("Contents"), "English Translation", document]), document


def old_site(draw: st.DrawFn, new: Words) -> tuple[str, str]:
    """The archive's old page with its buttons."""
    gap = draw(st.sampled_from(["\n\n", "\n"]))
    document = body(draw, new, gap)
    title = title_of(new)
    front = ["Digital Archive International History Declassified", "May 03, 1961", title]
    front += [thanks(new)] if draw(st.booleans()) else []
    front += ["CITATION SHARE DOWNLOAD", "Citation", "get citation"]
    front += [new.sentence(14)] if draw(st.booleans()) else []
    front += [
        f"“{title},” May 03, 1961, History and Public Policy Program Digital Archive, RGANI, Fond 3, Opis 21. "
        f"Translated for NKIDP by {new.name()}. http://digitalarchive.wilsoncenter.org/document/770003",
        *(
            "share document",
            "http://digitalarchive.wilsoncenter.org/document/770003",
            "VIEW DOCUMENT IN",
            "English HTML",
        ),
    ]
    return gap.join([*front, document]), document


def one_line(draw: st.DrawFn, new: Words) -> tuple[str, str]:
    """A page that lost all its lines."""
    page, document = labelled(draw, new)
    return " ".join(page.split()), " ".join(document.split())


def web_page(draw: st.DrawFn, new: Words) -> tuple[str, str]:
    """The page of today as a browser saves it."""
    page, document = new_site(draw, new)
    lines = [line for line in page.split("\n") if line]
    marked = [f"<h1>{line}</h1>" if line.startswith("Letter from") else f"<p>{line}</p>" for line in lines]
    if draw(st.booleans()):
        top, foot = lines.index(document.split("\n")[0]), lines.index("Document Information")
        parts = ["<header>", *marked[:top], "</header>", *marked[top:foot], "<footer>", *marked[foot:], "</footer>"]
        marked = ["<nav>Menu</nav><article>", *parts, "</article>"]
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{''.join(marked)}</body></html>", document


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, str]:
    """A page and the document on it."""
    form = draw(st.sampled_from([new_site, labelled, old_site, one_line, web_page]))
    return form(draw, Words())


def furnished(encoded: pipeline.Encoded) -> Iterator[str]:
    """Words of furniture that the page does not print for itself."""
    page = encoded.document.page
    known = set(words(" ".join((*SITE, *LABELS, *FORMULAS))))
    for piece in page.furniture:
        if piece.kind != "related":
            yield from (word for word in words(page.source.text[piece.begin : piece.end]) if word not in known)


@settings(max_examples=50, deadline=None)
@given(pages())
def test_every_word_of_a_page_is_counted_and_the_document_is_whole(made: tuple[str, str]) -> None:
    page, document = made
    encoded = pipeline.encode(page.encode(), "page", names())
    assert uncounted(encoded) == []
    assert [f.message for f in encoded.findings if f.code == "PZ640"] == []
    assert list(furnished(encoded)) == []
    assert text_words(encoded) == words(document)
