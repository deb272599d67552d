"""The facts of TEI P5: made from any release of `p5subset.xml`, kept in the package in a compact form.

Facts only: identifiers, modules, memberships, content models, attributes, datatypes, value lists. The
sentences of the Guidelines (glosses, descriptions, examples) and their constraints are left out; they
come along when a user supplies `p5subset.xml` itself.

`puzanov-tei odd facts p5subset.xml` makes the data file anew from another release.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import lzma
from collections.abc import Iterator, Mapping
from typing import Any

from puzanov_tei.odd import specs as s
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.resources import data_file

FACTS = "tei_p5.json.xz"
CREDIT = (
    "Facts of the TEI P5 Guidelines (names, classes, content models, attributes, datatypes, values), "
    "(c) TEI Consortium, CC BY 3.0 and BSD-2-Clause, https://tei-c.org/guidelines/p5/"
)
_LEFT_OUT = frozenset({"docs", "origin", "constraints", "models"})

# The position of a type in this tuple is its number in the data file.
_TYPES: tuple[Any, ...] = (
    tuple, s.TextNode, s.Nothing, s.ElementRef, s.ClassRef, s.MacroRef, s.DataRef, s.AnyElement, s.Sequence,
    s.Alternate, s.EveryElement, s.RelaxNG, s.ValItem, s.ValList, s.Datatype, s.AttDef, s.AttRef, s.AttList,
    s.MemberOf, s.Classes, s.ElementSpec, s.ClassSpec, s.MacroSpec,
    p.Name, p.NsName, p.AnyName, p.NameChoice, p.Empty, p.NotAllowed, p.Text, p.Ref, p.Choice, p.Group,
    p.Interleave, p.Optional, p.ZeroOrMore, p.OneOrMore, p.List, p.Data, p.Value, p.Attribute, p.Element,
)  # fmt: skip
_NUMBER = {kind: number for number, kind in enumerate(_TYPES)}


def _encode(value: Any) -> Any:
    """Nested lists: number of the type, then its fields as far as they differ from the defaults."""
    if isinstance(value, tuple):
        return [0, *map(_encode, value)]
    if not dataclasses.is_dataclass(value):
        return value
    fields = dataclasses.fields(value)
    values = [f.default if f.name in _LEFT_OUT else getattr(value, f.name) for f in fields]
    while values and values[-1] == fields[len(values) - 1].default:
        values.pop()
    return [_NUMBER[type(value)], *map(_encode, values)]


def _decode(value: Any) -> Any:
    if type(value) is not list:
        return value
    fields = [_decode(v) if type(v) is list else v for v in value[1:]]
    return _TYPES[value[0]](*fields) if value[0] else tuple(fields)


def pack(library: s.Library) -> bytes:
    """The facts of a library as a data file: JSON, compressed, with version and credit inside."""
    facts = {
        "credit": CREDIT,
        "version": library.version,
        "modules": list(library.modules),
        "specs": [_encode(spec) for spec in library.specs.values()],
    }
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return lzma.compress(text, preset=9 | lzma.PRESET_EXTREME)


class _Facts(Mapping[str, s.Spec]):
    """Specifications by identifier, each made when it is first asked for: most schemas want a few of them."""

    def __init__(self, encoded: dict[str, list[Any]]) -> None:
        self._encoded = encoded
        self._made: dict[str, s.Spec] = {}

    def __getitem__(self, ident: str) -> s.Spec:
        if ident not in self._made:
            self._made[ident] = _decode(self._encoded[ident])
        return self._made[ident]

    def __contains__(self, ident: object) -> bool:
        return ident in self._encoded

    def __iter__(self) -> Iterator[str]:
        return iter(self._encoded)

    def __len__(self) -> int:
        return len(self._encoded)


def unpack(data: bytes) -> s.Library:
    """The library in a data file that `pack` made."""
    facts = json.loads(lzma.decompress(data))
    encoded = {_field(spec, "ident"): spec for spec in facts["specs"]}
    modules: dict[str, list[str]] = {module: [] for module in facts["modules"]}
    for ident, spec in encoded.items():
        modules[_field(spec, "module")].append(ident)
    named = {module: tuple(idents) for module, idents in modules.items()}
    return s.Library(_Facts(encoded), named, facts["version"])


def _field(encoded: list[Any], name: str) -> str:
    """A field of something encoded, by its name."""
    return str(encoded[1 + _TYPES[encoded[0]].__match_args__.index(name)])


@functools.cache
def tei_p5() -> s.Library:
    """The facts that travel with the package."""
    return unpack(data_file(FACTS).read_bytes())
