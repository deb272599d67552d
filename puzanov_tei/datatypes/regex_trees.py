"""Regular expressions as trees, and their derivatives by characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Class = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Set:
    """One character of a class; `source` identifies it."""

    source: str
    test: Class = field(compare=False)


@dataclass(frozen=True, slots=True)
class Concatenation:
    """One thing, then the rest."""

    first: Tree
    rest: Tree


@dataclass(frozen=True, slots=True)
class Alternation:
    """One of the members; without members nothing matches."""

    members: frozenset[Tree]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A thing from `least` to `most` times (None: without end)."""

    inner: Tree
    least: int
    most: int | None


Tree = Set | Concatenation | Alternation | Repeat | None
NOTHING = Alternation(frozenset())
EMPTY = None


def nullable(tree: Tree) -> bool:
    """Whether the tree matches the empty text."""
    if tree is None:
        return True
    if isinstance(tree, Concatenation):
        return nullable(tree.first) and nullable(tree.rest)
    if isinstance(tree, Alternation):
        return any(nullable(member) for member in tree.members)
    return isinstance(tree, Repeat) and (tree.least == 0 or nullable(tree.inner))


def derivative(tree: Tree, character: str) -> Tree:
    """What has to match the rest of a text that begins with `character` (Brzozowski)."""
    if isinstance(tree, Set):
        return EMPTY if tree.test(character) else NOTHING
    if isinstance(tree, Concatenation):
        after = sequence(derivative(tree.first, character), tree.rest)
        return choice(after, derivative(tree.rest, character)) if nullable(tree.first) else after
    if isinstance(tree, Alternation):
        return choice(*(derivative(member, character) for member in tree.members))
    if isinstance(tree, Repeat):
        most = None if tree.most is None else tree.most - 1
        return sequence(derivative(tree.inner, character), repeat(tree.inner, max(tree.least - 1, 0), most))
    return NOTHING


def sequence(first: Tree, rest: Tree) -> Tree:
    """Both, one after the other, in its simplest form."""
    if first == NOTHING or rest == NOTHING:
        return NOTHING
    if first is None:
        return rest
    if rest is None:
        return first
    if isinstance(first, Concatenation):
        return Concatenation(first.first, sequence(first.rest, rest))
    return Concatenation(first, rest)


def choice(*members: Tree) -> Tree:
    """One of the members, in its simplest form."""
    flat: set[Tree] = set()
    for member in members:
        if isinstance(member, Alternation):
            flat |= member.members
        else:
            flat.add(member)
    return next(iter(flat)) if len(flat) == 1 else Alternation(frozenset(flat))


def repeat(inner: Tree, least: int, most: int | None) -> Tree:
    """Repetition, in its simplest form."""
    if most == 0 or inner is None:
        return EMPTY
    if least == most == 1:
        return inner
    return Repeat(inner, least, most)
