"""The careful look: everything that is wrong in a document, with places, going on after each error.

Runs only on documents that the quick look of `engine` has found invalid. It follows the same automaton, and
keeps names, counts and positions of the open elements besides. After an error it goes on from what was most
likely meant, so that one mistake is one finding.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from typing import BinaryIO, TypedDict
from xml.parsers import expat

from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.relaxng import codes
from puzanov_tei.relaxng.diagnosis.attributes import AttributeCheck
from puzanov_tei.relaxng.diagnosis.content import Diagnosis
from puzanov_tei.relaxng.diagnosis.describe import described
from puzanov_tei.relaxng.diagnosis.directory import Directory
from puzanov_tei.relaxng.diagnosis.opened import OpenElement
from puzanov_tei.relaxng.diagnosis.places import attribute_offsets
from puzanov_tei.relaxng.diagnosis.problem import Around, Problem
from puzanov_tei.relaxng.engine.automaton import (
    FREE,
    NONE,
    VALUES,
    Fork,
    InvalidError,
    Nodes,
    State,
    Tag,
    identifier_kind,
)
from puzanov_tei.relaxng.engine.identifiers import IdReferences
from puzanov_tei.relaxng.engine.names import expanded, split
from puzanov_tei.relaxng.engine.run import WHITE, new_parser
from puzanov_tei.relaxng.engine.scopes import NamespaceScopes
from puzanov_tei.relaxng.prefixes import XML_NS
from puzanov_tei.relaxng.schema import CompiledSchema

_CHUNK = 1 << 18
_DEEPEST, _NEAREST = 500, 40  # open elements: deeper ones, of hostile files, have no path; how many advice looks at
_REASONS = {"not well-formed (invalid token)": "a character stands where none of its kind may"}
_ID = expanded(XML_NS, "id")
_NAMESPACE = re.compile(r"\{([^{}\s]+)\}")


class _Proposed(TypedDict):
    meant: str
    expected: tuple[str, ...]


class Inspection:
    """One careful pass over one document."""

    def __init__(self, schema: CompiledSchema, file: str, overlooked: Collection[str] = ()) -> None:
        self.schema = schema
        self.file = file
        self.automaton = schema.automaton
        self.directory = Directory.of(schema)
        self.diagnosis = Diagnosis(self.directory)
        self.attribute_check = AttributeCheck(self.directory)
        self.findings: list[Finding] = []
        self.open: list[OpenElement] = []
        self.collected: list[str] = []
        self.collected_at = (0, 0)
        self.identifiers = IdReferences()
        self.defined_at: dict[str, int] = {}
        self.kinds: dict[tuple[Nodes, str], tuple[str, ...]] = {}
        self.referred: dict[str, Finding] = {}
        self.pending: Problem | None = None
        self.namespaces_met: set[tuple[str, str]] = set()
        self.overlooked = overlooked
        self.given: list[str] = []  # names and values of the attributes of the start tag that is being read
        self.offsets: list[tuple[int, int]] = []  # where they stand, behind the start of the tag at byte `offsets_of`
        self.offsets_of = -1
        self.parser = new_parser()
        self.idle = False  # whether text is not looked at
        self.namespaces = NamespaceScopes(self.parser).current
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def run(self, stream: BinaryIO) -> Iterator[Finding]:
        """Findings in the order of the document, as soon as they are made."""
        try:
            while True:
                chunk = stream.read(_CHUNK)
                self.parser.Parse(chunk, not chunk)
                yield from self._taken()
                if not chunk:
                    break
        except expat.ExpatError as error:
            yield from self._taken()
            reason = expat.errors.messages[error.code]
            yield self._finding(
                Problem(codes.NOT_WELL_FORMED, f"the XML is not well-formed: {_REASONS.get(reason, reason)}"),
                error.lineno,
                error.offset + 1,
            )
            return
        for name in self.identifiers.dangling():
            yield self.referred[name]

    def _taken(self) -> list[Finding]:
        taken = self.findings
        self.findings = []
        return taken

    # --- events ----------------------------------------------------------------------------------

    def start(self, name: str, attributes: list[str]) -> None:
        """A start tag."""
        self.given = attributes
        parent = self.open[-1] if self.open else None
        if parent is not None:
            self._settle(parent)
        tag, following = self._placed(name, parent)
        element = OpenElement(name, tag, following, parent)
        element.line, element.column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        if _ID in attributes:
            element.xml_id = dict(zip(attributes[::2], attributes[1::2], strict=True)).get(_ID, element.xml_id)
        self.open.append(element)
        if self.pending is not None:
            self._report(self.pending, element.line, element.column)
            element.complained = self.pending.code == codes.ELEMENT_NOT_ALLOWED  # another one was meant
        if tag is not None:
            self._attributes(tag, attributes, element)
        self._listen(element.state)

    def end(self, _name: str) -> None:
        """An end tag."""
        element = self.open[-1]
        accepted: tuple[bool, ...] = ()
        if element.state is not None and not element.state.final:
            text = "".join(self.collected)
            accepted = element.state.accepted(text, self.namespaces)
            if not any(accepted) and not element.disturbed:
                self._report(self._unfinished(element, text), element.line, element.column)
            if not any(accepted):
                accepted = tuple([True for _ in accepted])
        self.collected.clear()
        self.open.pop()
        following = element.following
        if isinstance(following, Fork):
            following = following.resolved(accepted)
        if self.open:
            if following is not None:
                self.open[-1].state = following
            self._listen(self.open[-1].state)

    def _listen(self, state: State | None) -> None:
        """Text is only looked at where it matters."""
        idle = state is None or state.text == FREE
        if idle is not self.idle:
            self.idle = idle
            self.parser.CharacterDataHandler = None if idle else self.characters

    def characters(self, text: str) -> None:
        """A piece of text, never more than a line."""
        element = self.open[-1]
        if element.state is None or element.state.text == FREE:
            return
        if element.state.text == VALUES:
            if not self.collected:
                self.collected_at = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
            self.collected.append(text)
        elif text.strip(WHITE):
            indent = len(text) - len(text.lstrip(WHITE))
            self._text(element, text, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1 + indent)

    # --- elements --------------------------------------------------------------------------------

    def _placed(self, name: str, parent: OpenElement | None) -> tuple[Tag | None, State | Fork | None]:
        """The start tag of a child and the parent's state behind it; reports it if it may not stand there."""
        self.pending = None
        state = self.automaton.start if parent is None else parent.state
        if state is None:
            # Inside of something unknown: what the schema knows is checked, for itself.
            return self._anywhere(name), None
        move = state.get(name) or state.move(name)
        if parent is not None:
            if move is None and parent.begun is not None:  # what follows from an element that came too late
                move = parent.begun.move(name)
            parent.begun = None
        if move is not None:
            return move
        problem = self.diagnosis.root(name, state) if parent is None else self.diagnosis.element(name, self._around())
        if problem.code == codes.WRONG_NAMESPACE:
            pair = (split(name)[0], split(problem.meant)[0])
            if pair not in self.namespaces_met:
                self.pending = problem
            self.namespaces_met.add(pair)
        elif parent is None or name not in parent.assumed:
            self.pending = problem
        if parent is not None:
            parent.assumed += problem.assumed
        if problem.state is not None:
            move = problem.state.move(name)
        elif problem.meant:
            move = state.move(problem.meant)
        if move is not None:
            return move
        if parent is not None:
            parent.disturbed = True
            if problem.code == codes.ELEMENT_OUT_OF_PLACE and parent.tag:
                parent.begun = self.diagnosis.begun_with(name, parent.tag)
        return self._anywhere(problem.meant or name), state

    def _anywhere(self, name: str) -> Tag | None:
        """The start tag of an element wherever it may stand; None if the schema does not know it."""
        definitions = self.directory.elements.get(name)
        return self.automaton.tag(definitions) if definitions else None

    def _around(self) -> list[Around]:
        return [each.around() for each in self.open[-_NEAREST:] if each.tag is not None and each.state is not None]

    def _unfinished(self, element: OpenElement, text: str) -> Problem:
        state, tag = element.state, element.tag
        assert state is not None and tag is not None
        if state.text != VALUES or (not text.strip(WHITE) and element.last):
            return self.diagnosis.incomplete(element.around())
        label = self.directory.tag(element.name)
        shown = " ".join(text.split())
        shown = f"{shown[:59]}…" if len(shown) > 60 else shown
        message = f'"{shown}" is no value of {label}' if shown else f"{label} needs a value"
        hint = f"Expected: {described(self.automaton.pool.choice(state.nodes))}."
        return Problem(codes.WRONG_CONTENT, message, hint, tag.elements[0].owner)

    # --- text ------------------------------------------------------------------------------------

    def _settle(self, parent: OpenElement) -> None:
        """A child follows text that was collected as a value."""
        text = "".join(self.collected)
        self.collected.clear()
        if parent.state is not None and text.strip(WHITE):
            self._text(parent, text, *self.collected_at)

    def _text(self, element: OpenElement, text: str, line: int, column: int) -> None:
        state = element.state
        assert state is not None and element.tag is not None
        after = None if state.text == NONE else state.after_text(text, self.namespaces)
        if after is not None:
            element.state = after
        elif not element.complained:
            element.complained = element.disturbed = True
            self._report(self.diagnosis.text(text, element.around()), line, column)

    # --- attributes ------------------------------------------------------------------------------

    def _attributes(self, tag: Tag, attributes: list[str], element: OpenElement) -> None:
        """Check the attributes of a start tag and set the state of its content."""
        with contextlib.suppress(InvalidError):
            checks, content, identifiers = tag[tuple(attributes[::2])]
            if content is not None and all(memo[attributes[index]] for index, memo in checks):
                element.state = content
                for index, kind in identifiers:
                    self._note_identifier(kind, index // 2, attributes[index - 1], attributes[index], element)
                return
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        element.state, misfits = self.attribute_check.check(element.name, tag, pairs, self.namespaces)
        begin = len(self.findings)
        for number, problem in misfits:
            if number >= 0 and split(pairs[number][0])[0] in self.overlooked:
                continue
            self._report(problem, *self._attribute_place(number, element))
        for number, (name, value) in enumerate(pairs):
            for kind in self._kinds(tag, name):
                self._note_identifier(kind, number, name, value, element)
        self.findings[begin:] = sorted(self.findings[begin:], key=lambda finding: finding.location)

    # --- identifiers -----------------------------------------------------------------------------

    def _kinds(self, tag: Tag, name: str) -> tuple[str, ...]:
        """Whether an attribute of an element is an ID, IDREF or IDREFS, by any of its definitions."""
        key = tag.nodes, name
        if key not in self.kinds:
            kinds = {identifier_kind(node) for node in self.automaton.attribute(tag.nodes, name)[0]}
            self.kinds[key] = tuple(sorted(kinds - {""}))
        return self.kinds[key]

    def _note_identifier(self, kind: str, number: int, name: str, value: str, element: OpenElement) -> None:
        word = value.strip(WHITE)
        if not self.identifiers.note(kind, value):
            message = f'"{word}" is already the identifier of another element'
            hint = f"It was given in line {self.defined_at[word]}."
            self._report(Problem(codes.DUPLICATE_ID, message, hint), *self._attribute_place(number, element))
        elif kind == "ID":
            self.defined_at[word] = element.line
        else:
            self._refer(name, value, *self._attribute_place(number, element))

    def _refer(self, name: str, value: str, line: int, column: int) -> None:
        for word in value.split():
            message = f'@{self.directory.label(name)} refers to "{word}", which no element has as its identifier'
            if word not in self.referred:
                self.referred[word] = self._finding(Problem(codes.DANGLING_REFERENCE, message), line, column)

    # --- findings --------------------------------------------------------------------------------

    def _report(self, problem: Problem, line: int, column: int) -> None:
        self.findings.append(self._finding(problem, line, column))

    def _finding(self, problem: Problem, line: int, column: int) -> Finding:
        """A finding about the innermost open element."""
        _, origin, ident = self.schema.notes.get(problem.rule, ("", "", ""))
        return Finding(
            code=problem.code,
            severity=Severity.ERROR,
            message=self._prefixed(f"{problem.message}."),
            hint=self._prefixed(problem.hint),
            location=Location(self.file, line, column),
            xpath="".join(f"/{element.step}" for element in self.open) if len(self.open) <= _DEEPEST else "",
            xml_id=self.open[-1].xml_id if self.open else "",
            rule=ident or problem.rule,
            rule_origin=origin,
            schema_version=self.schema.version,
            **self._proposed(problem),
        )

    def _prefixed(self, text: str) -> str:
        """A text with the document's own prefixes for namespaces that the schema has no prefix for."""
        if "{" not in text:
            return text
        prefixes = {uri: prefix for prefix, uri in self.namespaces.items() if prefix}
        return _NAMESPACE.sub(lambda m: f"{prefixes[m[1]]}:" if m[1] in prefixes else m[0], text)

    def _proposed(self, problem: Problem) -> _Proposed:
        """What was probably meant and what may stand there, as it would be written."""
        if problem.code == codes.WRONG_VALUE:
            return {"meant": problem.meant, "expected": problem.expected}
        label = self.directory.label
        open_ = self.open[-1].name if self.open else ""
        meant = problem.meant if problem.meant != open_ else ""  # the name itself: validation goes on with that
        return {"meant": label(meant) if meant else "", "expected": self.directory.labels(problem.expected)}

    def _attribute_place(self, number: int, element: OpenElement) -> tuple[int, int]:
        """Line and column of an attribute of the start tag that is being read."""
        if number < 0:
            return element.line, element.column
        begin = self.parser.CurrentByteIndex
        if self.offsets_of != begin:
            self.offsets_of = begin
            self.offsets = attribute_offsets(self.parser.GetInputContext() or b"", len(self.given) // 2)
        if number >= len(self.offsets):
            return element.line, element.column
        lines, characters = self.offsets[number]
        return (element.line + lines, characters + 1) if lines else (element.line, element.column + characters)
