"""Languages of content models: are two the same, is one part of the other?

A content model is a regular expression over element names (text and data count as letters of their own).
Two of them are compared by walking both through the same letters at once with derivatives
(J. A. Brzozowski 1964; Hopcroft and Karp 1971), so that only the meaning counts, never the way it is written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from puzanov_tei.relaxng import patterns as p

# --- expressions: hash-consed tuples; equal expressions are the same object ------------------------

Expression = tuple[Any, ...]
EMPTY: Expression = ("empty",)
VOID: Expression = ("void",)
_LIMIT = 20_000


class Expressions:
    """Builds expressions in a normal form and takes their derivatives, each once."""

    def __init__(self) -> None:
        self._derived: dict[tuple[Expression, Hashable], Expression] = {}
        self._nullable: dict[Expression, bool] = {EMPTY: True, VOID: False}

    def group(self, first: Expression, second: Expression) -> Expression:
        """One after the other."""
        if first is VOID or second is VOID:
            return VOID
        if first is EMPTY:
            return second
        if second is EMPTY:
            return first
        if first[0] == "group":  # right-associative, so that equal sequences are equal
            return self.group(first[1], self.group(first[2], second))
        return ("group", first, second)

    def choice(self, members: set[Expression]) -> Expression:
        """One of the members."""
        flat: set[Expression] = set()
        for member in members:
            if member[0] == "choice":
                flat |= member[1]
            elif member != VOID:
                flat.add(member)
        if not flat:
            return VOID
        return flat.pop() if len(flat) == 1 else ("choice", frozenset(flat))

    def star(self, inner: Expression) -> Expression:
        """Any number of times."""
        if inner in (EMPTY, VOID):
            return EMPTY
        return inner if inner[0] == "star" else ("star", inner)

    def interleave(self, first: Expression, second: Expression) -> Expression:
        """Both at once, in any order."""
        if VOID in (first, second):
            return VOID
        if first == EMPTY:
            return second
        if second == EMPTY:
            return first
        return ("interleave", *sorted((first, second), key=repr))

    def nullable(self, expression: Expression) -> bool:
        """Whether nothing at all matches."""
        known = self._nullable.get(expression)
        if known is None:
            match expression[0]:
                case "letter":
                    known = False
                case "star":
                    known = True
                case "choice":
                    known = any(self.nullable(m) for m in expression[1])
                case _:
                    known = self.nullable(expression[1]) and self.nullable(expression[2])
            self._nullable[expression] = known
        return known

    def derive(self, expression: Expression, letter: Hashable) -> Expression:
        """What may follow when `letter` has been read."""
        key = (expression, letter)
        known = self._derived.get(key)
        if known is None:
            known = self._derived[key] = self._derive(expression, letter)
        return known

    def _derive(self, expression: Expression, letter: Hashable) -> Expression:
        match expression:
            case ("letter", own):
                return EMPTY if own == letter else VOID
            case ("choice", frozenset() as members):
                return self.choice({self.derive(m, letter) for m in members})
            case ("star", inner):
                return self.group(self.derive(inner, letter), expression)
            case ("group", first, second):
                taken = self.group(self.derive(first, letter), second)
                if self.nullable(first):
                    return self.choice({taken, self.derive(second, letter)})
                return taken
            case ("interleave", first, second):
                return self.choice(
                    {
                        self.interleave(self.derive(first, letter), second),
                        self.interleave(first, self.derive(second, letter)),
                    }
                )
        return VOID


@dataclass(frozen=True, slots=True)
class Difference:
    """A shortest content that only one of two models allows: letters, and which ("first" or "second")."""

    content: tuple[Hashable, ...]
    allowed_by: str


class Languages:
    """Content models of grammars as expressions, and their comparison."""

    def __init__(self) -> None:
        self.expressions = Expressions()

    def of(self, pattern: p.Pattern, defines: Mapping[str, p.Pattern]) -> tuple[Expression, set[Hashable]]:
        """The expression of a content model and its letters; attributes are left out.

        Letters are (namespace, local name), "#text", or a datatype as `datatype` writes it.
        """
        letters: set[Hashable] = set()
        return self._of(pattern, defines, letters), letters

    def _of(self, node: p.Pattern, defines: Mapping[str, p.Pattern], letters: set[Hashable]) -> Expression:
        x = self.expressions

        def letter(name: Hashable) -> Expression:
            letters.add(name)
            return ("letter", name)

        def inner(pattern: p.Pattern) -> Expression:
            return self._of(pattern, defines, letters)

        match node:
            case p.Empty() | p.Attribute():
                return EMPTY
            case p.NotAllowed():
                return VOID
            case p.Text():
                return x.star(letter("#text"))
            case p.Ref(name):
                return inner(defines[name]) if name in defines else VOID
            case p.Choice(members):
                return x.choice({inner(m) for m in members})
            case p.Group(members):
                return _fold(x.group, [inner(m) for m in members])
            case p.Interleave(members):
                return _fold(x.interleave, [inner(m) for m in members])
            case p.Optional(pattern):
                return x.choice({EMPTY, inner(pattern)})
            case p.ZeroOrMore(pattern):
                return x.star(inner(pattern))
            case p.OneOrMore(pattern):
                once = inner(pattern)
                return x.group(once, x.star(once))
            case p.Element(name_class):
                return letter(_letter(name_class))
        return letter(datatype(node, defines))

    def difference(
        self, first: Expression, second: Expression, letters: set[Hashable], inclusion: bool = False
    ) -> Difference | None:
        """A shortest content that tells the two apart, or None if they are the same language.

        With `inclusion`, only contents count that the first allows and the second does not.
        """
        x = self.expressions
        order = sorted(letters, key=repr)
        todo: deque[tuple[Expression, Expression, tuple[Hashable, ...]]] = deque([(first, second, ())])
        seen = {(first, second)}
        while todo and len(seen) < _LIMIT:
            one, two, read = todo.popleft()
            if x.nullable(one) != x.nullable(two) and (x.nullable(one) or not inclusion):
                return Difference(read, "first" if x.nullable(one) else "second")
            for letter in order:
                pair = (x.derive(one, letter), x.derive(two, letter))
                if pair not in seen and pair[0] is not pair[1] and not (inclusion and pair[0] == VOID):
                    seen.add(pair)
                    todo.append((*pair, (*read, letter)))
        return None


def _fold(join: Callable[[Expression, Expression], Expression], members: list[Expression]) -> Expression:
    made = EMPTY
    for member in reversed(members):
        made = join(member, made)
    return made


def _letter(name_class: p.NameClass) -> Hashable:
    return (name_class.ns, name_class.local) if isinstance(name_class, p.Name) else repr(name_class)


# --- attributes ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttributeUse:
    """How an element may carry an attribute: required or not, and the normal form of its datatype."""

    required: bool
    datatype: Hashable


def attributes(pattern: p.Pattern, defines: Mapping[str, p.Pattern]) -> dict[Hashable, AttributeUse]:
    """Attributes of an element's pattern; those of a choice count as optional, tied to the choice by `alternatives`."""
    uses: dict[Hashable, AttributeUse] = {}

    def walk(pattern: p.Pattern, required: bool) -> None:
        match pattern:
            case p.Attribute(name, inner):
                uses[_letter(name)] = AttributeUse(required, datatype(inner, defines))
            case p.Ref(name):
                if name in defines and not isinstance(defines[name], p.Element):
                    walk(defines[name], required)
            case p.Group(members) | p.Interleave(members):
                for member in members:
                    walk(member, required)
            case p.Choice(members):
                for member in members:
                    walk(member, False)
            case p.Optional(inner) | p.ZeroOrMore(inner):
                walk(inner, False)
            case p.OneOrMore(inner):
                walk(inner, required)

    walk(pattern, True)
    return uses


