"""Is a grammar legal RELAX NG? The restrictions of ISO/IEC 19757-2, clauses 4.16, 4.18, 4.19 and 7.

`problems` yields what is wrong with which definition, so that nothing illegal is ever written; `refuse_illegal` keeps
foreign grammars from being used that other validators would not take. Names and datatypes are looked at everywhere;
the restrictions of clause 7 hold for what is left after simplification.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.reading.overlap import endless, names_in, overlap, spoken
from puzanov_tei.relaxng.reading.simplify import reachable, simplified
from puzanov_tei.relaxng.reading.soundness import Problem, unsound
from puzanov_tei.relaxng.walk import elements_in, inner_patterns, references_in

_EMPTY, _COMPLEX, _SIMPLE = 0, 1, 2
_NO_NAMES = frozenset[p.NameClass]()
_XMLNS = "http://www.w3.org/2000/xmlns"


def problems(grammar: p.Grammar) -> list[Problem]:
    """What makes the grammar illegal or its IDs unsound, each with the definition it is in; empty for a good one."""
    illegal, unsound_ids = judged(grammar)
    return illegal or unsound_ids


def judged(grammar: p.Grammar) -> tuple[list[Problem], list[Problem]]:
    """What makes the grammar illegal; and if nothing does, what makes its IDs unsound."""
    broken = _broken(grammar)
    if broken:
        return broken, []
    simple = simplified(grammar)
    illegal = list(dict.fromkeys(_Checker(simple).run()))
    return illegal, [] if illegal else list(dict.fromkeys(unsound(simple.start, simple.defines)))


def illegalities(grammar: p.Grammar) -> list[Problem]:
    """What makes the grammar illegal, each with the definition it is in; empty for a legal one."""
    return _broken(grammar) or list(dict.fromkeys(_Checker(simplified(grammar)).run()))


def _broken(grammar: p.Grammar) -> list[Problem]:
    """What is wrong with names, datatypes and references, before anything is simplified."""
    return list(dict.fromkeys([*_undefined(grammar), *_names_and_types(grammar), *_circles(grammar)]))


def unsoundnesses(grammar: p.Grammar) -> list[Problem]:
    """What makes the ID attributes of a legal grammar unsound (see `soundness`)."""
    simple = simplified(grammar)
    return list(dict.fromkeys(unsound(simple.start, simple.defines)))


def refuse_illegal(grammar: p.Grammar, name: str) -> None:
    """Raise SchemaError with the first thing that makes the grammar illegal; `name` is the file it was read from."""
    for definition, message in illegalities(grammar)[:1]:
        note = grammar.notes.get(definition)
        place = note.origin if note is not None and note.origin else name
        raise SchemaError(f'{place}: in "{definition}": {message}.')


# --- 4.16, 4.18, 4.19: names, datatypes and references, wherever they stand


def _all_patterns(grammar: p.Grammar) -> Iterator[tuple[str, p.Pattern]]:
    """The start and every definition. No definition has an empty name, but one may be called start."""
    yield "start", grammar.start
    yield from grammar.defines.items()


def _undefined(grammar: p.Grammar) -> Iterator[Problem]:
    for name, pattern in _all_patterns(grammar):
        for reference in references_in(pattern):
            if reference not in grammar.defines:
                yield name, f"it refers to {reference}, which is not defined"


def _circles(grammar: p.Grammar) -> Iterator[Problem]:
    """A definition that can be reached and leads back to itself without an element in between."""
    defines = reachable(grammar.start, grammar.defines)
    state: dict[str, int] = {}

    def visit(name: str) -> bool:
        state[name] = 1
        for reference in references_in(defines.get(name, p.Empty()), through_elements=False):
            if state.get(reference) == 1 or (reference not in state and visit(reference)):
                return True
        state[name] = 2
        return False

    for name in defines:
        if name not in state and visit(name):
            yield name, "it contains itself with no element in between"
            return


def _names_and_types(grammar: p.Grammar) -> Iterator[Problem]:
    for name, pattern in _all_patterns(grammar):
        note = grammar.notes.get(name)
        if note is not None and note.ident and not note.origin:
            continue  # of TEI itself: taken for granted
        todo = [pattern]
        while todo:
            top = todo.pop()
            if isinstance(top, (p.Element, p.Attribute)):
                yield from ((name, message) for message in _misnamed(top))
            elif isinstance(top, p.Data) or (isinstance(top, p.Value) and (top.library, top.type) != ("", "token")):
                from puzanov_tei.relaxng.values import check_data  # few ODDs have datatypes of their own

                params = top.params if isinstance(top, p.Data) else ()
                wrong = check_data(top.type, params, top.library)
                if wrong:
                    yield name, wrong.rstrip(".")
            todo += inner_patterns(top)


def _misnamed(named: p.Element | p.Attribute) -> Iterator[str]:
    """Names that are none, and attributes that would declare a namespace (4.16)."""
    kind = "element" if isinstance(named, p.Element) else "attribute"
    for name in names_in(named.name):
        if isinstance(name, p.Name) and not is_ncname(name.local):
            yield f"{name.local!r} cannot be the name of an {kind}"
        elif kind == "attribute" and (name.ns == _XMLNS or name == p.Name("", "xmlns")):
            yield "xmlns declares a namespace and cannot be declared as an attribute"


# --- 7: what may stand where, in the simplified grammar


class _Checker:
    def __init__(self, grammar: p.Grammar) -> None:
        self.grammar = grammar
        self.defines: Mapping[str, p.Pattern] = grammar.defines
        self._types: dict[str, int] = {}
        self._attributes: dict[str, frozenset[p.NameClass]] = {}
        self._many: set[p.NameClass] = set()  # those of the attributes met that are more than one name
        self._elements: dict[str, tuple[p.NameClass, ...]] = {}
        self._text: dict[str, bool] = {}
        self.problems: list[Problem] = []
        self.here = "start"

    def run(self) -> list[Problem]:
        """All problems, those of the start first."""
        self._start()
        for name, pattern in _all_patterns(self.grammar):
            self.here = name
            self._places(pattern, "")
            for element in elements_in(pattern):
                self._type(element.pattern)
                if any(map(endless, self._many & self._attribute_names(element.pattern))):
                    self._wildcards(element.pattern, False)
            self._type(pattern)
            self._interleaves(pattern)
        return self.problems

    def report(self, message: str) -> None:
        """Note a problem in the definition that is being looked at."""
        self.problems.append((self.here, message))

    # --- 7.1

    def _start(self) -> None:
        todo = [self.grammar.start]
        while todo:
            top = todo.pop()
            if isinstance(top, p.Ref):
                todo.append(self.defines[top.name])
            elif isinstance(top, p.Choice):
                todo += top.members
            elif not isinstance(top, (p.Element, p.NotAllowed)):
                self.report("a document has to begin with an element")

    def _places(self, pattern: p.Pattern, inside: str, seen: frozenset[str] = frozenset()) -> None:
        match pattern:
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
                else:
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
            case p.Data(exclude=exclude) if exclude is not None:
                self._excepted(exclude)
            case p.Choice(members) | p.Group(members) | p.Interleave(members):
                for member in members:
                    self._places(member, inside, seen)
            case p.Optional(inner) | p.ZeroOrMore(inner) | p.OneOrMore(inner):
                self._places(inner, inside, seen)

    def _excepted(self, pattern: p.Pattern) -> None:
        """What a datatype excepts is values and other datatypes (7.1.4)."""
        match pattern:
            case p.Ref(name):
                self._excepted(self.defines[name])
            case p.Choice(members):
                for member in members:
                    self._excepted(member)
            case p.Data(exclude=exclude):
                if exclude is not None:
                    self._excepted(exclude)
            case p.Value():
                pass
            case _:
                self.report("only values and datatypes can be excepted from a datatype")

    # --- 7.2: data and elements do not mix

    def _type(self, pattern: p.Pattern) -> int:
        match pattern:
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

    def _attribute_names(self, pattern: p.Pattern) -> frozenset[p.NameClass]:
        match pattern:
            case p.Ref(name):
                if name not in self._attributes:
                    here, self.here = self.here, name
                    self._attributes[name] = self._attribute_names(self.defines[name])
                    self.here = here
                return self._attributes[name]
            case p.Attribute(name_class):
                if not isinstance(name_class, p.Name):
                    self._many.add(name_class)
                return frozenset({name_class})
            case p.Choice(members):
                return _NO_NAMES.union(*map(self._attribute_names, members))
            case p.Group(members) | p.Interleave(members):
                each = [self._attribute_names(m) for m in members]
                self._apart(each)
                return _NO_NAMES.union(*each)
            case p.Optional(inner):
                return self._attribute_names(inner)
            case p.OneOrMore(inner) | p.ZeroOrMore(inner):
                names = self._attribute_names(inner)
                if names and self._in_group(inner, False):
                    first = min(map(spoken, names))
                    self.report(f"attribute {first} cannot stand in a group that is repeated")
                return names
        return _NO_NAMES

    def _in_group(self, pattern: p.Pattern, grouped: bool) -> bool:
        """Whether an attribute stands in a group of several (7.1.2); `grouped`: the pattern itself does."""
        if isinstance(pattern, p.Attribute):
            return grouped
        if isinstance(pattern, p.Ref):
            return bool(self._attribute_names(pattern)) and self._in_group(self.defines[pattern.name], grouped)
        if isinstance(pattern, (p.Element, p.List)):
            return False
        several = isinstance(pattern, (p.Group, p.Interleave)) and sum(m != p.Empty() for m in pattern.members) > 1
        return any(self._in_group(inner, grouped or several) for inner in inner_patterns(pattern))

    def _wildcards(self, pattern: p.Pattern, repeated: bool) -> None:
        """Attributes with endlessly many names are repeated (7.3)."""
        if isinstance(pattern, p.Ref):
            if self._attribute_names(pattern):
                self._wildcards(self.defines[pattern.name], repeated)
        elif isinstance(pattern, p.Attribute):
            if endless(pattern.name) and not repeated:
                self.report(f"an attribute {spoken(pattern.name)} has to stand in oneOrMore or zeroOrMore")
        elif not isinstance(pattern, (p.Element, p.List)):
            for inner in inner_patterns(pattern):
                self._wildcards(inner, repeated or isinstance(pattern, (p.OneOrMore, p.ZeroOrMore)))

    def _apart(self, each: list[frozenset[p.NameClass]]) -> None:
        """The members of a group share no attribute."""
        seen: set[p.NameClass] = set()
        for names in each:
            twice = seen & names
            for many in self._many & names:
                twice |= {many for other in seen if overlap(many, other)}
            for many in self._many & seen:
                twice |= {name for name in names if overlap(name, many)}
            for name in sorted(map(spoken, twice)):
                self.report(f"attribute {name} is declared twice")
            seen |= names

    # --- 7.4: interleave

    def _interleaves(self, pattern: p.Pattern) -> None:
        if isinstance(pattern, p.Interleave):
            for first, second in combinations(pattern.members, 2):
                for one in self._element_names(first):
                    if any(overlap(one, two) for two in self._element_names(second)):
                        self.report(f"element {spoken(one)} stands in two branches of an unordered group")
                if self._has_text(first) and self._has_text(second):
                    self.report("text stands in two branches of an unordered group")
        for inner in inner_patterns(pattern):
            self._interleaves(inner)

    def _element_names(self, pattern: p.Pattern) -> tuple[p.NameClass, ...]:
        if isinstance(pattern, p.Element):
            return (pattern.name,)
        if isinstance(pattern, p.Ref):
            if pattern.name not in self._elements:
                self._elements[pattern.name] = self._element_names(self.defines[pattern.name])
            return self._elements[pattern.name]
        return tuple(dict.fromkeys(n for inner in inner_patterns(pattern) for n in self._element_names(inner)))

    def _has_text(self, pattern: p.Pattern) -> bool:
        if isinstance(pattern, p.Ref):
            if pattern.name not in self._text:
                self._text[pattern.name] = self._has_text(self.defines[pattern.name])
            return self._text[pattern.name]
        if isinstance(pattern, (p.Element, p.Attribute)):
            return False
        return isinstance(pattern, p.Text) or any(map(self._has_text, inner_patterns(pattern)))
