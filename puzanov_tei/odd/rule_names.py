"""What the rules of a schema name and it does not have: elements, attributes, values, rules and patterns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from puzanov_tei.base.names import XML_NS
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.expressions import Expression, NamedAttribute, NamedElement, Selected
from puzanov_tei.odd.resolve import finding
from puzanov_tei.odd.schematron import SCH
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.diagnosis.directory import Directory, literals
from puzanov_tei.relaxng.engine.names import expanded
from puzanov_tei.relaxng.engine.nodes import ElementDefinition
from puzanov_tei.relaxng.validate import compile_grammar

_EXPRESSIONS = ("context", "test", "select", "value", "path", "subject")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A constraint with what it belongs to (`note`, `att.typed`) and the patterns that it becomes."""

    constraint: s.ConstraintSpec
    owner: str
    patterns: list[etree._Element]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What rules are judged by: the schema, its grammar, the prefixes of the rules, and the file whose rules were
    written for this schema; those of a source, or of a file that several ODDs share, may name what it does not have."""

    schema: s.Customization
    grammar: p.Grammar
    namespaces: Mapping[str, str]
    author: str

    def wrote(self, one: RuleSet) -> bool:
        """Whether a rule is the author's own, and the schema known to the last name."""
        return one.constraint.origin.file == self.author and not self.schema.grammars

    def expanded(self, name: str) -> tuple[str, str]:
        """Namespace and local name of a name as written."""
        prefix, _, local = name.rpartition(":")
        return (XML_NS if prefix == "xml" else self.namespaces.get(prefix, "") if prefix else ""), local


def _readings(patterns: Iterable[etree._Element], namespaces: Mapping[str, str]) -> Iterator[Expression]:
    """Every expression of the patterns, those in a rule for the elements that the rule is about."""
    for pattern in patterns:
        for element in pattern.iter(etree.Element):
            rule = next(element.iterancestors(SCH + "rule"), None)
            context = None if rule is None else Expression(rule.get("context", ""), namespaces).selected
            for key in _EXPRESSIONS:
                if element.get(key):
                    yield Expression(element.get(key, ""), namespaces, context)


def elements_named(rules: Iterable[RuleSet], spoken: Spoken) -> Iterator[Finding]:
    """Names of elements that are in no namespace, and in the author's file those that the schema does not have.

    An element of TEI that was left out may be named in conditions and as one of several; where it is a step of a
    context or of a test that is a path, nothing can ever be selected.
    """
    schema, namespaces = spoken.schema, spoken.namespaces
    elements = {(schema.namespace(e), e.alt or e.ident) for e in schema.elements}
    own = {uri for uri, _ in elements}
    names = {local for _, local in elements}
    for one in rules:
        told: set[str] = set()
        for named in (n for reading in _readings(one.patterns, namespaces) for n in reading.elements):
            uri, local = spoken.expanded(named.name)
            if named.name in told or (uri, local) in elements:
                continue
            if named.name == local and local in names:
                meant = next((prefix for prefix, known in namespaces.items() if (known, local) in elements), "tei")
                yield _without_prefix(one, local, meant)
            elif spoken.wrote(one) and uri in own and (named.step or local not in schema.known):
                yield _absent(one, schema, named.name, [known for ns, known in elements if ns == uri])
            else:
                continue
            told.add(named.name)


def _without_prefix(one: RuleSet, name: str, meant: str) -> Finding:
    message = f"{_rule(one)} names {name} without a prefix: an element in no namespace, which the schema does not have."
    return _about(one, message, f"Write {meant}:{name}.")


def _absent(one: RuleSet, schema: s.Customization, name: str, there: list[str]) -> Finding:
    """The schema has no such element: it was left out, or the name is a slip."""
    local = name.rpartition(":")[2]
    meant = "" if local in schema.known else did_you_mean(local, there)
    hint = meant or f"Include {local}, or drop what the rule says of it."
    severity = Severity.ERROR if meant else Severity.WARNING
    return _about(one, f"{_rule(one)} names {name}, which the schema does not have.", hint, severity)


def never_met(rules: Iterable[RuleSet], spoken: Spoken) -> Iterator[Finding]:
    """What the author's rules ask for and no valid document has: attributes that an element does not take, values that
    are not in a closed list, children that an element cannot have."""
    rules = [one for one in rules if spoken.wrote(one)]
    if not rules:
        return
    try:
        judge = _Judge(Directory.of(compile_grammar(spoken.grammar)), spoken)
    except SchemaError:  # the grammar is illegal, which is told elsewhere
        return
    for one in rules:
        told: set[str] = set()
        for reading in _readings(one.patterns, spoken.namespaces):
            problems = [*map(judge.attribute, reading.attributes), *map(judge.child, reading.elements)]
            for message, hint in filter(None, problems):
                if message not in told:
                    yield _about(one, f"{_rule(one)} {message}", hint)
                told.add(message)


