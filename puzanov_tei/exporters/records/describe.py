"""Descriptions of the tables for programs: Data Package (Frictionless) and CSV on the Web (W3C)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from puzanov_tei.exporters.records.tables import Table
from puzanov_tei.version import __version__

_MISSING = ""


def data_package(tables: Sequence[Table], suffix: str, separator: str) -> bytes:
    """`datapackage.json`: schema, keys and dialect of every table (Data Package 1.0)."""
    names = {table.name for table in tables}
    package = {
        "profile": "tabular-data-package",
        "name": "tei-tables",
        "title": "Tables from TEI editions",
        "description": "Names, dates, entries and editorial interventions of TEI documents. Offsets count code "
        "points, half open, into the view that is named; text[begin:end] is the surface.",
        "version": __version__,
        "resources": [_resource(table, names, suffix, separator) for table in tables],
    }
    return _json(package)


def _resource(table: Table, present: set[str], suffix: str, separator: str) -> dict[str, Any]:
    fields = [
        {"name": c.name, "type": c.type, "description": c.description}
        | ({"constraints": {"required": True}} if c.required else {})
        for c in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [_MISSING]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    foreign = [
        {"fields": column, "reference": {"resource": target, "fields": column}}
        for column, target in (table.foreign or {}).items()
        if target in present
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table.name,
        "path": table.name + suffix,
        "profile": "tabular-data-resource",
        "title": table.description,
        "format": suffix[1:],
        "mediatype": "text/csv" if separator == "," else "text/tab-separated-values",
        "encoding": "utf-8",
        "dialect": {"delimiter": separator, "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def csvw(tables: Sequence[Table], suffix: str, separator: str) -> bytes:
    """`csv-metadata.json`: a table group of CSV on the Web (Metadata Vocabulary for Tabular Data)."""
    names = {table.name for table in tables}
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {"delimiter": separator, "lineTerminators": ["\r\n"], "header": True, "encoding": "utf-8"},
        "tables": [_table(table, names, suffix) for table in tables],
    }
    return _json(group)


def _table(table: Table, present: set[str], suffix: str) -> dict[str, Any]:
    columns = [
        {
            "name": c.name,
            "titles": c.name,
            "datatype": c.type,
            "dc:description": c.description,
            "null": _MISSING,
        }
        | ({"required": True} if c.required else {})
        for c in table.columns
    ]
    schema: dict[str, Any] = {"columns": columns}
    if table.key:
        schema["primaryKey"] = list(table.key)
    foreign = [
        {"columnReference": column, "reference": {"resource": target + suffix, "columnReference": column}}
        for column, target in (table.foreign or {}).items()
        if target in present
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {"url": table.name + suffix, "dc:title": table.description, "tableSchema": schema}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
