"""One open document: its text, its markup and the schema it is judged by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from puzanov_tei.base.scan import Facts, scan
from puzanov_tei.errors import PuzanovError
from puzanov_tei.findings import Finding
from puzanov_tei.lsp.grammar import GrammarIndex
from puzanov_tei.lsp.markup import Markup
from puzanov_tei.validation.choice import Chosen, SchemaChoice
from puzanov_tei.validation.document import check
from puzanov_tei.validation.schemas import Schema


@dataclass(frozen=True)
class OpenDocument:
    """A version of a document, as it stands in the editor.

    Attributes:
        name: its path, for messages and for what it points to.
        choice: how its schema is found.
        encoding: what the columns of the editor count.
        before: the schema that an earlier version of it had: good enough for all but findings.
        earlier: the elements of that version, which this one takes over.
    """

    name: str
    text: str
    choice: SchemaChoice
    version: int = 0
    encoding: str = "utf-16"
    before: Chosen | None = None
    earlier: Markup | None = None

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.text, self.encoding)

    @cached_property
    def markup(self) -> Markup:
        """Its elements; what an earlier version had of them is taken over."""
        return Markup(self.text, self.earlier)

    @property
    def last_markup(self) -> Markup | None:
        """The elements for the next version to take over: its own, or if nobody asked for them, those it was given."""
        return self.__dict__.get("markup", self.earlier)

    @cached_property
    def data(self) -> bytes:
        """Its bytes, as they would be saved."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def facts(self) -> Facts:
        """What one pass over it gives, as far as it is well-formed."""
        return scan(self.data)

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return Path(self.name).parent

    @cached_property
    def chosen(self) -> Chosen | None:
        """Its schema, by the project, by what it names, or all of TEI; None if that cannot be used."""
        try:
            return self.choice.schema(self.facts, self.folder, self.name)
        except PuzanovError:
            return None

    @property
    def grammars(self) -> list[GrammarIndex]:
        """The grammars that it has to follow."""
        chosen = self.before or self.chosen
        return [GrammarIndex(one) for one in chosen.schema.grammars] if chosen else []

    def findings(self, rules: bool = True) -> list[Finding]:
        """What `validate` says of it.

        Args:
            rules: with the Schematron rules too, which take longest.
        """
        if self.chosen is None:
            return []
        schema: Schema = self.chosen.schema if rules else replace(self.chosen.schema, rules=())
        return [
            *self.chosen.findings,
            *check(self.data, self.name, schema, folder=self.folder, facts=self.facts),
        ]


_WIDTHS: Mapping[str, Callable[[str], int]] = {
    "utf-8": lambda character: len(character.encode("utf-8", "surrogatepass")),
    "utf-16": lambda character: 2 if character > "\uffff" else 1,
    "utf-32": lambda _: 1,
}


class Lines:
    """Offsets in a text as lines and columns, and back. Lines and columns count from 0 here (LSP 3.17, Position).

    Args:
        text: the text.
        encoding: what columns count: the units of `utf-8`, `utf-16` or `utf-32`, as the editor asked for.
    """

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self.begins = [0]
        find = text.find
        place = find("\n")
        while place >= 0:
            self.begins.append(place + 1)
            place = find("\n", place + 1)
        self._width = _WIDTHS[encoding]
        self._plain = text.isascii() or encoding == "utf-32" or (encoding == "utf-16" and max(text) <= "\uffff")

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self.begins, offset) - 1
        before = self.text[self.begins[line] : offset]
        return line, len(before) if self._plain else sum(map(self._width, before))

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column; behind the end of a line it is that end."""
        if line >= len(self.begins):
            return len(self.text)
        begin = self.begins[line]
        end = self.begins[line + 1] - 1 if line + 1 < len(self.begins) else len(self.text)
        if self._plain:
            return min(begin + column, end)
        units = 0
        for offset in range(begin, end):
            if units >= column:
                return offset
            units += self._width(self.text[offset])
        return end

    def of_finding(self, line: int, column: int) -> int:
        """The offset of a place as findings have it: both from 1, columns in code points."""
        if not 0 < line <= len(self.begins):
            return 0
        return min(self.begins[line - 1] + max(column - 1, 0), len(self.text))
