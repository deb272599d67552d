"""Schematron of an ODD: every rule, its context, its namespaces."""

from __future__ import annotations

from lxml import etree

from odd_support import compiled

SCH = "{http://purl.oclc.org/dsdl/schematron}"


def schema(spec: str, **more: str) -> etree._Element:
    return etree.fromstring(compiled(spec, **more).schematron)


def contexts(root: etree._Element) -> list[str | None]:
    return [rule.get("context") for rule in root.iter(SCH + "rule")]


def constraint(body: str, ident: str = "c", scheme: str = "schematron") -> str:
    return f'<constraintSpec ident="{ident}" scheme="{scheme}"><constraint>{body}</constraint></constraintSpec>'


ASSERT = '<sch:assert test="@n">no <sch:name/> without n</sch:assert>'


def test_a_rule_keeps_its_context() -> None:
    root = schema(constraint(f'<sch:rule context="tei:p[@n]">{ASSERT}</sch:rule>'))
    assert contexts(root) == ["tei:p[@n]"]
    assert root.get("queryBinding") == "xslt2"
    assert "".join(root.find(f".//{SCH}assert").itertext()) == "no  without n"


def test_context_of_an_element() -> None:
    root = schema(f'<elementSpec ident="p" mode="change">{constraint(ASSERT)}</elementSpec>')
    assert contexts(root) == ["tei:p"]
    assert [p.get("id") for p in root.iter(SCH + "pattern")] == ["test-p-c"]


def test_context_of_an_attribute() -> None:
    spec = f'<attList><attDef ident="rend" mode="change">{constraint(ASSERT)}</attDef></attList>'
    root = schema(f'<elementSpec ident="p" mode="change">{spec}</elementSpec>')
    assert contexts(root) == ["tei:p/@rend"]


def test_context_of_a_class_is_its_members() -> None:
    root = schema(f'<classSpec ident="att.pointing" type="atts" mode="change">{constraint(ASSERT)}</classSpec>')
    assert contexts(root) == ["tei:ref|tei:note"]


def test_context_of_an_element_of_another_name_and_namespace() -> None:
    spec = f'<elementSpec ident="p" mode="change"><altIdent>para</altIdent>{constraint(ASSERT)}</elementSpec>'
    assert contexts(schema(spec)) == ["tei:para"]
    spec = (
        '<elementSpec ident="box" ns="http://e.org/" mode="add"><classes><memberOf key="model.pLike"/></classes>'
        f"<content><empty/></content>{constraint(ASSERT)}</elementSpec>"
    )
    assert contexts(schema(spec)) == ["*[local-name()='box' and namespace-uri()='http://e.org/']"]


def test_namespaces_variables_and_keys_come_along() -> None:
    root = schema(
        constraint('<sch:ns prefix="e" uri="http://e.org/"/><sch:let name="limit" value="3"/>', "first")
        + constraint(f'<sch:rule context="e:x"><sch:let name="a" value="1"/>{ASSERT}</sch:rule>', "second")
    )
    spoken = {ns.get("prefix"): ns.get("uri") for ns in root.iter(SCH + "ns")}
    assert spoken["e"] == "http://e.org/"
    assert spoken["tei"] == "http://www.tei-c.org/ns/1.0"
    assert [let.get("name") for let in root.findall(SCH + "let")] == ["limit"]
    assert [let.get("name") for let in root.iter(SCH + "let")] == ["limit", "a"]


def test_patterns_and_identifiers() -> None:
    body = f'<sch:pattern id="mine"><sch:rule context="tei:p">{ASSERT}</sch:rule></sch:pattern>'
    root = schema(constraint(body + body))
    ids = [p.get("id") for p in root.iter(SCH + "pattern")]
    assert len(ids) == len(set(ids)) == 2


def test_changes_of_constraints() -> None:
    root = schema(
        f'<elementSpec ident="box" '
        f'mode="add"><content><empty/></content>{constraint(ASSERT, "a")}{constraint(ASSERT, "b")}'
        '</elementSpec><elementSpec ident="box" mode="change"><constraintSpec ident="a" mode="delete"/></elementSpec>'
    )
    assert [p.get("id") for p in root.iter(SCH + "pattern")] == ["test-box-b"]


def test_what_is_deprecated_is_a_warning() -> None:
    root = schema(
        '<elementSpec ident="p" mode="change" validUntil="2031-02-03"/><elementSpec ident="hi" mode="change"><attList>'
        '<attDef ident="rend" mode="change" validUntil="2032-03-04"/></attList></elementSpec>'
    )
    reports = {r.getparent().get("context"): (r.get("role"), r.text) for r in root.iter(SCH + "report")}
    assert reports == {
        "tei:p": ("warning", "p is deprecated: it is valid until 2031-02-03."),
        "tei:hi/@rend": ("warning", "@rend is deprecated: it is valid until 2032-03-04."),
    }


def test_one_language_of_a_rule_is_enough() -> None:
    both = constraint(ASSERT, "a").replace("<constraintSpec", '<constraintSpec xml:lang="en"')
    both += constraint(ASSERT, "b").replace("<constraintSpec", '<constraintSpec xml:lang="fr"')
    spec = f'<elementSpec ident="p" mode="change">{both}</elementSpec>'
    assert [p.get("id") for p in schema(spec).iter(SCH + "pattern")] == ["test-p-a"]
    assert [p.get("id") for p in schema(spec, docLang="fr").iter(SCH + "pattern")] == ["test-p-b"]


def test_other_languages_are_left_out() -> None:
    assert contexts(schema(constraint("<p>private</p>", scheme="private"))) == ["/*"]  # the rule that never fires


def test_same_input_same_bytes() -> None:
    spec = constraint(f'<sch:rule context="tei:p">{ASSERT}</sch:rule>')
    assert compiled(spec).schematron == compiled(spec).schematron
