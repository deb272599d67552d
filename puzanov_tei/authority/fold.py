"""Names as a search compares them: case, accents, apostrophes, hyphens and letter-spacing levelled.

A text becomes a string of folded words with one blank between them, and each word remembers where it stood.
Capital I, small l and the digit 1, which text recognition confuses, fold to one letter; `slips` says whether
two words that fold alike differ in more than that.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’‘ʹʼ`´"
# A number glued to a word is a sign of a note: `Republic1`.
_WORD = re.compile(rf"[^\W\d_]{{4,}}(?=\d{{1,3}}(?!\w))|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
_SPACED = re.compile(r"(?<!\w)[A-ZА-Я](?: [A-ZА-Я]){3,}(?!\w)")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]\Z")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})
_CONFUSED = str.maketrans({"l": "i", "1": "i"})
_LOOKALIKES = frozenset("Il1")


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a text: `text[begin:end]`, possessive `'s` outside."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A text's folded words joined by blanks; `starts` and `ends` map offsets in `key` to word numbers."""

    key: str
    words: tuple[NameWord, ...]
    starts: dict[int, int]
    ends: dict[int, int]


@lru_cache(maxsize=16384)
def plain(word: str) -> str:
    """A word without accents and apostrophes, its case as it was."""
    if word.isascii():
        return _APOSTROPHE.sub("", word)
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", word.translate(_LETTERS)))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=16384)
def key(word: str) -> str:
    """The folded form of one word."""
    return plain(word.replace(" ", "")).casefold().translate(_CONFUSED)


def slips(printed: str, known: str) -> bool | None:
    """Compare two words with the same `key`.

    Returns:
        False if they agree, True if the found one has I, l or 1 where the known one has I or l,
        None if they differ otherwise (`Li` is not `Il`).
    """
    one, other = plain(printed.replace(" ", "")), plain(known)
    if one.casefold() == other.casefold():
        return False
    if len(one) != len(other):
        return None
    for a, b in zip(one, other, strict=True):
        if a.casefold() != b.casefold() and not (a in _LOOKALIKES and b in _LOOKALIKES | {"i"}):
            return None
    return True


def words(text: str) -> list[NameWord]:
    """The words of a text. A letter-spaced name (`S H T Y K O V`) is one word."""
    spaced = {match.start(): match.end() for match in _SPACED.finditer(text)}
    pieces: list[NameWord] = []
    skip = 0
    for match in _WORD.finditer(text):
        begin, end = match.span()
        if begin < skip:
            continue
        if begin in spaced:
            end = skip = spaced[begin]
        elif possessive := _POSSESSIVE.search(text, begin, end):
            end = possessive.start()
        pieces.append(NameWord(begin, end))
    return pieces


def fold(text: str) -> Folded:
    """The folded words of a text, in time linear in its length."""
    parts = words(text)
    keys = [key(text[word.begin : word.end]) for word in parts]
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    offset = 0
    for number, folded in enumerate(keys):
        starts[offset] = number
        ends[offset + len(folded)] = number
        offset += len(folded) + 1
    return Folded(" ".join(keys), tuple(parts), starts, ends)
