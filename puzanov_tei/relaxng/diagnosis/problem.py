"""What diagnosis works with: a place among the open elements, and what is wrong there in words."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from puzanov_tei.relaxng.engine.automaton import State, Tag


class Problem(NamedTuple):
    """What is wrong in words.

    Attributes:
        rule: the definition that says so; "" if there is none.
        meant: the expanded name that was probably meant, or the name itself; validation goes on with that. Of a value,
            the value that was probably meant.
        state: the parent's state to go on from, if it is clear what is missing; else None.
        assumed: the elements that are missing, if it is clear; they may still come, in the wrong place.
        expected: the expanded names, or the values, that may stand there.
    """

    code: str
    message: str
    hint: str = ""
    rule: str = ""
    meant: str = ""
    state: State | None = None
    assumed: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()


class Around(NamedTuple):
    """An open element as diagnosis sees it.

    Attributes:
        children: which child elements have occurred so far.
        last: the child element before the place; "" if there is none.
    """

    name: str
    tag: Tag
    state: State
    children: Set[str]
    last: str
