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
    if most - least > _DEEP:
        return group([pattern] * least + [p.Optional(pattern)] * (most - least))
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


# Optional parts are nested, which is deterministic, up to this depth; beyond it they stand side by side.
_DEEP = 20


def can_be(at: p.Pattern) -> bool:
    """Whether anything at all may match, references taken for granted."""
    match at:
        case p.NotAllowed():
            return False
        case p.Choice(members):
            return any(map(can_be, members))
        case p.Group(members) | p.Interleave(members):
            return all(map(can_be, members))
        case p.OneOrMore(inner) | p.Attribute(_, inner) | p.List(inner):
            return can_be(inner)
    return True


def without_impossible(at: p.Pattern) -> p.Pattern:
    """A pattern without the parts that can never match, as if they had not been written."""
    match at:
        case p.Choice(members):
            return choice(m for m in map(without_impossible, members) if not isinstance(m, p.NotAllowed))
        case p.Group(members) | p.Interleave(members):
            kept = [m for m in map(without_impossible, members) if not isinstance(m, p.NotAllowed)]
            if not kept:
                return p.NotAllowed()
            return kept[0] if len(kept) == 1 else type(at)(tuple(kept))
        case p.Optional(inner) | p.ZeroOrMore(inner) | p.OneOrMore(inner):
            made = without_impossible(inner)
            if not isinstance(made, p.NotAllowed):
                return type(at)(made)
            return made if isinstance(at, p.OneOrMore) else p.Empty()
        case p.Attribute(name, inner) | p.Element(name, inner):
            return type(at)(name, without_impossible(inner))
    return at
