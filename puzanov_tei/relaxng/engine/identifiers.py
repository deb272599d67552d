"""ID and IDREF attributes of a document (RELAX NG DTD Compatibility, clause 4)."""

from __future__ import annotations

from puzanov_tei.datatypes.types import tokens


class IdReferences:
    """The identifiers that a document has defined so far, and those it has referred to."""

    def __init__(self) -> None:
        self.defined: set[str] = set()
        self.wanted: dict[str, None] = {}

    def note(self, kind: str, value: str) -> bool:
        """Take in the value of an ID, IDREF or IDREFS attribute; False if it defines an identifier again."""
        if kind == "ID":
            name = value.strip(" \t\n\r")
            if name in self.defined:
                return False
            self.defined.add(name)
            return True
        self.wanted.update(dict.fromkeys(tokens(value)))
        return True

    def dangling(self) -> list[str]:
        """The identifiers that are referred to but never defined, in the order they were first met."""
        return [name for name in self.wanted if name not in self.defined]
