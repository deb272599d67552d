"""Is a grammar legal RELAX NG? The restrictions of ISO/IEC 19757-2, clauses 4.18, 4.19 and 7, and those on
ID attributes of RELAX NG DTD Compatibility, clause 5, which jing enforces.

`problems` yields what is wrong with which definition, so that nothing illegal is ever
written; `refuse_illegal` keeps foreign grammars from being used that other validators would not take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.reading.overlap import endless, overlap, spoken
from puzanov_tei.relaxng.values import check_data
from puzanov_tei.relaxng.walk import elements_in, inner_patterns, references_in

# A definition's name and what is wrong with it.
Problem = tuple[str, str]

_EMPTY, _COMPLEX, _SIMPLE = 0, 1, 2
_NCNAME = re.compile(r"[^\W\d][\w.\-\u00b7]*")
_XMLNS = "http://www.w3.org/2000/xmlns"
_IDS = frozenset({"ID", "IDREF", "IDREFS"})


def problems(grammar: p.Grammar) -> list[Problem]:
    """What makes the grammar illegal, each with the definition it is in; empty for a legal one."""
    return list(dict.fromkeys(_Checker(grammar).run()))


def refuse_illegal(grammar: p.Grammar, name: str) -> None:
    """Raise SchemaError with the first thing that makes the grammar illegal; `name` is the file it was read from."""
    for definition, message in problems(grammar)[:1]:
        note = grammar.notes.get(definition)
        place = note.origin if note is not None and note.origin else name
        raise SchemaError(f'{place}: in "{definition}": {message}.')


class _Checker:
    def __init__(self, grammar: p.Grammar) -> None:
        self.grammar = grammar
        self.defines: Mapping[str, p.Pattern] = grammar.defines
        self._types: dict[str, int] = {}
        self._attributes: dict[str, tuple[p.NameClass, ...]] = {}
        self._elements: dict[str, tuple[p.NameClass, ...]] = {}
        self._text: dict[str, bool] = {}
        self._own_elements: dict[str, list[p.Element]] = {}
        self._id_kinds: dict[str, dict[p.NameClass, str]] = {}
        self.found: list[Problem] = []
        self.here = "start"

    def run(self) -> Iterator[Problem]:
        undefined = [*self._undefined()]
        circles = [*self._circles()]
        yield from undefined
        yield from circles
        if undefined or circles:
            return
        yield from self._start()
        # No definition has an empty name, but one may be called start.
        for name, pattern in [("", self.grammar.start), *self.defines.items()]:
            self.here = name or "start"
            self._places(pattern, "")
            self._own_elements[name] = elements_in(pattern)
            for element in self._own_elements[name]:
                self._named(element.name, "element")
                self._type(element.pattern)
                if any(map(endless, self._attribute_names(element.pattern))):
                    self._wildcards(element.pattern, False)
            self._type(pattern)
            self._attribute_names(pattern)
            self._interleaves(pattern)
        yield from self.found
        yield from self._ids()

    def report(self, message: str) -> None:
        """Note a problem in the definition that is being looked at."""
        self.found.append((self.here, message))

    # --- 4.18, 4.19: references

    def _undefined(self) -> Iterator[Problem]:
        for name, pattern in [("start", self.grammar.start), *self.defines.items()]:
            for reference in references_in(pattern):
                if reference not in self.defines:
                    yield name, f"it refers to {reference}, which is not defined"

    def _circles(self) -> Iterator[Problem]:
        """Definitions that lead back to themselves without an element in between."""
        state: dict[str, int] = {}

        def visit(name: str) -> bool:
            state[name] = 1
            for reference in references_in(self.defines.get(name, p.Empty()), through_elements=False):
                if state.get(reference) == 1 or (reference not in state and visit(reference)):
                    return True
            state[name] = 2
            return False

        for name in self.defines:
            if name not in state and visit(name):
                yield name, "it contains itself with no element in between"
                return

    def _named(self, names: p.NameClass, kind: str) -> None:
        """Whether a name is one: an NCName, and for attributes no declaration of a namespace."""
        if not isinstance(names, p.Name):
            return
        if not _NCNAME.fullmatch(names.local):
            self.report(f"{names.local!r} cannot be the name of an {kind}")
        elif kind == "attribute" and (names.ns == _XMLNS or (names.local == "xmlns" and not names.ns)):
            self.report("xmlns declares a namespace and cannot be declared as an attribute")

    # --- 7.1: what may stand where

    def _start(self) -> Iterator[Problem]:
        todo = [self.grammar.start]
        while todo:
            at = todo.pop()
            if isinstance(at, p.Ref):
                todo.append(self.defines[at.name])
            elif isinstance(at, p.Choice):
                todo += at.members
            elif not isinstance(at, (p.Element, p.NotAllowed)):
                yield "start", "a document has to begin with an element"

    def _places(self, at: p.Pattern, inside: str, seen: frozenset[str] = frozenset()) -> None:
        match at:
            case p.Ref(name):
                if inside and name not in seen:
                    self._places(self.defines[name], inside, seen | {name})
            case p.Element(_, inner):
                if inside:
                    self.report(f"an element cannot stand inside {inside}")
                else:
                    self._places(inner, "")
            case p.Attribute(_, inner):
                if inside:
                    self.report(f"an attribute cannot stand inside {inside}")
                elif not self._kind(inner):
                    self._places(inner, "an attribute value", seen)
            case p.List(inner):
                if inside == "a list of values":
                    self.report("a list of values cannot hold another list")
                self._places(inner, "a list of values", seen)
            case p.Text():
                if inside == "a list of values":
                    self.report("a list of values needs datatypes or values, not text")
            case p.Interleave(members) if inside == "a list of values":
                self.report("the members of a list of values have an order")
                for member in members:
                    self._places(member, inside, seen)
            case p.Data(kind, params, _, library):
                if kind in _IDS:
                    self.report(f"a value of type {kind} has to be all that an attribute holds")
                self._datatype(kind, params, library)
            case p.Choice(members) | p.Group(members) | p.Interleave(members):
                for member in members:
                    self._places(member, inside, seen)
            case p.Optional(inner) | p.ZeroOrMore(inner) | p.OneOrMore(inner):
                self._places(inner, inside, seen)

    def _datatype(self, kind: str, params: tuple[tuple[str, str], ...], library: str) -> None:
        """Whether a datatype exists and its facets fit; those of TEI itself are taken for granted."""
        note = self.grammar.notes.get(self.here)
        if note is not None and note.ident and not note.origin:
            return
        wrong = check_data(kind, params, library)
        if wrong:
            self.report(wrong.rstrip("."))

    # --- 7.2: data and elements do not mix

    def _type(self, at: p.Pattern) -> int:
        match at:
            case p.Ref(name):
                if name not in self._types:
                    self._types[name] = self._type(self.defines[name])
                return self._types[name]
            case p.Text() | p.Element():
                return _COMPLEX
            case p.Data() | p.Value() | p.List():
                return _SIMPLE
            case p.Choice(members):
                return max((self._type(m) for m in members), default=_EMPTY)
            case p.Group(members) | p.Interleave(members):
                types = [t for t in (self._type(m) for m in members) if t != _EMPTY]
                if len(types) > 1 and _SIMPLE in types:
                    self.report("a datatype or value list stands beside other content; it has to be all there is")
                return max(types, default=_EMPTY)
            case p.OneOrMore(inner) | p.ZeroOrMore(inner):
                if self._type(inner) == _SIMPLE:
                    self.report("a datatype or value list cannot be repeated in content; use a list of values")
                return self._type(inner)
            case p.Optional(inner):
                return self._type(inner)
        return _EMPTY

    # --- 7.3: an attribute only once

    def _attribute_names(self, at: p.Pattern) -> tuple[p.NameClass, ...]:
        match at:
            case p.Ref(name):
                if name not in self._attributes:
                    here, self.here = self.here, name
                    self._attributes[name] = self._attribute_names(self.defines[name])
                    self.here = here
                return self._attributes[name]
            case p.Attribute(name_class):
                self._named(name_class, "attribute")
                return (name_class,)
            case p.Choice(members):
                return tuple(dict.fromkeys(n for m in members for n in self._attribute_names(m)))
            case p.Group(members) | p.Interleave(members):
                each = [self._attribute_names(m) for m in members]
                self._apart(each)
                return tuple(n for names in each for n in names)
            case p.Optional(inner):
                return self._attribute_names(inner)
            case p.OneOrMore(inner) | p.ZeroOrMore(inner):
                names = self._attribute_names(inner)
                if names and self._in_group(inner, False):
                    self.report(f"attribute {spoken(names[0])} cannot stand in a group that is repeated")
                return names
        return ()

    def _in_group(self, at: p.Pattern, grouped: bool) -> bool:
        """Whether an attribute stands in a group of several (7.1.2); `grouped`: the pattern itself does."""
        if isinstance(at, p.Attribute):
            return grouped
        if isinstance(at, p.Ref):
            return bool(self._attribute_names(at)) and self._in_group(self.defines[at.name], grouped)
        if isinstance(at, (p.Element, p.List)):
            return False
        several = isinstance(at, (p.Group, p.Interleave)) and sum(m != p.Empty() for m in at.members) > 1
        return any(self._in_group(inner, grouped or several) for inner in inner_patterns(at))

    def _wildcards(self, at: p.Pattern, repeated: bool) -> None:
        """Attributes with endlessly many names are repeated (7.3)."""
        if isinstance(at, p.Ref):
            if self._attribute_names(at):
                self._wildcards(self.defines[at.name], repeated)
        elif isinstance(at, p.Attribute):
            if endless(at.name) and not repeated:
                self.report(f"an attribute {spoken(at.name)} has to stand in oneOrMore or zeroOrMore")
        elif not isinstance(at, (p.Element, p.List)):
            for inner in inner_patterns(at):
                self._wildcards(inner, repeated or isinstance(at, (p.OneOrMore, p.ZeroOrMore)))

    def _apart(self, each: list[tuple[p.NameClass, ...]]) -> None:
        """The members of a group share no attribute."""
        seen: set[p.NameClass] = set()
        wild: list[p.NameClass] = []
        for names in each:
            fresh = set(names)
            twice = [n for n in names if n in seen] if not seen.isdisjoint(fresh) else []
            twice += [n for n in fresh if any(overlap(n, w) for w in wild)]
            unnamed = [n for n in fresh if not isinstance(n, p.Name)]
            twice += [n for n in unnamed if any(overlap(n, o) for o in seen)]
            for name_class in twice:
                self.report(f"attribute {spoken(name_class)} is declared twice")
            seen |= fresh
            wild += unnamed

    # --- 7.4: interleave

    def _interleaves(self, at: p.Pattern) -> None:
        if isinstance(at, p.Interleave):
            for first, second in combinations(at.members, 2):
                for one in self._element_names(first):
                    if any(overlap(one, two) for two in self._element_names(second)):
                        self.report(f"element {spoken(one)} stands in two branches of an unordered group")
                if self._has_text(first) and self._has_text(second):
                    self.report("text stands in two branches of an unordered group")
        for inner in inner_patterns(at):
            self._interleaves(inner)

    def _element_names(self, at: p.Pattern) -> tuple[p.NameClass, ...]:
        if isinstance(at, p.Element):
            return (at.name,)
        if isinstance(at, p.Ref):
            if at.name not in self._elements:
                self._elements[at.name] = self._element_names(self.defines[at.name])
            return self._elements[at.name]
        return tuple(dict.fromkeys(n for inner in inner_patterns(at) for n in self._element_names(inner)))

    def _has_text(self, at: p.Pattern) -> bool:
        if isinstance(at, p.Ref):
            if at.name not in self._text:
                self._text[at.name] = self._has_text(self.defines[at.name])
            return self._text[at.name]
        if isinstance(at, (p.Element, p.Attribute)):
            return False
        return isinstance(at, p.Text) or any(map(self._has_text, inner_patterns(at)))

    # --- RELAX NG DTD Compatibility, clause 5: an ID is an ID wherever the element's name occurs

    def _ids(self) -> Iterator[Problem]:
        named: dict[p.NameClass, dict[p.NameClass, str]] = {}
        wild: list[tuple[str, p.NameClass, dict[p.NameClass, str]]] = []
        for key, elements in self._own_elements.items():
            name = key or "start"
            for element in elements:
                kinds = self._kinds(element.pattern)
                if not isinstance(element.name, p.Name):
                    wild.append((name, element.name, kinds))
                    continue
                before = named.setdefault(element.name, kinds)
                for attribute, kind in kinds.items():
                    if before.get(attribute, kind) != kind and {before[attribute], kind} & _IDS:
                        yield name, f"attribute {spoken(attribute)} is an ID in one definition of the element only"
        for name, name_class, kinds in wild:
            if any(kinds.values()):
                yield name, "an element with an ID attribute needs a name of its own"
            for element_name, own in named.items():
                if not overlap(name_class, element_name):
                    continue
                for attribute, kind in own.items():
                    other = next((k for a, k in kinds.items() if overlap(a, attribute)), kind)
                    if kind in _IDS and other != kind:
                        yield name, (
                            f"it allows {spoken(element_name)}, whose attribute {spoken(attribute)} is an ID "
                            "elsewhere; name it in except or in defaultExceptions"
                        )
                        return

    def _kinds(self, at: p.Pattern) -> dict[p.NameClass, str]:
        """Attribute -> ID, IDREF, IDREFS or nothing special."""
        match at:
            case p.Ref(name):
                if not self._attributes.get(name):
                    return {}
                if name not in self._id_kinds:
                    self._id_kinds[name] = self._kinds(self.defines[name])
                return self._id_kinds[name]
            case p.Attribute(name_class, inner):
                return {name_class: self._kind(inner)}
            case p.Element():
                return {}
        merged: dict[p.NameClass, str] = {}
        for inner in inner_patterns(at):
            merged |= self._kinds(inner)
        return merged

    def _kind(self, at: p.Pattern) -> str:
        while isinstance(at, p.Ref):
            at = self.defines[at.name]
        return at.type if isinstance(at, p.Data) and at.type in _IDS else ""
