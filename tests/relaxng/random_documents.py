"""Random documents: valid ones that a schema describes, and the same with something broken."""

from __future__ import annotations

import copy
import random

from lxml import etree

from puzanov_tei.relaxng.engine.derive import matches
from puzanov_tei.relaxng.engine.names import ANY, NAMESPACE, SEVERAL, listed, split
from puzanov_tei.relaxng.engine.nodes import (
    ATTRIBUTE,
    CHOICE,
    DATA,
    ELEMENT,
    GROUP,
    INTERLEAVE,
    LIST,
    NOT_ALLOWED,
    ONE_OR_MORE,
    TEXT,
    VALUE,
    CompiledPattern,
    ElementDefinition,
)
from puzanov_tei.relaxng.schema import CompiledSchema

_SAMPLES = (
    *("", "a", "x y", "0", "1", "-1", "0.5", "10", "true", "1957-05-29", "1957-05", "1957", "--05", "12:00:00", "P1D"),
    *(
        "---15",
        "--05-15",
        "1957-05-29T12:00:00",
        "http://example.org/x",
        "#a",
        "en",
        "high",
        "1/2",
        "12px",
        "1,2",
        "a:b",
        "x:y",
        "1.2.3",
        "+",
        "100%",
        "é",
        "ISO",
    ),
)
_STRANGE = ("", "x", "1 2", "http://a b", "-5", "#", "1957-02-29", "%zz", "high")
_FAR = 1_000_000


class Writer:
    """Writes random valid documents of a schema; the same seed gives the same document."""

    def __init__(self, schema: CompiledSchema) -> None:
        self.pool = schema.automaton.pool
        self.start = schema.automaton.start.nodes[0]
        self.depths: dict[CompiledPattern, int] = {}
        self.values: dict[CompiledPattern, list[str]] = {}
        self._measure()

    def document(self, seed: int, depth: int) -> bytes:
        """A document of about that depth."""
        self.draw = random.Random(seed)
        self.identifiers = 0
        (root,) = self._content(self.start, depth, {})
        assert isinstance(root, etree._Element)
        return etree.tostring(root)

    def _measure(self) -> None:
        """How deep the shallowest content of each pattern is, so that documents come to an end."""
        nodes = {self.start: None}
        for node in nodes_within(self.start):
            nodes[node] = None
        self.depths = {node: 0 if node.nullable else _FAR for node in nodes}
        changed = True
        while changed:
            changed = False
            for node in nodes:
                depth = self._depth(node)
                if depth < self.depths[node]:
                    self.depths[node] = depth
                    changed = True

    def _depth(self, node: CompiledPattern) -> int:
        if node.nullable:
            return 0
        if node.op == NOT_ALLOWED:
            return _FAR
        if node.op == ELEMENT and node.element is not None:
            return min(_FAR, 1 + self.depths[node.element.content])
        if node.op == CHOICE:
            return min(self.depths[member] for member in node.members)
        if node.op in (GROUP, INTERLEAVE, ONE_OR_MORE):
            return max(self.depths[member] for member in node.members)
        return 0

    def _content(self, node: CompiledPattern, depth: int, attributes: dict[str, str]) -> list[etree._Element | str]:
        draw = self.draw
        if node.op == TEXT:
            return [draw.choice(["", "some text", "x", "\n "])]
        if node.op in (DATA, VALUE, LIST):
            return [self._value(node)]
        if node.op == ATTRIBUTE:
            attributes.setdefault(self._name(node.spec[0]), self._value(node.members[0]))
        elif node.op == ELEMENT and node.element is not None:
            return [self._element(node.element, depth - 1)]
        elif node.op == CHOICE:
            possible = [member for member in node.members if self.depths[member] < _FAR]
            if depth <= 0:
                least = min(self.depths[member] for member in possible)
                possible = [member for member in possible if self.depths[member] == least]
            return self._content(draw.choice(possible), depth, attributes)
        elif node.op == ONE_OR_MORE:
            times = draw.choice((1, 1, 2, 3)) if depth > 0 else 1
            return [part for _ in range(times) for part in self._content(node.members[0], depth, attributes)]
        elif node.op in (GROUP, INTERLEAVE):
            members = list(node.members)
            if node.op == INTERLEAVE:
                draw.shuffle(members)
            return [part for member in members for part in self._content(member, depth, attributes)]
        return []

    def _element(self, definition: ElementDefinition, depth: int) -> etree._Element:
        attributes: dict[str, str] = {}
        parts = self._content(definition.content, depth, attributes)
        element = etree.Element(_clark(self._name(definition.name)))
        for name, value in attributes.items():
            element.set(_clark(name), value)
        for part in parts:
            if isinstance(part, str):
                append_text(element, part)
            else:
                element.append(part)
        return element

    def _name(self, names: object) -> str:
        if isinstance(names, str):
            return names
        assert isinstance(names, tuple)
        if names[0] == SEVERAL:
            return self._name(self.draw.choice(names[1:]))
        if names[0] == NAMESPACE:
            return f"{names[1]}\nzz"
        assert names[0] == ANY
        return self.draw.choice(["zz", "urn:x\nzz"])

    def _value(self, node: CompiledPattern) -> str:
        if node.op == VALUE:
            return str(node.spec[3])
        if node.op == DATA and node.spec[0] == "ID":
            self.identifiers += 1
            return f"i{self.identifiers}"
        if node.op == CHOICE:
            return self._value(self.draw.choice(node.members))
        if node.op in (LIST, ONE_OR_MORE, GROUP, INTERLEAVE):
            return " ".join(filter(None, (self._value(member) for member in node.members)))
        if node.op in (DATA, TEXT):
            if node not in self.values:
                self.values[node] = [text for text in _SAMPLES if matches(self.pool, node, text, {})]
            return self.draw.choice(self.values[node] or ["a"])
        return ""


