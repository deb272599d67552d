"""Small builders of patterns that keep them simple, and the references in a pattern."""

from __future__ import annotations

from collections.abc import Iterable

from puzanov_tei.odd.specs import UNBOUNDED
from puzanov_tei.relaxng import patterns as p


def group(members: Iterable[p.Pattern]) -> p.Pattern:
    """Members in order, `empty` left out."""
    flat: list[p.Pattern] = []
    for member in members:
        if isinstance(member, p.Group):
            flat += member.members
        elif not isinstance(member, p.Empty):
            flat.append(member)
    return p.Empty() if not flat else flat[0] if len(flat) == 1 else p.Group(tuple(flat))


def choice(members: Iterable[p.Pattern]) -> p.Pattern:
    """One of the members; `notAllowed` if there are none."""
    some = tuple(members)
    return p.NotAllowed() if not some else some[0] if len(some) == 1 else p.Choice(some)


def times(pattern: p.Pattern, least: int, most: int) -> p.Pattern:
    """A pattern between `least` and `most` times."""
    if isinstance(pattern, p.Empty) or most == 0:
        return p.Empty()
    if (least, most) == (1, 1):
        return pattern
    if most == UNBOUNDED:
        if least == 0:
            return p.ZeroOrMore(pattern)
        return group([pattern] * (least - 1) + [p.OneOrMore(pattern)])
    tail: p.Pattern | None = None
    for _ in range(most - least):
        tail = p.Optional(pattern if tail is None else group([pattern, tail]))
    return group([pattern] * least + ([tail] if tail else []))


def references(pattern: p.Pattern) -> list[str]:
    """Names of the definitions that a pattern refers to."""
    found: list[str] = []
    todo: list[p.Pattern] = [pattern]
    while todo:
        at = todo.pop()
        if isinstance(at, p.Ref):
            found.append(at.name)
        elif isinstance(at, (p.Choice, p.Group, p.Interleave)):
            todo += at.members
        elif isinstance(at, (p.Optional, p.ZeroOrMore, p.OneOrMore, p.List, p.Attribute, p.Element)):
            todo.append(at.pattern)
        elif isinstance(at, p.Data) and at.exclude is not None:
            todo.append(at.exclude)
    return found
