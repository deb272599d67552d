"""Walks through patterns: what is directly inside, which elements and references are anywhere inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from puzanov_tei.relaxng import patterns as p

_MANY = frozenset({p.Choice, p.Group, p.Interleave})
_ONE = frozenset({p.Optional, p.ZeroOrMore, p.OneOrMore, p.List, p.Attribute, p.Element})


def inner_patterns(pattern: Any) -> tuple[p.Pattern, ...]:
    """The patterns directly inside a pattern. A look-up by type is much faster here than a match."""
    kind = type(pattern)
    if kind in _MANY:
        members: tuple[p.Pattern, ...] = pattern.members
        return members
    if kind is p.Data:
        return () if pattern.exclude is None else (pattern.exclude,)
    return (pattern.pattern,) if kind in _ONE else ()


def elements_in(pattern: p.Pattern) -> list[p.Element]:
    """The elements that a pattern defines itself, however deep."""
    elements: list[p.Element] = []
    todo = [pattern]
    while todo:
        top = todo.pop()
        if type(top) is p.Element:
            elements.append(top)
        todo += inner_patterns(top)
    return elements


def references_in(pattern: p.Pattern, through_elements: bool = True) -> Iterator[str]:
    """The names a pattern refers to, in no fixed order; on request only those outside of nested elements."""
    todo = [pattern]
    while todo:
        top = todo.pop()
        if type(top) is p.Ref:
            yield top.name
        elif through_elements or type(top) is not p.Element:
            todo += inner_patterns(top)
