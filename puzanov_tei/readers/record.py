"""One record: a JSON object with the text of a document and what is known of it, as people collect archives.

Tables of them (CSV, JSON lines, SQLite) are unfolded in `tables`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from puzanov_tei.errors import SourceError
from puzanov_tei.model import Page, Remark, Source
from puzanov_tei.readers.blocks import paragraphs
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.metadata import assemble
from puzanov_tei.readers.transcript import plain_characters

TEXT = "text"
_SINGLE = frozenset({"title", "date", "record_id", "type", "classification", "url", "language"})
_SHOWN = 120


@cache
def _fields() -> dict[str, str]:
    """Name of a column -> the field that it holds."""
    table = files("puzanov_tei.readers").joinpath("columns.toml").read_text(encoding="utf-8")
    return {name: field for field, names in tomllib.loads(table).items() for name in names.split()}


def field_of(column: str) -> str:
    """The field that a column of that name holds; empty if the name is not known."""
    return _fields().get(re.sub(r"[\W_]+", "", column.lower()), "")


def recognises(file: File) -> bool:
    """Whether the file is a JSON object with a column of text."""
    if not file.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") or b'"' not in file.data[:200]:
        return False
    try:
        content = json.loads(file.data)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and any(field_of(column) == TEXT for column in content)


def read(file: File) -> Page:
    """The record's text as the document, its other columns as what is known of it.

    Raises:
        SourceError: it is no JSON object, or has no column of text.
    """
    try:
        values = json.loads(file.data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{file.name} is no record: not a JSON object ({error}).") from error
    if not isinstance(values, dict):
        raise SourceError(f"{file.name} is no record: not a JSON object.")
    fields, unknown = _sorted(values)
    text = plain_characters("\n".join(fields.values.pop(TEXT, [])).replace("\r\n", "\n"))
    if not text.strip():
        raise SourceError(f"{file.name} has no text: map its column of text in the configuration (columns).")
    source = Source(file.name, text, text, sha256(file.data).hexdigest())
    remarks = tuple(Remark("PZ665", 0, f"The column {name} is not mapped: {value}") for name, value in unknown.items())
    return Page(source, assemble(fields), paragraphs(text), "record", (), remarks)


def _sorted(values: Mapping[str, object]) -> tuple[Fields, dict[str, str]]:
    """The values by field, and those of columns that nobody knows."""
    fields, unknown = Fields(), {}
    for column, value in values.items():
        every = [str(each) for each in (value if isinstance(value, list) else [value]) if each not in (None, "")]
        field = field_of(column)
        if field in _SINGLE and field in fields.values:
            if every == fields.values[field]:
                continue
            field = ""  # the first column is the one
        if field == TEXT:
            fields.values.setdefault(TEXT, []).extend(every)
        elif field:
            split = field in ("authors", "translators")
            fields.add(field, *(part.strip() for each in every for part in (each.split(";") if split else [each])))
        elif every:
            shown = " ".join("; ".join(every).split())
            unknown[column] = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return fields, unknown
