"""The reading page: both texts in one file, links that hold, nothing from outside, nothing that runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree, html

from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.text.views import view
from puzanov_tei.tei.read import Edition
from tei_trees import DATA, documents, edition, tei


def page(source: Edition) -> str:
    _, data, _ = EXPORTERS.load("html").render(source, Options())
    return str(data.decode("utf-8"))


def parsed(source: Edition) -> html.HtmlElement:
    return html.document_fromstring(page(source))


@pytest.fixture(scope="module")
def journal() -> Edition:
    return edition((DATA / "journal.xml").read_bytes())


def shown(tree: html.HtmlElement, hidden: str) -> str:
    """Letters and signs of the transcription without what a view hides."""
    article = tree.find_class("transcription")[0]
    for node in article.xpath(
        f".//*[contains(concat(' ', @class, ' '), ' {hidden} ') or contains(@class, 'permalink')"
        " or contains(@class, 'mark-label')]"
    ):
        node.drop_tree()
    return re.sub(r"\s+", "", article.text_content())


@pytest.mark.parametrize("file", ["journal.xml", "diary.xml"])
def test_the_source_view_of_the_page_is_the_source_view(file: str) -> None:
    source = edition((DATA / file).read_bytes())
    expected = re.sub(r"\s+", "", view(source.root, "source").text)
    assert shown(parsed(source), "r") == expected


@settings(max_examples=40, deadline=None)
@given(documents())
def test_the_source_view_of_any_page_is_the_source_view(data: bytes) -> None:
    source = edition(data)
    assert shown(parsed(source), "r") == re.sub(r"\s+", "", view(source.root, "source").text)


def test_what_stands_in_the_line_of_a_division_or_list_stays_there_and_is_not_lost() -> None:
    body = (
        "<div><persName>A</persName> gives this to <persName>B</persName>.</div>"
        "<list>First <item>one</item> then <item>two</item></list><lg><lb/><l>a</l><lb/><l>b</l></lg>"
    )
    source = edition(tei(body))
    tree = parsed(source)
    assert [name.getparent().tag for name in tree.find_class("name")] == ["section", "section"]
    assert [li.text_content().strip(" ¶\n") for li in tree.xpath("//article//li")] == ["First", "one", "then", "two"]
    assert tree.xpath("//*[@class='lg']//br") == []
    assert shown(tree, "s") == re.sub(r"\s+", "", view(source.root).text)


@pytest.mark.parametrize(
    "body",
    [
        "<p><s>One sentence.</s> <s>Another.</s></p>",
        "<u><note>opens it</note>Dear all</u><p>a<note>b<note>c</note></note> d<note>e</note></p>",
        "<p>on<lb/>ly <w join='right'>do</w> <w>n't</w><space/>go</p>",
        "<p>\n <hi>a</hi>\n</p><p>a<seg>\n <hi>b</hi>\n</seg>c</p>",
        "<s><w>I</w><w>do</w><pc>(</pc><w>so</w><pc>)</pc><pc>.</pc></s>",
    ],
)
def test_the_reading_of_the_page_has_the_words_of_the_reading_view(body: str) -> None:
    source = edition(tei(body))
    article = parsed(source).find_class("transcription")[0]
    for node in article.xpath(".//*[contains(@class, 'permalink') or contains(@class, 'endnotes') or @class='s']"):
        node.drop_tree()
    for node in article.find_class("noteref") + article.xpath(".//br"):
        node.drop_tree()
    in_text = re.sub(r"\[\d+\]|[\[\]]", "", view(source.root, notes="end").text.split("\n\n[1] ")[0])
    assert article.text_content().split() == in_text.split()


def test_a_transcription_of_pages_is_shown_where_there_is_no_text() -> None:
    pages = "<sourceDoc><surface><zone><line>To <del>the</del> Laughter</line><line>thy friends</line></zone></surface></sourceDoc>"
    data = tei("").replace(b"<text>", pages.encode() + b"<text>")
    source = edition(data)
    tree = parsed(source)
    assert shown(tree, "s") == "ToLaughterthyfriends"
    assert [e.text_content().split() for e in tree.find_class("line")] == [["To", "Laughter"], ["thy", "friends"]]


def test_the_sides_of_a_choice_are_those_of_the_views() -> None:
    source = edition(tei("<p>a <choice><sic><space/></sic><supplied>has</supplied></choice> b</p>"))
    for name, hidden in (("source", "r"), ("reading", "s")):
        assert shown(parsed(source), hidden) == view(source.root, name).text.replace(" ", "")


def test_a_card_counts_the_names_that_the_page_shows() -> None:
    one, other = (f'<persName ref="#p">{name}</persName>' for name in ("Gyuot", "Guyot"))
    person = '<listPerson><person xml:id="p"><persName>Guyot</persName></person></listPerson>'
    tree = parsed(edition(tei(f"<p><choice><orig>{one}</orig><reg>{other}</reg></choice></p>{person}")))
    targets = tree.xpath("//*[@class='jumps']/a/@href")
    assert [target[1:] for target in targets] == tree.xpath("//*[starts-with(@id, 'name-')]/@id")


def test_the_reading_has_corrections_in_and_brackets_out(journal: Edition) -> None:
    text = shown(parsed(journal), "s")
    assert "MinisterofTradeHanSolBin1,whohadsentsomepaperstoCde.Orlin." in text
    assert "partialimageofastamp:TOPSECRET" in text


def test_links_inside_the_page_have_targets_and_ids_are_unique(journal: Edition) -> None:
    tree = parsed(journal)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href") if link.startswith("#")} <= set(ids)
    assert "p-1" in ids


def test_the_page_asks_for_nothing_and_runs_nothing(journal: Edition) -> None:
    tree = parsed(journal)
    assert not tree.xpath("//script | //img | //iframe | //object | //link[@rel='stylesheet'] | //@src | //@style")
    assert not re.search(r"url\(|@import", page(journal))
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")


def test_text_is_never_markup() -> None:
    body = "<p rend='x\"&gt;'>&lt;script&gt;alert(1)&lt;/script&gt; <ref target='javascript:alert(1)'>x</ref></p>"
    tree = parsed(edition(tei(body)))
    assert not tree.xpath("//script | //a[starts-with(@href, 'javascript')]")
    assert "<script>alert(1)</script>" in tree.text_content()


def test_names_have_cards_and_cards_lead_back(journal: Edition) -> None:
    tree = parsed(journal)
    (card,) = tree.xpath("//*[@id='card-pers-han']")
    assert card.findtext(".//h3") == "Han Sol Bin"
    names = {a.get("href")[1:] for a in card.find_class("jumps")[0].iter("a")}
    assert {tree.get_element_by_id(n).get("href") for n in names} == {"#card-pers-han"}


def test_corrections_say_who_and_how_sure(journal: Edition) -> None:
    titles = parsed(journal).xpath("//*[contains(@class, 'edit')]/@title")
    assert "corrected from 5ol (puzanov_tei, certainty high)" in titles
    assert "supplied: translation (Ada Winter)" in titles


def test_everything_is_reachable_without_a_mouse(journal: Edition) -> None:
    tree = parsed(journal)
    assert tree.xpath("//a[@class='skip']/@href") == ["#text"]
    assert tree.xpath("//main") and tree.xpath("//header") and tree.xpath("//footer")
    labels = tree.xpath("//label")
    assert all(label.find("input") is not None for label in labels)
    assert all(a.text_content().strip() or a.get("aria-label") for a in tree.iter("a"))
    assert tree.get("lang") == "en"


def test_how_to_cite(journal: Edition) -> None:
    text = parsed(journal).get_element_by_id("cite").text_content()
    assert "@misc{wcda-900001," in text
    assert '"family": "Lipatov"' in text
    assert "translated by Ada Winter" in text


def test_no_link_stands_in_another() -> None:
    lists = '<listPlace><place xml:id="hu"><placeName>Hungary</placeName></place></listPlace>'
    name = '<placeName ref="#hu">the People\'s Republic<note>PR. See <ref target="https://a.example">A</ref></note> of {}</placeName>'
    body = (
        f"{lists}<p>{name.format('Hungary')}, <ref target='https://b.example'>of {name.format('H.')}</ref>, "
        f"<app><lem>{name.format('Hung.')}</lem><rdg>x</rdg></app>.</p>"
    )
    written = page(edition(tei(body)))
    depths = [0]
    for opened, _ in re.findall(r"<(/?)a(\s[^>]*)?>", written):
        depths.append(depths[-1] + (-1 if opened else 1))
    assert max(depths) == 1
    signs = [e.get("href") for e in html.document_fromstring(written).xpath("//p//sup[contains(@class, 'noteref')]/a")]
    assert signs == ["#note-1", "#note-2", "#note-3"]
    assert written.count('href="https://a.example"') == 3  # a note at the end has its links, whatever it was noted in


def test_chromium_builds_the_page_as_it_is_written(tmp_path: Path, journal: Edition) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        if "clients" in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
            pytest.fail("chromium is required and not installed")
        pytest.skip("chromium is not installed")
    body = (
        "<p>a <list><item>b <note type='stamp'>c</note></item></list> d</p>"
        "<table><row><cell><p>e</p></cell></row></table>"
    )
    for name, source in (("journal", journal), ("nested", edition(tei(body)))):
        file = tmp_path / f"{name}.html"
        file.write_text(page(source), encoding="utf-8")
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", file.as_uri()]
        dom = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode("utf-8")
        written, built = (html.document_fromstring(text).find_class("transcription")[0] for text in (page(source), dom))
        assert tags(built) == tags(written)


def tags(tree: etree._Element) -> list[str]:
    return [str(element.tag) for element in tree.iter(etree.Element) if element.tag != "tbody"]
