"""A compiled schema: what the validator needs, as one object that can be stored and loaded in a moment."""

from __future__ import annotations

import marshal
import sys
from functools import cached_property
from typing import Any

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.engine.automaton import Automaton
from puzanov_tei.relaxng.engine.nodes import Pool

# The layout of a stored schema. Raise the number when the layout, the patterns or their simplification change.
_LAYOUT = ("puzanov-tei schema", 2, sys.implementation.cache_tag)


class CompiledSchema:
    """A schema ready to validate with.

    Attributes:
        automaton: the patterns and what has been worked out of them so far.
        ident: identifier of the schema (`schemaSpec/@ident`); may be empty.
        version: digest or version of what it was compiled from.
        unsound: what makes its ID attributes unsound (RELAX NG DTD Compatibility, clause 5), as definition and message.
    """

    def __init__(self, automaton: Automaton, ident: str, version: str, stored_notes: bytes) -> None:
        self.automaton = automaton
        self.ident = ident
        self.version = version
        self._stored_notes = stored_notes
        self.unsound: tuple[tuple[str, str], ...] = ()
        self.directory: object = None  # a `Directory`, once something is wrong with a document

    @cached_property
    def notes(self) -> dict[str, tuple[str, str, str]]:
        """Definition -> gloss, origin, ident; attributes as `definition/@name`. Loaded when first asked for."""
        return dict(self._info[0])

    @cached_property
    def classes(self) -> dict[str, tuple[str, ...]]:
        """Definitions that are nothing but a choice of elements, with the expanded names of these."""
        return dict(self._info[1])

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Namespace -> the prefix to show; the schema's main namespace has none ("")."""
        return dict(self._info[2])

    @cached_property
    def _info(self) -> tuple[Any, Any, Any]:
        notes, classes, prefixes = marshal.loads(self._stored_notes)
        return notes, classes, prefixes

    def stored(self) -> bytes:
        """The schema as bytes for a cache of this user and this Python; see `from_stored`."""
        pool = self.automaton.pool
        table = pool.table(self.automaton.start.nodes[0])
        return marshal.dumps((_LAYOUT, table, pool.uses_names, self.ident, self.version, self._stored_notes))

    @classmethod
    def from_stored(cls, data: bytes) -> CompiledSchema:
        """A schema from what `stored` returned.

        Raises:
            SchemaError: the data are of another version of the program or of Python, or damaged.
        """
        try:
            layout, table, uses_names, ident, version, notes = marshal.loads(data)
        except (ValueError, EOFError, TypeError) as error:
            raise SchemaError("the stored schema is damaged: compile it again.") from error
        if layout != _LAYOUT:
            raise SchemaError("the stored schema is of another version: compile it again.")
        rows, elements, first = table
        pool = Pool(rows, elements, uses_names)
        return cls(Automaton(pool, pool.stored(first)), ident, version, notes)
