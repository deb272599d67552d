"""What an ODD says and what counts for nothing: rules that never apply, changes that change nothing, hidden models."""

from __future__ import annotations

from pathlib import Path

import pytest

from odd_support import compiled, odd
from puzanov_tei.odd import compile_odd
from puzanov_tei.odd.check import check
from puzanov_tei.odd.expressions import Expression, NamedAttribute, NamedElement, syntax_error
from puzanov_tei.relaxng import patterns as p

P = '<elementSpec ident="p" mode="change">{}</elementSpec>'
RULES = '<constraintSpec ident="c" scheme="schematron"><constraint>{}</constraint></constraintSpec>'
BOX = (
    '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"{}/></classes>'
    "<content>{}</content></elementSpec>"
)
KINDS = (
    '<elementSpec ident="div" mode="change"><attList><attDef ident="type" mode="change">'
    '<valList type="closed" mode="replace"><valItem ident="entry"/><valItem ident="report"/></valList></attDef>'
    "</attList></elementSpec>"
)
UNTYPED = '<elementSpec ident="div" mode="change"><attList><attDef ident="type" mode="delete"/></attList></elementSpec>'


def rules(context: str, test: str) -> str:
    return RULES.format(f'<sch:rule context="{context}"><sch:assert test="{test}">x</sch:assert></sch:rule>')


def told(spec: str) -> list[tuple[str, str, str]]:
    """Code, message and remedy of what is told of a declaration."""
    return [(f.code, f.message, f.hint) for f in check(compiled(spec)) if f.location.line]


IDLE = [
    (UNTYPED + rules("tei:div/@type", ". = 1"), "PZ213", "names @type on tei:div", "Declare the attribute"),
    (UNTYPED + rules("tei:div", "@type"), "PZ213", "names @type on tei:div", "Declare the attribute"),
    (UNTYPED + rules("tei:p | tei:div", "ancestor::tei:div/@type"), "PZ213", "names @type on tei:div", "Declare"),
    (rules("tei:p", "@whem"), "PZ213", "names @whem on tei:p", "Declare the attribute on tei:p"),
    (rules("tei:*", "@xml:idd"), "PZ213", "names @xml:idd", "Did you mean"),
    (KINDS + rules("tei:div[@type = 'entri']", "tei:head"), "PZ213", "compares @type of tei:div with 'entri'", "'entry'"),
    (KINDS + rules("tei:p", "../tei:div/@type = ('entry', 'x1')"), "PZ213", "with 'x1'", "It has: entry, report."),
    (rules("tei:p/tei:body", "true()"), "PZ213", "looks for tei:body directly in tei:p", "Write //"),
    (
        RULES.format(
            '<sch:pattern><sch:rule context="tei:p"><sch:report test="@n">x</sch:report></sch:rule>'
            '<sch:rule context=" tei:p"><sch:report test="@rend">x</sch:report></sch:rule></sch:pattern>'
        ),
        "PZ213", "is never used: one before it", "Join their assertions",
    ),
    (
        RULES.format('<sch:rule context="tei:p"><sch:assert test="@n" diagnostics="d">x</sch:assert></sch:rule>'),
        "PZ213", "builds on the diagnostic 'd'", "Declare it",
    ),
    (BOX.format(' min="2"', "<textNode/>"), "PZ204", "@min of memberOf model.pLike has no effect", "content models"),
    ('<elementRef key="p" minOccurs="0"/>', "PZ204", "@minOccurs of elementRef p has no effect", "content models"),
    (BOX.format("", '<elementRef key="p" source="x.odd"/>'), "PZ204", "@source of elementRef p", "in the schemaSpec"),
    ('<elementSpec ident="p" mode="change"/>', "PZ204", "elementSpec p changes nothing", "Say what is to change"),
    (
        '<elementSpec ident="hi" mode="delete"><content><empty/></content></elementSpec>',
        "PZ204", "so that its content counts for nothing", "mode=\"change\"",
    ),
    (BOX.format("", '<anyElement except="no:box"/>'), "PZ201", "'no:box' in @except of anyElement is not declared", "Declare xmlns:no"),
    (P.format('<model behaviour="paragaph"/>'), "PZ204", "the behaviour 'paragaph'", "Did you mean 'paragraph'?"),
    (P.format('<model predicate="@n and" behaviour="omit"/>'), "PZ213", "a model of p is no XPath", "Mend"),
    (P.format('<model behaviour="omit"/><model behaviour="block"/>'), "PZ204", "a model of p is never used", "predicate"),
    (
        P.format('<attList><attDef ident="x1" usage="req"><datatype><dataRef key="teidata.word"/></datatype>'
                 "<defaultVal>a</defaultVal></attDef></attList>"),
        "PZ204", "x1 is required, so that its default counts for nothing", "Remove defaultVal",
    ),
    (P.format('<attList><attRef class="model.pLike"/></attList>'), "PZ205", "which is a model class", "class of attributes"),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "code", "message", "hint"), IDLE, ids=[message for _, _, message, _ in IDLE])
