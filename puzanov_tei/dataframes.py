"""Tables as data frames of pandas or polars, with their types; what is missing is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.exporters.records.tables import BOOLEAN, INTEGER, NUMBER, Table

Rows = Iterable[tuple[Any, ...]]


def maker(backend: str = "") -> Callable[[Table, Rows], Any]:
    """What makes a data frame of a table and its rows: of `pandas` or `polars`, or of the one that is installed.

    Raises:
        UsageError: there is no such library, or it is not installed.
    """
    for name in (backend,) if backend else ("pandas", "polars"):
        if name not in _BACKENDS:
            raise UsageError(f"there is no backend {name!r}. {did_you_mean(name, _BACKENDS, 'There are')}")
        try:
            return _BACKENDS[name]()
        except ImportError:
            continue
    raise UsageError(f"tables() needs {backend or 'pandas or polars'}: pip install {backend or 'pandas'}.")


def _columns(table: Table, rows: Rows) -> list[list[Any]]:
    """The columns of a table, None where nothing is."""
    columns: list[list[Any]] = [[] for _ in table.columns]
    for row in rows:
        for column, values, value in zip(table.columns, columns, row, strict=True):
            values.append((float(value) if column.type == NUMBER else value) if value != "" else None)
    return columns


def _pandas() -> Callable[[Table, Rows], Any]:
    import pandas

    types = {INTEGER: "Int64", BOOLEAN: "boolean", NUMBER: "Float64"}

    def make(table: Table, rows: Rows) -> Any:
        columns = zip(table.columns, _columns(table, rows), strict=True)
        return pandas.DataFrame({c.name: pandas.array(v, dtype=types.get(c.type, "string")) for c, v in columns})

    return make


def _polars() -> Callable[[Table, Rows], Any]:
    import polars

    types = {INTEGER: polars.Int64, BOOLEAN: polars.Boolean, NUMBER: polars.Float64}

    def make(table: Table, rows: Rows) -> Any:
        columns = zip(table.columns, _columns(table, rows), strict=True)
        return polars.DataFrame([polars.Series(c.name, v, types.get(c.type, polars.String)) for c, v in columns])

    return make


_BACKENDS = {"pandas": _pandas, "polars": _polars}
