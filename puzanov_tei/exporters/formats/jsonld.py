"""RDF as JSON-LD 1.1: documents, entities and mentions (see `triples` for the vocabularies)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.formats.rdf import DocumentGraph, render, resources
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.triples import PREFIXES, Iri, Resource, Value
from puzanov_tei.findings import Finding

__all__ = ["PER_DOCUMENT", "REGISTERS", "SUFFIX", "render", "write"]

SUFFIX = ".jsonld"
PER_DOCUMENT = False
REGISTERS = True


def write(parts: Iterable[DocumentGraph], output: Output, options: Options) -> Iterator[Finding]:
    """Write one object: `@context`, and `@graph` with a line for each resource."""
    context: dict[str, str] = dict(PREFIXES)
    if options.base:
        context["@base"] = options.base
    with output.open("documents.jsonld") as stream:
        stream.write(f'{{"@context": {json.dumps(context)},\n"@graph": ['.encode())
        for number, resource in enumerate(resources(parts)):
            line = json.dumps(_node(resource), ensure_ascii=False)
            stream.write((",\n" if number else "\n").encode() + line.encode("utf-8"))
        stream.write(b"\n]}\n")
    yield from ()


def _node(resource: Resource) -> dict[str, Any]:
    node: dict[str, Any] = {} if resource.id is None else {"@id": resource.id.value}
    node["@type"] = list(resource.types)
    for name, value in resource.properties:
        node.setdefault(name, []).append(_value(value))
    return node


def _value(value: Value) -> dict[str, Any]:
    if isinstance(value, Iri):
        return {"@id": value.value}
    if isinstance(value, Resource):
        return _node(value)
    known = {"@type": value.type, "@language": value.lang if not value.type else ""}
    return {"@value": value.value} | {name: said for name, said in known.items() if said}
