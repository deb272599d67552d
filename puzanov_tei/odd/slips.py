"""Slips in what an ODD changes: values, defaults, prefixes and classes that are not as the change takes them to be.

Each check takes a compiled ODD; `check` lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import merge
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.attributes import Attributes
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.resolve import finding


def values(odd: CompiledOdd) -> Iterator[Finding]:
    """Values to change or delete that the list does not have."""
    for spec in odd.changes:
        base = odd.schema.known.get(spec.ident)
        if base is None:
            continue
        for path, new, old in _value_lists(spec, base):
            items = {item.ident for item in old.items} if old else set()
            for item in new.items:
                if item.mode in ("change", "delete") and item.ident not in items:
                    message = f"the values of {path} have no {item.ident!r} to {item.mode}."
                    hint = did_you_mean(item.ident, items)
                    yield finding("PZ205", item.origin, message, hint, Severity.WARNING, spec.ident)


def defaults(odd: CompiledOdd) -> Iterator[Finding]:
    """Default values that the closed list of their attribute does not have."""
    settled = Attributes(dict(odd.schema.specs))
    for spec in odd.schema.specs.values():
        for attribute in () if isinstance(spec, s.MacroSpec) else settled.own(spec).values():
            values = attribute.values
            if not attribute.default or values is None or values.type != "closed" or not attribute.origin.file:
                continue
            idents = [item.alt or item.ident for item in values.items]
            if attribute.default not in idents:
                name = f"{spec.ident}/@{attribute.ident}"
                message = f"the default {attribute.default!r} of {name} is not in its closed list."
                hint = did_you_mean(attribute.default, idents) or f"It has: {', '.join(idents)}."
                yield finding("PZ205", attribute.origin, message, hint, rule=spec.ident)


def prefixes(odd: CompiledOdd) -> Iterator[Finding]:
    """Attributes with a prefix that nothing declares."""
    for spec in odd.changes:
        for attribute in () if isinstance(spec, s.MacroSpec) else merge.flat(spec.attributes):
            if not isinstance(attribute, s.AttDef) or attribute.ns or attribute.ident.startswith("xml:"):
                continue
            prefix, colon, local = attribute.ident.partition(":")
            if colon and attribute.mode in ("add", "replace"):
                message = f"the prefix of {spec.ident}/@{attribute.ident} is not declared, so that it is @{local}."
                hint = f'Declare xmlns:{prefix}, or write ident="{local}" with @ns.'
                yield finding("PZ201", attribute.origin, message, hint, rule=spec.ident)


def kinds(odd: CompiledOdd) -> Iterator[Finding]:
    """Changes of a class that take it for another kind, or take away a membership that it does not have."""
    for spec in odd.changes:
        base = odd.schema.known.get(spec.ident)
        if spec.mode != "change" or base is None or isinstance(spec, s.MacroSpec) or isinstance(base, s.MacroSpec):
            continue
        if isinstance(spec, s.ClassSpec) and isinstance(base, s.ClassSpec) and spec.type not in (base.type, ""):
            message = f"{spec.ident} is a class of type {base.type!r} in the source, not {spec.type!r}."
            yield finding("PZ204", spec.origin, message, f'Write type="{base.type}".', Severity.WARNING, spec.ident)
        there = [member.key for member in base.classes.members] if base.classes else []
        for member in spec.classes.members if spec.classes else ():
            if member.mode == "delete" and member.key not in there:
                message = f"{spec.ident} is no member of {member.key!r}, so that this deletion has no effect."
                hint = did_you_mean(member.key, there)
                yield finding("PZ204", member.origin, message, hint, Severity.WARNING, spec.ident)


def _value_lists(spec: s.Spec, base: s.Spec) -> Iterator[tuple[str, s.ValList, s.ValList | None]]:
    """What the values belong to, the changed list, and the one it changes."""
    if isinstance(spec, s.MacroSpec):
        if isinstance(base, s.MacroSpec) and spec.values and spec.values.mode == "change":
            yield spec.ident, spec.values, base.values
        return
    defs = [] if isinstance(base, s.MacroSpec) else list(merge.flat(base.attributes))
    before = {a.ident: a for a in defs if isinstance(a, s.AttDef)}
    for attribute in merge.flat(spec.attributes):
        if isinstance(attribute, s.AttDef) and attribute.values and attribute.values.mode == "change":
            old = before.get(attribute.ident)
            yield f"{spec.ident}/@{attribute.ident}", attribute.values, old.values if old else None
