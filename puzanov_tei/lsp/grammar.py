"""What a schema allows at a place of a document that may be broken, and what it says of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from puzanov_tei.base.xml import XML_NS
from puzanov_tei.lsp.markup import Markup, WrittenElement
from puzanov_tei.relaxng.diagnosis.describe import described
from puzanov_tei.relaxng.diagnosis.directory import Directory, literals
from puzanov_tei.relaxng.diagnosis.expected import required_attributes, starters
from puzanov_tei.relaxng.engine.automaton import Fork, InvalidError, State
from puzanov_tei.relaxng.engine.derive import without_attributes
from puzanov_tei.relaxng.engine.names import expanded, split
from puzanov_tei.relaxng.engine.nodes import CHOICE, LIST, ONE_OR_MORE, CompiledPattern, ElementDefinition
from puzanov_tei.relaxng.schema import CompiledSchema


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a schema says of a name: one line for people, and where it is declared (`my.odd:120:5`)."""

    gloss: str = ""
    origin: str = ""


class GrammarIndex:
    """One grammar and questions about it. Names of elements are (namespace, local name)."""

    def __init__(self, schema: CompiledSchema) -> None:
        self.schema = schema
        self.directory = Directory.of(schema)

    def definitions(self, name: tuple[str, str]) -> Sequence[ElementDefinition]:
        """The definitions of elements of a name."""
        return self.directory.elements.get(expanded(*name), ())

    def children(self, markup: Markup, parent: WrittenElement | None, offset: int) -> list[tuple[str, str]]:
        """The elements that may stand at an offset in `parent`, after what stands before it there.

        What is wrong before it is passed over. Without a parent: what a document may begin with.
        """
        if parent is None:
            return [split(name) for name in starters(self.schema.automaton.start)]
        definitions = self.definitions(markup.expanded(parent))
        if not definitions:
            return []
        state = self._content(definitions)
        spaces = markup.namespaces(parent)
        for child in markup.children(parent):
            if child.begin >= offset:
                break
            try:
                tag, following = state[expanded(*markup.expanded(child, spaces))]
            except InvalidError:
                continue
            if isinstance(following, Fork):  # which definition applies shows only inside: both may
                following = following.resolved(tuple(True for _ in tag.elements))
            state = following
        return [split(name) for name in starters(state)]

    def _content(self, definitions: Sequence[ElementDefinition]) -> State:
        automaton = self.schema.automaton
        pool = automaton.pool
        return automaton.state((pool.choice([without_attributes(pool, d.content) for d in definitions]),))

    def attributes(self, name: tuple[str, str]) -> dict[tuple[str, str], bool]:
        """The attributes of an element, and whether each is required."""
        listed: dict[tuple[str, str], bool] = {}
        for definition in self.definitions(name):
            required = {one for each in required_attributes((definition.content,)) if len(each) == 1 for one in each}
            for attribute in self.directory.attributes(definition):
                listed.setdefault(split(attribute), attribute in required)
        return listed

    def values(self, name: tuple[str, str], attribute: tuple[str, str]) -> list[str]:
        """The values that a schema lists for an attribute."""
        pattern = self._pattern(name, attribute)
        return [] if pattern is None else list(dict.fromkeys(_values(pattern)))

    def datatype(self, name: tuple[str, str], attribute: tuple[str, str]) -> str:
        """What a value of an attribute looks like, in a few words."""
        pattern = self._pattern(name, attribute)
        return "" if pattern is None else described(pattern)

    def _pattern(self, name: tuple[str, str], attribute: tuple[str, str]) -> CompiledPattern | None:
        for definition in self.definitions(name):
            pattern = self.directory.attributes(definition).get(expanded(*attribute))
            if pattern is not None:
                return pattern
        return None

    def of_element(self, name: tuple[str, str]) -> Explanation:
        """What the schema says of an element."""
        for definition in self.definitions(name):
            said = self._note(definition.owner)
            if said.gloss or said.origin:
                return said
        return Explanation()

    def of_attribute(self, name: tuple[str, str], attribute: tuple[str, str], value: str = "") -> Explanation:
        """What the schema says of an attribute, on this element or in a class; of a value, if one is named."""
        suffix = f"/@{attribute[1]}" + (f"/{value}" if value else "")
        for definition in self.definitions(name):
            if f"{definition.owner}{suffix}" in self.schema.notes:
                return self._note(f"{definition.owner}{suffix}")
        shared = [key for key in self.schema.notes if key.endswith(suffix)]
        return self._note(shared[0]) if len(shared) == 1 else Explanation()

    def _note(self, key: str) -> Explanation:
        gloss, origin, _ = self.schema.notes.get(key, ("", "", ""))
        return Explanation(gloss, origin)

    def holds(self, name: tuple[str, str]) -> str:
        """What an element may contain, in a few words: those first that people know best."""
        definitions = self.definitions(name)
        children = [child for d in definitions for child in self.directory.within(d)]
        words = ["text"] if any(map(self.directory.takes_text, definitions)) else []
        words += [self.directory.grouped(children)] if children else []
        return f"Holds {', '.join(words)}." if words else "Holds nothing."

    def label(self, name: tuple[str, str], spaces: dict[str, str]) -> str:
        """A name as it is written where those prefixes hold; without one that fits, the local name alone."""
        ns, local = name
        if ns == XML_NS:
            return f"xml:{local}"
        prefix = next((p for p, uri in spaces.items() if uri == ns and p != "xml"), "")
        return f"{prefix}:{local}" if prefix else local


def _values(pattern: CompiledPattern) -> list[str]:
    if pattern.op in (LIST, ONE_OR_MORE, CHOICE) and not literals(pattern):
        return [value for member in pattern.members for value in _values(member)]
    return literals(pattern)
