"""What earlier builds of a site read and worked out, kept on disk for the next."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from puzanov_tei.exporters.records.rows import Row
from puzanov_tei.exporters.site.parts import Bulk, FileParts, digest_of

_Value = TypeVar("_Value")


class PartsStore:
    """A folder of parts by key. What cannot be kept or read again is only read anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> FileParts | None:
        """The parts kept under a key, without their bulk; None if there are none or an included file has changed."""
        parts = self._load(self._folder / f"{key}.parts")
        if not isinstance(parts, FileParts) or any(digest_of(Path(f)) != d for f, d in parts.files.items()):
            return None
        return parts

    def put(self, parts: FileParts) -> None:
        """Keep the parts of a file; their bulk is kept apart and no longer in memory."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for number, (bulk, edges) in enumerate(zip(parts.bulks, parts.edges, strict=True)):
            self._dump(self._folder / f"{parts.key}.{number}", bulk)
            self._dump(self._folder / f"{parts.key}.{number}.edges", edges)
        parts.bulks, parts.edges = [], []
        self._dump(self._folder / f"{parts.key}.parts", parts)

    def bulk(self, key: str, number: int) -> Bulk | None:
        """The bulk of one document of a file."""
        bulk = self._load(self._folder / f"{key}.{number}")
        return bulk if isinstance(bulk, Bulk) else None

    def edges(self, key: str, number: int) -> tuple[Row, ...] | None:
        """The ties of one document of a file."""
        edges = self._load(self._folder / f"{key}.{number}.edges")
        return edges if isinstance(edges, tuple) else None

    def last(self) -> object:
        """What was noted about the last build."""
        return self._load(self._folder / "last.build")

    def note(self, value: object) -> None:
        """Note something about this build for the next."""
        self._dump(self._folder / "last.build", value)

    def remembered(self, name: str, key: str, make: Callable[[], _Value]) -> _Value:
        """A value that takes long to work out: what was kept under the name, if it was made from the same (`key`)."""
        kept = self._load(self._folder / f"{name}.kept")
        if isinstance(kept, tuple) and len(kept) == 2 and kept[0] == key:
            return cast("_Value", kept[1])
        made = make()
        self._dump(self._folder / f"{name}.kept", (key, made))
        return made

    def keep_only(self, keys: set[str]) -> None:
        """Remove what other keys left behind."""
        needed = {*keys, "last"}
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.suffix != ".kept" and path.name.partition(".")[0] not in needed:
                path.unlink(missing_ok=True)

    @staticmethod
    def _dump(path: Path, value: object) -> None:
        temporary = path.with_name(f".{path.name}.tmp")
        temporary.write_bytes(zlib.compress(pickle.dumps(value), 1))
        temporary.replace(path)

    @staticmethod
    def _load(path: Path) -> object:
        try:
            return pickle.loads(zlib.decompress(path.read_bytes()))
        except (OSError, zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError):
            return None
