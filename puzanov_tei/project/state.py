"""What a project's last build knew: one SQLite file, which belongs to one build at a time and survives its death.

Nothing in it is needed: without it everything is made again. A record is written when what it tells of is on the disk.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import NamedTuple, Self

from puzanov_tei.authority.records import Records
from puzanov_tei.errors import OutputError, UsageError
from puzanov_tei.findings import Finding, as_data, from_data
from puzanov_tei.project.files import DIGITS, ELSEWHERE, MISSING, WITHIN, Seen, digest_of, names_of, stamp_of

FILE = Path(".puzanov/build.sqlite")
_VERSION = 1
_TABLES = """
CREATE TABLE done (step TEXT, unit TEXT, program TEXT, settings TEXT, inputs TEXT, outputs TEXT, authority TEXT,
    asked BLOB, findings TEXT, errors INTEGER, warnings INTEGER, note TEXT, part BLOB, PRIMARY KEY (step, unit));
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT, digest TEXT) WITHOUT ROWID;
CREATE TABLE authorities (digest TEXT PRIMARY KEY, records BLOB);
"""
_TICK = 50_000_000
"""Nanoseconds in which a file may change twice without getting another time."""
_COMMIT = 1.0
"""Seconds of work that are lost at most when a build is killed."""


class Record(NamedTuple):
    """What a unit of a step was made from, and what it made.

    Attributes:
        program, settings: digests of the part of the program and of the configuration that it depends on.
        inputs, outputs: file -> digest.
        authority: digest of the records that `asked` was answered from.
        errors, warnings: how many findings there are.
    """

    program: str
    settings: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str] = MappingProxyType({})
    authority: str = ""
    errors: int = 0
    warnings: int = 0


class ProjectState:
    """The state of one project; open it with `with`.

    Attributes:
        elsewhere: the files that `ELSEWHERE` stands for, in the step that is being done.

    Raises:
        UsageError: another build is running.
        OutputError: the file cannot be written.
    """

    def __init__(self, file: Path = FILE) -> None:
        self._file = file
        self._before: dict[str, tuple[str, str]] = {}  # stamp and digest of each file in the last build
        self._known: dict[str, Seen] = {}
        self._fresh: dict[str, Seen] = {}
        self.folders: set[Path] = set()  # in which something was written
        self._names: dict[str, frozenset[str]] = {}  # identifiers of files in which some are looked for
        self.elsewhere: Callable[[], Iterable[str]] = tuple
        self._committed = time.monotonic()

    def __enter__(self) -> Self:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._database = self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                for name in (self._file.name, f"{self._file.name}-wal"):  # no database any more: all is made again
                    self._file.with_name(name).unlink(missing_ok=True)
                self._database = self._open()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                message = f"another build of this project is running ({self._file}). Wait until it has ended."
                raise UsageError(message) from error
            raise self._unwritable(error) from error
        except OSError as error:
            raise self._unwritable(error) from error
        files = self._database.execute("SELECT path, stamp, digest FROM files")
        self._before = {path: (stamp, digest) for path, stamp, digest in files}
        return self

    def _open(self) -> sqlite3.Connection:
        """The database, held by this process alone until it is closed or the process ends."""
        database = sqlite3.connect(self._file, timeout=0, isolation_level=None)
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("BEGIN EXCLUSIVE")
        if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                database.execute(f'DROP TABLE "{name}"')
            for statement in filter(str.strip, _TABLES.split(";")):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {_VERSION}")
        return database

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if self._database.in_transaction:  # a disk that is full has ended it
                self.commit()
        except sqlite3.Error as wrong:
            raise self._unwritable(wrong) from wrong
        finally:
            self._database.close()
        if isinstance(error, sqlite3.Error):
            raise self._unwritable(error) from error

    def _unwritable(self, error: Exception) -> OutputError:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return OutputError(
            f"cannot write {self._file.resolve()}: {reason.lower()}. "
            "Make room on the disk, or make the folder writable, and build again; what is done is done."
        )

    def commit(self) -> None:
        """Write what was recorded to the disk."""
        rows = [(path, told.stamp, told.digest) for path, told in self._fresh.items()]
        self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", rows)
        self._fresh.clear()
        self._database.execute("COMMIT")
        self._database.execute("BEGIN EXCLUSIVE")
        self._committed = time.monotonic()

    # --- files ------------------------------------------------------------------------------------

    def digest(self, path: str) -> str:
        """The digest of a file's content; empty if it is not there. A file that did not change is not read.

        Of identifiers in a file (`names_in`) it says that the file has them all, else it is that of the file; that of
        `ELSEWHERE` is of all files in `elsewhere`.
        """
        if path not in self._known:
            self._known[path] = self._look(path) if WITHIN not in path else Seen("", self._part(path))
        return self._known[path].digest

    def _part(self, path: str) -> str:
        if path == ELSEWHERE:
            told = "".join(f"{file} {self.digest(file)}\n" for file in sorted(set(self.elsewhere())))
            return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:DIGITS]
        file, _, names = path.partition(WITHIN)
        if (whole := self.digest(file)) and file not in self._names:
            self._names[file] = names_of(Path(file))
        return "has them" if whole and self._names[file].issuperset(names.split()) else whole

    def _look(self, path: str) -> Seen:
        stamp = stamp_of(path)
        before = self._before.get(path)
        if before is not None and before[0] == stamp:
            return Seen(*before)
        told = Seen(stamp, digest_of(Path(path))) if stamp else MISSING
        if before is not None or stamp:
            changed = int(stamp.split()[2]) if stamp else 0
            settled = time.time_ns() - changed > _TICK
            self._fresh[path] = told if settled else Seen("", told.digest)
        return told

    def tell(self, files: Mapping[str, Seen]) -> None:
        """Take over what is known of files that were just written."""
        self.folders.update(Path(path).parent for path in files)
        self._known.update(files)
        self._fresh.update(files)

    # --- records ----------------------------------------------------------------------------------

    def steps(self) -> set[str]:
        """The steps of which something is known."""
        return {name for (name,) in self._database.execute("SELECT DISTINCT step FROM done")}

    def records(self, step: str) -> dict[str, Record]:
        """What is known of a step, by the name of the unit."""
        columns = "unit, inputs, outputs, program, settings, authority, errors, warnings"
        rows = self._database.execute(f"SELECT {columns} FROM done WHERE step = ?", (step,)).fetchall()
        inputs, outputs = (json.loads(f"[{','.join(row[column] for row in rows)}]") for column in (1, 2))
        return {
            unit: Record(program, settings, read, made, *others)
            for (unit, _, _, program, settings, *others), read, made in zip(rows, inputs, outputs, strict=True)
        }

    def outputs(self, step: str, units: Iterable[str]) -> set[str]:
        """The files that units of a step make."""
        query = "SELECT outputs FROM done WHERE step = ? AND unit = ?"
        rows = (self._database.execute(query, (step, unit)).fetchone() for unit in units)
        return {path for row in rows if row is not None for path in json.loads(row[0])}

    def keep(
        self, step: str, unit: str, record: Record, findings: Iterable[Finding], note: str, part: bytes, asked: bytes
    ) -> None:
        """Record that a unit is done."""
        told = json.dumps(list(map(as_data, findings)), ensure_ascii=False)
        files = (json.dumps(dict(named), ensure_ascii=False) for named in (record.inputs, record.outputs))
        self._database.execute(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (step, unit, record.program, record.settings, *files, record.authority, asked, told, record.errors,
             record.warnings, note, part),
        )  # fmt: skip
        if time.monotonic() - self._committed > _COMMIT:
            self.commit()

    def forget(self, step: str, units: Iterable[str]) -> None:
        """Drop the records of units that there are no more."""
        self._database.executemany("DELETE FROM done WHERE step = ? AND unit = ?", [(step, unit) for unit in units])

    def notes(self, step: str) -> dict[str, str]:
        """What the units of a step noted, by name."""
        return dict(self._database.execute("SELECT unit, note FROM done WHERE step = ? ORDER BY unit", (step,)))

    def parts(self, step: str, units: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Name, note and part of the units of a step that are done, in the order given, one at a time."""
        for unit in units:
            row = self._database.execute("SELECT note, part FROM done WHERE step = ? AND unit = ?", (step, unit))
            if (found := row.fetchone()) is not None:
                yield unit, *found

    def findings(self, step: str) -> Iterator[tuple[str, list[Finding]]]:
        """Units of a step that make the edition fail, and all their findings."""
        query = "SELECT unit, findings FROM done WHERE step = ? AND errors > 0 ORDER BY unit"
        rows = self._database.execute(query, (step,)).fetchall()
        for unit, findings in rows:
            yield unit, list(map(from_data, json.loads(findings)))

    # --- the authority ----------------------------------------------------------------------------

    def asked(self, step: str, but: str) -> list[tuple[str, str, bytes]]:
        """Unit, digest of the authority and what was asked of it, for the units that asked another one than `but`."""
        query = "SELECT unit, authority, asked FROM done WHERE step = ? AND authority NOT IN ('', ?)"
        return self._database.execute(query, (step, but)).fetchall()

    def authority(self, digest: str) -> Records | None:
        """The records, as they were kept, with this digest."""
        row = self._database.execute("SELECT records FROM authorities WHERE digest = ?", (digest,)).fetchone()
        return None if row is None else pickle.loads(row[0])

    def keep_authority(self, digest: str, records: Records) -> None:
        """Keep records for the next time, and drop those that no document was made with."""
        if self._database.execute("SELECT 1 FROM authorities WHERE digest = ?", (digest,)).fetchone():
            return
        self._database.execute("DELETE FROM authorities WHERE digest NOT IN (SELECT authority FROM done)")
        self._database.execute("INSERT INTO authorities VALUES (?, ?)", (digest, pickle.dumps(records)))

    def holds(self, step: str, units: Iterable[str], authority: str) -> None:
        """Note that units would come out the same with another authority."""
        self._database.executemany(
            "UPDATE done SET authority = ? WHERE step = ? AND unit = ?", [(authority, step, unit) for unit in units]
        )
