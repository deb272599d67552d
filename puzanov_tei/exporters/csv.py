"""CSV tables (RFC 4180, UTF-8) with their descriptions: `datapackage.json` and CSVW metadata.

Rows are written as documents come; persons, places and organisations are gathered and written at the end.
Values are never changed to please a spreadsheet: a name that looks like a formula stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO

from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import Options, describe
from puzanov_tei.exporters.gather import Register
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.rows import DocumentRows, Row, document_rows
from puzanov_tei.exporters.tables import ENTITY_TABLES, NAMES, NODES, TABLES, Table
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ""
PER_DOCUMENT = False


def render(edition: Edition, options: Options) -> DocumentRows:
    """The rows of one document."""
    return document_rows(edition, options.view)


def write(parts: Iterable[DocumentRows], output: Output, options: Options) -> Iterator[Finding]:
    """Write the tables and their metadata."""
    wanted = _wanted(options, output)
    separator, suffix = ("\t", ".tsv") if options.variant == "tsv" else (",", ".csv")
    register = Register()
    with ExitStack() as files:
        tables = {t.name: _Writer(files.enter_context(output.open(t.name + suffix)), t, separator) for t in wanted}
        for part in filter(register.add, parts):
            for name, rows in part.rows.items():
                if name in tables:
                    tables[name].rows(rows)
        for kind, table in ENTITY_TABLES.items():
            if table.name in tables:
                tables[table.name].rows(register.rows(kind))
        for table, gathered in ((NAMES, register.names()), (NODES, register.nodes())):
            if table.name in tables:
                tables[table.name].rows(gathered)
    if output.folder is not None:
        output.write("datapackage.json", describe.data_package(wanted, suffix, separator))
        output.write("csv-metadata.json", describe.csvw(wanted, suffix, separator))
    yield from register.findings()


def _wanted(options: Options, output: Output) -> list[Table]:
    known = {table.name: table for table in TABLES}
    unknown = [name for name in options.tables if name not in known]
    if unknown:
        raise UsageError(f"there is no table {unknown[0]!r}. Tables: {', '.join(known)}.")
    wanted = [known[name] for name in options.tables] or list(TABLES)
    if output.folder is None and len(wanted) > 1:
        raise UsageError("tables fill a folder: give one with -o, or choose one table with --table")
    return wanted


class _Writer:
    """Writes rows of one table to a stream: CRLF at the end of lines, quotes where they are needed."""

    def __init__(self, stream: BinaryIO, table: Table, separator: str) -> None:
        self._stream = stream
        self._separator = separator
        self.rows([table.header])

    def rows(self, rows: Iterable[Row]) -> None:
        """Append rows. Truth values are written `true` and `false`."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self._separator, lineterminator="\r\n")
        writer.writerows([_cell(value) for value in row] for row in rows)
        self._stream.write(text.getvalue().encode("utf-8"))


def _cell(value: str | int | bool) -> str | int:
    return ("false", "true")[value] if isinstance(value, bool) else value
