"""Persons, places and bodies in plain text, with offsets into the text as it was sent."""

from __future__ import annotations

import re
import threading
from typing import Any

from puzanov_tei.authority import Authority
from puzanov_tei.model import Kind, Mention
from puzanov_tei.pipeline import names_in

# As TEI Publisher calls them.
_TYPES = {Kind.PERSON: "person", Kind.PLACE: "place", Kind.ORG: "organization"}
_WHITE = re.compile(r"\s+")


class Recogniser:
    """The taggers with an authority; one text at a time, as they share what they have looked up."""

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._lock = threading.Lock()

    def entities(self, text: str) -> list[dict[str, Any]]:
        """The names in a text, in its order, none inside another.

        Each has `text`, `type` (person, place, organization) and `start`, in code points of the text as it is given;
        one that is linked has `properties` with the `key` of its record.
        """
        plain, offsets = _plain(text)
        if not plain.strip():
            return []
        with self._lock:
            mentions = names_in(plain, self._authority)
        made: list[dict[str, Any]] = []
        end = 0
        for mention in sorted(mentions, key=lambda m: (m.begin, -m.end)):
            if mention.kind in _TYPES and mention.begin >= end and mention.begin < mention.end:
                made.append(_entity(text, mention, offsets))
                end = mention.end
        return made


def _entity(text: str, mention: Mention, offsets: list[int]) -> dict[str, Any]:
    begin, end = offsets[mention.begin], offsets[mention.end - 1] + 1
    said: dict[str, Any] = {"text": text[begin:end], "type": _TYPES[mention.kind], "start": begin}
    return said | ({"properties": {"key": mention.ref}} if mention.ref else {})


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with single blanks for white space of any length, and the offset of each of its characters."""
    pieces, offsets, here = [], [], 0
    for white in _WHITE.finditer(text):
        pieces += [text[here : white.start()], " "]
        offsets += [*range(here, white.start()), white.start()]
        here = white.end()
    pieces.append(text[here:])
    offsets += range(here, len(text))
    return "".join(pieces), offsets
