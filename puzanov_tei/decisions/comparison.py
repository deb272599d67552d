"""The text of a document as the program wrote it beside what an editor made of it, and places in both."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from puzanov_tei.decisions.align import Alignment, align
from puzanov_tei.decisions.lines import CONTEXT, Decision, identifier
from puzanov_tei.decisions.places import Words, address, blocks, words_of
from puzanov_tei.decisions.spans import Matches, matches
from puzanov_tei.decisions.surgery import ancestors, copy, is_name
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import COMMENT, SEPARATOR, Branch, is_block, lay_out

ALTERNATIVES = frozenset(("choice", "app", "subst"))
_THINGS = ("#tool", "#wcda", "#translator")


class Comparison:
    """Two versions of one text, laid out side by side.

    Attributes:
        mine: the words that the program wrote; yours: those of the edited file.
        tops: the two texts.
        places: where each element stands among the words of its version, by its id().
        own: the outermost elements of the editor with words of their own, without notes.
        instead: the stretch of the program's words in whose place an element without words stands (`gap`), by its id().
        notes: notes of the editor; in the edited text, a mark without words stands for each (by its id()).
    """

    def __init__(self, base: Branch, edited: Branch, by: str) -> None:
        self.by, self.document = by, base.attributes.get(XML_ID, "")
        mine, yours = self.tops = text_of(base), copy(text_of(edited))
        self.notes = _notes_taken_out(mine, yours)
        self.mine, _ = lay_out([mine])
        self.yours, _ = lay_out([yours])
        self.alignment: Alignment = align(self.mine, self.yours)
        self.matches: Matches = matches(list(mine.walk()), list(yours.walk()), self.alignment)
        self.places = {id(b): (b.begin, b.end) for tree in (mine, yours) for b in tree.walk()}
        self._blocks = tuple(
            sorted(((b.begin, b.end, b) for b in blocks(top)), key=lambda entry: entry[0]) for top in self.tops
        )
        self._words: dict[int, Words] = {}
        self._counterpart = {id(after): before for before, after in self.matches.pairs}
        self.own = self._outermost(b for b in self.matches.only_second if self._is_own(b))
        self.instead = dict(self._replaced())
        self._own_places = [self.places[id(branch)] for branch in self.own]

    def _is_own(self, fresh: Branch) -> bool:
        begin, end = self.places[id(fresh)]
        if begin == end or is_name(fresh):
            return False
        back = self.alignment.back(begin, is_end=False), self.alignment.back(end, is_end=True)
        if back[0] >= back[1]:
            return True
        changed = any(c.to_begin < end and begin < c.to_end for c in self.alignment.changes)
        return fresh.name in ALTERNATIVES and changed

    def _replaced(self) -> Iterator[tuple[int, tuple[int, int]]]:
        gone = [
            c
            for c in self.alignment.changes
            if self.mine[c.begin : c.end].strip() and not self.yours[c.to_begin : c.to_end].strip(" ")
        ]
        for branch in self.matches.only_second:
            begin, end = self.places[id(branch)]
            if begin != end or branch.tag[:1] == "<":
                continue
            change = next(
                (
                    c
                    for c in gone
                    if c.to_begin - 1 <= begin <= c.to_end + 1
                    and not self.yours[min(begin, c.to_begin) : max(begin, c.to_end)].strip(" ")
                ),
                None,
            )
            if change is not None:  # beside one another, or with a space between
                gone.remove(change)
                yield id(branch), (change.begin, change.end)

    def _outermost(self, branches: Iterator[Branch]) -> list[Branch]:
        outer: list[Branch] = []
        taken: set[int] = set()
        for branch in branches:
            if not any(id(above) in taken for above in ancestors(branch)):
                outer.append(branch)
                taken.add(id(branch))
        return outer

    def is_in_own(self, branch: Branch) -> bool:
        """Whether an element stands inside one with words of the editor's own."""
        own = {id(b) for b in self.own}
        return any(id(above) in own for above in ancestors(branch))

    def touches_own(self, offset: int) -> bool:
        """Whether a place of the edited text is inside or directly beside an element of the editor's own."""
        return any(begin - 1 <= offset <= end + 1 for begin, end in self._own_places)

    def counterpart(self, edited: Branch) -> Branch | None:
        """The element that the program wrote for one of the edited file."""
        return self._counterpart.get(id(edited))

    def is_deleted(self, begin: int, end: int) -> bool:
        """Whether a stretch of the program's words is not in the edited text."""
        there = slice(self.alignment.forth(begin, is_end=False), self.alignment.forth(end, is_end=True))
        return begin < end and not self.yours[there].strip(f" \t\r\n{SEPARATOR}")

    def back(self, edited: Branch) -> tuple[int, int]:
        """The stretch of the program's words at which an element of the edited file stands."""
        begin, end = self.places[id(edited)]
        if begin == end:
            offset = min(self.alignment.back(begin, is_end=True), len(self.mine))
            return offset, offset
        return self.alignment.back(begin, is_end=False), self.alignment.back(end, is_end=True)

    # --- decisions ------------------------------------------------------------------------------

    def decision(
        self, op: str, begin: int, end: int, *, type: str = "", entity: str = "", value: str = "", by: str = ""
    ) -> Iterator[Decision]:
        """A decision about a stretch of the program's words; none where no words are printed."""
        block = self.block(begin)
        if block is None:
            return
        words = self.words_of(block)
        first, exact = self.printed(block, begin, end)
        last = first + len(exact)
        prefix, suffix = words.text[max(0, first - CONTEXT) : first], words.text[last : last + CONTEXT]
        where = address(block)
        if exact:
            name = identifier(self.document, where, exact, prefix)
            yield Decision(op, where, exact, prefix, suffix, type, entity, value, by or self.by, id=name)

    def words_of(self, block: Branch) -> Words:
        """The printed words of a block of the program's."""
        if id(block) not in self._words:
            self._words[id(block)] = words_of(block)
        return self._words[id(block)]

    def printed(self, block: Branch, begin: int, end: int) -> tuple[int, str]:
        """The printed words of a stretch of a block, and where among its words they begin."""
        words, shift = self.words_of(block), self.places[id(block)][0]
        first, last = words.back(begin - shift), words.back(max(begin, end - 1) - shift) + (begin < end)
        exact = words.text[first:last]
        return first + len(exact) - len(exact.lstrip()), exact.strip()

    def block(self, offset: int) -> Branch | None:
        """The innermost block of the program's at a place."""
        return self.innermost(0, offset, offset)

    def innermost(self, version: int, begin: int, end: int, tag: str = "") -> Branch | None:
        """The innermost block of a version (0 the program's, 1 the edited one) around a stretch, of a name if given."""
        entries = self._blocks[version]
        number = bisect_right(entries, begin, key=lambda entry: entry[0])
        around = (b for low, high, b in reversed(entries[:number]) if low <= begin and end <= high)
        return next((b for b in around if not tag or b.tag == tag), None)

    def word_before(self, offset: int) -> int:
        """Where the word before a place begins; the place itself at the begin of a block."""
        begin = offset
        while begin > 0 and self.mine[begin - 1].isspace():
            begin -= 1
        if begin > 0 and self.mine[begin - 1] == SEPARATOR:
            return offset
        while begin > 0 and not self.mine[begin - 1].isspace() and self.mine[begin - 1] != SEPARATOR:
            begin -= 1
        return begin


def _notes_taken_out(mine: Branch, yours: Branch) -> dict[int, Branch]:
    """The notes that only the edited text has; a comment stands in the place of each, which has no words."""
    known = Counter(b.text() for b in mine.walk() if b.name == "note")
    notes: dict[int, Branch] = {}
    for note in [b for b in yours.walk() if b.name == "note" and b.parent is not None]:
        if known[note.text()]:
            known[note.text()] -= 1
        elif not any(above.parent is None and above is not yours for above in ancestors(note)):
            mark, around = Branch(COMMENT, {"": ""}), note.parent
            assert around is not None
            around.put(around.place(note), mark)
            around.content.remove(note)
            note.parent, notes[id(mark)] = None, note
    return notes


def text_of(root: Branch) -> Branch:
    """The `text` of a document, or the whole."""
    return next((child for child in root.children if child.name == "text"), root)


def editor_of(branch: Branch) -> str:
    """The initials of the person who answers for an element beside or instead of the program."""
    people = [token[1:] for token in branch.attributes.get("resp", "").split() if token not in _THINGS]
    return people[-1] if people else ""


def is_inline(branch: Branch) -> bool:
    """Whether an element stands in a line of text."""
    return not is_block(branch)
