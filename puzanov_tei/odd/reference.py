"""What the guidelines list about a schema: elements, attributes, values and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from puzanov_tei.odd import specs as s
from puzanov_tei.odd.attributes import Attributes, Inherited
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.documentation import ModelEntry, in_language, line, models
from puzanov_tei.odd.schematron import SCH, SCHEMATRON, rules
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.walk import references_in


@dataclass(frozen=True, slots=True)
class ValueEntry:
    """A value and what it means."""

    name: str
    gloss: str


@dataclass(frozen=True, slots=True)
class AttributeEntry:
    """An attribute of an element or class as a reader needs it."""

    name: str
    required: bool
    gloss: str
    datatype: str
    values: tuple[ValueEntry, ...]
    closed: bool
    default: str
    remarks: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ElementEntry:
    """An element: what it is for, where it stands, what it holds."""

    name: str
    ident: str
    module: str
    gloss: str
    changed: bool
    content: tuple[str, ...]
    text: bool
    parents: tuple[str, ...]
    own: tuple[AttributeEntry, ...]
    inherited: tuple[str, ...]
    through: tuple[str, ...]
    memberships: tuple[str, ...]
    deprecated: str
    origin: str
    remarks: tuple[Any, ...]
    examples: tuple[Any, ...]
    models: tuple[ModelEntry, ...]


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A class or macro: its attributes, or the elements in it and the elements that make use of it."""

    name: str
    gloss: str
    attributes: tuple[AttributeEntry, ...]
    members: tuple[str, ...]
    used_by: tuple[str, ...]
    origin: str
    remarks: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class AssertionEntry:
    """One test of a rule: its code, severity, sentence and remedy."""

    code: str
    severity: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A constraint: why it is there, where it applies, what it tests."""

    ident: str
    owner: str
    rationale: str
    contexts: tuple[str, ...]
    assertions: tuple[AssertionEntry, ...]
    origin: str


def elements(odd: CompiledOdd, language: str) -> list[ElementEntry]:
    """All elements of the grammar, by name, documented in a language where that was written."""
    schema, grammar, settled = odd.schema, odd.grammar, odd.attributes
    names = {schema.definition(e): e for e in schema.elements}
    names = {name: e for name, e in names.items() if name in grammar.defines}
    holds = {name: _children(name, grammar, names) for name in names}
    parents: dict[str, list[str]] = {}
    for name, (children, _) in holds.items():
        for child in children:
            parents.setdefault(child, []).append(_shown(names[name]))
    entries = [
        ElementEntry(
            _shown(spec), spec.ident, spec.module, line(spec.docs, language), bool(spec.origin.file),
            tuple(sorted(_shown(names[c]) for c in holds[name][0])), holds[name][1],
            tuple(sorted(parents.get(name, ()))), tuple(_own(settled, spec, language)), _inherited(settled, spec),
            tuple(_through(schema, grammar.defines[name])), tuple(_memberships(schema, spec)), spec.valid_until,
            _place(spec.origin), in_language(spec.docs.remarks, language), in_language(spec.docs.examples, language),
            tuple(models(spec)),
        )
        for name, spec in names.items()
    ]  # fmt: skip
    return sorted(entries, key=lambda e: (e.name.lower(), e.name))


def _shown(spec: s.ElementSpec) -> str:
    return spec.alt or spec.ident


def _place(origin: s.Origin) -> str:
    """File name and line, without the folders of this machine."""
    return f"{origin.file.replace(chr(92), '/').rpartition('/')[2]}:{origin.line}" if origin.file else ""


def _children(name: str, grammar: p.Grammar, names: dict[str, s.ElementSpec]) -> tuple[set[str], bool]:
    """The elements that an element may contain, and whether it may contain text."""
    children: set[str] = set()
    text = False
    seen: set[str] = set()
    todo: list[p.Pattern] = [grammar.defines[name]]
    while todo:
        pattern = todo.pop()
        text = text or _has_text(pattern)
        for reference in references_in(pattern):
            if reference in names:
                children.add(reference)
            elif reference not in seen and ".attribute" not in reference and reference in grammar.defines:
                seen.add(reference)
                todo.append(grammar.defines[reference])
    return children, text


def _has_text(pattern: p.Pattern) -> bool:
    if isinstance(pattern, (p.Text, p.Data, p.Value, p.List)):
        return True
    if isinstance(pattern, (p.Choice, p.Group, p.Interleave)):
        return any(map(_has_text, pattern.members))
    if isinstance(pattern, (p.Optional, p.ZeroOrMore, p.OneOrMore, p.Element)):
        return _has_text(pattern.pattern)
    return False


# --- attributes ------------------------------------------------------------------------------------


def _own(settled: Attributes, spec: s.ElementSpec, language: str) -> Iterator[AttributeEntry]:
    for name, attribute in settled.of(spec).items():
        if attribute.cls == spec.ident:
            yield _attribute(name, attribute, language)


def _inherited(settled: Attributes, spec: s.ElementSpec) -> tuple[str, ...]:
    """The classes that give an element attributes."""
    return tuple(dict.fromkeys(a.cls for a in settled.of(spec).values() if a.cls != spec.ident))


def _through(schema: s.Customization, pattern: p.Pattern) -> Iterator[str]:
    """The classes and macros that a content model names."""
    named = {schema.definition(c): i for i, c in _holders(schema)}
    return (named[r] for r in dict.fromkeys(references_in(pattern)) if r in named)


def _holders(schema: s.Customization) -> Iterator[tuple[str, s.Spec]]:
    """Model classes and macros."""
    for ident, spec in schema.specs.items():
        macro = isinstance(spec, s.MacroSpec) and not spec.data
        if macro or (isinstance(spec, s.ClassSpec) and spec.type != "atts"):
            yield ident, spec


def _memberships(schema: s.Customization, spec: s.ElementSpec) -> Iterator[str]:
    for member in s.memberships(spec):
        known = schema.specs.get(member.key)
        if isinstance(known, s.ClassSpec) and known.type != "atts":
            yield member.key


def classes(odd: CompiledOdd, entries: list[ElementEntry], language: str) -> list[ClassEntry]:
    """Attribute classes that some element uses, model classes and macros with elements in them, by name."""
    schema, grammar, settled = odd.schema, odd.grammar, odd.attributes
    listed: list[ClassEntry] = []
    used = {cls for entry in entries for cls in entry.inherited}
    for ident, spec in schema.specs.items():
        if ident in used and isinstance(spec, s.ClassSpec):
            own = tuple(_attribute(n, Inherited(ident, a), language) for n, a in settled.own(spec).items())
            having = tuple(e.name for e in entries if ident in e.inherited)
            listed.append(_class(ident, spec, own, (), having, language))
    names = {schema.definition(e): e for e in schema.elements}
    for ident, spec in _holders(schema):
        definition = schema.definition(spec)
        if definition in grammar.defines:
            inside = tuple(sorted(_shown(names[n]) for n in _children(definition, grammar, names)[0]))
            holders = tuple(e.name for e in entries if ident in e.through)
            listed.append(_class(ident, spec, (), inside, holders, language))
    return sorted(listed, key=lambda c: c.name)


def _class(
    ident: str,
    spec: s.Spec,
    own: tuple[AttributeEntry, ...],
    members: tuple[str, ...],
    used_by: tuple[str, ...],
    language: str,
) -> ClassEntry:
    remarks = in_language(spec.docs.remarks, language)
    return ClassEntry(ident, line(spec.docs, language), own, members, used_by, _place(spec.origin), remarks)


def _attribute(name: str, inherited: Inherited, language: str) -> AttributeEntry:
    definition = inherited.definition
    values = definition.values
    return AttributeEntry(
        definition.alt or name,
        definition.required,
        line(definition.docs, language),
        _datatype(definition.datatype),
        tuple(ValueEntry(i.alt or i.ident, line(i.docs, language)) for i in values.items) if values else (),
        values is not None and values.type == "closed",
        definition.default,
        in_language(definition.docs.remarks, language),
    )


def _datatype(datatype: s.Datatype | None) -> str:
    """A datatype in a few words: `word`, `pointer, one or more`."""
    if datatype is None or datatype.content is None:
        return "text"
    content = datatype.content
    name = "text"
    if isinstance(content, s.DataRef):
        name = content.key.removeprefix("teidata.") or content.name or "text"
    elif isinstance(content, (s.RelaxNG, s.Sequence, s.Alternate, s.ValList)):
        name = "see the schema"
    if datatype.most == 1:
        return name
    if datatype.most == s.UNBOUNDED:
        return f"{name}, {'any number' if datatype.least == 0 else f'{datatype.least} or more'}"
    return f"{name}, {datatype.least} to {datatype.most}"


# --- rules -----------------------------------------------------------------------------------------


def rule_entries(odd: CompiledOdd, language: str) -> list[RuleEntry]:
    """All Schematron rules, in the order of the schema, with their sentences and reasons."""
    return [
        RuleEntry(
            constraint.ident, owner, line(constraint.docs, language),
            tuple(dict.fromkeys(_contexts(constraint, context))), tuple(_assertions(constraint)),
            _place(constraint.origin),
        )
        for constraint, owner, context in rules(odd.schema, odd.attributes)
        if constraint.scheme in SCHEMATRON and any(True for _ in _assertions(constraint))
    ]  # fmt: skip


def _contexts(constraint: s.ConstraintSpec, context: str) -> Iterator[str]:
    for body in constraint.bodies:
        contexts = [str(rule.get("context", "")) for rule in body.iter(SCH + "rule")]
        yield from (" ".join(c.split()) for c in contexts or [context] if c)


def _assertions(constraint: s.ConstraintSpec) -> Iterator[AssertionEntry]:
    for body in constraint.bodies:
        for test in body.iter(SCH + "assert", SCH + "report"):
            hints = [e for e in test.iter(SCH + "span") if e.get("class") == "hint"]
            hint = " ".join(" ".join(_spoken(e) for e in hints).split())
            message = " ".join(_spoken(test, frozenset(hints)).split())
            yield AssertionEntry(test.get("id", ""), _severity(test), message, hint)


def _severity(test: etree._Element) -> str:
    role = (test.get("role") or getattr(test.getparent(), "attrib", {}).get("role") or "error").lower()
    if role in ("warning", "warn", "nonfatal"):
        return "warning"
    return "info" if role in ("info", "information") else "error"


def _spoken(element: etree._Element, without: Iterable[etree._Element] = ()) -> str:
    """The sentence of an assertion, with a sign where a value of the document is put in."""
    parts = [element.text or ""]
    for child in element:
        if child not in without:
            inner = "..." if child.tag in (SCH + "value-of", SCH + "name") else _spoken(child)
            parts.append(inner)
        parts.append(child.tail or "")
    return "".join(parts)
