"""Mentions -> one properly nested set, and a finding for each loser. The only place that decides overlaps.

Order of the decisions:

1. A mention that ends inside an editorial bracket takes the bracket in if nothing but punctuation is left of
   it (`A. Ye. [[Belov?]]`), else it stops before the bracket (`[journalist Wilfred] Burchett`).
2. Editorial marks and parts of the document stand; a mention that crosses one is dropped.
3. Of two mentions that cross, the one the program is surer of stands; then the longer; then the earlier rule.
4. A name inside a name that is not part of it by MEANING is dropped (a person inside an organisation's name).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.model import Certainty, Kind, Mention, Part, Source

CODES: dict[str, tuple[str, str]] = {
    "PZ701": (
        "Something recognised was not tagged, because it overlaps something surer",
        "Elements nest: of two stretches that cross, or of two names in the same place, one stands. The program keeps "
        "the one it is surer of and names the other, so that an editor can decide otherwise.",
    ),
}
"""Code -> (title, rationale)."""

_NAMES = frozenset({Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.DATE, Kind.TIME, Kind.WORK})

# Kind -> kinds that may not stand inside it.
_FORBIDDEN_INSIDE: dict[Kind, frozenset[Kind]] = {
    Kind.PERSON: frozenset({Kind.PERSON, Kind.OFFICE_HOLDER, Kind.SAID}),
    Kind.ORG: frozenset({Kind.PERSON, Kind.SAID}),
    Kind.PLACE: frozenset({Kind.PERSON, Kind.PLACE, Kind.ORG, Kind.SAID}),
    Kind.DATE: _NAMES | {Kind.SAID, Kind.OFFICE_HOLDER},
    Kind.TIME: _NAMES | {Kind.SAID, Kind.OFFICE_HOLDER},
    Kind.OFFICE_HOLDER: frozenset({Kind.PERSON, Kind.OFFICE_HOLDER, Kind.SAID}),
    Kind.FORENAME: _NAMES | {Kind.ROLE, Kind.SAID},
    Kind.SURNAME: _NAMES | {Kind.ROLE, Kind.SAID},
    Kind.ROLE: frozenset({Kind.PERSON, Kind.ROLE, Kind.SAID}),
}
# A part of a personal name needs one of these around it.
_NEEDS_PARENT: dict[Kind, frozenset[Kind]] = {
    Kind.FORENAME: frozenset({Kind.PERSON}),
    Kind.SURNAME: frozenset({Kind.PERSON}),
    Kind.ROLE: frozenset({Kind.PERSON, Kind.OFFICE_HOLDER, Kind.ORG}),
}
# What stands outside when two things have the same span.
_OUTER_FIRST = (
    *(Kind.STAMP, Kind.HANDWRITTEN, Kind.TRANSLATOR_NOTE, Kind.UNPARSED, Kind.ROMANIZATION, Kind.GLOSS),
    *(Kind.SAID, Kind.EVENT, Kind.GROUP, Kind.DATE, Kind.TIME, Kind.WORK, Kind.OFFICE_HOLDER, Kind.PERSON),
    *(Kind.ROLE, Kind.ORG, Kind.PLACE, Kind.SURNAME, Kind.FORENAME, Kind.SUBSTITUTION, Kind.CHOICE),
)
_OUTER_RANK = {kind: rank for rank, kind in enumerate(_OUTER_FIRST)}
_CERTAINTY = {Certainty.HIGH: 3, Certainty.MEDIUM: 2, Certainty.UNKNOWN: 1, Certainty.LOW: 0}


def outer_rank(kind: Kind) -> int:
    """Position of `kind` among things with the same span: the lower stands outside."""
    return _OUTER_RANK.get(kind, len(_OUTER_FIRST))


@dataclass(slots=True)
class _Entry:
    """A candidate during the sweep."""

    begin: int
    end: int
    mention: Mention | None  # None for a part of the document
    fixed: bool
    order: int
    alive: bool = True

    @property
    def strength(self) -> tuple[int, int, int]:
        assert self.mention is not None
        return (_CERTAINTY[self.mention.cert], self.end - self.begin, -self.order)


def merge(
    source: Source, root: Part, marks: Sequence[Mention], mentions: Iterable[Mention]
) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
    """Settle all overlaps.

    Args:
        source: the text, for positions in messages.
        root: the parts of the document; they stand as they are.
        marks: editorial marks, properly nested; they stand as they are.
        mentions: what the taggers found, in their order (earlier ones win ties).

    Returns:
        Marks and surviving mentions, properly nested with each other and with the parts, in document order
        (outer before inner); and a finding for each mention that had to give way.
    """
    snap = _Snapper(source.text, marks)
    moved = [better for m in mentions if (better := snap(m)) is not None]
    entries = [_Entry(p.begin, p.end, None, True, -2) for p in _descendants(root)]
    entries += [_Entry(m.begin, m.end, m, True, -1) for m in marks]
    entries += [_Entry(m.begin, m.end, m, False, order) for order, m in enumerate(_distinct(moved))]
    entries.sort(key=_sort_key)
    losers = [entry.mention for entry in _sweep(entries) if entry.mention is not None and not entry.fixed]
    kept = tuple(e.mention for e in entries if e.alive and e.mention is not None)
    return kept, tuple(_finding(source, loser) for loser in losers)


def _sort_key(entry: _Entry) -> tuple[int, int, int, int]:
    rank = -1 if entry.mention is None else outer_rank(entry.mention.kind)
    return (entry.begin, -entry.end, rank, entry.order)


def _descendants(part: Part) -> Iterator[Part]:
    pending = [part]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(current.children)


def _distinct(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The first of several mentions with the same span and kind."""
    seen: set[tuple[int, int, Kind]] = set()
    for mention in mentions:
        key = (mention.begin, mention.end, mention.kind)
        if mention.begin < mention.end and key not in seen:
            seen.add(key)
            yield mention


