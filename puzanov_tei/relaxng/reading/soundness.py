"""Are the ID attributes of a grammar sound? RELAX NG DTD Compatibility, clause 5.

An attribute that is an ID on one element of a name is one on every element of that name; jing enforces it, other
validators do not. Documents can be judged by a grammar that is not sound, but for what an ID is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.reading.overlap import overlap, spoken
from puzanov_tei.relaxng.walk import elements_in, inner_patterns

# A definition's name and what is wrong with it.
Problem = tuple[str, str]
# Attribute -> ID, IDREF, IDREFS or nothing special.
_Kinds = dict[p.NameClass, str]

_IDS = frozenset({"ID", "IDREF", "IDREFS"})


def unsound(start: p.Pattern, defines: Mapping[str, p.Pattern]) -> Iterator[Problem]:
    """What makes the ID attributes of a simplified grammar unsound, each with the definition it is in."""
    checker = _Checker(defines)
    patterns = [("start", start), *defines.items()]
    for name, pattern in patterns:
        yield from ((name, message) for message in checker.misplaced(pattern))
    yield from checker.conflicts([(name, element) for name, pattern in patterns for element in elements_in(pattern)])


class _Checker:
    def __init__(self, defines: Mapping[str, p.Pattern]) -> None:
        self.defines = defines
        self._kinds_of: dict[str, _Kinds] = {}

    def misplaced(self, pattern: p.Pattern) -> Iterator[str]:
        """ID types that are not all of an attribute's value."""
        todo = [pattern]
        while todo:
            top = todo.pop()
            if isinstance(top, p.Data) and top.type in _IDS:
                yield f"a value of type {top.type} has to be all that an attribute holds"
            if not (isinstance(top, p.Attribute) and self._kind(top.pattern)):
                todo += inner_patterns(top)

    def conflicts(self, elements: list[tuple[str, p.Element]]) -> Iterator[Problem]:
        """Attributes that are an ID in one definition of an element and none in another."""
        named: dict[p.NameClass, _Kinds] = {}
        wild: list[tuple[str, p.NameClass, _Kinds]] = []
        for name, element in elements:
            kinds = self._kinds(element.pattern)
            if not isinstance(element.name, p.Name):
                wild.append((name, element.name, kinds))
                continue
            before = named.setdefault(element.name, kinds)
            for attribute, kind in kinds.items() if before is not kinds else ():
                if before.get(attribute, kind) != kind and {before[attribute], kind} & _IDS:
                    yield name, f"attribute {spoken(attribute)} is an ID in one definition of the element only"
        for name, name_class, kinds in wild:
            yield from ((name, message) for message in self._of_wildcard(name_class, kinds, named))

    def _of_wildcard(self, names: p.NameClass, kinds: _Kinds, named: Mapping[p.NameClass, _Kinds]) -> Iterator[str]:
        """An element of many names: with no ID of its own, and with none on the elements whose names it has."""
        if any(kinds.values()):
            yield "an element with an ID attribute needs a name of its own"
        for element_name, own in named.items():
            if not overlap(names, element_name):
                continue
            for attribute, kind in own.items():
                other = next((k for a, k in kinds.items() if overlap(a, attribute)), kind)
                if kind in _IDS and other != kind:
                    yield (
                        f"it allows {spoken(element_name)}, whose attribute {spoken(attribute)} is an ID "
                        "elsewhere; name it in except or in defaultExceptions"
                    )
                    return

    def _kinds(self, pattern: p.Pattern) -> _Kinds:
        match pattern:
            case p.Ref(name):
                if name not in self._kinds_of:
                    self._kinds_of[name] = self._kinds(self.defines[name])
                return self._kinds_of[name]
            case p.Attribute(name_class, inner):
                return {name_class: self._kind(inner)}
            case p.Element():
                return {}
        merged: _Kinds = {}
        for inner in inner_patterns(pattern):
            merged |= self._kinds(inner)
        return merged

    def _kind(self, pattern: p.Pattern) -> str:
        while isinstance(pattern, p.Ref):
            pattern = self.defines[pattern.name]
        return pattern.type if isinstance(pattern, p.Data) and pattern.type in _IDS else ""
