"""The codebook: every table and column, with type, meaning, source in the TEI, and an example, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.exporters.records.tables import BY_NAME, ON_REQUEST, Column, Table

_INTRODUCTION = """# Codebook

The tables that `puzanov-tei export csv`, `excel`, `parquet` and `sqlite` write. Missing is the empty string in CSV and
TSV, and null elsewhere. Dates are texts in ISO 8601: TEI dates may be years, months, days or intervals, which no date
type of a database holds. `entity_id` and the other columns of entities point to `id` of `persons`, `places`, `orgs`,
`works` or `events`; `doc_id` points to `documents`. Offsets count code points, half open, into the view that is named.
A column marked with ● is never missing.
"""


def codebook() -> str:
    """The whole codebook."""
    return "\n".join([_INTRODUCTION, *(line for table in BY_NAME.values() for line in _table(table))])


def _table(table: Table) -> Iterator[str]:
    asked = " Written only with `--table` (in SQLite always there)." if table.name in ON_REQUEST else ""
    yield f"## {table.name}\n\n{table.description}{asked}"
    if table.key:
        yield f"\nKey: {', '.join(f'`{name}`' for name in table.key)}."
    yield "\n| column | type | what it holds | where it comes from | example |\n|---|---|---|---|---|"
    yield from map(_row, table.columns)
    yield ""


def _row(column: Column) -> str:
    name = f"`{column.name}`" + (" ●" if column.required else "")
    example = f"`{column.example}`" if column.example else ""
    return f"| {name} | {column.type} | {column.description} | {column.source} | {example} |"
