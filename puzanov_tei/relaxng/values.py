"""Whether a text is a value of a datatype of a schema: facets, literal values, and the checks of both.

The datatype libraries are the built-in one of RELAX NG ("": string and token) and XML Schema's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from puzanov_tei.datatypes import XSD_TYPES
from puzanov_tei.datatypes.regex import compiled
from puzanov_tei.datatypes.types import (
    DECLARED,
    MEASURED,
    NUMERIC,
    ORDERED,
    QUALIFIED,
    READERS,
    TYPES,
    compare,
    declared,
    is_same,
    normalized,
    qualified,
    tokens,
)
from puzanov_tei.errors import SchemaError

__all__ = ["DataSpec", "Namespaces", "ValueSpec", "check_data", "data_matches", "tokens", "value_matches"]

Namespaces = Mapping[str, str] | None

DataSpec = tuple[str, tuple[tuple[str, str], ...], str]  # type, params, library
ValueSpec = tuple[str, str, str, str]  # type, library, namespace of a QName, text

Facet = Callable[[str, Any], bool]
_BUILT_IN = ("string", "token")


def data_matches(spec: DataSpec | tuple[Any, ...], text: str, namespaces: Namespaces) -> bool:
    """Whether `text` is a value of the datatype with its facets (its exceptions are the caller's business)."""
    kind, _, library = spec
    if library != XSD_TYPES:
        return True
    plain = normalized(kind, text)
    try:
        value = _read(kind, plain, namespaces)
    except (ValueError, ArithmeticError):
        return False
    return all(facet(plain, value) for facet in _facets(spec))


def _read(kind: str, text: str, namespaces: Namespaces) -> object:
    if kind in QUALIFIED:
        return qualified(text, namespaces)
    if kind in DECLARED:
        return declared(kind, text, getattr(namespaces, "entities", None))
    return READERS[kind](text)


def value_matches(spec: ValueSpec | tuple[Any, ...], text: str, namespaces: Namespaces) -> bool:
    """Whether `text` is the same value of the datatype as the literal."""
    kind, library, ns, literal = spec
    if library != XSD_TYPES:
        return text == literal if kind == "string" else tokens(text) == tokens(literal)
    plain = normalized(kind, text)
    try:
        if kind in QUALIFIED:
            return qualified(plain, namespaces or {}) == (ns, literal)
        return is_same(READERS[kind](plain), _literal(kind, literal))
    except (ValueError, ArithmeticError):
        return False


@lru_cache(maxsize=4096)
def _literal(kind: str, literal: str) -> object:
    return READERS[kind](normalized(kind, literal))


def check_data(kind: str, params: tuple[tuple[str, str], ...], library: str) -> str:
    """What is wrong with a datatype as a schema uses it, in a sentence; "" if nothing is."""
    if library not in ("", XSD_TYPES):
        return f'the datatype library "{library}" is unknown'
    if kind not in (TYPES if library else _BUILT_IN):
        where = "XML Schema's datatypes have" if library else "RELAX NG's own datatypes have"
        return f'{where} no type "{kind}"'
    if params and not library:
        return f'the type "{kind}" of RELAX NG takes no parameters'
    try:
        _facets((kind, params, library))
    except SchemaError as error:
        return str(error).rstrip(".")
    return ""


@lru_cache(maxsize=4096)
def _facets(spec: DataSpec) -> tuple[Facet, ...]:
    kind, params, _ = spec
    return tuple(_facet(kind, name, value) for name, value in params)


def _facet(kind: str, name: str, given: str) -> Facet:
    if name == "pattern":
        test = compiled(given)
        return lambda text, value: test(text)
    if name in _BOUNDS and kind in ORDERED:
        wanted = _BOUNDS[name]
        try:
            bound = READERS[kind](normalized(kind, given))
        except (ValueError, ArithmeticError) as error:
            raise SchemaError(f'{name} "{given}" is no value of the type "{kind}".') from error
        return lambda text, value: compare(value, bound) in wanted
    number = given.strip(" \t\n\r")
    if (name in _LENGTHS and kind in MEASURED) or (name in _DIGITS and kind in NUMERIC):
        if not (number.isascii() and number.isdigit()):
            raise SchemaError(f'{name} "{given}" is no whole number.')
        measure = _LENGTHS.get(name) or _DIGITS[name]
        limit = int(number)
        return lambda text, value: measure(value, limit)
    raise SchemaError(f'the type "{kind}" has no parameter "{name}".')


def _digits(value: Any) -> tuple[int, int]:
    """All digits and fraction digits of a decimal, without idle zeros."""
    _, figures, exponent = Decimal(value).as_tuple()
    digits = "".join(map(str, figures)).lstrip("0")
    point = max(0, len(digits) + int(exponent))
    fraction = ("0" * max(0, -int(exponent) - len(digits)) + digits[point:]).rstrip("0")
    return point + len(fraction), len(fraction)


_BOUNDS: dict[str, tuple[int, ...]] = {
    "minInclusive": (0, 1),
    "minExclusive": (1,),
    "maxInclusive": (-1, 0),
    "maxExclusive": (-1,),
}
_LENGTHS: dict[str, Callable[[Any, int], bool]] = {
    "length": lambda value, limit: len(value) == limit,
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
}
_DIGITS: dict[str, Callable[[Any, int], bool]] = {
    "totalDigits": lambda value, limit: _digits(value)[0] <= limit,
    "fractionDigits": lambda value, limit: _digits(value)[1] <= limit,
}
