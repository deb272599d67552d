"""What is unsound in a customization: code, place, remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from odd_support import BASE, HEADER, compiled, document, odd, valid
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import compile_odd
from puzanov_tei.odd.check import check
from puzanov_tei.odd.codes import CODES

CHANGE = '<elementSpec ident="p" mode="change">{}</elementSpec>'
ATT = CHANGE.format("<attList>{}</attList>")


def rule(body: str) -> str:
    return f'<constraintSpec ident="c1" scheme="schematron"><constraint>{body}</constraint></constraintSpec>'


def box(content: str, more: str = "") -> str:
    return (
        '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"/></classes>'
        f"<content>{content}</content>{more}</elementSpec>"
    )


# What is written, the code, a word of the message, a word of the remedy.
def constraint_twice() -> str:
    one = (
        '<constraintSpec ident="k" scheme="schematron"><constraint>'
        '<sch:rule context="tei:{0}"><sch:assert test="@n">n</sch:assert></sch:rule></constraint></constraintSpec>'
    )
    return one.format("p") + one.format("hi")


UNSOUND = [
    (
        '<elementSpec ident="hi" mode="delete"/>'
        + rule('<sch:rule context="tei:hi[@rend]"><sch:assert test="@n">n</sch:assert></sch:rule>'),
        "PZ213",
        "names tei:hi, which the schema does not have",
        "Include hi",
    ),
    (
        rule('<sch:rule context="tei:p"><sch:assert test="tei:emph">n</sch:assert></sch:rule>'),
        "PZ213",
        "names tei:emph",
        "Include emph",
    ),
    (
        rule('<sch:rule context="tei:titel"><sch:assert test="true()">n</sch:assert></sch:rule>'),
        "PZ213",
        "names tei:titel",
        "Did you mean 'title'?",
    ),
    (
        rule('<sch:rule context="tei:p"><sch:extends rule="nobody"/></sch:rule>'),
        "PZ213",
        "builds on the rule 'nobody'",
        "Declare it",
    ),
    (
        ATT.format(
            '<attDef ident="pages"><datatype><dataRef key="teidata.count"/></datatype>'
            '<valList type="closed"><valItem ident="two"/></valList></attDef>'
        ),
        "PZ205",
        "the value 'two' of p/@pages is no teidata.count",
        "Mend the value",
    ),
    (
        ATT.format(
            '<attDef ident="open"><datatype><dataRef name="boolean"/></datatype><defaultVal>maybe</defaultVal></attDef>'
        ),
        "PZ205",
        "the default 'maybe' of p/@open is no boolean",
        "Mend the value",
    ),
    (
        ATT.format(
            '<attDef ident="kind"><datatype><dataRef key="teidata.enumerated"/></datatype><valList type="closed"/></attDef>'
        ),
        "PZ205",
        "the closed list of p/@kind has no value",
        "List values",
    ),
    (ATT.format('<attRef class="att.global" name="rendd"/>'), "PZ205", "att.global has no attribute 'rendd'", "'rend'"),
    (CHANGE.format("<altIdent>hi</altIdent>"), "PZ203", "p is renamed hi", "delete hi"),
    ('<elementSpec ident="emph" mode="delete"/>', "PZ204", "this deletion has no effect", "Drop it."),
    (
        '<classSpec ident="att.idle" type="atts" mode="add"><attList><attDef ident="a"/></attList></classSpec>',
        "PZ204",
        "no element is a member of att.idle",
        "classes/memberOf",
    ),
    (
        '<macroSpec ident="macro.idle" mode="add"><content><textNode/></content></macroSpec>',
        "PZ204",
        "nothing names macro.idle",
        "remove it",
    ),
    (
        '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"/></classes></elementSpec>',
        "PZ204",
        "box declares no content",
        "<empty/>",
    ),
    ('<moduleRef key="cor"/>', "PZ201", "module 'cor'", "Did you mean 'core'?"),
    ('<moduleRef key="analysis" include="interpp"/>', "PZ201", "'interpp'", "'interp'"),
    ('<moduleRef key="analysis" include="seg"/>', "PZ201", "module analysis has no 'seg'", "belongs to module linking"),
    ('<elementRef key="persname"/>', "PZ201", "no element 'persname'", "'persName'"),
    (CHANGE.format('<classes mode="change"><memberOf key="att.typd"/></classes>'), "PZ201", "att.typd", "'att.typed'"),
    (
        CHANGE.format('<classes mode="change"><memberOf key="att.lexicographic"/></classes>'),
        "PZ201",
        "not in the schema",
        "Include module dictionaries",
    ),
    (box('<alternate><elementRef key="p"/><elementRef key="headd"/></alternate>'), "PZ201", "'headd'", "'head'"),
    (box('<alternate><elementRef key="p"/><elementRef key="emph"/></alternate>'), "PZ202", "'emph'", "Include emph"),
    ('<elementSpec ident="titleStmt" mode="delete"/>', "PZ202", "fileDesc requires titleStmt", "Keep titleStmt"),
    ('<elementSpec ident="titel" mode="change"/>', "PZ204", "no 'titel' to change", "Did you mean 'title'?"),
    ('<elementSpec ident="emph" mode="change"/>', "PZ204", "'emph' is not in the schema", "moduleRef of core"),
    ('<elementSpec ident="p" module="core"><attList/></elementSpec>', "PZ203", "p is declared anew", 'mode="change"'),
    (box("<empty/>") + box("<textNode/>"), "PZ203", "'box' is declared twice", "also declared at"),
    (
        box("<empty/>", '<attList><attDef ident="a"/><attDef ident="a"/></attList>'),
        "PZ203",
        "attribute a twice",
        "also",
    ),
    (ATT.format('<attDef ident="rned" mode="change" usage="req"/>'), "PZ205", "no attribute 'rned'", "'rend'"),
    (
        '<classSpec ident="att.global" type="atts" mode="change"><attList><attDef ident="rend" mode="delete"/></attList>'
        "</classSpec>",
        "PZ205",
        "no effect",
        "att.global.rendition: delete it there",
    ),
    (
        '<classSpec ident="att.a" type="atts" mode="add"><classes><memberOf key="att.b"/></classes></classSpec><classSpec '
        'ident="att.b" type="atts" mode="add"><classes><memberOf key="att.a"/></classes></classSpec>',
        "PZ206",
        "is a member of itself",
        "Remove",
    ),
    (
        '<classSpec ident="att.x" type="atts" mode="add"><attList><attDef ident="n"/></attList></classSpec>'
        + CHANGE.format('<classes mode="change"><memberOf key="att.x"/></classes>'),
        "PZ207",
        "inherits the attribute 'n' from att.global and att.x",
        "Delete it",
    ),
    (box('<sequence><dataRef name="token"/><elementRef key="p"/></sequence>'), "PZ209", "beside other content", ""),
    (box('<dataRef name="tokenn"/>'), "PZ209", "tokenn", ""),
    (
        '<macroSpec ident="macro.m" mode="add"><content><alternate><textNode/><macroRef '
        'key="macro.m"/></alternate></content>'
        "</macroSpec>" + box('<macroRef key="macro.m"/>'),
        "PZ209",
        "contains itself",
        "",
    ),
    (box('<anyElement except="http://example.org/"/>'), "PZ216", "xml:id", ""),
    (
        box("<anyElement/>") + '<elementSpec ident="own" ns="urn:own" mode="add"><classes><memberOf key="att.global"/>'
        '<memberOf key="model.pLike"/></classes><content><textNode/></content></elementSpec>',
        "PZ219",
        "not of urn:own",
        "@defaultExceptions",
    ),
    (
        '<elementSpec ident="p" mode="change"><attList><attDef ident="rend" mode="change"><datatype maxOccurs="unbounded">'
        "<textNode/></datatype></attDef></attList></elementSpec>",
        "PZ217",
        "p/@rend is a list of texts",
        "teidata.word",
    ),
    ('<elementSpec ident="*" mode="add"><content><empty/></content></elementSpec>', "PZ218", "no name of TEI", ""),
    (box('<macroRef name="macro.phraseSeq"/>'), "PZ201", 'write key="macro.phraseSeq"', ""),
    (
        rule('<sch:rule context="tei:p"><sch:assert test="count(hi) = 1">n</sch:assert></sch:rule>'),
        "PZ213",
        "names hi without a prefix",
        "Write tei:hi",
    ),
    (
        CHANGE.format(
            '<attList><attDef ident="n" mode="change"><valList mode="change"><valItem ident="z" mode="delete"/>'
            "</valList></attDef></attList>"
        ),
        "PZ205",
        "have no 'z' to delete",
        "",
    ),
    (box('<sequence><elementRef key="p" minOccurs="2" maxOccurs="1"/></sequence>'), "PZ204", "greater than", "numbers"),
    (constraint_twice(), "PZ203", "constraintSpec k is declared twice", ""),
    (
        box('<elementRef key="lid"/>')
        + '<elementSpec ident="lid" mode="add"><content><elementRef key="box"/></content>'
        "</elementSpec>",
        "PZ211",
        "box can never be complete",
        "optional",
    ),
    (
        ATT.format(
            '<attDef ident="k" mode="add"><defaultVal>c</defaultVal><valList type="closed"><valItem ident="a"/>'
            "</valList></attDef>"
        ),
        "PZ205",
        "the default 'c' of p/@k",
        "It has: a",
    ),
    (
        ATT.format('<attDef ident="k" mode="add"><datatype><dataRef name="int8"/></datatype></attDef>'),
        "PZ209",
        'p/@k: XML Schema\'s datatypes have no type "int8"',
        "'int'",
    ),
    (
        ATT.format('<attDef ident="k"><datatype><dataRef name="token" restriction="[0-9"/></datatype></attDef>'),
        "PZ209",
        'the pattern "[0-9"',
        "restriction",
    ),
    (
        ATT.format(
            '<attDef ident="k"><datatype><dataRef name="int"><dataFacet name="maxInclusive" value="many"/>'
            "</dataRef></datatype></attDef>"
        ),
        "PZ209",
        'maxInclusive "many"',
        "restriction",
    ),
    (ATT.format('<attDef ident="my:k" mode="add"/>'), "PZ201", "the prefix of p/@my:k", "xmlns:my"),
    (box('<classRef key="att.global"/>'), "PZ204", "att.global is a class of attributes", "memberOf"),
    (
        '<elementSpec ident="memo" mode="add"><classes><memberOf key="div"/></classes><content><textNode/></content>'
        "</elementSpec>",
        "PZ201",
        "div, which is an element",
        "Name a class",
    ),
    ('<classSpec ident="att.global" type="model" mode="change"/>', "PZ204", "a class of type 'atts'", 'type="atts"'),
    (
        CHANGE.format('<classes mode="change"><memberOf key="model.pLik" mode="delete"/></classes>'),
        "PZ204",
        "no member of 'model.pLik'",
        "model.pLike",
    ),
    (
        '<elementSpec ident="lost" mode="add"><content><empty/></content></elementSpec>',
        "PZ212",
        "contain lost",
        "@start",
    ),
    (rule('<sch:assert test="@n">n</sch:assert>'), "PZ213", "c1 has no context", "sch:rule"),
    (
        rule('<sch:rule context="tei:p"><sch:assert test="@n and">n</sch:assert></sch:rule>'),
        "PZ213",
        "does not compile",
        "XPath",
    ),
    (rule('<sch:rule context="tei:p[">n</sch:rule>'), "PZ213", "does not compile", "XPath"),
    (rule(""), "PZ213", "holds no rule", "sch:rule"),
    ('<moduleRef key="dictionaries" include="superEntry"/>', "PZ214", "superEntry is deprecated", "another way"),
]


@pytest.mark.parametrize(("spec", "code", "message", "hint"), UNSOUND, ids=[f"{c}-{m}" for _, c, m, _ in UNSOUND])
def test_unsound(spec: str, code: str, message: str, hint: str) -> None:
    findings = check(compiled(spec))
    found = [f for f in findings if f.code == code]
    assert any(message in f.message and hint in f.hint for f in found), findings
    for finding in found:
        assert finding.location.line > 0
        assert finding.location.column > 0


@pytest.mark.parametrize(
    ("content", "code", "severity", "message", "hint"),
    [
        ('<elementRef key="graph"/>', "PZ202", Severity.WARNING, "requires graph in its content", "module nets"),
        (
            '<elementRef key="pp"/>',
            "PZ201",
            Severity.ERROR,
            "refers to 'pp', which does not exist",
            "Did you mean 'p'?",
        ),
        ('<elementRef key="token"/>', "PZ201", Severity.ERROR, "refers to 'token'", "write dataRef/@name"),
        ('<dataRef key="teidata.nam"/>', "PZ201", Severity.ERROR, "refers to 'teidata.nam'", "'teidata.name'"),
    ],
)
def test_what_a_content_model_wants_and_nobody_gives(
    content: str, code: str, severity: Severity, message: str, hint: str
) -> None:
    (finding,) = compiled(box(content)).findings
    assert (finding.code, finding.severity, finding.rule) == (code, severity, "box")
    assert message in finding.message
    assert hint in finding.hint
    assert finding.location.line > 0


def test_sound() -> None:
    assert (
        check(
            compiled(
                box(
                    "<textNode/>",
                    rule('<sch:rule context="tei:box"><sch:assert test="string()">n</sch:assert></sch:rule>'),
                )
            )
        )
        == []
    )


ALTERNATIVES = (
    '<attList org="choice"><attDef ident="kind"><valList type="closed"><valItem ident="a"/></valList></attDef>'
    '<attList><attDef ident="kind"><valList type="closed"><valItem ident="b"/></valList></attDef></attList></attList>'
)


@pytest.mark.parametrize(
    "spec",
    [
        CHANGE.format(ALTERNATIVES),
        CHANGE.format(ALTERNATIVES)
        + rule('<sch:rule context="tei:p[@kind = \'b\']"><sch:assert test="tei:hi">n</sch:assert></sch:rule>'),
        rule(
            '<sch:rule context="tei:p[normalize-space(/) = .]"><sch:assert test="(/) or @n">n</sch:assert></sch:rule>'
        ),
        f'<specGrp xml:id="g">{box("<empty/>")}</specGrp><specGrpRef target="#g"/>',
        box('<classRef key="model.divPart" include="model.pLike"/>'),
        CHANGE.format('<model behaviour="alternote"/><model predicate="@n" behaviour="alternote"/>'),
    ],
)
def test_nothing_is_told_of_what_is_sound(spec: str) -> None:
    assert check(compiled(spec)) == []


# What is written, the code, and a word of what is told.
TOLD = [
    ('<elementSpec ident="p" module="coer" mode="change"><desc>x</desc></elementSpec>', "PZ204", "is of module core"),
    (CHANGE.format('<classes mode="change"><memberOf key="model.pLike"/></classes>'), "PZ204", "model.pLike already"),
    (CHANGE.format('<attList><attRef class="att.typd" name="type"/></attList>'), "PZ201", "the attributes of att.typd"),
    ('<classSpec ident="p" type="model" mode="add"/>', "PZ203", "of another kind"),
    ('<elementSpec ident="hi" mode="replace" module="core"/>', "PZ204", "hi declares no content"),
    (box('<classRef key="model.pLike" include="p hi"/>'), "PZ205", "hi is no member of model.pLike"),
    (box('<elementRef key="model.pLike"/>'), "PZ204", "names model.pLike with elementRef"),
    (box('<macroRef key="teidata.word"/>'), "PZ204", "names teidata.word with macroRef"),
    (box('<anyElement require="svg"/>'), "PZ201", "'svg', which is no namespace"),
    (ATT.format('<attDef ident="x"><datatype><dataRef key="string"/></datatype></attDef>'), "PZ201", "'string'"),
]


@pytest.mark.parametrize(("spec", "code", "message"), TOLD, ids=[message for _, _, message in TOLD])
def test_slips_in_what_is_named(spec: str, code: str, message: str) -> None:
    assert [f.code for f in check(compiled(spec)) if message in f.message] == [code]


def test_what_other_programs_read_is_for_them_and_several_parts_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "my.odd"
    template = '<model behaviour="block"><t:template xmlns:t="urn:t"><persName ref="[[x]]"/></t:template></model>'
    content = '<content><rng:optional><rng:ref name="hi"/></rng:optional><rng:ref name="p"/><rng:text/></content>'
    path.write_bytes(odd(f'<elementSpec ident="p" mode="change">{content}{template}</elementSpec>'))
    told = [(f.severity, f.message) for f in check(compile_odd(path)) if f.code.startswith("PZ1")]
    assert told == [
        (Severity.WARNING, "content holds several parts side by side; the Guidelines allow one."),
        (Severity.WARNING, "<template> is not of TEI, so that it counts for nothing in a schema."),
    ]


def test_what_tei_all_says_of_an_odd_has_a_remedy_and_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "my.odd"
    star = '<elementSpec ident="*" mode="change"><model behaviour="inline"/></elementSpec>'
    path.write_bytes(odd(star + CHANGE.format('<content/><attList org="group" count="3"/>')))
    told = {(f.code, bool(f.hint)) for f in check(compile_odd(path))}
    assert told == {("PZ107", True), ("PZ110", True), ("PZ218", True)}


def test_every_code_is_explained() -> None:
    assert {code for _, code, _, _ in UNSOUND} | {"PZ210", "PZ215"} == set(CODES)


def test_the_place_is_that_of_the_declaration(tmp_path: Path) -> None:
    path = tmp_path / "my.odd"
    path.write_bytes(odd('\n\n  <elementSpec ident="titleStmt" mode="delete"/>'))
    (finding,) = [f for f in check(compile_odd(path)) if f.code == "PZ202"]
    lines = path.read_text().splitlines()
    assert lines[finding.location.line - 1][finding.location.column - 1 :].startswith("<elementSpec")
    assert finding.location.file == str(path)
    assert finding.severity == Severity.WARNING


def test_an_optional_part_may_go() -> None:
    """hi stands in paragraphs only as one of many; nothing is said when it goes."""
    assert compiled('<elementSpec ident="hi" mode="delete"/>').findings == ()


def test_dropping_a_required_part_keeps_the_rest() -> None:
    made = compiled('<elementSpec ident="titleStmt" mode="delete"/>')
    header = HEADER.replace("<titleStmt><title>t</title></titleStmt>", "")
    assert header != HEADER
    assert valid(made.grammar, document("<p/>", header).decode())


def test_two_classes_with_one_attribute_stay_legal() -> None:
    made = compiled(
        '<classSpec ident="att.x" type="atts" mode="add"><attList><attDef ident="n"/></attList></classSpec>'
        + CHANGE.format('<classes mode="change"><memberOf key="att.x"/></classes>')
    )
    assert [f.code for f in made.findings] == []
    assert valid(made.grammar, '<p n="1"/>')


def test_variables_of_a_pattern_are_known_in_contexts() -> None:
    body = (
        '<sch:pattern><sch:let name="all" value="//tei:p"/><sch:rule context="tei:p[$all]"><sch:assert '
        'test="$all">x'
        "</sch:assert></sch:rule></sch:pattern>"
    )
    assert check(compiled(rule(body))) == []


def test_a_schema_without_root() -> None:
    found: list[Finding] = check(compiled("", base=BASE.replace("TEI ", "")))
    assert "PZ212" in [f.code for f in found]


def test_an_odd_is_a_tei_document_first(tmp_path: Path) -> None:
    path = tmp_path / "my.odd"
    path.write_bytes(odd('<elementSpec ident="p" mode="delet"/><elemSpec ident="hi" mode="delete"/>'))
    codes = {f.code for f in check(compile_odd(path))}
    assert {"PZ113", "PZ103"} <= codes


def test_what_stands_aside_counts_for_nothing_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "my.odd"
    deleted = '<elementSpec ident="{}" mode="delete"/>'
    aside = f'<specGrp xml:id="extra">{deleted.format("p")}</specGrp>{deleted.format("hi")}'.encode()
    path.write_bytes(odd("").replace(b"<schemaSpec", aside + b"<schemaSpec"))
    messages = [f.message for f in check(compile_odd(path)) if f.code == "PZ204"]
    assert messages == [
        "no specGrpRef refers to the specGrp extra, so that it counts for nothing.",
        "the declaration of hi stands in no schemaSpec, so that it counts for nothing.",
    ]
