"""Simple types of XML Schema 1.0 for the values of a RELAX NG grammar.

Where XML Schema cannot say the same, the type is wider: exceptions of datatypes are dropped, and lists of several
kinds of tokens say how many there are but not in which order.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from puzanov_tei.relaxng.engine.nodes import CHOICE, DATA, EMPTY, LIST, ONE_OR_MORE, TEXT, VALUE, CompiledPattern
from puzanov_tei.relaxng.patterns import XSD_TYPES
from puzanov_tei.relaxng.writing.xml import escaped

# Types that ask for more than the form of a value: XML Schema wants declarations for them in a DTD, or its own
# bookkeeping of identifiers to agree with ours.
_PLAINER = {"ENTITY": "NCName", "ENTITIES": "NMTOKENS", "NOTATION": "QName"}


class SimpleTypes:
    """The simple types of one schema document, each declared once and under a name that says what uses it."""

    def __init__(self, prefix: str = "") -> None:
        """`prefix`: what names of this schema's own types are referred to with, as `tei:`."""
        self.prefix = prefix
        self._names: dict[CompiledPattern, str] = {}
        self._taken: set[str] = set()
        self.declarations: list[str] = []

    def reference(self, node: CompiledPattern, use: str) -> str:
        """The name of the type for a value pattern; `use` is the attribute or element that it is for."""
        built_in = _built_in(node)
        if built_in:
            return built_in
        if node not in self._names:
            name, number = use, 1
            while name in self._taken:
                number += 1
                name = f"{use}.{number}"
            self._taken.add(name)
            self._names[node] = name
            body = self._body(node)
            self.declarations.append(f'  <xs:simpleType name="{escaped(name)}">{body}</xs:simpleType>')
        return f"{self.prefix}{self._names[node]}"

    def _body(self, node: CompiledPattern) -> str:
        """The inside of a simpleType."""
        if node.op == CHOICE:
            return self._union(node.members)
        if node.op == VALUE:
            return _enumeration([node])
        if node.op == DATA:
            return self._data(node)
        if node.op == LIST:
            return self._list(node)
        if node.op == EMPTY:
            return '<xs:restriction base="xs:token"><xs:length value="0"/></xs:restriction>'
        return '<xs:restriction base="xs:string"/>'

    def _union(self, members: Iterable[CompiledPattern]) -> str:
        values: dict[tuple[str, str], list[CompiledPattern]] = {}
        rest: list[CompiledPattern] = []
        for member in members:
            if member.op == VALUE:
                values.setdefault((member.spec[0], member.spec[1]), []).append(member)
            else:
                rest.append(member)
        bodies = [self._inline(member) for member in rest] + [_enumeration(each) for each in values.values()]
        if len(bodies) == 1:
            return bodies[0]
        return "<xs:union>" + "".join(f"<xs:simpleType>{body}</xs:simpleType>" for body in bodies) + "</xs:union>"

    def _inline(self, node: CompiledPattern) -> str:
        built_in = _built_in(node)
        return f'<xs:restriction base="{built_in}"/>' if built_in else self._body(node)

    def _data(self, node: CompiledPattern) -> str:
        kind, params, _ = node.spec
        base = _type_name(kind)
        # Patterns of one restriction are alternatives in XML Schema, but all must match here: one step for each.
        patterns = [value for name, value in params if name == "pattern"]
        facets = "".join(
            f'<xs:{name} value="{escaped(value.strip())}"/>' for name, value in params if name != "pattern"
        )
        body = f'<xs:restriction base="{base}">{facets}'
        for number, pattern in enumerate(patterns):
            if number:
                body = f"<xs:restriction><xs:simpleType>{body}</xs:restriction></xs:simpleType>"
            body += f'<xs:pattern value="{escaped(pattern)}"/>'
        return f"{body}</xs:restriction>"

    def _list(self, node: CompiledPattern) -> str:
        inner = node.members[0]
        items = list(dict.fromkeys(_leaves(inner)))
        listed = f"<xs:list><xs:simpleType>{self._union(items)}</xs:simpleType></xs:list>"
        if len(items) == 1:
            listed = f"<xs:list><xs:simpleType>{self._inline(items[0])}</xs:simpleType></xs:list>"
        if not items:
            return '<xs:restriction base="xs:token"><xs:length value="0"/></xs:restriction>'
        least, most = _counts(inner)
        lengths = f'<xs:minLength value="{least}"/>' if least else ""
        lengths += "" if most is None else f'<xs:maxLength value="{most}"/>'
        if not lengths:
            return listed
        return f"<xs:restriction><xs:simpleType>{listed}</xs:simpleType>{lengths}</xs:restriction>"


