"""A resolved schema as a RELAX NG grammar.

Definitions are named as the TEI Stylesheets name them: `tei_p`, `tei_model.pLike`, `tei_macro.phraseSeq`,
`tei_teidata.word`, `tei_att.global.attributes` and `tei_att.global.attribute.n`.
"""

from __future__ import annotations

from collections import Counter

from puzanov_tei.base.names import XML_NS
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.attributes import Attributes, Inherited, settle
from puzanov_tei.odd.external import additions, combine, rename
from puzanov_tei.odd.members import ROOTS
from puzanov_tei.odd.models import Models
from puzanov_tei.odd.resolve import finding
from puzanov_tei.odd.shapes import choice, group
from puzanov_tei.odd.source import NEAR, Addresses
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.walk import references_in


class GrammarBuilder:
    """Turns one schema into one grammar."""

    def __init__(self, schema: s.Customization, addresses: Addresses = NEAR) -> None:
        self.schema = schema
        self.specs = dict(schema.specs)
        self.attributes = Attributes(self.specs)
        self.findings: list[Finding] = []
        self.models = Models(schema, self.findings, addresses)
        self.defines: dict[str, p.Pattern] = {}
        self.notes: dict[str, p.Annotation] = {}

    def build(self) -> p.Grammar:
        """The grammar, definitions in a fixed order: macros, classes, elements."""
        for spec in self.specs.values():
            if isinstance(spec, s.MacroSpec):
                self._define(spec, self.models.macro(spec))
        for spec in self.specs.values():
            if isinstance(spec, s.ClassSpec) and spec.type == "atts":
                self._attribute_class(spec)
        for spec in self.specs.values():
            if isinstance(spec, s.ClassSpec) and spec.type != "atts":
                self._define(spec, self.models.model_class(spec))
        for spec in self.specs.values():
            if isinstance(spec, s.ElementSpec) and spec.ident not in self.models.unused:
                self._define(spec, self._element(spec))
        self.defines.update(self.models.extra)
        self.notes.update(self.models.extra_notes)
        self._bring_in()
        start = self._start()
        self._prune(start)
        return p.Grammar(start, self.defines, self.notes, self.schema.version, self.schema.ident)

    def _bring_in(self) -> None:
        """Definitions of foreign grammars, and what their moduleRefs add to definitions."""
        self.defines.update(self.models.external)
        for module in self.schema.grammars:
            for addition in additions(module):
                prefixed = f"{self.schema.prefix}{addition.name}"
                name = prefixed if prefixed in self.defines and addition.name not in self.defines else addition.name
                pattern = rename(addition.pattern, lambda name: self.models.target(name) or p.Ref(name))
                self.defines[name] = combine(self.defines.get(name), addition, pattern)

    # --- names and notes

    def _define(self, spec: s.Spec, pattern: p.Pattern) -> None:
        name = self.schema.definition(spec)
        self.defines[name] = pattern
        self.notes[name] = p.Annotation(spec.docs.line, str(spec.origin), spec.ident, spec.module)

    def _note_attribute(self, definition: str, attribute: s.AttDef, ident: str) -> None:
        key = f"{definition}/@{attribute_name(attribute).local}"
        # What has to be written has no value of its own when it is not.
        default = "" if attribute.required else attribute.default
        if attribute.docs.line or attribute.origin.file or default:
            self.notes[key] = p.Annotation(attribute.docs.line, str(attribute.origin), ident, default=default)
        for item in attribute.values.items if attribute.values else ():
            if item.docs.line or item.origin.file:
                self.notes[f"{key}/{item.alt or item.ident}"] = p.Annotation(
                    item.docs.line, str(item.origin), item.ident
                )

    # --- attributes

    def _attribute_class(self, spec: s.ClassSpec) -> None:
        base = self.schema.definition(spec)
        own = self.attributes.own(spec)
        for attribute in own.values():
            name = _attribute_name(base, attribute.ident)
            self.defines[name] = self._attribute(spec, attribute)
            self.notes[name] = p.Annotation("", str(attribute.origin), attribute.ident, spec.module)
            self._note_attribute(name, attribute, spec.ident)
        pattern = self._attribute_group(spec, own)
        self.defines[f"{base}.attributes"] = pattern
        self.notes[f"{base}.attributes"] = p.Annotation(spec.docs.line, str(spec.origin), spec.ident, spec.module)

    def _attribute_group(self, spec: s.ElementSpec | s.ClassSpec, own: dict[str, s.AttDef]) -> p.Pattern:
        """All attributes of a specification: whole classes by reference, what differs one by one."""
        final = self.attributes.of(spec)
        emitted: set[str] = set()
        members: list[p.Pattern] = []
        for key in self.attributes.supers(spec):
            members += self._from_class(key, final, emitted)
        members += self._referred(spec, final, emitted)
        members += self._foreign_references(spec)
        members += self._own(spec, spec.attributes, own, set(own) - emitted)
        return group(members)

    def _from_class(self, key: str, final: dict[str, Inherited], emitted: set[str]) -> list[p.Pattern]:
        known = self.attributes.of_class(key)
        spec = self.specs[key]
        assert isinstance(spec, s.ClassSpec)
        if not known:
            return []
        if all(final.get(n) is a for n, a in known.items()) and not emitted & set(known):
            emitted |= set(known)
            return [p.Ref(f"{self.schema.definition(spec)}.attributes")]
        members: list[p.Pattern] = []
        for upper in self.attributes.supers(spec):
            members += self._from_class(upper, final, emitted)
        own = self.attributes.own(spec)
        left = {n for n in own if n in final and final[n] is known.get(n) and n not in emitted}
        emitted |= left
        referred = self.attributes.referred(spec)
        for name, attribute in referred.items():
            if final.get(name) is attribute and name not in emitted:
                emitted.add(name)
                members.append(self._single(attribute))
        return members + self._own(spec, spec.attributes, own, left)

    def _single(self, attribute: Inherited) -> p.Pattern:
        return p.Ref(_attribute_name(self.schema.definition(self.specs[attribute.cls]), attribute.definition.ident))

    def _referred(
        self, spec: s.ElementSpec | s.ClassSpec, final: dict[str, Inherited], emitted: set[str]
    ) -> list[p.Pattern]:
        members: list[p.Pattern] = []
        for name, attribute in self.attributes.referred(spec).items():
            if final.get(name) is attribute and name not in emitted:
                emitted.add(name)
                members.append(self._single(attribute))
        return members

    def _foreign_references(self, spec: s.ElementSpec | s.ClassSpec) -> list[p.Pattern]:
        """attRefs that name a definition of a foreign grammar."""
        references = [a for a in spec.attributes.references if a.cls not in self.specs]
        return [p.Ref(n) for n in (a.name or a.cls for a in references) if n in self.models.external]

    def _own(
        self, spec: s.ElementSpec | s.ClassSpec, attributes: s.AttList, own: dict[str, s.AttDef], wanted: set[str]
    ) -> list[p.Pattern]:
        """Attributes of a list in its grouping: references in a class, the attributes themselves in an element."""
        if attributes.org == "choice":
            return self._alternatives(spec, attributes, own, wanted)
        members: list[p.Pattern] = []
        for member in attributes.members:
            if isinstance(member, s.AttList):
                members += self._own(spec, member, own, wanted)
            elif isinstance(member, s.AttDef) and member.ident in wanted and member.mode != "delete":
                wanted.discard(member.ident)
                members.append(self._place(spec, own[member.ident]))
        return members

    def _alternatives(
        self, spec: s.ElementSpec | s.ClassSpec, attributes: s.AttList, own: dict[str, s.AttDef], wanted: set[str]
    ) -> list[p.Pattern]:
        """The alternatives of a list, each with the attributes as it defines them itself."""
        times = Counter(a.ident for a in attributes.definitions if a.mode != "delete")
        inherited = self.attributes.inherited(spec)
        free = set(wanted)
        members: list[p.Pattern] = []
        for member in attributes.members:
            alone = member if isinstance(member, s.AttList) else s.AttList((member,))
            repeated = (a for a in alone.definitions if times[a.ident] > 1)
            itself = {a.ident: made for a in repeated if (made := settle(a, inherited))}
            left = set(free)
            inner = self._own(spec, alone, own | itself, left)
            wanted &= left
            members += [group(inner)] if inner else []
        return [p.Choice(tuple(members))] if len(members) > 1 else members

    def _place(self, spec: s.ElementSpec | s.ClassSpec, attribute: s.AttDef) -> p.Pattern:
        if isinstance(spec, s.ClassSpec) and self.attributes.own(spec)[attribute.ident] is attribute:
            return p.Ref(_attribute_name(self.schema.definition(spec), attribute.ident))
        self._note_attribute(self.schema.definition(spec), attribute, spec.ident)
        return self._attribute(spec, attribute)

    def _attribute(self, spec: s.Spec, attribute: s.AttDef) -> p.Pattern:
        name = attribute_name(attribute)
        pattern = p.Attribute(name, self.models.attribute_value(spec, attribute))
        return pattern if attribute.required else p.Optional(pattern)

    # --- elements

    def _element(self, spec: s.ElementSpec) -> p.Pattern:
        attributes = self._attribute_group(spec, self.attributes.own(spec))
        content = self.models.element_content(spec)
        return p.Element(p.Name(self.schema.namespace(spec), spec.alt or spec.ident), group([attributes, content]))

    def _start(self) -> p.Pattern:
        elements = self.schema.elements
        wanted = self.schema.start or tuple(n for n in ROOTS if n in self.specs)
        roots = [self.specs[ident] for ident in wanted if ident in self.specs]
        # Other roots do for one that is missing; what holds processing models alone is no schema of documents.
        needed = not roots and any(e.content is not None for e in elements)
        for ident in wanted:
            if ident not in self.specs:
                message = f"@start names {ident!r}, which is not in the schema."
                severity = Severity.ERROR if needed else Severity.WARNING
                hint = did_you_mean(ident, (e.ident for e in elements)) or "Include it, or drop it from @start."
                self.findings.append(finding("PZ202", self.schema.origin, message, hint, severity))
        return choice(p.Ref(self.schema.definition(spec)) for spec in (roots if wanted else elements))

    def _prune(self, start: p.Pattern) -> None:
        """Drop macros and classes that no element refers to, directly or not."""
        roots = set(map(self.schema.definition, self.schema.elements)) & set(self.defines)
        todo = [start, *(self.defines[r] for r in roots)]
        while todo:
            for name in references_in(todo.pop()):
                if name not in roots and name in self.defines:
                    roots.add(name)
                    todo.append(self.defines[name])
        self.defines = {n: d for n, d in self.defines.items() if n in roots}
        self.notes = {n: note for n, note in self.notes.items() if n.partition("/@")[0] in roots}


def reached(grammar: p.Grammar) -> set[str]:
    """The definitions that documents can come to: those that the start refers to, directly or not."""
    names, todo = set[str](), [grammar.start]
    while todo:
        for name in references_in(todo.pop()):
            if name in grammar.defines and name not in names:
                names.add(name)
                todo.append(grammar.defines[name])
    return names


def attribute_name(attribute: s.AttDef) -> p.Name:
    """The expanded name of an attribute: `xml:id`, one with @ns, or a plain one."""
    local = attribute.alt or attribute.ident
    if local.startswith("xml:"):
        return p.Name(XML_NS, local[4:])
    return p.Name(attribute.ns, local.rpartition(":")[2])


def _attribute_name(base: str, ident: str) -> str:
    return f"{base}.attribute.{ident.replace(':', '')}"
