"""Markdown through structure, read back by pandoc with the same words; the page breaks where the text breaks."""

from __future__ import annotations

import re
import subprocess

import pytest
from lxml import html as lxml_html

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.find import query_of
from puzanov_tei.exporters.formats import gexf, html, markdown
from puzanov_tei.exporters.records.network import gather
from puzanov_tei.exporters.text.views import view
from tei_trees import DATA, edition, tei

RICH = (
    "<div><head>Head <hi rend='italic'>it</hi></head><p>See item [3] of [1957], *not* so.<note><p>n1</p><p>n2</p></note> "
    "<ref target='http://example.org/'>link</ref> <hi rend='bold'>strong </hi>word.</p>"
    "<list rend='numbered'><item>one<list><item>sub</item></list></item><item><p>two</p><p>two b</p></item></list>"
    "<table><row><cell>A</cell><cell>B | C</cell></row><row><cell><p>x</p><p>y</p></cell><cell>z</cell></row></table>"
    "<figure><head>Caption</head></figure><lg><l>verse one</l><l>1. verse two</l></lg><eg>def f():\n    return 1</eg>"
    "<castList><castItem>Ada.</castItem><castItem><role>Ben</role></castItem></castList>"
    "<p>He came on <app><lem wit='#A'>Monday</lem><rdg wit='#B'>Tuesday</rdg></app> aber-<lb break='no'/>mals.</p></div>"
)


def body(content: str) -> str:
    return markdown.render(edition(tei(content)), Options())[1].decode().partition("\n---\n")[2].strip()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>a<note><p>n1</p><p>n2</p></note></p>", "a[^1]\n\n[^1]: n1\n\n    n2"),
        # Text that no list or table may hold is not lost.
        ("<list>First <item>one</item> then</list>", "First\\\none\\\nthen"),
        ("<table>cap<row><cell>1</cell></row></table>", "cap 1"),
        ("<list rend='numbered'><item>one<list><item>sub</item></list></item><item n='7'>two</item></list>",
         "1. one\n\n   - sub\n2. two"),
        ("<list type='ordered'><item n='4'>four</item><item>five</item></list>", "4. four\n5. five"),
        ("<list><label>a)</label><item>x</item></list>", "- a) x"),
        ("<p>[3] <hi rend='italic'>x</hi></p>", r"\[3\] *x*"),
        ("<lg><l>one</l><l>two</l></lg>", "one\\\ntwo"),
        ("<p>say <code>a`b</code></p>", "say `` a`b ``"),
        ("<table><row><cell cols='2'>x</cell></row><row><cell>y</cell><cell>z</cell></row></table>",
         "| x |  |\n| --- | --- |\n| y | z |"),
    ],
)  # fmt: skip
def test_structure(content: str, expected: str) -> None:
    assert body(content) == expected


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def test_pandoc_reads_the_words_back(pandoc: str) -> None:
    made = markdown.render(edition(tei(RICH)), Options())[1].replace(b"<br>", b" ")
    read = subprocess.run([pandoc, "-f", "markdown-smart", "-t", "plain"], input=made, capture_output=True, check=True)
    assert sorted(words(read.stdout.decode())) == sorted(words(view(edition(tei(RICH)).root).text))


def visible(data: bytes) -> list[str]:
    """Lines of the page's reading: block boxes and line breaks part them."""
    page = lxml_html.fromstring(html.render(edition(data), Options())[1].decode())
    (article,) = page.xpath("//article[@class='transcription']")
    for hidden in article.xpath(".//*[contains(concat(' ', @class, ' '), ' s ')] | .//a[@class='permalink']"):
        hidden.drop_tree()
    for block in article.iter(*"p div section ul ol li h1 h2 h3 td th tr table caption aside br pre".split()):
        block.text, block.tail = "\n" + (block.text or ""), "\n" + (block.tail or "")
    return [" ".join(line.split()) for line in article.text_content().splitlines() if line.strip()]


