"""Writing a grammar as XML Schema 1.0, for tools that take nothing else.

XML Schema can say less than RELAX NG, so the schema that is written accepts everything the grammar accepts, and
sometimes more. The elements where it accepts more are named. Every element is global; a name with several
definitions gets one type that fits all of them; one file is written for each namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.engine.automaton import FREE, Automaton
from puzanov_tei.relaxng.engine.compile import compile_grammar
from puzanov_tei.relaxng.engine.derive import without_attributes
from puzanov_tei.relaxng.engine.names import ANY, NAMESPACE, SEVERAL, is_open, listed, split
from puzanov_tei.relaxng.engine.nodes import (
    ATTRIBUTE,
    CHOICE,
    ELEMENT,
    GROUP,
    HOLDS_ATTRIBUTES,
    HOLDS_ELEMENTS,
    HOLDS_TEXT,
    HOLDS_VALUES,
    INTERLEAVE,
    NOT_ALLOWED,
    ONE_OR_MORE,
    TEXT,
    CompiledPattern,
    ElementDefinition,
)
from puzanov_tei.relaxng.patterns import Grammar
from puzanov_tei.xsd import trees as models
from puzanov_tei.xsd.content import Content
from puzanov_tei.xsd.files import XsdFiles
from puzanov_tei.xsd.simple import is_widened


def to_xsd(grammar: Grammar) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Write `grammar` as XML Schema 1.0.

    Returns:
        file name -> bytes, the schema of the grammar's main namespace first (it imports the others); and the
        local names of the elements whose content or attributes had to be widened.

    Raises:
        SchemaError: the grammar cannot be compiled, or lets a document begin with an element of any name, which
            XML Schema cannot: a document may only begin with an element that a schema declares.
    """
    schema = compile_grammar(grammar)
    automaton = schema.automaton
    if any(is_open(element.name) for element in _elements(automaton.start.nodes[0])):
        raise SchemaError(
            "the grammar lets a document begin with an element of any name, which XML Schema cannot say. "
            "Name the elements in start."
        )
    contents: dict[str, Content] = {}
    translations: dict[str, _Translation] = {}
    for name, elements in _by_name(automaton).items():
        ns = split(name)[0]
        if ns not in translations:
            translations[ns] = _Translation(automaton, ns)
        contents[name] = translations[ns].content(elements)
    widened = sorted({split(name)[1] for name, content in contents.items() if content.widened})
    files = XsdFiles(schema, contents).written()
    return files, tuple(widened)


def _by_name(automaton: Automaton) -> dict[str, list[ElementDefinition]]:
    """The definitions that an element of each name may have, those in reach of the start only."""
    elements: dict[str, list[ElementDefinition]] = {}
    seen: set[ElementDefinition] = set()
    pending = list(_elements(automaton.start.nodes[0]))
    while pending:
        element = pending.pop(0)
        if element in seen:
            continue
        seen.add(element)
        for name in listed(element.name):
            elements.setdefault(name, []).append(element)
        pending.extend(_elements(element.content))
    return elements


def _elements(node: CompiledPattern) -> Iterator[ElementDefinition]:
    seen: set[CompiledPattern] = set()
    pending = [node]
    while pending:
        each = pending.pop()
        if each not in seen:
            seen.add(each)
            if each.element is not None:
                yield each.element
            elif each.op != ATTRIBUTE:
                pending.extend(reversed(each.members))


