"""What an editor is told: completions, hovers, definitions, outlines and renamings, on small documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.lsp import navigation
from puzanov_tei.lsp.completion import complete
from puzanov_tei.lsp.document import OpenDocument
from puzanov_tei.validation.choice import SchemaChoice

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
NOTED = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><schemaSpec ident="small">
<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>
<elementSpec ident="hi" mode="change"><gloss>stands out</gloss><attList><attDef ident="rend" mode="change" usage="req">
<gloss>how it looks</gloss><valList type="closed"><valItem ident="bold"><gloss>heavy</gloss></valItem>
<valItem ident="wide"/></valList></attDef></attList></elementSpec></schemaSpec></body></text></TEI>"""


def document(marked: str, schema: str = "tei_all", name: str = "/p/a.xml") -> tuple[OpenDocument, int]:
    """A document whose body holds the text, and the offset of the `|` in it."""
    text = marked if marked.startswith("<TEI") else f"{HEAD}<text><body>{marked}"
    return OpenDocument(name, text.replace("|", ""), SchemaChoice((schema,))), text.index("|")


def offered(marked: str, schema: str = "tei_all") -> dict[str, str]:
    """What is offered: label -> what would be written."""
    return {p.label: p.insert for p in complete(*document(marked, schema))}


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("odd") / "small.odd"
    path.write_text(NOTED)
    return str(path)


def test_elements_that_may_stand_there() -> None:
    some = offered("<p>a</p><|")
    assert {"p", "div", "/body"} <= some.keys()
    assert some["p"] == "p>$0</p>"
    assert some["/body"] == "/body>"
    assert "titleStmt" not in some
    assert "head" not in some, "a heading comes first or not at all"
    assert "head" in offered("<div><|")
    assert offered("<p><|per>x</per>")["persName"] == "persName", "what has a tag already keeps it"


def test_the_order_of_a_header() -> None:
    head = HEAD.partition("<publicationStmt>")[0]
    assert set(offered(head + "<|")) == {"/fileDesc", "editionStmt", "extent", "publicationStmt"}


def test_with_the_bracket_where_none_stands_yet() -> None:
    assert offered("<p>word |")["hi"] == "<hi>$0</hi>"


def test_attributes_and_values(noted: str) -> None:
    assert offered("<p><hi |>x</hi>", noted)["rend"] == 'rend="$1"'
    assert "rend" not in offered('<p><hi rend="bold" |>x</hi>', noted)
    assert offered('<p><hi rend="|">x</hi>', noted) == {"bold": "bold", "wide": "wide"}
    assert offered("<p><|", noted)["hi"] == 'hi rend="$1">$0</hi>', "what is required is written"
    listed = complete(*document("<p><hi |", noted))
    assert (listed[0].label, listed[0].detail, listed[0].documentation) == ("rend", "required", "how it looks")


def test_end_tags() -> None:
    assert list(offered("<div><p>a</|")) == ["p", "div", "body", "text", "TEI"]
    assert offered("<div><p>a</|")["p"] == "p>"


def test_identifiers_of_the_document_and_of_the_authority() -> None:
    marked = '<p xml:id="p1">Kim</p><p><persName ref="#|">x</persName></p>'
    assert offered(marked) == {"#p1": "#p1"}
    prefix = '<prefixDef ident="authority" matchPattern="(.+)" replacementPattern="a.xml#$1"/>'
    declared = f"<encodingDesc><listPrefixDef>{prefix}</listPrefixDef></encodingDesc></teiHeader>"
    text = HEAD.replace("</teiHeader>", declared)
    open_, offset = document(f'{text}<text><body><p><persName ref="|">x</persName></p></body></text></TEI>')
    found = complete(open_, offset, lambda: [("pers-kim", "Kim Il Sung")])
    assert [(p.label, p.detail) for p in found] == [("authority:pers-kim", "Kim Il Sung")]


