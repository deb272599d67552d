"""Whether a name is that of a body or of a person."""

from __future__ import annotations

import re

from puzanov_tei.language.marks import Mark
from puzanov_tei.language.use import in_use

_TOKEN = re.compile(r"[^\W\d_][\w'’.-]*")
_BODIES = (Mark.ORGANISATION, Mark.EMBASSY, Mark.BODY, Mark.INSTITUTION, Mark.UNIT)


def names_body(name: str) -> bool:
    """Whether a name is that of a body (a ministry, an embassy), by the words for bodies in it."""
    words = in_use()
    return any(not words[word.lower().rstrip(".")].isdisjoint(_BODIES) for word in _TOKEN.findall(name))


def names_office(name: str) -> bool:
    """Whether a name is that of an office, with what it is for: `Secretary of State`; no person has `of` in his."""
    words = in_use()
    tokens = [word.lower().rstrip(".") for word in _TOKEN.findall(name)]
    return "of" in tokens[1:-1] and any(Mark.OFFICE in words[word] for word in tokens[: tokens.index("of")])
