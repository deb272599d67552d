"""RELAX NG grammars that a customization brings along with moduleRef/@url (TEI Guidelines 23.3.1.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from puzanov_tei.errors import SchemaError
from puzanov_tei.odd import rng
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.source import Addresses
from puzanov_tei.relaxng import patterns as p


@dataclass(frozen=True, slots=True)
class Addition:
    """A definition inside moduleRef/content: it is combined with, or takes the place of, one of that name."""

    name: str
    combine: str
    pattern: p.Pattern


def definitions(module: s.ModuleRef, addresses: Addresses) -> dict[str, p.Pattern]:
    """The definitions of a module's grammar, with the module's prefix. Its start does not count.

    Raises:
        SchemaError: the grammar cannot be read, with the place of the moduleRef.
    """
    from puzanov_tei.relaxng.reading.xml import read_rng

    try:
        grammar = read_rng(addresses.path(module.url), module.url, whole=False)
    except SchemaError as error:
        raise SchemaError(f"{module.origin}: moduleRef: {error}") from error
    prefix = module.prefix or ""
    if not prefix:
        return dict(grammar.defines)
    return {prefix + n: rename(d, lambda r: p.Ref(prefix + r)) for n, d in grammar.defines.items()}


def additions(module: s.ModuleRef) -> list[Addition]:
    """The definitions that the moduleRef itself contains."""
    if module.content is None:
        return []
    return [
        Addition(e.get("name", "").strip(), e.get("combine", ""), rng.fragment(list(e)))
        for e in module.content.iter(rng.RNG + "define")
    ]


def combine(before: p.Pattern | None, addition: Addition, pattern: p.Pattern) -> p.Pattern:
    """A definition with an addition worked in (RELAX NG 4.17)."""
    if before is None or not addition.combine:
        return pattern
    if addition.combine == "choice":
        if isinstance(before, p.NotAllowed):
            return pattern
        members = before.members if isinstance(before, p.Choice) else (before,)
        return p.Choice((*members, pattern))
    if isinstance(before, p.Empty):
        return pattern
    return p.Interleave((before, pattern))


def rename(whole: p.Pattern, target: Callable[[str], p.Pattern]) -> p.Pattern:
    """A pattern with each reference replaced by what `target` makes of its name."""

    def inner(pattern: p.Pattern) -> p.Pattern:
        return rename(pattern, target)

    match whole:
        case p.Ref(name):
            return target(name)
        case p.Choice(members) | p.Group(members) | p.Interleave(members):
            return type(whole)(tuple(map(inner, members)))
        case p.Optional(one) | p.ZeroOrMore(one) | p.OneOrMore(one) | p.List(one):
            return type(whole)(inner(one))
        case p.Attribute(_, one) | p.Element(_, one):
            return replace(whole, pattern=inner(one))
    return whole
