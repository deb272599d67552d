"""One declaration on top of another: modes add, change, replace and delete (TEI Guidelines 23.3.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from puzanov_tei.odd import specs as s

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Moded(Protocol):
    @property
    def ident(self) -> str: ...
    @property
    def mode(self) -> str: ...


T = TypeVar("T", bound=_Moded)


def docs(base: s.Docs, new: s.Docs) -> s.Docs:
    """Documentation, each kind replaced where the change has it."""
    if new is s.NO_DOCS:
        return base
    said = {(e.tag, e.get(_LANG), e.get("type")) for e in new.texts}
    kept = tuple(e for e in base.texts if (e.tag, e.get(_LANG), e.get("type")) not in said)
    return s.Docs(
        new.gloss or base.gloss,
        new.desc or base.desc,
        new.remarks or base.remarks,
        new.examples or base.examples,
        (*kept, *new.texts),
        new.more or base.more,
    )


def _keyed(base: Iterable[T], new: Iterable[T]) -> list[tuple[T | None, T | None]]:
    """Pairs (old, new) by identifier: the old ones in their order, then those that are new."""
    changes: dict[str, list[T]] = {}
    for item in new:
        changes.setdefault(item.ident, []).append(item)
    pairs: list[tuple[T | None, T | None]] = []
    for old in base:
        pairs += [(old, item) for item in changes.pop(old.ident, [])] or [(old, None)]
    return [*pairs, *((None, item) for items in changes.values() for item in items)]


def val_list(base: s.ValList | None, new: s.ValList | None) -> s.ValList | None:
    """A value list: whole, or changed item by item."""
    if new is None:
        return base
    if new.mode == "delete":
        return None
    if base is None or new.mode != "change":
        return replace(new, items=tuple(replace(i, mode="add") for i in new.items if i.mode != "delete"), mode="add")
    items: list[s.ValItem] = []
    for old, item in _keyed(base.items, new.items):
        if item is None:
            items.extend([old] if old else [])
        elif item.mode == "change" and old:
            items.append(replace(item, mode="add", alt=item.alt or old.alt, docs=docs(old.docs, item.docs)))
        elif item.mode != "delete":
            items.append(replace(item, mode="add"))
    return s.ValList(new.type if new.type != "open" else base.type, tuple(items), "add", new.origin)


def content(base: s.Content | None, new: s.Content | None) -> s.Content | None:
    """A content model: the new one, or the old one with its values changed (`valList` in mode change)."""
    if new is None:
        return base
    if not (isinstance(new, s.ValList) and new.mode == "change") or base is None:
        return new
    if isinstance(base, s.ValList):
        return val_list(base, new)
    if isinstance(base, (s.Sequence, s.Alternate)):
        return replace(
            base,
            members=tuple(
                content(member, new) or member if isinstance(member, s.ValList) else member for member in base.members
            ),
        )
    return new


def constraints(base: tuple[s.ConstraintSpec, ...], new: tuple[s.ConstraintSpec, ...]) -> tuple[s.ConstraintSpec, ...]:
    """Constraint specifications, by identifier; what names no language concerns all that there are."""
    if not new:
        return base
    merged: list[s.ConstraintSpec] = []
    fresh = list(new)
    for old in base:
        changes = [spec for spec in new if spec.ident == old.ident and spec.lang in ("", old.lang)]
        fresh = [spec for spec in fresh if spec not in changes]
        made = [_constraint(old, spec) for spec in changes if spec.mode != "delete"] if changes else [old]
        merged += [spec for spec in made if spec not in merged]
    return (*merged, *(replace(spec, mode="add") for spec in fresh if spec.mode != "delete"))


def _constraint(old: s.ConstraintSpec, new: s.ConstraintSpec) -> s.ConstraintSpec:
    if new.mode != "change":
        return replace(new, mode="add")
    return replace(
        new,
        mode="add",
        bodies=new.bodies or old.bodies,
        scheme=new.scheme or old.scheme,
        lang=old.lang,
        docs=docs(old.docs, new.docs),
    )


def att_def(base: s.AttDef, new: s.AttDef) -> s.AttDef:
    """An attribute changed: what the change does not say stays."""
    return replace(
        new,
        mode="add",
        usage=new.usage or base.usage,
        ns=new.ns or base.ns,
        alt=new.alt or base.alt,
        datatype=new.datatype or base.datatype,
        values=val_list(base.values, new.values),
        default=new.default or base.default,
        valid_until=new.valid_until or base.valid_until,
        constraints=constraints(base.constraints, new.constraints),
        docs=docs(base.docs, new.docs),
    )


def att_list(base: s.AttList, new: s.AttList, inheriting: bool = True) -> s.AttList:
    """Attributes of a declaration with the changes applied in place.

    Changes and deletions of attributes that the base does not declare itself stay as they are: they
    concern attributes inherited from classes, which `attributes` settles when all classes are known. In
    classes (`inheriting` false) they have no effect, as in the TEI Stylesheets: only the class that declares
    an attribute changes it for others. What several alternatives define anew takes the place of what was.
    """
    if not new.members:
        return base
    times = Counter(a.ident for a in new.definitions if new.has_choice)
    several = {ident for ident, count in times.items() if count > 1}
    old = {a.ident: a for a in base.definitions}
    kept = _applied(base, {a.ident: a for a in new.definitions}, several)
    extra = _fresh(new, old, several).members
    if not inheriting:
        extra = tuple(a for a in extra if not isinstance(a, s.AttDef) or a.mode in ("add", "replace"))
    if new.org == "choice" and extra:
        extra = (s.AttList(extra, "choice"),)
    return s.AttList((*kept.members, *extra), base.org)


def _applied(attributes: s.AttList, changes: Mapping[str, s.AttDef], several: Collection[str]) -> s.AttList:
    """A list with the changes of what it defines, without what `several` alternatives define anew."""
    kept: list[s.AttDef | s.AttRef | s.AttList] = []
    for member in attributes.members:
        if isinstance(member, s.AttList):
            kept.append(_applied(member, changes, several))
        elif isinstance(member, s.AttRef) or member.ident not in changes:
            kept.append(member)
        elif member.ident not in several:
            kept.append(_changed(member, changes[member.ident]))
    return s.AttList(tuple(kept), attributes.org)


def _fresh(added: s.AttList, old: Mapping[str, s.AttDef], several: Collection[str]) -> s.AttList:
    """What a list adds to the attributes that were there."""
    kept: list[s.AttDef | s.AttRef | s.AttList] = []
    for member in added.members:
        if isinstance(member, s.AttList):
            inner = _fresh(member, old, several)
            kept += [inner] if inner.members else []
        elif isinstance(member, s.AttRef) or member.ident not in old:
            kept.append(member)
        elif member.ident in several:
            kept.append(_changed(old[member.ident], member))
    return s.AttList(tuple(kept), added.org)


def _changed(old: s.AttDef, new: s.AttDef) -> s.AttDef:
    if new.mode == "delete":
        return new
    if new.mode != "change":
        return replace(new, mode="add")
    inherited = old.mode == "change"
    return replace(att_def(old, new), mode="change") if inherited else att_def(old, new)


def classes(base: s.Classes | None, new: s.Classes | None) -> s.Classes | None:
    """Memberships: replaced, or added and removed one by one in mode change."""
    if new is None:
        return base
    gone = {m.key for m in new.members if m.mode == "delete"}
    added = [m for m in new.members if m.mode != "delete"]
    if new.mode != "change" or base is None:
        return s.Classes(tuple(added))
    known = {m.key for m in base.members}
    kept = [m for m in base.members if m.key not in gone]
    return s.Classes((*kept, *(m for m in added if m.key not in known)))


K = TypeVar("K", s.ElementSpec, s.ClassSpec, s.MacroSpec)


def _common(base: K, new: K) -> K:
    """What all specifications have, merged; the module stays that of the base."""
    return replace(
        new,
        module=base.module,
        mode="add",
        prefix=base.prefix if new.prefix is None else new.prefix,
        constraints=constraints(base.constraints, new.constraints),
        valid_until=new.valid_until or base.valid_until,
        docs=docs(base.docs, new.docs),
    )


def spec(base: s.Spec, new: s.Spec) -> s.Spec:
    """A specification in mode change on top of the one it changes. They have to be of one kind."""
    if isinstance(new, s.ElementSpec) and isinstance(base, s.ElementSpec):
        return replace(
            _common(base, new),
            ns=base.ns if new.ns is None else new.ns,
            alt=new.alt or base.alt,
            classes=classes(base.classes, new.classes),
            content=base.content if new.content is None else new.content,
            attributes=att_list(base.attributes, new.attributes),
            models=new.models or base.models,
        )
    if isinstance(new, s.ClassSpec) and isinstance(base, s.ClassSpec):
        return replace(
            _common(base, new),
            type=base.type,
            alt=new.alt or base.alt,
            classes=classes(base.classes, new.classes),
            attributes=att_list(base.attributes, new.attributes, inheriting=False),
        )
    if isinstance(new, s.MacroSpec) and isinstance(base, s.MacroSpec):
        return replace(
            _common(base, new),
            data=base.data,
            content=content(base.content, new.content),
            values=val_list(base.values, new.values),
        )
    return new
