"""Words as the search knows them: the same rules as `fold` in `assets/search.js`.

Small letters without accents; an apostrophe inside a word is no part of it (D'yakonov), a possessive goes (Sung's);
scripts that are written without blanks are cut into their characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_POSSESSIVE = re.compile(r"['’ʼ]s\b")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼʹ′`](?=\w)")
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LAST = 0x1F000  # no character behind it combines with the one before
_WORDS = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
# Letters that are no letter with an accent, and are written so by those who have no key for them.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


def fold(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    plain = _APOSTROPHES.sub("", _POSSESSIVE.sub("", plain_letters(text)))
    return _WORDS.findall(unicodedata.normalize("NFC", plain))


def plain_letters(text: str) -> str:
    """A text in small letters without accents, which is how readers look for names in a list (Ärger behind Adler)."""
    small = text.lower()
    if small.isascii():
        return small
    return _accents().sub("", unicodedata.normalize("NFKD", small)).translate(_LETTERS)


@cache
def _accents() -> re.Pattern[str]:
    """All characters that combine with the one before them."""
    return re.compile(f"[{''.join(c for c in map(chr, range(_LAST)) if unicodedata.combining(c))}]+")