def test_the_page_breaks_where_the_reading_breaks() -> None:
    data = tei("<div><castList><castItem>Ada.</castItem><castGroup><castItem>Cai</castItem></castGroup></castList>"
               "<p>On <app><lem>Monday</lem><rdg>Tuesday</rdg></app> aber-\n <lb break='no'/>mals.</p><lg><l>one</l><l>two</l></lg>"
               "<sp><speaker>A</speaker><p>b</p></sp><p>x <del>gone</del><index><term>no</term></index></p></div>")  # fmt: skip
    reading = view(edition(data).root).text
    assert visible(data) == [line for line in reading.splitlines() if line]


def test_the_page_keeps_what_html_has() -> None:
    data = tei("<p>H<hi rend='sup'>2</hi>O <formula><math xmlns='http://www.w3.org/1998/Math/MathML'><mfrac><mi>a</mi><mi>b</mi>"
               "</mfrac></math></formula><pb n='3' facs='https://example.org/3.jpg'/></p><list type='ordered'><item n='4'>x</item></list>"
               "<table><row><cell cols='2' rows='2'>x</cell><cell role='label'>y</cell></row></table>")  # fmt: skip
    page = html.render(edition(data), Options())[1].decode()
    for part in ("<sup>2</sup>", "<mfrac><mi>a</mi>", 'colspan="2" rowspan="2"', "<th ", '<ol class="list list-ordered" start="4"',
                 'href="https://example.org/3.jpg"'):  # fmt: skip
        assert part in page


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("D'yakonov", '"D\'yakonov"'), ("Kim Il Sung's", "Kim Il Sung"), ("military NEAR specialists", "military NEAR specialists"),
        ('"Kim Il Sung" OR (a AND b*)', '"Kim Il Sung" OR ( a AND b* )'), ("NEAR(a b)", "NEAR(a b)"), ("Han-Bin !", '"Han-Bin"'),
    ],
)  # fmt: skip
def test_search_takes_a_persons_words(typed: str, query: str) -> None:
    assert query_of(typed) == query


def test_ties_that_have_no_direction_are_undirected() -> None:
    part = gexf.render(edition((DATA / "journal.xml").read_bytes(), "journal.xml"), Options())
    edges = gather([part]).edges
    assert {(e.relation, e.directed) for e in edges} >= {("mentioned with", False), ("writes to", True)}
    written = "".join(gexf._pieces(gather([part])))
    assert written.count('type="undirected"') == sum(not e.directed for e in edges)


def test_what_a_span_deletes_is_in_the_source_only() -> None:
    data = tei("<p>a <delSpan spanTo='#e'/>gone</p><p>gone too<anchor xml:id='e'/> b</p>")
    assert visible(data) == ["a", "b"] == [line.strip() for line in view(edition(data).root).text.splitlines() if line]


def test_other_readings_can_be_read_without_a_mouse() -> None:
    data = tei("<p>On <app><lem>Monday</lem><rdg wit='#B'>Tuesday</rdg></app>.</p>")
    page = lxml_html.fromstring(html.render(edition(data), Options())[1].decode())
    (lemma,) = page.find_class("app")
    (variant,) = page.find_class("variants-list")[0].iter("li")
    assert lemma.get("href") == f"#{variant.get('id')}" and variant.find("a").get("href") == f"#{lemma.get('id')}"
    assert variant.text_content() == "Monday] Tuesday (#B)"


def test_a_list_shows_its_numbers_once() -> None:
    listing = "<list type='numbered'><label>4)</label><item>a</item><label>5)</label><item>b</item></list>"
    page = lxml_html.fromstring(html.render(edition(tei(listing)), Options())[1].decode())
    assert "labelled" in page.find_class("list")[0].get("class")
    assert [li.text_content().split()[0] for li in page.find_class("item")] == ["4)", "5)"]


def test_identifiers_of_the_document_and_of_the_page_are_told_apart() -> None:
    data = tei("<p xml:id='note-1'>a<note>b</note> <p xml:id='text'>c</p></p><p xml:id='cite'>d</p>")
    page = lxml_html.fromstring(html.render(edition(data), Options())[1].decode())
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= set(ids)
