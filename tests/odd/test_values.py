"""Every enumerated value of the chapter TD: each has an effect of its own, and none is taken for another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from odd_support import compiled
from puzanov_tei.odd import CompiledOdd
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.p5 import tei_p5
from puzanov_tei.relaxng import patterns as p

BOX = (
    '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"/></classes>'
    "<content>{}</content></elementSpec>"
)
TWO = (
    '<classSpec ident="model.two" type="model" mode="add"/><elementSpec ident="p" mode="change"><classes mode="change">'
    '<memberOf key="model.two"/></classes></elementSpec><elementSpec ident="hi" mode="change"><classes mode="change">'
    '<memberOf key="model.two"/></classes></elementSpec>'
)
ATT = '<elementSpec ident="p" mode="change"><attList>{}</attList></elementSpec>'
X = '<attDef ident="x"{}><datatype><dataRef key="teidata.word"/></datatype></attDef>'
LIST = (
    '<attDef ident="x"><datatype><dataRef key="teidata.word"/></datatype><valList type="{}"><valItem ident="a"/></valList>'
    "</attDef>"
)
A, B, WORD = p.Ref("tei_p"), p.Ref("tei_hi"), p.Ref("tei_teidata.word")


def box(odd: CompiledOdd) -> object:
    """What stands in the new element."""
    element = odd.grammar.defines["tei_box"]
    assert isinstance(element, p.Element)
    return element.pattern


def attribute(odd: CompiledOdd) -> object:
    """How p has the attribute @x: the pattern, None if it has none."""
    element = odd.grammar.defines["tei_p"]
    assert isinstance(element, p.Element)
    members = element.pattern.members if isinstance(element.pattern, p.Group) else (element.pattern,)
    return next((m for m in members if "name=Name(ns='', local='x')" in repr(m)), None)


def classes(odd: CompiledOdd) -> object:
    """The classes of p."""
    spec = odd.schema.specs["p"]
    assert isinstance(spec, s.ElementSpec)
    assert spec.classes is not None
    return [member.key for member in spec.classes.members]


def x(value: p.Pattern, required: bool = False) -> p.Pattern:
    made = p.Attribute(p.Name("", "x"), value)
    return made if required else p.Optional(made)


def facet(name: str, value: str, kind: str = "decimal") -> str:
    one = f'<dataRef name="{kind}"><dataFacet name="{name}" value="{value}"/></dataRef>'
    return ATT.format(f'<attDef ident="x"><datatype>{one}</datatype></attDef>')


def param(name: str, value: str, kind: str = "decimal") -> p.Pattern:
    return x(p.Data(kind, ((name, value),)))


MEMBERS = [member.key for member in tei_p5().specs["p"].classes.members]  # type: ignore[union-attr]
KNOWN = '<classes mode="{}"><memberOf key="att.typed"/></classes>'
WAYS = [("alternation", p.Ref("tei_model.two")), ("sequence", p.Group((A, B))),
        ("sequenceOptional", p.Group((p.Optional(A), p.Optional(B)))),
        ("sequenceRepeatable", p.Group((p.OneOrMore(A), p.OneOrMore(B)))),
        ("sequenceOptionalRepeatable", p.Group((p.ZeroOrMore(A), p.ZeroOrMore(B))))]  # fmt: skip
NUMBERS = ("maxInclusive", "minInclusive", "maxExclusive", "minExclusive", "totalDigits", "fractionDigits")

# Element, attribute and value -> what is written, where to look, and what is there.
Effect = tuple[str, Callable[[CompiledOdd], object], object]
EFFECTS: dict[tuple[str, str, str], Effect] = {}


def effect(owner: str, name: str, value: str, spec: str, look: Callable[[CompiledOdd], object], there: object) -> None:
    EFFECTS[owner, name, value] = (spec, look, there)


for way, pattern in WAYS:
    effect("classRef", "expand", way, TWO + BOX.format(f'<classRef key="model.two" expand="{way}"/>'), box, pattern)
effect("sequence", "preserveOrder", "true",
       BOX.format('<sequence preserveOrder="true"><elementRef key="p"/><elementRef key="hi"/></sequence>'),
       box, p.Group((A, B)))  # fmt: skip
effect("sequence", "preserveOrder", "false",
       BOX.format('<sequence preserveOrder="false"><elementRef key="p"/><elementRef key="hi"/></sequence>'),
       box, p.Interleave((A, B)))  # fmt: skip
for name in NUMBERS:
    effect("dataFacet", "name", name, facet(name, "3"), attribute, param(name, "3"))
for name in ("length", "minLength", "maxLength", "pattern"):
    effect("dataFacet", "name", name, facet(name, "3", "token"), attribute, param(name, "3", "token"))
effect("dataFacet", "name", "enumeration", facet("enumeration", "a", "token"), attribute,
       x(p.Value("a", "token", p.XSD_TYPES)))  # fmt: skip
effect("dataFacet", "name", "whiteSpace", facet("whiteSpace", "collapse", "string"), attribute, x(p.Data("token")))
effect("valList", "type", "closed", ATT.format(LIST.format("closed")), attribute, x(p.Value("a")))
effect("valList", "type", "semi", ATT.format(LIST.format("semi")), attribute, x(p.Choice((p.Value("a"), WORD))))
effect("valList", "type", "open", ATT.format(LIST.format("open")), attribute, x(WORD))
effect("attDef", "usage", "req", ATT.format(X.format(' usage="req"')), attribute, x(WORD, True))
effect("attDef", "usage", "rec", ATT.format(X.format(' usage="rec"')), attribute, x(WORD))
effect("attDef", "usage", "opt", ATT.format(X.format(' usage="opt"')), attribute, x(WORD))
for org, both in (("group", x(WORD)), ("choice", p.Choice((x(WORD), p.Optional(p.Attribute(p.Name("", "y"), WORD)))))):
    spec = ATT.replace("<attList>", f'<attList org="{org}">').format(
        X.format("") + X.format("").replace('"x"', '"y"'))  # fmt: skip
    effect("attList", "org", org, spec, attribute, both)
for mode, there in (("change", [*MEMBERS, "att.typed"]), ("replace", ["att.typed"])):
    spec = f'<elementSpec ident="p" mode="change">{KNOWN.format(mode)}</elementSpec>'
    effect("classes", "mode", mode, spec, classes, there)
for mode, there in (("add", [*MEMBERS, "att.typed"]), ("delete", [m for m in MEMBERS if m != "att.written"])):
    key = "att.typed" if mode == "add" else "att.written"
    spec = f'<elementSpec ident="p" mode="change"><classes mode="change"><memberOf key="{key}" mode="{mode}"/></classes></elementSpec>'
    effect("memberOf", "mode", mode, spec, classes, there)
TYPED = '<classSpec ident="{0}" type="{1}" mode="add">{2}</classSpec>'
effect("classSpec", "type", "atts",
       TYPED.format("att.x", "atts", f"<attList>{X.format('')}</attList>")
       + '<elementSpec ident="p" mode="change"><classes mode="change"><memberOf key="att.x"/></classes></elementSpec>',
       lambda odd: odd.grammar.defines["tei_att.x.attribute.x"], x(WORD))  # fmt: skip
effect("classSpec", "type", "model", TWO + BOX.format('<classRef key="model.two"/>'),
       lambda odd: odd.grammar.defines["tei_model.two"], p.Choice((A, B)))  # fmt: skip
TEXT = p.Optional(p.Attribute(p.Name("", "x"), p.Text()))
for mode, there in (("add", x(WORD)), ("replace", x(WORD)), ("change", TEXT), ("delete", None)):
    spec = (
        '<classSpec ident="att.x" type="atts" mode="add"><attList><attDef ident="x"/></attList></classSpec>'
        '<elementSpec ident="p" mode="change"><classes mode="change"><memberOf key="att.x"/></classes><attList>'
        + ('<attDef ident="x" mode="{0}"/>' if mode in ("change", "delete") else X.format(' mode="{0}"')).format(mode)
        + "</attList></elementSpec>"
    )
    effect("att.combinable", "mode", mode, spec, attribute, there)

# What is about prose, examples, or how a schema is written down, and never about what it allows.
ELSEWHERE = {("egXML", "valid"), ("tag", "type"), ("classSpec", "generate"), ("content", "autoPrefix")}


def test_every_closed_value_is_here() -> None:
    listed = {("sequence", "preserveOrder", value) for value in ("true", "false")}
    for ident, spec in tei_p5().specs.items():
        if isinstance(spec, s.MacroSpec) or (spec.module != "tagdocs" and ident != "att.combinable"):
            continue
        for attribute in spec.attributes.flat:
            if isinstance(attribute, s.AttDef) and attribute.values and attribute.values.type == "closed":
                listed |= {(ident, attribute.ident, item.ident) for item in attribute.values.items}
    assert {key for key in listed if key[:2] not in ELSEWHERE} == set(EFFECTS)


@pytest.mark.parametrize("key", EFFECTS, ids=" ".join)
def test_a_value_has_its_effect(key: tuple[str, str, str]) -> None:
    spec, look, there = EFFECTS[key]
    odd = compiled(spec)
    assert look(odd) == there
    assert not [f for f in odd.findings if f.severity == "error"]
