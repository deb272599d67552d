"""Is a customization sound? What `odd check` says beyond what compiling finds.

Each check takes a resolved schema and yields findings with the place in the ODD; `CHECKS` lists them in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.base.xml import XML_ID
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import idle, slips, tagdocs
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.attributes import Attributes
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.grammar import reached
from puzanov_tei.odd.itself import validated
from puzanov_tei.odd.members import ROOTS, Members
from puzanov_tei.odd.p5 import tei_p5
from puzanov_tei.odd.resolve import finding
from puzanov_tei.odd.rules import rule_problems
from puzanov_tei.relaxng import patterns as p


def check(odd: CompiledOdd) -> list[Finding]:
    """Everything that is unsound in a compiled ODD, in file order."""
    findings = {*odd.findings, *(f for one in CHECKS for f in one(odd))}
    return sorted(findings, key=lambda f: f.sort_key)


def _own(odd: CompiledOdd) -> Iterator[s.Spec]:
    """The specifications that the ODD itself declares or changes, in its own file or one that it takes groups from."""
    files = {odd.tree.name, *(item.origin.file for item in odd.items)}
    return (spec for spec in odd.schema.specs.values() if spec.origin.file in files)


def unknown_classes(odd: CompiledOdd) -> Iterator[Finding]:
    """Memberships of classes that do not exist, or are not in the schema."""
    specs, known = odd.schema.specs, odd.schema.known
    for spec in _own(odd):
        for member in s.memberships(spec):
            if not member.origin.file or isinstance(specs.get(member.key), s.ClassSpec):
                continue
            message = f"{spec.ident} is made a member of {member.key}, which "
            if member.key in known and not isinstance(known[member.key], s.ClassSpec):
                kind = "an element" if isinstance(known[member.key], s.ElementSpec) else "a macro"
                hint = f"Name a class, or name {spec.ident} in the content of {member.key}."
                yield finding("PZ201", member.origin, f"{message}is {kind} and no class.", hint)
            elif member.key in known:
                hint = f"Include module {known[member.key].module}, or add classRef with key {member.key}."
                yield finding("PZ201", member.origin, message + "is not in the schema.", hint, Severity.WARNING)
            else:
                classes = [i for i, c in {**known, **specs}.items() if isinstance(c, s.ClassSpec)]
                yield finding("PZ201", member.origin, message + "does not exist.", did_you_mean(member.key, classes))


def unknown_names(odd: CompiledOdd) -> Iterator[Finding]:
    """Names in content models of the ODD that nobody declares, or that are declared as something else."""
    specs, known = odd.schema.specs, {**tei_p5().specs, **odd.schema.known}
    for spec in _own(odd):
        if isinstance(spec, s.ClassSpec) or spec.content is None:
            continue
        for node in _references(spec.content):
            if not node.origin.file or not node.key:
                continue
            if node.key in specs:
                written, right = _REFERENCES[type(node)], _reference(specs[node.key])
                if written != right:
                    message = f"the content of {spec.ident} names {node.key} with {written}, which is for another kind."
                    yield finding("PZ204", node.origin, message, f"Write {right}.", Severity.WARNING, spec.ident)
                continue
            message = f"the content of {spec.ident} names {node.key!r}, which "
            if node.key not in known:
                if not odd.schema.grammars:
                    hint = did_you_mean(node.key, [*specs, *known])
                    yield finding("PZ201", node.origin, message + "does not exist.", hint, rule=spec.ident)
            else:
                hint = f"Include {node.key}, or take it out of the content."
                where = "is not in the schema."
                yield finding("PZ202", node.origin, message + where, hint, Severity.WARNING, spec.ident)


_REFERENCES: dict[type, str] = {
    s.ElementRef: "elementRef", s.ClassRef: "classRef", s.MacroRef: "macroRef", s.DataRef: "dataRef",
}  # fmt: skip


def _reference(spec: s.Spec) -> str:
    """What refers to a declaration of this kind in a content model."""
    if isinstance(spec, s.MacroSpec):
        return "dataRef" if spec.data else "macroRef"
    return "elementRef" if isinstance(spec, s.ElementSpec) else "classRef"


def no_members(odd: CompiledOdd) -> Iterator[Finding]:
    """Elements that a reference to a class takes from it, or leaves out, and that are no members of it."""
    members = Members(odd.schema)
    for spec in _own(odd):
        for node in () if isinstance(spec, s.ClassSpec) or spec.content is None else _references(spec.content):
            if not isinstance(node, s.ClassRef) or not node.origin.file:
                continue
            there = [leaf.ident for leaf in members.leaves(node.key)]
            for name in (*node.include, *node.exclude):
                named = {name, *(leaf.ident for leaf in members.leaves(name))}  # a subclass means its members
                if named.isdisjoint(there) and (name in odd.schema.specs or name not in odd.schema.known):
                    message = f"{name} is no member of {node.key} for the content of {spec.ident} to name."
                    hint = did_you_mean(name, there)
                    yield finding("PZ205", node.origin, message, hint, Severity.WARNING, spec.ident)


def _references(content: s.Content) -> Iterator[s.ElementRef | s.ClassRef | s.MacroRef | s.DataRef]:
    if isinstance(content, (s.Sequence, s.Alternate)):
        for member in content.members:
            yield from _references(member)
    elif isinstance(content, (s.ElementRef, s.ClassRef, s.MacroRef, s.DataRef)):
        yield content


def attributes(odd: CompiledOdd) -> Iterator[Finding]:
    """Changes of attributes that are not there; attributes that reach an element twice."""
    specs = dict(odd.schema.specs)
    settled = odd.attributes
    for spec in odd.changes:
        whole = specs.get(spec.ident)
        if isinstance(spec, s.MacroSpec) or isinstance(whole, s.MacroSpec) or whole is None:
            continue
        base = odd.schema.known.get(spec.ident)
        declared = set() if base is None else {a.ident for a in base.attributes.definitions}
        inherited = settled.inherited(whole)
        for attribute in spec.attributes.definitions:
            if attribute.mode not in ("change", "delete"):
                continue
            if attribute.ident in declared or (isinstance(whole, s.ElementSpec) and attribute.ident in inherited):
                continue
            yield _no_attribute(spec, attribute, inherited.get(attribute.ident), [*declared, *inherited])
    for spec in _own(odd):
        if isinstance(spec, s.ElementSpec):
            yield from _ambiguous(spec, settled)


def _no_attribute(spec: s.Spec, attribute: s.AttDef, inherited: object, names: list[str]) -> Finding:
    message = f"{spec.ident} has no attribute {attribute.ident!r} to {attribute.mode}."
    other = (
        "Remove the attDef." if attribute.mode == "delete" else 'Check the spelling; a new attribute has mode="add".'
    )
    hint = did_you_mean(attribute.ident, names) or other
    severity = Severity.ERROR
    if inherited is not None:
        cls = getattr(inherited, "cls", "")
        message = f"{spec.ident} does not declare the attribute {attribute.ident!r} itself, so this has no effect."
        hint = f"It comes from {cls}: {attribute.mode} it there."
        severity = Severity.WARNING
    elif attribute.mode == "delete":
        severity = Severity.WARNING
    return finding("PZ205", attribute.origin, message, hint, severity, spec.ident)


def _ambiguous(spec: s.ElementSpec, settled: Attributes) -> Iterator[Finding]:
    origins: dict[str, set[str]] = {}
    for key in settled.supers(spec):
        for name, attribute in settled.of_class(key).items():
            origins.setdefault(name, set()).add(attribute.cls)
    own = settled.own(spec).keys() | settled.deleted(spec)
    for name, classes in origins.items():
        if len(classes) > 1 and name not in own:
            one, *_ = first = sorted(classes)
            chosen = settled.of(spec)[name].cls
            both = " and ".join(first)
            message = f"{spec.ident} inherits the attribute {name!r} from {both}; that of {chosen} counts."
            hint = f"Delete it in one of the classes, or define {name} on {spec.ident}."
            yield finding("PZ207", spec.origin, message, hint, Severity.WARNING, one)


def duplicates(odd: CompiledOdd) -> Iterator[Finding]:
    """Attributes, values and constraints declared twice in one place."""
    for spec in odd.changes:
        constraints = [(" ".join(("constraintSpec", c.ident, c.lang)).strip(), c.origin) for c in spec.constraints]
        for what, where, before in [*_repeated(spec.attributes, {}), *_twice(constraints, {})]:
            message = f"{spec.ident} declares {what} twice."
            yield finding("PZ203", where, message, f"It is also declared at {before}.", rule=spec.ident)
        for attribute in spec.attributes.definitions:
            yield from _values(spec, attribute)


_Twice = tuple[str, s.Origin, s.Origin]
"""What is declared twice, where, and where before."""


def _twice(named: Iterable[tuple[str, s.Origin]], seen: dict[str, s.Origin]) -> Iterator[_Twice]:
    for what, where in named:
        if what in seen:
            yield what, where, seen[what]
        seen[what] = where


def _repeated(attributes: s.AttList, seen: dict[str, s.Origin]) -> Iterator[_Twice]:
    """Attributes that a list defines twice; each alternative of a choice has its own."""
    for member in attributes.members:
        before = dict(seen) if attributes.org == "choice" else seen
        if isinstance(member, s.AttList):
            yield from _repeated(member, before)
        elif isinstance(member, s.AttDef):
            yield from _twice([(f"attribute {member.ident}", member.origin)], before)


def _values(spec: s.Spec, attribute: s.AttDef) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in attribute.values.items if attribute.values else ():
        if item.ident in seen:
            message = f"the values of {spec.ident}/@{attribute.ident} list {item.ident!r} twice."
            yield finding("PZ203", item.origin, message, "Remove one.", Severity.WARNING, spec.ident)
        seen.add(item.ident)


def unreachable(odd: CompiledOdd) -> Iterator[Finding]:
    """Elements that no document can contain, and elements whose content can never be completed."""
    grammar = odd.grammar
    there = reached(grammar)
    names = {odd.schema.definition(spec): spec for spec in odd.schema.elements}
    fillable = _fillable(grammar)
    empty = {n for n in names if n in there and n not in fillable and n in grammar.defines}
    own = {n for n in empty if names[n].origin.file}  # what they spoil in others needs no mending there
    for name, spec in names.items():
        if name in (own or empty):
            where = spec.origin if spec.origin.file else odd.schema.origin
            message = f"{spec.ident} can never be complete: its content requires something that cannot occur."
            hint = "Make the content optional, or include what it needs."
            yield finding("PZ211", where, message, hint, rule=spec.ident)
        elif spec.origin.file and name not in there:
            message = f"no other element can contain {spec.ident}."
            hint = "Make it a member of a model class, name it in a content model, or in @start."
            yield finding("PZ212", spec.origin, message, hint, Severity.WARNING, spec.ident)
    hint = "Name the root elements in schemaSpec/@start and include them."
    if isinstance(grammar.start, p.NotAllowed):
        yield finding("PZ212", odd.schema.origin, "the schema has no root element.", hint)
    elif not odd.schema.start and not any(root in odd.schema.specs for root in ROOTS):
        message = "the schema names no root element, so that any element can be one."
        yield finding("PZ212", odd.schema.origin, message, hint, Severity.WARNING)


def _fillable(grammar: p.Grammar) -> set[str]:
    """Definitions that some finite content matches: the least fixed point."""
    done: set[str] = set()

    def fits(pattern: p.Pattern) -> bool:
        match pattern:
            case p.NotAllowed():
                return False
            case p.Ref(name):
                return name in done
            case p.Choice(members):
                return any(map(fits, members))
            case p.Group(members) | p.Interleave(members):
                return all(map(fits, members))
            case p.OneOrMore(inner) | p.Element(_, inner) | p.Attribute(_, inner) | p.List(inner):
                return fits(inner)
        return True

    before = -1
    while before != len(done):
        before = len(done)
        done |= {name for name, pattern in grammar.defines.items() if name not in done and fits(pattern)}
    return done


def deprecated(odd: CompiledOdd) -> Iterator[Finding]:
    """What the ODD asks for by name although its authors are about to withdraw it (@validUntil)."""
    for item in odd.items:
        names: tuple[str, ...] = ()
        if isinstance(item, s.ModuleRef):
            names = item.include or ()
        elif isinstance(item, s.SpecRef):
            names = (item.key,)
        elif not isinstance(item, s.ConstraintSpec):
            names = (item.ident,)
        for name in names:
            spec = odd.schema.specs.get(name)
            if spec is not None and spec.valid_until and not getattr(item, "valid_until", ""):
                message = f"{name} is deprecated: it is valid until {spec.valid_until}."
                hint = "Encode it in another way before then."
                yield finding("PZ214", item.origin, message, hint, Severity.WARNING, name)


def rules(odd: CompiledOdd) -> Iterator[Finding]:
    """Constraints without a context or whose XPath does not compile."""
    compiled = not any(isinstance(item, s.ModuleRef) for item in odd.items)  # a compiled ODD has the rules of others
    return rule_problems(odd.schema, odd.attributes, odd.grammar, "" if compiled else odd.tree.name)


Check = Callable[[CompiledOdd], Iterator[Finding]]


def orphans(odd: CompiledOdd) -> Iterator[Finding]:
    """Specification groups that nothing refers to, and declarations that stand in no schemaSpec or group."""
    root, where = odd.tree.root, odd.tree.origin
    targets = {e.get("target", "").rpartition("#")[2] for e in root.iter(TEI + "specGrpRef")}
    for group in root.iter(TEI + "specGrp"):
        inside = any(up.tag in (TEI + "schemaSpec", TEI + "specGrp") for up in group.iterancestors())
        ident = group.get(XML_ID, "")
        if where(group).file and not inside and ident not in targets:
            message = f"no specGrpRef refers to the specGrp {ident or 'here'}, so that it counts for nothing."
            hint = f'Write <specGrpRef target="#{ident}"/> in the schemaSpec, or remove the group.'
            yield finding("PZ204", where(group), message, hint, Severity.WARNING)
    for spec in root.iter(*(TEI + name for name in ("elementSpec", "classSpec", "macroSpec", "dataSpec"))):
        holders = {TEI + name for name in ("schemaSpec", "specGrp")}
        if where(spec).file and holders.isdisjoint(up.tag for up in spec.iterancestors()):
            message = f"the declaration of {spec.get('ident')} stands in no schemaSpec, so that it counts for nothing."
            yield finding("PZ204", where(spec), message, "Move it into the schemaSpec or a specGrp.", Severity.WARNING)


def by_its_schema(odd: CompiledOdd) -> Iterator[Finding]:
    """What TEI itself does not allow in an ODD: unknown elements, attributes and values (TEI Guidelines, TD)."""
    return validated(odd.tree)


CHECKS: tuple[Check, ...] = (
    by_its_schema, tagdocs.by_the_guidelines, orphans, *idle.CHECKS, slips.values, slips.defaults, slips.datatypes,
    slips.prefixes, slips.kinds, slips.names, slips.unused, unknown_classes, unknown_names, no_members, attributes,
    duplicates, unreachable, deprecated, rules,
)  # fmt: skip
