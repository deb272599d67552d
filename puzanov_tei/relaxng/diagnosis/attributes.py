"""What is wrong with a start tag's attributes, in words, and how validation goes on behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from puzanov_tei.base.near import near
from puzanov_tei.relaxng import codes
from puzanov_tei.relaxng.diagnosis.describe import described
from puzanov_tei.relaxng.diagnosis.directory import Directory, in_namespace, literals, near_name
from puzanov_tei.relaxng.diagnosis.expected import required_attributes
from puzanov_tei.relaxng.diagnosis.problem import Problem
from puzanov_tei.relaxng.engine.automaton import Automaton, Nodes, State, Tag
from puzanov_tei.relaxng.engine.derive import without_attributes
from puzanov_tei.relaxng.engine.names import expanded, split
from puzanov_tei.relaxng.engine.nodes import DATA, CompiledPattern
from puzanov_tei.relaxng.prefixes import XML_NS
from puzanov_tei.relaxng.values import Namespaces, tokens

Attributes = Sequence[tuple[str, str]]

_REMEMBERED = 10_000


class Misfit(NamedTuple):
    """A problem with one attribute, or with what is missing (`number` -1)."""

    number: int
    problem: Problem


class AttributeCheck:
    """Goes through the attributes of start tags one by one."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.automaton: Automaton = directory.schema.automaton
        self._refused: dict[tuple[str, int, str, frozenset[str]], tuple[Tag, Problem]] = {}
        self._free: tuple[Tag, frozenset[str], tuple[str, ...]] | None = None

    def check(self, name: str, tag: Tag, attributes: Attributes, namespaces: Namespaces) -> tuple[State, list[Misfit]]:
        """The state of the content, and everything that is wrong with the attributes of element `name`.

        An attribute that is not allowed is passed over; one with a wrong value counts as given.
        """
        nodes = tag.nodes
        misfits: list[Misfit] = []
        given = frozenset(attribute for attribute, _ in attributes)
        for number, (attribute, value) in enumerate(attributes):
            values, rests = self.automaton.attribute(nodes, attribute)
            if not values:
                problem = self._refusal(name, tag, attribute, given)
                misfits.append(Misfit(number, problem))
                if problem.meant:
                    # It counts as what it was meant to be, so that this is not reported as missing.
                    _, rests = self.automaton.attribute(nodes, problem.meant)
                    nodes = tuple([self.automaton.pool.choice(each) for each in zip(*rests, strict=True)]) or nodes
            elif after := self.automaton.after_attribute(nodes, attribute, value, namespaces):
                nodes = after
            else:
                misfits.append(Misfit(number, self._value(name, tag, attribute, value, values)))
                nodes = tuple([self.automaton.pool.choice(each) for each in zip(*rests, strict=True)])
        content = self.automaton.content(nodes)
        if content is None:
            misfits.append(Misfit(-1, self._missing(name, tag, nodes, attributes)))
            content = self.automaton.state(tuple([without_attributes(self.automaton.pool, node) for node in nodes]))
        return content, misfits

    def _value(self, name: str, tag: Tag, attribute: str, value: str, values: list[CompiledPattern]) -> Problem:
        node = self.automaton.pool.choice(values)
        label = self.directory.label(attribute)
        listed = literals(node)
        meant = near(value, listed) or _initial(value, listed)
        shown = value if len(value) <= 60 else f"{value[:59]}…"
        message = f'"{shown}" is no value of @{label} on {self.directory.tag(name)}'
        rule = self._rule(tag, attribute)
        if meant:
            return Problem(codes.WRONG_VALUE, message, f'Did you mean "{meant}"?', rule, meant, expected=tuple(listed))
        repaired = next((each for each in _repairs(value, node) if self.automaton.fits(node, each, None)), "")
        guess = f'Did you mean "{repaired}"? ' if repaired else ""
        hint = f"{guess}Expected: {described(node)}."
        return Problem(codes.WRONG_VALUE, message, hint, rule, repaired, expected=tuple(listed))

    def _refusal(self, name: str, tag: Tag, attribute: str, given: frozenset[str]) -> Problem:
        """As `_not_allowed`; what was said of the same start tag before is said again."""
        key = name, id(tag), attribute, given
        if key not in self._refused:
            if len(self._refused) > _REMEMBERED:
                self._refused.clear()
            self._refused[key] = tag, self._not_allowed(name, tag, attribute, given)
        return self._refused[key][1]

    def _not_allowed(self, name: str, tag: Tag, attribute: str, given: frozenset[str]) -> Problem:
        label, element = self.directory.label(attribute), self.directory.tag(name)
        owner = tag.elements[0].owner
        if any(attribute in self.directory.attributes(one) for one in tag.elements):
            return self._conflict(element, attribute, tag, sorted(given))
        free = self._not_given(tag, given)
        bearers = self.directory.bearers.get(attribute, ())
        meant = self._other_namespace(attribute, free)
        space = split(attribute)[0]
        foreign = space and space != XML_NS and all(split(one)[0] != space for one in self.directory.bearers)
        if foreign and not meant:
            hint = f"Declare attributes of the namespace {space} in the schema, or remove it."
            return Problem(codes.UNKNOWN_ATTRIBUTE, f"@{label} is not an attribute of this schema", hint, owner)
        if not meant and not bearers:
            meant = near_name(attribute, free)
        if bearers and not meant:
            message = f"@{label} is not allowed on {element}; it belongs to {self.directory.grouped(bearers, 4)}"
            near = near_name(attribute, free)
            hint = f"Did you mean @{self.directory.label(near)}?" if near else self._allowed(free)
            hint = hint or self._inside(tag, bearers)
            rule = self._left_out(tag, attribute) or owner
            return Problem(codes.ATTRIBUTE_NOT_ALLOWED, message, hint, rule, expected=free)
        deleted = self._left_out(tag, attribute)
        if deleted and not meant:
            gloss = self.directory.schema.notes[deleted][0]
            return Problem(codes.UNKNOWN_ATTRIBUTE, f"@{label} on {element} is left out by this schema", gloss, deleted)
        message = f"{element} has no attribute @{label}" if meant else f"@{label} is not an attribute of this schema"
        hint = f"Did you mean @{self.directory.label(meant)}?" if meant else self._allowed(free)
        return Problem(codes.UNKNOWN_ATTRIBUTE, message, hint, owner, meant, expected=free)

    def _not_given(self, tag: Tag, given: frozenset[str]) -> tuple[str, ...]:
        """The attributes that the element may have besides those given; worked out once for a start tag."""
        if self._free is None or self._free[0] is not tag or self._free[1] is not given:
            allowed = dict.fromkeys(each for one in tag.elements for each in self.directory.attributes(one))
            self._free = tag, given, tuple([each for each in allowed if each not in given])
        return self._free[2]

    def _other_namespace(self, attribute: str, free: Sequence[str]) -> str:
        """`id` for `xml:id`, `tei:type` for `type`."""
        ns, local = split(attribute)
        for other in (expanded(XML_NS, local), in_namespace(attribute, "")) if ns != XML_NS else (local,):
            if other in free and other != attribute:
                return other
        return ""

    def _conflict(self, element: str, attribute: str, tag: Tag, given: list[str]) -> Problem:
        label = self.directory.label(attribute)
        others = [
            f"@{self.directory.label(each)}"
            for each in given
            if each != attribute and self._exclude_each_other(tag, attribute, each)
        ]
        message = f"@{label} on {element} cannot be combined with {' or '.join(others) or 'the other attributes'}"
        return Problem(codes.ATTRIBUTES_CONFLICT, message, "Keep one of them.", tag.elements[0].owner)

    def _exclude_each_other(self, tag: Tag, one: str, other: str) -> bool:
        _, rests = self.automaton.attribute(tag.nodes, one)
        return not any(self.automaton.attribute(rest, other)[0] for rest in rests)

    def _missing(self, name: str, tag: Tag, nodes: Nodes, attributes: Attributes) -> Problem:
        element = self.directory.tag(name)
        places = required_attributes(nodes)
        if not places:
            labels = ", ".join(f"@{self.directory.label(each)}" for each, _ in attributes)
            message = f"the attributes of {element} do not go together ({labels})"
            return Problem(codes.ATTRIBUTES_CONFLICT, message, "", tag.elements[0].owner)
        words = [" or ".join(f"@{self.directory.label(each)}" for each in place) for place in places]
        message = f"{element} lacks its attribute {' and '.join(words)}"
        hint = next(self._value_hints(tag, [place[0] for place in places if place]), "")
        rule = self._rule(tag, places[0][0] if places[0] else "")
        missing = tuple(each for place in places for each in place)
        return Problem(codes.MISSING_ATTRIBUTE, message, hint, rule, expected=missing)

    def _value_hints(self, tag: Tag, names: list[str]) -> Iterator[str]:
        for name in names:
            for element in tag.elements:
                value = self.directory.attributes(element).get(name)
                if value is not None:
                    yield f"@{self.directory.label(name)} takes {described(value)}."

    def _inside(self, tag: Tag, bearers: Sequence[str]) -> str:
        """Advice to put an attribute that few elements have on one of them that may stand in this one."""
        inner = [each for each in bearers if any(each in self.directory.within(one) for one in tag.elements)]
        return f"Put it on {self.directory.grouped(inner)} in it." if 0 < len(inner) <= len(bearers) < 5 else ""

    def _allowed(self, free: Sequence[str]) -> str:
        if not free:
            return "The element has no other attributes."
        if len(free) > 12:
            return ""
        plain = [f"@{self.directory.label(each)}" for each in free]
        return f"It may have {', '.join(plain)}."

    def _rule(self, tag: Tag, attribute: str) -> str:
        """The note on the attribute: on this element, or in the one class that has it; else the element's."""
        notes, owner, local = self.directory.schema.notes, tag.elements[0].owner, split(attribute)[1]
        if f"{owner}/@{local}" in notes:
            return f"{owner}/@{local}"
        classes = self._class_notes.get(local, [])
        return classes[0] if len(classes) == 1 else owner

    @cached_property
    def _class_notes(self) -> dict[str, list[str]]:
        """Local name of an attribute -> the notes on it in classes."""
        by_name: dict[str, list[str]] = {}
        for key in self.directory.schema.notes:
            owner, _, local = key.rpartition("/@")
            if "att." in owner:
                by_name.setdefault(local, []).append(key)
        return by_name

    def _left_out(self, tag: Tag, attribute: str) -> str:
        """The note on an attribute that the schema's author removed from this element."""
        key = f"{tag.elements[0].owner}/@{split(attribute)[1]}"
        return key if key in self.directory.schema.notes else ""


