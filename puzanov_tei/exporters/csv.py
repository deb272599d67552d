"""CSV tables (RFC 4180, UTF-8) with their descriptions: `datapackage.json` and CSVW metadata.

Rows are written as documents come; persons, places and organisations are gathered and written at the end.
Values are never changed to please a spreadsheet: a name that looks like a formula stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from difflib import get_close_matches
from functools import partial
from typing import BinaryIO

from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import Options, describe
from puzanov_tei.exporters.gather import Register
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.rows import DocumentRows, Row, document_rows
from puzanov_tei.exporters.tables import BOOLEAN, ENTITY_TABLES, NAMES, NODES, TABLES, Table
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ""
PER_DOCUMENT = False


def render(edition: Edition, options: Options) -> DocumentRows:
    """The rows of one document."""
    return document_rows(edition, options)


def write(parts: Iterable[DocumentRows], output: Output, options: Options) -> Iterator[Finding]:
    """Write the tables and their metadata."""
    tables = wanted_tables(options)
    if output.folder is None and len(tables) > 1:
        raise UsageError("tables fill a folder: give one with -o, or choose one table with --table")
    separator, suffix = ("\t", ".tsv") if options.tabs else (",", ".csv")
    with ExitStack() as files:
        writers = {t.name: _Writer(files.enter_context(output.open(t.name + suffix)), t, separator) for t in tables}
        yield from fill({name: writer.rows for name, writer in writers.items()}, parts)
    if output.folder is not None:
        output.write("datapackage.json", describe.data_package(tables, suffix, separator))
        output.write("csv-metadata.json", describe.csvw(tables, suffix, separator))


def fill(append: Mapping[str, Callable[[Iterable[Row]], None]], parts: Iterable[DocumentRows]) -> Iterator[Finding]:
    """Append the rows of all documents to the tables of these names, those of entities at the end."""
    register = Register()
    for part in filter(register.add, parts):
        for name, rows in part.rows.items():
            if name in append:
                append[name](rows)
    gathered: dict[str, Callable[[], Iterator[Row]]] = {
        **{table.name: partial(register.rows, kind) for kind, table in ENTITY_TABLES.items()},
        NAMES.name: register.names,
        NODES.name: register.nodes,
    }
    for name, rows_of in gathered.items():
        if name in append:
            append[name](rows_of())
    yield from register.findings()


def wanted_tables(options: Options) -> list[Table]:
    """The tables that the options name, or all.

    Raises:
        UsageError: there is no such table.
    """
    known = {table.name: table for table in TABLES}
    for name in options.tables:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Tables: {', '.join(known)}."
            raise UsageError(f"there is no table {name!r}. {hint}")
    return [known[name] for name in options.tables] or list(TABLES)


class _Writer:
    """Writes rows of one table to a stream: CRLF at the end of lines, quotes where they are needed."""

    def __init__(self, stream: BinaryIO, table: Table, separator: str) -> None:
        self._stream = stream
        self._separator = separator
        self._truths = [index for index, column in enumerate(table.columns) if column.type == BOOLEAN]
        self.rows([table.header])

    def rows(self, rows: Iterable[Row]) -> None:
        """Append rows. Truth values are written `true` and `false`."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self._separator, lineterminator="\r\n")
        writer.writerows(map(self._with_words, rows) if self._truths else rows)
        self._stream.write(text.getvalue().encode("utf-8"))

    def _with_words(self, row: Row) -> Row:
        return tuple(
            ("true" if value is True else "false" if value is False else value) if index in self._truths else value
            for index, value in enumerate(row)
        )
