"""From an error to a sentence that helps: what is wrong, what was expected, what was probably meant.

Each function looks at one kind of error and returns a `Problem`; where validation goes on afterwards is the
business of `recovery`, but the guess that it goes by comes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import groupby

from puzanov_tei.relaxng import codes
from puzanov_tei.relaxng.diagnosis.directory import Directory, is_familiar, near_name
from puzanov_tei.relaxng.diagnosis.expected import missing_before, required, starters
from puzanov_tei.relaxng.diagnosis.problem import Around, Problem
from puzanov_tei.relaxng.engine.automaton import State, Tag
from puzanov_tei.relaxng.engine.derive import without_attributes
from puzanov_tei.relaxng.engine.names import split
from puzanov_tei.relaxng.engine.nodes import ElementDefinition

_REMEMBERED = 10_000
_XINCLUDE = "The namespace of XInclude is http://www.w3.org/2001/XInclude; with it, what is named here is included."
_MANY_HOSTS = 60
"""An element that so many hold may stand nearly anywhere; where it belongs is not said."""
"""Problems that are kept, so that one mistake made over and over costs little more than one."""


class Diagnosis:
    """Words for everything that can be wrong with elements and text of a document."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.schema = directory.schema
        # By `id`, as states and tags have no hash; they are kept beside, so that no other takes their number.
        self._wanted: dict[int, tuple[State, list[str]]] = {}
        self._advised: dict[tuple[str, int], tuple[State, str]] = {}
        self._elements: dict[tuple[object, ...], tuple[Sequence[Around], Problem]] = {}

    def _starters(self, state: State) -> list[str]:
        """The elements that may come next; what is asked again and again in a file with one mistake on every page."""
        if id(state) not in self._wanted:
            self._wanted[id(state)] = state, starters(state)
        return self._wanted[id(state)][1]

    @cached_property
    def _paragraphs(self) -> set[str]:
        return {
            name for label, members in self.schema.classes.items() for name in members if label.endswith("model.pLike")
        }

    # --- elements --------------------------------------------------------------------------------

    def root(self, name: str, state: State) -> Problem:
        """The outermost element is not one that a document may begin with."""
        wanted = self._starters(state)
        meant = _same_local(name, wanted)
        if meant:
            return self._namespace(name, meant)
        tag = self.directory.tag(name)
        near = near_name(name, wanted) if name not in self.directory.elements else ""
        message = f"{tag} cannot be the outermost element"
        if near:
            hint = f"Did you mean {self.directory.tag(near)}?"
            return Problem(codes.WRONG_ROOT, message, hint, meant=near, expected=tuple(wanted))
        hint = f"A document begins with {self.directory.grouped(wanted)}." if wanted else ""
        return Problem(codes.WRONG_ROOT, message, hint, meant=name, expected=tuple(wanted))

    def element(self, name: str, parents: Sequence[Around]) -> Problem:
        """A child element may not stand where it does; `parents` are the open elements, the outermost first."""
        parent = parents[-1]
        seen = name in parent.children
        key = (name, parent.last, seen, *(id(part) for each in parents for part in (each.tag, each.state)))
        if key not in self._elements:
            if len(self._elements) > _REMEMBERED:
                self._elements.clear()
            self._elements[key] = parents, self._element(name, parents)
        return self._elements[key][1]

    def _element(self, name: str, parents: Sequence[Around]) -> Problem:
        parent = parents[-1]
        if name in self.directory.elements:
            return self._known(name, parents)
        wanted = self._starters(parent.state)
        meant = _same_local(name, wanted) or _same_local(name, self.directory.elements)
        if meant:
            return self._namespace(name, meant)
        return self._unknown(name, parent, wanted)

    def _namespace(self, name: str, meant: str) -> Problem:
        ns, local = split(name)
        wanted = split(meant)[0]
        where = f'the namespace "{ns}"' if ns else "no namespace"
        hint = f'To mend it, declare xmlns="{wanted}" on the root element.' if wanted else "Here it has no namespace."
        return Problem(
            codes.WRONG_NAMESPACE,
            f"<{local}> is in {where}",
            hint,
            self._rule(meant),
            meant,
        )

    def _unknown(self, name: str, parent: Around, wanted: list[str]) -> Problem:
        tag = self.directory.tag(name)
        deleted = self._left_out(name)
        if deleted:
            return Problem(codes.UNKNOWN_ELEMENT, f"{tag} is left out by this schema", deleted[1], deleted[0], name)
        message = f"{tag} is not an element of this schema"
        space = split(name)[0]
        if space and space not in self.directory.namespaces:
            hint = f"Declare elements of the namespace {space} in the schema, or take them out."
            hint = _XINCLUDE if space.endswith("/XInclude") else hint
            return Problem(codes.UNKNOWN_ELEMENT, message, hint, self._owner(parent), name, expected=tuple(wanted))
        near = near_name(name, wanted)
        if near:
            hint = f"Did you mean {self.directory.tag(near)}?"
            return Problem(codes.UNKNOWN_ELEMENT, message, hint, self._rule(near), near, expected=tuple(wanted))
        near = near_name(name, self.directory.elements)
        if near:
            hint = f"Did you mean {self.directory.tag(near)}? That is not allowed here either{self._expected(wanted)}."
            return Problem(codes.UNKNOWN_ELEMENT, message, hint, self._rule(near), near, expected=tuple(wanted))
        return Problem(
            codes.UNKNOWN_ELEMENT, message, self._sentence(wanted), self._owner(parent), name, expected=tuple(wanted)
        )

    def _left_out(self, name: str) -> tuple[str, str] | None:
        """The note of an element that the schema's author removed: there is a note but no definition."""
        return self._removed.get(split(name)[1])

    @cached_property
    def _removed(self) -> dict[str, tuple[str, str]]:
        defined = {element.owner for element in self.schema.automaton.pool.elements} | set(self.schema.classes)
        removed: dict[str, tuple[str, str]] = {}
        for key, (gloss, _, ident) in self.schema.notes.items():
            if "/" not in key and key not in defined:
                removed.setdefault(ident, (key, gloss))
        return removed

    def _known(self, name: str, parents: Sequence[Around]) -> Problem:
        parent = parents[-1]
        tag, above = self.directory.tag(name), self.directory.tag(parent.name)
        rule = self._owner(parent)
        gap = missing_before(parent.state, name)
        if gap is not None:
            names = " and ".join(self.directory.grouped(alternatives, 4) for alternatives in gap.places)
            verb = "is" if len(gap.places) == 1 else "are"
            message = f"{names} {verb} missing before {tag}"
            lacking = gap.places[0][0] if len(gap.places[0]) == 1 else ""
            assumed = tuple(each for alternatives in gap.places for each in alternatives)
            return Problem(
                codes.MISSING_BEFORE,
                message,
                self._gloss(lacking),
                self._rule(lacking) or rule,
                name,
                gap.state,
                assumed,
                assumed,
            )
        wanted = self._starters(parent.state)
        if any(name in self.directory.within(element) for element in parent.tag.elements):
            message = self._out_of_place(name, parent)
            hint = self._further_up(name, parent) or self._sentence(wanted)
            return Problem(codes.ELEMENT_OUT_OF_PLACE, message, hint, rule, name, expected=tuple(wanted))
        words = parent.name not in self._paragraphs and any(map(self.directory.takes_text, parent.tag.elements))
        unwrapped = f"{above} holds words: take the tags of {tag} away." if words and name in self._paragraphs else ""
        for outer in reversed(parents[:-1]):
            if any(name in self.directory.within(element) for element in outer.tag.elements):
                around = self.directory.tag(outer.name)
                message = f"{tag} is allowed inside {around}, not inside {above}"
                ending = self._sentence(wanted)
                if outer is parents[-2]:
                    incomplete = f"Put it behind {above}, which is not complete here."
                    ending = f"End {above} before it." if parent.state.final else incomplete
                return Problem(
                    codes.ELEMENT_NOT_ALLOWED,
                    message,
                    unwrapped or self._wrapping(name, parent.state) or ending,
                    rule,
                    name,
                    expected=tuple(wanted),
                )
        hosts = self.directory.hosts.get(name, ())
        message = f"{tag} is not allowed inside {above}"
        if hosts and not self._is_common(name):
            message += f"; it belongs in {self.directory.grouped(hosts, 4)}"
        hint = unwrapped or self._wrapping(name, parent.state) or self._sentence(wanted)
        return Problem(codes.ELEMENT_NOT_ALLOWED, message, hint, rule, name, expected=tuple(wanted))

    def _out_of_place(self, name: str, parent: Around) -> str:
        tag, above = self.directory.tag(name), self.directory.tag(parent.name)
        if not parent.last:
            return f"{tag} cannot come first in {above}"
        last = self.directory.tag(parent.last)
        if name in parent.children and not any(
            self.directory.repeats(element, name) for element in parent.tag.elements
        ):
            return f"there is more than one {tag} in {above}"
        return f"{tag} is not allowed after {last} in {above}"

    def _further_up(self, name: str, parent: Around) -> str:
        """Advice to move the element up, if it may come first and what stands in front of it may follow."""
        if not parent.last or name in parent.children:
            return ""
        behind = self.begun_with(name, parent.tag)
        if behind is None or behind.move(parent.last) is None:
            return ""
        return (
            f"Its place is further up in {self.directory.tag(parent.name)}, before {self.directory.tag(parent.last)}."
        )

    def begun_with(self, name: str, tag: Tag) -> State | None:
        """The state of an element's content behind a first child of that name; None if that cannot come first."""
        automaton = self.schema.automaton
        begin = automaton.state(tuple([without_attributes(automaton.pool, node) for node in tag.nodes]))
        first = begin.move(name)
        return first.following if first is not None and isinstance(first.following, State) else None

    def _wrapping(self, name: str, state: State) -> str:
        """Advice to put the element into one that may stand here.

        What many elements hold, as paragraphs, is not at home in those of them that may stand anywhere themselves.
        """
        common = self._is_common(name)
        return self._advice(
            name,
            state,
            lambda wrapper: (
                any(name in self.directory.within(one) for one in self._definitions(wrapper))
                and not (common and (self._is_common(wrapper) or not is_familiar(wrapper)))
            ),
        )

    def _is_common(self, name: str) -> bool:
        return len(self.directory.hosts.get(name, ())) >= _MANY_HOSTS

    def _advice(self, what: str, state: State, holds: Callable[[str], bool]) -> str:
        """Advice to use one of the elements that may come next and for which `holds` is true, as they hold `what`.

        What must come anyway is best, paragraphs are next; of others, those that may hold most are usual.
        """
        key = what, id(state)
        if key not in self._advised:
            self._advised[key] = state, self._advice_on([each for each in self._starters(state) if holds(each)], state)
        return self._advised[key][1]

    def _advice_on(self, wrappers: list[str], state: State) -> str:
        needed = {name for place in required(state.nodes)[:1] for name in place}
        for preferred in (needed, self._paragraphs):
            chosen = [each for each in wrappers if each in preferred]
            if chosen:
                return f"Put it into {self.directory.grouped(chosen, 3)}."
        wrappers.sort(key=lambda each: -max(len(self.directory.within(one)) for one in self._definitions(each)))
        return f"Put it into {self.directory.grouped(wrappers[:3])}." if wrappers else ""

    def _definitions(self, name: str) -> tuple[ElementDefinition, ...]:
        return self.directory.elements.get(name, ())

    def incomplete(self, parent: Around) -> Problem:
        """An element ends too early."""
        places = required(parent.state.nodes)
        above = self.directory.tag(parent.name)
        rule = self._owner(parent)
        if not places:
            hint = self._sentence(self._starters(parent.state))
            return Problem(codes.INCOMPLETE, f"{above} is incomplete", hint, rule)
        groups = [(each, len(list(same))) for each, same in groupby(places)]
        words = [self.directory.some_of(each, count) for each, count in groups[:4]]
        rest = len(groups) - len(words)
        missing = " and ".join(words) + (f" and {rest} more" if rest > 0 else "")
        verb = "is" if len(places) == 1 else "are"
        if not parent.last:
            message = f"{above} is incomplete: {missing} {verb} missing"
        else:
            message = f"{above} is incomplete: {missing} {verb} missing after {self.directory.tag(parent.last)}"
        single = places[0][0] if len(places[0]) == 1 else ""
        missing_names = tuple(name for place in places for name in place)
        return Problem(codes.INCOMPLETE, message, self._gloss(single), rule, expected=missing_names)

    # --- text ------------------------------------------------------------------------------------

    def text(self, text: str, parent: Around) -> Problem:
        """Text stands where only elements may."""
        above = self.directory.tag(parent.name)
        shown = " ".join(text.split())
        shown = f"{shown[:29]}…" if len(shown) > 30 else shown
        message = f'text "{shown}" is not allowed directly inside {above}'
        if any(self.directory.takes_text(element) for element in parent.tag.elements):
            message = f'text "{shown}" is not allowed at this point of {above}'
        wanted = self._starters(parent.state)
        hint = self._advice(
            "", parent.state, lambda wrapper: any(map(self.directory.takes_text, self._definitions(wrapper)))
        )
        if not hint:
            hint = self._sentence(wanted) if wanted else f"{above} must be empty."
        return Problem(codes.TEXT_NOT_ALLOWED, message, hint, self._owner(parent), expected=tuple(wanted))

    # --- pieces of sentences ---------------------------------------------------------------------

    def _sentence(self, wanted: list[str]) -> str:
        return f"Expected here: {self.directory.grouped(wanted)}." if wanted else "Nothing more is expected here."

    def _expected(self, wanted: list[str]) -> str:
        return f"; expected is {self.directory.grouped(wanted)}" if wanted else ""

    def _gloss(self, name: str) -> str:
        """The schema's own line on an element, if it has one."""
        gloss = self.schema.notes.get(self._rule(name), ("", "", ""))[0]
        return f"{self.directory.tag(name)}: {gloss}" if gloss else ""

    def _rule(self, name: str) -> str:
        definitions = self.directory.elements.get(name, ())
        return definitions[0].owner if definitions else ""

    def _owner(self, parent: Around) -> str:
        return parent.tag.elements[0].owner if parent.tag.elements else ""


def _same_local(name: str, known: Iterable[str]) -> str:
    local = split(name)[1]
    return next((other for other in known if split(other)[1] == local and other != name), "")
