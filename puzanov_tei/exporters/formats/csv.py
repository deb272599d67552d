"""CSV tables (RFC 4180, UTF-8) with their descriptions: `datapackage.json` and CSVW metadata.

Rows are written as documents come; persons, places and organisations are gathered and written at the end.
Values are never changed to please a spreadsheet: a name that looks like a formula stays as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records import describe
from puzanov_tei.exporters.records.gather import Register, renamed
from puzanov_tei.exporters.records.rows import Row, Summary, document_rows
from puzanov_tei.exporters.records.tables import BOOLEAN, BY_NAME, TABLES, Table
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ""
PER_DOCUMENT = False
REGISTERS = True

# The columns of truth values, by table.
_TRUTHS = {
    name: frozenset(n for n, column in enumerate(t.columns) if column.type == BOOLEAN) for name, t in BY_NAME.items()
}


@dataclass(frozen=True, slots=True)
class TableLines:
    """One document's lines by table, ready to be written, and what it adds to the tables of entities."""

    lines: dict[str, bytes]
    summary: Summary


def render(edition: Edition, options: Options) -> TableLines:
    """The lines of one document. They are made here, where several processes work, and take little to hand over."""
    tables = {table.name: table for table in wanted_tables(options)}
    made = document_rows(edition, options, tables)
    separator = _separator(options)
    lines = {
        name: written(tables[name], rows, separator) for name, rows in made.rows.items() if name in tables and rows
    }
    return TableLines(lines, made.summary)


def write(parts: Iterable[TableLines], output: Output, options: Options) -> Iterator[Finding]:
    """Write the tables and their metadata."""
    tables = {table.name: table for table in wanted_tables(options)}
    if output.folder is None and len(tables) > 1:
        raise UsageError("tables fill a folder: give one with -o, or choose one table with --table")
    separator = _separator(options)
    suffix = ".tsv" if options.tabs else ".csv"
    register = Register()
    with ExitStack() as files:
        streams = {name: files.enter_context(output.open(name + suffix)) for name in tables}
        for name, table in tables.items():
            streams[name].write(written(table, [table.header], separator))
        for part in parts:
            if register.add(part.summary):
                for name, lines in part.lines.items():
                    streams[name].write(_renamed(name, lines, register.renamed, separator))
        for name, rows in register.tables():
            if name in tables:
                streams[name].write(written(tables[name], rows, separator))
    yield from register.findings()
    if output.folder is not None:
        described = list(tables.values())
        output.write("datapackage.json", describe.data_package(described, suffix, separator))
        output.write("csv-metadata.json", describe.csvw(described, suffix, separator))


def _renamed(name: str, lines: bytes, new: Mapping[str, str], separator: str) -> bytes:
    """Lines of a document, in which entities may have got another id."""
    if not new:
        return lines
    rows = csv.reader(io.StringIO(lines.decode("utf-8"), newline=""), delimiter=separator)
    return written(BY_NAME[name], renamed(name, map(tuple, rows), new), separator)


def wanted_tables(options: Options) -> list[Table]:
    """The tables that the options name, or all.

    Raises:
        UsageError: there is no such table.
    """
    known = BY_NAME
    for name in options.tables:
        if name not in known:
            raise UsageError(f"there is no table {name!r}. {did_you_mean(name, known, 'Tables')}")
    return [known[name] for name in options.tables] or list(TABLES)


def _separator(options: Options) -> str:
    return "\t" if options.tabs else ","


def written(table: Table, rows: Iterable[Row], separator: str) -> bytes:
    """Rows of a table as text: CRLF at the end of lines, quotes where they are needed, `true` and `false`."""
    truths = _TRUTHS[table.name]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows((_with_words(row, truths) for row in rows) if truths else rows)
    return text.getvalue().encode("utf-8")


def _with_words(row: Row, truths: frozenset[int]) -> Row:
    return tuple(
        ("true" if value is True else "false" if value is False else value) if index in truths else value
        for index, value in enumerate(row)
    )
