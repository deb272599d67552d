"""Patterns as the validator runs on them: simplified and hash-consed.

Equal patterns are one object, so a comparison is `is`, and whatever is worked out for a pattern is worked out
once. The constructors of `Pool` apply the simplifications of ISO/IEC 19757-2, clause 7.20 and a few more that
keep the language and make the set of derivatives small. A pool can be written to a table of plain tuples and
is loaded from one lazily: only what a document touches is ever built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from puzanov_tei.datatypes.types import DECLARED, QUALIFIED
from puzanov_tei.relaxng.engine.names import NameSet, is_open, listed

EMPTY, NOT_ALLOWED, TEXT, CHOICE, GROUP, INTERLEAVE, ONE_OR_MORE, LIST, DATA, VALUE, ATTRIBUTE, ELEMENT = range(12)

# What a pattern holds outside of nested elements; values inside attributes do not count.
HOLDS_ATTRIBUTES, HOLDS_VALUES, HOLDS_TEXT, HOLDS_ELEMENTS = 1, 2, 4, 8

# Names that can occur, and whether others can too (wildcards).
NameIndex = tuple[frozenset[str], bool]

_NO_NAMES: NameIndex = (frozenset(), False)


class ElementDefinition:
    """An element definition: its name class, the pattern of its attributes and content, and the definition it is in."""

    __slots__ = ("_content", "name", "owner", "pool", "serial")

    def __init__(self, pool: Pool, serial: int, name: NameSet, owner: str, content: int | CompiledPattern) -> None:
        self.pool = pool
        self.serial = serial
        self.name = name
        self.owner = owner
        self._content = content

    @property
    def content(self) -> CompiledPattern:
        """The pattern of attributes and content, built when it is first asked for."""
        if isinstance(self._content, int):
            self._content = self.pool.stored(self._content)
        return self._content

    @content.setter
    def content(self, node: CompiledPattern) -> None:
        self._content = node


class CompiledPattern:
    """One pattern. Only `Pool` makes them; equal patterns of one pool are the same object.

    Attributes:
        serial: order of making.
        op: which kind of pattern.
        members: sub-patterns (the value pattern of an attribute, the exception of data).
        spec: what a leaf is made of: (type, params, library) of data, (type, library, ns, text) of value,
            the name class of an attribute.
        element: of an element pattern.
        nullable: it matches the empty sequence.
        holds: bits HOLDS_*.
        closed, element_moves, attribute_moves, index: derivatives, filled by `derive`.
    """

    __slots__ = (
        "_attributes",
        "_starts",
        "attribute_moves",
        "closed",
        "element",
        "element_moves",
        "holds",
        "index",
        "members",
        "nullable",
        "op",
        "serial",
        "spec",
    )

    def __init__(self, serial: int, op: int, members: tuple[CompiledPattern, ...], spec: tuple[Any, ...]) -> None:
        self.serial = serial
        self.op = op
        self.members = members
        self.spec = spec
        self.element: ElementDefinition | None = None
        self.nullable = _nullable(op, members)
        self.holds = _holds(op, members)
        self._attributes: NameIndex | None = None
        self._starts: NameIndex | None = None
        self.closed: CompiledPattern | None = None
        self.element_moves: dict[str, tuple[tuple[ElementDefinition, CompiledPattern], ...]] = {}
        self.attribute_moves: dict[str, tuple[tuple[CompiledPattern, CompiledPattern], ...]] = {}
        self.index: tuple[dict[str, list[CompiledPattern]], list[CompiledPattern]] | None = None

    @property
    def attributes(self) -> NameIndex:
        """The attributes the pattern can take."""
        if self._attributes is None:
            self._attributes = _attributes(self)
        return self._attributes

    @property
    def starts(self) -> NameIndex:
        """The elements a sequence that matches may begin with, or more."""
        if self._starts is None:
            self._starts = _starts(self)
        return self._starts


# Stored forms: (op, members' rows, spec) of a pattern; (name class, definition, content's row) of an element.
NodeRow = tuple[int, tuple[int, ...], tuple[Any, ...]]
ElementRow = tuple[NameSet, str, int]


class Pool:
    """All patterns of one schema."""

    def __init__(
        self,
        rows: Sequence[NodeRow] = (),
        elements: Sequence[ElementRow] = (),
        uses_names: bool = False,
    ) -> None:
        """`rows` and `elements` as `table` returned them; nothing is built yet.

        `uses_names`: some datatype asks for qualified names or entities, so that what a document declares counts.
        """
        self.uses_names = uses_names
        self._rows = rows
        self._made: list[CompiledPattern | None] = [None] * len(rows)
        self._nodes: dict[object, CompiledPattern] = {}
        self.elements = [
            ElementDefinition(self, serial, name, owner, content)
            for serial, (name, owner, content) in enumerate(elements)
        ]
        self.empty = self._node(EMPTY, ())
        self.not_allowed = self._node(NOT_ALLOWED, ())
        self.text = self._node(TEXT, ())

    # --- constructors ----------------------------------------------------------------------------

    def choice(self, members: Iterable[CompiledPattern]) -> CompiledPattern:
        """One of the members. Flat, without repetitions."""
        flat: dict[CompiledPattern, None] = {}
        for member in members:
            if member.op == CHOICE:
                flat.update(dict.fromkeys(member.members))
            elif member.op != NOT_ALLOWED:
                flat[member] = None
        if self.empty in flat and any(node.nullable for node in flat if node.op != EMPTY):
            del flat[self.empty]
        if not flat:
            return self.not_allowed
        if len(flat) == 1:
            return next(iter(flat))
        return self._node(CHOICE, tuple(flat))

    def group(self, members: Iterable[CompiledPattern]) -> CompiledPattern:
        """All members in order."""
        return self._sequence(GROUP, members)

    def behind(self, group: CompiledPattern, index: int) -> CompiledPattern:
        """What stands behind the member `index` of a group: simple already, as the group is."""
        members = group.members[index + 1 :]
        if len(members) < 2:
            return members[0] if members else self.empty
        return self._node(GROUP, members)

    def interleave(self, members: Iterable[CompiledPattern]) -> CompiledPattern:
        """All members, their children in any mixture."""
        return self._sequence(INTERLEAVE, members)

    def one_or_more(self, inner: CompiledPattern) -> CompiledPattern:
        """The pattern at least once."""
        if inner.op in (EMPTY, NOT_ALLOWED, TEXT, ONE_OR_MORE):
            return inner
        if inner.op == CHOICE and self.empty in inner.members:
            rest = self.choice(node for node in inner.members if node.op != EMPTY)
            return self.choice((self.one_or_more(rest), self.empty))
        return self._node(ONE_OR_MORE, (inner,))

    def zero_or_more(self, inner: CompiledPattern) -> CompiledPattern:
        """The pattern any number of times."""
        return self.optional(self.one_or_more(inner))

    def optional(self, inner: CompiledPattern) -> CompiledPattern:
        """The pattern or nothing."""
        return inner if inner.nullable else self.choice((inner, self.empty))

    def list_of(self, inner: CompiledPattern) -> CompiledPattern:
        """Tokens that match the pattern."""
        return inner if inner.op == NOT_ALLOWED else self._node(LIST, (inner,))

    def data(
        self, kind: str, params: tuple[tuple[str, str], ...], library: str, exclude: CompiledPattern | None
    ) -> CompiledPattern:
        """A value of a datatype."""
        self.uses_names = self.uses_names or kind in QUALIFIED | DECLARED
        members = () if exclude is None or exclude.op == NOT_ALLOWED else (exclude,)
        return self._node(DATA, members, (kind, params, library))

    def value(self, kind: str, library: str, ns: str, text: str) -> CompiledPattern:
        """One literal value."""
        self.uses_names = self.uses_names or kind in QUALIFIED | DECLARED
        return self._node(VALUE, (), (kind, library, ns, text))

    def attribute(self, name: NameSet, inner: CompiledPattern) -> CompiledPattern:
        """An attribute."""
        return inner if inner.op == NOT_ALLOWED else self._node(ATTRIBUTE, (inner,), (name,))

    def element(self, name: NameSet, owner: str) -> ElementDefinition:
        """A new element definition; the caller sets its content."""
        made = ElementDefinition(self, len(self.elements), name, owner, self.not_allowed)
        self.elements.append(made)
        return made

    def element_node(self, element: ElementDefinition) -> CompiledPattern:
        """The pattern that matches one element of the definition."""
        return self._node(ELEMENT, (), (element.serial,))

    def _sequence(self, op: int, members: Iterable[CompiledPattern]) -> CompiledPattern:
        flat: list[CompiledPattern] = []
        for member in members:
            if member.op == NOT_ALLOWED:
                return member
            if member.op == op and not member.holds & HOLDS_ATTRIBUTES:
                flat.extend(member.members)
            elif member.op != EMPTY:
                flat.append(member)
        if op == GROUP:
            flat = [node for index, node in enumerate(flat) if not _text_is_idle(node, flat[index + 1 : index + 2])]
        else:
            texts = [node for node in flat if node.op == TEXT]
            if len(texts) > 1:
                flat = [*(node for node in flat if node.op != TEXT), self.text]
            repeated = _repeated_element(flat) if texts else None
            if repeated is not None:
                # `text & (a | b)*` is `(text | a | b)*`, which needs no interleaving.
                return self.one_or_more(self.choice((self.text, repeated)))
        if not flat:
            return self.empty
        if len(flat) == 1:
            return flat[0]
        return self._node(op, tuple(flat))

    def _node(self, op: int, members: tuple[CompiledPattern, ...], spec: tuple[Any, ...] = ()) -> CompiledPattern:
        key: object = (op, members, spec)
        if op == CHOICE:
            key = (op, frozenset(members))
        elif op == INTERLEAVE:
            key = (op, tuple(sorted([member.serial for member in members])))
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = CompiledPattern(len(self._nodes), op, members, spec)
            if op == ELEMENT:
                node.element = self.elements[spec[0]]
        return node

    # --- storage ---------------------------------------------------------------------------------

    def stored(self, row: int) -> CompiledPattern:
        """The pattern of a row of the table the pool was made from."""
        made = self._made[row]
        if made is None:
            op, members, spec = self._rows[row]
            inner = tuple([self.stored(member) for member in members])
            made = self._made[row] = self._node(op, inner, spec)
        return made

    def table(self, start: CompiledPattern) -> tuple[list[NodeRow], list[ElementRow], int]:
        """The pool as plain data: rows of patterns, elements, and the row of `start`. Rows only refer backwards."""
        rows: list[NodeRow] = []
        numbers: dict[CompiledPattern, int] = {}

        def number(node: CompiledPattern) -> int:
            if node not in numbers:
                inner = tuple([number(member) for member in node.members])
                numbers[node] = len(rows)
                rows.append((node.op, inner, node.spec))
            return numbers[node]

        first = number(start)
        elements: list[ElementRow] = [
            (element.name, element.owner, number(element.content)) for element in self.elements
        ]
        return rows, elements, first


def _text_is_idle(node: CompiledPattern, following: Sequence[CompiledPattern]) -> bool:
    """Whether `text` does nothing here, as the pattern behind it takes any text itself: `text, (text | a)*`."""
    if node.op != TEXT or not following:
        return False
    behind = following[0]
    return behind.op == TEXT or (
        behind.op == ONE_OR_MORE
        and behind.members[0].op == CHOICE
        and any(member.op == TEXT for member in behind.members[0].members)
    )


def _repeated_element(members: Sequence[CompiledPattern]) -> CompiledPattern | None:
    """The element, or choice of elements, that `members` repeat any number of times beside text and nothing else."""
    rest = [node for node in members if node.op != TEXT]
    if len(rest) != 1 or rest[0].op != CHOICE or len(rest[0].members) != 2:
        return None
    loop = next((node for node in rest[0].members if node.op == ONE_OR_MORE), None)
    if loop is None or not any(node.op == EMPTY for node in rest[0].members):
        return None
    inner = loop.members[0]
    single = inner.members if inner.op == CHOICE else (inner,)
    return inner if all(node.op == ELEMENT for node in single) else None


def _nullable(op: int, members: tuple[CompiledPattern, ...]) -> bool:
    if op in (EMPTY, TEXT):
        return True
    if op == CHOICE:
        return any(member.nullable for member in members)
    if op in (GROUP, INTERLEAVE, ONE_OR_MORE):
        return all(member.nullable for member in members)
    return False


def _holds(op: int, members: tuple[CompiledPattern, ...]) -> int:
    if op == TEXT:
        return HOLDS_TEXT
    if op in (LIST, DATA, VALUE):
        return HOLDS_VALUES
    if op == ELEMENT:
        return HOLDS_ELEMENTS
    if op == ATTRIBUTE:
        return HOLDS_ATTRIBUTES
    bits = 0
    for member in members:
        bits |= member.holds
    return bits


def _attributes(node: CompiledPattern) -> NameIndex:
    if node.op == ATTRIBUTE:
        return frozenset(listed(node.spec[0])), is_open(node.spec[0])
    if not node.holds & HOLDS_ATTRIBUTES:
        return _NO_NAMES
    return _union([member.attributes for member in node.members])


def _starts(node: CompiledPattern) -> NameIndex:
    if node.op == ELEMENT and node.element is not None:
        return frozenset(listed(node.element.name)), is_open(node.element.name)
    if not node.holds & HOLDS_ELEMENTS:
        return _NO_NAMES
    if node.op != GROUP:
        return _union([member.starts for member in node.members])
    parts: list[NameIndex] = []
    for member in node.members:
        parts.append(member.starts)
        # An attribute is consumed before any child, so it does not stand in the way.
        if not member.nullable and member.holds != HOLDS_ATTRIBUTES:
            break
    return _union(parts)


def _union(parts: Sequence[NameIndex]) -> NameIndex:
    several = [part for part in parts if part[0] or part[1]]
    if not several:
        return _NO_NAMES
    if len(several) == 1:
        return several[0]
    return frozenset().union(*(part[0] for part in several)), any(part[1] for part in several)
