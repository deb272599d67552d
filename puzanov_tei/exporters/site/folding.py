"""Words as the search knows them: the same rules as `fold` in `assets/search.js`.

Small letters without accents; an apostrophe inside a word is no part of it (D'yakonov), a possessive goes (Sung's);
scripts that are written without blanks are cut into their characters.
"""

from __future__ import annotations

import re
import unicodedata

_POSSESSIVE = re.compile(r"['’ʼ]s\b")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼʹ′`](?=\w)")
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORDS = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
# Letters that are no letter with an accent, and are written so by those who have no key for them.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


def fold(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    plain = _APOSTROPHES.sub("", _POSSESSIVE.sub("", plain))
    return _WORDS.findall(unicodedata.normalize("NFC", plain))
