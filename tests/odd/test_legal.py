"""Legality of grammars: what RELAX NG forbids is found, and jing agrees."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import odd_support
from odd_support import compiled, document
from puzanov_tei.relaxng.patterns import AnyName, Name, NameChoice, NameClass, NsName
from puzanov_tei.relaxng.reading.legality import problems
from puzanov_tei.relaxng.reading.overlap import overlap
from puzanov_tei.relaxng.writing.xml import to_rng


def box(content: str, attributes: str = "") -> str:
    return (
        '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"/></classes>'
        f"<content>{content}</content>{attributes}</elementSpec>"
    )


def attribute(datatype: str) -> str:
    return box("<empty/>", f'<attList><attDef ident="k"><datatype>{datatype}</datatype></attDef></attList>')


# What is written, and a word of what is wrong; "" for what is legal.
GRAMMARS = {
    "data alone": (box('<dataRef name="integer"/>'), ""),
    "data or elements": (box('<alternate><dataRef name="integer"/><elementRef key="p"/></alternate>'), ""),
    "data beside elements": (
        box('<sequence><dataRef name="integer"/><elementRef key="p"/></sequence>'),
        "beside other",
    ),
    "data repeated": (box('<alternate maxOccurs="2"><dataRef name="integer"/></alternate>'), "beside other"),
    "data repeated at will": (
        box('<alternate maxOccurs="unbounded"><dataRef name="integer"/></alternate>'),
        "repeated",
    ),
    "list of values": (box('<dataRef name="integer" maxOccurs="unbounded"/>'), ""),
    "text in a list": (attribute("<rng:list><rng:text/></rng:list>"), "needs datatypes"),
    "list in a list": (attribute("<rng:list><rng:list><rng:value>a</rng:value></rng:list></rng:list>"), "another list"),
    "element in an attribute": (attribute('<rng:ref name="p"/>'), "inside an attribute"),
    "unknown datatype": (attribute('<rng:data type="int32"/>'), "int32"),
    "facet that does not fit": (
        attribute('<dataRef name="boolean"><dataFacet name="maxLength" value="3"/></dataRef>'),
        "maxLength",
    ),
    "ID in a list": (attribute('<rng:list><rng:data type="ID"/></rng:list>'), "all that an attribute holds"),
    "attribute twice": (
        box('<sequence><rng:attribute name="n"/><rng:attribute name="n"/></sequence>'),
        "declared twice",
    ),
    "attribute either way": (box('<alternate><rng:attribute name="n"/><rng:attribute name="n"/></alternate>'), ""),
    "text twice, unordered": (box("<interleave><textNode/><textNode/></interleave>"), "text stands in two"),
    "element twice, unordered": (
        box(
            '<interleave><elementRef key="p"/><sequence><elementRef key="list"/><elementRef key="p"/></sequence>'
            "</interleave>"
        ),
        "element p stands in two",
    ),
    "any element": (box("<anyElement/>"), ""),
    "any element, TEI among them": (box('<anyElement except="http://example.org/"/>'), "xml:id"),
}


@pytest.mark.parametrize("name", GRAMMARS)
def test_legality(name: str) -> None:
    spec, word = GRAMMARS[name]
    found = problems(compiled(spec).grammar)
    assert bool(found) == bool(word), found
    assert all(word in message for _, message in found[:1]), found


@pytest.mark.slow
def test_jing_agrees(tmp_path: Path) -> None:
    jing = odd_support.jing()
    instance = tmp_path / "instance.xml"
    instance.write_bytes(document("<p/>"))
    for name in (
        "data alone",
        "list of values",
        "data beside elements",
        "ID in a list",
        "element twice, unordered",
        "any element, TEI among them",
        "attribute twice",
    ):
        schema = tmp_path / "schema.rng"
        spec, word = GRAMMARS[name]
        schema.write_bytes(to_rng(compiled(spec).grammar))
        done = subprocess.run([jing, schema, instance], capture_output=True, text=True, check=False)
        assert ("schema.rng" in done.stdout) == bool(word), (name, done.stdout)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Name("a", "x"), Name("a", "x"), True),
        (Name("a", "x"), Name("b", "x"), False),
        (Name("a", "x"), AnyName(), True),
        (Name("a", "x"), AnyName(NsName("a")), False),
        (NsName("a"), NsName("b"), False),
        (NsName("a", Name("a", "x")), Name("a", "x"), False),
        (NsName("a", Name("a", "x")), NsName("a"), True),
        (AnyName(NsName("a")), NsName("a"), False),
        (AnyName(), AnyName(NsName("a")), True),
        (NameChoice((Name("a", "x"), NsName("b"))), Name("b", "y"), True),
    ],
)
def test_overlap(first: NameClass, second: NameClass, expected: bool) -> None:
    assert overlap(first, second) is expected
    assert overlap(second, first) is expected
