"""The whole pipeline for one ODD: parse -> resolve -> grammar, schematron."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding
from puzanov_tei.odd import p5, source
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.grammar import GrammarBuilder
from puzanov_tei.odd.parse import XML_LANG, Reader
from puzanov_tei.odd.resolve import Resolver, near
from puzanov_tei.odd.schematron import to_schematron
from puzanov_tei.odd.specs import Library, Schema, SchemaSpec
from puzanov_tei.odd.tree import Tree, read_tree
from puzanov_tei.relaxng.patterns import Grammar


@dataclass(frozen=True, slots=True)
class CompiledOdd:
    """What an ODD compiles to.

    Attributes:
        ident: the schema's identifier.
        grammar: its grammar; notes of what the customization itself declares have origin `file:line:column`.
        schema: the resolved specifications.
        findings: what does not fit, in file order.
        tree: the ODD file, for the guidelines.
    """

    ident: str
    grammar: Grammar
    schema: Schema
    findings: tuple[Finding, ...]
    tree: Tree

    @property
    def schematron(self) -> bytes:
        """The rules as an ISO Schematron file."""
        return to_schematron(self.schema)


def compile_odd(odd: Path | str | bytes, *, source: str | None = None, schema: str | None = None) -> CompiledOdd:
    """Compile an ODD.

    Args:
        odd: path of the file, or its bytes.
        source: where its specifications come from, over what the ODD itself says: a path, an address that
            was fetched, or `tei:VERSION`. By default the facts of TEI P5 that travel with the package.
        schema: identifier of the schemaSpec, if the ODD has several.

    Raises:
        SchemaError: the ODD, a file it includes or its source cannot be read, or it has no such schemaSpec.
    """
    tree = load(odd)
    spec = schema_specs(tree, schema)[0]
    libraries = _Libraries(tree.name, source)
    resolver = Resolver(spec, libraries)
    resolved = resolver.run()
    builder = GrammarBuilder(resolved)
    grammar = builder.build()
    findings = sorted({*resolver.findings, *builder.findings}, key=lambda f: f.sort_key)
    return CompiledOdd(spec.ident, grammar, resolved, tuple(findings), tree)


def load(odd: Path | str | bytes) -> Tree:
    """The tree of an ODD, positions known, inclusions expanded."""
    if isinstance(odd, bytes):
        return read_tree(odd, "<odd>", source.read_address)
    return read_tree(source.read_address(str(odd)), str(odd), source.read_address)


def schema_specs(tree: Tree, ident: str | None = None) -> list[SchemaSpec]:
    """The schemaSpecs of an ODD, or the one that is named `ident`.

    Raises:
        SchemaError: there is none, or none of that name.
    """
    elements = [e for e in tree.root.iter(TEI + "schemaSpec")]
    if not elements:
        raise SchemaError(f"{tree.name} has no schemaSpec: it is no ODD, or only a part of one.")
    if ident is not None:
        named = [e for e in elements if e.get("ident") == ident]
        known = [e.get("ident", "") for e in elements]
        if not named:
            hint = near(ident, known) or f"It has: {', '.join(known)}."
            raise SchemaError(f"{tree.name} has no schemaSpec {ident!r}. {hint}")
        elements = named
    return [Reader(tree, _language(e)).schema(e) for e in elements]


def _language(element: etree._Element) -> str:
    for name in ("docLang", "targetLang"):
        if element.get(name):
            return element.get(name, "").split()[0]
    at: etree._Element | None = element
    while at is not None:
        if at.get(XML_LANG):
            return at.get(XML_LANG, "en")
        at = at.getparent()
    return "en"


class _Libraries:
    """Finds the library that a source attribute names; each is read once."""

    def __init__(self, base: str, override: str | None) -> None:
        self.base = base
        self.override = override
        self.find = functools.cache(self._find)

    def __call__(self, address: str) -> Library:
        return self.find(self.override or address)

    def _find(self, address: str) -> Library:
        if not address or address.startswith("tei:"):
            return p5.tei_p5()
        return source.library_of(source.read_address(address), address)
