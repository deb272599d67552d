"""What the rules of a schema name: elements that it does not have, and rules and patterns that nobody declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.expressions import NamedElement, element_names
from puzanov_tei.odd.resolve import finding
from puzanov_tei.odd.schematron import SCH

_EXPRESSIONS = ("context", "test", "select", "value", "path", "subject")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A constraint with what it belongs to (`note`, `att.typed`) and the patterns that it becomes."""

    constraint: s.ConstraintSpec
    owner: str
    patterns: list[etree._Element]


def elements_named(
    schema: s.Customization, rules: Iterable[RuleSet], spoken: Mapping[str, str], author: str
) -> Iterator[Finding]:
    """Names of elements that are in no namespace, and in the file `author` those that the schema does not have.

    An element of TEI that was left out may be named in conditions and as one of several; where it is a step of a
    context or of a test that is a path, nothing can ever be selected.
    """
    elements = {(e.alt or e.ident, schema.ns if e.ns is None else e.ns): e for e in _elements(schema)}
    own = {uri for _, uri in elements}
    names = {name for name, _ in elements}
    for one in rules:
        told: set[tuple[str, str]] = set()
        written = one.constraint.origin.file == author and not schema.grammars
        for named in _named(one.patterns, spoken):
            uri = spoken.get(named.prefix, "")
            if (named.prefix, named.name) in told or (named.name, uri) in elements:
                continue
            if not named.prefix and named.name in names:
                meant = next((p for p, known in spoken.items() if (named.name, known) in elements), "tei")
                yield _without_prefix(one, named.name, meant)
            elif written and uri in own and (named.step or named.name not in schema.known):
                yield _absent(
                    one, schema, f"{named.prefix}:{named.name}", [known for known, ns in elements if ns == uri]
                )
            else:
                continue
            told.add((named.prefix, named.name))


def _elements(schema: s.Customization) -> Iterator[s.ElementSpec]:
    return (spec for spec in schema.specs.values() if isinstance(spec, s.ElementSpec))


def _named(patterns: Iterable[etree._Element], spoken: Mapping[str, str]) -> Iterator[NamedElement]:
    for pattern in patterns:
        for element in pattern.iter(etree.Element):
            for key in _EXPRESSIONS:
                yield from element_names(element.get(key, ""), spoken)


def _without_prefix(one: RuleSet, name: str, meant: str) -> Finding:
    message = (
        f"the rule {one.constraint.ident} names {name} without a prefix: an element in no namespace, "
        "which the schema does not have."
    )
    about = one.owner or one.constraint.ident
    return finding("PZ213", one.constraint.origin, message, f"Write {meant}:{name}.", Severity.WARNING, about)


def _absent(one: RuleSet, schema: s.Customization, name: str, there: list[str]) -> Finding:
    """The schema has no such element: it was left out, or the name is a slip."""
    local = name.partition(":")[2]
    message = f"the rule {one.constraint.ident} names {name}, which the schema does not have."
    meant = "" if local in schema.known else did_you_mean(local, there)
    hint = meant or f"Include {local}, or drop what the rule says of it."
    severity = Severity.ERROR if meant else Severity.WARNING
    return finding("PZ213", one.constraint.origin, message, hint, severity, one.owner or one.constraint.ident)


def references(rules: Iterable[RuleSet], every: Iterable[s.ConstraintSpec]) -> Iterator[Finding]:
    """Abstract rules and patterns that a rule builds on and none of `every` constraint declares (ISO/IEC 19757-3)."""
    bodies = [body for constraint in every for body in constraint.bodies]
    there = {
        name: {e.get("id", "") for body in bodies for e in body.iter(f"{{*}}{name}")} for name in ("rule", "pattern")
    }
    for one in rules:
        for kind, target in _built_on(one.patterns):
            if target not in there[kind]:
                message = f"the rule {one.constraint.ident} builds on the {kind} {target!r}, which nobody declares."
                hint = did_you_mean(target, there[kind] - {""}) or f"Declare it: an abstract {kind} with this id."
                about = one.owner or one.constraint.ident
                yield finding("PZ213", one.constraint.origin, message, hint, rule=about)


def _built_on(patterns: Iterable[etree._Element]) -> Iterator[tuple[str, str]]:
    """Kind and id of what rules and patterns extend."""
    for pattern in patterns:
        if pattern.get("is-a"):
            yield "pattern", pattern.get("is-a", "")
        for extends in pattern.iter(SCH + "extends"):
            if extends.get("rule"):
                yield "rule", extends.get("rule", "")
