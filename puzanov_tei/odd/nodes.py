"""Content models and values of ODD as plain frozen data (TEI Guidelines 22.5.1), and what every declaration has:
a place and documentation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from puzanov_tei.findings import Location
from puzanov_tei.relaxng.patterns import Pattern

UNBOUNDED = -1


class Origin(NamedTuple):
    """Where a declaration stands. Empty for TEI P5's own facts."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.file else ""

    @property
    def location(self) -> Location:
        """The same, as findings and errors have it."""
        return Location(self.file, self.line, self.column)


NOWHERE = Origin()


def parse_origin(text: str) -> Origin:
    """The origin that `str` wrote."""
    file, line, column = [*text.rsplit(":", 2), "", ""][:3] if text.count(":") >= 2 else ("", "", "")
    return Origin(file, int(line), int(column)) if file else NOWHERE


@dataclass(frozen=True, slots=True)
class Docs:
    """What the author says for people: `gloss` and `desc` in one language, plus elements for guide and compiled ODD.

    `remarks`, `examples`, `texts` (gloss, desc, equiv and typed altIdent in every language) and `more` (valDesc,
    paramList, listRef) hold lxml elements, untouched.
    """

    gloss: str = ""
    desc: str = ""
    remarks: tuple[Any, ...] = ()
    examples: tuple[Any, ...] = ()
    texts: tuple[Any, ...] = ()
    more: tuple[Any, ...] = ()

    @property
    def line(self) -> str:
        """One line: the gloss, then the description."""
        return f"({self.gloss}) {self.desc}" if self.gloss and self.desc else self.gloss or self.desc


NO_DOCS = Docs()


# --- content models (TD 22.5.1) --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextNode:
    """Character data."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """`empty`: no content."""


@dataclass(frozen=True, slots=True)
class ElementRef:
    """A reference to an element by its identifier."""

    key: str
    least: int = 1
    most: int = 1
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ClassRef:
    """A reference to the members of a model class (or, in `attList`-less ODDs, an attribute class).

    `expand` is one of alternate, sequence, sequenceOptional, sequenceRepeatable, sequenceOptionalRepeatable.
    """

    key: str
    least: int = 1
    most: int = 1
    expand: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MacroRef:
    """A reference to a macro."""

    key: str
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class DataRef:
    """A TEI datatype (`key`), an XML Schema one (`name`) or another one (`ref`), perhaps restricted."""

    key: str = ""
    name: str = ""
    ref: str = ""
    restriction: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    least: int = 1
    most: int = 1
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AnyElement:
    """Any element of the namespaces `require`, but those that `exclude` names (both as written, resolved)."""

    require: tuple[str, ...] = ()
    exclude: tuple[tuple[str, str], ...] | None = None
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    """Members one after the other; in any order when `ordered` is false."""

    members: tuple[Content, ...]
    least: int = 1
    most: int = 1
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Alternate:
    """One of the members."""

    members: tuple[Content, ...]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class RelaxNG:
    """RELAX NG written inside a content model or datatype. Its `Ref`s still carry ODD identifiers."""

    pattern: Pattern
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ValItem:
    """One value of a list."""

    ident: str
    mode: str = "add"
    alt: str = ""
    docs: Docs = NO_DOCS
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class ValList:
    """A list of values: closed, semi (suggested) or open (sample)."""

    type: str = "open"
    items: tuple[ValItem, ...] = ()
    mode: str = "add"
    origin: Origin = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class EveryElement:
    """The processing instruction `NameList`: any element of the schema."""


Content = (
    TextNode
    | EveryElement
    | Nothing
    | ElementRef
    | ClassRef
    | MacroRef
    | DataRef
    | AnyElement
    | Sequence
    | Alternate
    | RelaxNG
    | ValList
)
