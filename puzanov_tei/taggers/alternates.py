"""What editors' brackets say about a name: another spelling, the right initials, a forename the source has not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Document, Kind, Mention


class Brackets:
    """The spellings and corrections of a document, found by their place."""

    def __init__(self, document: Document, authority: Authority) -> None:
        self._text = document.page.source.text
        self._authority = authority
        self._spellings = _by_begin(document.marks, Kind.ROMANIZATION)
        self._corrections = _by_begin(document.marks, Kind.CORRECTION)
        self._ordered = sorted(self._corrections)
        self._supplied = _by_begin(document.marks, Kind.SUPPLIED)
        self._supplied_at = sorted(self._supplied)

    def before(self, begin: int) -> int:
        """Where the text before the bracket ends whose content begins at `begin`."""
        while begin > 0 and (self._text[begin - 1].isspace() or self._text[begin - 1] in "[("):
            begin -= 1
        return begin

    def bearers(self, end: int) -> tuple[str, ...]:
        """Records that bear the spelling in the bracket behind a name: `Kim Du-bong [Kim Tu Bong]`."""
        behind = end
        while behind < len(self._text) and self._text[behind].isspace():
            behind += 1
        mark = self._spellings.get(behind)
        if mark is None:
            return ()
        inside = self._inside(mark)
        for match in self._authority.find(inside):
            if match.kind == "person" and (match.begin, match.end) == (0, len(inside)):
                return match.refs
        persons = self._authority.romanized(inside) if " " in inside else self._authority.surnamed(inside)
        return tuple(person.id for person in persons)

    def correction(self, begin: int, end: int) -> str:
        """The correction printed inside `begin:end`: `R. Ya.` in `Ya. R. [sic, R. Ya. is correct] N`."""
        index = bisect_left(self._ordered, begin)
        if index == len(self._ordered) or self._ordered[index] >= end:
            return ""
        return self._inside(self._corrections[self._ordered[index]])

    def supplied(self, offset: int) -> Mention | None:
        """The supplied words around a place."""
        index = bisect_right(self._supplied_at, offset) - 1
        mark = self._supplied[self._supplied_at[index]] if index >= 0 else None
        return mark if mark is not None and offset < mark.end else None

    def _inside(self, mark: Mention) -> str:
        return " ".join(self._text[mark.begin + mark.opening : mark.end - mark.closing].split())


def _by_begin(marks: Iterable[Mention], kind: Kind) -> dict[int, Mention]:
    return {mark.begin: mark for mark in marks if mark.kind is kind}
