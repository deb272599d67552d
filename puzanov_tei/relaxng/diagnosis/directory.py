"""What a schema says about names: which elements there are, what may stand in them, which attributes they take.

Only asked when something is wrong; everything is worked out once per schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from puzanov_tei import resources
from puzanov_tei.base.near import near
from puzanov_tei.relaxng.engine.derive import without_attributes
from puzanov_tei.relaxng.engine.names import contains, expanded, is_open, listed, split
from puzanov_tei.relaxng.engine.nodes import (
    ATTRIBUTE,
    CHOICE,
    ELEMENT,
    HOLDS_TEXT,
    ONE_OR_MORE,
    VALUE,
    CompiledPattern,
    ElementDefinition,
)
from puzanov_tei.relaxng.prefixes import XML_NS
from puzanov_tei.relaxng.schema import CompiledSchema


class Directory:
    """An index of a schema by names."""

    def __init__(self, schema: CompiledSchema) -> None:
        self.schema = schema
        self._within: dict[ElementDefinition, dict[str, None]] = {}
        self._attributes: dict[ElementDefinition, dict[str, CompiledPattern]] = {}
        self._labels: dict[str, str] = {}
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}

    @classmethod
    def of(cls, schema: CompiledSchema) -> Directory:
        """The directory of a schema; made once."""
        if not isinstance(schema.directory, cls):
            schema.directory = cls(schema)
        return schema.directory

    @cached_property
    def elements(self) -> dict[str, tuple[ElementDefinition, ...]]:
        """Expanded name -> the definitions of elements of that name."""
        definitions: dict[str, list[ElementDefinition]] = {}
        for element in self.schema.automaton.pool.elements:
            for name in listed(element.name):
                definitions.setdefault(name, []).append(element)
        return {name: tuple(elements) for name, elements in definitions.items()}

    @cached_property
    def namespaces(self) -> set[str]:
        """The namespaces of the elements of the schema."""
        return {split(name)[0] for name in self.elements}

    @cached_property
    def hosts(self) -> dict[str, tuple[str, ...]]:
        """Expanded name of an element -> the elements that may contain it, in the order of the schema."""
        containers: dict[str, dict[str, None]] = {}
        for host, definitions in self.elements.items():
            for definition in definitions:
                for name in self.within(definition):
                    containers.setdefault(name, {})[host] = None
        return {name: tuple(hosts) for name, hosts in containers.items()}

    @cached_property
    def bearers(self) -> dict[str, tuple[str, ...]]:
        """Expanded name of an attribute -> the elements that may have it, in the order of the schema."""
        owners: dict[str, dict[str, None]] = {}
        for bearer, definitions in self.elements.items():
            for definition in definitions:
                for name in self.attributes(definition):
                    owners.setdefault(name, {})[bearer] = None
        return {name: tuple(bearers) for name, bearers in owners.items()}

    def within(self, element: ElementDefinition) -> dict[str, None]:
        """The names of the elements that may be children of `element`."""
        if element not in self._within:
            pool = self.schema.automaton.pool
            names: dict[str, None] = {}
            for node in _leaves(without_attributes(pool, element.content)):
                if node.op == ELEMENT and node.element is not None:
                    names.update(dict.fromkeys(listed(node.element.name)))
            self._within[element] = names
        return self._within[element]

    def repeats(self, element: ElementDefinition, name: str) -> bool:
        """Whether `element` may contain more than one child of that name."""
        return _most(without_attributes(self.schema.automaton.pool, element.content), name) > 1

    def attributes(self, element: ElementDefinition) -> dict[str, CompiledPattern]:
        """The attributes of `element`, with the pattern of their values: any of those that alternatives define."""
        if element not in self._attributes:
            values: dict[str, list[CompiledPattern]] = {}
            for node in _leaves(element.content):
                if node.op == ATTRIBUTE:
                    for name in listed(node.spec[0]):
                        values.setdefault(name, []).append(node.members[0])
            choice = self.schema.automaton.pool.choice
            self._attributes[element] = {name: choice(several) for name, several in values.items()}
        return self._attributes[element]

    def takes_any_attribute(self, element: ElementDefinition) -> bool:
        """Whether `element` has attributes whose names cannot be listed."""
        return any(node.op == ATTRIBUTE and is_open(node.spec[0]) for node in _leaves(element.content))

    def holds_any_element(self, element: ElementDefinition) -> bool:
        """Whether `element` may have children whose names cannot be listed."""
        leaves = _leaves(without_attributes(self.schema.automaton.pool, element.content))
        return any(node.element is not None and is_open(node.element.name) for node in leaves)

    def takes_text(self, element: ElementDefinition) -> bool:
        """Whether text may stand directly in `element`."""
        return bool(element.content.holds & HOLDS_TEXT)

    # --- words for people ------------------------------------------------------------------------

    def label(self, name: str) -> str:
        """An expanded name as a person would write it."""
        label = self._labels.get(name)
        if label is None:
            label = self._labels[name] = self._label(name)
        return label

    def labels(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Expanded names as a person would write them; what may stand in a place is often the same."""
        labels = self._lists.get(names)
        if labels is None:
            labels = self._lists[names] = tuple(map(self.label, names))
        return labels

    def _label(self, name: str) -> str:
        ns, local = split(name)
        if ns == XML_NS:
            return f"xml:{local}"
        prefix = self.schema.prefixes.get(ns)
        if prefix is None:
            return f"{{{ns}}}{local}" if ns else local
        return f"{prefix}:{local}" if prefix else local

    def tag(self, name: str) -> str:
        """An element's name in angle brackets."""
        return f"<{self.label(name)}>"

    def grouped(self, names: Iterable[str], most: int = 6) -> str:
        """Names of elements in a few words, those that people know best first; never the name of a class."""
        words = self._ordered(names)
        if len(words) > most:
            return f"{', '.join(words[: most - 1])} and {len(words) - most + 1} more"
        return _either(words)

    def _ordered(self, names: Iterable[str]) -> list[str]:
        """Tags of elements, those that people know best first."""
        familiar = _familiar()
        ordered = sorted(dict.fromkeys(names), key=lambda name: familiar.get(split(name)[1], len(familiar)))
        return [self.tag(name) for name in ordered]

    def some_of(self, names: Iterable[str], count: int) -> str:
        """How many of which elements: `<a> or <b>`, `two of <a>, <b>, <c> or 7 others`."""
        words = self._ordered(names)
        few = _either(words) if len(words) < 5 else f"{', '.join(words[:3])} or {len(words) - 3} others"
        if count == 1:
            return few if len(words) < 5 else f"one of {few}"
        return f"{count} of {few}" if len(words) > 1 else f"{count} {few}"


