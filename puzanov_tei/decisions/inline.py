"""Text and annotations of three versions, merged side by side.

Each version is a text with elements that stand at stretches of it. The program's changes (an element's attributes,
an element more or less, other words) are brought to the place where that stretch is in the edited version.
What an editor touched stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.decisions.align import Change, align
from puzanov_tei.decisions.conflicts import Conflicts, attributes
from puzanov_tei.decisions.spans import matches
from puzanov_tei.decisions.surgery import Body, copy, is_name, remove, unwrap
from puzanov_tei.tei.tree import SEPARATOR, Branch, Leaf, lay_out

# Elements that hold the same words in several readings: only whole do they mean something.
_ALTERNATIVES = frozenset(("choice", "app", "subst"))


def merge(base: Sequence[Branch], edited: Sequence[Branch], new: Sequence[Branch], conflicts: Conflicts) -> None:
    """Bring the program's changes between `base` and `new` into `edited`, in place.

    The arguments are neighbours in their documents that belong together: one of each, or several where paragraphs were
    split or joined. Blocks stay as they are in the edited version.
    """
    _Merge(base, edited, new, conflicts).run()


class _Merge:
    def __init__(
        self, base: Sequence[Branch], edited: Sequence[Branch], new: Sequence[Branch], conflicts: Conflicts
    ) -> None:
        self._conflicts = conflicts
        self._base_text, _ = lay_out(base)
        self._new_text, _ = lay_out(new)
        self._body = Body(edited)
        self._by_editor = align(self._base_text, self._body.text)
        self._by_program = align(self._base_text, self._new_text)
        self._edited = matches(_inside(base), _inside(edited), self._by_editor)
        self._new = matches(_inside(base), _inside(new), self._by_program)
        # Element of the new version -> the element of the edited one that stands for it.
        self._image: dict[int, Branch] = {
            id(n): e for n, e in (*((n, self._edited.second.get(id(b))) for b, n in self._new.pairs),) if e is not None
        }
        if len(edited) == len(new):
            self._image |= {id(n): e for n, e in zip(new, edited, strict=True)}
        self._inserted: list[tuple[int, int]] = []  # stretches of the new text that came in with an element
        self._removed: list[tuple[int, int]] = []  # stretches of the base text that went with an element

    def run(self) -> None:
        for before, after in self._new.pairs:
            yours = self._edited.second.get(id(before))
            if self._came_in(after):
                continue
            if yours is not None and before.name in _ALTERNATIVES and before.text() != after.text():
                self._exchange(after, (before.begin, before.end), yours.key == before.key)
            elif yours is not None:
                attributes(before, yours, after, self._conflicts)
                self._resize(before, yours, after)
            elif before.key != after.key and is_name(after):
                self._conflicts.add(self._holder(before), "where you took a name away", _said(before), _said(after))
        for gone in self._new.only_first:
            self._take_out(gone)
        for fresh in self._new.only_second:
            if id(fresh) not in self._image:
                self._bring_in(fresh)
        for change in reversed(self._by_program.changes):
            self._reword(*change)

    def _resize(self, before: Branch, yours: Branch, after: Branch) -> None:
        """The program gives an element other bounds."""
        begin, end = self._by_program.back(after.begin, is_end=False), self._by_program.back(after.end, is_end=True)
        if (begin, end) == (before.begin, before.end) or before.begin == before.end or begin >= end:
            return
        if self._is_touched(before, yours):
            self._conflicts.add(yours, "which you changed", yours.text(), after.text())
            return
        here = self._here(begin, is_end=False), self._here(end, is_end=True)
        if not self._body.can_wrap(*here, without=yours):
            self._conflicts.add(yours, "beside what you changed", yours.text(), after.text())
            return
        unwrap(yours)
        self._body.wrap(*here, yours, self._within(after))

    def _take_out(self, gone: Branch) -> None:
        """The program no longer has an element."""
        yours = self._edited.second.get(id(gone))
        if yours is None or any(begin <= gone.begin and gone.end <= end for begin, end in self._removed):
            return
        if self._is_touched(gone, yours):
            if is_name(gone):
                self._conflicts.add(yours, "which you changed", _said(yours), "nothing")
            return
        begin, end = (self._by_program.forth(o, is_end=e) for o, e in ((gone.begin, False), (gone.end, True)))
        if begin < end:
            unwrap(yours)
        elif yours.key == gone.key and yours.parent is not None:
            remove(yours)
            self._removed.append((gone.begin, gone.end))

    def _bring_in(self, fresh: Branch) -> None:
        """The program has an element that it did not have."""
        if self._came_in(fresh):
            return
        begin, end = self._by_program.back(fresh.begin, is_end=False), self._by_program.back(fresh.end, is_end=True)
        change = self._change_around(fresh)
        if change is not None and self._by_editor.touches(change.begin, change.end):
            if is_name(fresh):
                yours = self._holder(change)
                self._conflicts.add(yours, "where you changed the text", yours.text(), _said(fresh))
            return
        if begin >= end or (change is not None and fresh.name not in _ALTERNATIVES):
            self._insert(fresh, begin if change is None else end, change)
            return
        here = self._here(begin, is_end=False), self._here(end, is_end=True)
        other = self._body.name_over(*here) if is_name(fresh) else None
        if other is not None and id(other) not in {id(b) for b in self._edited.second.values()}:
            self._image[id(fresh)] = other
            if other.attributes.get("ref") != fresh.attributes.get("ref"):
                self._conflicts.add(other, "which you tagged", _said(other), _said(fresh))
            return
        if fresh.name in _ALTERNATIVES:
            self._exchange(fresh, (begin, end))
            return
        if self._by_editor.touches(begin, end) and self._changed_within(begin, end):
            self._conflicts.add(
                self._body.holder(here[0]), "where you changed the text", self._body.text[slice(*here)], fresh.text()
            )
            return
        made = Branch(fresh.tag, dict(fresh.attributes))
        if self._body.can_wrap(*here):
            self._body.wrap(*here, made, self._within(fresh))
            self._image[id(fresh)] = made
        else:
            self._conflicts.add(self._body.holder(here[0]), "where your own elements stand", "", _said(fresh))

    def _exchange(self, fresh: Branch, was: tuple[int, int], untouched: bool = True) -> None:
        """Readings beside one another come in whole, in the place of the words that they are readings of."""
        self._inserted.append((fresh.begin, fresh.end))
        self._removed.append(was)
        here = self._here(was[0], is_end=False), self._here(was[1], is_end=True)
        own = [b for b in self._edited.only_second if here[0] <= b.begin < b.end <= here[1]]
        if any(b.key == fresh.key for b in own):
            return  # the editor has put in the same
        if own or not untouched or self._changed_within(*was) or not self._body.can_wrap(*here):
            yours = self._body.text[slice(*here)]
            self._conflicts.add(self._body.holder(here[0]), "which you changed", yours, _said(fresh))
            return
        for inner in self._edited.second.values():
            if here[0] <= inner.begin < inner.end <= here[1]:
                unwrap(inner)
        made = copy(fresh)
        self._body.exchange(*here, made)
        self._image[id(fresh)] = made

    def _came_in(self, fresh: Branch) -> bool:
        """Whether an element came in with the one around it."""
        return any(begin <= fresh.begin < fresh.end <= end for begin, end in self._inserted)

    def _change_around(self, fresh: Branch) -> Change | None:
        """The change of words that an element stands in, among other new words."""
        for change in self._by_program.changes:
            low, high = change.to_begin, change.to_end
            if low <= fresh.begin < fresh.end <= high:
                others = self._new_text[low : fresh.begin] + self._new_text[fresh.end : high]
                return change if _plain(others).strip() else None
        return None

    def _insert(self, fresh: Branch, offset: int, change: Change | None) -> None:
        """An element whose text, if it has any, is new as well; with all that it holds and the new words before it."""
        made = copy(fresh)
        parent = self._image.get(id(fresh.parent)) if fresh.parent else None
        if parent is None or not self._body.insert_beside(made, fresh, parent, self._image):
            here = self._here(offset, is_end=True)
            if change is not None:
                begin = max([change.to_begin, *(end for _, end in self._inserted if end <= fresh.begin)])
                self._body.insert(here, Leaf(_plain(self._new_text[begin : fresh.begin])))
                self._inserted.append((begin, fresh.begin))
            self._body.insert(here, made)
        self._image[id(fresh)] = made
        if fresh.begin < fresh.end:
            self._inserted.append((fresh.begin, fresh.end))

    def _reword(self, begin: int, end: int, new_begin: int, new_end: int) -> None:
        """The program has other words."""
        removed = next(((low, high) for low, high in self._removed if low <= begin and end <= high), None)
        pieces = _outside((new_begin, new_end), self._inserted)
        if removed is None and len(pieces) == 1:
            self._put(begin, end, *pieces[0])
            return
        if removed is None:
            self._put(begin, end, new_end, new_end)
        low, high = removed or (begin, end)
        for piece in reversed(pieces):
            offset = low if piece[0] == new_begin and len(pieces) > 1 else high
            self._put(offset, offset, *piece)

    def _put(self, begin: int, end: int, new_begin: int, new_end: int) -> None:
        """Words of the new version in the place of a stretch of the base, where no editor changed it."""
        words = _plain(self._new_text[new_begin:new_end])
        if begin == end and not words.strip():
            return
        here = self._here(begin, is_end=False), self._here(end, is_end=True)
        if self._by_editor.touches(begin, end):
            if self._body.text[slice(*here)] != self._new_text[new_begin:new_end]:
                self._conflicts.add(
                    self._body.holder(here[0]), "whose text you changed", self._body.text[slice(*here)], words
                )
            return
        self._body.replace(here[0], max(here), words)

    # --- places ---------------------------------------------------------------------------------

    def _here(self, offset: int, *, is_end: bool) -> int:
        return self._by_editor.forth(offset, is_end=is_end)

    def _is_touched(self, before: Branch, yours: Branch) -> bool:
        same = (before.tag, before.attributes) == (yours.tag, yours.attributes)
        place = (self._here(before.begin, is_end=False), self._here(before.end, is_end=True))
        return not same or place != (yours.begin, yours.end) or self._changed_within(before.begin, before.end)

    def _changed_within(self, begin: int, end: int) -> bool:
        return any((c.begin < end and begin < c.end) or begin < c.begin < end for c in self._by_editor.changes)

    def _holder(self, before: Branch | Change) -> Branch:
        return self._body.holder(self._here(before.begin, is_end=False))

    def _within(self, after: Branch) -> set[int]:
        """The elements of the edited version that stand inside this one in the new version."""
        return {id(e) for inner in after.walk() if inner is not after and (e := self._image.get(id(inner)))}


def _plain(words: str) -> str:
    """Words of the new version as they stand in one block: the bounds of other blocks are nothing, or a space."""
    return words.strip(SEPARATOR).replace(SEPARATOR, " ")


def _outside(stretch: tuple[int, int], others: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a stretch before, between and behind others; of one without others it is the whole."""
    begin, end = stretch
    parts = []
    for low, high in sorted(others):
        if low < end and begin < high:
            parts.append((begin, max(begin, low)))
            begin = high
    return [*parts, (begin, max(begin, end))]


def _inside(branches: Sequence[Branch]) -> list[Branch]:
    """All elements inside neighbours, in document order."""
    top = {id(branch) for branch in branches}
    return [inner for branch in branches for inner in branch.walk() if id(inner) not in top]


def _said(branch: Branch) -> str:
    ref = branch.attributes.get("ref", "")
    return f"{branch.text()} ({branch.name}{' ' if ref else ''}{ref})"
