"""The quick look: is a document valid? One pass, no positions, nothing kept but the open elements.

All that happens for an element is two look-ups in the automaton and one for the values of its attributes. What
is wrong with an invalid document is the business of `recovery`.
"""

from __future__ import annotations

from typing import BinaryIO
from xml.parsers import expat

from puzanov_tei.relaxng.engine.automaton import CHANGES, FREE, NONE, VALUES, Automaton, Fork, InvalidError, State, Tag
from puzanov_tei.relaxng.engine.identifiers import IdReferences
from puzanov_tei.relaxng.engine.names import SEPARATOR
from puzanov_tei.relaxng.engine.scopes import NamespaceScopes

_CHUNK = 1 << 18
WHITE = " \t\n\r"


def new_parser() -> expat.XMLParserType:
    """A parser that resolves namespaces, lists attributes in order and shares equal names."""
    parser = expat.ParserCreate(None, SEPARATOR, {})
    parser.ordered_attributes = True
    parser.buffer_text = False
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)  # nothing outside the file is read
    return parser


def accepts(automaton: Automaton, stream: BinaryIO) -> bool:
    """Whether the document is well-formed and valid. Reads `stream` to its end or to the first error."""
    try:
        _parse(automaton, stream)
    except (InvalidError, expat.ExpatError):
        return False
    return True


def _parse(automaton: Automaton, stream: BinaryIO) -> None:
    parser = new_parser()
    parser.buffer_text = True  # places of texts do not matter here
    state: State = automaton.start
    open_elements: list[State | Fork] = []
    push, pop = open_elements.append, open_elements.pop
    free = False  # whether text is ignored at the moment
    collected: list[str] = []
    namespaces = NamespaceScopes(parser).current if automaton.uses_names else None
    identifiers = IdReferences()

    def start(name: str, attributes: list[str]) -> None:
        nonlocal state, free
        if collected:
            settle()
        tag, following = state[name]
        push(following)
        checks, content, ids = tag[tuple(attributes[::2])] if attributes else tag[()]
        for index, memo in checks:
            if not memo[attributes[index]]:
                raise InvalidError
        if ids:
            for index, kind in ids:
                if not identifiers.note(kind, attributes[index]):
                    raise InvalidError
        if content is None:
            content = by_values(tag, attributes)
        state = content
        if free is not (content.text == FREE):
            free = not free
            parser.CharacterDataHandler = None if free else characters

    def end(name: str) -> None:
        nonlocal state, free
        state = pop() if state.final else ended()  # type: ignore[assignment]  # no fork is behind a final state
        if free is not (state.text == FREE):
            free = not free
            parser.CharacterDataHandler = None if free else characters

    def characters(text: str) -> None:
        nonlocal state, free
        kind = state.text
        if kind == VALUES:
            collected.append(text)
        elif text.strip(WHITE):
            if kind == NONE:
                raise InvalidError
            if kind == CHANGES:
                state = changed(text)
                if state.text == FREE:
                    free = True
                    parser.CharacterDataHandler = None

    def changed(text: str) -> State:
        after = state.after_text(text, namespaces)
        if after is None:
            raise InvalidError
        return after

    def settle() -> None:
        """A child element follows text that was collected as a value."""
        nonlocal state
        text = "".join(collected)
        collected.clear()
        if text.strip(WHITE):
            state = changed(text)

    def ended() -> State:
        """The state behind an element that ends with a value, or of which several definitions may apply."""
        text = "".join(collected)
        collected.clear()
        accepted = state.accepted(text, namespaces)
        if not any(accepted):
            raise InvalidError
        following = pop()
        return following.resolved(accepted) if isinstance(following, Fork) else following

    def by_values(tag: Tag, attributes: list[str]) -> State:
        """The content of an element whose definition depends on the values of its attributes."""
        nodes = tag.nodes
        for index in range(0, len(attributes), 2):
            name, value = attributes[index], attributes[index + 1]
            after = automaton.after_attribute(nodes, name, value, namespaces)
            if after is None:
                raise InvalidError
            for kind in automaton.identifier_kinds(nodes, name):
                if not identifiers.note(kind, value):
                    raise InvalidError
            nodes = after
        content = automaton.content(nodes)
        if content is None:
            raise InvalidError
        return content

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    while True:
        chunk = stream.read(_CHUNK)
        parser.Parse(chunk, not chunk)
        if not chunk:
            break
    if identifiers.dangling():
        raise InvalidError