class _Judge:
    """Says of a name in a rule why no valid document has it, and what to do about it."""

    def __init__(self, directory: Directory, spoken: Spoken) -> None:
        self.directory = directory
        self.spoken = spoken

    def _key(self, name: str) -> str:
        return expanded(*self.spoken.expanded(name))

    def _definitions(self, names: Selected) -> list[ElementDefinition]:
        """The definitions of elements; none if one of them has none, or they may be any."""
        each = [self.directory.elements.get(self._key(name), ()) for name in names or ()]
        return [definition for definitions in each for definition in definitions] if all(each) else []

    def attribute(self, named: NamedAttribute) -> tuple[str, str] | None:
        """An attribute that none of its elements takes, or that none of them takes with these values."""
        key = self._key(named.name)
        if named.owners is None:
            if ":" in named.name.removeprefix("xml:") or key in self.directory.bearers:
                return None
            known = map(self.directory.label, self.directory.bearers)
            hint = did_you_mean(named.name, known) or f"Declare {named.name}, or drop what the rule says of it."
            return f"names @{named.name}, which no element of the schema has.", hint
        definitions = self._definitions(named.owners)
        if not definitions or any(map(self.directory.takes_any_attribute, definitions)):
            return None
        there = [self.directory.attributes(definition) for definition in definitions]
        owners = _some(named.owners)
        if not any(key in attributes for attributes in there):
            meant = did_you_mean(named.name, {self.directory.label(name) for names in there for name in names})
            hint = meant or f"Declare the attribute on {owners}, or drop what the rule says of it."
            return f"names @{named.name} on {owners}, where the schema does not have it.", hint
        listed = [literals(attributes[key]) for attributes in there if key in attributes]
        for value in named.values if all(listed) else ():
            if not any(value in values for values in listed):
                values = sorted({value for values in listed for value in values})
                hint = did_you_mean(value, values) or f"It has: {', '.join(values)}."
                return f"compares @{named.name} of {owners} with {value!r}, which is not in its closed list.", hint
        return None

    def child(self, named: NamedElement) -> tuple[str, str] | None:
        """A step to an element that none of the elements before it can contain."""
        definitions = self._definitions(named.parents) if named.step else []
        key = self._key(named.name)
        if not definitions or key not in self.directory.elements:
            return None
        if any(key in self.directory.within(d) or self.directory.holds_any_element(d) for d in definitions):
            return None
        message = f"looks for {named.name} directly in {_some(named.parents)}, which cannot contain it."
        return message, f"Write // for a descendant, or name where {named.name} stands."


def _some(names: Selected) -> str:
    """Names of elements in a few words."""
    words = sorted(names or ())
    return ", ".join(words) if len(words) < 4 else f"{', '.join(words[:3])} and {len(words) - 3} more"


def _rule(one: RuleSet) -> str:
    return f"the rule {one.constraint.ident}"


def _about(one: RuleSet, message: str, hint: str, severity: Severity = Severity.WARNING) -> Finding:
    about = one.owner or one.constraint.ident
    return finding("PZ213", one.constraint.origin, message, hint, severity, about)


def references(rules: Iterable[RuleSet], every: Iterable[s.ConstraintSpec]) -> Iterator[Finding]:
    """What a rule refers to and none of `every` constraint declares (ISO/IEC 19757-3)."""
    bodies = [body for constraint in every for body in constraint.bodies]
    kinds = ("rule", "pattern", "diagnostic", "property")
    there = {name: {e.get("id", "") for body in bodies for e in body.iter(f"{{*}}{name}")} for name in kinds}
    for one in rules:
        for kind, target in _built_on(one.constraint.bodies):
            if target not in there[kind]:
                message = f"{_rule(one)} builds on the {kind} {target!r}, which nobody declares."
                hint = did_you_mean(target, there[kind] - {""}) or f"Declare it: a {kind} with this id."
                yield _about(one, message, hint, Severity.ERROR)


# Element, its attribute, and the kind of what the attribute names by its id.
_REFERENCES = (
    ("pattern", "is-a", "pattern"), ("active", "pattern", "pattern"), ("extends", "rule", "rule"),
    ("assert", "diagnostics", "diagnostic"), ("report", "diagnostics", "diagnostic"),
    ("assert", "properties", "property"), ("report", "properties", "property"),
)  # fmt: skip


def _built_on(bodies: Iterable[etree._Element]) -> Iterator[tuple[str, str]]:
    """Kind and id of what rules refer to."""
    for body in bodies:
        for name, attribute, kind in _REFERENCES:
            for element in body.iter(SCH + name):
                yield from ((kind, target) for target in element.get(attribute, "").split())
