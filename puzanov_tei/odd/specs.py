"""What an ODD declares, as plain frozen data (TEI Guidelines, chapter TD).

The same types hold TEI P5 itself, a customization as its author wrote it, and the resolved schema:
`mode` tells whether a declaration is whole or says how to change another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from puzanov_tei.odd.nodes import (
    NO_DOCS,
    NOWHERE,
    UNBOUNDED,
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    Docs,
    ElementRef,
    EveryElement,
    MacroRef,
    Nothing,
    Origin,
    RelaxNG,
    Sequence,
    TextNode,
    ValItem,
    ValList,
    parse_origin,
)
from puzanov_tei.relaxng.patterns import TEI_NS

__all__ = [
    "NOWHERE", "NO_ATTRIBUTES", "NO_DOCS", "TEI_NS", "UNBOUNDED", "Alternate", "AnyElement", "AttDef",
    "AttList", "AttRef", "ClassRef", "ClassSpec", "Classes", "ConstraintSpec", "Content", "Customization", "DataRef",
    "Datatype", "Docs", "ElementRef", "ElementSpec", "EveryElement", "Item", "Library", "MacroRef",
    "MacroSpec", "MemberOf", "ModuleRef", "Nothing", "Origin", "RelaxNG", "SchemaSpec", "Sequence",
    "Spec", "SpecRef", "TextNode", "ValItem", "ValList", "modules_of", "parse_origin",
]  # fmt: skip

# --- constraints (TD 22.5.2) -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConstraintSpec:
    """Rules beyond the grammar. `bodies` are the `constraint` elements (lxml), `scheme` what they are written in.

    `lang` is the language of their sentences, empty if it is not said.
    """

    ident: str
    scheme: str = "schematron"
    mode: str = "add"
    bodies: tuple[Any, ...] = ()
    binding: str = ""
    docs: Docs = NO_DOCS
    origin: Origin = field(default=NOWHERE, compare=False)
    lang: str = ""


# --- attributes (TD 22.5.3) ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Datatype:
    """The type of an attribute: one item, or a list of `least` to `most` of them."""

    content: Content | None = None
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class AttDef:
    """An attribute. In mode change, None and "" mean "as before"."""

    ident: str
    mode: str = "add"
    usage: str = ""
    ns: str = ""
    alt: str = ""
    datatype: Datatype | None = None
    values: ValList | None = None
    default: str = ""
    valid_until: str = ""
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: Docs = NO_DOCS
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def required(self) -> bool:
        """Whether every element has to carry it."""
        return self.usage == "req"


@dataclass(frozen=True, slots=True)
class AttRef:
    """An attribute taken over from a class (`cls`), or all of them when `name` is empty."""

    cls: str
    name: str
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AttList:
    """Attributes, all of them ("group") or one of them ("choice")."""

    members: tuple[AttDef | AttRef | AttList, ...] = ()
    org: str = "group"

    @property
    def flat(self) -> list[AttDef | AttRef]:
        """All attributes, whatever their grouping."""
        inner = (a.flat if isinstance(a, AttList) else [a] for a in self.members)
        return [attribute for attributes in inner for attribute in attributes]

    @property
    def definitions(self) -> list[AttDef]:
        """All definitions, whatever their grouping."""
        return [a for a in self.flat if isinstance(a, AttDef)]

    @property
    def references(self) -> list[AttRef]:
        """All references, whatever their grouping."""
        return [a for a in self.flat if isinstance(a, AttRef)]

    @property
    def has_choice(self) -> bool:
        """Whether this list, or one inside it, holds alternatives, each with definitions of its own."""
        return self.org == "choice" or any(a.has_choice for a in self.members if isinstance(a, AttList))


NO_ATTRIBUTES = AttList()


# --- specifications --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemberOf:
    """Membership of a class."""

    key: str
    mode: str = "add"
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Classes:
    """The memberships of an element or class; in mode replace they are all there are."""

    members: tuple[MemberOf, ...] = ()
    mode: str = "replace"


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """An element type. `models` are its processing models (TD 22.5.4), lxml elements, untouched."""

    ident: str
    module: str = ""
    mode: str = "add"
    ns: str | None = None
    prefix: str | None = None
    alt: str = ""
    classes: Classes | None = None
    content: Content | None = None
    attributes: AttList = NO_ATTRIBUTES
    constraints: tuple[ConstraintSpec, ...] = ()
    valid_until: str = ""
    docs: Docs = NO_DOCS
    origin: Origin = field(default=NOWHERE, compare=False)
    models: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A model class (`type` model) or attribute class (`type` atts)."""

    ident: str
    type: str = ""
    module: str = ""
    mode: str = "add"
    prefix: str | None = None
    alt: str = ""
    classes: Classes | None = None
    attributes: AttList = NO_ATTRIBUTES
    constraints: tuple[ConstraintSpec, ...] = ()
    valid_until: str = ""
    docs: Docs = NO_DOCS
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MacroSpec:
    """A macro or (`data`) a datatype: a named content model."""

    ident: str
    module: str = ""
    mode: str = "add"
    data: bool = False
    prefix: str | None = None
    content: Content | None = None
    values: ValList | None = None
    constraints: tuple[ConstraintSpec, ...] = ()
    valid_until: str = ""
    docs: Docs = NO_DOCS
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def attributes(self) -> AttList:
        """None."""
        return NO_ATTRIBUTES


