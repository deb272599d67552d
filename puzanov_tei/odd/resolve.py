"""From a schemaSpec to the schema it means: modules, references and modes applied to the source.

Order of the work (TEI Guidelines 23.3): 1. what modules and references bring, in document order;
2. changes, deletions, replacements and additions; 3. memberships of classes that are not there are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import merge, scopes
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.p5 import tei_p5

# Finds the library that a `source` attribute names.
Libraries = Callable[[str, s.Origin], s.Library]
_KINDS = {"element": s.ElementSpec, "class": s.ClassSpec, "macro": s.MacroSpec, "data": s.MacroSpec}


def finding(
    code: str, where: s.Origin, message: str, hint: str = "", severity: Severity = Severity.ERROR, rule: str = ""
) -> Finding:
    """A finding about a place in an ODD."""
    return Finding(code, severity, message, hint, where.location, rule=rule)


class Resolver:
    """Builds the specifications of one schema; `findings` tells what did not fit."""

    def __init__(self, schema: s.SchemaSpec, library: Libraries) -> None:
        self.schema = schema
        self.library = library
        self.source = library(schema.source, schema.origin)
        self.compiled = not any(isinstance(item, s.ModuleRef) for item in schema.items)
        self.specs: dict[str, s.Spec] = {}
        self.constraints: list[s.ConstraintSpec] = list(self.source.constraints)
        self.grammars: list[s.ModuleRef] = []
        self.findings: list[Finding] = []
        self.declared: dict[str, s.Spec] = {}
        self.asides: list[s.Spec] = []
        self.constrained: dict[tuple[str, str], s.ConstraintSpec] = {}
        self.left_out: dict[str, s.Origin] = {}
        self._apart: dict[tuple[str, str], s.Library] = {}

    def run(self) -> s.Customization:
        """The resolved schema."""
        for target, where in self.schema.lost:
            hint = "It has to lead to the xml:id of a specGrp."
            message = f"specGrpRef leads nowhere: {target}."
            self.findings.append(finding("PZ201", where, message, hint, Severity.WARNING))
        for message, where in self.schema.notices:
            self.findings.append(finding("PZ201", where, message, severity=Severity.WARNING))
        for item in self.schema.items:
            self._bring(item)
        if self._is_layer():
            message = "the schemaSpec brings in nothing and changes what its source has: all of the source is taken."
            hint = "Write a moduleRef for each module that is meant."
            self.findings.append(finding("PZ201", self.schema.origin, message, hint, Severity.WARNING))
            self.specs.update(self.source.specs)
        for item in self.schema.items:
            self._apply(item)
        self._break_circles()
        return s.Customization(
            self.schema.ident,
            self.specs,
            self.schema.start,
            self.schema.ns,
            self.schema.prefix if self.schema.prefix is not None else "tei_",
            self.schema.exceptions,
            tuple(self.constraints),
            tuple(self.grammars),
            self.source.version,
            {i: where for i, where in self.left_out.items() if i not in self.specs},
            self.source.specs,
            self.schema.origin,
            tuple(self.asides),
            self.source.title,
            self.schema.language,
        )

    def _break_circles(self) -> None:
        """A membership that makes a class a member of itself, directly or through others, is dropped."""
        state: dict[str, bool] = {}  # whether a class is done

        def visit(ident: str) -> None:
            spec = self.specs[ident]
            if not isinstance(spec, s.ClassSpec) or spec.classes is None:
                state[ident] = True
                return
            state[ident] = False
            kept = []
            for member in spec.classes.members:
                if member.key in self.specs and member.key not in state:
                    visit(member.key)
                if state.get(member.key, True):
                    kept.append(member)
                else:
                    message = f"the class {ident} is a member of itself, through {member.key}."
                    where = member.origin if member.origin.file else self.schema.origin
                    hint = "Remove one of the memberships; this one is left out."
                    self.findings.append(finding("PZ206", where, message, hint, rule=ident))
            if len(kept) < len(spec.classes.members):
                self.specs[ident] = replace(spec, classes=replace(spec.classes, members=tuple(kept)))
            state[ident] = True

        for ident in list(self.specs):
            if isinstance(self.specs[ident], s.ClassSpec) and ident not in state:
                visit(ident)

    # --- 1. what is brought in

    def _is_layer(self) -> bool:
        """Whether the schema is a layer over its source, as those of TEI Publisher are: nothing but changes.

        A compiled ODD brings nothing either, but its declarations are whole.
        """
        items = self.schema.items
        changes = [item for item in items if isinstance(item, s.ElementSpec) and item.mode == "change"]
        brings = any(isinstance(item, (s.ModuleRef, s.SpecRef)) for item in items)
        return bool(changes) and not brings and not any(map(_whole, changes))

    def _bring(self, item: s.Item) -> None:
        if isinstance(item, s.ModuleRef):
            if item.url:
                self.grammars.append(item)
            else:
                self._module(item)
        elif isinstance(item, s.SpecRef):
            self._reference(item)

    def _module(self, item: s.ModuleRef) -> None:
        source = self._source(item)
        if item.key not in source.modules:
            hint = did_you_mean(item.key, source.modules) or f"Modules of the source: {', '.join(source.modules)}."
            self.findings.append(finding("PZ201", item.origin, f"there is no module {item.key!r}.", hint))
            return
        scope = _scope(item)
        members = {scopes.written(ident, scope): ident for ident in source.modules[item.key]}
        for name in (*(item.include or ()), *item.exclude):
            if name not in members:
                self.findings.append(self._not_in_module(name, item, members, source))
        for name, ident in members.items():
            chosen = item.include is None or name in item.include
            if name in item.exclude or (not chosen and isinstance(source.specs[ident], s.ElementSpec)):
                self.left_out[ident] = item.origin
            else:
                self.specs.setdefault(ident, self._prefixed(source.specs[ident], item.prefix))

    def _source(self, item: s.ModuleRef | s.SpecRef) -> s.Library:
        """Where a reference takes things from. Names of a source in another namespace are kept apart from ours."""
        if not item.source:
            return self.source
        source = self.library(item.source, item.origin)
        if source.ns == self.source.ns:
            return source
        scope = _scope(item)
        if (item.source, scope) not in self._apart:
            self._apart[item.source, scope] = scopes.apart(source, scope, self.source.specs)
        return self._apart[item.source, scope]

    def _not_in_module(self, name: str, item: s.ModuleRef, members: Iterable[str], source: s.Library) -> Finding:
        other = source.specs.get(name)
        meant = did_you_mean(name, members)
        hint = f"It belongs to module {other.module}." if other else meant
        severity = Severity.WARNING if other or not meant else Severity.ERROR
        return finding("PZ201", item.origin, f"module {item.key} has no {name!r}.", hint, severity)

    @staticmethod
    def _prefixed(spec: s.Spec, prefix: str | None) -> s.Spec:
        return spec if prefix is None else replace(spec, prefix=prefix)

    def _reference(self, item: s.SpecRef) -> None:
        source = self._source(item)
        spec = source.specs.get(item.key) or source.specs.get(f"{_scope(item)}.{item.key}")
        if spec is None or not isinstance(spec, _KINDS[item.kind]):
            same = [i for i, known in source.specs.items() if isinstance(known, _KINDS[item.kind])]
            message = f"the source has no {item.kind} {item.key!r}."
            self.findings.append(finding("PZ201", item.origin, message, did_you_mean(item.key, same)))
            return
        if isinstance(spec, s.ClassSpec) and spec.type == "atts" and (item.include is not None or item.exclude):
            spec = replace(spec, attributes=_chosen(spec.attributes, item))
        self.specs[spec.ident] = self._prefixed(spec, item.prefix)

    # --- 2. what is declared

    def _apply(self, item: s.Item) -> None:
        if isinstance(item, s.ConstraintSpec):
            self._constrain(item)
        elif isinstance(item, (s.ElementSpec, s.ClassSpec, s.MacroSpec)):
            self._declare(item)

    def _constrain(self, item: s.ConstraintSpec) -> None:
        """A constraint of the schema as a whole. Two new ones of one name both count, and are told."""
        before = self.constrained.get((item.ident, item.lang))
        self.constrained[item.ident, item.lang] = item
        if before is not None and item.mode == before.mode == "add":
            message = f"constraintSpec {item.ident} is declared twice; both count."
            self.findings.append(finding("PZ203", item.origin, message, f"It is also declared at {before.origin}."))
            self.constraints.append(item)
        else:
            self.constraints = list(merge.constraints(tuple(self.constraints), (item,)))

    def _declare(self, spec: s.Spec) -> None:
        if not spec.ident:
            message, hint = "a declaration has no ident, so that it is ignored.", "Name what it declares with @ident."
            self.findings.append(finding("PZ204", spec.origin, message, hint))
            return
        if not is_ncname(spec.ident):
            message = f"{spec.ident!r} is no name of TEI: the declaration is left out of the grammar."
            hint = "A processing model for foreign elements may stand so; else name one element."
            self.findings.append(finding("PZ218", spec.origin, message, hint, Severity.WARNING))
            self.asides.append(spec)
            return
        spec = self._in_its_namespace(spec)
        before = self.declared.get(spec.ident)
        if before is not None and spec.mode in ("add", "replace") and before.mode in ("add", "replace"):
            message = f"{spec.ident!r} is declared twice."
            self.findings.append(finding("PZ203", spec.origin, message, f"It is also declared at {before.origin}."))
        self.declared[spec.ident] = spec
        base = self.specs.get(spec.ident)
        if spec.mode == "delete":
            if base is None and before is None:
                self.findings.append(self._nothing(spec))
            self.left_out[spec.ident] = spec.origin
            self.specs.pop(spec.ident, None)
        elif spec.mode == "change" or (isinstance(base, s.ElementSpec) and _models_alone(spec)):
            self._change(spec, base)
        else:
            self._add(spec, base, before)

    def _change(self, spec: s.Spec, base: s.Spec | None) -> None:
        if base is None and self.compiled and _whole(spec):
            self.specs[spec.ident] = replace(spec, mode="add")
        elif base is None:
            self.findings.append(self._nothing(spec))
        elif type(base) is not type(spec):
            self.findings.append(finding("PZ204", spec.origin, f"{spec.ident!r} is of another kind in the source."))
        else:
            self.specs[spec.ident] = merge.spec(base, spec)

    def _add(self, spec: s.Spec, base: s.Spec | None, before: s.Spec | None) -> None:
        if base is not None and type(base) is not type(spec):
            message = f"{spec.ident!r} is of another kind in the source; this declaration is left out."
            self.findings.append(finding("PZ203", spec.origin, message, "Choose another ident."))
            return
        if spec.mode == "add" and base is not None and before is None and base.origin.file != spec.origin.file:
            message = f"{spec.ident} is declared anew, so that nothing is left of its declaration in the source."
            hint = 'Write mode="change" to change it, or mode="replace" if that is meant.'
            self.findings.append(finding("PZ203", spec.origin, message, hint, Severity.WARNING))
        module = spec.module or (base.module if base else "")
        self.specs[spec.ident] = replace(spec, mode="add", module=module)

    def _in_its_namespace(self, spec: s.Spec) -> s.Spec:
        """A new element of another namespace has an identifier of its own beside the one that it has its name from."""
        base = self.specs.get(spec.ident)
        if not isinstance(spec, s.ElementSpec) or not isinstance(base, s.ElementSpec) or spec.ns is None:
            return spec
        ident = f"{spec.prefix or 'other.'}{spec.ident}"
        if spec.ns == (self.schema.ns if base.ns is None else base.ns) or not is_ncname(ident):
            return spec
        if spec.mode != "add" and ident not in self.specs:
            return spec
        return replace(spec, ident=ident, alt=spec.alt or spec.ident, prefix="")

    def _nothing(self, spec: s.Spec) -> Finding:
        known = self.source.specs.get(spec.ident)
        if known is not None:
            deletes = spec.mode == "delete"
            hint = f"Include it in the moduleRef of {known.module}, or drop the change." if known.module else ""
            hint = "Drop it." if deletes else hint
            what = "deletion" if deletes else "change"
            message = f"{spec.ident!r} is not in the schema, so that this {what} has no effect."
            return finding("PZ204", spec.origin, message, hint, Severity.WARNING)
        elsewhere = tei_p5().specs.get(spec.ident)
        meant = "" if elsewhere else did_you_mean(spec.ident, [*self.specs, *self.source.specs])
        hint = meant or 'A new declaration has mode="add".'
        if elsewhere:
            hint = f"It is of module {elsewhere.module} of TEI P5, which the source {self.schema.source} leaves out."
        # What is not there is as good as deleted. What is like no name of this release is of another one; a slip in a
        # name leaves something as it was that was to be changed.
        severity = Severity.ERROR if meant and spec.mode == "change" else Severity.WARNING
        return finding("PZ204", spec.origin, f"there is no {spec.ident!r} to {spec.mode}.", hint, severity)


def _scope(item: s.ModuleRef | s.SpecRef) -> str:
    """What stands before clashing names of a source: the prefix that the reference gives, or the file's name."""
    named = (item.prefix or "").strip("_.:-") or item.source.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return named if is_ncname(named) else "other"


def _models_alone(spec: s.Spec) -> bool:
    """Whether a declaration holds processing models and nothing that a grammar is made of, whatever its mode says."""
    return (
        isinstance(spec, s.ElementSpec)
        and bool(spec.models)
        and spec.mode == "add"
        and spec.content is None
        and (spec.classes is None and not spec.attributes.members)
    )


def _whole(spec: s.Spec) -> bool:
    """Whether a declaration can stand alone, as those of a compiled ODD do in whatever mode."""
    return isinstance(spec, s.ClassSpec) or spec.content is not None


def _chosen(attributes: s.AttList, item: s.SpecRef) -> s.AttList:
    """Attributes of a class that classRef/@include and @except leave."""
    kept = tuple(
        a
        for a in attributes.flat
        if isinstance(a, s.AttRef)
        or ((item.include is None or a.ident in item.include) and a.ident not in item.exclude)
    )
    return s.AttList(kept, attributes.org)
