"""What a personal name is: a range of the words of a reading, with its parts."""

from __future__ import annotations

from dataclasses import dataclass

from puzanov_tei.authority.lookup import Match


@dataclass(frozen=True, slots=True)
class PersonName:
    """A personal name: words `first` to `last` (exclusive).

    Attributes:
        surname: numbers of the surname's words.
        forenames: numbers of the words of forenames and initials, in printed order.
        match: the authority's reading of it, if it is a name of the authority.
        rule: the form that gave it away.
    """

    first: int
    last: int
    surname: tuple[int, ...]
    forenames: tuple[int, ...] = ()
    rule: str = ""
    match: Match | None = None
