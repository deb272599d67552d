"""From an element's position in the tree to its place in the file.

Results of XPath name a node by the positions of its ancestors; an editor wants line and column. The
file is read once more with expat, and only when there is something to locate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from puzanov_tei.base.names import XML_NS
from puzanov_tei.base.walker import Walker, attribute_place


@dataclass(frozen=True, slots=True)
class Position:
    """Where an element or attribute stands.

    Attributes:
        line, column: from 1; columns count code points.
        xpath: path by local names, with positions where a name occurs again.
        xml_id: the nearest `xml:id` at or above it.
    """

    line: int
    column: int
    xpath: str = ""
    xml_id: str = ""


def locate(data: bytes, paths: Collection[str]) -> Mapping[str, Position]:
    """The places of the nodes that `paths` name.

    Args:
        data: a well-formed document.
        paths: the positions of an element and its ancestors among their sibling elements (`1/2/5`); behind them
            `/@{namespace}name` for an attribute, `/~t2`, `/~c1`, `/~p1` for the second text, the first comment, the
            first processing instruction in the element (or, alone, in the document).

    Returns:
        The places by path; of nodes that do not exist there is none.
    """
    wanted: dict[str, list[str]] = {}
    for path in paths:
        element, _, attribute = path.partition("/@")
        wanted.setdefault(element, []).append(attribute)
    if not wanted:
        return {}
    return _Locator(data, wanted).places


_KINDS = {"~t": "text()", "~c": "comment()", "~p": "processing-instruction()"}


class _Locator(Walker):
    """A pass that counts the children of each open element on the way to what is wanted."""

    def __init__(self, data: bytes, wanted: Mapping[str, list[str]]) -> None:
        super().__init__(data)
        self.places: dict[str, Position] = {}
        self._wanted = wanted
        # the paths of what is wanted, and of the elements around it
        self._around = {path[:end] for path in wanted for end, char in enumerate(f"{path}/") if char == "/"}
        self._aside = 0  # how deep in an element that nothing wanted stands in
        self._paths: list[str] = [""]
        self._children: list[int] = [0]
        parser = self.parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        if any("~" in path for path in wanted):
            self._others: list[dict[str, int]] = [{}]  # texts, comments and instructions so far in each open element
            self._in_text = False
            parser.CharacterDataHandler = self._text
            parser.CommentHandler = lambda _: self._other("~c")
            parser.ProcessingInstructionHandler = lambda *_: self._other("~p")
            parser.StartElementHandler = self._start_between
            parser.EndElementHandler = self._end_between
        parser.Parse(data, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside:
            self._aside += 1
            return
        self.enter(tag, attributes)
        self._children[-1] += 1
        path = f"{self._paths[-1]}/{self._children[-1]}" if self._paths[-1] else str(self._children[-1])
        if path not in self._around:
            self._aside = 1
            return
        self._paths.append(path)
        self._children.append(0)
        for attribute in self._wanted.get(path, ()):
            if attribute:
                namespace, _, local = attribute.rpartition("}")
                local = f"xml:{local}" if namespace == f"{{{XML_NS}" else local
                place = attribute_place(self.data, self.parser.CurrentByteIndex, *self.place, attribute)
                self.places[f"{path}/@{attribute}"] = Position(*place, f"{self.xpath}/@{local}", self.xml_id)
            else:
                self.places[path] = Position(*self.place, self.xpath, self.xml_id)

    def _end(self, _tag: str) -> None:
        if self._aside > 1:
            self._aside -= 1
            return
        self.leave()
        if self._aside:
            self._aside = 0
            return
        self._paths.pop()
        self._children.pop()

    # --- texts, comments and instructions, when some are wanted

    def _start_between(self, tag: str, attributes: dict[str, str]) -> None:
        self._in_text = False
        self._start(tag, attributes)
        if not self._aside:
            self._others.append({})

    def _end_between(self, tag: str) -> None:
        self._in_text = False
        if not self._aside:
            self._others.pop()
        self._end(tag)

    def _text(self, _text: str) -> None:
        """A text is told in several pieces; only the first of them begins it."""
        if not self._in_text:
            self._other("~t")
            self._in_text = True

    def _other(self, kind: str) -> None:
        self._in_text = False
        if self._aside:
            return
        number = self._others[-1][kind] = self._others[-1].get(kind, 0) + 1
        path = f"{self._paths[-1]}/{kind}{number}" if self._paths[-1] else f"{kind}{number}"
        if path in self._wanted:
            self.places[path] = Position(*self.place, f"{self.xpath}/{_KINDS[kind]}[{number}]", self.xml_id)
