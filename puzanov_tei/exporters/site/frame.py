"""What all pages share: head, navigation, rights, foot. A page is rendered from its template and values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from puzanov_tei.exporters.page.reading import environment
from puzanov_tei.exporters.page.words import InterfaceWords
from puzanov_tei.exporters.site.folder import digest
from puzanov_tei.exporters.site.settings import SiteSettings

_PACKAGE = "puzanov_tei.exporters.site"
_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class PageLink:
    """A text and where it leads, from the root of the site."""

    text: str
    address: str


@dataclass(frozen=True)
class Frame:
    """The frame of every page.

    Attributes:
        program: digest of the program's own files: another program makes all pages anew.
        navigation: the pages that every page leads to.
    """

    settings: SiteSettings
    words: InterfaceWords
    program: str
    navigation: tuple[PageLink, ...]

    @property
    def title(self) -> str:
        """The name of the site."""
        return self.settings.title or self.words("site.untitled")

    @cached_property
    def _shared(self) -> str:
        return digest(self.program, self.settings, self.words.texts.items(), self.navigation)

    def key(self, *parts: object) -> str:
        """A digest of what a page is made from: the frame, and what is its own."""
        return digest(self._shared, *parts)

    def render(self, template: str, address: str, title: str, values: Mapping[str, Any]) -> bytes:
        """A page as it is written at `address`."""
        root = "../" * address.count("/")
        made = environment(_PACKAGE).get_template(template)
        shared = {
            "w": self.words,
            "own": str,
            "site": self.settings,
            "site_title": self.title,
            "navigation": self.navigation,
            "root": root,
            "address": address,
            "page_title": title,
            "canonical": self.settings.url + address if self.settings.url else "",
            "linked_data": "",
            "section": address.partition("/")[0],
        }
        return made.render({**shared, **values}).encode("utf-8")


def in_script(value: object) -> Markup:
    """A value as JSON that can stand inside a `script` element."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT))
