"""Slips in what an ODD changes: values, defaults, prefixes and classes that are not as the change takes them to be.

Each check takes a compiled ODD; `check` lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.compile import CompiledOdd
from puzanov_tei.odd.grammar import reached
from puzanov_tei.odd.resolve import finding
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.values import check_data, data_matches


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
    for spec in odd.schema.specs.values():
        for attribute in () if isinstance(spec, s.MacroSpec) else odd.attributes.own(spec).values():
            values = attribute.values
            if not attribute.default or values is None or values.type != "closed" or not attribute.origin.file:
                continue
            idents = [item.alt or item.ident for item in values.items]
            if attribute.default not in idents:
                name = f"{spec.ident}/@{attribute.ident}"
                message = f"the default {attribute.default!r} of {name} is not in its closed list."
                hint = did_you_mean(attribute.default, idents) or f"It has: {', '.join(idents)}."
                yield finding("PZ205", attribute.origin, message, hint, rule=spec.ident)


def datatypes(odd: CompiledOdd) -> Iterator[Finding]:
    """Values and defaults of an attribute that its datatype refuses; closed lists without a value."""
    for spec in odd.changes:
        whole = odd.schema.specs.get(spec.ident)
        if whole is None or isinstance(spec, s.MacroSpec) or isinstance(whole, s.MacroSpec):
            continue
        changed = {a.ident for a in spec.attributes.definitions}
        for attribute in odd.attributes.own(whole).values():
            if attribute.ident in changed:
                yield from _against_datatype(odd, spec.ident, attribute)


def _against_datatype(odd: CompiledOdd, owner: str, attribute: s.AttDef) -> Iterator[Finding]:
    name = f"{owner}/@{attribute.ident}"
    listed = attribute.values
    if listed is not None and listed.type == "closed" and not listed.items:
        message = f"the closed list of {name} has no value, so that its datatype alone counts."
        yield finding("PZ205", attribute.origin, message, "List values, or remove valList.", Severity.WARNING, owner)
    datatype = attribute.datatype
    content = datatype.content if datatype else None
    if datatype is None or not isinstance(content, s.DataRef) or datatype.most != 1:
        return
    items = listed.items if listed is not None else ()
    told = [("value", item.ident, item.origin) for item in items if item.origin.file]
    if attribute.default and listed is None:
        told.append(("default", attribute.default, attribute.origin))
    for what, value, where in told:
        if not _allows(odd.schema, content, value):
            message = f"the {what} {value!r} of {name} is no {content.key or content.name}, its datatype."
            hint = "Mend the value, or name another datatype."
            yield finding("PZ205", where if where.file else attribute.origin, message, hint, Severity.WARNING, owner)


def _allows(schema: s.Customization, content: s.Content | None, value: str) -> bool:
    """Whether a text is a value of a datatype; True for what only a whole validator could say."""
    match content:
        case s.Alternate(members):
            return any(_allows(schema, member, value) for member in members)
        case s.ValList("closed", items):
            return value in [item.alt or item.ident for item in items]
        case s.DataRef(most=1):
            params = tuple((facet, text) for facet, text in (("pattern", content.restriction), *content.facets) if text)
            if content.name:
                return _is_value(content.name, params, value)
            spec = schema.specs.get(content.key)
            patterns = tuple(param for param in params if param[0] == "pattern")
            if not isinstance(spec, s.MacroSpec) or not _is_value("string", patterns, value):
                return not isinstance(spec, s.MacroSpec)
            return _allows(schema, spec.content, value)
    return True


def _is_value(kind: str, params: tuple[tuple[str, str], ...], value: str) -> bool:
    """Whether a text is a value of a datatype of XML Schema; True if that cannot be, which is told elsewhere."""
    return bool(check_data(kind, params, p.XSD_TYPES)) or data_matches((kind, params, p.XSD_TYPES), value, None)


def names(odd: CompiledOdd) -> Iterator[Finding]:
    """Elements renamed to what another one is called, and references to attributes that a class does not have."""
    specs = odd.schema.specs
    called = {e.ident for e in odd.schema.elements if e.ns is None and not e.alt}
    for spec in odd.changes:
        if isinstance(spec, s.ElementSpec) and spec.mode == "change" and spec.alt in called and spec.ns is None:
            message = f"{spec.ident} is renamed {spec.alt}, as another element of the schema is called."
            hint = f"Choose another altIdent, or delete {spec.alt}."
            yield finding("PZ203", spec.origin, message, hint, Severity.WARNING, spec.ident)
        for reference in spec.attributes.references:
            holder = specs.get(reference.cls)
            if isinstance(holder, s.ClassSpec) and holder.type != "atts":
                message = f"{spec.ident} refers to the attributes of {reference.cls}, which is a model class."
                yield finding("PZ205", reference.origin, message, "Name a class of attributes.", rule=spec.ident)
                continue
            if not reference.name or not isinstance(holder, s.ClassSpec):
                if reference.cls and holder is None and not odd.schema.grammars:
                    yield _no_class(odd, spec, reference)
                continue
            there = odd.attributes.of_class(reference.cls)
            if reference.name not in {*there, *(name.replace("xml:", "xml") for name in there)}:
                message = f"{reference.cls} has no attribute {reference.name!r} for {spec.ident} to refer to."
                yield finding("PZ205", reference.origin, message, did_you_mean(reference.name, there), rule=spec.ident)


def _no_class(odd: CompiledOdd, spec: s.Spec, reference: s.AttRef) -> Finding:
    """The attribute of a class that the schema does not have: it is not there."""
    known = odd.schema.known.get(reference.cls)
    there = [ident for ident, one in odd.schema.known.items() if isinstance(one, s.ClassSpec)]
    hint = did_you_mean(reference.cls, there) if known is None else f"Include {reference.cls}, or remove the attRef."
    message = f"{spec.ident} refers to the attributes of {reference.cls}, which is not in the schema."
    severity = Severity.ERROR if hint and known is None else Severity.WARNING
    return finding("PZ201", reference.origin, message, hint, severity, spec.ident)


def unused(odd: CompiledOdd) -> Iterator[Finding]:
    """New classes of attributes without members, new macros that nothing names, new elements without content.

    What a file declares that several ODDs share is not looked at: what one does not use another does.
    """
    schema = odd.schema
    used = frozenset[str]().union(*map(odd.attributes.classes, schema.elements))
    used |= {reference.cls for spec in schema.specs.values() for reference in spec.attributes.references}
    there = reached(odd.grammar)
    for spec in odd.changes:
        anew = spec.ident in schema.known or spec.origin.file != odd.tree.name
        if spec.mode not in ("add", "replace") or spec.ident not in schema.specs:
            continue
        message = ""
        if isinstance(spec, s.ElementSpec) and spec.content is None and not spec.models:
            message = f"{spec.ident} declares no content, so that it stays empty."
            hint = "Write <content><empty/></content> if that is meant."
        elif anew:
            continue
        elif isinstance(spec, s.ClassSpec) and spec.type == "atts" and spec.ident not in used:
            message = f"no element is a member of {spec.ident}, so that its attributes count for nothing."
            hint = "Name it in classes/memberOf of an element or class, or remove it."
        elif isinstance(spec, s.MacroSpec) and schema.definition(spec) not in there:
            message = f"nothing names {spec.ident}, so that it counts for nothing."
            hint = "Name it in a content model or datatype, or remove it."
        if message:
            yield finding("PZ204", spec.origin, message, hint, Severity.WARNING, spec.ident)


def prefixes(odd: CompiledOdd) -> Iterator[Finding]:
    """Attributes with a prefix that nothing declares."""
    for spec in odd.changes:
        for attribute in spec.attributes.definitions:
            if attribute.ns or attribute.ident.startswith("xml:"):
                continue
            prefix, colon, local = attribute.ident.partition(":")
            if colon and attribute.mode in ("add", "replace"):
                message = f"the prefix of {spec.ident}/@{attribute.ident} is not declared, so that it is @{local}."
                hint = f'Declare xmlns:{prefix}, or write ident="{local}" with @ns.'
                yield finding("PZ201", attribute.origin, message, hint, rule=spec.ident)


def kinds(odd: CompiledOdd) -> Iterator[Finding]:
    """Changes that take a declaration for one of another kind or module, or a membership for what it is not."""
    modules = {"", *(spec.module for spec in odd.schema.known.values())}
    for spec in odd.changes:
        base = odd.schema.known.get(spec.ident)
        if base is not None and spec.mode in ("change", "delete") and spec.module not in modules:
            message = f"{spec.ident} is of module {base.module or 'none'}; there is no {spec.module}."
            hint = f'Write module="{base.module}".' if base.module else "Remove @module."
            yield finding("PZ204", spec.origin, message, hint, Severity.WARNING, spec.ident)
        if spec.mode != "change" or base is None or isinstance(spec, s.MacroSpec) or isinstance(base, s.MacroSpec):
            continue
        if isinstance(spec, s.ClassSpec) and isinstance(base, s.ClassSpec) and spec.type not in (base.type, ""):
            message = f"{spec.ident} is a class of type {base.type!r} in the source, not {spec.type!r}."
            yield finding("PZ204", spec.origin, message, f'Write type="{base.type}".', Severity.WARNING, spec.ident)
        there = [member.key for member in s.memberships(base)]
        for member in s.memberships(spec):
            if member.mode == "delete" and member.key not in there:
                message = f"{spec.ident} is no member of {member.key!r}, so that this deletion has no effect."
                hint = did_you_mean(member.key, there) or "Remove it."
                yield finding("PZ204", member.origin, message, hint, Severity.WARNING, spec.ident)
            elif spec.classes and spec.classes.mode == "change" and member.mode == "add" and member.key in there:
                message = f"{spec.ident} is a member of {member.key} already, so that this has no effect."
                yield finding("PZ204", member.origin, message, "Remove it.", Severity.WARNING, spec.ident)


def _value_lists(spec: s.Spec, base: s.Spec) -> Iterator[tuple[str, s.ValList, s.ValList | None]]:
    """What the values belong to, the changed list, and the one it changes."""
    if isinstance(spec, s.MacroSpec):
        if isinstance(base, s.MacroSpec) and spec.values and spec.values.mode == "change":
            yield spec.ident, spec.values, base.values
        return
    before = {a.ident: a for a in base.attributes.definitions}
    for attribute in spec.attributes.definitions:
        if attribute.values and attribute.values.mode == "change":
            old = before.get(attribute.ident)
            yield f"{spec.ident}/@{attribute.ident}", attribute.values, old.values if old else None
