"""The facts of TEI P5 that travel with the package."""

from __future__ import annotations

import json
import lzma
from collections import Counter

import odd_support
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.p5 import FACTS, pack, tei_p5, unpack
from puzanov_tei.odd.source import library_of
from puzanov_tei.resources import data_file


def test_they_are_complete() -> None:
    library = tei_p5()
    kinds = Counter(
        "data" if isinstance(spec, s.MacroSpec) and spec.data else type(spec).__name__
        for spec in library.specs.values()
    )
    assert kinds == {"ElementSpec": 587, "ClassSpec": 211, "MacroSpec": 8, "data": 35}
    assert len(library.modules) == 22
    assert library.version == "4.9.0a"
    assert {spec.module for spec in library.specs.values()} == set(library.modules)


def test_they_hold_what_the_guidelines_say() -> None:
    specs = tei_p5().specs
    note = specs["note"]
    assert isinstance(note, s.ElementSpec)
    assert note.module == "core"
    assert note.content == s.MacroRef("macro.specialPara")
    assert note.classes is not None
    assert "model.noteLike" in [m.key for m in note.classes.members]
    assert specs["re"].valid_until
    availability = specs["availability"]
    assert isinstance(availability, s.ElementSpec)
    (status,) = availability.attributes.members
    assert isinstance(status, s.AttDef)
    assert status.values is not None
    assert [item.ident for item in status.values.items] == ["free", "unknown", "restricted"]


def test_they_carry_version_and_credit_and_no_sentences() -> None:
    data = data_file(FACTS).read_bytes()
    assert len(data) < 40_000
    facts = json.loads(lzma.decompress(data))
    assert "(c) TEI Consortium" in facts["credit"]
    assert facts["version"] == "4.9.0a"

    def strings(value: object) -> list[str]:
        if isinstance(value, list):
            return [text for member in value for text in strings(member)]
        return [value] if isinstance(value, str) else []

    # Names, patterns and values have no blanks; two default values of attributes do.
    assert sum(" " in text for text in strings(facts["specs"])) == 2


def test_packing_keeps_the_facts() -> None:
    source = odd_support.odd("").replace(
        b"<schemaSpec",
        b'<elementSpec ident="a" module="tei" '
        b'validUntil="2030-01-01"><gloss>'
        b'left out</gloss><classes><memberOf key="model.pLike"/></classes><content><sequence minOccurs="0"><elementRef '
        b'key="p" maxOccurs="unbounded"/><rng:ref name="x"/></sequence></content><attList><attDef ident="k" '
        b'usage="req">'
        b'<datatype maxOccurs="3"><dataRef key="teidata.word"/></datatype></attDef></attList></elementSpec><schemaSpec',
    )
    library = library_of(source, "p5subset.xml")
    again = unpack(pack(library))
    before, after = library.specs["a"], again.specs["a"]
    assert isinstance(before, s.ElementSpec)
    assert isinstance(after, s.ElementSpec)
    assert (after.content, after.attributes, after.classes) == (before.content, before.attributes, before.classes)
    assert after.valid_until == "2030-01-01"
    assert after.docs == s.NO_DOCS
