"""Tables of records (CSV, TSV, JSON lines or an array, SQLite): one document a row that has a text."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from puzanov_tei.errors import SourceError
from puzanov_tei.readers.decode import decode
from puzanov_tei.readers.record import TEXT, field_of

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".sqlite", ".sqlite3", ".db")
_LARGEST_CELL = 50_000_000
_OPENING = 200
_PLAIN = re.compile(r"[^0-9A-Za-z._-]+")

Row = tuple[str, bytes]


def is_table(path: Path) -> bool:
    """Whether a file holds records: by its name, or because it is an array of JSON."""
    if path.suffix.lower() != ".json":
        return path.suffix.lower() in SUFFIXES
    try:
        with path.open("rb") as stream:
            return stream.read(_OPENING).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    except OSError:
        return False  # whoever reads it says so


def rows(path: Path, columns: Mapping[str, str], encoding: str = "") -> Iterator[Row]:
    """The records of a table as (key, JSON object with known names); rows without any text are left out.

    Args:
        columns: field (`text`, `title`, `date` ...) -> the table's own name of its column, for names that are not known
            by themselves.
        encoding: of a CSV table that does not say.

    Raises:
        SourceError: the table cannot be read, or none of its columns holds the text.
    """
    named = {own: field for field, own in columns.items()}
    keys: set[str] = set()
    seen: list[str] = []
    count = 0
    for number, row in enumerate(_rows(path, encoding), start=1):
        record = {named.get(column, column): value for column, value in row.items() if column}
        seen = list(row)
        fields = {field_of(column): value for column, value in record.items() if value not in (None, "")}
        if TEXT not in fields:
            continue
        key = _PLAIN.sub("-", str(fields.get("record_id", ""))).strip("-.") or str(number)
        key = key if key not in keys else f"{key}-{number}"
        keys.add(key)
        count += 1
        yield key, json.dumps(record, ensure_ascii=False, default=str).encode()
    if not count:
        held = f" It has {', '.join(seen[:12])}." if seen else ""
        raise SourceError(f"{path} has no column of text: name it in the configuration ([columns] text = ...).{held}")


def _rows(path: Path, encoding: str) -> Iterator[Mapping[str, object]]:
    if path.suffix.lower() in (".sqlite", ".sqlite3", ".db"):
        yield from _of_database(path)
        return
    try:
        text = decode(path.read_bytes(), str(path), encoding)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from _of_lines(text, path)
        return
    if path.suffix.lower() == ".json":
        yield from _of_array(text, path)
        return
    csv.field_size_limit(_LARGEST_CELL)
    head = text.partition("\n")[0]
    sign = max(",;\t", key=head.count)
    try:
        yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
    except csv.Error as error:
        raise SourceError(f"{path} is no table of comma-separated values: {error}.") from error


def _of_lines(text: str, path: Path) -> Iterator[Mapping[str, object]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{path}:{number}: not a JSON object: {error}.") from error
        if not isinstance(row, dict):
            raise SourceError(f"{path}:{number}: not a JSON object.")
        yield row


def _of_array(text: str, path: Path) -> Iterator[Mapping[str, object]]:
    try:
        array = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{path} is no array of JSON objects: {error}.") from error
    for number, row in enumerate(array, start=1):
        if not isinstance(row, dict):
            raise SourceError(f"{path}: its element {number} is no JSON object.")
        yield row


def _of_database(path: Path) -> Iterator[Mapping[str, object]]:
    """The rows of each table that has a column of text; the file is opened for reading only."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            names = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
            for (name,) in names.fetchall():
                quoted = str(name).replace('"', '""')
                for row in database.execute(f'SELECT * FROM "{quoted}"'):
                    yield {key: row[key] for key in row.keys() if not isinstance(row[key], bytes)}  # noqa: SIM118 - a Row gives its values
    except sqlite3.Error as error:
        raise SourceError(f"{path} is no SQLite database, or damaged: {error}.") from error
