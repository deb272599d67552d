"""Which schemas a document names, in which of the ways there are.

`<?xml-model?>` (W3C, Associating Schemas with XML Documents 1.0), `<?oxygen?>`, `xsi:schemaLocation` and
`xsi:noNamespaceSchemaLocation` (XML Schema 1, 2.6.3), and, if there is none of these, `schemaRef` (Guidelines, 2.3.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from puzanov_tei.base.scan import Association, Facts

_PSEUDO = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_OXYGEN = {"RNGSchema": "relaxng", "SCHSchema": "schematron", "NVDLSchema": "NVDL"}
_BY_SUFFIX = {
    ".rng": "relaxng",
    ".rnc": "compact",
    ".sch": "schematron",
    ".isosch": "schematron",
    ".xsd": "XML Schema",
    ".odd": "ODD",
    ".nvdl": "NVDL",
    ".dtd": "DTD",
}
_BY_NAMESPACE = (
    ("relaxng.org/ns/structure", "relaxng"),
    ("purl.oclc.org/dsdl/schematron", "schematron"),
    ("ascc.net/xml/schematron", "schematron"),
    ("w3.org/2001/XMLSchema", "XML Schema"),
    ("dsdl/nvdl", "NVDL"),
    ("tei-c.org/ns", "ODD"),
)
_BY_TYPE = {
    "application/relax-ng-compact-syntax": "compact",
    "application/xml-dtd": "DTD",
    "application/tei+xml": "ODD",
}
USABLE = {"relaxng": ".rng", "compact": ".rnc", "schematron": ".sch", "XML Schema": ".xsd", "ODD": ".odd", "": ""}
"""Language of a schema -> the ending of its files; the empty language is known by the file itself."""


@dataclass(frozen=True, slots=True)
class NamedSchema:
    """A schema that a document names.

    Attributes:
        address: as it is written.
        language: a key of USABLE, or the name of a language that is not supported.
        phase: the Schematron phase that is asked for.
        source: what names it, see `Association.kind`.
    """

    address: str
    language: str
    phase: str
    source: str
    line: int
    column: int


def named(facts: Facts) -> list[NamedSchema]:
    """The schemas that a document names, in order; those of `schemaRef` only if there are no others."""
    schemas = [schema for model in facts.models for schema in _named(model)]
    return [schema for schema in schemas if schema.source != "schemaRef"] or schemas


def _named(model: Association) -> Iterator[NamedSchema]:
    place = model.kind, model.line, model.column
    if model.kind == "xml-model":
        values = _values(model.content)
        address = values.get("href", "")
        if address and values.get("type") != "text/css":
            yield NamedSchema(address, _language(values, address), values.get("phase", ""), *place)
    elif model.kind == "oxygen":
        values = _values(model.content)
        for key, language in _OXYGEN.items():
            if key in values:
                compact = language == "relaxng" and values.get("type") == "compact"
                yield NamedSchema(values[key], "compact" if compact else language, "", *place)
    elif model.kind == "schemaLocation":
        for address in model.content.split()[1::2]:
            yield NamedSchema(address, "XML Schema", "", *place)
    elif model.kind == "noNamespaceSchemaLocation":
        yield NamedSchema(model.content.strip(), "XML Schema", "", *place)
    elif model.content.strip():
        yield NamedSchema(model.content, _by_suffix(model.content), "", *place)


def _values(content: str) -> dict[str, str]:
    return {name: unescape(value[1:-1]) for name, value in _PSEUDO.findall(content)}


def _language(values: dict[str, str], address: str) -> str:
    """The language of the schema by `schematypens` and `type`, else by the ending of its address."""
    namespace, kind, suffix = values.get("schematypens", ""), values.get("type", ""), _by_suffix(address)
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    language = next((name for part, name in _BY_NAMESPACE if part in namespace), None)
    if namespace and language is None:
        return namespace
    if not namespace:
        return suffix
    return "compact" if language == "relaxng" and suffix == "compact" else language or ""


def _by_suffix(address: str) -> str:
    return _BY_SUFFIX.get(PurePosixPath(urlsplit(address).path).suffix.lower(), "")