def _sweep(entries: list[_Entry]) -> Iterator[_Entry]:
    """One pass over the entries in document order; marks losers dead and yields them."""
    stack: list[_Entry] = []
    for entry in entries:
        while stack and (not stack[-1].alive or stack[-1].end <= entry.begin):
            stack.pop()
        yield from _uncross(stack, entry)
        if entry.alive and not entry.fixed and not _may_stand(stack, entry):
            entry.alive = False
            yield entry
        if entry.alive:
            stack.append(entry)


def _uncross(stack: list[_Entry], entry: _Entry) -> Iterator[_Entry]:
    """Kill either `entry` or what it crosses on the stack."""
    for index in range(len(stack) - 1, -1, -1):
        other = stack[index]
        if not other.alive or other.end >= entry.end:
            continue
        if entry.fixed and other.fixed:
            # Marks and parts that cross each other: the part stands, the mark gives way.
            loser = entry if entry.mention is not None else other
        elif entry.fixed or other.fixed:
            loser = other if entry.fixed else entry
        else:
            loser = other if entry.strength > other.strength else entry
        loser.alive = False
        yield loser
        if loser is entry:
            return


def _may_stand(stack: list[_Entry], entry: _Entry) -> bool:
    """Whether the mentions around allow `entry`."""
    mention = entry.mention
    assert mention is not None
    around = [e.mention for e in stack if e.alive and e.mention is not None]
    kinds = {m.kind for m in around}
    if mention.kind in _NEEDS_PARENT and not kinds & _NEEDS_PARENT[mention.kind]:
        return False
    inside_role = Kind.ROLE in kinds
    for outer in around:
        if mention.kind in _FORBIDDEN_INSIDE.get(outer.kind, frozenset()):
            return False
        # A place or organisation inside a person's mention belongs to the title, never to the name.
        if outer.kind is Kind.PERSON and mention.kind in _NAMES and not inside_role:
            return False
        if outer.kind is mention.kind and (outer.begin, outer.end) == (mention.begin, mention.end):
            return False
    return True


def _finding(source: Source, mention: Mention) -> Finding:
    line, column = source.location(mention.begin)
    words = " ".join(source.text[mention.begin : mention.end].split())
    return Finding(
        code="PZ701",
        severity=Severity.INFO,
        message=f"{words!r} is not tagged as {mention.kind.value}: it overlaps something surer.",
        hint="Tag it by hand if both are meant.",
        location=Location(source.name, line, column),
        rule=mention.rule,
    )


class _Snapper:
    """Moves the ends of a mention out of the editorial brackets that it cuts."""

    def __init__(self, text: str, marks: Sequence[Mention]) -> None:
        self._text = text
        ordered = sorted(marks, key=lambda m: (m.begin, -m.end))
        # Children by parent index (-1: top level), each list in document order, for bisection.
        self._marks = ordered
        self._children: dict[int, list[int]] = {-1: []}
        stack: list[int] = []
        for index, mark in enumerate(ordered):
            while stack and ordered[stack[-1]].end <= mark.begin:
                stack.pop()
            parent = stack[-1] if stack else -1
            self._children.setdefault(parent, []).append(index)
            stack.append(index)
        self._starts = {p: [ordered[i].begin for i in c] for p, c in self._children.items()}

    def __call__(self, mention: Mention) -> Mention | None:
        """The mention with better ends; None if nothing of it is left."""
        if mention.opening or mention.closing:
            return mention  # framed: its ends are delimiters
        begin, end = mention.begin, mention.end
        for edge in (begin, end - 1):
            for mark in self._path(edge):
                if begin <= mark.begin <= mark.end <= end or mark.begin <= begin <= end <= mark.end:
                    continue
                if end <= mark.begin or mark.end <= begin:
                    break  # it has left the mark around this one
                inside = (max(begin, mark.begin), min(end, mark.end))
                if self._is_rest_empty(mark, *inside):
                    begin, end = min(begin, mark.begin), max(end, mark.end)
                elif mark.begin < begin:
                    begin = mark.end
                else:
                    end = mark.begin
        begin, end = self._trim(begin, end)
        if begin >= end:
            return None
        if (begin, end) == (mention.begin, mention.end):
            return mention
        return replace(mention, begin=begin, end=end)

    def _path(self, position: int) -> Iterator[Mention]:
        """The marks around `position`, outermost first."""
        parent = -1
        while parent in self._children:
            index = bisect_right(self._starts[parent], position) - 1
            if index < 0:
                return
            parent = self._children[parent][index]
            if not self._marks[parent].begin <= position < self._marks[parent].end:
                return
            yield self._marks[parent]

    def _is_rest_empty(self, mark: Mention, begin: int, end: int) -> bool:
        """Whether the mark says nothing outside `begin:end` (its delimiters do not count)."""
        before = range(mark.begin + mark.opening, begin)
        after = range(end, mark.end - mark.closing)
        return not any(self._text[i].isalnum() for i in chain(before, after))

    def _trim(self, begin: int, end: int) -> tuple[int, int]:
        while begin < end and self._text[begin].isspace():
            begin += 1
        while end > begin and self._text[end - 1].isspace():
            end -= 1
        return begin, end
