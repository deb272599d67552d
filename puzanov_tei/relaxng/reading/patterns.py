"""Reading patterns and name classes of the XML syntax (ISO/IEC 19757-2, clauses 6 and 7)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from lxml import etree

from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.relaxng import patterns as rng
from puzanov_tei.relaxng.prefixes import XML_NS
from puzanov_tei.relaxng.syntax import ANNOTATIONS_NS, SchemaScope, check_text, children_of, documentation_of, text_of

_NAME_CLASSES = frozenset({"name", "anyName", "nsName"})

_SEQUENCES: dict[str, Callable[[tuple[rng.Pattern, ...]], rng.Pattern]] = {
    "choice": rng.Choice,
    "group": rng.Group,
    "interleave": rng.Interleave,
}
_REPEATS: dict[str, Callable[[rng.Pattern], rng.Pattern]] = {
    "optional": rng.Optional,
    "zeroOrMore": rng.ZeroOrMore,
    "oneOrMore": rng.OneOrMore,
    "list": rng.List,
    "mixed": lambda inner: rng.Interleave((rng.Text(), inner)),
}
_LEAVES: dict[str, rng.Pattern] = {
    "empty": rng.Empty(),
    "text": rng.Text(),
    "notAllowed": rng.NotAllowed(),
}


class Scope:
    """One grammar as references see it: its names, and the grammar around it.

    Attributes:
        references: names that are referred to, with the first place that does.
    """

    def __init__(self, number: int, parent: Scope | None) -> None:
        self.number = number
        self.parent = parent
        self.references: dict[str, tuple[etree._Element, SchemaScope]] = {}

    def unique(self, name: str) -> str:
        """The name of a definition in the flat grammar: nested grammars are numbered."""
        return name if self.number == 0 else f"{name}..{self.number}"


class PatternReader(ABC):
    """Turns pattern elements into patterns. `owner` is always the definition being read, for the notes."""

    def __init__(self) -> None:
        self.notes: dict[str, rng.Annotation] = {}

    @abstractmethod
    def nested_grammar(self, element: etree._Element, place: SchemaScope, scope: Scope) -> rng.Pattern:
        """The pattern that a `grammar` element inside a pattern stands for."""

    @abstractmethod
    def external(self, element: etree._Element, place: SchemaScope, scope: Scope, owner: str) -> rng.Pattern:
        """The pattern that an `externalRef` stands for."""

    def pattern(self, tag: str, element: etree._Element, place: SchemaScope, scope: Scope, owner: str) -> rng.Pattern:
        """The pattern of one element; `place` is that of its parent.

        Raises:
            SchemaError: the element is no pattern or is put together wrongly.
        """
        here = place.inside(element)
        if tag in _LEAVES:
            self._no_children(tag, element, here)
            return _LEAVES[tag]
        if tag in _SEQUENCES:
            members = self.patterns(element, here, scope, owner)
            if not members:
                raise here.error(element, f"<{tag}> is empty.")
            return members[0] if len(members) == 1 else _SEQUENCES[tag](members)
        if tag in _REPEATS:
            return _REPEATS[tag](self.group_of(element, here, scope, owner))
        match tag:
            case "ref" | "parentRef":
                return self._reference(tag, element, here, scope)
            case "element" | "attribute":
                return self._named(tag, element, here, scope, owner)
            case "value":
                return self._value(element, here, owner)
            case "data":
                return self._data(element, here, scope, owner)
            case "grammar":
                return self.nested_grammar(element, here, scope)
            case "externalRef":
                self._no_children(tag, element, here)
                return self.external(element, here, scope, owner)
        raise here.error(element, f"<{tag}> cannot stand where a pattern is expected.")

    def patterns(
        self, element: etree._Element, place: SchemaScope, scope: Scope, owner: str
    ) -> tuple[rng.Pattern, ...]:
        """The patterns of all children; `place` is inside `element`."""
        return tuple(self.pattern(tag, child, place, scope, owner) for tag, child in children_of(element, place))

    def group_of(self, element: etree._Element, place: SchemaScope, scope: Scope, owner: str) -> rng.Pattern:
        """The children of `element` as one pattern: several are a group (clause 7.12)."""
        members = self.patterns(element, place, scope, owner)
        if not members:
            raise place.error(element, "a pattern is missing here; write <empty/> if nothing is meant.")
        return members[0] if len(members) == 1 else rng.Group(members)

    def _reference(self, tag: str, element: etree._Element, place: SchemaScope, scope: Scope) -> rng.Pattern:
        self._no_children(tag, element, place)
        name = element.get("name", "").strip()
        target = scope.parent if tag == "parentRef" else scope
        if target is None:
            raise place.error(element, "<parentRef> stands in the outermost grammar; there is no parent.")
        target.references.setdefault(name, (element, place))
        return rng.Ref(target.unique(name))

    def _named(self, tag: str, element: etree._Element, place: SchemaScope, scope: Scope, owner: str) -> rng.Pattern:
        children = list(children_of(element, place))
        name: rng.NameClass
        if element.get("name") is not None:
            name = self._name_of(tag, element, place)
        elif children:
            first, child = children.pop(0)
            name = self._name_class(first, child, place)
        else:
            raise place.error(element, f"<{tag}> has no name.")
        key = owner
        if tag == "attribute":
            key = f"{owner}/@{name.local}" if isinstance(name, rng.Name) else owner
            if len(children) > 1:
                raise place.error(element, "<attribute> holds more than one pattern; wrap them in a group.")
        self._note(key, element, place)
        members = tuple(self.pattern(child_tag, child, place, scope, key) for child_tag, child in children)
        if tag == "attribute":
            return rng.Attribute(name, members[0] if members else rng.Text())
        if not members:
            raise place.error(element, "<element> has no content; write <empty/> if it must be empty.")
        return rng.Element(name, members[0] if len(members) == 1 else rng.Group(members))

    def _note(self, key: str, element: etree._Element, place: SchemaScope) -> None:
        gloss = documentation_of(element)
        default = element.get(f"{{{ANNOTATIONS_NS}}}defaultValue", "")
        if (gloss or default) and key and not (key in self.notes and self.notes[key].gloss):
            origin = self.notes[key].origin if key in self.notes else place.origin(element)
            ident = self.notes[key].ident if key in self.notes else key.rpartition("/@")[2]
            self.notes[key] = rng.Annotation(gloss, origin, ident, default=default)

    # --- values and data -------------------------------------------------------------------------

    def _value(self, element: etree._Element, place: SchemaScope, owner: str) -> rng.Pattern:
        text = text_of(element, place)
        gloss = _documentation_after(element)
        if gloss and "/@" in owner:
            self.notes[f"{owner}/{text}"] = rng.Annotation(gloss, place.origin(element), text)
        kind = element.get("type")
        if kind is None:
            return rng.Value(text)
        kind = kind.strip()
        if place.library == rng.XSD_TYPES and kind in ("QName", "NOTATION"):
            name = self._qualified(text.strip(), element, place, place.ns)
            return rng.Value(name.local, kind, place.library, name.ns)
        return rng.Value(text, kind, place.library)

    def _data(self, element: etree._Element, place: SchemaScope, scope: Scope, owner: str) -> rng.Pattern:
        params: list[tuple[str, str]] = []
        exclude: rng.Pattern | None = None
        for tag, child in children_of(element, place):
            inside = place.inside(child)
            if tag == "param" and exclude is None:
                params.append((child.get("name", "").strip(), text_of(child, inside)))
            elif tag == "except" and exclude is None:
                members = self.patterns(child, inside, scope, owner)
                if not members:
                    raise inside.error(child, "<except> is empty.")
                exclude = members[0] if len(members) == 1 else rng.Choice(members)
            else:
                raise inside.error(child, f"<{tag}> cannot stand here: data holds params, then one except.")
        return rng.Data(element.get("type", "").strip(), tuple(params), exclude, place.library)

    # --- names -----------------------------------------------------------------------------------

    def _name_of(self, tag: str, element: etree._Element, place: SchemaScope) -> rng.Name:
        # An attribute's short name has no namespace unless the element itself says so (clause 7.8).
        inherited = place.ns if tag == "element" else element.get("ns", "")
        return self._qualified(element.get("name", "").strip(), element, place, inherited)

    def _qualified(self, text: str, element: etree._Element, place: SchemaScope, default: str) -> rng.Name:
        prefix, colon, local = text.rpartition(":")
        if not is_ncname(local):
            raise place.error(element, f'"{text}" is no name.')
        if not colon:
            return rng.Name(default, local)
        uri = XML_NS if prefix == "xml" else element.nsmap.get(prefix)
        if uri is None:
            raise place.error(element, f'the prefix of "{text}" is not declared.')
        return rng.Name(uri, local)

    def _name_class(self, tag: str, element: etree._Element, place: SchemaScope) -> rng.NameClass:
        """A name class; `place` is that of its parent."""
        here = place.inside(element)
        match tag:
            case "name":
                return self._qualified(text_of(element, here).strip(), element, here, here.ns)
            case "anyName":
                return rng.AnyName(self._excluded(element, here, _NAME_CLASSES - {"anyName"}))
            case "nsName":
                return rng.NsName(here.ns, self._excluded(element, here, frozenset({"name"})))
            case "choice":
                members = tuple(self._name_class(inner, child, here) for inner, child in children_of(element, here))
                if not members:
                    raise here.error(element, "<choice> is empty.")
                return members[0] if len(members) == 1 else rng.NameChoice(members)
        raise here.error(element, f"<{tag}> cannot stand where a name is expected.")

    def _excluded(self, element: etree._Element, place: SchemaScope, allowed: frozenset[str]) -> rng.NameClass | None:
        excluded: list[rng.NameClass] = []
        for tag, child in children_of(element, place):
            if tag != "except" or excluded:
                raise place.error(child, f"<{tag}> cannot stand in a name class.")
            inside = place.inside(child)
            for inner in child.iter():
                name = str(inner.tag).rpartition("}")[2]
                if name in _NAME_CLASSES and name not in allowed:
                    raise inside.error(inner, f"<{name}> cannot be excepted here.")
            excluded = [self._name_class(inner, grandchild, inside) for inner, grandchild in children_of(child, inside)]
            if not excluded:
                raise inside.error(child, "<except> is empty.")
        if not excluded:
            return None
        return excluded[0] if len(excluded) == 1 else rng.NameChoice(tuple(excluded))

    def _no_children(self, tag: str, element: etree._Element, place: SchemaScope) -> None:
        """Raise SchemaError if a leaf such as `empty` holds something."""
        check_text(element, place, element.text)
        for _, child in children_of(element, place):
            raise place.error(child, f"<{tag}> holds nothing.")


def _documentation_after(value: etree._Element) -> str:
    """What is said about a value stands behind it, since a value holds text only."""
    following = value.getnext()
    if following is None or following.tag != f"{{{ANNOTATIONS_NS}}}documentation":
        return ""
    return " ".join("".join(str(text) for text in following.itertext()).split())
