"""A project's configuration: `puzanov-tei.toml`, or `[tool.puzanov-tei]` in `pyproject.toml`.

```toml
required-version = ">=0.1"           # of the program
schema = ["schema/edition.odd"]      # schemas that every file has to follow
paths = ["editions", "indices"]      # what is checked when nothing is named
exclude = ["editions/drafts/*"]
indices = ["indices/persons.xml"]    # files that hold what others point to with # alone
catalog = ["schema/catalog.xml"]     # where schemas of the web are on this machine
phase = "release"
fail-on = "warning"
jobs = 2
timeout = 60
baseline = "known-findings.json"
cache = ".cache/tei"
authority = "corpus/authority"       # persons, places and organisations, for every command
decisions = "decisions"              # what editors decided
words = ["words.txt"]                # words of your own: offices, honorifics, surnames (docs/taggers.md)

[severity]                           # error, warning, info or off
PZ369 = "off"
PZ340 = "error"
needs-id = "warning"                 # a rule of the project's Schematron by its id; globs as PZ5* too

[severity."editions/drafts/*"]       # for some files, in front of the others
PZ401 = "info"

[schemas]                            # schemas of some files, in front of `schema`; the first glob that fits counts
"indices/*" = "schema/index.rng"

[build]                              # where things are and what `build` makes (docs/project.md)
formats = ["text", "csv"]

[columns]                            # how a table of records calls what `encode` wants to know
text = "body_en"

[text]                               # what elements are for the text of exports
term = "annotation"

[site]                               # name, texts and colours of the site (docs/site.md)
title = "Letters of an embassy"
```
Paths are relative to the configuration file.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

from puzanov_tei.base.fence import below
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.validation.selection import matches
from puzanov_tei.version import __version__

FILE = "puzanov-tei.toml"
_OFF = "off"
_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "schema": (str, list),
    "paths": (str, list),
    "exclude": (str, list),
    "catalog": (str, list),
    "phase": str,
    "fail-on": str,
    "jobs": int,
    "timeout": (int, float),
    "baseline": str,
    "cache": str,
    "format": str,
    "severity": dict,
    "authority": str,
    "decisions": str,
    "checks": (str, list),
    "text": dict,
    "columns": dict,
    "indices": (str, list),
    "words": (str, list),
    "site": dict,
    "build": dict,
    "schemas": dict,
    "required-version": str,
}
_LISTS = ("schema", "paths", "exclude", "catalog", "checks", "indices", "words")


@dataclass(frozen=True, slots=True)
class ByPath:
    """Schemas by folder: globs (`indices/*`) of paths below a project's folder, the first that fits counts."""

    folder: Path = Path()
    schemas: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def of(self, name: str) -> tuple[str, ...]:
        """The schemas of a file; none: its project names none for it."""
        if not self.schemas or name == "-":
            return ()
        path = below(Path(name), self.folder)
        return next((schemas for pattern, schemas in self.schemas if fnmatch(path, pattern)), ())

    def all(self) -> tuple[str, ...]:
        """Every schema that is named."""
        return tuple(dict.fromkeys(name for _, schemas in self.schemas for name in schemas))


