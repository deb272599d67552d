"""The built-in datatypes of XML Schema 1.0 (Part 2): lexical space, value space, order.

Every type is a function from a white-space-normalised text to its value, which raises ValueError if the text is
no value of the type. Equal values compare equal (`1.0` and `01` as decimals), and values that have an order
compare by it.
"""

from __future__ import annotations

import re
import struct
from binascii import a2b_base64
from collections.abc import Callable, Container, Mapping
from decimal import Decimal

from puzanov_tei.datatypes.dates import DATES, Duration, Instant, duration
from puzanov_tei.datatypes.uris import is_uri_reference
from puzanov_tei.datatypes.xml_names import is_name, is_ncname, is_token

Namespaces = Mapping[str, str]
Reader = Callable[[str], object]

_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+-]?[0-9]+)?")
_HEX = re.compile(r"([0-9a-fA-F]{2})*")
# The bits that padding leaves over must be zero (clause 3.2.16).
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?")


def _passing(test: Callable[[str], object]) -> Reader:
    def read(text: str) -> str:
        if not test(text):
            raise ValueError(text)
        return text

    return read


_ncname = _passing(is_ncname)


def _boolean(text: str) -> bool:
    if text not in ("true", "false", "1", "0"):
        raise ValueError(text)
    return text in ("true", "1")


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _integer(low: int | None, high: int | None) -> Reader:
    def read(text: str) -> Decimal:
        if not _INTEGER.fullmatch(text):
            raise ValueError(text)
        value = Decimal(text)
        if (low is not None and value < low) or (high is not None and value > high):
            raise ValueError(text)
        return value

    return read


def _double(text: str) -> float:
    if text in ("INF", "-INF"):
        return float(text.replace("INF", "inf"))
    if text == "NaN":
        return float("nan")
    if not _DOUBLE.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _float(text: str) -> float:
    value = _double(text)
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _hex_binary(text: str) -> bytes:
    if not _HEX.fullmatch(text):
        raise ValueError(text)
    return bytes.fromhex(text)


def _base64_binary(text: str) -> bytes:
    packed = text.replace(" ", "")
    if not _BASE64.fullmatch(packed):
        raise ValueError(text)
    return a2b_base64(packed)


def _list_of(read: Reader) -> Reader:
    def read_all(text: str) -> tuple[object, ...]:
        if not text:
            raise ValueError(text)
        return tuple(read(token) for token in text.split(" "))

    return read_all


_NMTOKEN_READER = _passing(is_token)

READERS: dict[str, Reader] = {
    **DATES,
    "string": str,
    "normalizedString": str,
    "token": str,
    # Of XML Schema 1.1 and the XPath data model: any text.
    "anyAtomicType": str,
    "untypedAtomic": str,
    "language": _passing(_LANGUAGE.fullmatch),
    "Name": _passing(is_name),
    "NMTOKEN": _NMTOKEN_READER,
    "NMTOKENS": _list_of(_NMTOKEN_READER),
    "NCName": _ncname,
    "ID": _ncname,
    "IDREF": _ncname,
    "IDREFS": _list_of(_ncname),
    "ENTITY": _ncname,
    "ENTITIES": _list_of(_ncname),
    "boolean": _boolean,
    "decimal": _decimal,
    "integer": _integer(None, None),
    "nonPositiveInteger": _integer(None, 0),
    "negativeInteger": _integer(None, -1),
    "nonNegativeInteger": _integer(0, None),
    "positiveInteger": _integer(1, None),
    "float": _float,
    "double": _double,
    "anyURI": _passing(is_uri_reference),
    "hexBinary": _hex_binary,
    "base64Binary": _base64_binary,
    "duration": duration,
}
for _bits, _signed in ((64, "long"), (32, "int"), (16, "short"), (8, "byte")):
    READERS[_signed] = _integer(-(2 ** (_bits - 1)), 2 ** (_bits - 1) - 1)
    READERS[f"unsigned{_signed.capitalize()}"] = _integer(0, 2**_bits - 1)

# Types whose white space counts.
_KEPT = frozenset({"string", "anyAtomicType", "untypedAtomic"})
# Types whose values need the namespaces in scope, and types whose values need the document's unparsed entities.
QUALIFIED = frozenset({"QName", "NOTATION"})
DECLARED = frozenset({"ENTITY", "ENTITIES"})
TYPES = READERS.keys() | QUALIFIED

NUMERIC = frozenset(
    name for name in READERS if name.lower().endswith(("decimal", "integer", "long", "int", "short", "byte"))
)
ORDERED = NUMERIC | DATES.keys() | {"float", "double", "duration"}
MEASURED = frozenset(READERS) - ORDERED - {"boolean"}


def qualified(text: str, namespaces: Namespaces | None) -> tuple[str, str]:
    """The expanded name of a QName. Unknown namespaces (None) pass: then only the form is checked."""
    prefix, colon, local = text.rpartition(":")
    _ncname(local)
    if colon:
        _ncname(prefix)
    if namespaces is None:
        return prefix, local
    if colon and prefix not in namespaces:
        raise ValueError(text)
    return namespaces.get(prefix, ""), local


def declared(kind: str, text: str, entities: Container[str] | None) -> object:
    """The value of an ENTITY or of ENTITIES: names of unparsed entities. Unknown ones (None) pass.

    Raises:
        ValueError: it is no name, or no unparsed entity of the document.
    """
    value = READERS[kind](text)
    if entities is not None and not all(name in entities for name in text.split(" ")):
        raise ValueError(text)
    return value


def normalized(kind: str, text: str) -> str:
    """White space as the type wants it: kept for string and the like, replaced for normalizedString, else collapsed."""
    if kind in _KEPT:
        return text
    if kind == "normalizedString":
        return text.translate(_REPLACED)
    return " ".join(tokens(text))


_REPLACED = {ord(mark): " " for mark in "\t\n\r"}
_SPACES = re.compile("[ \t\n\r]+")


def tokens(text: str) -> list[str]:
    """The white-space separated tokens of a text; white space is what XML calls so, not what Unicode does."""
    if text.isascii():  # of white space that is in ASCII, XML has no other
        return text.split()
    stripped = text.strip(" \t\n\r")
    return _SPACES.split(stripped) if stripped else []


def is_same(left: object, right: object) -> bool:
    """Whether two values of a type are one; NaN is itself (XML Schema, Part 2, clause 3.2.4)."""
    return left == right or (left != left and right != right)


def compare(left: object, right: object) -> int | None:
    """-1, 0 or 1; None if the values have no order, as a date with and one without a time zone on the same day."""
    if isinstance(left, Instant) and isinstance(right, Instant):
        return left.compare(right)
    if isinstance(left, Duration) and isinstance(right, Duration):
        return left.compare(right)
    if is_same(left, right):
        return 0
    if isinstance(left, Decimal | float) and isinstance(right, Decimal | float):
        return -1 if left < right else 1 if left > right else None
    return None
