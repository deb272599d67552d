"""What a project says about its site: the table `[site]` of its configuration.

```toml
[site]
title = "Journal of an embassy"
subtitle = "1957"
description = "What the site is, in a sentence."
url = "https://example.org/journal/"     # where it will stand: canonical addresses, sitemap
editor = "A. Editor"
publisher = "A University"
licence = "CC BY 4.0"                    # of the site itself; documents keep their own
licence-url = "https://creativecommons.org/licenses/by/4.0/"
footer = "Made with the help of ..."
language = "en"                          # of the interface, or a .toml file with its texts
start = "pages/start.md"                 # text of the first page
pages = ["pages/about.md"]               # further pages (Markdown); the first heading is the title
restricted = "list"                      # documents whose terms forbid it: list or publish
withhold = ["doc-12", "*-draft"]         # documents that are listed and not published, by id
pictures = "link"                        # facsimiles on other servers: link or show

[site.colours]                           # any of: accent, paper, ink; and the same with -dark
accent = "#7a2a20"

[site.words.site]                        # interface texts of your own
documents = "Letters"
```
Paths are relative to the configuration file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError
from puzanov_tei.exporters.records.values import is_web_address
from puzanov_tei.exporters.site.colours import BUILT_IN

LIST, PUBLISH = "list", "publish"
LINK, SHOW = "link", "show"
_CHOICES = {"restricted": (LIST, PUBLISH), "pictures": (LINK, SHOW)}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The site's own texts, colours and rules; the keys of `[site]` (see the module)."""

    title: str = ""
    subtitle: str = ""
    description: str = ""
    url: str = ""
    editor: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    footer: str = ""
    language: str = "en"
    start: Path | None = None
    pages: tuple[Path, ...] = ()
    restricted: str = LIST
    withhold: tuple[str, ...] = ()
    pictures: str = LINK
    colours: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)

    def withholds(self, doc_id: str) -> bool:
        """Whether the project wants a document listed and not published."""
        return any(fnmatch(doc_id, pattern) for pattern in self.withhold)


_KEYS = {f.name.replace("_", "-"): f.name for f in fields(SiteSettings)}


def settings(table: Mapping[str, Any], folder: Path) -> SiteSettings:
    """The settings in a table of the configuration; `folder` is where its paths begin.

    Raises:
        UsageError: a key is unknown or a value of the wrong kind; the message names it.
    """
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise UsageError(f"[site]: there is no key {key!r}. {did_you_mean(key, _KEYS, 'Keys')}")
        values[_KEYS[key]] = _value(key, value, folder)
    made = SiteSettings(**values)
    if made.url and not is_web_address(made.url):
        raise UsageError(f"[site]: url is {made.url!r}; it has to begin with https:// or http://.")
    return made


def _value(key: str, value: Any, folder: Path) -> Any:
    if key in ("colours", "words"):
        if not isinstance(value, dict):
            raise UsageError(f"[site]: {key} is a table of its own: [site.{key}].")
        return _colours(value) if key == "colours" else value
    if key in ("pages", "withhold"):
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            raise UsageError(f"[site]: {key} is a list of texts.")
        return tuple(folder / item for item in listed) if key == "pages" else tuple(listed)
    if not isinstance(value, str):
        raise UsageError(f"[site]: {key} is a text in quotation marks.")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise UsageError(f"[site]: {key} is {value!r}; it can be {' or '.join(_CHOICES[key])}.")
    if key == "url":
        return value.rstrip("/") + "/" if value else ""
    if key == "start":
        return folder / value
    return str(folder / value) if key == "language" and value.endswith(".toml") else value


def _colours(table: Mapping[str, Any]) -> dict[str, str]:
    for name, value in table.items():
        if name not in BUILT_IN:
            raise UsageError(f"[site.colours]: there is no colour {name!r}. {did_you_mean(name, BUILT_IN, 'Colours')}")
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise UsageError(f'[site.colours]: {name} is {value!r}; write it as "#7a2a20".')
    return dict(table)
