"""The reading page in a real browser: wide and narrow, light and dark, in print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.text.views import view
from tei_trees import DATA, client, edition, tei

pytestmark = pytest.mark.slow

ADDRESS = "https://archive.example.org/" + "a-very-long-address-" * 8
MATH = "<math xmlns='http://www.w3.org/1998/Math/MathML'><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"
RICH = "".join((
    f"<head>A <ref target='{ADDRESS}'>{ADDRESS}</ref></head>",
    "<p>On <app><lem>Monday</lem><rdg wit='#B'>Tuesday</rdg></app> ",
    f"H<hi rend='sup'>2</hi>O<note>A note.</note> <formula>{MATH}</formula> <title>{'Donaudampfschiff' * 6}</title>",
    "<pb n='3' facs='https://example.org/3.jpg'/></p>",
    "<list type='ordered'><item n='4'>four</item><item n='5'>five</item></list>",
    f"<table><row>{'<cell>a rather wide cell of a table</cell>' * 12}</row>",
    "<row><cell cols='2' rows='2'>x</cell></row></table>",
    "<p>a <delSpan spanTo='#e'/>gone <anchor xml:id='e'/>b</p><note type='stamp'>SECRET</note>",
))  # fmt: skip


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Reading pages: our journal, another edition's diary, and a page of everything that is hard to show."""
    folder = tmp_path_factory.mktemp("pages")
    sources = [(DATA / name).read_bytes() for name in ("journal.xml", "diary.xml")] + [tei(RICH)]
    for number, data in enumerate(sources):
        (folder / f"{number}.html").write_bytes(EXPORTERS.load("html").render(edition(data), Options())[1])
    return [path.as_uri() for path in sorted(Path(folder).iterdir())]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_has_a_fault_that_axe_finds_or_scrolls_sideways(
    browser: Any, addresses: list[str], width: int, scheme: str
) -> None:
    axe = client("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    faults = []
    for address in addresses:
        page.goto(address)
        for shown in ("#view-reading", "#view-source", "#view-tei"):
            page.check("#show-edits")
            page.check(shown)
            found = axe.run(page).response["violations"]
            faults += [(address, shown, v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                faults.append((address, shown, "scrolls sideways", []))
    context.close()
    assert faults == []


def test_print_is_black_on_white_and_without_what_only_a_screen_needs(browser: Any, addresses: list[str]) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(addresses[0])
    assert not page.locator(".controls").is_visible()
    assert page.locator(".cite").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def broken(words: str) -> list[tuple[str, int]]:
    """Each sign that is no white space, and whether nothing, a blank or a new line stands before it."""
    signs: list[tuple[str, int]] = []
    apart = 2
    for sign in re.sub(r"[\[\]]", "", words):
        if sign.isspace():
            apart = max(apart, 2 if sign == "\n" else 1)
        else:
            signs.append((sign, apart))
            apart = 0
    return signs


@pytest.mark.parametrize(
    "body",
    [
        "<p>on<lb/>ly th<lb break='no'/>is</p><lg><l>a</l><lb/><l>b</l></lg><list><item>c</item><item>d</item></list>",
        "<div><p xml:space='preserve'>a\n  b\nc</p></div>",
        "<s><w>I</w><w>do</w><pc>,</pc><w>so</w><pc>.</pc></s><p><s>Hinter</s><space/><s>dort</s> <g>x</g></p>",
        "<head>A</head><opener><salute>Dear all,</salute></opener><p>a<hi>\n <name>b</name>\n</hi>c</p><u><note>d</note> e</u>",
        "<sp><speaker>A</speaker><p>b <stage>c</stage></p></sp><table><row><cell>1</cell><cell>2</cell></row></table>",
    ],
)
def test_what_is_seen_is_the_reading_view_broken_at_the_same_places(browser: Any, body: str) -> None:
    source = edition(tei(body))
    page = browser.new_page()
    page.set_content(EXPORTERS.load("html").render(source, Options())[1].decode())
    page.evaluate("document.querySelectorAll('.permalink, .mark-label').forEach(e => e.remove())")
    seen = page.locator("article.transcription").inner_text()
    page.close()
    assert broken(seen) == broken(view(source.root).text)
