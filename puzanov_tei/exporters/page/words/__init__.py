"""The words of the interface as data: one TOML file a language, `en.toml` the one that is complete."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError

_FOLDER = files("puzanov_tei.exporters.page.words")


@dataclass(frozen=True, slots=True)
class InterfaceWords:
    """Interface texts by key (`page.notes`), in one language.

    Attributes:
        lang: the language (BCP 47).
        missing: keys that the language's file does not have; they are English.
    """

    lang: str
    texts: Mapping[str, str]
    missing: tuple[str, ...] = ()

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with values put in for `{names}`."""
        text = self.texts[key]
        return text.format(**values) if values else text

    def __contains__(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts

    def date(self, value: str) -> str:
        """A date of ISO 8601 (`1957`, `1957-05`, `1957-05-15`) as one writes it; anything else as it is."""
        year, _, rest = value.partition("T")[0].partition("-")
        month, _, day = rest.partition("-")
        if not year.isdecimal() or (month and not month.isdecimal()) or (day and not day.isdecimal()):
            return value
        if not month:
            return year
        name = self.months[int(month) - 1] if 0 < int(month) <= 12 else month
        if not day:
            return self("date.month", month=name, year=year)
        return self("date.day", day=int(day), month=name, year=year)

    def interval(self, value: str) -> str:
        """A date, or an interval as `1957-05/1957-06`, with open ends as `..`."""
        begin, sign, end = value.partition("/")
        if not sign:
            return self.date(value)
        if begin in ("", ".."):
            return self("date.before", date=self.date(end))
        if end in ("", ".."):
            return self("date.after", date=self.date(begin))
        return self("date.between", begin=self.date(begin), end=self.date(end))

    @property
    def months(self) -> list[str]:
        """The names of the months."""
        return self("date.months").split()

    @property
    def weekdays(self) -> list[str]:
        """Short names of the days of the week, Monday first."""
        return self("date.weekdays").split()


@cache
def english() -> InterfaceWords:
    """The built-in texts."""
    texts = tomllib.loads((_FOLDER / "en.toml").read_text(encoding="utf-8"))
    return InterfaceWords("en", MappingProxyType(dict(_flat(texts))))


def built_in() -> list[str]:
    """The languages that come with the program."""
    return sorted(entry.name.removesuffix(".toml") for entry in _FOLDER.iterdir() if entry.name.endswith(".toml"))


def words(language: str, own: Mapping[str, Any] = MappingProxyType({})) -> InterfaceWords:
    """The texts of a language, or of a TOML file; `own` replaces some of them.

    Raises:
        UsageError: there is no such language or file, or a key is unknown.
    """
    base = english()
    if language in built_in():
        text = (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")
        lang, said = language, dict(_flat(tomllib.loads(text)))
    elif language.endswith(".toml"):
        lang, said = _file(Path(language))
    else:
        hint = did_you_mean(language, built_in(), "Languages")
        raise UsageError(f"there are no interface texts in {language!r}. {hint} Or name a .toml file with them.")
    said |= dict(_flat(own))
    for key, value in said.items():
        if key not in base.texts:
            raise UsageError(f"interface texts: there is no key {key!r}. {did_you_mean(key, base.texts, 'Keys')}")
        _check(key, value, base.texts[key])
    missing = tuple(sorted(set(base.texts) - set(said))) if lang != "en" else ()
    return InterfaceWords(lang, {**base.texts, **said}, missing)


def _file(path: Path) -> tuple[str, dict[str, str]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot read the interface texts {path}: {error}") from error
    return str(content.pop("language", path.stem)), dict(_flat(content))


def _check(key: str, value: str, model: str) -> None:
    """A text may only use the values that its English one has.

    Raises:
        UsageError: it uses another, or a brace is not closed.
    """
    known = dict.fromkeys((part.partition("}")[0] for part in model.split("{")[1:]), "")
    try:
        value.format(**known)
    except (KeyError, IndexError, ValueError) as error:
        allowed = ", ".join(f"{{{name}}}" for name in known) or "none"
        raise UsageError(f"interface texts: {key} has no value for {error}. Values: {allowed}.") from error


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)
