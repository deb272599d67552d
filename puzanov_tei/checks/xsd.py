"""Validation against a W3C XML Schema, by the library xmlschema (imported only when an XSD is named).

A second opinion: slower than the RELAX NG validator, with the library's own messages.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from puzanov_tei.base.locate import locate
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding, Location, Severity

CODES = {
    "PZ190": (
        "The document does not follow the XML Schema",
        "The message is that of the XML Schema processor. Against RELAX NG or an ODD, the validator says more "
        "exactly what was expected.",
    ),
}
MAX_ERRORS = 1000


def check(data: bytes, name: str, path: Path) -> list[Finding]:
    """Findings about a well-formed document by the XSD in `path`.

    Raises:
        SchemaError: the XSD cannot be used.
    """
    schema = _schema(str(path), path.stat().st_mtime_ns)
    root = etree.fromstring(data, etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False))
    errors = []
    for error in schema.iter_errors(root):
        errors.append(error)
        if len(errors) >= MAX_ERRORS:
            break
    ways = [_way(error.elem) for error in errors]
    places = locate(data, set(ways))
    findings = []
    for error, way in zip(errors, ways, strict=True):
        place = places.get(way)
        line, column = (place.line, place.column) if place else (1, 1)
        reason = " ".join((error.reason or error.message or "not valid").split())
        findings.append(
            Finding(
                "PZ190",
                Severity.ERROR,
                reason[:400].rstrip(".") + ".",
                "",
                Location(name, line, column),
                place.xpath if place else "",
                place.xml_id if place else "",
                rule_origin=path.name,
            )
        )
    return findings


def _way(element: etree._Element | None) -> str:
    """The positions of an element and its ancestors: `1/2/5`."""
    steps: list[str] = []
    while element is not None:
        parent = element.getparent()
        position = 1 if parent is None else [e for e in parent if isinstance(e.tag, str)].index(element) + 1
        steps.append(str(position))
        element = parent
    return "/".join(reversed(steps)) or "1"


@lru_cache(maxsize=4)
def _schema(file: str, _changed: int) -> Any:
    import xmlschema

    try:
        return xmlschema.XMLSchema(file, allow="local", defuse="always")
    except Exception as error:  # the library's errors share no base class with those of its parsers
        message = " ".join(str(error).split())
        raise SchemaError(f"{file} cannot be used as an XML Schema: {message[:300]}") from error
