"""Footnotes of HTML: a link to a place further down that links back, or that says it is a note.

... said so.<sup><a href="#n1">1</a></sup> ...      <li id="n1"><a href="#r1">1.</a> A note.</li>
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from puzanov_tei.readers.markup import MarkupToken, attributes

_HOLDERS = frozenset("li div p aside dd td span".split())
_SAYS_SO = re.compile(r"(?i)\b(?:foot|end|rear)?notes?\b|doc-(?:foot|end)note|\bfn\b")
_SIGN = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§]{1,4}|[a-z]|[ivxlc]{1,6})\s*[\])]?", re.IGNORECASE)
_LONGEST = 400  # tokens of a note


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its printed number, and its tokens `begin:end` without links back."""

    number: str
    begin: int
    end: int
    skipped: frozenset[int]


def find(raw: str, stream: Sequence[MarkupToken]) -> tuple[Mapping[int, Note], set[int]]:
    """The notes by the token of the link that leads to each, and the tokens that belong to notes or links to them."""
    targets = _targets(raw, stream)
    notes: dict[int, Note] = {}
    inside: set[int] = set()
    for index, token in enumerate(stream):
        if token.name != "a" or index in inside:
            continue
        values = attributes(raw, token)
        target = values.get("href", "").rpartition("#")[2] if "#" in values.get("href", "") else ""
        begin = targets.get(target, -1)
        close = next((i for i in range(index + 1, min(index + 6, len(stream))) if stream[i].name == "/a"), -1)
        if begin <= index or close < 0:
            continue
        sign = _SIGN.fullmatch(_text(raw, stream[index + 1 : close]).strip())
        end = _end(stream, begin)
        if sign is None or end < 0 or inside & {begin}:
            continue
        back = _links_back(raw, stream, begin, end)
        said = f"{values.get('class', '')} {values.get('role', '')} {values.get('epub:type', '')} {target}"
        if back or _SAYS_SO.search(said):
            notes[index] = Note(sign[1], begin, end, frozenset(back))
            inside.update(range(index + 1, close))
            inside.update(range(begin, end + 1))
    return notes, inside


def _targets(raw: str, stream: Sequence[MarkupToken]) -> dict[str, int]:
    """The elements that can hold a note, by identifier; an anchor stands for the element around it."""
    targets: dict[str, int] = {}
    holder = -1
    for index, token in enumerate(stream):
        if token.name in _HOLDERS:
            holder = index
        if token.name in _HOLDERS or token.name == "a":
            values = attributes(raw, token)
            identifier = values.get("id") or (values.get("name", "") if token.name == "a" else "")
            place = holder if token.name == "a" else index
            if identifier and place >= 0:
                targets.setdefault(identifier, place)
    return targets


def _end(stream: Sequence[MarkupToken], begin: int) -> int:
    """The token that ends the element at `begin` (an `li` may end with the next, or with its list); -1 for none."""
    name, depth = stream[begin].name, 0
    for index in range(begin, min(begin + _LONGEST, len(stream))):
        if stream[index].name == name:
            depth += 1
            if name == "li" and depth > 1:
                return index - 1
        elif stream[index].name == f"/{name}":
            depth -= 1
            if not depth:
                return index
        elif name == "li" and stream[index].name in ("/ol", "/ul"):
            return index - 1
    return -1


def _links_back(raw: str, stream: Sequence[MarkupToken], begin: int, end: int) -> set[int]:
    """The tokens of links in a note that hold its number or an arrow."""
    links: set[int] = set()
    for index in range(begin, end):
        if stream[index].name == "a" and "#" in attributes(raw, stream[index]).get("href", ""):
            close = next((i for i in range(index + 1, min(index + 6, end + 1)) if stream[i].name == "/a"), -1)
            text = _text(raw, stream[index + 1 : close]).strip(" .")
            if close > 0 and (_SIGN.fullmatch(text) or not any(char.isalpha() for char in text) or text == "back"):
                links.update(range(index, close + 1))
    return links


def _text(raw: str, tokens: Sequence[MarkupToken]) -> str:
    return "".join(html.unescape(raw[token.begin : token.end]) for token in tokens if not token.name)
