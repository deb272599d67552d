"""Names of two sources in one schema: what both have in different namespaces is kept apart (TEI Guidelines 23.3.4).

TEI and MEI both have a `title`, an `att.typed`, a `macro.anyXML`. Where a schema takes modules of both, the clashing
identifiers of the second source get a name of their own, everywhere in that source, and elements keep theirs as an
alternative name, so that documents are written as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from puzanov_tei.odd import specs as s
from puzanov_tei.odd.external import rename
from puzanov_tei.relaxng import patterns as p

# The fields of each kind of reference that hold identifiers.
_REFERENCES: Mapping[type, tuple[str, ...]] = {
    s.ElementRef: ("key",), s.ClassRef: ("key", "include", "exclude"), s.MacroRef: ("key",), s.DataRef: ("key",),
    s.MemberOf: ("key",), s.AttRef: ("cls",),
}  # fmt: skip


def apart(library: s.Library, scope: str, taken: Mapping[str, s.Spec]) -> s.Library:
    """A library whose identifiers are none of those that another has taken: the clashing ones begin with `scope`."""
    names = {ident: f"{scope}.{ident}" for ident in library.specs if ident in taken}
    if not names:
        return library
    specs = [_renamed(spec, names) for spec in library.specs.values()]
    modules = s.modules_of(specs, library.modules)
    return replace(library, specs={spec.ident: spec for spec in specs}, modules=modules)


def _renamed(spec: s.Spec, names: Mapping[str, str]) -> s.Spec:
    changed: s.Spec = _within(spec, names)
    if spec.ident not in names:
        return changed
    if isinstance(changed, s.ElementSpec):
        return replace(changed, ident=names[spec.ident], alt=changed.alt or spec.ident)
    return replace(changed, ident=names[spec.ident])


def written(ident: str, scope: str) -> str:
    """The identifier as the author of an ODD knows it."""
    return ident.removeprefix(f"{scope}.")


def _within(value: Any, names: Mapping[str, str]) -> Any:
    """A value with the identifiers in its references exchanged; the same object if there are none."""
    if isinstance(value, s.RelaxNG):
        return replace(value, pattern=rename(value.pattern, lambda name: p.Ref(names.get(name, name))))
    if isinstance(value, tuple) and not isinstance(value, s.Origin):
        members = tuple(_within(member, names) for member in value)
        return members if any(a is not b for a, b in zip(members, value, strict=True)) else value
    if not is_dataclass(value) or isinstance(value, (type, s.Docs)):
        return value
    held = _REFERENCES.get(type(value), ())
    changes: dict[str, Any] = {}
    for field in fields(value):
        before = getattr(value, field.name)
        after = _name(before, names) if field.name in held else _within(before, names)
        if after is not before:
            changes[field.name] = after
    return replace(value, **changes) if changes else value


def _name(held: Any, names: Mapping[str, str]) -> Any:
    if isinstance(held, tuple):
        return tuple(names.get(name, name) for name in held)
    return names.get(held, held)
