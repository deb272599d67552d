"""What the Guidelines' own constraints say of an ODD: for every rule of the table an ODD that breaks it."""

from __future__ import annotations

import pytest

from odd_support import compiled
from puzanov_tei.odd import tagdocs
from puzanov_tei.odd.check import check

P = '<elementSpec ident="p" mode="change">{}</elementSpec>'
BOX = (
    '<elementSpec ident="box" mode="add"><classes><memberOf key="model.pLike"{}/></classes>'
    "<content>{}</content></elementSpec>"
)
WORD = '<datatype><dataRef key="teidata.word"/></datatype>'
ATT = P.format('<attList><attDef ident="x" mode="add">{}</attDef></attList>')
RULE = '<sch:rule context="tei:p"><sch:assert test="@n">n</sch:assert></sch:rule>'
CONSTRAINT = '<constraintSpec ident="c"{}><constraint>{}</constraint></constraintSpec>'
SCHEMATRON = CONSTRAINT.format(' scheme="schematron"', "{}")
FACET = '<dataFacet name="maxInclusive" value="3"/>'

BROKEN = [
    (BOX.format(' min="2"', "<textNode/>"), "@min of memberOf model.pLike has no effect here"),
    (P.format('<classes mode="change"><memberOf key="att.typed"/><memberOf key="att.typed"/></classes>'), "member of att.typed twice"),
    (P.format('<classes><memberOf key="model.pLike"/><memberOf key="att.typed" mode="delete"/></classes>'), "the memberships of p are replaced"),
    ('<elementRef key="p" minOccurs="0"/>', "@minOccurs of elementRef p has no effect here"),
    (BOX.format("", '<elementRef key="p" source="x.odd"/>'), "@source of elementRef p has no effect here"),
    ('<moduleRef key="analysis"><content/></moduleRef>', "the content of moduleRef analysis counts for nothing"),
    ('<moduleRef key="analysis" prefix="a_"/><moduleRef key="linking" prefix="a_"/>', "the prefix a_ of moduleRef linking"),
    ('<elementSpec ident="hi" mode="delete"><content/></elementSpec>', "elementSpec hi is deleted, so that its content"),
    ('<elementSpec ident="p" mode="change"/>', "elementSpec p changes nothing"),
    (P.format('<attList><attDef ident="n" mode="change"/></attList>'), "attDef n of p changes nothing"),
    (ATT.format(""), "attDef x of p has neither a datatype nor a closed list"),
    (P.format(f'<attList><attDef ident="x" usage="req">{WORD}<defaultVal>a</defaultVal></attDef></attList>'), "x is required, so that its default"),
    (ATT.format(WORD + "<defaultVal/>"), "the default of x is empty"),
    (P.format(f'<attList org="choice"><attDef ident="x">{WORD}</attDef></attList>'), "one alternative only"),
    (P.format("<attList><attRef/></attList>"), "an attRef of p names no attribute"),
    (
        f'<classSpec ident="model.pLike" type="model" mode="change"><attList><attDef ident="x">{WORD}</attDef></attList></classSpec>',
        "the attributes of model.pLike count for nothing",
    ),
    (
        ATT.format('<valList type="closed"><valItem ident="a"><altIdent>x</altIdent></valItem><valItem ident="b"><altIdent>x'
                   "</altIdent></valItem></valList>"),
        "valItem b of x is called like another value",
    ),
    ('<dataSpec ident="my.d" mode="add"><content><elementRef key="p"/></content></dataSpec>', "the datatype my.d names elementRef p"),
    (ATT.format(f'<datatype><dataRef key="teidata.count">{FACET}</dataRef></datatype>'), "facets restrict datatypes of XML Schema"),
    (ATT.format(f'<datatype><dataRef name="integer" restriction="[0-9]">{FACET}</dataRef></datatype>'), "has a restriction and facets"),
    (BOX.format("", '<elementRef key="p" minOccurs="2"/>'), "greater than maxOccurs, which is 1 where it is not written"),
    (BOX.format("", '<elementRef key="p" minOccurs="3" maxOccurs="2"/>'), "greater than maxOccurs (2)"),
    (BOX.format("", '<sequence><elementRef key="p"/></sequence>'), "sequence in box holds one part"),
    (BOX.format("", '<sequence><empty/><elementRef key="p"/></sequence>'), "empty beside others in box counts for nothing"),
    (P.format('<modelSequence><model behaviour="inline" output="web"/></modelSequence>'), "that of the modelSequence does"),
    (
        SCHEMATRON.format('<rule xmlns="http://www.ascc.net/xml/schematron" context="tei:p"><assert test="@n">n</assert></rule>'),
        "constraintSpec c is in Schematron 1",
    ),
    (CONSTRAINT.format("", RULE), "constraintSpec c does not say its language"),
    (P.format(SCHEMATRON.format('<sch:assert test="@n">n</sch:assert>')), "constraintSpec c has an assertion without sch:rule"),
    (P.format(SCHEMATRON.format(RULE)) + SCHEMATRON.format(RULE), "another constraintSpec c stands in this ODD"),
    (BOX.format("", "<textNode/>").replace('mode="add"', 'mode="add" validUntil="2030-01-01"'), "does not say what to use instead"),
    (P.format('<listRef><listRef><ptr target="#a"/></listRef></listRef>'), "a listRef of p holds another one"),
    (P.format('<listRef><ptr target="#a #b"/></listRef>'), "ptr in a listRef of p has to lead to one place"),
    (P.format("<equiv/>"), "an equiv of p names nothing"),
    (P.format('<gloss xml:lang="en">a</gloss><gloss xml:lang="en">b</gloss>'), "p has two glosses in one language"),
    (BOX.format("", "<empty/>").replace('mode="add"', 'mode="add" ns="http://www.tei-c.org/ns/1.0/"'), "is not that of TEI"),
    (SCHEMATRON.format('<sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0/"/>' + RULE), "the prefix tei of c is the namespace"),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "message"), BROKEN, ids=[message for _, message in BROKEN])
def test_a_constraint_of_the_guidelines_is_told_where_it_is_broken(spec: str, message: str) -> None:
    told = [f for f in tagdocs.by_the_guidelines(compiled(spec)) if message in f.message]
    assert len(told) == 1
    assert told[0].location.line and told[0].hint


def test_every_rule_of_the_table_has_an_odd_that_breaks_it() -> None:
    hints = {f.hint for spec, _ in BROKEN for f in tagdocs.by_the_guidelines(compiled(spec))}
    # A moduleRef of both kinds needs a grammar that is there.
    assert {hint for _, _, _, hint, _ in tagdocs._RULES} - hints == {"Write two moduleRefs."}


def test_nothing_is_told_of_a_sound_odd() -> None:
    spec = (
        BOX.format("", "<alternate minOccurs='0' maxOccurs='unbounded'><textNode/><elementRef key='p'/></alternate>")
        + SCHEMATRON.format(RULE)
        + ATT.format(WORD)
    )
    assert check(compiled(spec)) == []
