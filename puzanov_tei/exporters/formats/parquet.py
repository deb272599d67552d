"""Parquet: the tables as columnar files with the same names and types. Needs the extra `parquet` (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from puzanov_tei.base import extras
from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats.csv import wanted_tables
from puzanov_tei.exporters.formats.excel import render
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.gather import fill
from puzanov_tei.exporters.records.rows import DocumentRows, Row
from puzanov_tei.exporters.records.tables import BOOLEAN, INTEGER, NUMBER, STRING, Table
from puzanov_tei.findings import Finding

__all__ = ["PER_DOCUMENT", "REGISTERS", "SUFFIX", "render", "write"]

SUFFIX = ""
PER_DOCUMENT = False
REGISTERS = True

_BATCH = 20_000


def write(parts: Iterable[DocumentRows], output: Output, options: Options) -> Iterator[Finding]:
    """Write one file a table, in row groups of some thousand rows.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(f"parquet {extras.needs('parquet')}") from error
    with ExitStack() as files:
        writers = {
            t.name: _Writer(pyarrow, files.enter_context(output.open(f"{t.name}.parquet")), t)
            for t in wanted_tables(options)
        }
        yield from fill({name: writer.rows for name, writer in writers.items()}, parts)
        for writer in writers.values():
            writer.close()


class _Writer:
    """Collects rows and writes them in groups."""

    def __init__(self, arrow: Any, stream: BinaryIO, table: Table) -> None:
        types = {STRING: arrow.string(), INTEGER: arrow.int64(), BOOLEAN: arrow.bool_(), NUMBER: arrow.float64()}
        self._arrow = arrow
        self._table = table
        self._schema = arrow.schema(
            [arrow.field(c.name, types[c.type], nullable=not c.required) for c in table.columns]
        )
        self._writer = arrow.parquet.ParquetWriter(stream, self._schema, compression="zstd")
        self._waiting: list[Row] = []

    def rows(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        self._waiting.extend(rows)
        if len(self._waiting) >= _BATCH:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = [[c.typed(row[index]) for row in self._waiting] for index, c in enumerate(self._table.columns)]
        arrays = [self._arrow.array(c, type=f.type) for c, f in zip(columns, self._schema, strict=True)]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._waiting = []
