"""Reading RELAX NG in the XML syntax, whole: includes, overrides, nested grammars, external references.

The result is one flat `Grammar` (ISO/IEC 19757-2, clauses 6 and 7): every include and external reference
is resolved, definitions are combined, and definitions of nested grammars get names of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng import patterns as rng
from puzanov_tei.relaxng.reading.compact import parse_compact
from puzanov_tei.relaxng.reading.patterns import PatternReader, Scope
from puzanov_tei.relaxng.syntax import (
    SchemaLoader,
    SchemaScope,
    check_attributes,
    children_of,
    documentation_of,
    tag_of,
)

_START = ""  # the key of `start` among a scope's definitions; no definition can have it as a name


def read_rng(source: bytes | Path, name: str = "", whole: bool = True) -> rng.Grammar:
    """Read a schema of RELAX NG, in its XML syntax or in its compact syntax (files named `.rnc`).

    Args:
        source: the path of the schema, or its bytes. References between files are resolved against the path.
        name: the file name to show in messages; for bytes also what references are resolved against.
        whole: whether it must have a start; a set of definitions for other schemas needs none.

    Raises:
        SchemaError: not well-formed, not RELAX NG, a reference that leads nowhere, or a reference to the network.
    """
    return read_with_files(source, name, whole)[0]


def read_with_files(source: bytes | Path, name: str = "", whole: bool = True) -> tuple[rng.Grammar, dict[str, str]]:
    """As `read_rng`, and the files that were read with their SHA-256, the schema itself first."""
    if isinstance(source, bytes):
        data, path = source, Path(name or "schema.rng")
    else:
        path = source
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SchemaError(f"cannot read {path}: {(error.strerror or str(error)).lower()}.") from error
    reader = _Reader()
    file = name or str(path)
    root = reader.library.parse(data, file)
    place = SchemaScope(file=file, base=path.absolute().as_uri())
    return reader.grammar(root, place, whole), reader.library.digests


@dataclass(slots=True)
class _Definition:
    """What the components of one name add up to, while reading."""

    parts: list[rng.Pattern] = field(default_factory=list)
    combine: str = ""
    plain: bool = False


class _Grammar(Scope):
    """The definitions of one `grammar` element, its includes and divs among them."""

    def __init__(self, number: int, parent: Scope | None) -> None:
        super().__init__(number, parent)
        self.definitions: dict[str, _Definition] = {}


class _Reader(PatternReader):
    """Reads grammars; patterns are the base class's business."""

    def __init__(self) -> None:
        super().__init__()
        self.library = SchemaLoader(parse_compact)
        self.scopes: list[_Grammar] = []
        self.open_files: list[str] = []

    def grammar(self, root: etree._Element, place: SchemaScope, whole: bool) -> rng.Grammar:
        tag = tag_of(root)
        if not tag:
            raise place.error(root, "this is no RELAX NG schema: the root element is not in its namespace.")
        check_attributes(root, tag, place)
        self.open_files.append(place.base)
        if tag == "grammar":
            outermost = self.open_scope(None)
            self.components(root, place.inside(root), outermost, frozenset(), set())
            if not whole:
                outermost.definitions.setdefault(_START, _Definition([rng.NotAllowed()]))
            self.close_scope(outermost, root, place)
        else:
            # A schema may be a single pattern: it is the start of a grammar without definitions.
            outermost = self.open_scope(None)
            outermost.definitions[_START] = _Definition([self.pattern(tag, root, place, outermost, "")])
        return self.flattened()

    # --- grammars --------------------------------------------------------------------------------

    def open_scope(self, parent: Scope | None) -> _Grammar:
        scope = _Grammar(len(self.scopes), parent)
        self.scopes.append(scope)
        return scope

    def close_scope(self, scope: _Grammar, element: etree._Element, place: SchemaScope) -> None:
        if _START not in scope.definitions:
            raise place.error(element, "this grammar has no <start>: say which element a document begins with.")
        for name, (where, used) in scope.references.items():
            if name not in scope.definitions:
                raise used.error(where, f'"{name}" is referred to but not defined.')

    def components(
        self, parent: etree._Element, place: SchemaScope, scope: _Grammar, skip: frozenset[str], met: set[str]
    ) -> None:
        """Read the start, define, div and include children of `parent` into `scope`.

        `skip` holds the names that an including grammar overrides; those that occur are added to `met`.
        """
        for tag, child in children_of(parent, place):
            here = place.inside(child)
            if tag in ("start", "define"):
                self.component(tag, child, here, scope, skip, met)
            elif tag == "div":
                self.components(child, here, scope, skip, met)
            elif tag == "include":
                self.include(child, here, scope, skip, met)
            else:
                raise here.error(child, f"<{tag}> cannot stand here: a grammar holds start, define, div, include.")

    def component(
        self,
        tag: str,
        element: etree._Element,
        place: SchemaScope,
        scope: _Grammar,
        skip: frozenset[str],
        met: set[str],
    ) -> None:
        name = _START if tag == "start" else element.get("name", "").strip()
        met.add(name)
        if name in skip:
            return
        label = f'definition of "{name}"' if name else "start"
        definition = scope.definitions.setdefault(name, _Definition())
        combine = (element.get("combine") or "").strip()
        if combine not in ("", "choice", "interleave"):
            raise place.error(element, f'combine="{combine}" is unknown: it is choice or interleave.')
        if combine and definition.combine and combine != definition.combine:
            raise place.error(element, f"the {label} is combined as choice and as interleave; settle on one.")
        if not combine:
            if definition.plain:
                raise place.error(element, f"there is a second {label} without combine.")
            definition.plain = True
        definition.combine = definition.combine or combine
        unique = scope.unique(name or "start")
        if name:
            self.notes.setdefault(unique, rng.Annotation(documentation_of(element), place.origin(element), name))
        if tag == "start" and sum(1 for _ in children_of(element, place)) > 1:
            raise place.error(element, "<start> holds more than one pattern; wrap them in a choice.")
        definition.parts.append(self.group_of(element, place, scope, unique))

    def include(
        self, element: etree._Element, place: SchemaScope, scope: _Grammar, skip: frozenset[str], met: set[str]
    ) -> None:
        overridden: dict[str, etree._Element] = {}
        self.overrides(element, place, overridden)
        root, there = self.opened(element, place)
        if tag_of(root) != "grammar":
            raise there.error(root, "an included file must be a grammar; use externalRef for a pattern.")
        check_attributes(root, "grammar", there)
        names: set[str] = set()
        self.components(root, there.inside(root), scope, skip | overridden.keys(), names)
        self.open_files.pop()
        met |= names
        for name, where in overridden.items():
            if name not in names:
                label = f'"{name}"' if name else "start"
                raise place.error(where, f"{label} overrides nothing: the included grammar does not define it.")
        self.components(element, place, scope, skip, met)

    def overrides(self, element: etree._Element, place: SchemaScope, overridden: dict[str, etree._Element]) -> None:
        for tag, child in children_of(element, place):
            if tag == "div":
                self.overrides(child, place, overridden)
            elif tag in ("start", "define"):
                overridden.setdefault(_START if tag == "start" else child.get("name", "").strip(), child)
            else:
                raise place.error(child, f"<{tag}> cannot stand in an include.")

    def opened(self, element: etree._Element, place: SchemaScope) -> tuple[etree._Element, SchemaScope]:
        """The file an include or externalRef points at; the caller pops `open_files` when it is read."""
        root, there = self.library.load(element.get("href", "").strip(), element, place)
        if there.base in self.open_files:
            raise place.error(element, f'"{element.get("href")}" includes itself.')
        self.open_files.append(there.base)
        return root, there

    # --- what PatternReader leaves to us ---------------------------------------------------------

    def nested_grammar(self, element: etree._Element, place: SchemaScope, scope: Scope) -> rng.Pattern:
        inner = self.open_scope(scope)
        self.components(element, place, inner, frozenset(), set())
        self.close_scope(inner, element, place)
        return rng.Ref(inner.unique("start"))

    def external(self, element: etree._Element, place: SchemaScope, scope: Scope, owner: str) -> rng.Pattern:
        root, there = self.opened(element, place)
        tag = tag_of(root)
        if not tag:
            raise there.error(root, "this is no RELAX NG pattern: the root element is not in its namespace.")
        check_attributes(root, tag, there)
        # Only a nested grammar's parentRef may see the scope around it; a bare pattern has no refs.
        pattern = self.pattern(tag, root, there, scope, owner)
        self.open_files.pop()
        return pattern

    # --- the flat grammar ------------------------------------------------------------------------

    def flattened(self) -> rng.Grammar:
        outermost = self.scopes[0]
        defines: dict[str, rng.Pattern] = {}
        start: rng.Pattern = rng.NotAllowed()
        for scope in self.scopes:
            for name, definition in scope.definitions.items():
                combined = _combined(definition)
                if scope is outermost and name == _START:
                    start = combined
                    continue
                unique = scope.unique(name or "start")
                if unique in defines:
                    raise SchemaError(f'"{unique}" is the name of two definitions, as grammars are nested; rename one.')
                defines[unique] = combined
        version = sha256("".join(self.library.digests.values()).encode()).hexdigest()[:16]
        return rng.Grammar(start=start, defines=defines, notes=self.notes, version=version)


def _combined(definition: _Definition) -> rng.Pattern:
    if len(definition.parts) == 1:
        return definition.parts[0]
    kind = rng.Choice if definition.combine == "choice" else rng.Interleave
    return kind(tuple(definition.parts))
