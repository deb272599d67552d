"""Parts and mentions -> one tree of spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from puzanov_tei.model import Mention, Part


@dataclass(slots=True)
class Span:
    """A part or a mention with everything that stands inside it."""

    begin: int
    end: int
    part: Part | None = None
    mention: Mention | None = None
    children: list[Span] = field(default_factory=list)


def nest(root: Part, mentions: Sequence[Mention]) -> Span:
    """The tree of all spans under `root`.

    Args:
        root: the DOCUMENT part.
        mentions: properly nested with each other and with the parts, outer before inner (see `taggers.merge`).

    A mention with the same span as a part stands inside the part. Linear in the number of spans.
    """
    spans = _part_spans(root)
    spans += [((m.begin, -m.end, 1, order), Span(m.begin, m.end, mention=m)) for order, m in enumerate(mentions)]
    spans.sort(key=lambda pair: pair[0])
    top = spans[0][1]
    stack = [top]
    for _, span in spans[1:]:
        while len(stack) > 1 and stack[-1].end <= span.begin:
            stack.pop()
        if span.begin < top.begin or span.end > stack[-1].end:
            continue
        stack[-1].children.append(span)
        stack.append(span)
    return top


def _part_spans(root: Part) -> list[tuple[tuple[int, int, int, int], Span]]:
    """All parts, outer before inner also when their spans are equal."""
    spans: list[tuple[tuple[int, int, int, int], Span]] = []
    pending = [root]
    while pending:
        part = pending.pop()
        spans.append(((part.begin, -part.end, 0, len(spans)), Span(part.begin, part.end, part=part)))
        pending.extend(reversed(part.children))
    return spans
