"""The grammar layer: the RELAX NG validator's findings."""

from __future__ import annotations

from puzanov_tei.findings import Finding
from puzanov_tei.relaxng.patterns import Grammar
from puzanov_tei.relaxng.validate import validate


def check(data: bytes, name: str, grammar: Grammar) -> list[Finding]:
    """Findings about a well-formed document by a grammar."""
    return list(validate(grammar, data, name))
