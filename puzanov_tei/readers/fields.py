"""What a page prints, by field, while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from puzanov_tei.model import Furniture
from puzanov_tei.readers.blocks import BlockLine


@dataclass(slots=True)
class Fields:
    """Values as printed, by field, gathered while a page is read.

    Attributes:
        values: the lines of each field.
        furniture: what the page says that is no value of a field: labels, buttons, other documents.
    """

    values: dict[str, list[str]] = field(default_factory=dict)
    furniture: list[Furniture] = field(default_factory=list)

    def add(self, name: str, *values: str) -> None:
        """Append what is not empty."""
        kept = [text for value in values if (text := " ".join(value.split()))]
        if kept:
            self.values.setdefault(name, []).extend(kept)

    def furnish(self, begin: int, end: int, kind: str) -> None:
        """Note that `Source.text[begin:end]` is furniture of the page."""
        self.furniture.append(Furniture(begin, end, kind))

    def furnish_line(self, line: BlockLine, kind: str) -> None:
        """Note that a whole line is furniture of the page."""
        self.furnish(line.begin, line.end, kind)

    def get(self, name: str) -> str:
        """All values of a field as one string."""
        return " ".join(self.values.get(name, ()))

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a field, a line each."""
        return tuple(self.values.get(name, ()))
