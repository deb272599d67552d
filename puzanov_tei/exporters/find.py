"""Full-text search in a database that `sqlite` made."""

from __future__ import annotations

import re
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


# What stays as FTS5 reads it: phrases, operators, brackets; a word may end in a star.
_QUERY_PARTS = re.compile(r'"[^"]*"|NEAR\([^()]*\)|[()]|[^\s()"]+')
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_PLAIN = re.compile(r"\w+\*?")
_APOSTROPHES = "'’ʼ`´"


def query_of(words: str) -> str:
    """What a person types as a query of FTS5: signs inside words (`D'yakonov`, `Kim Il Sung's`) are no syntax."""
    if words.count('"') % 2:
        return words  # a phrase without its end: FTS5 says so
    parts = []
    for part in _QUERY_PARTS.findall(words):
        if part in _OPERATORS or part in "()" or part[0] == '"' or part.startswith("NEAR(") or _PLAIN.fullmatch(part):
            parts.append(part)
        else:
            for sign in _APOSTROPHES:
                part = part.removesuffix(f"{sign}s")
            star = "*" if part.endswith("*") else ""
            word = part.rstrip("*").replace('"', " ")
            if any(c.isalnum() for c in word):
                parts.append(part if _PLAIN.fullmatch(part) else f'"{word}"{star}')
    return " ".join(parts)


def search(database: Path, query: str, limit: int = 20) -> Iterator[Hit]:
    """The lines that match, best first: words, "phrases", prefix*, AND OR NOT, NEAR(a b); see `query_of`.

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
            rows = connection.execute(_QUERY, (query_of(query), limit)).fetchall()
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
