"""The site of the invented archive in a real browser: from the disk and over HTTP, wide and narrow, light, dark, print.

`examples/` is built as `make site` builds it.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from puzanov_tei.exporters.site import build_site
from site_support import PICTURE, broken, pages
from tei_trees import client, tei
from tests_support import ROOT, run

pytestmark = pytest.mark.slow

# One page of each kind.
KINDS = (
    "index.html", "contents/index.html", "calendar/index.html", "calendar/1951.html", "documents/selwyn-195101.html",
    "documents/selwyn-195108.html", "persons/index.html", "persons/by-date.html", "persons/pers-pereira.html",
    "places/place-horta.html",
    "bodies/org-harbour-office.html", "map.html", "network.html", "stamps.html", "search.html?q=anvil",
    "data/index.html", "pages/about.html", "404.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented archive, encoded with its decisions and built."""
    folder = tmp_path_factory.mktemp("archive") / "examples"
    shutil.copytree(ROOT / "examples", folder, ignore=shutil.ignore_patterns("tei", "site"))
    for command in ("encode source --archive archive.toml -o tei", "export site tei -o site"):
        done = run(*command.split(), cwd=folder)
        assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    """A plain file server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/"
        httpd.shutdown()


@pytest.fixture(params=["disk", "http"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """Where the site stands."""
    if request.param == "disk":
        return site.as_uri() + "/"
    return str(request.getfixturevalue("server"))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails its test when a script fails or the security policy of the page stops something."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda request: complaints.append(request.url) if "127.0.0.1" not in request.url
              and not request.url.startswith(("file:", "data:")) else None)  # fmt: skip
    yield opened
    context.close()
    assert complaints == []


def test_every_link_leads_somewhere_and_every_page_is_reached(site: Path) -> None:
    assert broken(site) == []


def test_every_page_states_rights_and_has_one_heading_and_a_title(site: Path) -> None:
    for path, tree in pages(site).items():
        assert "CC0 1.0" in tree.find_class("rights")[0].text_content(), path
        assert len(tree.xpath("//h1")) == 1, path
        assert tree.findtext(".//title"), path
        assert not tree.xpath("//script[not(@src)][not(@type='application/ld+json')] | //@style | //style"), path


def test_a_document_that_is_withheld_is_listed_only(site: Path) -> None:
    assert not (site / "documents/selwyn-195112.html").exists()
    listed = pages(site)[site / "contents/index.html"].text_content()
    assert "Note on Three Persons in the Harbour Office" in listed
    assert not [p for p in site.rglob("*") if p.is_file() and b"It is proposed to say nothing" in p.read_bytes()]


def test_the_decisions_of_the_editors_are_in_the_pages(site: Path) -> None:
    letter = pages(site)[site / "documents/selwyn-195105.html"]
    assert "Four months later he got it" in letter.find_class("endnotes")[0].text_content()


def test_search_finds_words_and_leads_to_their_paragraph(page: Any, root: str) -> None:
    page.goto(root + "index.html")
    page.fill(".site-search input", "barometer")
    page.press(".site-search input", "Enter")
    page.wait_for_selector("#search-results mark")
    assert page.inner_text("#search-results h2") == "List of Gifts for the Delegation of Portugal"
    page.click("#search-results .contexts a")
    page.wait_for_selector("article.transcription")
    assert "barometer" in page.inner_text(":target")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("falcao", "Teresa Falcão"),
        ('"barrel of our cod"', "Letter from Edmund Harrow to Clara Venn"),
        ("lighthous", "Lighthouse Works in Porto"),
    ],
)
def test_search_takes_what_people_type(page: Any, site: Path, query: str, first: str) -> None:
    page.goto(site.as_uri() + "/search.html")
    page.fill("#q", query)
    page.wait_for_selector("#search-results li")
    assert page.inner_text("#search-results h2 >> nth=0") == first


def test_search_by_kind_and_year_and_a_slip(page: Any, site: Path) -> None:
    page.goto(site.as_uri() + "/search.html?q=horta&kind=place")
    page.wait_for_selector("#search-results li")
    assert page.locator("#search-results > li").count() == 1
    page.goto(site.as_uri() + "/search.html?q=horta&from=1952")
    page.wait_for_function("document.getElementById('search-status').textContent.includes('Nothing')")
    page.goto(site.as_uri() + "/search.html?q=baromter")
    page.wait_for_selector("#search-results mark")


def test_the_map_shows_places_and_leads_to_them(page: Any, root: str) -> None:
    page.goto(root + "map.html")
    page.wait_for_selector("#map path.spot")
    assert page.locator("#map path.spot").count() == page.locator("#spots tbody tr").count() > 5
    page.focus("#map path.spot[aria-label=Vienna]")
    page.keyboard.press("Enter")
    page.click(".leaflet-popup a >> text=Vienna")
    page.wait_for_url("**/places/place-vienna.html")


def test_the_calendar_leads_to_a_day_and_its_document(page: Any, root: str) -> None:
    page.goto(root + "calendar/index.html")
    page.click("table.heat td a >> nth=0")
    page.click(".month td a[href='#d-1951-05-08']")
    page.click(":target dd a")
    page.wait_for_url("**/documents/selwyn-195101.html#*")
    assert "8 May" in page.inner_text(":target")


@pytest.mark.parametrize(("day", "place"), [("1951-05-08", "d-1951-05-08"), ("1951-05-20", "d-1951-05-18")])
def test_a_day_that_somebody_names_leads_to_its_place_or_the_one_before(
    page: Any, root: str, day: str, place: str
) -> None:
    page.goto(root + "calendar/index.html")
    page.fill("#jump-day", day)
    page.press("#jump-day", "Enter")
    page.wait_for_url(f"**/calendar/1951.html#{place}")
    assert page.locator(":target dd a").count()


def test_previous_and_next_lead_through_all_documents(page: Any, site: Path) -> None:
    page.goto(site.as_uri() + "/contents/index.html")
    page.click(".documents a >> nth=0")
    seen = {page.url}
    while page.locator("a[rel=next]").count():
        page.click("a[rel=next]")
        seen.add(page.url)
    assert len(seen) == len(list((site / "documents").glob("*.html"))) == 11


def test_a_paragraph_says_how_to_cite_it(page: Any, root: str) -> None:
    page.goto(root + "documents/selwyn-195101.html")
    page.click(".p > .permalink >> nth=1")
    said = page.inner_text(".cite-box")
    assert "¶ 2." in said and said.endswith(page.url.partition("#")[2])


def test_the_source_view_shows_the_brackets(page: Any, root: str) -> None:
    page.goto(root + "documents/selwyn-195101.html")
    assert "[me]" not in page.inner_text(".transcription")
    page.check("#view-source")
    assert "[me]" in page.inner_text(".transcription")


def test_everything_is_there_without_scripts(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    for name, selector in (
        ("map.html", "svg.drawing circle"), ("network.html", "svg.network circle"), ("search.html", "noscript p"),
        ("documents/selwyn-195101.html", ".transcription .p"), ("persons/pers-pereira.html", ".contexts mark"),
    ):  # fmt: skip
        opened.goto(f"{site.as_uri()}/{name}")
        assert opened.locator(selector).first.is_visible(), name
    context.close()


def test_the_keyboard_reaches_everything_and_sees_where_it_is(page: Any, site: Path) -> None:
    page.goto(site.as_uri() + "/documents/selwyn-195101.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_has_a_fault_that_axe_finds_or_scrolls_sideways(
    browser: Any, server: str, width: int, scheme: str
) -> None:
    axe = client("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)
    opened = context.new_page()
    faults = []
    for name in KINDS:
        opened.goto(server + name)
        if "search" in name:
            opened.wait_for_selector("#search-results mark")
        if "map" in name:
            opened.wait_for_selector("#map path.spot")
        found = axe.run(opened).response["violations"]
        faults += [(name, v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found]
        if opened.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append((name, "scrolls sideways", []))
    context.close()
    assert faults == []


def test_print_is_the_text_and_how_to_cite_it(page: Any, site: Path) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(site.as_uri() + "/documents/selwyn-195101.html")
    for hidden in (".site-nav", ".site-search", ".controls", ".turn"):
        assert not page.locator(f"{hidden} >> nth=0").is_visible(), hidden
    assert page.locator(".transcription").is_visible() and page.locator(".cite").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 10_000


def test_print_has_the_images_that_the_page_shows_and_no_links_to_others(page: Any, tmp_path: Path) -> None:
    (tmp_path / "1.png").write_bytes(PICTURE)
    text = "<pb n='1' facs='1.png'/><p>a</p><pb n='2' facs='https://example.org/2.jpg'/><p>b</p>"
    (tmp_path / "pictures.xml").write_bytes(tei(text))
    build_site([tmp_path / "pictures.xml"], tmp_path / "site")
    page.emulate_media(media="print")
    page.goto((tmp_path / "site/documents/d.html").as_uri())
    assert [item.is_visible() for item in page.locator(".facsimiles li").all()] == [True, False]
    assert page.evaluate("getComputedStyle(document.querySelector('.facsimiles li')).breakBefore") == "page"


def test_an_image_stands_large_beside_the_text_without_scripts(browser: Any, tmp_path: Path) -> None:
    for name in ("1.png", "2.png"):
        (tmp_path / name).write_bytes(PICTURE)
    (tmp_path / "pictures.xml").write_bytes(tei("<pb n='1' facs='1.png'/><p>a</p><pb n='2' facs='2.png'/><p>b</p>"))
    build_site([tmp_path / "pictures.xml"], tmp_path / "site")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto((tmp_path / "site/documents/d.html").as_uri())
    items = page.locator(".facsimiles li")
    small = items.nth(1).bounding_box()["width"]
    page.locator(".pb a").nth(1).click()
    assert [item.is_visible() for item in items.all()] == [False, True]
    assert items.nth(1).bounding_box()["width"] > 2 * small
    assert page.locator("article").is_visible()
    items.nth(1).get_by_role("link", name="Image of page 1").click()
    assert [item.is_visible() for item in items.all()] == [True, False]
    items.nth(0).get_by_role("link", name="Close").click()
    assert [item.is_visible() for item in items.all()] == [True, True]
    context.close()


def test_motion_is_reduced_for_those_who_want_it(browser: Any, server: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(server + "map.html")
    opened.wait_for_selector("#map path.spot")
    assert opened.evaluate("window.puzanovMap.options.zoomAnimation") is False
    assert opened.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()
