"""A page of the site before it is rendered: its address, title, template and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page; its values are plain (texts, numbers, tuples), so that they tell whether it has changed."""

    address: str
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A document in a list.

    Attributes:
        address: of its page, or where else it is published; empty: nowhere.
        is_published: whether its text is on this site.
    """

    address: str
    title: str
    date: str
    genre: str
    people: str
    archive: str
    words: int
    is_published: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: what it stands for, its number, where it leads."""

    label: str
    count: int
    address: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0


def chart(counts: list[tuple[str, int, str]], width: float = 1000, height: float = 120) -> tuple[Bar, ...]:
    """Bars side by side, the highest as high as the chart; from (label, number, address)."""
    if not counts:
        return ()
    step = width / len(counts)
    most = max(count for _, count, _ in counts) or 1
    return tuple(
        Bar(
            label, count, address,
            x=round(number * step, 2),
            y=round(height - height * count / most, 2),
            width=round(min(step * 0.85, 48), 2),
            height=round(height * count / most, 2),
        )
        for number, (label, count, address) in enumerate(counts)
    )  # fmt: skip
