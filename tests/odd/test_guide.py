"""The guidelines page: what it holds, that its examples are checked, that nothing in an ODD becomes a script."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from odd_support import odd
from puzanov_tei.errors import UsageError
from puzanov_tei.odd import compile_odd
from puzanov_tei.odd.documentation import ModelEntry, models
from puzanov_tei.odd.guide import guide
from puzanov_tei.odd.specs import ElementSpec

SPEC = """
<elementSpec ident="p" mode="change"><gloss>a paragraph</gloss><attList><attDef ident="rend" mode="change" usage="req">
<valList type="closed" mode="replace"><valItem ident="wide"><gloss>from edge to edge</gloss></valItem></valList>
</attDef></attList>
</elementSpec>
<constraintSpec ident="numbered" scheme="schematron"><desc>Readers cite by number.</desc><constraint>
<sch:rule context="tei:div"><sch:assert id="XY1" role="warning" test="@n">The <sch:name/> has no number.
<sch:span class="hint">Add n.</sch:span></sch:assert></sch:rule></constraint></constraintSpec>
"""

PROSE = """<div xml:id="paras"><head>Paragraphs &amp; such</head><p>Use <gi>p</gi> with <att>rend</att>: &lt;script&gt;.
<ref target="javascript:alert(1)">bad</ref> <ref target="#paras">good</ref></p>{}</div>"""
EXAMPLE = '<egXML xmlns="http://www.tei-c.org/ns/Examples"><p rend="{}">x &lt; y</p></egXML>'


def page(prose: str = PROSE.format("")) -> tuple[str, list[str]]:
    html, findings = guide(compile_odd(odd(SPEC, outside=prose)))
    return html.decode(), [f"{f.code} {f.location.line} {f.message}" for f in findings]


class Balance(HTMLParser):
    """Whether every tag is closed where it was opened, and which identifiers there are."""

    VOID = frozenset({"meta", "br", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [str(given["href"])] if given.get("href") else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()


def test_page_is_whole() -> None:
    html, _ = page()
    balance = Balance()
    balance.feed(html)
    assert balance.open == []
    assert len(balance.ids) == len(set(balance.ids)), "identifiers are unique"
    assert {link[1:] for link in balance.links if link.startswith("#")} <= set(balance.ids), "no link leads nowhere"
    assert not any(link.startswith(("http", "//")) for link in balance.links), "nothing is loaded from elsewhere"


def test_page_holds_prose_elements_values_and_rules() -> None:
    html, _ = page()
    assert '<section id="paras"><h2>Paragraphs &amp; such</h2>' in html
    assert '<a href="#el-p"><code class="gi">p</code></a>' in html
    assert "from edge to edge" in html
    assert "Readers cite by number." in html
    assert "The ... has no number." in html
    assert "Add n." in html
    assert '<article class="el" id="el-body"' in html


def test_nothing_becomes_a_script() -> None:
    html, _ = page()
    assert "javascript:alert" not in html
    assert "&lt;script&gt;." in html


def test_examples_are_shown_and_checked() -> None:
    html, findings = page(PROSE.format(EXAMPLE.format("wide")))
    assert findings == []
    assert '<span class="v">"wide"</span><span class="t">&gt;</span>x &lt; y' in html
    _, findings = page(PROSE.format(EXAMPLE.format("narrow")))
    assert len(findings) == 1
    assert findings[0].startswith("PZ215 5 the example is not valid")
    _, findings = page(PROSE.format(EXAMPLE.format("narrow").replace("<egXML", '<egXML valid="false"')))
    assert findings == []


def test_same_input_same_bytes() -> None:
    assert page() == page()


DOCUMENTED = """
<elementSpec ident="p" mode="change"><gloss xml:lang="en">a paragraph</gloss><gloss xml:lang="fr">un paragraphe</gloss>
<attList><attDef ident="kind" mode="add"><gloss xml:lang="fr">la sorte</gloss><defaultVal>plain</defaultVal>
<remarks xml:lang="en"><p>Seldom used.</p></remarks></attDef></attList>
<modelSequence predicate="@rend" output="web"><model behaviour="heading"><param name="level" value="2"/></model>
<model predicate="@n" behaviour="inline"><outputRendition>color: red;</outputRendition></model></modelSequence>
<model behaviour="paragraph"/>
<exemplum xml:lang="und"><egXML xmlns="http://www.tei-c.org/ns/Examples"><p>shown &amp; checked</p></egXML></exemplum>
<remarks xml:lang="en"><p>Blocks of <gi>div</gi>.</p></remarks><remarks xml:lang="fr"><p>Dans un bloc.</p></remarks>
</elementSpec>"""


def test_documentation_in_a_language_of_choice() -> None:
    compiled = compile_odd(odd(DOCUMENTED))
    english, french = (guide(compiled, language)[0].decode() for language in ("", "fr"))
    assert "a paragraph" in english
    assert "Blocks of" in english
    assert "Dans un bloc" not in english
    assert "un paragraphe" in french
    assert "Dans un bloc" in french
    assert "la sorte" in french
    assert "Seldom used." in french, "what was not written in French is shown as it is"
    assert '<html lang="fr">' in french
    with pytest.raises(UsageError, match=r"not documented in 'de'\. It is in: en, fr"):
        guide(compiled, "de")


def test_defaults_processing_models_and_examples_of_declarations() -> None:
    compiled = compile_odd(odd(DOCUMENTED))
    html = guide(compiled)[0].decode()
    assert '<small>Default:</small> <code class="val">plain</code>' in html
    spec = compiled.schema.specs["p"]
    assert isinstance(spec, ElementSpec)
    assert models(spec) == [
        ModelEntry("web", "@rend", "heading", (("level", "2"),), (), 1),
        ModelEntry("web", "@rend and @n", "inline", (), ("color: red;",), 2),
        ModelEntry("", "", "paragraph", (), (), 0),
    ]
    assert "<code>@rend and @n</code> <small>step 2</small>" in html
    assert "shown &amp;" in html


def test_examples_are_of_the_namespace_of_the_schema() -> None:
    example = '<egXML xmlns="http://www.tei-c.org/ns/Examples">{}</egXML>'
    spec = (
        '<schemaSpec ident="own" ns="urn:own" start="box" source="tei:current"><elementSpec ident="box" mode="add"><content>'
        "<empty/></content><exemplum>{}</exemplum></elementSpec></schemaSpec>"
    )
    document = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{spec}</body></text></TEI>'

    def told(content: str) -> list[str]:
        html, findings = guide(compile_odd(document.format(example.format(content)).encode()))
        assert "a schema of its own" in html.decode()
        return [f.code for f in findings]

    assert told("<box/>") == []
    assert told("<box>text</box>") == ["PZ215"]
    assert told("<ul/>") == [], "of another vocabulary"


def test_the_contents_are_folded_where_there_is_little_room(browser: Any) -> None:
    for width, is_open in ((390, False), (1280, True)):
        view = browser.new_page(viewport={"width": width, "height": 800})
        view.set_content(page()[0])
        assert view.evaluate("document.getElementById('toc').open") is is_open
        assert view.evaluate("document.documentElement.scrollWidth") == width
        view.close()
