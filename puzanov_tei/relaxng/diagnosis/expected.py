"""What a state of the automaton still wants: the questions that messages ask when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from puzanov_tei.relaxng.engine.automaton import State
from puzanov_tei.relaxng.engine.names import listed
from puzanov_tei.relaxng.engine.nodes import ATTRIBUTE, CHOICE, GROUP, HOLDS_ATTRIBUTES, HOLDS_ELEMENTS, CompiledPattern

# How many elements may be missing in a row and still be guessed, and how many guesses are tried for each.
_LONGEST_GAP = 3
_MOST_GUESSES = 40


def starters(state: State) -> list[str]:
    """The expanded names of the elements that may come next, in the order of the schema."""
    names: dict[str, None] = {}
    for node in state.nodes:
        for start in _starters(node):
            names.update(dict.fromkeys(listed(start)))
    return list(names)


def _starters(node: CompiledPattern) -> Iterator[object]:
    if node.element is not None:
        yield node.element.name
    elif node.holds & HOLDS_ELEMENTS:
        for member in node.members:
            yield from _starters(member)
            if node.op == GROUP and not member.nullable:
                return


class Gap(NamedTuple):
    """Elements that seem to be missing: for each place the alternatives, and the state behind them."""

    places: list[list[str]]
    state: State


def missing_before(state: State, name: str) -> Gap | None:
    """The shortest run of required elements after which `name` may come; None if there is none or several."""
    reached = [Gap([], state)]
    for _ in range(_LONGEST_GAP):
        further: dict[int, Gap] = {}
        for gap in reached:
            # What need not come cannot be missing.
            if required(gap.state.nodes):
                for step in _steps(gap):
                    further.setdefault(id(step.state), step)
        fitting = [gap for gap in further.values() if gap.state.move(name) is not None]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
        reached = list(further.values())[:_MOST_GUESSES]
    return None


def _steps(gap: Gap) -> list[Gap]:
    """One element further: elements that lead to the same state are alternatives."""
    by_state: dict[int, tuple[State, list[str]]] = {}
    for start in starters(gap.state):
        move = gap.state.move(start)
        if move is not None and isinstance(move.following, State):
            by_state.setdefault(id(move.following), (move.following, []))[1].append(start)
    return [Gap([*gap.places, names], state) for state, names in by_state.values()]


def required(nodes: tuple[CompiledPattern, ...]) -> list[list[str]]:
    """What elements must still come, in order; each entry lists the alternatives for one place."""
    possible = [node for node in nodes if node.holds or node.nullable]
    if not possible or any(node.nullable for node in possible):
        return []
    return _required(possible[0])


def _required(node: CompiledPattern) -> list[list[str]]:
    if node.nullable:
        return []
    if node.element is not None:
        return [list(listed(node.element.name))]
    if node.op == CHOICE:
        first: dict[str, None] = {}
        for member in node.members:
            for alternatives in _required(member)[:1]:
                first.update(dict.fromkeys(alternatives))
        return [list(first)] if first else []
    return [place for member in node.members for place in _required(member)]


def required_attributes(nodes: tuple[CompiledPattern, ...]) -> list[list[str]]:
    """The attributes that must still be given; each entry lists alternatives. Elements count as given."""
    choices: list[list[str]] = []
    for node in nodes[:1]:
        choices += _required_attributes(node)
    return choices


def _required_attributes(node: CompiledPattern) -> list[list[str]]:
    if node.nullable or not node.holds & HOLDS_ATTRIBUTES:
        return []
    if node.op == ATTRIBUTE:
        return [list(listed(node.spec[0]))]
    if node.op == CHOICE:
        parts = [_required_attributes(member) for member in node.members]
        if not all(parts):
            return []
        return [list(dict.fromkeys(name for part in parts for name in part[0]))]
    return [place for member in node.members for place in _required_attributes(member)]