@dataclass(frozen=True, slots=True)
class Project:
    """What a project's configuration says; empty or None: nothing.

    Attributes:
        file: the configuration file, or None if there is none.
        schemas: schemas of the files in some folders, in front of `schema`.
        severities: code -> severity, or `off`.
        build: what `build` is told (see `puzanov_tei.project.settings`).
        severities_by_path: glob of files -> the same for these, in front of `severities`.
        columns: field of a record (`text`, `title`, `date` ...) -> the column of a table that holds it.
        site: what `export site` is told (see `exporters.site.settings`).
        text: TEI element -> what it is for the text of an export (`block`, `annotation` ...).
    """

    file: Path | None = None
    schema: tuple[str, ...] = ()
    schemas: ByPath = field(default_factory=ByPath)
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    catalog: tuple[Path, ...] = ()
    checks: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    phase: str = ""
    fail_on: str = ""
    jobs: int = 0
    timeout: float | None = None
    baseline: Path | None = None
    cache: Path | None = None
    authority: Path | None = None
    words: tuple[Path, ...] = ()
    decisions: Path | None = None
    form: str = ""
    severities: Mapping[str, str] = field(default_factory=dict)
    severities_by_path: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    site: Mapping[str, object] = field(default_factory=dict)
    build: Mapping[str, object] = field(default_factory=dict)

    def graded(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with the project's severities; those that it switched off are left out."""
        kept = []
        for finding in findings:
            wanted = self._severity(finding)
            if wanted is None:
                kept.append(finding)
            elif wanted != _OFF:
                kept.append(replace(finding, severity=Severity(wanted)))
        return kept

    def _severity(self, finding: Finding) -> str | None:
        """What the project makes of a finding: of its file, or else in general."""
        if self.severities_by_path and finding.location.file:
            path = self._below(Path(finding.location.file))
            for pattern, severities in self.severities_by_path.items():
                if fnmatch(path, pattern) and (level := _level(severities, finding)):
                    return level
        return _level(self.severities, finding)

    def excludes(self, path: Path) -> bool:
        """Whether the project leaves a file out."""
        if not self.exclude:
            return False
        relative = self._below(path)
        return any(fnmatch(relative, pattern) for pattern in self.exclude)

    def _below(self, path: Path) -> str:
        return below(path, self.file.parent if self.file else Path.cwd())


def _level(severities: Mapping[str, str], finding: Finding) -> str | None:
    """The severity of a finding: by its code or rule as it is, else by the first glob that fits."""
    exact = severities.get(finding.code) or severities.get(finding.rule)
    globs = (level for pattern, level in severities.items() if matches(finding, (pattern,)))
    return exact or next(globs, None)


def find(folder: Path) -> Project:
    """The configuration that holds in a folder: its own, or that of the nearest folder above.

    Raises:
        UsageError: the configuration is wrong; the message names the file and the key.
    """
    for place in (folder.resolve(), *folder.resolve().parents):
        own, shared = place / FILE, place / "pyproject.toml"
        if own.is_file():
            return read(own)
        if shared.is_file():
            table = _table(shared)
            if table is not None:
                return _project(shared, table)
    return Project()


def read(file: Path) -> Project:
    """Read a configuration file (`puzanov-tei.toml`, or a `pyproject.toml` with the table)."""
    return _project(file, _table(file) or {})


def _table(file: Path) -> Mapping[str, object] | None:
    """The configuration in a file; None if a `pyproject.toml` has none."""
    import tomllib

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot use the configuration {file}: {error}") from error
    if file.name != "pyproject.toml":
        return content
    table: Mapping[str, object] | None = content.get("tool", {}).get("puzanov-tei")
    return table


def _inner(table: Mapping[str, object], key: str) -> dict[str, object]:
    """A table in a table; `_KEYS` has said that it is one."""
    inner = table.get(key, {})
    return dict(inner) if isinstance(inner, dict) else {}


def _project(file: Path, table: Mapping[str, object]) -> Project:
    for key, value in table.items():
        if key not in _KEYS:
            raise UsageError(f"{file}: there is no key {key!r}. {did_you_mean(key, _KEYS, 'Keys')}")
        if not isinstance(value, _KEYS[key]) or isinstance(value, bool):
            raise UsageError(f"{file}: the value of {key} is of the wrong kind: {value!r}.")
    _require(file, str(table.get("required-version", "")))
    lists = {key: _strings(table.get(key, [])) for key in _LISTS}
    base = file.parent
    severities = _inner(table, "severity")
    by_path = {glob: table for glob, table in severities.items() if isinstance(table, dict)}
    schemas = _inner(table, "schemas")

    def path(key: str) -> Path | None:
        return base / str(table[key]) if key in table else None

    return Project(
        file=file,
        schema=tuple(_schema(base, name) for name in lists["schema"]),
        paths=tuple(_relative(base / name) for name in lists["paths"]),
        exclude=lists["exclude"],
        catalog=tuple(base / name for name in lists["catalog"]),
        checks=lists["checks"],
        indices=tuple(_relative(base / name) for name in lists["indices"]),
        words=tuple(base / name for name in lists["words"]),
        phase=str(table.get("phase", "")),
        fail_on=_one_of(file, "fail-on", str(table.get("fail-on", "")), ("", *Severity)),
        jobs=int(str(table.get("jobs", 0))),
        timeout=_seconds(file, table),
        baseline=path("baseline"),
        cache=path("cache"),
        authority=path("authority"),
        decisions=path("decisions"),
        form=str(table.get("format", "")),
        schemas=ByPath(
            base,
            tuple((glob, tuple(_schema(base, name) for name in _strings(names))) for glob, names in schemas.items()),
        ),
        severities=_severities(file, {code: level for code, level in severities.items() if code not in by_path}),
        severities_by_path={glob: _severities(file, table) for glob, table in by_path.items()},
        text={element: str(kind) for element, kind in _inner(table, "text").items()},
        columns={known: str(own) for known, own in _inner(table, "columns").items()},
        site=_inner(table, "site"),
        build=_inner(table, "build"),
    )


_CLAUSE = re.compile(r"\s*(==|!=|>=|<=|>|<)\s*(\d+(?:\.\d+)*)\s*\Z")
_COMPARED: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def _require(file: Path, wanted: str) -> None:
    """Refuse to go on if the project asks for another version of the program (`>=0.2,<1`)."""
    for clause in wanted.split(",") if wanted else ():
        match = _CLAUSE.match(clause)
        if match is None:
            raise UsageError(f"{file}: required-version is {wanted!r}; write it as '>=0.2' or '>=0.2,<1'.")
        if not _COMPARED[match[1]](_numbers(__version__), _numbers(match[2])):
            raise UsageError(
                f"{file}: the project asks for puzanov-tei {wanted}, this is {__version__}. "
                "Install one that fits (a wheel file, a checkout), or change required-version."
            )


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, without zeros at the end: 1.0 is 1."""
    numbers = [int(number) for number in re.findall(r"\d+", version)[:4]]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _seconds(file: Path, table: Mapping[str, object]) -> float | None:
    seconds = float(str(table["timeout"])) if "timeout" in table else None
    if seconds is not None and seconds < 0:
        raise UsageError(f"{file}: timeout is {table['timeout']}; it cannot be negative (0: no limit).")
    return seconds


def _strings(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value) if isinstance(value, list) else ()


def _schema(base: Path, name: str) -> str:
    """A schema file relative to the configuration; the name of a built-in schema as it is."""
    return name if re.fullmatch(r"\w+", name) else _relative(base / name)


def _relative(path: Path) -> str:
    """A path as a person in the current folder would write it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _severities(file: Path, table: object) -> dict[str, str]:
    if not isinstance(table, dict):
        return {}
    allowed = (*Severity, _OFF)
    return {str(code): _one_of(file, f"severity.{code}", str(value), allowed) for code, value in table.items()}


def _one_of(file: Path, key: str, value: str, allowed: Iterable[str]) -> str:
    names = [str(name) for name in allowed if name]
    if value and value not in names:
        raise UsageError(f"{file}: {key} is {value!r}; it can be {', '.join(names)}.")
    return value