def test_hover_tells_what_the_odd_says(noted: str) -> None:
    told = navigation.hover(*document('<p><h|i rend="bold">x</hi></p>', noted))
    assert told is not None
    assert told[0].startswith("**`<hi>`**\n\nstands out\n\nHolds text, ")
    assert told[0].rpartition("*")[0].rpartition("*")[2].endswith("small.odd:3:1")
    built_in = navigation.hover(*document("<p><h|i>x</hi></p>"))
    assert built_in is not None
    assert ".rng" not in built_in[0], "a file of the cache is nobody's declaration"
    told = navigation.hover(*document('<p><hi rend="bo|ld">x</hi></p>', noted))
    assert told is not None
    assert "how it looks" in told[0]
    assert "heavy" in told[0]
    assert navigation.hover(*document("<p>te|xt</p>", noted)) is None


def test_definitions(noted: str, tmp_path: Path) -> None:
    inside = navigation.definition(*document('<p xml:id="p1"/><p><ref target="#p|1"/></p>'))
    assert inside is not None
    assert inside.begin > 0
    (tmp_path / "register.xml").write_text('<list>\n <item xml:id="kim">Kim</item></list>')
    other = navigation.definition(*document('<p><ref target="register.xml#k|im"/></p>', name=f"{tmp_path}/a.xml"))
    assert other == navigation.Target(str(tmp_path / "register.xml"), line=2, column=16)
    declared = navigation.definition(*document("<p><h|i>x</hi></p>", noted))
    assert declared is not None
    assert (Path(declared.file).name, declared.line) == ("small.odd", 3)


def test_outline_and_folds() -> None:
    open_, _ = document("|<div><head>First <hi>one</hi></head><p>a\nb</p><div n='2'/></div><div xml:id='d2'>")
    body = navigation.outline(open_)[0].children[1].children[0]
    assert [(s.name, s.detail) for s in body.children] == [("First one", "div"), ("d2", "div")]
    assert [s.name for s in body.children[0].children] == ["2"]
    assert list(navigation.folds(open_)) == [(0, 1), (0, 1)]


def test_uses_of_an_identifier_over_a_project() -> None:
    register = '<list><item xml:id="kim">#kim</item><ptr target="#kim #kimono"/></list>'
    texts = {
        "/p/register.xml": register,
        "/p/tei/a.xml": '<p><persName ref="../register.xml#kim"/><persName ref="#kim"/>../register.xml#kim </p>',
    }
    found = navigation.uses(texts, "/p/register.xml", "kim")
    assert {name: [texts[name][b - 3 : e] for b, e in places] for name, places in found.items()} == {
        "/p/register.xml": ['d="kim', 't="#kim'[1:]],
        "/p/tei/a.xml": ["ml#kim"],
    }


def test_findings_of_a_document_that_is_broken_are_those_of_validate(noted: str) -> None:
    open_, _ = document("<p>a</p>|<hi rend=", noted)
    assert [f.code for f in open_.findings()] == ["PZ001"]
    whole, _ = document("<p><hi>a</hi></p>|</body></text></TEI>", noted)
    assert any("rend" in f.message for f in whole.findings())


def test_where_the_schema_has_no_list_what_the_document_says_elsewhere_is_offered_first() -> None:
    text = '<div type="day"/><div type="entry"/><div type="entry"><p type="small" xml:id="p1"/></div><div type="|"/>'
    assert list(offered(text)) == ["entry", "day"]
    assert list(offered('<div type="day"/><p type="|"/>')) == ["day"], "on no paragraph yet: what others have"
    assert list(offered('<p xml:lang="de"/><p xml:lang="|"/>')) == ["de"], "no value is no proposal"
    assert offered('<p xml:id="a"/><p xml:id="|"/>') == {}


def test_pointers_that_are_in_use_come_before_the_rest() -> None:
    persons = '<listPerson><person xml:id="a"><persName>Abe</persName></person><person xml:id="z"/></listPerson>'
    listed = complete(*document(f'{persons}<persName ref="#z"/><persName ref="#gone"/><persName ref="|"/>'))
    assert [(p.label, p.detail) for p in listed][:3] == [
        ("#z", ""), ("#gone", "used in this document"), ("#a", "Abe"),
    ]  # fmt: skip


def test_an_element_that_has_its_end_tag_can_be_split() -> None:
    assert next(iter(offered("<p>one</|<p>two</p>"))) == "p"
    assert list(offered("<div><p>one</|</p></div></body></text></TEI>")) == ["p"]