@lru_cache(maxsize=1)
def _familiar() -> dict[str, int]:
    """Local names of elements, and how far down they stand in the list of those that people know."""
    text = resources.data_file("familiar_elements.txt").read_text(encoding="utf-8")
    names = (name for line in text.splitlines() if not line.startswith("#") for name in line.split())
    return {name: number for number, name in enumerate(names)}


def is_familiar(name: str) -> bool:
    """Whether an element (by its expanded name) is one that encoders commonly use."""
    return split(name)[1] in _familiar()


def near_name(name: str, known: Iterable[str]) -> str:
    """As `near`, for expanded names: only the local name counts. A short one is seldom mistyped at its beginning."""
    locals_ = _by_local_name(tuple(known))
    local = split(name)[1]
    nearest = near(local, locals_)
    if len(nearest) == 1 < len(local) or (len(local) == len(nearest) == 2 and nearest != local.casefold()):
        return ""
    if len(local) <= _SHORT and nearest[:1].casefold() not in local[:2].casefold():
        return ""
    return locals_.get(nearest, "")


@lru_cache(maxsize=32)
def _by_local_name(names: tuple[str, ...]) -> dict[str, str]:
    """Local name -> the first expanded name that has it."""
    return {split(name)[1]: name for name in reversed(names)}


_SHORT = 4


def in_namespace(name: str, ns: str) -> str:
    """The expanded name with the same local name in another namespace."""
    return expanded(ns, split(name)[1])


def literals(node: CompiledPattern) -> list[str]:
    """The values a pattern lists, if it is nothing but a list of values; else none."""
    if node.op == VALUE:
        return [str(node.spec[3])]
    if node.op == CHOICE and all(member.op == VALUE for member in node.members):
        return [str(member.spec[3]) for member in node.members]
    return []


def _most(node: CompiledPattern, name: str) -> int:
    """How many elements of that name the pattern can match at most; any number is 2."""
    if node.element is not None:
        return int(contains(node.element.name, name))
    if node.op == ONE_OR_MORE:
        return 2 * _most(node.members[0], name)
    counts = [_most(member, name) for member in node.members]
    return max(counts, default=0) if node.op == CHOICE else sum(counts)


def _leaves(node: CompiledPattern) -> Iterable[CompiledPattern]:
    """The element, attribute and other leaf patterns of a pattern, in order, each once."""
    seen: set[CompiledPattern] = set()
    pending = [node]
    while pending:
        each = pending.pop()
        if each in seen:
            continue
        seen.add(each)
        if each.op in (ELEMENT, ATTRIBUTE) or not each.members:
            yield each
        else:
            pending.extend(reversed(each.members))


def _either(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} or {words[-1]}"
