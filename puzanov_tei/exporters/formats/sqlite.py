"""One SQLite file: the tables with keys, the blocks of the text with full-text search, and views to start from.

It opens in Datasette or any SQLite client; `puzanov-tei search` queries it from the command line.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.gather import Register, renamed
from puzanov_tei.exporters.records.rows import DocumentRows, Row, document_rows
from puzanov_tei.exporters.records.tables import BOOLEAN, BY_NAME, INTEGER, NUMBER, TABLES, Table
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".sqlite"
PER_DOCUMENT = False
REGISTERS = True

_ALL = (*TABLES, BY_NAME["blocks"])
_FILLED = tuple(table.name for table in _ALL)
_TYPES = {INTEGER: "INTEGER", BOOLEAN: "INTEGER", NUMBER: "REAL"}

_VIEWS = """
CREATE VIEW entities AS
  SELECT id, label, 'person' AS kind, n_mentions, first_date, last_date, wikidata FROM persons
  UNION ALL SELECT id, label, 'work', n_mentions, first_date, last_date, wikidata FROM works
  UNION ALL SELECT id, label, 'event', n_mentions, first_date, last_date, wikidata FROM events
  UNION ALL SELECT id, label, 'place', n_mentions, first_date, last_date, wikidata FROM places
  UNION ALL SELECT id, label, 'org', n_mentions, first_date, last_date, wikidata FROM orgs;
CREATE VIEW mentions_named AS
  SELECT m.surface, m.type, e.label, m.entity_id, d.title, m.date, m.prefix, m.suffix, m.cert, m.decision, m.doc_id,
    m.entry_id, m.block_id, m.mention_id, d.repository, d.shelfmark, d.source_url, d.licence
  FROM mentions m JOIN documents d USING (doc_id)
  LEFT JOIN entities e ON e.id = m.entity_id;
CREATE VIEW mentions_by_year AS
  SELECT entity_id, label, type, substr(date, 1, 4) AS year, count(*) AS n
  FROM mentions_named WHERE entity_id IS NOT NULL GROUP BY entity_id, label, type, year;
CREATE VIEW concordance AS
  SELECT prefix AS "left", surface AS hit, suffix AS "right", type, label, entity_id, title, date, repository,
    shelfmark, source_url, licence, doc_id, entry_id, mention_id FROM mentions_named;
CREATE VIRTUAL TABLE search USING fts5(text, content='blocks', content_rowid='rowid', tokenize='unicode61');
INSERT INTO search(search) VALUES ('rebuild');
"""


def render(edition: Edition, options: Options) -> DocumentRows:
    """The rows of one document."""
    return document_rows(edition, options, _FILLED)


def write(parts: Iterable[DocumentRows], output: Output, options: Options) -> Iterator[Finding]:
    """Fill a database beside the target and move it there whole."""
    with tempfile.TemporaryDirectory(prefix="puzanov-tei-") as folder:
        path = Path(folder, "tei.sqlite")
        register = Register()
        database = sqlite3.connect(path)
        try:
            _fill(database, parts, register)
        finally:
            database.close()
        with output.open("tei.sqlite") as stream, path.open("rb") as made:
            while chunk := made.read(1 << 20):
                stream.write(chunk)
    yield from register.findings()


def _fill(database: sqlite3.Connection, parts: Iterable[DocumentRows], register: Register) -> None:
    # The file is thrown away unless all goes well: no journal, no waiting for the disk.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;")
    for table in _ALL:
        database.execute(_definition(table))
    for part in parts:
        if register.add(part.summary):
            for table in _ALL:
                _insert(database, table, renamed(table.name, part.rows.get(table.name, ()), register.renamed))
    tables = {table.name: table for table in _ALL}
    for name, rows in register.tables():
        _insert(database, tables[name], rows)
    for column in ("doc_id", "entity_id"):
        database.execute(f"CREATE INDEX mentions_{column} ON mentions({column})")
    database.executescript(_VIEWS)
    database.commit()
    database.execute("VACUUM")


def _definition(table: Table) -> str:
    columns = [f'"{c.name}" {_TYPES.get(c.type, "TEXT")}' + " NOT NULL" * c.required for c in table.columns]
    if table.key:
        columns.append(f"PRIMARY KEY ({', '.join(table.key)})")
    columns += [f"FOREIGN KEY ({c}) REFERENCES {target}({c})" for c, target in (table.foreign or {}).items()]
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


def _insert(database: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    values = ([c.typed(value) for c, value in zip(table.columns, row, strict=True)] for row in rows)
    database.executemany(f"INSERT OR IGNORE INTO {table.name} VALUES ({marks})", values)
