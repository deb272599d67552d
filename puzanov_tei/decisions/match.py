"""Which children of one version of an element are which children of another.

Children are the same when they share text. So a paragraph that was split is two that share text with one, and one
that moved or got another name is still the same; children without text go by identifier, name and attributes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher

from puzanov_tei.decisions.align import align
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import Branch, lay_out

_SHARED = 0.4  # of the words of the shorter one
Pairs = list[tuple[Branch, Branch]]


def pairs(first: Sequence[Branch], second: Sequence[Branch]) -> Pairs:
    """The children that belong together; one may belong to several (split, joined)."""
    pairing = _Pairing(first, second)
    pairing.in_order(lambda branch: branch.key)
    pairing.in_order(lambda branch: branch.text() or None)
    pairing.anywhere(_identity)
    pairing.by_shared_text()
    pairing.in_order(_likeness)
    pairing.in_order(lambda branch: branch.tag if _identity(branch) is None else None)
    return pairing.pairs


class _Pairing:
    def __init__(self, first: Sequence[Branch], second: Sequence[Branch]) -> None:
        self._first, self._second = list(first), list(second)
        self.pairs: Pairs = []

    def _take(self, taken: Iterable[tuple[Branch, Branch]]) -> None:
        new = list(taken)
        self.pairs += new
        left, right = {id(a) for a, _ in new}, {id(b) for _, b in new}
        self._first = [branch for branch in self._first if id(branch) not in left]
        self._second = [branch for branch in self._second if id(branch) not in right]

    def in_order(self, key: Callable[[Branch], Hashable]) -> None:
        """Pair what has the same key, as many as possible without changing their order."""
        a, b = [key(branch) for branch in self._first], [key(branch) for branch in self._second]
        a = [value if value is not None else object() for value in a]
        matcher = SequenceMatcher(None, a, b, autojunk=False)
        self._take(
            (self._first[m.a + k], self._second[m.b + k]) for m in matcher.get_matching_blocks() for k in range(m.size)
        )

    def anywhere(self, key: Callable[[Branch], Hashable]) -> None:
        """Pair what alone has a key in both, wherever it stands."""
        places: dict[Hashable, Branch] = {}
        counts = Counter(key(branch) for branch in self._second)
        for branch in self._second:
            places[key(branch)] = branch
        mine = Counter(key(branch) for branch in self._first)
        self._take(
            (branch, places[key(branch)])
            for branch in self._first
            if key(branch) is not None and counts[key(branch)] == mine[key(branch)] == 1
        )

    def by_shared_text(self) -> None:
        """Pair what shares a good part of its words."""
        first_text, _ = lay_out(self._first)
        second_text, _ = lay_out(self._second)
        alignment = align(first_text, second_text)
        shared: dict[tuple[int, int], int] = defaultdict(int)
        same, here = [], 0
        for change in alignment.changes:
            same.append((here, change.begin))
            here = change.end
        same.append((here, len(first_text)))
        second_of = _Places(self._second)
        for number, branch in enumerate(self._first):
            for begin, end in same:
                low, high = max(begin, branch.begin), min(end, branch.end)
                if low < high:
                    offset = alignment.forth(low, is_end=False)
                    for other, size in second_of.within(offset, offset + high - low):
                        shared[number, other] += size
        shared_text = ((self._first[a], self._second[b], count) for (a, b), count in shared.items() if count > 1)
        self._take((one, other) for one, other, count in shared_text if _is_much(count, one, other))


def _is_much(count: int, one: Branch, other: Branch) -> bool:
    """Whether two elements share enough text to be the same; records go by their identifiers."""
    if _identity(one) is not None and _identity(other) is not None:
        return False
    return count >= _SHARED * min(one.end - one.begin, other.end - other.begin)


class _Places:
    """Branches by their places in a text."""

    def __init__(self, branches: Sequence[Branch]) -> None:
        self._branches = branches

    def within(self, begin: int, end: int) -> list[tuple[int, int]]:
        """The numbers of those that have a part in a stretch, and the sizes of the parts."""
        parts = ((n, min(end, b.end) - max(begin, b.begin)) for n, b in enumerate(self._branches))
        return [(number, size) for number, size in parts if size > 0]


def _identity(branch: Branch) -> Hashable:
    """What alone identifies a record, wherever it stands; a paragraph goes by its text first."""
    identifier = branch.attributes.get(XML_ID)
    return (branch.tag, identifier) if identifier and branch.name not in ("p", "ab") else None


def _likeness(branch: Branch) -> Hashable:
    kept = ("type", "subtype", "ident", "unit", "who", XML_ID)
    return (branch.tag, *(branch.attributes.get(name, "") for name in kept))