class _Translation:
    """Contents as elements of one namespace see them (`##other` means other than that)."""

    def __init__(self, automaton: Automaton, target: str) -> None:
        self.automaton = automaton
        self.pool = automaton.pool
        self.target = target
        self.known: dict[CompiledPattern, models.Model] = {}

    def content(self, elements: list[ElementDefinition]) -> Content:
        """One content for all definitions of a name."""
        content = Content()
        nodes = [without_attributes(self.pool, element.content) for element in elements]
        nodes = [node for node in dict.fromkeys(nodes) if node.op != NOT_ALLOWED]
        node = self.pool.choice(nodes)
        content.impossible = not nodes
        # Several definitions make one only if they say the same.
        content.widened = len({element.content for element in elements}) > 1
        self._children(node, content)
        self._attributes([element.content for element in elements], content)
        return content

    def _children(self, node: CompiledPattern, content: Content) -> None:
        if node.holds & HOLDS_VALUES and not node.holds & (HOLDS_ELEMENTS | HOLDS_TEXT):
            content.simple = node
            content.widened |= is_widened(node)
            return
        content.mixed = bool(node.holds & (HOLDS_TEXT | HOLDS_VALUES))
        content.model = self.model(node)
        content.widened |= content.model.widened or bool(node.holds & HOLDS_VALUES)
        if content.mixed and self.automaton.state((node,)).text != FREE:
            content.widened = True

    def model(self, node: CompiledPattern) -> models.Model:
        """The content model of a pattern; text and values leave no trace in it."""
        if node not in self.known:
            self.known[node] = self._model(node)
        return self.known[node]

    def _model(self, node: CompiledPattern) -> models.Model:
        if not node.holds & HOLDS_ELEMENTS:
            return models.NOTHING
        if node.op == ELEMENT and node.element is not None:
            model = models.choice(models.single(symbol) for symbol in self._symbols(node.element.name))
            more = is_open(node.element.name) and not _is_anything(node.element, self.automaton, self.target)
            return replace(model, widened=True) if more else model
        parts = [self.model(member) for member in node.members]
        if node.op == CHOICE:
            return models.choice(parts)
        if node.op == GROUP:
            return models.sequence(parts)
        if node.op == INTERLEAVE:
            return models.interleaved(parts)
        if node.op == ONE_OR_MORE:
            return models.repeated(parts[0], 1)
        return models.NOTHING

    def _symbols(self, names: object) -> Iterator[models.Symbol]:
        if isinstance(names, str):
            yield models.Symbol(names, split(names)[0])
        elif isinstance(names, tuple) and names[0] == SEVERAL:
            for member in names[1:]:
                yield from self._symbols(member)
        elif isinstance(names, tuple) and names[0] == NAMESPACE:
            yield models.Symbol("", str(names[1]) or "##local", self.target)
        elif isinstance(names, tuple) and names[0] == ANY and self.target and _excepts(names[1], self.target):
            yield models.Symbol("", "##other", self.target)
            yield models.Symbol("", "##local", self.target)
        else:
            yield models.Symbol("", "##any", self.target)

    def _attributes(self, nodes: list[CompiledPattern], content: Content) -> None:
        values: dict[str, dict[CompiledPattern, None]] = {}
        for node in nodes:
            content.widened |= _entangled(node)
            for attribute in _attribute_nodes(node):
                content.any_attribute |= is_open(attribute.spec[0])
                for name in listed(attribute.spec[0]):
                    values.setdefault(name, {})[attribute.members[0]] = None
        for name, patterns in values.items():
            needed = all(name in _required(node) for node in nodes)
            content.widened |= len(patterns) > 1 or any(is_widened(pattern) for pattern in patterns)
            content.attributes[name] = (self.pool.choice(patterns), needed)


def _excepts(names: object, namespace: str) -> bool:
    """Whether the exception of a wildcard covers a whole namespace."""
    if isinstance(names, tuple) and names[0] == NAMESPACE:
        return names[1] == namespace and names[2] is None
    return isinstance(names, tuple) and names[0] == SEVERAL and any(_excepts(one, namespace) for one in names[1:])


def _is_anything(element: ElementDefinition, automaton: Automaton, target: str) -> bool:
    """Whether a wildcard takes elements of these names with any attributes and any content, as `xs:any` does."""
    bare = without_attributes(automaton.pool, element.content)
    attributes = list(_attribute_nodes(element.content))
    return (
        _is_plain(element.name, target)
        and not _required(element.content)
        and any(_is_plain(node.spec[0], "") and node.members[0].op == TEXT for node in attributes)
        and bare.nullable
        and automaton.state((bare,)).text == FREE
        and element in set(_elements(element.content))
    )


def _is_plain(names: object, target: str) -> bool:
    """Whether a name class takes whole namespaces, as wildcards of XML Schema do."""
    if not isinstance(names, tuple) or names[0] == SEVERAL:
        return False
    return names[-1] is None or (names[0] == ANY and bool(target) and names[-1] == (NAMESPACE, target, None))


def _attribute_nodes(node: CompiledPattern) -> Iterator[CompiledPattern]:
    if node.op == ATTRIBUTE:
        yield node
    elif node.holds & HOLDS_ATTRIBUTES:
        for member in node.members:
            yield from _attribute_nodes(member)


def _required(node: CompiledPattern) -> frozenset[str]:
    """The attributes that are there whatever alternative is taken."""
    if node.op == ATTRIBUTE:
        names = frozenset(listed(node.spec[0]))
        return names if len(names) == 1 and not is_open(node.spec[0]) else frozenset()
    if not node.holds & HOLDS_ATTRIBUTES:
        return frozenset()
    parts = [_required(member) for member in node.members]
    if node.op == CHOICE:
        return frozenset.intersection(*parts)
    return frozenset().union(*parts)


def _entangled(node: CompiledPattern) -> bool:
    """Whether attributes depend on each other or on the content, which XML Schema cannot say."""
    if node.op == ATTRIBUTE or not node.holds & HOLDS_ATTRIBUTES:
        return False
    if node.op == CHOICE:
        others = [member for member in node.members if member.holds]
        return (
            len(others) > 1
            or _entangled(others[0])
            or (others[0].op != ATTRIBUTE and node.nullable and not others[0].nullable)
        )
    if node.op == ONE_OR_MORE:
        return node.members[0].op != ATTRIBUTE and _entangled(node.members[0])
    return any(_entangled(member) for member in node.members)
