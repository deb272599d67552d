"""What a page says beside its document and the header does not: nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.model import Page

CODES: dict[str, tuple[str, str]] = {
    "PZ640": (
        "A line of the page that is not in the TEI",
        "Everything on a page ends in the header, in the text, or in a finding. This line stands outside the document, "
        "no label or form says what it is, and it is no known furniture of the archive's pages, so it was left out.",
    ),
}
"""Code -> (title, rationale). Warnings."""

_HINT = "If it says something of the document, give it a label in the source; else describe it in the archive's file."
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(("the", "and", "of", "for", "by", "in", "a"))
_RUN = 3  # so many words in a row are no accident
_SHOWN = 80


def left_out(page: Page, header: etree._Element) -> Iterator[Finding]:
    """A warning for each line outside the document that is neither furniture nor, by its words, in the header."""
    said = f" {' '.join(_words(' '.join(header.itertext())))} "
    text = page.source.text
    taken = sorted([(b.begin, b.end) for b in page.blocks] + [(f.begin, f.end) for f in page.furniture])
    begin = 0
    for match in re.finditer(r"[^\n]+", text):
        begin, end = match.span()
        for piece in _free(begin, end, taken):
            words = text[slice(*piece)]
            if not _is_said(_words(words), said):
                shown = " ".join(words.split())
                shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
                place = Location(page.source.name, *page.source.location(piece[0]))
                yield Finding("PZ640", Severity.WARNING, f"not in the TEI: {shown}", _HINT, place)


def _free(begin: int, end: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of `begin:end` that none of the spans covers."""
    for left, right in taken:
        if right <= begin or left >= end:
            continue
        if left > begin:
            yield begin, left
        begin = max(begin, right)
    if begin < end:
        yield begin, end


def _is_said(words: list[str], said: str) -> bool:
    """Whether every word is in the header, and most of them there in the same order."""
    if any(f" {word} " not in said for word in words):
        return False
    in_order = begin = 0
    while begin < len(words):
        end = begin + 1
        while end < len(words) and f" {' '.join(words[begin : end + 1])} " in said:
            end += 1
        in_order += (end - begin) * (end - begin >= min(_RUN, len(words)))
        begin = end
    return in_order * 2 >= len(words)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _SMALL]
