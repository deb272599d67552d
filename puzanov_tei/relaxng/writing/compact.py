"""Writing a grammar in the compact syntax of RELAX NG (ISO/IEC 19757-2, annex C)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng import patterns as rng
from puzanov_tei.relaxng.prefixes import XML_NS, common_namespace, patterns_of, prefixes_of
from puzanov_tei.relaxng.syntax import ANNOTATIONS_NS

_STEP = "  "
_WIDTH = 100
_KEYWORDS = frozenset(
    {
        *("attribute", "default", "datatypes", "div", "element", "empty", "external", "grammar", "include"),
        *("inherit", "list", "mixed", "namespace", "notAllowed", "parent", "start", "string", "text", "token"),
    }
)
_NAME = re.compile(r"[^\W\d][\w.\-\u00b7]*")

# Binding of what is written, from loosest to tightest: a part is bracketed when it binds less than its place asks.
_ANY, _PARTICLE = 0, 1


def to_rnc(grammar: rng.Grammar) -> str:
    """Write `grammar` in the compact syntax; the glosses of definitions become `##` comments,
    what an attribute means when it is not there `a:defaultValue`.

    Raises:
        SchemaError: the grammar holds something that is no RELAX NG pattern, or a name that cannot be written.
    """
    return "\n".join(_Writer(grammar).document()) + "\n"


class _Writer:
    def __init__(self, grammar: rng.Grammar) -> None:
        self.grammar = grammar
        self.ns = common_namespace(grammar)
        self.prefixes = prefixes_of(grammar, "a") | _more_prefixes(grammar)
        self.defaults = {key: note.default for key, note in grammar.notes.items() if note.default}
        self.owner = ""

    def document(self) -> Iterator[str]:
        for uri, prefix in self.prefixes.items():
            if uri != XML_NS:
                yield f"namespace {prefix} = {quoted(uri)}"
        if self.defaults:
            yield f"namespace a = {quoted(ANNOTATIONS_NS)}"
        if self.ns:
            yield f"default namespace = {quoted(self.ns)}"
        yield f"datatypes xsd = {quoted(rng.XSD_TYPES)}"
        yield ""
        yield f"start ={self.body(self.grammar.start)}"
        for name, pattern in self.grammar.defines.items():
            self.owner = name
            yield ""
            note = self.grammar.notes.get(name)
            if note is not None and note.gloss:
                yield f"## {_one_line(note.gloss)}"
            yield f"{identifier(name)} ={self.body(pattern)}"

    def body(self, pattern: rng.Pattern) -> str:
        """A definition's pattern: behind the equals sign if it is short, else below it."""
        text = self.pattern(pattern, _ANY, 1)
        return f" {text}" if "\n" not in text and len(text) < _WIDTH - 30 else f"\n{_STEP}{text}"

    def pattern(self, pattern: rng.Pattern, binding: int, depth: int) -> str:
        match pattern:
            case rng.Empty() | rng.Group(()) | rng.Interleave(()):
                return "empty"
            case rng.NotAllowed() | rng.Choice(()):
                return "notAllowed"
            case rng.Text():
                return "text"
            case rng.Ref(name):
                return identifier(name)
            case rng.Choice((only,)) | rng.Group((only,)) | rng.Interleave((only,)):
                return self.pattern(only, binding, depth)
            case rng.Choice(members):
                return self.joined("|", members, binding, depth)
            case rng.Group(members):
                return self.joined(",", members, binding, depth)
            case rng.Interleave(members):
                return self.joined("&", members, binding, depth)
            case rng.Optional(inner):
                return self.repeated(inner, "?", depth)
            case rng.ZeroOrMore(inner):
                return self.repeated(inner, "*", depth)
            case rng.OneOrMore(inner):
                return self.repeated(inner, "+", depth)
            case rng.List(inner):
                return f"list {{ {self.pattern(inner, _ANY, depth + 1)} }}"
            case rng.Data():
                return self.data(pattern, binding, depth)
            case rng.Value():
                return self.value(pattern)
            case rng.Attribute(name, inner):
                head = f"attribute {self.name_class(name, False)}"
                return self.block(self.default(name) + head, inner, depth)
            case rng.Element(name, inner):
                return self.block(f"element {self.name_class(name, True)}", inner, depth)
        raise SchemaError(f"{pattern!r} is no RELAX NG pattern: compile the schema again.")

    def joined(self, sign: str, members: tuple[rng.Pattern, ...], binding: int, depth: int) -> str:
        # Particles, so that no two connectors meet without brackets; repetitions are particles themselves.
        inner = depth + 1 if binding else depth
        parts = [self.pattern(member, _PARTICLE, inner) for member in members]
        flat = f"{', ' if sign == ',' else f' {sign} '}".join(parts)
        if "\n" not in flat and len(flat) + len(_STEP) * depth < _WIDTH:
            return f"({flat})" if binding else flat
        pad = "\n" + _STEP * inner
        text = (f",{pad}" if sign == "," else f"{pad}{sign} ").join(parts)
        return f"({text})" if binding else text

    def default(self, name: rng.NameClass) -> str:
        """The annotation with an attribute's default value, which stands before the attribute."""
        value = self.defaults.get(f"{self.owner}/@{name.local}", "") if isinstance(name, rng.Name) else ""
        return f"[ a:defaultValue = {quoted(value)} ] " if value else ""

    def repeated(self, inner: rng.Pattern, sign: str, depth: int) -> str:
        text = self.pattern(inner, _PARTICLE, depth)
        # A repetition is repeated only in brackets: `(a*)?`.
        return f"({text}){sign}" if text.endswith(("?", "*", "+")) else text + sign

    def block(self, head: str, inner: rng.Pattern, depth: int) -> str:
        text = self.pattern(inner, _ANY, depth + 1)
        if "\n" not in text and len(text) + len(head) + len(_STEP) * depth < _WIDTH:
            return f"{head} {{ {text} }}"
        pad = "\n" + _STEP * depth
        return f"{head} {{{pad}{_STEP}{text}{pad}}}"

    def data(self, data: rng.Data, binding: int, depth: int) -> str:
        text = self.type(data.type, data.library)
        if data.params:
            params = " ".join(f"{identifier(name)} = {quoted(value)}" for name, value in data.params)
            text += f" {{ {params} }}"
        if data.exclude is None:
            return text
        text += f" - {self.pattern(data.exclude, _PARTICLE, depth)}"
        return f"({text})" if binding else text

    def value(self, value: rng.Value) -> str:
        if value.library == rng.XSD_TYPES and value.type in ("QName", "NOTATION"):
            prefix = f"{self.prefixes[value.ns]}:" if value.ns else ""
            return f"xsd:{value.type} {quoted(prefix + value.value)}"
        if value.type == "token" and not value.library:
            return quoted(value.value)
        return f"{self.type(value.type, value.library)} {quoted(value.value)}"

    def type(self, name: str, library: str) -> str:
        if library not in ("", rng.XSD_TYPES):
            raise SchemaError(f'the datatype library "{library}" is unknown.')
        return f"xsd:{name}" if library else name

    # --- names -----------------------------------------------------------------------------------

    def name_class(self, name: rng.NameClass, element: bool) -> str:
        match name:
            case rng.Name(ns, local):
                return self.name(ns, local, element)
            case rng.AnyName(exclude) | rng.NsName(_, exclude):
                wildcard = "*" if isinstance(name, rng.AnyName) else f"{self.prefixes[name.ns]}:*"
                return wildcard if exclude is None else f"({wildcard} - {self.name_class(exclude, element)})"
            case rng.NameChoice(members):
                return f"({' | '.join(self.name_class(member, element) for member in members)})"
        raise SchemaError(f"{name!r} is no name class: compile the schema again.")

    def name(self, ns: str, local: str, element: bool) -> str:
        # Keywords are no obstacle in names of elements and attributes, only in those of definitions.
        if ns == (self.ns if element else ""):
            return local
        return f"{self.prefixes[ns]}:{local}"


