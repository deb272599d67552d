"""A project's configuration: `puzanov-tei.toml`, or `[tool.puzanov-tei]` in `pyproject.toml`.

```toml
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

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.validation.selection import matches

FILE = "puzanov-tei.toml"
_OFF = "off"
_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "schema": (str, list), "paths": (str, list), "exclude": (str, list), "catalog": (str, list), "phase": str,
    "fail-on": str, "jobs": int, "timeout": (int, float), "baseline": str, "cache": str, "format": str,
    "severity": dict, "authority": str, "decisions": str, "checks": (str, list), "text": dict, "columns": dict,
    "indices": (str, list), "words": (str, list), "site": dict, "build": dict,
}
_LISTS = ("schema", "paths", "exclude", "catalog", "checks", "indices", "words")


@dataclass(frozen=True, slots=True)
class Project:
    """What a project's configuration says; empty or None: nothing.

    Attributes:
        file: the configuration file, or None if there is none.
        severities: code -> severity, or `off`.
        build: what `build` is told (see `puzanov_tei.project.settings`).
        columns: field of a record (`text`, `title`, `date` ...) -> the column of a table that holds it.
        site: what `export site` is told (see `exporters.site.settings`).
        text: TEI element -> what it is for the text of an export (`block`, `annotation` ...).
    """

    file: Path | None = None
    schema: tuple[str, ...] = ()
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
        """What the project makes of a finding: by its code or rule as it is, else by the first glob that fits."""
        exact = self.severities.get(finding.code) or self.severities.get(finding.rule)
        globs = (level for pattern, level in self.severities.items() if matches(finding, (pattern,)))
        return exact or next(globs, None)

    def excludes(self, path: Path) -> bool:
        """Whether the project leaves a file out."""
        root = self.file.parent.resolve() if self.file else Path.cwd()
        try:
            relative = (path.parent.resolve() / path.name).relative_to(root).as_posix()
        except ValueError:
            relative = path.as_posix()
        return any(fnmatch(relative, pattern) for pattern in self.exclude)


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


def _project(file: Path, table: Mapping[str, object]) -> Project:
    for key, value in table.items():
        if key not in _KEYS:
            raise UsageError(f"{file}: there is no key {key!r}. {did_you_mean(key, _KEYS, 'Keys')}")
        if not isinstance(value, _KEYS[key]) or isinstance(value, bool):
            raise UsageError(f"{file}: the value of {key} is of the wrong kind: {value!r}.")
    lists = {key: _strings(table.get(key, [])) for key in _LISTS}
    base = file.parent

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
        severities=_severities(file, table.get("severity", {})),
        text={element: str(kind) for element, kind in dict(table.get("text", {})).items()},  # type: ignore[call-overload]
        columns={known: str(own) for known, own in dict(table.get("columns", {})).items()},  # type: ignore[call-overload]
        site=dict(table.get("site", {})),  # type: ignore[call-overload]
        build=dict(table.get("build", {})),  # type: ignore[call-overload]
    )


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
