"""RELAX NG patterns and grammars as plain data: the hub of the schema side.

An ODD compiles to a `Grammar`; RELAX NG reads to one and is written from one; XSD is written from one;
the validator runs on one. The types follow the "simplified" data model of the RELAX NG specification
(ISO/IEC 19757-2), except that references may stand anywhere and n-ary groups stay n-ary, so that what
is written back is what a person would write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from puzanov_tei.base.xml import TEI_NS as TEI_NS
from puzanov_tei.datatypes import XSD_TYPES as XSD_TYPES

# --- name classes ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """One expanded name."""

    ns: str
    local: str


@dataclass(frozen=True, slots=True)
class NsName:
    """Any name of one namespace, but those in `exclude`."""

    ns: str
    exclude: NameClass | None = None


@dataclass(frozen=True, slots=True)
class AnyName:
    """Any name at all, but those in `exclude`."""

    exclude: NameClass | None = None


@dataclass(frozen=True, slots=True)
class NameChoice:
    """Any name that one of the members matches."""

    members: tuple[NameClass, ...]


NameClass = Name | NsName | AnyName | NameChoice


# --- patterns -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Empty:
    """Matches nothing at all, successfully."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Never matches."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any character data, also none."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a definition of the grammar."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the members."""

    members: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All members, in order (attributes in any order)."""

    members: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Interleave:
    """All members, their children mixed in any way."""

    members: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """The pattern or nothing."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class ZeroOrMore:
    """The pattern any number of times."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """The pattern at least once."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class List:
    """White-space separated tokens matching the pattern."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Data:
    """A value of a datatype, with facets, but those that `exclude` matches."""

    type: str
    params: tuple[tuple[str, str], ...] = ()
    exclude: Pattern | None = None
    library: str = XSD_TYPES


@dataclass(frozen=True, slots=True)
class Value:
    """One literal value. `type` is `token` or `string` of the built-in library ("") unless said otherwise."""

    value: str
    type: str = "token"
    library: str = ""
    ns: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute whose value matches the pattern."""

    name: NameClass
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and content."""

    name: NameClass
    pattern: Pattern


Pattern = (
    Empty
    | NotAllowed
    | Text
    | Ref
    | Choice
    | Group
    | Interleave
    | Optional
    | ZeroOrMore
    | OneOrMore
    | List
    | Data
    | Value
    | Attribute
    | Element
)


# --- grammars -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the schema's author says about a definition, an attribute or a value.

    Attributes:
        gloss: one line on what it is for.
        origin: where it is defined, as `puzanov.odd:120:7`; empty for TEI P5 itself.
        ident: the ODD identifier (`note`, `att.global`), module: its TEI module.
        default: of an attribute, the value it has where it is not written (RELAX NG DTD Compatibility, clause 4).
    """

    gloss: str = ""
    origin: str = ""
    ident: str = ""
    module: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A schema: a start pattern and named definitions.

    Definition names follow the TEI Stylesheets' habit (`tei_p`, `tei_model.pLike`, `tei_att.global.attributes`),
    so that messages can be grouped by class.

    Attributes:
        notes: definition name -> note; attributes as `definition/@name`, values as `definition/@name/value`.
        version: digest or version of what it was compiled from.
    """

    start: Pattern
    defines: Mapping[str, Pattern]
    notes: Mapping[str, Annotation] = field(default_factory=dict)
    version: str = ""
    ident: str = ""