def _initial(value: str, listed: Sequence[str]) -> str:
    """The value of one letter that stands for a word; empty if the values are not all of one letter."""
    return next((each for each in listed if value.startswith(each)), "") if set(map(len, listed)) == {1} else ""


def _repairs(value: str, node: CompiledPattern) -> Iterator[str]:
    """What a wrong value may have been meant to be: without stray spaces, in lower case, with numbers of two digits."""
    plain = " ".join(tokens(value))
    if not plain or len(plain) > 200:
        return
    yield from (
        plain,
        _SHORT_NUMBER.sub(r"\g<1>0\2", plain),
        plain.lower(),
        plain.replace(",", "."),
        plain.removeprefix("#"),
    )
    yield _HOURS.sub("T", plain)
    is_file = "." in plain and not plain.startswith("#") and _holds_addresses(node)
    yield from (plain.replace(" ", blank) for blank in (("%20", "_") if is_file else ("_", "%20")))
    yield plain.replace("_", "-")


def _holds_addresses(node: CompiledPattern) -> bool:
    return (node.op == DATA and node.spec[0] == "anyURI") or any(map(_holds_addresses, node.members))


_HOURS = re.compile(r"(?<=^P)(?=[\d.]+[HS])")
"""Where a duration lacks the letter before its hours or seconds."""
_SHORT_NUMBER = re.compile(r"(-)([0-9])(?![0-9])")
