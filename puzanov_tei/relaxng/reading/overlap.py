"""Name classes: do two of them share a name, how many names has one? (ISO/IEC 19757-2, 7.3)"""

from __future__ import annotations

from collections.abc import Iterable

from puzanov_tei.relaxng import patterns as p


def overlap(first: p.NameClass, second: p.NameClass) -> bool:
    """Whether some name belongs to both (ISO/IEC 19757-2, 7.3): enough to try the names that tell them apart."""
    if isinstance(first, p.Name):
        return _holds(second, first)
    if isinstance(second, p.Name):
        return _holds(first, second)
    candidates = {*_representatives(first), *_representatives(second)}
    return any(_holds(first, c) and _holds(second, c) for c in candidates)


def _representatives(names: p.NameClass) -> Iterable[p.Name]:
    match names:
        case p.Name():
            yield names
        case p.NsName(ns, exclude):
            yield p.Name(ns, "\x01")
            yield from _representatives(exclude) if exclude else ()
        case p.AnyName(exclude):
            yield p.Name("\x01", "\x01")
            yield from _representatives(exclude) if exclude else ()
        case p.NameChoice(members):
            for member in members:
                yield from _representatives(member)


def _holds(names: p.NameClass, name: p.Name) -> bool:
    match names:
        case p.Name():
            return names == name
        case p.NsName(ns, exclude):
            return name.ns == ns and not (exclude and _holds(exclude, name))
        case p.AnyName(exclude):
            return not (exclude and _holds(exclude, name))
        case p.NameChoice(members):
            return any(_holds(m, name) for m in members)


def names_in(names: p.NameClass) -> Iterable[p.Name | p.NsName]:
    """The names and namespaces that a name class mentions, excepted ones too."""
    match names:
        case p.Name():
            yield names
        case p.NsName(_, exclude):
            yield names
            yield from names_in(exclude) if exclude else ()
        case p.AnyName(exclude):
            yield from names_in(exclude) if exclude else ()
        case p.NameChoice(members):
            for member in members:
                yield from names_in(member)


def spoken(names: p.NameClass) -> str:
    """A name class for a message."""
    if isinstance(names, p.Name):
        return f"xml:{names.local}" if names.ns.endswith("/namespace") else names.local
    return "of any name"


def endless(names: p.NameClass) -> bool:
    """Whether a name class has endlessly many names."""
    return any(map(endless, names.members)) if isinstance(names, p.NameChoice) else not isinstance(names, p.Name)
