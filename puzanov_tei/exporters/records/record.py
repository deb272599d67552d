"""One document as one JSON object: the structure that `json` and `jsonl` write.

`version` changes when a member is renamed or removed; new members may come with any release.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.records.entities import entities
from puzanov_tei.exporters.records.rows import Row, rows_of
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.tables import TABLES
from puzanov_tei.exporters.text.segments import segments
from puzanov_tei.exporters.text.views import VIEWS
from puzanov_tei.tei.read import Edition

FORMAT = "puzanov-tei/document"
VERSION = 1

_SHOWN = ("documents", "entries", "mentions", "stamps", "interventions", "copies")
_HEADERS = {table.name: table.header for table in TABLES}


def record(edition: Edition, options: Options | None = None) -> dict[str, Any]:
    """The document: its metadata, its texts, its blocks, and the rows of every table that has any.

    Members: `format`, `version`, `document` (columns of the table `documents`), `views` (name -> text),
    `blocks` (lines of the reading text: id, kind, begin, end), `entries`, `mentions`, `stamps`,
    `interventions`, `copies` (columns of these tables without `doc_id`), `entities` (what the document's
    own lists say). Empty columns are left out. Offsets are code points, half open, into the view named.
    """
    scene = Scene(edition, options)
    made = rows_of(scene, _SHOWN)
    return {
        "format": FORMAT,
        "version": VERSION,
        "document": next(iter(_objects("documents", made.get("documents", []), keep_doc=True)), {}),
        "views": {name: scene.view(name).text for name in VIEWS},
        "blocks": [{"id": s.id, "kind": s.kind, "begin": s.begin, "end": s.end} for s in segments(scene.reading)],
        **{name: _objects(name, made.get(name, [])) for name in _SHOWN[1:]},
        "entities": [_filled(_object(entity)) for entity in entities(edition.root)],
    }


def dump(value: Any, *, indent: int | None = None) -> bytes:
    """JSON in UTF-8, members in the order they were made."""
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")


def _objects(table: str, rows: Sequence[Row], *, keep_doc: bool = False) -> list[dict[str, Any]]:
    header = _HEADERS[table]
    skipped = () if keep_doc else ("doc_id",)
    return [_filled({k: v for k, v in zip(header, row, strict=True) if k not in skipped}) for row in rows]


def _object(value: Any) -> Any:
    """Named tuples as objects, at every depth."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _object(member) for name, member in value._asdict().items()}
    return tuple(map(_object, value)) if isinstance(value, tuple) else value


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    """The members that say something; numbers and truth values always do."""
    return {key: value for key, value in members.items() if value not in ("", ()) or isinstance(value, (int, bool))}
