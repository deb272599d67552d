"""Validating documents against a schema: streaming, all errors, exact places.

A document is first looked at quickly (`engine`); only if it is invalid, or cannot be read twice, it is gone
through again with care (`recovery`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from puzanov_tei.errors import SourceError
from puzanov_tei.findings import Finding
from puzanov_tei.relaxng.engine.run import accepts
from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.schema import CompiledSchema

if TYPE_CHECKING:
    from puzanov_tei.relaxng.patterns import Grammar

__all__ = ["CompiledSchema", "compile_grammar", "is_valid", "load_rng", "validate"]

# What a stream that cannot be read twice may take in memory before it goes to a temporary file.
_IN_MEMORY = 1 << 22
_COPIED = 1 << 18

_compiled: list[tuple[Grammar, CompiledSchema]] = []


def compile_grammar(grammar: Grammar) -> CompiledSchema:
    """Compile a grammar for validation; the last few are remembered.

    Raises:
        SchemaError: the grammar has an undefined reference, a circle, or an unknown datatype.
    """
    for known, schema in _compiled:
        if known is grammar:
            return schema
    from puzanov_tei.relaxng.engine.compile import compile_grammar as compile_anew

    schema = compile_anew(grammar)
    _compiled.insert(0, (grammar, schema))
    del _compiled[4:]
    return schema


def is_valid(schema: CompiledSchema | Grammar, source: bytes | Path | BinaryIO) -> bool:
    """Whether a document is well-formed and valid. Reads it once, in constant memory."""
    automaton = _schema(schema).automaton
    with _opened(source) as stream:
        return accepts(automaton, stream)


def validate(
    schema: CompiledSchema | Grammar, source: bytes | Path | BinaryIO, name: str = "", overlooked: Collection[str] = ()
) -> Iterator[Finding]:
    """Everything that is wrong with a document by the grammar, in the order of the document.

    Args:
        source: the document's bytes, its path, or a binary stream, which is read to its end.
        name: the file name to report; a path's own name if left out.
        overlooked: namespaces whose attributes may stand anywhere.

    Raises:
        SchemaError: the grammar cannot be used.
        SourceError: the file cannot be read.
    """
    compiled = _schema(schema)
    file = name or (str(source) if isinstance(source, Path) else "")
    with _opened(source) as stream:
        if accepts(compiled.automaton, stream):
            return
        stream.seek(0)
        # What words are found with is only loaded when there is something to say.
        from puzanov_tei.relaxng.diagnosis.recovery import Inspection

        yield from Inspection(compiled, file, overlooked).run(stream)


def _schema(schema: CompiledSchema | Grammar) -> CompiledSchema:
    return schema if isinstance(schema, CompiledSchema) else compile_grammar(schema)


def _opened(source: bytes | Path | BinaryIO) -> BinaryIO:
    """A stream from the document's beginning that can be read twice."""
    if isinstance(source, bytes):
        return BytesIO(source)
    if isinstance(source, Path):
        try:
            return source.open("rb")
        except OSError as error:
            raise SourceError(f"cannot read {source}: {(error.strerror or str(error)).lower()}.") from error
    copy = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    while chunk := source.read(_COPIED):
        copy.write(chunk)
    copy.seek(0)
    return cast(BinaryIO, copy)
