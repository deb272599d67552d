"""Writing a grammar as RELAX NG in the XML syntax (ISO/IEC 19757-2, clause 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng import patterns as rng
from puzanov_tei.relaxng.prefixes import XML_NS, common_namespace, prefixes_of
from puzanov_tei.relaxng.syntax import ANNOTATIONS_NS, RNG_NS
from puzanov_tei.relaxng.writing.mixed import mixed_content

_STEP = "  "
_WRAPPERS: dict[type, str] = {
    rng.Choice: "choice",
    rng.Group: "group",
    rng.Interleave: "interleave",
    rng.Optional: "optional",
    rng.ZeroOrMore: "zeroOrMore",
    rng.OneOrMore: "oneOrMore",
    rng.List: "list",
}


def to_rng(grammar: rng.Grammar) -> bytes:
    """Write `grammar` in the XML syntax, UTF-8, definitions in the grammar's own order.

    The notes of definitions, attributes and values become `a:documentation`, what an attribute means when it is
    not there `a:defaultValue` (RELAX NG DTD Compatibility).

    Raises:
        SchemaError: the grammar holds something that is no RELAX NG pattern.
    """
    writer = _Writer(grammar)
    writer.document()
    return "\n".join([*writer.lines, ""]).encode("utf-8")


class _Writer:
    """Lines of one schema document; knows the prefixes it may use and which definition it is in."""

    def __init__(self, grammar: rng.Grammar) -> None:
        self.grammar = grammar
        self.ns = common_namespace(grammar)
        self.prefixes = prefixes_of(grammar, "a")
        self.notes: Mapping[str, rng.Annotation] = grammar.notes
        self.owner = ""
        self.lines: list[str] = []

    def document(self) -> None:
        self.lines.append('<?xml version="1.0" encoding="UTF-8"?>')
        declared = "".join(
            f'\n{_STEP * 2} xmlns:{prefix}="{escaped(uri)}"' for uri, prefix in self.prefixes.items() if uri != XML_NS
        )
        self.lines.append(
            f'<grammar xmlns="{RNG_NS}"\n{_STEP * 2} xmlns:a="{ANNOTATIONS_NS}"{declared}\n'
            f'{_STEP * 2} datatypeLibrary="{rng.XSD_TYPES}" ns="{escaped(self.ns)}">'
        )
        self.lines.append(f"{_STEP}<start>")
        self.pattern(self.grammar.start, 2)
        self.lines.append(f"{_STEP}</start>")
        for name, pattern in self.grammar.defines.items():
            self.owner = name
            self.lines.append(f'{_STEP}<define name="{escaped(name)}">')
            self.documentation(name, 2)
            self.pattern(pattern, 2)
            self.lines.append(f"{_STEP}</define>")
        self.lines.append("</grammar>")

    def documentation(self, key: str, depth: int) -> None:
        note = self.notes.get(key)
        if note is not None and note.gloss:
            self.lines.append(f"{_STEP * depth}<a:documentation>{escaped(note.gloss)}</a:documentation>")

    def pattern(self, pattern: rng.Pattern, depth: int, attribute: str = "") -> None:
        """Lines of one pattern; `attribute` is the key of the attribute whose value it describes."""
        pad = _STEP * depth
        match pattern:
            case rng.Empty():
                self.lines.append(f"{pad}<empty/>")
            case rng.NotAllowed():
                self.lines.append(f"{pad}<notAllowed/>")
            case rng.Text():
                self.lines.append(f"{pad}<text/>")
            case rng.Ref(name):
                self.lines.append(f'{pad}<ref name="{escaped(name)}"/>')
            case rng.Choice(()):
                self.lines.append(f"{pad}<notAllowed/>")
            case rng.Group(()) | rng.Interleave(()):
                self.lines.append(f"{pad}<empty/>")
            case rng.Choice((only,)) | rng.Group((only,)) | rng.Interleave((only,)):
                self.pattern(only, depth, attribute)
            case rng.Interleave((rng.Text(), inner)):
                self.wrapped("mixed", _ungrouped(inner), depth, attribute)
            case rng.Choice(members) | rng.Group(members) | rng.Interleave(members):
                self.wrapped(_WRAPPERS[type(pattern)], members, depth, attribute)
            case rng.Optional(inner) | rng.ZeroOrMore(inner) | rng.OneOrMore(inner) | rng.List(inner):
                content = mixed_content(pattern, self.grammar.defines)
                if content is not None:
                    self.wrapped("mixed", (content,), depth, attribute)
                else:
                    self.wrapped(_WRAPPERS[type(pattern)], _ungrouped(inner), depth, attribute)
            case rng.Data():
                self.data(pattern, depth)
            case rng.Value():
                self.value(pattern, pad)
                self.documentation(f"{attribute}/{pattern.value}", depth)
            case rng.Attribute(name, inner):
                self.attribute(name, inner, depth)
            case rng.Element(name, inner):
                self.element(name, inner, depth)
            case _:
                raise SchemaError(f"{pattern!r} is no RELAX NG pattern: compile the schema again.")

    def wrapped(self, tag: str, members: Iterable[rng.Pattern], depth: int, attribute: str) -> None:
        pad = _STEP * depth
        self.lines.append(f"{pad}<{tag}>")
        for member in members:
            self.pattern(member, depth + 1, attribute)
        self.lines.append(f"{pad}</{tag}>")

    def data(self, data: rng.Data, depth: int) -> None:
        pad = _STEP * depth
        head = f'{pad}<data type="{escaped(data.type)}"{_library(data.library)}'
        if not data.params and data.exclude is None:
            self.lines.append(f"{head}/>")
            return
        self.lines.append(f"{head}>")
        for name, value in data.params:
            self.lines.append(f'{pad}{_STEP}<param name="{escaped(name)}">{escaped(value)}</param>')
        if data.exclude is not None:
            self.wrapped("except", (data.exclude,), depth + 1, "")
        self.lines.append(f"{pad}</data>")

    def value(self, value: rng.Value, pad: str) -> None:
        # Without @type a value is a token of the built-in library, whatever library is in scope.
        short = value.type == "token" and value.library == ""
        kind = "" if short else f' type="{escaped(value.type)}"{_library(value.library)}'
        # Only names (QName, NOTATION) look at the namespace.
        names = value.library == rng.XSD_TYPES and value.type in ("QName", "NOTATION")
        ns = f' ns="{escaped(value.ns)}"' if names else ""
        self.lines.append(f"{pad}<value{kind}{ns}>{escaped(value.value)}</value>")

    def attribute(self, name: rng.NameClass, inner: rng.Pattern, depth: int) -> None:
        pad = _STEP * depth
        key = f"{self.owner}/@{name.local}" if isinstance(name, rng.Name) else ""
        start = len(self.lines)
        self.lines.append("")  # the start tag, which depends on whether there is anything inside
        if isinstance(name, rng.Name) and (not name.ns or name.ns in self.prefixes):
            head = f'{pad}<attribute name="{escaped(self.qualified(name))}"'
        else:
            head = f"{pad}<attribute"
            self.name_class(name, depth + 1)
        self.documentation(key, depth + 1)
        if isinstance(inner, rng.Value):
            # What is said about a value stands behind it, and must not look as if it were about the attribute.
            self.wrapped("choice", (inner,), depth + 1, key)
        elif inner != rng.Text():
            self.pattern(inner, depth + 1, key)
        note = self.notes.get(key)
        default = f' a:defaultValue="{escaped(note.default)}"' if note is not None and note.default else ""
        inside = len(self.lines) > start + 1
        self.lines[start] = f"{head}{default}>" if inside else f"{head}{default}/>"
        if inside:
            self.lines.append(f"{pad}</attribute>")

    def element(self, name: rng.NameClass, inner: rng.Pattern, depth: int) -> None:
        pad = _STEP * depth
        if isinstance(name, rng.Name) and (name.ns == self.ns or name.ns in self.prefixes):
            local = name.local if name.ns == self.ns else self.qualified(name)
            self.lines.append(f'{pad}<element name="{escaped(local)}">')
        else:
            self.lines.append(f"{pad}<element>")
            self.name_class(name, depth + 1)
        for member in _ungrouped(inner):
            self.pattern(member, depth + 1)
        self.lines.append(f"{pad}</element>")

    def qualified(self, name: rng.Name) -> str:
        return f"{self.prefixes[name.ns]}:{name.local}" if name.ns else name.local

    def name_class(self, name: rng.NameClass, depth: int) -> None:
        pad = _STEP * depth
        match name:
            case rng.Name(ns, local):
                self.lines.append(f'{pad}<name ns="{escaped(ns)}">{escaped(local)}</name>')
            case rng.NameChoice(members):
                self.lines.append(f"{pad}<choice>")
                for member in members:
                    self.name_class(member, depth + 1)
                self.lines.append(f"{pad}</choice>")
            case rng.AnyName(exclude):
                self.wildcard("anyName", exclude, depth)
            case rng.NsName(ns, exclude):
                self.wildcard(f'nsName ns="{escaped(ns)}"', exclude, depth)

    def wildcard(self, head: str, exclude: rng.NameClass | None, depth: int) -> None:
        pad = _STEP * depth
        if exclude is None:
            self.lines.append(f"{pad}<{head}/>")
            return
        self.lines.append(f"{pad}<{head}>")
        self.lines.append(f"{pad}{_STEP}<except>")
        self.name_class(exclude, depth + 2)
        self.lines.append(f"{pad}{_STEP}</except>")
        self.lines.append(f"{pad}</{head.split()[0]}>")


def _ungrouped(inner: rng.Pattern) -> tuple[rng.Pattern, ...]:
    """The members of a group, where several patterns are a group anyhow."""
    return inner.members if isinstance(inner, rng.Group) and len(inner.members) > 1 else (inner,)


def _library(library: str) -> str:
    return "" if library == rng.XSD_TYPES else f' datatypeLibrary="{escaped(library)}"'


def escaped(text: str) -> str:
    """`text` with the characters escaped that XML needs escaped, white space that attributes would lose included."""
    for character, reference in _REFERENCES:
        if character in text:
            text = text.replace(character, reference)
    return text


_REFERENCES = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ('"', "&quot;"),
    ("\t", "&#9;"),
    ("\n", "&#10;"),
    ("\r", "&#13;"),
)
