"""Regular expressions of XML Schema (Part 2, appendix F), matched in time linear in the text.

A pattern becomes a small tree; its derivatives by characters are the states of an automaton that is built while
texts are matched. Nothing is ever tried twice, so no pattern and no text can make matching explode.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from puzanov_tei.datatypes.regex_syntax import parse
from puzanov_tei.datatypes.regex_trees import NOTHING, Tree, derivative, nullable

# States are forgotten beyond this number; only hostile patterns have so many.
_REMEMBERED = 20_000


@cache
def compiled(pattern: str) -> Callable[[str], bool]:
    """A test whether a whole text matches `pattern`.

    Raises:
        SchemaError: the pattern is no regular expression of XML Schema.
    """
    return _Automaton(parse(pattern)).matches


class _State(dict[str, "_State"]):
    """A state: the next state for each character met so far."""

    __slots__ = ("accepts", "automaton", "tree")

    def __init__(self, tree: Tree, automaton: _Automaton) -> None:
        super().__init__()
        self.tree = tree
        self.automaton = automaton
        self.accepts = nullable(tree)

    def __missing__(self, character: str) -> _State:
        state = self.automaton.state(derivative(self.tree, character))
        self[character] = state
        return state


class _Automaton:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.forget()

    def forget(self) -> None:
        """Begin with no state known but the first."""
        self.states: dict[Tree, _State] = {}
        self.dead = self.state(NOTHING)
        self.first = self.state(self.tree)

    def state(self, tree: Tree) -> _State:
        if tree not in self.states:
            self.states[tree] = _State(tree, self)
        return self.states[tree]

    def matches(self, text: str) -> bool:
        if len(self.states) > _REMEMBERED:
            self.forget()
        state, dead = self.first, self.dead
        for character in text:
            state = state[character]
            if state is dead:
                return False
        return state.accepts
