"""Which attributes an element or class has, and from where (TEI Guidelines 22.5.3 and 23.3.1.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from puzanov_tei.odd import merge
from puzanov_tei.odd import specs as s


@dataclass(frozen=True, slots=True)
class Inherited:
    """An attribute as it reaches an element: the class that defines it, and its definition there."""

    cls: str
    definition: s.AttDef


class Attributes:
    """Attributes of the specifications of one schema, worked out once each."""

    def __init__(self, specs: dict[str, s.Spec]) -> None:
        self.specs = specs
        self._known: dict[str, dict[str, Inherited]] = {}
        self._inherited: dict[str, dict[str, Inherited]] = {}
        self._all: dict[str, dict[str, Inherited]] = {}
        self._classes: dict[str, frozenset[str]] = {}
        self._own: dict[str, dict[str, s.AttDef]] = {}
        self._supers: dict[str, list[str]] = {}
        self._open: list[str] = []

    def supers(self, spec: s.Spec) -> list[str]:
        """The attribute classes of the schema that a specification is a member of, in its own order."""
        known = self._supers.get(spec.ident)
        if known is None:
            keys = dict.fromkeys(m.key for m in s.memberships(spec))
            known = [k for k in keys if isinstance(c := self.specs.get(k), s.ClassSpec) and c.type == "atts"]
            self._supers[spec.ident] = known
        return known

    def classes(self, spec: s.Spec) -> frozenset[str]:
        """The classes, of any kind, that a specification is a member of, directly or through other classes."""
        known = self._classes.get(spec.ident)
        if known is None:
            keys = frozenset(member.key for member in s.memberships(spec))
            self._classes[spec.ident] = keys  # should classes go in a circle
            upper = (self.classes(self.specs[key]) for key in keys if key in self.specs)
            known = self._classes[spec.ident] = keys.union(*upper)
        return known

    def of_class(self, ident: str) -> dict[str, Inherited]:
        """All attributes of an attribute class, those of its own classes included."""
        if ident not in self._known:
            if ident in self._open:
                return {}
            self._open.append(ident)
            spec = self.specs[ident]
            self._known[ident] = self.of(spec) if isinstance(spec, s.ClassSpec) else {}
            self._open.pop()
        return self._known[ident]

    def inherited(self, spec: s.Spec) -> dict[str, Inherited]:
        """Attributes from classes: a class nearer to the specification wins over its own classes."""
        known = self._inherited.get(spec.ident)
        if known is None:
            known = {}
            for key in self.supers(spec):
                for name, attribute in self.of_class(key).items():
                    before = known.get(name)
                    if before is None or (before.cls != attribute.cls and self._above(before.cls, attribute.cls)):
                        known[name] = attribute
            if not self._open:
                self._inherited[spec.ident] = known
        return known

    def _above(self, upper: str, lower: str) -> bool:
        """Whether class `lower` is a member of `upper`, directly or not."""
        seen: set[str] = set()
        todo = [lower]
        while todo:
            spec = self.specs.get(todo.pop())
            for key in self.supers(spec) if spec else ():
                if key == upper:
                    return True
                if key not in seen:
                    seen.add(key)
                    todo.append(key)
        return False

    def own(self, spec: s.ElementSpec | s.ClassSpec) -> dict[str, s.AttDef]:
        """Attributes that the specification defines itself, changes of inherited ones worked in."""
        known = self._own.get(spec.ident)
        if known is None:
            inherited = self.inherited(spec)
            alternatives = spec.attributes.has_choice
            known = {}
            for attribute in spec.attributes.definitions:
                settled = settle(attribute, inherited)
                if settled is not None:
                    before = known.get(settled.ident)
                    known[settled.ident] = _either(before, settled) if before and alternatives else settled
            if not self._open:
                self._own[spec.ident] = known
        return known

    def deleted(self, spec: s.ElementSpec | s.ClassSpec) -> set[str]:
        """Attributes that the specification takes away."""
        defs = spec.attributes.definitions
        return {a.ident for a in defs if a.mode == "delete"} - {a.ident for a in defs if a.mode != "delete"}

    def referred(self, spec: s.ElementSpec | s.ClassSpec) -> dict[str, Inherited]:
        """Attributes taken over by attRef."""
        referred: dict[str, Inherited] = {}
        for reference in spec.attributes.references:
            if not isinstance(self.specs.get(reference.cls), s.ClassSpec):
                continue
            known = self.of_class(reference.cls)
            for name in [reference.name] if reference.name else known:
                name = _XML.get(name, name)
                if name in known:
                    referred[name] = known[name]
        return referred

    def of(self, spec: s.ElementSpec | s.ClassSpec) -> dict[str, Inherited]:
        """All attributes by name: inherited ones first, then referred ones, then its own."""
        known = self._all.get(spec.ident)
        if known is None:
            known = {**self.inherited(spec), **self.referred(spec)}
            for name in self.deleted(spec):
                known.pop(name, None)
            for name, definition in self.own(spec).items():
                known.pop(name, None)
                known[name] = Inherited(spec.ident, definition)
            if not self._open:
                self._all[spec.ident] = known
        return known


_XML = {f"xml{name}": f"xml:{name}" for name in ("id", "lang", "base", "space")}
"""As older ODDs write them, from the names of definitions: `att.global.attribute.xmlid`."""


def _either(one: s.AttDef, other: s.AttDef) -> s.AttDef:
    """An attribute that two alternatives of a list define (attList/@org): what it may be in either."""
    if one.values is None or other.values is None:
        return other
    items = {item.ident: item for item in (*one.values.items, *other.values.items)}
    closed = one.values.type == other.values.type == "closed"
    return replace(other, values=s.ValList("closed" if closed else "semi", tuple(items.values())))


def settle(attribute: s.AttDef, inherited: dict[str, Inherited]) -> s.AttDef | None:
    """An attribute definition made whole; None if it is deleted or changes something that is not there."""
    if attribute.mode == "delete":
        return None
    if attribute.mode != "change":
        return attribute
    base = inherited.get(attribute.ident)
    if base is not None:
        return merge.att_def(base.definition, attribute)
    return None
