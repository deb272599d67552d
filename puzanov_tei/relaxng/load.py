"""A RELAX NG file -> a compiled schema, kept in a cache until one of its files changes."""

from __future__ import annotations

import marshal
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.schema import CompiledSchema


def load_rng(path: Path, cache: Path | None = None) -> CompiledSchema:
    """The compiled schema of a RELAX NG file, from `cache` (a folder) if it is there and still up to date.

    Up to date is what was compiled from the same bytes of the schema and of every file it includes.

    Raises:
        SchemaError: the schema cannot be read, is no RELAX NG, or breaks its restrictions (clause 7).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SchemaError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    stored = None if cache is None else cache / f"{sha256(data + os.fsencode(path.absolute())).hexdigest()}.schema"
    if stored is not None:
        known = _fresh(stored)
        if known is not None:
            return known
    # Reading a schema needs lxml and more; a stored one does not.
    from puzanov_tei.relaxng.engine.compile import compile_grammar
    from puzanov_tei.relaxng.reading.legality import refuse_illegal, unsoundnesses
    from puzanov_tei.relaxng.reading.xml import read_with_files

    grammar, digests = read_with_files(path)
    refuse_illegal(grammar, path.name)
    if path.parent == cache:  # the program has made it: its lines are nobody's declarations
        grammar = replace(grammar, notes={name: replace(note, origin="") for name, note in grammar.notes.items()})
    schema = compile_grammar(grammar)
    schema.unsound = tuple(unsoundnesses(grammar))
    if stored is not None:
        write_atomically(stored, marshal.dumps((sorted(digests.items()), schema.unsound, schema.stored())))
    return schema


def _fresh(stored: Path) -> CompiledSchema | None:
    try:
        digests, unsound, data = marshal.loads(stored.read_bytes())
        for file, digest in digests:
            if sha256(Path(file).read_bytes()).hexdigest() != digest:
                return None
        schema = CompiledSchema.from_stored(data)
        schema.unsound = unsound
        return schema
    except (OSError, ValueError, EOFError, TypeError, SchemaError):
        return None
