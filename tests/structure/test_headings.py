"""Headings of Markdown: those of an author divide the text, those that a converter saw do not."""

from __future__ import annotations

import pytest

from puzanov_tei import readers
from puzanov_tei.model import Part, PartKind
from puzanov_tei.structure import analyse

WOOL = "The wool has come in May. It was wet, and we dried it."
OWN = f"# Report on Wool\n\n{WOOL}\n\n## The ships\n\n{WOOL}\n\n### The first\n\n{WOOL}\n\n## 2. The works\n\n{WOOL}\n"


def headings(text: str) -> list[str]:
    document, _ = analyse(readers.read(text.encode(), "report.md"))
    source = document.page.source.text
    pending, found = [document.root], []
    while pending:
        part: Part = pending.pop()
        if part.kind in (PartKind.HEADING, PartKind.TITLE):
            found.append(source[part.begin : part.end])
        pending.extend(reversed(part.children))
    return found


def test_the_headings_of_an_author_are_headings() -> None:
    assert headings(OWN) == ["Report on Wool", "The ships", "The first", "2. The works"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## The ships", "#### The ships"),  # goes down two levels
        ("### The first", "### The first ship came late. It was dry."),  # a sentence
        ("### The first", "### of the south"),
        ("### The first", "### The ships of the"),  # half a line
        ("### The first", "### 5 May 1961"),
        ("### The first", "### EMBASSY OF THE USSR IN THE DPRK SECRET No. 5"),
        ("### The first", "## The first\n\n## The second"),  # nothing below it
        (f"## 2. The works\n\n{WOOL}", "## 2. The works"),
    ],
)
def test_where_one_heading_is_noise_none_divides_the_text(before: str, after: str) -> None:
    assert "The ships" not in headings(OWN.replace(before, after))
