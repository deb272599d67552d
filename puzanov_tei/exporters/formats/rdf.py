"""RDF as Turtle: documents, entities and mentions (see `triples` for the vocabularies)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records import triples
from puzanov_tei.exporters.records.entities import Entity, entities
from puzanov_tei.exporters.records.kinds import DOCUMENT
from puzanov_tei.exporters.records.mentions import mentions
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.triples import PREFIXES, Iri, Literal, Resource, Value
from puzanov_tei.findings import Finding
from puzanov_tei.tei.read import Edition

SUFFIX = ".ttl"
PER_DOCUMENT = False
REGISTERS = True

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_RESERVED = re.compile(r'[\\"\n\r\t\x00-\x08\x0b\x0c\x0e-\x1f]')
_LANG = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """What one document says: the document with its mentions, and the entities of its lists."""

    resources: tuple[Resource, ...]
    entities: tuple[Entity, ...]


def render(edition: Edition, options: Options) -> DocumentGraph:
    """The resources of one document."""
    scene = Scene(edition, options)
    listed = tuple(entities(edition.root))
    if scene.kind != DOCUMENT:
        return DocumentGraph((), listed)
    mentioned = [triples.mention(scene.doc_id, m) for m in mentions(scene) if m.entity_id]
    return DocumentGraph((triples.document(scene.doc_id, scene.facts), *mentioned), listed)


def resources(parts: Iterable[DocumentGraph]) -> Iterator[Resource]:
    """All resources: each document with its mentions as it comes, then the entities by id."""
    known: dict[str, Entity] = {}
    for part in parts:
        for described in part.entities:
            known.setdefault(described.id, described)
        yield from part.resources
    for ident in sorted(known):
        yield triples.entity(known[ident])


def write(parts: Iterable[DocumentGraph], output: Output, options: Options) -> Iterator[Finding]:
    """Write Turtle."""
    with output.open("documents.ttl") as stream:
        head = [f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()]
        if options.base:
            head.insert(0, f"@base {_iri(Iri(options.base))} .\n")
        stream.write("".join(head).encode("utf-8"))
        for resource in resources(parts):
            assert resource.id is not None
            stream.write(f"\n{_iri(resource.id)} {_body(resource, '  ')} .\n".encode())
    yield from ()


def _body(resource: Resource, indent: str) -> str:
    said = [f"a {', '.join(resource.types)}"]
    said += [f"{name} {_value(value, indent + '  ')}" for name, value in resource.properties]
    return f" ;\n{indent}".join(said)


def _value(value: Value, indent: str) -> str:
    if isinstance(value, Iri):
        return _iri(value)
    if isinstance(value, Resource):
        return f"[ {_body(value, indent)} ]"
    return _literal(value)


def _iri(iri: Iri) -> str:
    return iri.value if iri.is_prefixed else f"<{iri.value}>"


def _literal(literal: Literal) -> str:
    text = _RESERVED.sub(lambda m: _ESCAPES.get(m.group(), f"\\u{ord(m.group()):04X}"), literal.value)
    if literal.type:
        return f'"{text}"^^{literal.type}'
    return f'"{text}"' + (f"@{literal.lang}" if _LANG.fullmatch(literal.lang) else "")
