"""Automata of element contents, built while documents are validated.

A `State` stands for what an open element may still contain, a `Tag` for what its start tag may hold. Several
definitions may fit an element until its content tells them apart, so both hold a tuple of patterns, one for each
definition that still may apply; nearly always the tuple has one member.

States and tags are dictionaries: `state[name]` is the transition for a child element, `tag[names]` the one for
a start tag with these attributes. Each is worked out when it is first needed, and is a plain look-up from then on.
"""

from __future__ import annotations

from typing import NamedTuple

from puzanov_tei.datatypes import XSD_TYPES
from puzanov_tei.datatypes.types import DECLARED, QUALIFIED
from puzanov_tei.relaxng.engine.derive import (
    after_any_text,
    after_text,
    attribute_moves,
    closed,
    element_moves,
    matches,
)
from puzanov_tei.relaxng.engine.nodes import DATA, HOLDS_VALUES, VALUE, CompiledPattern, ElementDefinition, Pool
from puzanov_tei.relaxng.values import Namespaces

# How a state takes text: any, and nothing changes; none but white space; any, but then something changes;
# a value, for which all of it must be collected.
FREE, NONE, CHANGES, VALUES = range(4)

# Names, values and transitions met in documents are remembered up to these numbers.
_MOST_KEYS = 4096
_MOST_STATES = 100_000
_LONGEST_VALUE = 200

_IDENTIFIERS = frozenset({"ID", "IDREF", "IDREFS"})

Nodes = tuple[CompiledPattern, ...]


class InvalidError(Exception):
    """The document breaks the schema: all that a quick look wants to know."""


class ValueMemo(dict[str, bool]):
    """Whether values match a pattern, for the values met so far."""

    __slots__ = ("node", "pool")

    def __init__(self, pool: Pool, node: CompiledPattern) -> None:
        super().__init__()
        self.pool = pool
        self.node = node

    def __missing__(self, value: str) -> bool:
        result = matches(self.pool, self.node, value, None)
        if len(self) >= _MOST_KEYS:
            self.clear()
        if len(value) <= _LONGEST_VALUE:
            self[value] = result
        return result


class Move(NamedTuple):
    """A child element: its start tag, and the parent's state behind it."""

    tag: Tag
    following: State | Fork


class Given(NamedTuple):
    """A start tag with a certain set of attributes.

    Attributes:
        checks: index into expat's list of attributes, and the memo of the values of that attribute.
        content: the state of the element's content; None if the values decide on it.
        identifiers: index and type of the attributes that are ID, IDREF or IDREFS.
    """

    checks: tuple[tuple[int, ValueMemo], ...]
    content: State | None
    identifiers: tuple[tuple[int, str], ...]


class State(dict[str, Move]):
    """What an open element may still contain.

    Attributes:
        nodes: the pattern of each definition that may apply.
        text: FREE, NONE, CHANGES or VALUES.
        final: the element may end here, for certain. If not so, ask `accepted`.
    """

    __slots__ = ("automaton", "final", "nodes", "text")

    def __init__(self, automaton: Automaton, nodes: Nodes) -> None:
        super().__init__()
        self.automaton = automaton
        self.nodes = nodes
        self.text = _text_kind(automaton.pool, nodes)
        self.final = len(nodes) == 1 and nodes[0].nullable and self.text != VALUES

    def __missing__(self, name: str) -> Move:
        move = self.move(name)
        if move is None:
            raise InvalidError
        if len(self) < _MOST_KEYS:
            self[name] = move
        return move

    def move(self, name: str) -> Move | None:
        """The transition for a child element; None if it may not stand here."""
        pool = self.automaton.pool
        successors = [element_moves(pool, node, name) for node in self.nodes]
        elements = list(dict.fromkeys(element for moves in successors for element, _ in moves))
        if not elements:
            return None
        tag = self.automaton.tag(tuple(elements))
        if len(elements) == 1:
            rests = tuple([moves[0][1] if moves else pool.not_allowed for moves in successors])
            return Move(tag, self.automaton.state(rests))
        places = {element: index for index, element in enumerate(elements)}
        forks = tuple(tuple((places[element], rest) for element, rest in moves) for moves in successors)
        return Move(tag, Fork(self.automaton, forks))

    def after_text(self, text: str, namespaces: Namespaces) -> State | None:
        """The state behind a piece of text that is more than white space; None if it may not stand here."""
        pool = self.automaton.pool
        if self.text == VALUES:
            nodes = tuple([after_text(pool, node, text, namespaces) for node in self.nodes])
        else:
            nodes = tuple([after_any_text(pool, node) for node in self.nodes])
        if all(node is pool.not_allowed for node in nodes):
            return None
        return self.automaton.state(nodes)

    def accepted(self, text: str, namespaces: Namespaces) -> tuple[bool, ...]:
        """Which definitions the element fits if it ends here; `text` is what VALUES states collected since."""
        if self.text != VALUES:
            return tuple([node.nullable for node in self.nodes])
        return tuple([matches(self.automaton.pool, node, text, namespaces) for node in self.nodes])


class Fork:
    """The parent's state behind a child that may fit several definitions: which it fits decides."""

    __slots__ = ("alternatives", "automaton")

    def __init__(self, automaton: Automaton, alternatives: tuple[tuple[tuple[int, CompiledPattern], ...], ...]) -> None:
        """`alternatives`: for each pattern of the parent, pairs of the child's definition and what then follows."""
        self.automaton = automaton
        self.alternatives = alternatives

    def resolved(self, accepted: tuple[bool, ...]) -> State:
        """The state if the child fits these definitions."""
        pool = self.automaton.pool
        return self.automaton.state(
            tuple([pool.choice([rest for index, rest in pairs if accepted[index]]) for pairs in self.alternatives])
        )


