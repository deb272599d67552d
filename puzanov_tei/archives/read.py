"""An archive described in a TOML file -> `Archive`. docs/archives.md explains every key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from puzanov_tei.archives.archive import Archive, bare
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.language import ENGLISH, Mark
from puzanov_tei.model import Publisher

# What a label may introduce.
FIELDS = (
    "title date citation summary credits language contents source archive type classification record_id rights "
    "authors sender receiver translators uploaded donors publisher places topics people subjects period url related "
    "furniture"
).split()
# What `{language}` stands for in a pattern.
_LANGUAGES = "(?:" + "|".join(word.title() for word in ENGLISH.valued(Mark.LANGUAGE)) + ")"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_TABLES: Mapping[str, tuple[str, ...]] = {
    "archive": ("id", "name", "home", "rights"),
    "addresses": ("hosts", "record", "canonical"),
    "page": ("names", "marks", "viewer", "viewer_end", "furniture", "furniture_patterns", "running", "sure"),
    "sentences": ("credits", "rights", "contents"),
    "front": (),
    "back": (),
    "lines": (),
}


def read(path: Path) -> Archive:
    """The archive that a file describes.

    Raises:
        UsageError: the file cannot be read, or is no description of an archive.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error.strerror).lower()
        raise UsageError(f"cannot read the archive {path}: {reason}.") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> Archive:
    """The archive that a TOML text describes.

    Args:
        name: of the file, for messages.

    Raises:
        UsageError: the text is no TOML, a key or field is unknown, a value has the wrong type, a pattern is none.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is no TOML: {error}.") from error
    description = _Description(tables, name)
    sure = description.list("page", "sure")
    front, back = description.fields("front"), description.fields("back")
    return Archive(
        publisher=Publisher(
            id=description.identifier(),
            name=description.string("archive", "name"),
            home=description.string("archive", "home"),
            rights=description.string("archive", "rights"),
        ),
        hosts=frozenset(host.lower() for host in description.list("addresses", "hosts")),
        record=description.pattern("addresses", "record", groups=1),
        address=description.string("addresses", "canonical"),
        names=description.list("page", "names"),
        marks=_bare(description.list("page", "marks")),
        viewer=_bare(description.list("page", "viewer")),
        viewer_end=bare(description.string("page", "viewer_end")),
        front={bare(label): name for label, name in front.items()},
        back={bare(label): name for label, name in back.items()},
        sure=_bare(sure),
        lines=description.fields("lines", patterns=True),
        furniture=_bare(description.list("page", "furniture")),
        patterns=description.patterns("page", "furniture_patterns"),
        running=description.patterns("page", "running"),
        credits=description.patterns("sentences", "credits"),
        rights=description.patterns("sentences", "rights"),
        contents=tuple(p.replace("{language}", _LANGUAGES) for p in description.patterns("sentences", "contents")),
    )


def _bare(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(bare(line) for line in lines)


class _Description:
    """The tables of the file, each value checked when it is asked for."""

    def __init__(self, tables: Mapping[str, object], name: str) -> None:
        self._name = name
        self._tables: dict[str, Mapping[str, object]] = {}
        for key, table in tables.items():
            if key not in _TABLES:
                raise self._wrong(f"[{key}] is no table of an archive. {did_you_mean(key, _TABLES, 'Tables')}")
            if not isinstance(table, dict):
                raise self._wrong(f"{key} has to be a table: write [{key}] and its keys below it")
            for inner in table if _TABLES[key] else ():
                if inner not in _TABLES[key]:
                    hint = did_you_mean(inner, _TABLES[key], "Keys")
                    raise self._wrong(f"[{key}] has no key {inner!r}. {hint}")
            self._tables[key] = table

    def _wrong(self, what: str) -> UsageError:
        return UsageError(f"{self._name}: {what.rstrip('.')}.")

    def string(self, table: str, key: str) -> str:
        value = self._tables.get(table, {}).get(key, "")
        if not isinstance(value, str):
            raise self._wrong(f"[{table}] {key} has to be a string")
        return value

    def list(self, table: str, key: str) -> tuple[str, ...]:
        value = self._tables.get(table, {}).get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._wrong(f"[{table}] {key} has to be a list of strings")
        return tuple(value)

    def identifier(self) -> str:
        value = self.string("archive", "id")
        if not _NAME.fullmatch(value):
            raise self._wrong("[archive] id has to be a name of letters, digits and hyphens, a letter first")
        return value

    def pattern(self, table: str, key: str, groups: int = 0) -> str:
        return self._checked(self.string(table, key), f"[{table}] {key}", groups)

    def patterns(self, table: str, key: str) -> tuple[str, ...]:
        return tuple(self._checked(value, f"[{table}] {key}", 0) for value in self.list(table, key))

    def _checked(self, pattern: str, where: str, groups: int) -> str:
        try:
            compiled = re.compile(pattern.replace("{language}", _LANGUAGES))
        except re.error as error:
            raise self._wrong(f"{where}: {pattern!r} is no regular expression ({error})") from error
        if pattern and compiled.groups < groups:
            raise self._wrong(f"{where}: {pattern!r} needs a group in round brackets for the value")
        return pattern

    def fields(self, table: str, *, patterns: bool = False) -> dict[str, str]:
        """A table of labels (or patterns) and the fields that they introduce."""
        fields: dict[str, str] = {}
        for key, name in self._tables.get(table, {}).items():
            if name not in FIELDS:
                raise self._wrong(
                    f"[{table}] {key!r}: {name!r} is no field. {did_you_mean(str(name), FIELDS, 'Fields')}"
                )
            fields[self._checked(key, f"[{table}]", 0) if patterns else key] = str(name)
        return fields
