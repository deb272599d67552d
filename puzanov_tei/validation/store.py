"""Findings kept between runs, for files, schemas and pointed-to files that have not changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from puzanov_tei.base.cache import program
from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.scan import Facts
from puzanov_tei.checks.references import files_pointed_to
from puzanov_tei.errors import OutputError
from puzanov_tei.findings import Finding, as_data, from_data
from puzanov_tei.validation.schemas import Schema


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of findings. The key holds content, name, schema and program version, so nothing goes stale."""

    folder: Path

    def key(self, data: bytes, name: str, schema: Schema) -> str:
        """What has to be the same for findings to hold."""
        parts = (data, os.fsencode(name), schema.version.encode(), program().encode())
        return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()

    def get(self, key: str) -> list[Finding] | None:
        """The findings kept under a key; None if there are none, or a file that was pointed to has changed."""
        try:
            kept = json.loads(self._path(key).read_bytes())
            if any(_digest(Path(file)) != digest for file, digest in kept["files"]):
                return None
            return [from_data(entry) for entry in kept["findings"]]
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(
        self, key: str, findings: Sequence[Finding], facts: Facts, folder: Path | None, read: Iterable[Path] = ()
    ) -> None:
        """Keep findings; a cache that cannot be written is no reason to stop."""
        files = sorted({*read, *(files_pointed_to(facts, folder) if folder else ())})
        content = {
            "files": [[str(file), _digest(file)] for file in files],
            "findings": [as_data(finding) for finding in findings],
        }
        try:
            write_atomically(self._path(key), json.dumps(content, ensure_ascii=False).encode())
        except OutputError:
            return

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"


def _digest(path: Path) -> str:
    """Digest of a file's content; empty if there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