class Tag(dict[tuple[str, ...], Given]):
    """The start tag of an element that may be one of `elements`."""

    __slots__ = ("automaton", "elements", "nodes")

    def __init__(self, automaton: Automaton, elements: tuple[ElementDefinition, ...]) -> None:
        super().__init__()
        self.automaton = automaton
        self.elements = elements
        self.nodes = tuple([element.content for element in elements])

    def __missing__(self, names: tuple[str, ...]) -> Given:
        given = self.given(names)
        if len(self) < _MOST_KEYS:
            self[names] = given
        return given

    def given(self, names: tuple[str, ...]) -> Given:
        """The transition for a start tag with these attributes.

        Raises:
            InvalidError: one of them may not stand there, or one that must stand there is missing.
        """
        automaton = self.automaton
        nodes = self.nodes
        checks: list[tuple[int, ValueMemo]] = []
        identifiers: list[tuple[int, str]] = []
        for index, name in enumerate(names):
            values, rests = automaton.attribute(nodes, name)
            if not values:
                raise InvalidError
            if len(values) > 1 or automaton.is_contextual(values[0]):
                return Given((), None, ())
            nodes = rests[0]
            if values[0] is not automaton.pool.text:
                checks.append((2 * index + 1, automaton.memo(values[0])))
            kind = identifier_kind(values[0])
            if kind:
                identifiers.append((2 * index + 1, kind))
        content = automaton.content(nodes)
        if content is None:
            raise InvalidError
        return Given(tuple(checks), content, tuple(identifiers))


class Automaton:
    """All states and tags of a schema, each made once."""

    def __init__(self, pool: Pool, start: CompiledPattern) -> None:
        self.pool = pool
        self._states: dict[Nodes, State] = {}
        self._tags: dict[tuple[ElementDefinition, ...], Tag] = {}
        self._memos: dict[CompiledPattern, ValueMemo] = {}
        self._contextual: dict[CompiledPattern, bool] = {}
        self.start = self.state((start,))
        self.uses_names = pool.uses_names

    def state(self, nodes: Nodes) -> State:
        """The state of these patterns."""
        state = self._states.get(nodes)
        if state is None:
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
                self._tags.clear()
            state = self._states[nodes] = State(self, nodes)
        return state

    def tag(self, elements: tuple[ElementDefinition, ...]) -> Tag:
        """The start tag of an element that may be any of these."""
        tag = self._tags.get(elements)
        if tag is None:
            tag = self._tags[elements] = Tag(self, elements)
        return tag

    def memo(self, value: CompiledPattern) -> ValueMemo:
        """The remembered verdicts on values for a pattern."""
        memo = self._memos.get(value)
        if memo is None:
            memo = self._memos[value] = ValueMemo(self.pool, value)
        return memo

    def attribute(self, nodes: Nodes, name: str) -> tuple[list[CompiledPattern], list[Nodes]]:
        """The patterns that the value of attribute `name` may have to match, and what is left of `nodes` for each."""
        alternatives = [dict(attribute_moves(self.pool, node, name)) for node in nodes]
        values = list(dict.fromkeys(value for moves in alternatives for value in moves))
        rests = [tuple([moves.get(value, self.pool.not_allowed) for moves in alternatives]) for value in values]
        return values, rests

    def after_attribute(self, nodes: Nodes, name: str, value: str, namespaces: Namespaces) -> Nodes | None:
        """What is left after an attribute with this value; None if the attribute or the value does not fit."""
        values, rests = self.attribute(nodes, name)
        fitting = [rest for node, rest in zip(values, rests, strict=True) if self.fits(node, value, namespaces)]
        if not fitting:
            return None
        return tuple([self.pool.choice(each) for each in zip(*fitting, strict=True)])

    def fits(self, node: CompiledPattern, value: str, namespaces: Namespaces) -> bool:
        """Whether a value matches a pattern."""
        if self.is_contextual(node):
            return matches(self.pool, node, value, namespaces)
        return self.memo(node)[value]

    def identifier_kinds(self, nodes: Nodes, name: str) -> set[str]:
        """Whether attribute `name` is an ID, IDREF or IDREFS for some of the definitions."""
        return {kind for value in self.attribute(nodes, name)[0] if (kind := identifier_kind(value))}

    def content(self, nodes: Nodes) -> State | None:
        """The state behind the start tag; None if a required attribute is missing."""
        inner = tuple([closed(self.pool, node) for node in nodes])
        if all(node is self.pool.not_allowed for node in inner):
            return None
        return self.state(inner)

    def is_contextual(self, node: CompiledPattern) -> bool:
        """Whether the pattern asks for qualified names or entities, so that what the document declares counts."""
        known = self._contextual.get(node)
        if known is None:
            known = self._contextual[node] = (
                (node.op == DATA and node.spec[2] == XSD_TYPES and node.spec[0] in QUALIFIED | DECLARED)
                or (node.op == VALUE and node.spec[1] == XSD_TYPES and node.spec[0] in QUALIFIED | DECLARED)
                or any(self.is_contextual(member) for member in node.members)
            )
        return known


def identifier_kind(value: CompiledPattern) -> str:
    """ID, IDREF or IDREFS if that is what the pattern of an attribute's value says; else ""."""
    if value.op == DATA and value.spec[2] == XSD_TYPES and value.spec[0] in _IDENTIFIERS:
        return str(value.spec[0])
    return ""


def _text_kind(pool: Pool, nodes: Nodes) -> int:
    if any(node.holds & HOLDS_VALUES for node in nodes):
        return VALUES
    after = tuple([after_any_text(pool, node) for node in nodes])
    if after == nodes:
        return FREE
    return NONE if all(node is pool.not_allowed for node in after) else CHANGES