def test_it_is_told(spec: str, code: str, message: str, hint: str) -> None:
    assert [(c, hint in h) for c, m, h in told(spec) if message in m] == [(code, True)]


@pytest.mark.parametrize(
    "spec",
    [
        rules("tei:div[@type]", "tei:head or @xml:id = 'a'"),
        KINDS + rules("tei:div", "@type = 'entry' or @type = $other") .replace("$other", "'report'"),
        rules("tei:text/tei:body//tei:p", "not(parent::tei:body/@n) and .//tei:hi/@rend"),
        rules("tei:*[@xml:id]", "count(//tei:*[@xml:id = current()/@xml:id]) = 1"),
        rules("tei:p", "some $i in tei:hi satisfies $i/@rend = 'x'"),
        P.format('<model predicate="@n" behaviour="omit"/><model behaviour="my:own"/>'),
        P.format('<model predicate="my:known(.) and $parameters?mode" behaviour="block"/>'),
        P.format("<modelSequence><model behaviour=\"block\"/><model behaviour=\"block\"/></modelSequence>"),
    ],
)  # fmt: skip
def test_nothing_is_told_of_what_counts(spec: str) -> None:
    assert told(spec) == []


def test_a_slip_in_a_mode_changes_what_was_meant(tmp_path: Path) -> None:
    spec = '<elementSpec ident="p" mode="chagne"><attList><attDef ident="n" mode="delete"/></attList></elementSpec>'
    path = tmp_path / "my.odd"
    path.write_bytes(odd(spec))
    made = compile_odd(path)
    assert made.schema.specs["p"].module == "core"
    assert [f.code for f in check(made)] == ["PZ113"]


def test_what_an_expression_speaks_of() -> None:
    reading = Expression("tei:div[@type = ('a', 'b')]/tei:p | tei:ab", {"tei": "http://www.tei-c.org/ns/1.0"})
    div = frozenset({"tei:div"})
    assert reading.selected == {"tei:p", "tei:ab"}
    assert reading.attributes == [NamedAttribute("type", div, ("a", "b"))]
    assert reading.elements == [
        NamedElement("tei:div", False), NamedElement("tei:p", False, div), NamedElement("tei:ab", False)
    ]  # fmt: skip
    assert Expression("tei:p[", {}).elements == []
    assert syntax_error("@n and", {})
    assert not syntax_error("unknown:function(@n)", {})


def test_patterns_side_by_side_in_a_macro_are_alternatives() -> None:
    macro = (
        '<macroSpec ident="macro.x" mode="add"><content><rng:text/><rng:ref name="hi"/><rng:ref name="p"/></content></macroSpec>'
        + BOX.format("", '<macroRef key="macro.x"/>')
    )
    assert [(code, message) for code, message, _ in told(macro)] == [
        ("PZ201", "the patterns of a macro stand side by side, so that any one of them may come: write rng:choice.")
    ]
    pattern = compiled(macro).grammar.defines["tei_macro.x"]
    assert pattern == p.Choice((p.Text(), p.Ref("tei_hi"), p.Ref("tei_p")))
