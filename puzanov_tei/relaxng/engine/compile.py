"""From a grammar to the validator's patterns: references resolved, patterns simplified, impossible ones reported."""

from __future__ import annotations

import marshal
from collections.abc import Mapping

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng import patterns as rng
from puzanov_tei.relaxng.engine.automaton import Automaton
from puzanov_tei.relaxng.engine.names import ANY, NAMESPACE, SEVERAL, NameSet, expanded
from puzanov_tei.relaxng.engine.nodes import CompiledPattern, ElementDefinition, Pool
from puzanov_tei.relaxng.prefixes import common_namespace, prefixes_of
from puzanov_tei.relaxng.schema import CompiledSchema
from puzanov_tei.relaxng.values import check_data


def compiled(grammar: rng.Grammar) -> tuple[Pool, CompiledPattern]:
    """The patterns of a grammar, and its start pattern.

    Raises:
        SchemaError: an undefined reference, a definition that contains itself outside of an element, or a
            datatype that does not exist. The message names the definition and where it stands, if known.
    """
    compiler = _Compiler(grammar)
    start = compiler.node(grammar.start, "start")
    # Element contents come last, one by one, so that recursion through elements needs no stack.
    while compiler.pending:
        element, pattern = compiler.pending.pop()
        element.content = compiler.node(pattern, element.owner)
    return compiler.pool, start


class _Compiler:
    def __init__(self, grammar: rng.Grammar) -> None:
        self.pool = Pool()
        self.defines: Mapping[str, rng.Pattern] = grammar.defines
        self.notes = grammar.notes
        self.done: dict[str, CompiledPattern | None] = {}
        self.pending: list[tuple[ElementDefinition, rng.Pattern]] = []
        self.elements: dict[tuple[str, rng.NameClass, rng.Pattern], ElementDefinition] = {}

    def error(self, owner: str, sentence: str) -> SchemaError:
        note = self.notes.get(owner)
        place = f"{note.origin}: " if note is not None and note.origin else ""
        return SchemaError(f'{place}in "{owner}": {sentence}.')

    def reference(self, name: str, owner: str) -> CompiledPattern:
        if name in self.done:
            node = self.done[name]
            if node is None:
                raise self.error(name, f'"{name}" contains itself without an element in between')
            return node
        if name not in self.defines:
            raise self.error(owner, f'"{name}" is referred to but not defined')
        self.done[name] = None
        node = self.done[name] = self.node(self.defines[name], name)
        return node

    def node(self, pattern: rng.Pattern, owner: str) -> CompiledPattern:
        pool = self.pool
        match pattern:
            case rng.Ref(name):
                return self.reference(name, owner)
            case rng.Choice(members):
                return pool.choice([self.node(member, owner) for member in members])
            case rng.Group(members):
                return pool.group([self.node(member, owner) for member in members])
            case rng.Interleave(members):
                return pool.interleave([self.node(member, owner) for member in members])
            case rng.Optional(inner):
                return pool.optional(self.node(inner, owner))
            case rng.ZeroOrMore(inner):
                return pool.zero_or_more(self.node(inner, owner))
            case rng.OneOrMore(inner):
                return pool.one_or_more(self.node(inner, owner))
            case rng.List(inner):
                return pool.list_of(self.node(inner, owner))
            case rng.Attribute(name, inner):
                return pool.attribute(_name_set(name), self.node(inner, owner))
            case rng.Element(name, inner):
                return pool.element_node(self.element(name, inner, owner))
            case rng.Text():
                return pool.text
            case rng.Empty():
                return pool.empty
            case rng.NotAllowed():
                return pool.not_allowed
            case rng.Data() | rng.Value():
                return self.leaf(pattern, owner)
        raise self.error(owner, f"{pattern!r} is no RELAX NG pattern")

    def element(self, name: rng.NameClass, content: rng.Pattern, owner: str) -> ElementDefinition:
        """The element definition; what one definition says twice in the same words is one element."""
        key = (owner, name, content)
        if key not in self.elements:
            self.elements[key] = self.pool.element(_name_set(name), owner)
            self.pending.append((self.elements[key], content))
        return self.elements[key]

    def leaf(self, pattern: rng.Data | rng.Value, owner: str) -> CompiledPattern:
        params = pattern.params if isinstance(pattern, rng.Data) else ()
        problem = check_data(pattern.type, params, pattern.library)
        if problem:
            raise self.error(owner, problem)
        if isinstance(pattern, rng.Value):
            return self.pool.value(pattern.type, pattern.library, pattern.ns, pattern.value)
        exclude = None if pattern.exclude is None else self.node(pattern.exclude, owner)
        return self.pool.data(pattern.type, pattern.params, pattern.library, exclude)


def compile_grammar(grammar: rng.Grammar) -> CompiledSchema:
    """Compile a grammar for validation.

    Raises:
        SchemaError: see `compiled`.
    """
    pool, start = compiled(grammar)
    main = common_namespace(grammar)
    prefixes = prefixes_of(grammar) | {main: ""}
    notes = {
        name: (note.gloss, note.origin, note.ident)
        for name, note in grammar.notes.items()
        # A note on an attribute's default value alone says nothing about a mistake.
        if note.gloss or note.origin or not note.default
    }
    stored = marshal.dumps((notes, _classes(grammar), prefixes))
    return CompiledSchema(Automaton(pool, start), grammar.ident, grammar.version, stored)


def _classes(grammar: rng.Grammar) -> dict[str, tuple[str, ...]]:
    """Definitions that are a choice of elements and nothing else, with the names of these."""
    classes: dict[str, tuple[str, ...] | None] = {}

    def names(pattern: rng.Pattern) -> tuple[str, ...] | None:
        match pattern:
            case rng.Element(rng.Name(ns, local), _):
                return (expanded(ns, local),)
            case rng.Ref(name):
                if name not in classes:
                    classes[name] = None
                    classes[name] = names(grammar.defines[name])
                return classes[name]
            case rng.NotAllowed():
                return ()
            case rng.Choice(members):
                inner = [names(member) for member in members]
                if any(part is None for part in inner):
                    return None
                return tuple(dict.fromkeys(name for part in inner if part is not None for name in part))
        return None

    for name, pattern in grammar.defines.items():
        if isinstance(pattern, rng.Choice):
            names(rng.Ref(name))
    return {
        name: members
        for name, members in classes.items()
        if members and len(members) > 1 and isinstance(grammar.defines[name], rng.Choice)
    }


def _name_set(name_class: rng.NameClass) -> NameSet:
    """A name class of a grammar in the validator's form."""
    match name_class:
        case rng.Name(ns, local):
            return expanded(ns, local)
        case rng.NsName(ns, exclude):
            return (NAMESPACE, ns, None if exclude is None else _name_set(exclude))
        case rng.AnyName(exclude):
            return (ANY, None if exclude is None else _name_set(exclude))
        case rng.NameChoice(members):
            return (SEVERAL, *(_name_set(member) for member in members))
