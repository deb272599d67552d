"""An element that is open, as far as the careful look keeps it in mind: what stood in it, and what was said of it."""

from __future__ import annotations

from puzanov_tei.relaxng.diagnosis.problem import Around
from puzanov_tei.relaxng.engine.automaton import Fork, State, Tag
from puzanov_tei.relaxng.engine.names import split


class OpenElement:
    """An open element, which its parent counts. Without a tag its content is not checked: the schema does not know it.

    Attributes:
        state: where its content stands; None where that is not checked.
        following: the state of its parent behind it.
        children: which children have occurred, by expanded name.
        names: how often each has, by local name, for paths.
        last: the child before the place; empty if there is none.
        begun: the state of its content if that began with the last child, which came too late where it stands; or None.
        assumed: what was reported missing; if it comes late, it is the same mistake.
        complained: whether text in it has been reported already.
        disturbed: whether a child stands in it that may not, so that others may seem to be missing.
        step: of the path: the local name, with a number if it is not the first.
        xml_id: the nearest identifier at it or above it.
    """

    __slots__ = (
        "assumed",
        "begun",
        "children",
        "column",
        "complained",
        "disturbed",
        "following",
        "last",
        "line",
        "name",
        "names",
        "state",
        "step",
        "tag",
        "xml_id",
    )

    def __init__(
        self, name: str, tag: Tag | None, following: State | Fork | None, parent: OpenElement | None = None
    ) -> None:
        self.name = name
        self.tag = tag
        self.state: State | None = None
        self.following = following
        self.children: set[str] = set()
        self.names: dict[str, int] = {}
        self.last = ""
        self.assumed: tuple[str, ...] = ()
        self.begun: State | None = None
        self.complained = False
        self.disturbed = False
        self.step = split(name)[1] if parent is None else parent.count(name)
        self.xml_id: str = "" if parent is None else parent.xml_id
        self.line = self.column = 0

    def count(self, name: str) -> str:
        """Count a child; returns its step of the path."""
        local = split(name)[1]
        self.children.add(name)
        number = self.names[local] = self.names.get(local, 0) + 1
        self.last = name
        return local if number == 1 else f"{local}[{number}]"

    def around(self) -> Around:
        """The element as diagnosis sees it."""
        assert self.tag is not None and self.state is not None
        return Around(self.name, self.tag, self.state, self.children, self.last)
