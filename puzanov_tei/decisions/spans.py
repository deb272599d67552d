"""Which element of one version is which of another, by the stretch of text that it stands at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from puzanov_tei.decisions.align import Alignment
from puzanov_tei.decisions.surgery import is_name
from puzanov_tei.tei.tree import Branch


@dataclass(slots=True)
class Matches:
    """Elements that are the same in two versions.

    Attributes:
        pairs: in document order of the first version.
        second: the element of the second version, by id() of that of the first.
        only_first, only_second: elements that have no counterpart, in document order.
    """

    pairs: list[tuple[Branch, Branch]] = field(default_factory=list)
    second: dict[int, Branch] = field(default_factory=dict)
    only_first: list[Branch] = field(default_factory=list)
    only_second: list[Branch] = field(default_factory=list)


def matches(first: Sequence[Branch], second: Sequence[Branch], alignment: Alignment) -> Matches:
    """Match the elements of two versions.

    The same are, in this order: what has the same name at the same stretch (those with the same attributes first),
    names of different kinds at the same stretch (retagged), and names of one kind that overlap (resized).
    """
    matched = Matches()
    left, right = list(first), list(second)
    places = {
        id(b): (alignment.forth(b.begin, is_end=False), alignment.forth(b.end, is_end=True))
        if b.begin < b.end
        else (alignment.forth(b.begin, is_end=True),) * 2
        for b in first
    }

    def take(key_first: Callable[[Branch], Hashable], key_second: Callable[[Branch], Hashable]) -> None:
        waiting: dict[Hashable, list[Branch]] = defaultdict(list)
        for branch in right:
            waiting[key_second(branch)].append(branch)
        for branch in left:
            key = key_first(branch)
            if key is not None and waiting.get(key):
                matched.second[id(branch)] = waiting[key].pop(0)
        used = {id(branch) for branch in matched.second.values()}
        left[:] = [branch for branch in left if id(branch) not in matched.second]
        right[:] = [branch for branch in right if id(branch) not in used]

    take(lambda b: (b.key, *places[id(b)]), lambda b: (b.key, b.begin, b.end))
    take(lambda b: (_facts(b), *places[id(b)]), lambda b: (_facts(b), b.begin, b.end))
    take(lambda b: (b.tag, *places[id(b)]), lambda b: (b.tag, b.begin, b.end))
    take(
        lambda b: places[id(b)] if is_name(b) and b.begin < b.end else None,
        lambda b: (b.begin, b.end) if is_name(b) and b.begin < b.end else id(b),
    )
    _overlapping(left, right, places, matched)
    used = {id(branch) for branch in matched.second.values()}
    matched.pairs = [(b, matched.second[id(b)]) for b in first if id(b) in matched.second]
    matched.only_first = [b for b in first if id(b) not in matched.second]
    matched.only_second = [b for b in second if id(b) not in used]
    return matched


def _facts(branch: Branch) -> Hashable:
    return branch.tag, tuple(sorted(branch.attributes.items()))


def _overlapping(
    left: Sequence[Branch], right: Sequence[Branch], places: Mapping[int, tuple[int, int]], matched: Matches
) -> None:
    taken: set[int] = set()
    for branch in left:
        begin, end = places[id(branch)]
        for other in right:
            if id(other) in taken or other.tag != branch.tag or begin == end:
                continue
            if max(begin, other.begin) < min(end, other.end):
                matched.second[id(branch)] = other
                taken.add(id(other))
                break
