"""Every code that the validator can print, with its title and rationale, for `explain` and for reports."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from puzanov_tei.checks import CHECKS, xsd
from puzanov_tei.marks import problems
from puzanov_tei.odd import codes as odd
from puzanov_tei.relaxng import codes as relaxng
from puzanov_tei.schematron import run as rules
from puzanov_tei.validation import across, fates, inclusion, own, selection
from puzanov_tei.validation.own import Code

_SHORT = 60
"""A rationale that is shorter than this is given with its title."""
Table = Mapping[str, str | tuple[str, str]]
"""Code -> title and rationale, or one text that begins with its title."""


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """All codes of the validator, in order."""
    codes: dict[str, Code] = {}
    ours = (relaxng, odd, rules, xsd, fates, across, inclusion, selection, problems)
    for table in (module.CODES for module in ours):
        codes |= described(table)
    for name in CHECKS.names():
        codes |= described(CHECKS.load(name).CODES)
    codes |= own.rules()
    return dict(sorted(codes.items()))


def described(table: Table) -> dict[str, Code]:
    """The codes of a table that a room keeps beside what yields them."""
    codes = {}
    for code, entry in table.items():
        title, rationale = entry if isinstance(entry, tuple) else _split(entry)
        codes[code] = Code(code, title, rationale)
    return codes


def _split(text: str) -> tuple[str, str]:
    """Title and rationale of a text: its first sentence, and the rest (or all of it)."""
    title, _, rest = text.partition(". ")
    return title.rstrip("."), rest if len(rest) > _SHORT else text
