"""The simplification of a grammar as far as its legality depends on it (ISO/IEC 19757-2, clauses 4.18, 4.20 and 4.21).

What cannot be reached from the start, and what can never match, is not there for the restrictions of clause 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import IntEnum

from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.walk import references_in


def reachable(start: p.Pattern, defines: Mapping[str, p.Pattern]) -> dict[str, p.Pattern]:
    """The definitions that the start leads to, in the order of the grammar (4.18). Undefined names are passed over."""
    met: set[str] = set()
    todo = [*references_in(start)]
    while todo:
        name = todo.pop()
        if name not in met and name in defines:
            met.add(name)
            todo += references_in(defines[name])
    return {name: pattern for name, pattern in defines.items() if name in met}


def simplified(grammar: p.Grammar) -> p.Grammar:
    """The grammar without patterns that can never match, without idle `empty`, and without what only those led to.

    Its references must be defined, and none that is reached may lead back to itself outside of elements.
    """
    used = reachable(grammar.start, grammar.defines)
    simplifier = _Simplifier(used)
    defines = {name: simplifier.pattern(pattern) for name, pattern in used.items()}
    start = simplifier.pattern(grammar.start)
    return replace(grammar, start=start, defines=reachable(start, defines))


class _Worth(IntEnum):
    """What a pattern comes to: nothing can match it, only nothing matches it, or something else."""

    NOTHING = 1
    EMPTY = 2
    SOMETHING = 3


class _Simplifier:
    def __init__(self, defines: Mapping[str, p.Pattern]) -> None:
        self.defines = defines
        self.worths: dict[str, _Worth] = {}

    def worth(self, pattern: p.Pattern) -> _Worth:
        """What the pattern comes to; elements count as something whatever is in them (4.20)."""
        match pattern:
            case p.Ref(name):
                if name not in self.worths:
                    self.worths[name] = self.worth(self.defines[name])
                return self.worths[name]
            case p.NotAllowed():
                return _Worth.NOTHING
            case p.Empty():
                return _Worth.EMPTY
            case p.Attribute(_, inner) | p.List(inner):
                return _Worth.NOTHING if self.worth(inner) is _Worth.NOTHING else _Worth.SOMETHING
            case p.OneOrMore(inner):
                return self.worth(inner)
            case p.ZeroOrMore(inner) | p.Optional(inner):
                return _Worth.SOMETHING if self.worth(inner) is _Worth.SOMETHING else _Worth.EMPTY
            case p.Choice(members):
                return max(map(self.worth, members), default=_Worth.NOTHING)
            case p.Group(members) | p.Interleave(members):
                worths = [self.worth(member) for member in members]
                return _Worth.NOTHING if _Worth.NOTHING in worths else max(worths, default=_Worth.EMPTY)
        return _Worth.SOMETHING

    def pattern(self, pattern: p.Pattern) -> p.Pattern:
        """The pattern with everything impossible and idle in it left out."""
        match pattern:
            case p.Ref():
                return _STANDS_FOR.get(self.worth(pattern), pattern)
            case p.Text() | p.Value():
                return pattern
            case p.Choice(members):
                left = self._left(members, p.NotAllowed)
                if all(isinstance(member, p.Empty) for member in left):
                    return p.Empty() if left else p.NotAllowed()
                return left[0] if len(left) == 1 else p.Choice(left)
            case p.Group(members) | p.Interleave(members):
                left = self._left(members, p.Empty)
                if any(isinstance(member, p.NotAllowed) for member in left):
                    return p.NotAllowed()
                return type(pattern)(left) if len(left) > 1 else left[0] if left else p.Empty()
            case p.Element(name, inner):
                return p.Element(name, self.pattern(inner))
            case p.Attribute(name, inner):
                value = self.pattern(inner)
                return value if isinstance(value, p.NotAllowed) else p.Attribute(name, value)
            case p.List(inner):
                items = self.pattern(inner)
                return items if isinstance(items, p.NotAllowed) else p.List(items)
            case p.OneOrMore(inner):
                once = self.pattern(inner)
                return once if isinstance(once, (p.NotAllowed, p.Empty)) else p.OneOrMore(once)
            case p.ZeroOrMore(inner) | p.Optional(inner):
                once = self.pattern(inner)
                return p.Empty() if isinstance(once, (p.NotAllowed, p.Empty)) else type(pattern)(once)
            case p.Data(exclude=exclude) if exclude is not None:
                left_out = self.pattern(exclude)
                return replace(pattern, exclude=None if isinstance(left_out, p.NotAllowed) else left_out)
        return pattern

    def _left(self, members: Iterable[p.Pattern], idle: type[p.Pattern]) -> tuple[p.Pattern, ...]:
        """The members, each without what is idle in it, but for those that are idle themselves."""
        return tuple(made for made in map(self.pattern, members) if not isinstance(made, idle))


_STANDS_FOR: dict[_Worth, p.Pattern] = {_Worth.NOTHING: p.NotAllowed(), _Worth.EMPTY: p.Empty()}
"""What a reference to nothing, or to only nothing, is simplified to."""
