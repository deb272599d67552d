"""A compiled schema: what the validator needs, as one object that can be stored and loaded in a moment."""

from __future__ import annotations

import marshal
import sys
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.automaton import Automaton
from puzanov_tei.relaxng.nodes import Pool

# The layout of a stored schema. Raise the number when the layout, the patterns or their simplification change.
_LAYOUT = ("puzanov-tei schema", 2, sys.implementation.cache_tag)


class Schema:
    """A schema ready to validate with.

    Attributes:
        automaton: the patterns and what has been worked out of them so far.
        ident: identifier of the schema (`schemaSpec/@ident`); may be empty.
        version: digest or version of what it was compiled from.
    """

    def __init__(self, automaton: Automaton, ident: str, version: str, stored_notes: bytes) -> None:
        self.automaton = automaton
        self.ident = ident
        self.version = version
        self._stored_notes = stored_notes
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
    def from_stored(cls, data: bytes) -> Schema:
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


def load_rng(path: Path, cache: Path | None = None) -> Schema:
    """The compiled schema of a RELAX NG file, from `cache` (a folder) if it is there and still up to date.

    Up to date is what was compiled from the same bytes of the schema and of every file it includes.

    Raises:
        SchemaError: the schema cannot be read, is no RELAX NG, or breaks its restrictions (clause 7).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SchemaError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    stored = None if cache is None else cache / f"{sha256(data + str(path.absolute()).encode()).hexdigest()}.schema"
    if stored is not None:
        known = _fresh(stored)
        if known is not None:
            return known
    # Reading a schema needs lxml and more; a stored one does not.
    from puzanov_tei.relaxng.compile import compile_grammar
    from puzanov_tei.relaxng.legal import refuse_illegal
    from puzanov_tei.relaxng.read import read_with_files

    grammar, digests = read_with_files(path)
    refuse_illegal(grammar, path.name)
    schema = compile_grammar(grammar)
    if stored is not None:
        from puzanov_tei.files import write_atomically

        write_atomically(stored, marshal.dumps((sorted(digests.items()), schema.stored())))
    return schema


def _fresh(stored: Path) -> Schema | None:
    try:
        digests, data = marshal.loads(stored.read_bytes())
        for file, digest in digests:
            if sha256(Path(file).read_bytes()).hexdigest() != digest:
                return None
        return Schema.from_stored(data)
    except (OSError, ValueError, EOFError, TypeError, SchemaError):
        return None