Spec = ElementSpec | ClassSpec | MacroSpec


def memberships(spec: Spec) -> tuple[MemberOf, ...]:
    """The classes that a specification says it is a member of; a macro is of none."""
    return () if isinstance(spec, MacroSpec) or spec.classes is None else spec.classes.members


@dataclass(frozen=True, slots=True)
class Library:
    """A set of whole specifications that a customization draws on: TEI P5, or another ODD resolved.

    `specs` maps an identifier to its specification, in document order; `modules` a module to the identifiers in it;
    `title` is that of the document, empty for the facts of TEI P5.
    """

    specs: Mapping[str, Spec]
    modules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: str = ""
    constraints: tuple[ConstraintSpec, ...] = ()
    title: str = ""
    ns: str = TEI_NS


def modules_of(specs: Iterable[Spec], named: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """The modules of specifications, with the identifiers in each; first those that are `named`, empty or not."""
    modules: dict[str, list[str]] = {module: [] for module in named}
    for spec in specs:
        if spec.module:
            modules.setdefault(spec.module, []).append(spec.ident)
    return {module: tuple(idents) for module, idents in modules.items()}


# --- what a schemaSpec asks for (TEI Guidelines, 23.3) ---------------------------------------------


@dataclass(frozen=True, slots=True)
class ModuleRef:
    """A module of the source (`key`), or a RELAX NG grammar (`url`) with its own `prefix`."""

    key: str = ""
    url: str = ""
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    prefix: str | None = None
    source: str = ""
    content: Any = None
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SpecRef:
    """An element, class, macro or datatype (`kind`) of the source, by name."""

    kind: str
    key: str
    source: str = ""
    prefix: str | None = None
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    origin: Origin = field(default=NOWHERE, compare=False)


Item = ModuleRef | SpecRef | Spec | ConstraintSpec


@dataclass(frozen=True, slots=True)
class SchemaSpec:
    """One schema of an ODD: its items in order, specification groups already in place.

    `lost` are targets of specGrpRefs that lead nowhere, `notices` what is to be said of its content models.
    """

    ident: str
    items: tuple[Item, ...] = ()
    start: tuple[str, ...] = ()
    source: str = ""
    ns: str = TEI_NS
    prefix: str | None = None
    language: str = "en"
    exceptions: tuple[tuple[str, str], ...] | None = None
    lost: tuple[tuple[str, Origin], ...] = ()
    notices: tuple[tuple[str, Origin], ...] = ()
    docs: Docs = NO_DOCS
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Customization:
    """A resolved customization: every specification whole, every attribute where it belongs.

    `language` is that of the documentation and of rules that are there in several; `left_out` says where the ODD takes
    something of the source away; `known` is all that the source has, by name; `asides` are declarations that name no
    element a grammar can have; `title` is the source's.
    """

    ident: str
    specs: Mapping[str, Spec]
    start: tuple[str, ...] = ()
    ns: str = TEI_NS
    prefix: str = "tei_"
    exceptions: tuple[tuple[str, str], ...] | None = None
    constraints: tuple[ConstraintSpec, ...] = ()
    grammars: tuple[ModuleRef, ...] = ()
    version: str = ""
    left_out: Mapping[str, Origin] = field(default_factory=dict)
    known: Mapping[str, Spec] = field(default_factory=dict)
    origin: Origin = field(default=NOWHERE, compare=False)
    asides: tuple[Spec, ...] = ()
    title: str = ""
    language: str = "en"

    @property
    def elements(self) -> list[ElementSpec]:
        """The elements, in the order of the schema."""
        return [spec for spec in self.specs.values() if isinstance(spec, ElementSpec)]

    def namespace(self, element: ElementSpec) -> str:
        """The namespace of an element: its own, else that of the schema."""
        return self.ns if element.ns is None else element.ns

    def definition(self, spec: Spec) -> str:
        """The name of the definition in the grammar that a specification becomes."""
        return f"{self.prefix if spec.prefix is None else spec.prefix}{spec.ident}"