def datatype(pattern: p.Pattern, defines: Mapping[str, p.Pattern]) -> Hashable:
    """A normal form of a datatype: references resolved, choices as sets, equal types spelt alike."""
    match pattern:
        case p.Ref(name):
            return datatype(defines[name], defines) if name in defines else ("missing", name)
        case p.Text() | p.Data("string" | "token" | "normalizedString", (), None):
            return "string"
        case p.Data(kind, params, exclude):
            rest = None if exclude is None else datatype(exclude, defines)
            return ("data", kind, tuple(sorted(params)), rest)
        case p.Value(value, kind):
            return ("value", value, kind or "token")
        case p.Choice(members):
            flat: set[Hashable] = set()
            for member in members:
                form = datatype(member, defines)
                flat |= set(form[1]) if isinstance(form, tuple) and form[0] == "choice" else {form}
            flat = without_subsumed(flat)
            return next(iter(flat)) if len(flat) == 1 else ("choice", frozenset(flat))
        case p.List(inner):
            return ("list", datatype(inner, defines))
        case p.Group(members):
            return _in_order([datatype(m, defines) for m in members])
        case p.Optional(inner):
            return _optional(datatype(inner, defines))
        case p.ZeroOrMore(inner):
            return ("star", datatype(inner, defines))
        case p.OneOrMore(inner):
            once = datatype(inner, defines)
            return _in_order([once, ("star", once)])
    return type(pattern).__name__


def without_subsumed(members: set[Hashable]) -> set[Hashable]:
    """Values that another member allows anyway (TEI's word and enumerated, or any string) say nothing."""
    if "string" in members:
        return {"string"}
    if _WORD in members:
        return {m for m in members if not (isinstance(m, tuple) and m[0] == "value" and _is_word(m[1]))}
    return members


def _is_word(text: object) -> bool:
    return isinstance(text, str) and bool(text) and not any(c.isspace() for c in text)


_WORD = ("data", "token", (("pattern", r"[^\p{C}\p{Z}]+"),), None)


def _optional(form: Hashable) -> Hashable:
    """(x, x?)? and x?, x? are the same."""
    if isinstance(form, tuple) and form[0] == "group":
        first = form[1][0]
        if all(m in (first, ("optional", first)) for m in form[1]):
            return ("group", (("optional", first),) * len(form[1]))
    return ("optional", form)


def _in_order(members: list[Hashable]) -> Hashable:
    flat: list[Hashable] = []
    for member in members:
        flat += member[1] if isinstance(member, tuple) and member[0] == "group" else (member,)
    return ("group", tuple(flat))