def _counts(node: CompiledPattern) -> tuple[int, int | None]:
    """How many tokens the pattern of a list matches at least and at most (None: any number)."""
    if node.op in (DATA, VALUE):
        return 1, 1
    if node.op == TEXT:
        return 0, None
    if node.op == ONE_OR_MORE:
        return _counts(node.members[0])[0], None
    parts = [_counts(member) for member in node.members]
    if not parts:
        return 0, 0
    mosts = [most for _, most in parts]
    if node.op == CHOICE:
        most = None if None in mosts else max(most for most in mosts if most is not None)
        return min(least for least, _ in parts), most
    most = None if None in mosts else sum(most for most in mosts if most is not None)
    return sum(least for least, _ in parts), most


def is_widened(node: CompiledPattern) -> bool:
    """Whether the simple type for a value pattern takes more values than the pattern."""
    if node.op == DATA:
        return bool(node.members)
    if node.op == VALUE:
        return node.spec[0] in ("QName", "NOTATION")
    if node.op == LIST:
        items = set(_units(node.members[0]))
        # One kind of token: only how many there are counts, and every number in between is possible if they are
        # counted in ones.
        return len(items) > 1 or not _in_ones(node.members[0]) or any(is_widened(item) for item in items)
    return node.op not in (CHOICE, TEXT, EMPTY) or any(is_widened(member) for member in node.members)


def _in_ones(node: CompiledPattern) -> bool:
    """Whether the tokens come in any number between the least and the most: no `(a, a)*`, no `a | (a, a, a)`."""
    if _is_unit(node):
        return True
    if node.op == ONE_OR_MORE:
        return _is_unit(node.members[0])
    if node.op == CHOICE:
        lengths = sorted(_counts(member) for member in node.members)
        return all(after[0] <= (before[1] or after[0]) + 1 for before, after in pairwise(lengths)) and all(
            map(_in_ones, node.members)
        )
    return all(map(_in_ones, node.members))


def _is_unit(node: CompiledPattern) -> bool:
    """Whether the pattern matches exactly one token."""
    return node.op in (DATA, VALUE) or (node.op == CHOICE and all(map(_is_unit, node.members)))


def _units(node: CompiledPattern) -> Iterable[CompiledPattern]:
    """The patterns of single tokens in the pattern of a list."""
    if _is_unit(node) or node.op == TEXT:
        yield node
    else:
        for member in node.members:
            yield from _units(member)


def _leaves(node: CompiledPattern) -> Iterable[CompiledPattern]:
    if node.op in (DATA, VALUE, TEXT):
        yield node
    else:
        for member in node.members:
            yield from _leaves(member)


def _type_name(kind: str) -> str:
    return f"xs:{_PLAINER.get(kind, kind)}"


def _built_in(node: CompiledPattern) -> str:
    """The name of the built-in type that the pattern is, if it is one."""
    if node.op == TEXT:
        return "xs:string"
    if node.op == CHOICE and any(member.op == TEXT for member in node.members):
        return "xs:string"
    if node.op == DATA and not node.spec[1] and not node.members:
        return _type_name(node.spec[0])
    return ""


def _enumeration(values: list[CompiledPattern]) -> str:
    kind, library, _, _ = values[0].spec
    if kind in ("QName", "NOTATION"):
        return '<xs:restriction base="xs:QName"/>'
    base = _type_name(kind) if library == XSD_TYPES else f"xs:{kind}"
    entries = "".join(f'<xs:enumeration value="{escaped(value.spec[3])}"/>' for value in values)
    return f'<xs:restriction base="{base}">{entries}</xs:restriction>'
