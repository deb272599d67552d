"""The grammar layer: the RELAX NG validator's findings."""

from __future__ import annotations

from puzanov_tei.findings import Finding
from puzanov_tei.relaxng.schema import Schema
from puzanov_tei.relaxng.validate import validate


def check(data: bytes, name: str, schema: Schema) -> list[Finding]:
    """Findings about a well-formed document by a grammar that is ready to validate with."""
    return list(validate(schema, data, name))
