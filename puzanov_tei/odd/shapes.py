"""Small builders of patterns that keep them simple."""

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


# Optional parts are nested, which is deterministic, up to this depth; beyond it they stand side by side.
_DEEP = 20


def can_be(pattern: p.Pattern) -> bool:
    """Whether anything at all may match, references taken for granted."""
    match pattern:
        case p.NotAllowed():
            return False
        case p.Choice(members):
            return any(map(can_be, members))
        case p.Group(members) | p.Interleave(members):
            return all(map(can_be, members))
        case p.OneOrMore(inner) | p.Attribute(_, inner) | p.List(inner):
            return can_be(inner)
    return True


def without_impossible(pattern: p.Pattern) -> p.Pattern:
    """A pattern without the parts that can never match, as if they had not been written."""
    match pattern:
        case p.Choice(members):
            return choice(m for m in map(without_impossible, members) if not isinstance(m, p.NotAllowed))
        case p.Group(members) | p.Interleave(members):
            kept = [m for m in map(without_impossible, members) if not isinstance(m, p.NotAllowed)]
            if not kept:
                return p.NotAllowed()
            return kept[0] if len(kept) == 1 else type(pattern)(tuple(kept))
        case p.Optional(inner) | p.ZeroOrMore(inner) | p.OneOrMore(inner):
            made = without_impossible(inner)
            if not isinstance(made, p.NotAllowed):
                return type(pattern)(made)
            return made if isinstance(pattern, p.OneOrMore) else p.Empty()
        case p.Attribute(name, inner) | p.Element(name, inner):
            return type(pattern)(name, without_impossible(inner))
    return pattern
