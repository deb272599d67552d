"""A view's text cut into its lines, each with the element that it is the text of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from puzanov_tei.exporters.text.views import View
from puzanov_tei.exporters.text.walk import Element, Span
from puzanov_tei.tei.read import XML_ID, T, local_name

_LINES = frozenset(T + name for name in "note cell row gap label div div1 div2 div3 div4 div5 div6 div7".split())


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a view: its span, the innermost element that holds all of it, and that element's name.

    `element` is None where no block holds the line.
    """

    begin: int
    end: int
    element: Element | None
    kind: str

    @property
    def id(self) -> str:
        """`@xml:id` of the element, or empty."""
        return "" if self.element is None else self.element.get(XML_ID, "")


def segments(shown: View) -> Iterator[Segment]:
    """The lines of a view in order; empty lines are left out. Linear in the text and its elements."""
    spans = sorted(
        ((span, number, element) for number, (element, span) in enumerate(_blocks(shown))),
        key=lambda item: (item[0][0], -item[0][1], item[1]),
    )
    waiting = iter(spans)
    coming = next(waiting, None)
    around: list[tuple[Span, Element]] = []
    begin = 0
    for line in shown.text.split("\n"):
        end = begin + len(line)
        if line:
            while coming is not None and coming[0][0] <= begin:
                around.append((coming[0], coming[2]))
                coming = next(waiting, None)
            while around and around[-1][0][1] < end:
                around.pop()
            element = around[-1][1] if around else None
            yield Segment(begin, end, element, "" if element is None else local_name(element))
        begin = end + 1


def _blocks(shown: View) -> Iterator[tuple[Element, Span]]:
    """Block elements with their spans, outer elements first (spans are noted when an element ends)."""
    lines = _LINES.union(shown.table.strength)
    blocks = [(e, span) for e in shown if e.tag in lines and (span := shown.span(e))[0] < span[1]]
    return reversed(blocks)
