"""Decisions learnt from a file that an editor changed: what differs from what the program wrote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from puzanov_tei.decisions.align import Alignment, Change, align
from puzanov_tei.decisions.apply import TAGS
from puzanov_tei.decisions.lines import CONTEXT, Decision, identifier
from puzanov_tei.decisions.places import Words, address, blocks, words_of
from puzanov_tei.decisions.spans import Matches, matches
from puzanov_tei.decisions.surgery import is_name
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import COMMENT, SEPARATOR, Branch, lay_out

KINDS = {tag: kind for kind, tag in TAGS.items()}


@dataclass(frozen=True, slots=True)
class Learnt:
    """The decisions, and in words what no decision can say (it stays in the edited file)."""

    decisions: tuple[Decision, ...]
    left: tuple[str, ...]


def learn(base: Branch, edited: Branch, by: str, *, teach: bool = False) -> Learnt:
    """What an editor decided in a file.

    Args:
        base: what the program wrote; edited: what the editor made of it (both trees are used up).
        by: initials for what does not name its editor in `@resp`.
        teach: a name that was linked to another record also becomes a variant of that record.
    """
    document = base.attributes.get(XML_ID, "")
    lesson = _Lesson(base, edited, by, document)
    decisions = [*_header(base, edited, by, document), *lesson.names(), *lesson.words(), *lesson.notes()]
    if teach:
        decisions += [
            Decision("entity", exact=d.exact, type=d.type, entity=d.entity, by=d.by, note="variant")
            for d in decisions if d.op in ("relink", "add") and d.entity and d.exact
        ]
    return Learnt(tuple(dict.fromkeys(decisions)), tuple(lesson.left()))


class _Lesson:
    def __init__(self, base: Branch, edited: Branch, by: str, document: str) -> None:
        self._by, self._document = by, document
        mine, yours = _text(base), _text(edited)
        self._mine, _ = lay_out([mine])
        self._yours, _ = lay_out([yours])
        self._alignment: Alignment = align(self._mine, self._yours)
        self._matches: Matches = matches(list(mine.walk()), list(yours.walk()), self._alignment)
        self._places = {id(b): (b.begin, b.end) for tree in (mine, yours) for b in tree.walk()}
        self._blocks = sorted(((b.begin, b.end, b) for b in blocks(mine)), key=lambda entry: entry[0])
        self._words: dict[int, Words] = {}
        self._notes = [b for b in self._matches.only_second if b.name == "note"]

    def names(self) -> Iterator[Decision]:
        """What became of names."""
        for before, after in self._matches.pairs:
            if is_name(before) or is_name(after):
                yield from self._name(before, after)
        for gone in self._matches.only_first:
            if is_name(gone) and not self._is_deleted(gone):
                yield from self._decision("reject", *self._places[id(gone)], gone, self._by)
        for fresh in self._matches.only_second:
            if is_name(fresh) and fresh.begin < fresh.end and not self._in_a_note(fresh.begin):
                begin = self._alignment.back(self._places[id(fresh)][0], is_end=False)
                end = self._alignment.back(self._places[id(fresh)][1], is_end=True)
                yield from self._decision("add", begin, end, fresh, _editor(fresh) or self._by)

    def _name(self, before: Branch, after: Branch) -> Iterator[Decision]:
        begin, end = self._places[id(before)]
        by = _editor(after) or self._by
        here = self._places[id(after)]
        place = (self._alignment.back(here[0], is_end=False), self._alignment.back(here[1], is_end=True))
        if place != (begin, end) and begin < end and place[0] < place[1]:
            for decision in self._decision("resize", begin, end, after, by):
                block = self._block(begin)
                yield replace(decision, value=self._printed(block, *place)[1] if block else "")
            if before.attributes.get("ref") == after.attributes.get("ref"):
                return
            begin, end = place
        if before.tag != after.tag:
            yield from self._decision("retype", begin, end, after, by)
        elif before.attributes.get("ref") != after.attributes.get("ref"):
            yield from self._decision("relink", begin, end, after, by)
        elif before.attributes.get("resp") != after.attributes.get("resp") and _editor(after):
            yield from self._decision("accept", begin, end, after, by)

    def words(self) -> Iterator[Decision]:
        """Words that were corrected, paragraphs that were split or joined."""
        for change in self._alignment.changes:
            if self._in_a_note(change.to_begin) or self._in_a_note(change.to_end):
                continue
            old, new = self._mine[change.begin : change.end], self._yours[change.to_begin : change.to_end]
            if SEPARATOR in old + new:
                yield from self._break(change, old, new)
            elif old.strip():
                yield from self._decision("correct", change.begin, change.end, None, self._by, value=new)
            else:
                begin = self._word_before(change.begin)
                value = self._mine[begin : change.begin] + new + old
                yield from self._decision("correct", begin, change.end, None, self._by, value=value.strip())

    def _break(self, change: Change, old: str, new: str) -> Iterator[Decision]:
        if (old + new).strip(f" \n\t{SEPARATOR}"):
            return  # a paragraph that came or went
        block, following = self._block(max(0, change.begin - 1)), self._block(change.end)
        if block is None or following is None:
            return
        before = self._printed(block, self._places[id(block)][0], change.begin)[1][-CONTEXT:].strip()
        after = self._printed(following, change.end, self._places[id(following)][1])[1][:CONTEXT].strip()
        operation = "split" if SEPARATOR in new else "join"
        yield Decision(operation, address(block), "", before, after, by=self._by)

    def notes(self) -> Iterator[Decision]:
        """Comments and headnotes."""
        for note in self._notes:
            begin, end = self._places[id(note)]
            text, by = " ".join(self._yours[begin:end].replace(SEPARATOR, " ").split()), _editor(note) or self._by
            here = self._alignment.back(begin, is_end=True)
            while here > 0 and self._mine[here - 1] in (SEPARATOR, " "):
                here -= 1
            start = self._word_before(here)
            if start < here:
                yield from self._decision("note", start, here, None, by, value=text)

    def left(self) -> Iterator[str]:
        """What no decision can say."""
        for fresh in self._matches.only_second:
            if fresh.tag == COMMENT:
                yield f"a comment: {fresh.attributes[''].strip()[:60]}"
            elif not is_name(fresh) and fresh.name not in ("note", "surname", "forename", "roleName"):
                yield f"a new <{fresh.name}>"

    # --- places ---------------------------------------------------------------------------------

    def _decision(
        self, op: str, begin: int, end: int, name: Branch | None, by: str, value: str = ""
    ) -> Iterator[Decision]:
        block = self._block(begin)
        if block is None:
            return
        words = self._words_of(block)
        first, exact = self._printed(block, begin, end)
        last = first + len(exact)
        prefix, suffix = words.text[max(0, first - CONTEXT) : first], words.text[last : last + CONTEXT]
        where = address(block)
        if not exact or (op == "correct" and exact == value):
            return
        entity = name.attributes.get("ref", "").removeprefix("#") if name is not None and op != "reject" else ""
        yield Decision(
            op, where, exact, prefix, suffix, KINDS.get(name.name, "") if name is not None else "", entity, value, by,
            id=identifier(self._document, where, exact, prefix),
        )

    def _words_of(self, block: Branch) -> Words:
        if id(block) not in self._words:
            self._words[id(block)] = words_of(block)
        return self._words[id(block)]

    def _printed(self, block: Branch, begin: int, end: int) -> tuple[int, str]:
        """The printed words of a stretch of a block, and where among its words they begin."""
        words, shift = self._words_of(block), self._places[id(block)][0]
        first, last = words.back(begin - shift), words.back(max(begin, end - 1) - shift) + (begin < end)
        return first, words.text[first:last]

    def _block(self, offset: int) -> Branch | None:
        number = bisect_right(self._blocks, offset, key=lambda entry: entry[0])
        return next((b for begin, end, b in reversed(self._blocks[:number]) if begin <= offset <= end), None)

    def _word_before(self, offset: int) -> int:
        begin = offset
        while begin > 0 and self._mine[begin - 1].isspace():
            begin -= 1
        while begin > 0 and not self._mine[begin - 1].isspace() and self._mine[begin - 1] != SEPARATOR:
            begin -= 1
        return begin

    def _in_a_note(self, offset: int) -> bool:
        return any(b - 1 <= offset <= e + 1 for b, e in (self._places[id(note)] for note in self._notes))

    def _is_deleted(self, gone: Branch) -> bool:
        begin, end = self._places[id(gone)]
        return self._alignment.forth(begin, is_end=False) >= self._alignment.forth(end, is_end=True)


def _text(root: Branch) -> Branch:
    return next((child for child in root.children if child.name == "text"), root)


def _editor(branch: Branch) -> str:
    """The initials of the person who answers for an element beside or instead of the program."""
    people = [token[1:] for token in branch.attributes.get("resp", "").split() if token not in ("#tool", "#wcda")]
    return people[-1] if people else ""


def _header(base: Branch, edited: Branch, by: str, document: str) -> Iterator[Decision]:
    mine, yours = (next((c for c in root.children if c.name == "teiHeader"), None) for root in (base, edited))
    if mine is None or yours is None:
        return
    fields = {address(field): field.text() for field in yours.walk() if not field.children}
    for field in mine.walk():
        if field.children or field.attributes.get("type") == "digest":
            continue
        where, old = address(field), field.text().strip(SEPARATOR)
        new = fields.get(where, old).strip(SEPARATOR)
        if new != old and new:
            yield Decision("header", where, old, value=new, by=by, id=identifier(document, where, old, ""))
