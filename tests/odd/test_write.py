"""A resolved schema written as a compiled ODD and read back: nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from odd_support import compiled, valid
from puzanov_tei.odd import compile_odd
from puzanov_tei.odd.write import to_odd

PARTS = """
<elementSpec ident="box" mode="add" prefix="b_" ns="urn:box" validUntil="2099-01-01"><altIdent>kiste</altIdent>
<gloss>a box</gloss><desc>holds things</desc><classes><memberOf key="model.pLike"/></classes>
<content><sequence minOccurs="0" maxOccurs="unbounded"><alternate><textNode/>
<elementRef key="p" minOccurs="0" maxOccurs="2"/>
<classRef key="model.gLike" expand="sequence"/></alternate>
<anyElement require="urn:x" except="urn:y"/></sequence></content>
<constraintSpec ident="c" scheme="schematron"><constraint><sch:rule context="*"><sch:assert test="true()">x</sch:assert>
</sch:rule></constraint></constraintSpec>
<attList><attDef ident="kind" usage="req"><altIdent>art</altIdent><gloss>kind</gloss>
<datatype minOccurs="1" maxOccurs="3"><dataRef name="token" restriction="[a-z]+"/></datatype>
<defaultVal>a</defaultVal><valList type="closed"><valItem ident="a"><altIdent>x</altIdent><desc>first</desc></valItem>
<valItem ident="b"/></valList></attDef>
<attList org="choice"><attDef ident="one"><datatype><dataRef key="teidata.count"/></datatype></attDef>
<attDef ident="two" usage="opt" ns="urn:two"><datatype><rng:data type="int"/></datatype></attDef></attList></attList>
<exemplum><p>like this</p></exemplum><remarks><p>mind the lid</p></remarks></elementSpec>
<dataSpec ident="mine.size" mode="add"><content>
<valList type="closed"><valItem ident="s"/><valItem ident="m"/></valList></content></dataSpec>
<macroSpec ident="mine.any" mode="add"><content>
<alternate><textNode/><macroRef key="macro.xtext"/></alternate></content></macroSpec>
<constraintSpec ident="all" scheme="schematron"><desc>everywhere</desc>
<constraint><sch:rule context="/"/></constraint></constraintSpec>
"""


@pytest.fixture(scope="module")
def twice() -> tuple[object, object]:
    first = compiled(PARTS)
    return first, compile_odd(to_odd(first.schema))


def test_what_is_written_says_the_same(twice) -> None:
    first, second = twice
    assert set(second.schema.specs) == set(first.schema.specs)
    for ident, spec in first.schema.specs.items():
        again = second.schema.specs[ident]
        assert type(again) is type(spec)
        assert getattr(again, "content", None) == getattr(spec, "content", None), ident
    box = second.schema.specs["box"]
    assert (box.ns, box.prefix, box.alt, box.valid_until) == ("urn:box", "b_", "kiste", "2099-01-01")
    assert (box.docs.gloss, box.docs.desc, len(box.docs.remarks)) == ("a box", "holds things", 1)
    assert [c.ident for c in second.schema.constraints] == [c.ident for c in first.schema.constraints]


def test_what_is_written_allows_the_same(twice) -> None:
    first, second = twice
    for content in ("<p/>", "<p><hi>x</hi></p>", "<p><box/></p>", "<list><item/></list>", "<item/>"):
        assert valid(first.grammar, content) == valid(second.grammar, content), content


MORE = """
<moduleRef prefix="svg_" url="{url}"><content><rng:define name="svg_any"><rng:text/></rng:define></content></moduleRef>
<classSpec ident="att.mine" type="atts" mode="add"><altIdent>att.meins</altIdent>
<attList><attDef ident="when"><constraintSpec ident="w" scheme="schematron" queryBinding="xslt3"><constraint>
<sch:rule context="@when"/>
</constraint></constraintSpec></attDef></attList></classSpec>
<classSpec ident="model.mine" type="model" mode="add"><classes><memberOf key="model.pLike"/></classes></classSpec>
<elementSpec ident="some" mode="add"><classes><memberOf key="model.mine"/><memberOf key="att.mine"/></classes>
<content><sequence preserveOrder="false" minOccurs="2" maxOccurs="3">
<classRef key="model.pLike" include="p" minOccurs="0"/><classRef key="model.divPart" except="p some"/>
<anyElement except="xi:include rng:data urn:z"/><rng:element name="x" ns="urn:rng"><rng:text/></rng:element></sequence>
</content><attList><attRef class="att.global" name="n"/><attDef ident="plain"/>
<attDef ident="size"><datatype maxOccurs="unbounded"><dataRef name="decimal"><dataFacet name="maxInclusive" value="9"/>
</dataRef></datatype></attDef></attList></elementSpec>
<elementSpec ident="none" mode="add" ns=""><classes><memberOf key="model.mine"/></classes><content><empty/></content>
</elementSpec>
"""


SVG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="g"/></start>
<define name="g"><element name="g" ns="urn:svg"><empty/></element></define></grammar>"""


