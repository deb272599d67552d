"""The whole pipeline for one ODD: parse -> resolve -> grammar, schematron."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from puzanov_tei.base.catalog import EMPTY, Catalog
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import source as sources
from puzanov_tei.odd.attributes import Attributes
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.grammar import GrammarBuilder
from puzanov_tei.odd.libraries import resolved
from puzanov_tei.odd.parse import OddReader, language_of
from puzanov_tei.odd.resolve import finding
from puzanov_tei.odd.schematron import to_schematron, worded
from puzanov_tei.odd.specs import (
    ClassSpec,
    Customization,
    ElementSpec,
    Item,
    MacroSpec,
    SchemaSpec,
    Spec,
    parse_origin,
)
from puzanov_tei.odd.tree import Tree, read_tree
from puzanov_tei.relaxng.patterns import Grammar
from puzanov_tei.relaxng.reading.legality import judged


@dataclass(frozen=True, slots=True)
class CompiledOdd:
    """What an ODD compiles to.

    Attributes:
        ident: the schema's identifier.
        grammar: its grammar; notes of what the customization itself declares have origin `file:line:column`.
        schema: the resolved specifications.
        findings: what does not fit, in file order.
        tree: the ODD file, for the guidelines.
        spec: the schemaSpec as its author wrote it.
        attributes: which attributes elements and classes have.
    """

    ident: str
    grammar: Grammar
    schema: Customization
    findings: tuple[Finding, ...]
    tree: Tree
    spec: SchemaSpec
    attributes: Attributes

    @property
    def items(self) -> tuple[Item, ...]:
        """What the schemaSpec asks for, in order."""
        return self.spec.items

    @property
    def changes(self) -> list[Spec]:
        """The specifications that the schemaSpec declares or changes, as written."""
        return [i for i in self.items if isinstance(i, (ElementSpec, ClassSpec, MacroSpec))]

    @property
    def source(self) -> str:
        """The source that the schemaSpec names."""
        return self.spec.source

    @property
    def rng(self) -> bytes:
        """The grammar as a RELAX NG file."""
        from puzanov_tei.relaxng.writing.xml import to_rng

        return to_rng(self.grammar)

    @property
    def rnc(self) -> str:
        """The grammar in the compact syntax of RELAX NG."""
        from puzanov_tei.relaxng.writing.compact import to_rnc

        return to_rnc(self.grammar)

    @property
    def schematron(self) -> bytes:
        """The rules as an ISO Schematron file."""
        return to_schematron(self.schema, self.attributes)

    @property
    def rules(self) -> dict[str, str]:
        """What each rule says, by its name."""
        return worded(self.schema, self.attributes)


def compile_odd(
    odd: Path | str | bytes, *, source: str | None = None, schema: str | None = None, catalog: Catalog = EMPTY
) -> CompiledOdd:
    """Compile an ODD.

    Args:
        odd: path of the file, or its bytes.
        source: where its specifications come from, over what the ODD itself says: a path, an address that
            was fetched, or `tei:VERSION`. By default the facts of TEI P5 that travel with the package.
        schema: identifier of the schemaSpec, if the ODD has several.
        catalog: where files of the net that it refers to are on this machine.

    Raises:
        SchemaError: the ODD, a file it includes or its source cannot be read, or it has no such schemaSpec.
    """
    tree = load(odd, catalog)
    return compile_schema(tree, schema_specs(tree, schema)[0], source, catalog)


def compile_schema(tree: Tree, spec: SchemaSpec, source: str | None = None, catalog: Catalog = EMPTY) -> CompiledOdd:
    """Compile one of the schemaSpecs of an ODD that was read; the rest as for `compile_odd`."""
    addresses = sources.Addresses(catalog)
    whole, findings = resolved(spec, source, addresses)
    builder = GrammarBuilder(whole, addresses)
    grammar = builder.build()
    illegal = _illegal(grammar, whole, builder.findings)
    problems = sorted({*_lost(tree), *findings, *builder.findings, *illegal}, key=lambda f: f.sort_key)
    return CompiledOdd(spec.ident, grammar, whole, tuple(problems), tree, spec, builder.attributes)


def _lost(tree: Tree) -> Iterator[Finding]:
    """Inclusions of the prose that could not be read: the schema does without them."""
    for message, where in tree.lost:
        hint = "Put the file there, or write an xi:fallback. The schema is compiled without it."
        yield finding("PZ201", where, message, hint, Severity.WARNING)


def _illegal(grammar: Grammar, schema: Customization, told: list[Finding]) -> Iterator[Finding]:
    """What makes the grammar illegal RELAX NG, so that nothing may be written; else what makes its IDs unsound.

    What was `told` at its place in the ODD is not told again.
    """
    illegal, unsound = judged(grammar)
    code, severity = ("PZ209", Severity.ERROR) if illegal else ("PZ216", Severity.WARNING)
    for name, message in illegal or unsound:
        if any(message in known.message for known in told if known.code == code):
            continue
        note = grammar.notes.get(name)
        ident = note.ident if note else name
        where = parse_origin(note.origin if note else "")
        yield finding(code, where if where.file else schema.origin, f"{ident}: {message}.", "", severity, ident)


def load(odd: Path | str | bytes, catalog: Catalog = EMPTY) -> Tree:
    """The tree of an ODD, positions known, inclusions expanded."""
    read = sources.Addresses(catalog).read
    if isinstance(odd, bytes):
        return read_tree(odd, "<odd>", read)
    return read_tree(read(str(odd)), str(odd), read)


def schema_specs(tree: Tree, ident: str | None = None) -> list[SchemaSpec]:
    """The schemaSpecs of an ODD, or the one that is named `ident`.

    Raises:
        SchemaError: there is none, or none of that name.
    """
    elements = list(tree.root.iter(TEI + "schemaSpec"))
    if not elements and any(True for _ in tree.root.iter("{*}schemaSpec")):
        raise SchemaError(f'the schemaSpec of {tree.name} is not in the namespace of TEI: write xmlns="{TEI[1:-1]}".')
    if not elements:
        raise SchemaError(f"{tree.name} has no schemaSpec: it is no ODD, or only a part of one.")
    if ident is not None:
        named = [e for e in elements if e.get("ident") == ident]
        known = [e.get("ident", "") for e in elements]
        if not named:
            hint = did_you_mean(ident, known) or f"It has: {', '.join(known)}."
            raise SchemaError(f"{tree.name} has no schemaSpec {ident!r}. {hint}")
        elements = named
    return [OddReader(tree, language_of(e)).schema(e) for e in elements]
