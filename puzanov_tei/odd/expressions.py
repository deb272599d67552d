"""What XPath expressions speak of, as elementpath reads them: elements, attributes, and the values of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CODEPOINTS = "http://www.w3.org/2005/xpath-functions/collation/codepoint"

# The elements that an expression selects, as they are written (`tei:p`); None if they may be any.
Selected = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class NamedElement:
    """An element that an expression asks for.

    Attributes:
        name: as written, with its prefix if it has one.
        step: whether it is a step of the path that the whole expression is, so that nothing is selected without it.
        parents: the elements whose child it is to be.
    """

    name: str
    step: bool
    parents: Selected = None


@dataclass(frozen=True, slots=True)
class NamedAttribute:
    """An attribute that an expression asks for: its name as written, the elements that it is to be on, and the values
    that it is compared with."""

    name: str
    owners: Selected
    values: tuple[str, ...] = ()


class Expression:
    """What an XPath 3.1 expression speaks of; nothing for one that cannot be read, of which Saxon says why.

    Args:
        expression: the expression.
        namespaces: prefix -> namespace.
        context: the elements that it is evaluated for.
    """

    def __init__(self, expression: str, namespaces: Mapping[str, str], context: Selected = None) -> None:
        self.elements: list[NamedElement] = []
        self.attributes: list[NamedAttribute] = []
        from elementpath import ElementPathError

        try:
            token = _parsed(expression, namespaces)
        except (ElementPathError, SyntaxError, TypeError, ValueError, RecursionError):
            token = None
        self.selected: Selected = None if token is None else self._select(token, context, True)

    def _select(self, token: Any, context: Selected, step: bool) -> Selected:
        """The elements that a part of the expression selects, beginning from `context`."""
        symbol = token.symbol
        if name := _name(token):
            self.elements.append(NamedElement(name, step, context))
            return frozenset({name})
        if symbol in ("/", "//") and len(token):  # alone it is the root of the document
            start = self._select(token[0], context, step) if len(token) == 2 else None
            return self._select(token[-1], start if symbol == "/" else None, step)
        if symbol == "[":
            chosen = self._select(token[0], context, step)
            self._select(token[1], chosen, False)
            return chosen
        if symbol == "!":
            return self._select(token[1], self._select(token[0], context, False), False)
        if symbol in ("(", "child") and len(token) == 1:
            return self._select(token[0], context, step and symbol == "(")
        if symbol in ("|", "union"):
            one, other = (self._select(part, context, False) for part in token)
            return None if one is None or other is None else one | other
        if symbol in ("@", "attribute"):
            self._attribute(token, context, ())
        elif symbol in ("=", "eq") and (found := _compared(token)):
            path, values = found
            owners = self._select(path[0], context, False) if path.symbol == "/" else context
            self._attribute(path[-1] if path.symbol == "/" else path, owners, values)
        elif symbol in _AXES:
            return self._select(token[0], None, False)
        elif symbol not in _OTHER_NAMES:
            for part in token[1] if symbol == ":" else token:
                self._select(part, context, False)
        return context if symbol == "." else None

    def _attribute(self, token: Any, owners: Selected, values: tuple[str, ...]) -> None:
        if name := _name(token[0]):
            self.attributes.append(NamedAttribute(name, owners, values))


def syntax_error(expression: str, namespaces: Mapping[str | None, str]) -> str:
    """Why an expression is no XPath at all; empty if it is one, whatever functions and variables it has."""
    from elementpath import ElementPathError

    try:
        _parsed(expression, namespaces)
    except ElementPathError as error:
        return error.message if (error.code or "").endswith("XPST0003") else ""
    except (TypeError, ValueError, RecursionError):
        pass  # of a constant that the library works out
    return ""


def _parsed(expression: str, namespaces: Mapping[Any, str]) -> Any:
    if not expression.strip():
        return None
    from elementpath.xpath3 import XPath3Parser

    known = {prefix: uri for prefix, uri in namespaces.items() if prefix}
    # Constants are worked out while reading; the library's own collation needs a locale that a machine may not have.
    return XPath3Parser(namespaces=known, strict=False, default_collation=_CODEPOINTS).parse(expression)


def _name(token: Any) -> str:
    """The name that a token is, with its prefix; empty if it is something else."""
    if token.symbol == "(name)":
        return str(token.value)
    if token.symbol == ":" and len(token) == 2 and token[1].symbol == "(name)":
        return f"{token[0].value}:{token[1].value}"
    return ""


def _compared(token: Any) -> tuple[Any, tuple[str, ...]] | None:
    """The attribute, or path to one, and the texts that a comparison is of; None for any other comparison."""
    for attribute, other in ((token[0], token[1]), (token[1], token[0])):
        last = attribute[-1] if attribute.symbol == "/" and len(attribute) == 2 else attribute
        texts = _texts(other)
        if last.symbol in ("@", "attribute") and texts:
            return attribute, texts
    return None


def _texts(token: Any) -> tuple[str, ...]:
    """The literal texts that a token is: one, or a sequence of some."""
    if token.symbol == "(string)":
        return (str(token.value),)
    if token.symbol in ("(", ","):
        parts = [_texts(part) for part in token]
        return tuple(text for part in parts for text in part) if all(parts) else ()
    return ()


_AXES = frozenset({
    "self", "parent", "ancestor", "ancestor-or-self", "descendant", "descendant-or-self", "following",
    "following-sibling", "preceding", "preceding-sibling",
})  # fmt: skip
# Tokens whose names are no elements.
_OTHER_NAMES = frozenset({"$", "Q{", "instance", "cast", "castable", "treat", "namespace", "#"})