LANGUAGES = """
<elementSpec ident="p" mode="change"><altIdent type="lang" xml:lang="de">absatz</altIdent>
<gloss xml:lang="en">paragraph</gloss><gloss xml:lang="de">Absatz</gloss>
<constraintSpec ident="a" scheme="schematron" xml:lang="en"><constraint>
<sch:assert test="not(xi:include)">No inclusions.</sch:assert></constraint></constraintSpec>
<constraintSpec ident="a" scheme="schematron" xml:lang="de"><constraint>
<sch:assert test="not(xi:include)">Nichts wird eingebunden.</sch:assert></constraint></constraintSpec>
<attList><attDef ident="n" mode="change"><valDesc xml:lang="de">eine Zahl</valDesc></attDef>
<attDef ident="kind" mode="add"><valList type="closed"><valItem ident="a"><desc xml:lang="de">erstens</desc>
<paramList><paramSpec ident="x"/></paramList></valItem></valList></attDef></attList>
<listRef><ptr target="#X"/></listRef></elementSpec>
"""


def test_every_language_is_kept_and_one_is_spoken() -> None:
    first = compiled(LANGUAGES, docLang="de")
    written = to_odd(first.schema)
    second = compile_odd(written)
    assert (second.rng, second.schematron, to_odd(second.schema)) == (first.rng, first.schematron, written)
    assert b"Nichts wird eingebunden" in first.schematron
    assert b"No inclusions" not in first.schematron
    assert b'uri="http://www.w3.org/2001/XInclude"' in second.schematron
    assert b"No inclusions" in compile_odd(written.replace(b'docLang="de"', b'docLang="en"')).schematron
    assert b'name="absatz"' in first.rng
    for kept in (b"Absatz", b"eine Zahl", b"paramSpec", b"listRef"):
        assert kept in written


def test_what_a_schema_says_of_itself_is_written(tmp_path: Path) -> None:
    (tmp_path / "svg.rng").write_text(SVG, encoding="utf-8")
    more = MORE.format(url=(tmp_path / "svg.rng").as_posix())
    first = compiled(more, prefix="", ns="urn:own", start="p", defaultExceptions="urn:a xi:include").schema
    second = compile_odd(to_odd(first)).schema
    assert (second.ns, second.prefix, second.start) == ("urn:own", "", ("p",))
    assert second.exceptions == (("urn:a", ""), ("http://www.w3.org/2001/XInclude", "include"))
    assert to_odd(second) == to_odd(first)
    for ident in ("some", "none", "att.mine", "model.mine"):
        one, other = first.specs[ident], second.specs[ident]
        assert getattr(other, "content", None) == getattr(one, "content", None), ident
        assert (other.alt, len(other.attributes.members)) == (one.alt, len(one.attributes.members)), ident
    assert [(m.prefix, m.content is None) for m in second.grammars] == [("svg_", False)]
    assert second.specs["none"].ns == ""
    assert second.specs["att.mine"].attributes.members[0].constraints[0].binding == "xslt3"
