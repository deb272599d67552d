"""Full-text search in a database that `sqlite` made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from puzanov_tei.errors import SourceError, UsageError

_QUERY = """
SELECT b.doc_id, d.title, b.block_id, b.entry_id, coalesce(e.date_when, e.date_from,
  d.date_when, ''), snippet(search, 0, char(2), char(3), '…', 24)
FROM search JOIN blocks b ON b.rowid = search.rowid JOIN documents d ON d.doc_id = b.doc_id
LEFT JOIN entries e ON e.doc_id = b.doc_id AND e.entry_id = b.entry_id
WHERE search MATCH ? ORDER BY rank, b.doc_id, b.seq LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the text that matches.

    `snippet` is parts of it, (text, whether it is a match), in order.
    """

    doc_id: str
    title: str
    block_id: str
    entry_id: str
    date: str
    snippet: tuple[tuple[str, bool], ...]


def search(database: Path, query: str, limit: int = 20) -> Iterator[Hit]:
    """The lines that match, best first. The query is FTS5's: words, "phrases", prefix*, AND OR NOT, NEAR(a b).

    Raises:
        SourceError: the file is not such a database.
        UsageError: the query cannot be read.
    """
    if not database.is_file():
        raise UsageError(f"{database}: no such file. Make one with: puzanov-tei export sqlite PATH -o {database}")
    connection = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    try:
        try:
            connection.execute("SELECT 1 FROM search LIMIT 1").fetchone()
        except sqlite3.DatabaseError as error:
            raise SourceError(f"{database}: not a database made by export sqlite ({error})") from error
        try:
            rows = connection.execute(_QUERY, (query, limit)).fetchall()
        except sqlite3.OperationalError as error:
            raise UsageError(f'cannot read the query: {error}. Put signs in quotes: "D\'yakonov"') from error
    finally:
        connection.close()
    for doc_id, title, block_id, entry_id, date, snippet in rows:
        yield Hit(doc_id, title, block_id, entry_id or "", date, tuple(_parts(snippet)))


def _parts(snippet: str) -> Iterator[tuple[str, bool]]:
    for piece in snippet.split("\x02"):
        match, mark, rest = piece.partition("\x03")
        if mark:
            yield match, True
            yield rest, False
        else:
            yield piece, False
