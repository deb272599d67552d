"""XLSX: the tables as sheets of one workbook (ECMA-376). Every text cell is an inline string: no formula can run.

Written directly, row by row: the format needs five small XML files and a sheet for each table.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats.csv import wanted_tables
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.packing import new_zip, zip_member
from puzanov_tei.exporters.records.gather import fill
from puzanov_tei.exporters.records.rows import DocumentRows, Row, document_rows
from puzanov_tei.exporters.records.tables import Table
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.tei.read import Edition

SUFFIX = ".xlsx"
PER_DOCUMENT = False
REGISTERS = True

MAX_ROWS, MAX_CELL = 1_048_576, 32_767
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    "</sheetView></sheetViews>"
)
# What XML cannot hold, and what Excel reads as the notation for it.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOTATION = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def render(edition: Edition, options: Options) -> DocumentRows:
    """The rows of one document."""
    return document_rows(edition, options, [table.name for table in wanted_tables(options)])


def write(parts: Iterable[DocumentRows], output: Output, options: Options) -> Iterator[Finding]:
    """Write a workbook with one sheet a table; rows go to temporary files first."""
    tables = wanted_tables(options)
    with tempfile.TemporaryDirectory(prefix="puzanov-tei-") as folder, ExitStack() as files:
        sheets = {t.name: _Sheet(files, Path(folder), t) for t in tables}
        findings = list(fill({name: sheet.rows for name, sheet in sheets.items()}, parts))
        for sheet in sheets.values():
            sheet.close()
        with output.open("tables.xlsx") as stream, new_zip(stream) as archive:
            for name, text in _fixed(tables):
                zip_member(archive, name, text.encode("utf-8"))
            for number, sheet in enumerate(sheets.values(), 1):
                with sheet.path.open("rb") as made:
                    zip_member(archive, f"xl/worksheets/sheet{number}.xml", made)
    yield from findings
    for sheet in sheets.values():
        yield from sheet.losses()


class _Sheet:
    """A worksheet on its way to the archive."""

    def __init__(self, files: ExitStack, folder: Path, table: Table) -> None:
        self.path = folder / f"{table.name}.xml"
        self._table = table
        self._stream: TextIO = files.enter_context(self.path.open("w", encoding="utf-8"))
        self._count = 0
        self._dropped = 0
        self._cut = 0
        self._stream.write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{_FROZEN}<sheetData>\n')
        self.rows([table.header])

    def rows(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        for row in rows:
            if self._count == MAX_ROWS:
                self._dropped += 1
                continue
            self._count += 1
            cells = "".join(self._cell(value) for value in row)
            self._stream.write(f"<row>{cells}</row>\n")

    def close(self) -> None:
        """Write the end."""
        self._stream.write("</sheetData></worksheet>\n")
        self._stream.flush()

    def losses(self) -> Iterator[Finding]:
        """Rows and text beyond the limits of the format."""
        for count, what in ((self._dropped, "rows"), (self._cut, "cells cut short")):
            if count:
                message = f"the sheet {self._table.name} cannot hold everything: {count} {what} beyond Excel's limits"
                yield Finding("PZ807", Severity.WARNING, message, "use csv, sqlite or parquet")

    def _cell(self, value: str | int | bool) -> str:
        if isinstance(value, bool):
            return f'<c t="b"><v>{int(value)}</v></c>'
        if isinstance(value, int):
            return f"<c><v>{value}</v></c>"
        if not value:
            return "<c/>"
        if len(value) > MAX_CELL:
            value = value[:MAX_CELL]
            self._cut += 1
        return f'<c t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(value: str) -> str:
    """Text of a cell: characters that XML or its readers would change are written `_x000D_`."""
    value = _NOTATION.sub("_x005F_", value)
    value = _UNWRITABLE.sub(lambda m: f"_x{ord(m.group()):04X}_", value).replace("\r", "_x000D_")
    return escape(value)


def _fixed(tables: list[Table]) -> Iterator[tuple[str, str]]:
    """The parts of the package that say what is in it."""
    numbers = range(1, len(tables) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}</Types>',
    )
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    sheets = "".join(
        f'<sheet name="{t.name}" sheetId="{n}" r:id="rId{n}"/>' for n, t in zip(numbers, tables, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
    )
