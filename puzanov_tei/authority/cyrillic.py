"""Russian and Bulgarian names across romanizations: one key for `Dmitrii`, `Dmitriy`, `Dmitri` and `Dmitry`.

The Library of Congress (`Vyshinskii`, `Iurii`), the Board on Geographic Names (`Vyshinskiy`, `Yuriy`) and newspapers
(`Vyshinsky`, `Yuri`) write the same Cyrillic letters otherwise; translators mix them. The key levels what differs. Two
different names can share it: it makes a link only where one person alone has the key.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from puzanov_tei.authority import fold
from puzanov_tei.authority.records import Person

_NATIONALITIES = ("Soviet", "Russian", "Bulgarian")
# In this order; each pair on the whole word. A vowel with a glide before it is one sound however the glide is written.
_LEVELLED = (
    *(("x", "ks"), ("w", "v"), ("kh", "h"), ("iy", "i"), ("ij", "i"), ("j", "y")),
    *(("yu", "1"), ("iu", "1"), ("ya", "2"), ("ia", "2"), ("ye", "e"), ("ie", "e"), ("yo", "e"), ("io", "e")),
    *(("y", "i"), ("ii", "i"), ("ander", "andr")),
)


def is_written_so(person: Person) -> bool:
    """Whether a person's name is written in Cyrillic letters at home, as far as the nationality tells."""
    return person.nationality in _NATIONALITIES


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """The levelled form of a forename or surname."""
    levelled = fold.plain(word).casefold()
    for old, new in _LEVELLED:
        levelled = levelled.replace(old, new)
    return levelled


def keys(person: Person) -> Iterator[tuple[str, str]]:
    """The levelled surname and first forename of each of a person's full names."""
    surname = key(person.surname)
    yield surname, key(person.forename.partition(" ")[0])
    for name in person.names:
        words = name.text.split()
        if len(words) > 1 and name.kind != "error" and key(words[-1]) == surname:
            yield surname, key(words[0])
