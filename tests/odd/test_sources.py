"""ODDs made of several files: chaining, inclusion, foreign grammars, releases of TEI P5."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import odd_support
from odd_support import BASE, codes, odd, valid
from puzanov_tei.base import catalog
from puzanov_tei.errors import SchemaError, UsageError
from puzanov_tei.findings import Severity
from puzanov_tei.odd import compile_odd
from puzanov_tei.odd.compile import load, schema_specs
from puzanov_tei.odd.fetch import fetch
from puzanov_tei.odd.kept import kept_copy, release_path
from puzanov_tei.odd.language import Languages
from puzanov_tei.odd.write import to_odd
from puzanov_tei.relaxng.patterns import Element, Grammar

BOX = (
    '<elementSpec ident="box" mode="add"><classes><memberOf '
    'key="model.pLike"/></classes><content>{}</content></elementSpec>'
)


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def same_language(first: Grammar, second: Grammar) -> None:
    """Both grammars have the same elements with the same content."""
    languages = Languages()
    elements = [{e.name: e for e in g.defines.values() if isinstance(e, Element)} for g in (first, second)]
    assert elements[0].keys() == elements[1].keys()
    for name, element in elements[0].items():
        one, letters = languages.of(element.pattern, first.defines)
        two, more = languages.of(elements[1][name].pattern, second.defines)
        assert languages.difference(one, two, letters | more) is None, name


# --- chaining


def test_an_odd_on_top_of_an_uncompiled_one(tmp_path: Path) -> None:
    put(tmp_path, "parent.odd", odd(BOX.format("<textNode/>") + '<elementSpec ident="hi" mode="delete"/>'))
    child = put(
        tmp_path,
        "child.odd",
        odd(
            '<moduleRef key="core" except="list item label"/><moduleRef key="textstructure"/><moduleRef key="header"/>'
            '<moduleRef key="tei"/><elementRef key="box"/>',
            base="",
            source="parent.odd",
        ),
    )
    grammar = compile_odd(child).grammar
    assert valid(grammar, "<box>x</box>")
    assert valid(grammar, "<p>x</p>")
    assert not valid(grammar, "<p><hi>x</hi></p>"), "the parent deleted hi"
    assert not valid(grammar, "<list><item/></list>"), "the child left list out"


def test_an_odd_on_top_of_a_compiled_one(tmp_path: Path) -> None:
    parent = compile_odd(odd(BOX.format("<textNode/>")))
    put(tmp_path, "parent.odd", to_odd(parent.schema))
    child = put(
        tmp_path,
        "child.odd",
        odd(
            BASE.replace('include="TEI text body div"', 'include="TEI text body"') + '<elementRef key="box"/>',
            base="",
            source="parent.odd",
        ),
    )
    grammar = compile_odd(child).grammar
    assert valid(grammar, "<box>x</box>")
    assert not valid(grammar, "<div><p/></div>")


def test_an_identifier_that_stands_twice_ends_nothing(tmp_path: Path) -> None:
    path = put(
        tmp_path, "my.odd", odd('<elementSpec ident="p" mode="change" xml:id="a"><desc xml:id="a"/></elementSpec>')
    )
    assert compile_odd(path).findings == ()


def test_source_of_one_reference(tmp_path: Path) -> None:
    put(tmp_path, "other.odd", odd(BOX.format("<textNode/>")))
    path = put(tmp_path, "main.odd", odd('<elementRef key="box" source="other.odd"/>'))
    assert valid(compile_odd(path).grammar, "<box>x</box>")


def test_odds_in_a_circle(tmp_path: Path) -> None:
    put(tmp_path, "a.odd", odd("", source="b.odd"))
    path = put(tmp_path, "b.odd", odd("", source="a.odd"))
    with pytest.raises(SchemaError, match="circle"):
        compile_odd(path)


def test_a_compiled_odd_reads_as_what_it_was() -> None:
    spec = (
        BOX.format(
            '<sequence preserveOrder="false"><elementRef key="p" minOccurs="2" maxOccurs="3"/><elementRef '
            'key="list"/></sequence>'
        )
        + '<elementSpec ident="p" mode="change"><attList><attDef ident="rend" mode="delete"/><attDef ident="mood" '
        'usage="req"><datatype maxOccurs="2"><dataRef name="token" restriction="[a-z]+"/></datatype></attDef></attList>'
        '</elementSpec><elementSpec ident="item" mode="change"><content><rng:oneOrMore><rng:ref name="p"/>'
        "</rng:oneOrMore></content></elementSpec>"
    )
    first = compile_odd(odd(spec, prefix="x_"))
    again = compile_odd(to_odd(first.schema))
    assert again.grammar.start == first.grammar.start
    assert again.grammar.defines == first.grammar.defines
    same_language(first.grammar, again.grammar)
    assert again.schematron == first.schematron


# --- inclusion


def test_xinclude(tmp_path: Path) -> None:
    part = f'<specGrp xmlns="{odd_support.TEI_NS}" xml:id="g">{BOX.format("<textNode/>")}</specGrp>'
    put(tmp_path, "part.xml", part)
    path = put(tmp_path, "main.odd", odd('<xi:include href="part.xml"/>'))
    compiled = compile_odd(path)
    assert valid(compiled.grammar, "<box>x</box>")
    assert compiled.grammar.notes["tei_box"].origin == f"{tmp_path}/part.xml:1:57"


def test_prose_that_cannot_be_included_is_told_and_the_schema_is_made(tmp_path: Path) -> None:
    prose = '<p><xi:include href="none.xml"/></p>'
    example = '<exemplum><xi:include href="example.xml"/></exemplum>'
    changed = f'<elementSpec ident="p" mode="change">{example}</elementSpec>'
    made = compile_odd(put(tmp_path, "prose.odd", odd(changed, outside=prose)))
    told = [f for f in made.findings if f.code == "PZ201"]
    assert [f.severity for f in told] == [Severity.WARNING] * 2
    assert ["none.xml" in f.message or "example.xml" in f.message for f in told] == [True, True]
    assert all(f.location.line and "cannot read" in f.message for f in told)
    assert made.rng == compile_odd(put(tmp_path, "plain.odd", odd(""))).rng


@pytest.mark.parametrize(
    "source",
    [
        "/home/somebody/TEI/P5/p5subset.xml",
        "C:/Program Files/TEI/p5subset.xml",
        "http://example.org/release/p5subset.xml",
    ],
)
def test_the_source_of_tei_on_its_authors_machine_is_tei(tmp_path: Path, source: str) -> None:
    made = compile_odd(put(tmp_path, "far.odd", odd("", source=source)))
    (told,) = made.findings
    assert (told.code, told.severity) == ("PZ210", Severity.WARNING)
    assert source.rpartition("/")[2] in told.message and "tei:" in told.hint
    assert made.rng == compile_odd(put(tmp_path, "plain.odd", odd(""))).rng
    with pytest.raises(SchemaError, match=r"no such file|was not fetched|not on this machine"):
        compile_odd(put(tmp_path, "far.odd", odd("")), source=source)


def test_a_source_elsewhere_is_the_file_of_that_name_beside_the_odd(tmp_path: Path) -> None:
    put(tmp_path, "base.odd", odd('<elementSpec ident="hi" mode="delete"/>'))
    made = compile_odd(put(tmp_path, "top.odd", odd("", source="/path/to/file/base.odd")))
    assert "hi" not in made.schema.specs
    assert codes(made)[0] == "PZ210"
    with pytest.raises(SchemaError, match="other"):
        compile_odd(put(tmp_path, "top.odd", odd("", source="/path/to/file/other.odd")))


def test_xinclude_fallback_and_missing_file(tmp_path: Path) -> None:
    fallback = f'<xi:include href="none.xml"><xi:fallback>{BOX.format("<empty/>")}</xi:fallback></xi:include>'
    assert valid(compile_odd(put(tmp_path, "a.odd", odd(fallback))).grammar, "<box/>")
    with pytest.raises(SchemaError, match=r"b\.odd:\d+:\d+: xi:include: cannot read .*none\.xml"):
        compile_odd(put(tmp_path, "b.odd", odd('<xi:include href="none.xml"/>')))


def test_a_source_that_is_not_there_is_named_with_its_place_and_a_remedy(tmp_path: Path) -> None:
    path = put(tmp_path, "my.odd", odd("", source="parent.odd"))
    with pytest.raises(SchemaError, match=r"source: cannot read .*parent\.odd.*name it with @source") as error:
        compile_odd(path)
    assert (error.value.location.file, error.value.location.line > 1) == (str(path), True)


def test_examples_that_cannot_be_included_are_told_and_the_schema_is_made(tmp_path: Path) -> None:
    examples = (
        '<attList><attDef ident="n" mode="delete"/></attList><xi:include href="a.xml"/><xi:include href="b.xml"/>'
    )
    path = put(tmp_path, "my.odd", odd(f'<elementSpec ident="p" mode="change">{examples}</elementSpec>'))
    assert codes(compile_odd(path)) == ["PZ201", "PZ201"]


def test_what_a_source_lacks_itself_is_not_told_of_its_customizations(tmp_path: Path) -> None:
    parent = odd(BOX.format('<sequence><elementRef key="p"/><elementRef key="emph"/></sequence>'))
    put(tmp_path, "parent.odd", parent.replace(b'key="core" include="', b'key="core" include="emph '))
    parts = '<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="textstructure"/><elementRef key="box"/>'
    parts += '<elementRef key="p"/><elementRef key="title"/>'
    child = put(tmp_path, "child.odd", odd(parts, base="", source="parent.odd"))
    assert "emph" not in "".join(f.message for f in compile_odd(child).findings)


def test_a_schema_that_is_not_in_the_namespace_of_tei_is_told_so() -> None:
    with pytest.raises(SchemaError, match="not in the namespace of TEI"):
        schema_specs(load(b"<schemaSpec ident='x'/>"))


def test_remote_group(tmp_path: Path) -> None:
    put(tmp_path, "groups.odd", odd("", outside=f'<specGrp xml:id="g">{BOX.format("<empty/>")}</specGrp>'))
    path = put(tmp_path, "main.odd", odd('<specGrpRef target="groups.odd#g"/>'))
    assert valid(compile_odd(path).grammar, "<box/>")


def test_a_group_may_be_a_file_of_one_declaration(tmp_path: Path) -> None:
    spec = '<elementSpec xmlns="http://www.tei-c.org/ns/1.0" ident="p" mode="delete"/>'
    (tmp_path / "p.odd").write_text(spec, encoding="utf-8")
    (tmp_path / "my.odd").write_bytes(odd('<specGrpRef target="p.odd"/>'))
    assert "p" not in compile_odd(tmp_path / "my.odd").schema.specs


def test_a_group_whose_file_is_not_there_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "my.odd").write_bytes(odd('<specGrpRef target="names"/>'))
    with pytest.raises(SchemaError, match=r"my\.odd:\d+:\d+: specGrpRef: .*as #names"):
        compile_odd(tmp_path / "my.odd")


def test_group_that_is_not_there() -> None:
    assert codes(compile_odd(odd('<specGrpRef target="#nowhere"/>'))) == ["PZ201"]


def test_several_schemas(tmp_path: Path) -> None:
    two = odd("").replace(
        b"</schemaSpec>", b'</schemaSpec><schemaSpec ident="second" start="div">' + BASE.encode() + b"</schemaSpec>"
    )
    path = put(tmp_path, "two.odd", two)
    assert [spec.ident for spec in schema_specs(load(path))] == ["test", "second"]
    grammar = compile_odd(path, schema="second").grammar
    assert valid(grammar, f"<?xml version='1.0'?><div xmlns='{odd_support.TEI_NS}'><p/></div>")
    with pytest.raises(SchemaError, match=r"no schemaSpec 'secund'\. Did you mean 'second'\?"):
        compile_odd(path, schema="secund")


# --- grammars of others


FOREIGN = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://example.org/chem">
<start><ref name="formula"/></start>
<define name="formula"><element name="formula"><ref name="atoms"/></element></define>
<define name="atoms"><oneOrMore><element name="atom"><text/></element></oneOrMore></define></grammar>"""
CHEM = '<formula xmlns="http://example.org/chem"><atom>H</atom></formula>'


