"""Content models, model classes, macros and datatypes as RELAX NG patterns."""

from __future__ import annotations

from puzanov_tei.findings import Finding
from puzanov_tei.odd import facets, wildcards
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.external import definitions, rename
from puzanov_tei.odd.members import Members, unused
from puzanov_tei.odd.shapes import can_be, choice, group, times, without_impossible
from puzanov_tei.odd.source import NEAR, Addresses
from puzanov_tei.odd.told import Told
from puzanov_tei.relaxng import patterns as p


class Models:
    """Patterns for the content side of one schema. `extra` collects definitions made on the way."""

    def __init__(self, schema: s.Customization, findings: list[Finding], addresses: Addresses = NEAR) -> None:
        self.schema = schema
        self.specs = schema.specs
        self.extra: dict[str, p.Pattern] = {}
        self.extra_notes: dict[str, p.Annotation] = {}
        self.external: dict[str, p.Pattern] = {}
        for module in schema.grammars:
            self.external |= definitions(module, addresses)
        self.members = Members(schema)
        self._any: dict[tuple[object, object], str] = {}
        self._named: dict[str, s.Spec] = {}
        self._told = Told(schema, findings)
        self._slack = 0  # how many of the nodes we are in may be absent as a whole
        self.unused = unused(schema)

    # --- specifications

    def macro(self, spec: s.MacroSpec) -> p.Pattern:
        """The pattern of a macro or datatype."""
        self._told.about(spec)
        if spec.values is not None and spec.content is None:
            return self._content(spec.values) or p.Empty()
        return self._whole(spec.content)

    def element_content(self, spec: s.ElementSpec) -> p.Pattern:
        """The pattern of an element's content."""
        self._told.about(spec)
        return self._whole(spec.content)

    def _whole(self, content: s.Content | None) -> p.Pattern:
        pattern = p.Empty() if content is None else self._content(content)
        if pattern is None and content is not None:
            self._dropped(content)
        return p.Empty() if pattern is None else pattern

    def model_class(self, spec: s.ClassSpec) -> p.Pattern:
        """Any member of a model class."""
        members = [p.Ref(self.schema.definition(m)) for m in self.members.direct(spec.ident) if self._useful(m)]
        return choice(members)

    def _useful(self, spec: s.Spec) -> bool:
        """Whether a class has any element in it; elements always are."""
        return not isinstance(spec, s.ClassSpec) or bool(self.members.leaves(spec.ident)) or bool(self.external)

    def _offered(self, spec: s.Spec) -> bool:
        return isinstance(spec, s.ElementSpec) and spec.ident not in self.unused

    # --- content models

    def _content(self, content: s.Content) -> p.Pattern | None:
        """The pattern of a node; None if it needs something that is not in the schema."""
        optional = getattr(content, "least", 1) == 0
        self._slack += optional
        pattern = self._node(content)
        self._slack -= optional
        return p.Empty() if pattern is None and optional else pattern

    def _node(self, content: s.Content) -> p.Pattern | None:
        match content:
            case s.TextNode():
                return p.Text()
            case s.Nothing():
                return p.Empty()
            case s.ElementRef() | s.MacroRef():
                return self._reference(content)
            case s.ClassRef():
                return p.Empty() if self._of_attributes(content) else self._class(content)
            case s.DataRef(least=least, most=most):
                one = self.data(content)
                return times(one, least, most) if most == 1 else self._list(one, least, most, content.origin)
            case s.AnyElement():
                return times(p.Ref(self._any_element(content)), content.least, content.most)
            case s.Sequence():
                return self._sequence(content)
            case s.Alternate():
                of_content = [m for m in content.members if not self._of_attributes(m)]
                members = [m for m in map(self._content, of_content) if m is not None]
                if content.members and not members:
                    return None
                return times(choice(members), content.least, content.most)
            case s.RelaxNG():
                return self._foreign(content)
            case s.ValList():
                return self._values(content, None)
            case s.EveryElement():
                return choice([p.Ref(self.schema.definition(e)) for e in self.specs.values() if self._offered(e)])

    def _reference(self, node: s.ElementRef | s.MacroRef) -> p.Pattern | None:
        spec = self.specs.get(node.key)
        least, most = (node.least, node.most) if isinstance(node, s.ElementRef) else (1, 1)
        if spec is not None:
            return times(p.Ref(self.schema.definition(spec)), least, most)
        return times(p.Ref(node.key), least, most) if node.key in self.external else None

    def _of_attributes(self, node: s.Content) -> bool:
        """Whether a part of a content model names a class of attributes, which is told and left out."""
        spec = self.specs.get(node.key) if isinstance(node, s.ClassRef) else None
        if not isinstance(node, s.ClassRef) or not isinstance(spec, s.ClassSpec) or spec.type != "atts":
            return False
        self._told.class_of_attributes(node)
        return True

    def _class(self, node: s.ClassRef) -> p.Pattern | None:
        spec = self.specs.get(node.key)
        if spec is None:
            return None
        if not (node.include or node.exclude or node.expand in _SEQUENCES):
            return times(p.Ref(self.schema.definition(spec)), node.least, node.most)
        leaves = [e for e in self.members.leaves(node.key) if self._chosen(e, node)]
        members: list[p.Pattern] = [p.Ref(self.schema.definition(e)) for e in leaves]
        if node.expand not in _SEQUENCES:
            return times(choice(members), node.least, node.most)
        least, most = _SEQUENCES[node.expand]
        return times(group(times(m, least, most) for m in members), node.least, node.most) if members else None

    def _chosen(self, element: s.ElementSpec, node: s.ClassRef) -> bool:
        """Whether include and except of a classRef leave an element, named itself or by a subclass."""

        def named(wanted: tuple[str, ...]) -> bool:
            return any(
                n == element.ident or (isinstance(self.specs.get(n), s.ClassSpec) and element in self.members.leaves(n))
                for n in wanted
            )

        return (not node.include or named(node.include)) and not named(node.exclude)

    def _sequence(self, node: s.Sequence) -> p.Pattern | None:
        made = [self._content(m) for m in node.members]
        members = [m for m in made if m is not None]
        if node.members and not members:
            return None
        for member, pattern in zip(node.members, made, strict=True):
            if pattern is None:
                self._dropped(member)
        if not node.ordered and len(members) > 1:
            return times(p.Interleave(tuple(members)), node.least, node.most)
        return times(group(members), node.least, node.most)

    def _any_element(self, node: s.AnyElement) -> str:
        """The definition of an element of any name; one for each set of names."""
        excluded = self._exceptions() if node.exclude is None and not node.require else node.exclude or ()
        key = (node.require, excluded)
        if key not in self._any:
            name = f"{self.schema.prefix}anyElement_{len(self._any) + 1}"
            self._any[key] = name
            owner = self._told.owner
            self.extra_notes[name] = p.Annotation("", str(owner.origin) if owner else "", owner.ident if owner else "")
            self.extra[name] = wildcards.element(name, node.require, excluded)
        return self._any[key]

    def _exceptions(self) -> tuple[tuple[str, str], ...]:
        """What an element of any name is not."""
        if self.schema.exceptions is not None:
            return self.schema.exceptions
        more = wildcards.own_namespaces(self.schema, self.external)
        if more and not self._any:
            self._told.own_namespaces(more)
        return (*wildcards.EXCEPTIONS, *((ns, "") for ns in more))

    # --- datatypes and values

    def data(self, node: s.DataRef) -> p.Pattern:
        """One item of a datatype, its restriction and facets applied."""
        params = tuple((f, v) for f, v in (("pattern", node.restriction), *node.facets) if v)
        tried = facets.parameters(params) if node.name else tuple(param for param in params if param[0] == "pattern")
        if node.origin.file and not node.ref and (node.name or tried):
            from puzanov_tei.relaxng.values import check_data  # for datatypes of the ODD's own

            wrong = check_data(node.name or "token", tried, p.XSD_TYPES)
            if wrong:
                self._told.misused(node, wrong)
        if node.name:
            return facets.data(node.name, params)
        if node.ref:
            return p.Data(node.ref.rpartition("#")[2] or "string", params)
        spec = self.specs.get(node.key)
        if spec is None and node.key.startswith("data."):
            spec = self._renamed(node.key, node.origin)
        if spec is None:
            self._missing(node.key, node.origin)
            return p.Text()
        if not params:
            return p.Ref(self.schema.definition(spec))
        content = spec.content if isinstance(spec, s.MacroSpec) else None
        return self._restricted(content, params)

    def _restricted(self, content: s.Content | None, params: tuple[tuple[str, str], ...]) -> p.Pattern:
        """A datatype with further facets on each of its parts."""
        if isinstance(content, s.DataRef) and content.name:
            own = tuple((f, v) for f, v in (("pattern", content.restriction), *content.facets) if v)
            return facets.data(content.name, facets.narrowed(own, params))
        if isinstance(content, s.DataRef) and isinstance(inner := self.specs.get(content.key), s.MacroSpec):
            return self._restricted(inner.content, params)
        if isinstance(content, s.Alternate):
            parts = [self._restricted(m, params) for m in content.members]
            return choice(parts)
        pattern = None if content is None else self._content(content)
        return pattern or p.Data("string", params)

    def attribute_value(self, spec: s.Spec, attribute: s.AttDef) -> p.Pattern:
        """What an attribute of a specification may hold: its datatype or its values, as a list if it has several."""
        self._told.about(spec, attribute.ident)
        datatype = attribute.datatype
        item = self._item(attribute, datatype)
        if datatype is None or datatype.most == 1:
            return times(item, 1 if datatype is None else datatype.least, 1)
        return self._list(item, datatype.least, datatype.most, attribute.origin)

    def _list(self, item: p.Pattern, least: int, most: int, where: s.Origin) -> p.Pattern:
        """A list of values; several texts are a text, as for the TEI Stylesheets."""
        if not self._comes_to_text(item):
            return p.List(times(item, least, most))
        self._told.list_of_texts(where)
        return p.Text()

    def _comes_to_text(self, pattern: p.Pattern) -> bool:
        while isinstance(pattern, p.Ref):
            spec = self._by_definition().get(pattern.name)
            if not isinstance(spec, s.MacroSpec) or spec.content is None:
                return False
            if isinstance(spec.content, s.TextNode):
                return True
            if isinstance(spec.content, s.RelaxNG):
                pattern = spec.content.pattern
            elif isinstance(spec.content, (s.MacroRef, s.DataRef)) and spec.content.key in self.specs:
                pattern = p.Ref(self.schema.definition(self.specs[spec.content.key]))
            else:
                return False
        return isinstance(pattern, p.Text)

    def _by_definition(self) -> dict[str, s.Spec]:
        if not self._named:
            self._named = {self.schema.definition(spec): spec for spec in self.specs.values()}
        return self._named

    def _item(self, attribute: s.AttDef, datatype: s.Datatype | None) -> p.Pattern:
        values = attribute.values
        if values is not None and values.items and values.type == "closed":
            return self._values(values, None)
        content = datatype.content if datatype else None
        pattern = None if content is None or isinstance(content, s.Nothing) else self._content(content)
        if values is not None and values.items and values.type == "semi" and pattern is not None:
            return self._values(values, pattern)
        return pattern if pattern is not None else p.Text()

    @staticmethod
    def _values(values: s.ValList, other: p.Pattern | None) -> p.Pattern:
        """Any value of a list, or what `other` allows."""
        if isinstance(other, p.Text):
            return other
        members: list[p.Pattern] = [p.Value(i.alt or i.ident) for i in values.items]
        return choice(members if other is None else [*members, other])

    # --- RELAX NG inside

    def _foreign(self, node: s.RelaxNG) -> p.Pattern | None:
        """A pattern with ODD identifiers made references; what is not in the schema is dropped where it may be."""
        lost: list[str] = []

        def target(name: str) -> p.Pattern:
            definition = self.target(name)
            if definition is None:
                lost.append(name)
            return definition or p.NotAllowed()

        named = rename(node.pattern, target)
        pattern = without_impossible(named)
        for name in dict.fromkeys(lost):
            if name not in self.schema.known or not can_be(named):
                self._missing(name, node.origin)
        return None if isinstance(pattern, p.NotAllowed) else pattern

    def target(self, name: str) -> p.Pattern | None:
        """What a reference inside RELAX NG means: an identifier, with or without prefix, or a foreign definition."""
        spec = self.specs.get(name) or self.specs.get(name.removeprefix(self.schema.prefix))
        spec = spec or self._by_definition().get(name)
        if spec is None and name.startswith("data."):
            spec = self._renamed(name)
        if spec is not None:
            return p.Ref(self.schema.definition(spec))
        for suffix, expand in _SUFFIXES.items():
            cls = name.removesuffix(suffix).removeprefix(self.schema.prefix)
            if name.endswith(suffix) and cls in self.specs:
                return self._class(s.ClassRef(cls, expand=expand)) or p.Empty()
        if name.endswith(".attributes") and name.removesuffix(".attributes") in self.specs:
            return p.Ref(f"{self.schema.definition(self.specs[name.removesuffix('.attributes')])}.attributes")
        return p.Ref(name) if name in self.external else None

    def _renamed(self, name: str, where: s.Origin = s.NOWHERE) -> s.Spec | None:
        """A datatype by the name that it had before TEI P5 3.0: data.word is teidata.word."""
        spec = self.specs.get(f"tei{name}")
        if spec is not None:
            self._told.renamed(name, spec, where)
        return spec

    # --- what is not there

    def _dropped(self, node: s.Content) -> None:
        """A part of a content model has nothing left: worth saying if it was required."""
        if isinstance(node, (s.ElementRef, s.ClassRef, s.MacroRef)):
            if getattr(node, "least", 1):
                self._missing(node.key, node.origin)
        elif isinstance(node, (s.Alternate, s.Sequence)) and node.least:
            for member in node.members:
                self._dropped(member)

    def _missing(self, key: str, where: s.Origin) -> None:
        if key and not self._slack:  # what has no key is told where it is read
            self._told.missing(key, where)


# How often each member may come in the forms of classRef/@expand that are sequences; any other is an alternation,
# which is the default.
_SEQUENCES = {
    "sequence": (1, 1),
    "sequenceOptional": (0, 1),
    "sequenceRepeatable": (1, s.UNBOUNDED),
    "sequenceOptionalRepeatable": (0, s.UNBOUNDED),
}
_SUFFIXES = {
    "_alternation": "alternation",
    "_sequence": "sequence",
    "_sequenceOptional": "sequenceOptional",
    "_sequenceRepeatable": "sequenceRepeatable",
    "_sequenceOptionalRepeatable": "sequenceOptionalRepeatable",
}
