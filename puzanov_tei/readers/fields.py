"""What a page prints, by field, while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Fields:
    """Values as printed, by field, gathered while a page is read."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str) -> None:
        """Append what is not empty; without a name it is dropped."""
        kept = [text for value in values if (text := " ".join(value.split()))]
        if name and kept:
            self.values.setdefault(name, []).extend(kept)

    def get(self, name: str) -> str:
        """All values of a field as one string."""
        return " ".join(self.values.get(name, ()))
