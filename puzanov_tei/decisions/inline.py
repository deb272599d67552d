"""Text and annotations of three versions, merged side by side.

Each version is a text with elements that stand at stretches of it. The program's changes (an element's attributes,
an element more or less, other words) are brought to the place where that stretch is in the edited version.
What an editor touched stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.decisions.align import align
from puzanov_tei.decisions.conflicts import Conflicts, attributes
from puzanov_tei.decisions.spans import matches
from puzanov_tei.decisions.surgery import Body, copy, is_name, remove, unwrap
from puzanov_tei.tei.tree import Branch, lay_out


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
            if yours is not None:
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
        if yours is None:
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
        begin, end = self._by_program.back(fresh.begin, is_end=False), self._by_program.back(fresh.end, is_end=True)
        if begin >= end:
            self._insert(fresh, begin)
            return
        here = self._here(begin, is_end=False), self._here(end, is_end=True)
        other = self._body.name_over(*here) if is_name(fresh) else None
        if other is not None and id(other) not in {id(b) for b in self._edited.second.values()}:
            self._image[id(fresh)] = other
            if other.attributes.get("ref") != fresh.attributes.get("ref"):
                self._conflicts.add(other, "which you tagged", _said(other), _said(fresh))
            return
        if self._by_editor.touches(begin, end) and self._changed_within(begin, end):
            self._conflicts.add(self._body.holder(here[0]), "where you changed the text", self._body.text[slice(*here)],
                                fresh.text())
            return
        made = Branch(fresh.tag, dict(fresh.attributes))
        if self._body.can_wrap(*here):
            self._body.wrap(*here, made, self._within(fresh))
            self._image[id(fresh)] = made
        else:
            self._conflicts.add(self._body.holder(here[0]), "where your own elements stand", "", _said(fresh))

    def _insert(self, fresh: Branch, offset: int) -> None:
        """An element whose text, if it has any, is new as well; with all that it holds."""
        if any(begin <= fresh.begin and fresh.end <= end for begin, end in self._inserted):
            return  # it came in with the element around it
        made = copy(fresh)
        parent = self._image.get(id(fresh.parent)) if fresh.parent else None
        if parent is None or not self._body.insert_beside(made, fresh, parent, self._image):
            here = self._here(offset, is_end=True)
            self._body.insert(here, made)
        self._image[id(fresh)] = made
        if fresh.begin < fresh.end:
            self._inserted.append((fresh.begin, fresh.end))

    def _reword(self, begin: int, end: int, new_begin: int, new_end: int) -> None:
        """The program has other words."""
        for low, high in self._inserted:
            if new_begin <= low and high <= new_end:  # words around an element that came in are rare: they are left
                new_begin, new_end = (high, new_end) if low - new_begin <= new_end - high else (new_begin, low)
        if any(low <= begin and end <= high for low, high in self._removed):
            begin = end
        words = self._new_text[new_begin:new_end].replace("\0", " ")
        if begin == end and not words.strip("\0 "):
            return
        here = self._here(begin, is_end=False), self._here(end, is_end=True)
        if self._by_editor.touches(begin, end):
            if self._body.text[slice(*here)] != self._new_text[new_begin:new_end]:
                self._conflicts.add(self._body.holder(here[0]), "whose text you changed",
                                    self._body.text[slice(*here)], words)
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

    def _holder(self, before: Branch) -> Branch:
        return self._body.holder(self._here(before.begin, is_end=False))

    def _within(self, after: Branch) -> set[int]:
        """The elements of the edited version that stand inside this one in the new version."""
        return {id(e) for inner in after.walk() if inner is not after and (e := self._image.get(id(inner)))}


def _inside(branches: Sequence[Branch]) -> list[Branch]:
    """All elements inside neighbours, in document order."""
    top = {id(branch) for branch in branches}
    return [inner for branch in branches for inner in branch.walk() if id(inner) not in top]


def _said(branch: Branch) -> str:
    ref = branch.attributes.get("ref", "")
    return f"{branch.text()} ({branch.name}{' ' if ref else ''}{ref})"

