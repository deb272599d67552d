"""Korean names across romanizations: one key for `Pak Seong-cheol`, `Pak Sŏng-ch'ŏl`, `Pak Song Chol`.

Revised Romanization, McCune-Reischauer (with and without its breves) and the DPRK's own spelling write the same sounds
with other letters; translators mix them. The key levels the letters, so that it is the same for one name in all of
them. Two different names can share it: it makes a link only where one person alone has the key.
"""

from __future__ import annotations

import re

from puzanov_tei.authority import fold

_SURNAMES = {
    **dict.fromkeys(("ri", "yi", "li", "lee", "rhee", "i"), "ri"),
    **dict.fromkeys(("kim", "gim"), "kim"),
    **dict.fromkeys(("pak", "bak", "park"), "pak"),
    **dict.fromkeys(("choe", "choi", "tsoi", "tsoy"), "coe"),
    **dict.fromkeys(("jeong", "chong", "jong", "chung"), "cong"),
    **dict.fromkeys(("im", "rim", "lim"), "im"),
    **dict.fromkeys(("no", "ro", "roh"), "no"),
    **dict.fromkeys(("yu", "ryu", "yoo"), "yu"),
    **dict.fromkeys(("seo", "so", "suh"), "so"),
    **dict.fromkeys(("heo", "ho", "huh"), "ho"),
    **dict.fromkeys(("o", "oh"), "o"),
    **dict.fromkeys(("gang", "kang"), "kang"),
    **dict.fromkeys(("jo", "cho"), "co"),
    **dict.fromkeys(("jang", "chang"), "cang"),
    **dict.fromkeys(("yang", "ryang"), "yang"),
}
# In this order; each pair on the whole word.
_LEVELLED = (
    *(("eo", "o"), ("eu", "u"), ("oo", "u"), ("ee", "i"), ("woo", "u")),
    *(("kh", "k"), ("th", "t"), ("ph", "p"), ("chh", "c"), ("ch", "c"), ("sh", "s"), ("zh", "c"), ("ts", "c")),
    *(("j", "c"), ("g", "k"), ("d", "t"), ("b", "p"), ("kk", "k"), ("ll", "l"), ("lr", "l")),
)
_SYLLABLES = re.compile(r"[\s-]+")


def key(name: str) -> str:
    """The levelled form of a Korean name written surname first; empty for a name of one word."""
    surname, *given = [fold.plain(word).casefold() for word in _SYLLABLES.split(name.strip()) if word]
    if not given:
        return ""
    return f"{_SURNAMES.get(surname, _level(surname))} {_level(''.join(given))}"


def loose(name: str) -> str:
    """The key with `o` and `u` taken for one: `Sung` may be Seong, Seung or Sung."""
    return loose_key(key(name))


def loose_key(levelled: str) -> str:
    """The looser form of a key."""
    return levelled.replace("u", "o")


def _level(word: str) -> str:
    for old, new in _LEVELLED:
        word = word.replace(old, new)
    return word
