"""Initials as they are compared: `Ya.` is that of `Yakov`, whatever letters a romanization writes."""

from __future__ import annotations

import re

from puzanov_tei.authority import fold
from puzanov_tei.authority.records import Person

_INITIAL = re.compile(r"[^\W\d_]{1,4}")
# Cyrillic letters that English writes with two; the rest are their first letter.
_DIGRAPHS = {"ye": "E", "yu": "YU", "iu": "YU", "ju": "YU", "ya": "YA", "ia": "YA", "ja": "YA", "yo": "YO"}


def initials_of(person: Person) -> tuple[str, ...]:
    """A person's initials, `("A", "M")`, from the full forenames."""
    return tuple(normal_initial(word) for word in person.forename.split())


def normal_initial(word: str) -> str:
    """`Ya.` and `Yakov` as `YA`, `Ye.` and `E.` as `E`, other names by their first letter."""
    match = _INITIAL.match(fold.plain(word))
    if match is None:
        return ""
    start = match.group().casefold()
    return _DIGRAPHS.get(start[:2]) or start[0].upper()