def test_module_with_url_and_prefix(tmp_path: Path) -> None:
    put(tmp_path, "chem.rng", FOREIGN)
    path = put(
        tmp_path,
        "a.odd",
        odd(
            '<moduleRef url="chem.rng" prefix="chem_"/>' + BOX.format('<elementRef key="chem_formula" maxOccurs="2"/>')
        ),
    )
    grammar = compile_odd(path).grammar
    assert valid(grammar, f"<box>{CHEM}</box>")
    assert not valid(grammar, "<box/>")


def test_module_adds_to_a_class(tmp_path: Path) -> None:
    put(tmp_path, "chem.rng", FOREIGN)
    path = put(
        tmp_path,
        "a.odd",
        odd(
            '<moduleRef url="chem.rng"><content><rng:define name="tei_model.pLike" combine="choice"><rng:ref '
            'name="formula"/></rng:define></content></moduleRef>'
        ),
    )
    grammar = compile_odd(path).grammar
    assert valid(grammar, f"<div>{CHEM}</div>")
    assert valid(grammar, "<div><p/></div>")


def test_module_on_the_net_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(SchemaError, match=r"odd fetch https://example\.org/x\.rng"):
        compile_odd(odd('<moduleRef url="https://example.org/x.rng"/>'))


# --- releases


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[str]:
    """A web server with one release of TEI P5."""
    release = tmp_path / "web" / "1.2.3" / "xml" / "tei" / "odd"
    release.mkdir(parents=True)
    specs = (
        '<moduleSpec ident="tei"/><classSpec ident="model.pLike" type="model" module="tei"/>'
        '<elementSpec ident="old" module="tei"><gloss>of old</gloss><content><empty/></content><constraintSpec '
        'ident="c" '
        'scheme="schematron"><constraint><assert xmlns="http://purl.oclc.org/dsdl/schematron" test="@n">n</assert>'
        "</constraint></constraintSpec></elementSpec>"
    )
    put(
        release,
        "p5subset.xml",
        odd("").replace(b"<schemaSpec", f"{specs}<schemaSpec".encode()).replace(b"schemaSpec", b"div"),
    )
    handler = lambda *args: http.server.SimpleHTTPRequestHandler(*args, directory=str(tmp_path / "web"))  # noqa: E731
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_fetch_a_release_and_build_on_it(vault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert fetch("1.2.3", vault=vault) == release_path("1.2.3")
    made = compile_odd(odd('<moduleRef key="tei"/>', base="", start="old"), source="tei:1.2.3")
    assert valid(made.grammar, f"<?xml version='1.0'?><old xmlns='{odd_support.TEI_NS}'/>")
    assert made.grammar.notes["tei_old"].gloss == "of old"
    assert b'context="tei:old"' in made.schematron, "TEI's own constraints come along"


def test_fetch_an_address(vault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    address = f"{vault}/1.2.3/xml/tei/odd/p5subset.xml"
    fetch(address)
    assert b"of old" in kept_copy(address).read_bytes()


def test_fetch_what_is_not_there(vault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(SchemaError, match="the server says 404"):
        fetch("9.9.9", vault=vault)
    with pytest.raises(SchemaError, match="cannot be fetched"):
        fetch("http://127.0.0.1:9/x.rng", timeout=2)
    with pytest.raises(UsageError, match="neither a version"):
        fetch("newest")


def test_release_that_was_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = compile_odd(odd("", source="tei:1.0.0"))
    assert codes(found) == ["PZ210"]
    assert found.findings[0].hint == "Run: puzanov-tei odd fetch 1.0.0"
    with pytest.raises(SchemaError, match=r"odd fetch 9\.9\.9"):
        compile_odd(odd(""), source="tei:9.9.9")
    assert codes(compile_odd(odd("", source="tei:current"))) == []


def test_a_catalog_maps_a_grammar_of_the_web_and_what_it_includes(tmp_path: Path) -> None:
    rng = '<grammar xmlns="http://relaxng.org/ns/structure/1.0">{}</grammar>'
    formula = '<define name="formula"><element name="f" ns="urn:chem"><text/></element></define>'
    put(tmp_path, "inner.rng", rng.format(formula))
    put(tmp_path, "chem.rng", rng.format('<include href="inner.rng"/>'))
    path = put(
        tmp_path,
        "catalog.xml",
        (
            '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><rewriteURI '
            'uriStartString="https://example.org/grammars/" rewritePrefix="./"/></catalog>'
        ),
    )
    source = odd(
        '<moduleRef url="https://example.org/grammars/chem.rng" prefix="c_"/>'
        + BOX.format('<elementRef key="c_formula"/>')
    )
    grammar = compile_odd(source, catalog=catalog.read([path])).grammar
    assert valid(grammar, '<box><f xmlns="urn:chem">x</f></box>')
    with pytest.raises(SchemaError, match="--catalog"):
        compile_odd(source)


SCORES = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0"><teiHeader/><text><body>
<schemaSpec ident="scores" ns="urn:scores" start="score">
<moduleSpec ident="music"/>
<classSpec ident="att.global" type="atts" module="music"><attList><attDef ident="tempo">
<datatype><dataRef name="token"/></datatype></attDef></attList></classSpec>
<classSpec ident="model.pLike" type="model" module="music"/>
<elementSpec ident="score" module="music"><content><sequence><elementRef key="title"/>
<classRef key="model.pLike"/></sequence></content></elementSpec>
<elementSpec ident="title" module="music"><classes><memberOf key="att.global"/></classes><content><textNode/></content>
</elementSpec>
<elementSpec ident="p" module="music"><classes><memberOf key="model.pLike"/></classes>
<content><rng:ref name="title"/></content></elementSpec>
</schemaSpec></body></text></TEI>"""


def test_names_of_two_sources_are_kept_apart(tmp_path: Path) -> None:
    put(tmp_path, "scores.odd", SCORES)
    path = put(
        tmp_path,
        "both.odd",
        odd(
            '<moduleRef key="music" source="scores.odd" include="score title p"/>'
            '<elementSpec ident="p" mode="change"><content><alternate maxOccurs="unbounded"><textNode/>'
            '<elementRef key="score"/><elementRef key="title"/></alternate></content></elementSpec>'
        ),
    )
    found = compile_odd(path)
    assert [f.message for f in found.findings if f.severity == "error"] == []
    score = '<score xmlns="urn:scores"><title tempo="x">a</title><p><title>b</title></p></score>'
    assert valid(found.grammar, f"<p>a <title>A</title>{score}</p>")
    assert not valid(found.grammar, '<p><title tempo="x">A</title></p>'), "TEI's title is TEI's"
    assert not valid(found.grammar, f"<p>{score.replace(' tempo', ' xml:id')}</p>"), "the other one is the other's"
    assert found.schema.specs["scores.title"].ident == "scores.title"


def test_one_element_of_another_source(tmp_path: Path) -> None:
    put(tmp_path, "scores.odd", SCORES)
    path = put(
        tmp_path,
        "one.odd",
        odd('<elementRef key="title" source="scores.odd" prefix="sc_"/>' + BOX.format('<elementRef key="sc.title"/>')),
    )
    grammar = compile_odd(path).grammar
    assert valid(grammar, '<box><title xmlns="urn:scores">a</title></box>')
    assert not valid(grammar, "<box><title>a</title></box>")