def _more_prefixes(grammar: rng.Grammar) -> dict[str, str]:
    """Prefixes for namespaces that only wildcards, exceptions and qualified values name, and for no namespace."""
    prefixes: dict[str, str] = {}
    known = prefixes_of(grammar)

    def add(ns: str) -> None:
        if ns not in known and ns not in prefixes:
            prefixes[ns] = "none" if not ns else f"other{len(prefixes) + 1}"

    def walk(name: rng.NameClass | None, element: bool) -> None:
        match name:
            case rng.Name(ns, _):
                if ns or (element and common):
                    add(ns)
            case rng.NsName(ns, exclude):
                add(ns)
                walk(exclude, element)
            case rng.AnyName(exclude):
                walk(exclude, element)
            case rng.NameChoice(members):
                for member in members:
                    walk(member, element)

    common = common_namespace(grammar)
    for pattern in patterns_of(grammar):
        if isinstance(pattern, rng.Element | rng.Attribute):
            walk(pattern.name, isinstance(pattern, rng.Element))
        elif isinstance(pattern, rng.Value) and pattern.ns:
            add(pattern.ns)
    return prefixes


def identifier(name: str) -> str:
    """A definition's name, escaped if it is a keyword.

    Raises:
        SchemaError: it is no XML name.
    """
    if not _NAME.fullmatch(name):
        raise SchemaError(f'"{name}" cannot be written as a name in the compact syntax.')
    return f"\\{name}" if name in _KEYWORDS else name


def quoted(text: str) -> str:
    """A literal. Quotation marks of one kind stand between those of the other; line ends are written as codes."""
    text = _ESCAPE.sub(r"\\x{5c}", text)
    text = _CONTROL.sub(lambda control: f"\\x{{{ord(control[0]):x}}}", text)
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return """ ~ '"' ~ """.join(f'"{part}"' for part in text.split('"'))


# What would be read as a code, and what cannot stand in a literal.
_ESCAPE = re.compile(r"\\(?=x+\{)")
_CONTROL = re.compile(r"[\x00-\x1f]")


def _one_line(text: str) -> str:
    return " ".join(text.split())