def nodes_within(start: CompiledPattern) -> list[CompiledPattern]:
    """Every pattern in reach, through elements too."""
    found: dict[CompiledPattern, None] = {}
    pending = [start]
    while pending:
        node = pending.pop()
        if node not in found:
            found[node] = None
            pending.extend(node.members)
            if node.element is not None:
                pending.append(node.element.content)
    return list(found)


def element_names(start: CompiledPattern) -> list[str]:
    """The names of all elements, in Clark's notation."""
    return sorted(
        {_clark(name) for node in nodes_within(start) if node.element is not None for name in listed(node.element.name)}
    )


def broken(document: bytes, seed: int, names: list[str]) -> bytes:
    """The document after one to three random changes: delete, insert, swap, rename, retype, stray text."""
    draw = random.Random(seed)
    root = etree.fromstring(document)
    for _ in range(draw.randint(1, 3)):
        element = draw.choice(list(root.iter("*")))
        parent = element.getparent()
        change = draw.randrange(7)
        if change == 0 and parent is not None:
            parent.remove(element)
        elif change == 1:
            new = copy.deepcopy(element) if draw.random() < 0.3 else etree.Element(draw.choice(names))
            element.insert(draw.randint(0, len(element)), new)
        elif change == 2 and len(element) > 1:
            element.append(element[0])
        elif change == 3:
            element.tag = draw.choice(names)
        elif change == 4 and element.attrib:
            element.set(draw.choice(list(element.attrib)), draw.choice(_STRANGE))
        elif change == 5:
            element.set(draw.choice(["type", "when", "ref", "n", "foo", "{urn:z}q"]), draw.choice(_STRANGE))
        elif change == 6:
            append_text(element, "stray")
    return etree.tostring(root)


def append_text(element: etree._Element, text: str) -> None:
    """Put text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _clark(name: str) -> str:
    ns, local = split(name)
    return f"{{{ns}}}{local}" if ns else local
