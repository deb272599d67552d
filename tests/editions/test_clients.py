"""Editions read by the programs that they are made for; and once with a step left out: then the check has to fail."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from editions_support import DOCUMENTS, NS, PROJECTS, XML, as_read, exported, trees
from puzanov_tei.exporters.editions import EDITIONS
from puzanov_tei.exporters.text.views import view
from tei_trees import client

Edition = Callable[[str], Path]


def without(monkeypatch: pytest.MonkeyPatch, profile: str, step: str) -> None:
    """The profile without one of its steps."""
    module = EDITIONS.load(profile)
    left = tuple(one for one in module.STEPS if one.name != step)
    assert len(left) == len(module.STEPS) - 1
    monkeypatch.setattr(module, "STEPS", left)


def needed(name: str) -> None:
    if "clients" in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
        pytest.fail(f"{name} is required but not installed")
    pytest.skip(f"{name} is not installed")


# --- dse-static: the tools of acdh-tei-pyutils, then XSLT of its kind -----------------------------------


def tools(folder: Path) -> None:
    """Run the commands that a project of dse-static runs; in a process each, as they are installed."""
    client("acdh_tei_pyutils")
    editions, indices = "data/editions/*.xml", "data/indices/list*.xml"
    for name, *arguments in (
        ("add-attributes", "-g", editions, "-b", "https://example.org"),
        ("mentions-to-indices", "-f", editions, "-i", indices),
        ("denormalize-indices", "-f", editions, "-i", indices),
    ):
        command = [str(Path(sys.executable).with_name(name)), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
        assert (done.returncode, "failed" in done.stdout, "ERROR" in done.stdout) == (0, False, False), done.stderr


def check_dse_static(folder: Path, processor: Any) -> int:
    """What has to hold of the pages; gives the number of links."""
    copies = {
        name: root.xpath("//t:list[@type='distribution']/t:item", namespaces=NS)
        for name, root in trees(folder / "data/editions").items()
    }
    tools(folder)
    links = 0
    style = str(Path(__file__).with_name("site.xsl"))
    sheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=style)
    for path in sorted((folder / "data/editions").glob("*.xml")):
        page = etree.HTML(sheet.transform_to_string(source_file=str(path)))
        source = etree.parse(str(path)).getroot()
        here = set(page.xpath("//@id"))
        assert "" not in here
        targets = page.xpath("//main//a/@href")
        assert {target.removeprefix("#") for target in targets} <= here, path.name
        assert page.xpath("//span[@data-target='']") == []
        assert len(page.xpath("//div[@class='footnote']")) == len(source.xpath("t:text/t:body//t:note", namespaces=NS))
        shown = letters(page.xpath("//main")[0])
        assert all(letters(item) in shown for item in copies[path.stem]), path.name
        links += len(targets)
    references = " ".join(gathered(folder / "data/editions", "//t:body//t:rs/@ref")).replace("#", "").split()
    assert set(references) <= gathered(folder / "data/indices", "//t:body/*/*/@xml:id")
    mentioned = gathered(folder / "data/indices", "//*[t:noteGrp/t:note[@type='mentions']]/@xml:id")
    assert set(references) == mentioned
    return links


def gathered(folder: Path, path: str) -> set[str]:
    """What a path finds in all files of a folder."""
    return {str(value) for root in trees(folder).values() for value in root.xpath(path, namespaces=NS)}


@pytest.fixture(scope="session")
def saxon() -> Any:
    return client("saxonche").PySaxonProcessor(license=False)


def test_the_tools_of_dse_static_link_every_name(edition: Edition, tmp_path: Path, saxon: Any) -> None:
    shutil.copytree(edition("dse-static"), tmp_path, dirs_exist_ok=True)
    assert check_dse_static(tmp_path, saxon) > 190


@pytest.mark.slow
@pytest.mark.parametrize("step", ["names", "standOff", "body", "header notes"])
def test_the_check_of_dse_static_notices_a_missing_step(
    step: str, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saxon: Any
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    shutil.copytree(PROJECTS, source / "projects")
    for name in ("journal.xml", "decree-of-the-cabinet.xml"):
        shutil.copy(documents / name, source)
    without(monkeypatch, "dse-static", step)
    exported("dse-static", source, tmp_path / "out")
    with pytest.raises((AssertionError, etree.XMLSyntaxError)):
        check_dse_static(tmp_path / "out", saxon)


# --- CETEIcean in a browser ------------------------------------------------------------------------------


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a web server for a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


# The text that a reader sees: of elements that are not hidden, with what style sheets print around them.
SEEN = """() => {
  const shown = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1 || getComputedStyle(node).display === 'none') return '';
    const around = (side) => {
      const content = getComputedStyle(node, side).content;
      return content.startsWith('"') ? JSON.parse(content.replace(/\\\\a /gi, '\\\\n').replace(/\\\\A/g, '\\\\n')) : '';
    };
    return around('::before') + [...node.childNodes].map(shown).join('') + around('::after');
  };
  return shown(document.querySelector('tei-text')).replace(/\\s+/g, '');
}"""


def as_shown(root: etree._Element) -> None:
    """What the page does: brackets around notes that have none, the same for numbers of pages, no running heads."""
    etree.strip_elements(root, f"{{{NS['t']}}}fw", with_tail=False)
    for number in root.xpath("t:text//t:pb[not(@rendition)]/@n", namespaces=NS):
        number.getparent().addprevious(shown := etree.Element(f"{{{NS['t']}}}seg"))
        shown.text = f"[p. {number}]"
    for note in root.xpath("t:text//t:note[not(@rendition)]", namespaces=NS):
        note.text = f"[{note.text or ''}"
        note.append(etree.Comment(""))
        note[-1].tail = "]"


def check_ceteicean(folder: Path, names: list[str], browser: Any) -> int:
    """What has to hold of the pages of these documents; gives the number of names with a card."""
    cards = 0
    register = json.loads((folder / "register.json").read_text(encoding="utf-8"))
    with served(folder) as address:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        for name in names:
            page.goto(f"{address}/{name}.html")
            page.wait_for_selector("html[data-ready]", timeout=0)
            root = etree.parse(str(folder / f"tei/{name}.xml")).getroot()
            references = root.xpath("t:text//@ref[not(ancestor::t:person or ancestor::t:place)]", namespaces=NS)
            named = sum(any(p.removeprefix("#") in register for p in ref.split()) for ref in references)
            as_read(root)
            as_shown(root)
            assert page.evaluate(SEEN) == "".join(view(root, "source").text.split()), name
            assert page.locator("tei-standoff, tei-teiheader").evaluate_all("all => all.every((e) => !e.offsetHeight)")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            found = page.locator("[data-card]")
            assert found.count() == named
            cards += found.count()
            if found.count():
                found.first.focus()
                page.keyboard.press("Enter")
                assert page.locator("dialog[open] h2").first.inner_text()
                page.keyboard.press("Escape")
                assert page.locator("dialog[open]").count() == 0
        page.goto(f"{address}/index.html")
        assert page.locator(".index a").count() == len(list((folder / "tei").iterdir()))
        assert errors == []
        assert cards
        page.close()
    return cards


# Tables, frames, an entry; letters of others with choices, running heads, a title page.
SHOWN = ["doc-1901-03-02_Lane", "doc-table-of-deliveries", "wcda-990201", "wcda-990204"]


def test_ceteicean_shows_the_text_and_opens_cards(edition: Edition, browser: Any) -> None:
    assert check_ceteicean(edition("ceteicean"), SHOWN, browser) > 20


@pytest.mark.slow
def test_ceteicean_shows_every_document(edition: Edition, browser: Any) -> None:
    folder = edition("ceteicean")
    names = sorted(path.stem for path in (folder / "tei").glob("*.xml"))
    assert len(names) == DOCUMENTS
    assert check_ceteicean(folder, names, browser) > 190


@pytest.mark.slow
def test_the_check_of_ceteicean_notices_a_missing_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Any
) -> None:
    without(monkeypatch, "ceteicean", "links")
    exported("ceteicean", PROJECTS / "letters", tmp_path)
    with pytest.raises(AssertionError):
        check_ceteicean(tmp_path, ["draft-1", "draft-2"], browser)


# --- DTS --------------------------------------------------------------------------------------------------


def check_dts(folder: Path) -> int:
    """Every reference that the server lists is resolved, to the text of its element; gives their number."""
    document = client("dapytains.tei.document")
    catalogue, _ = client("dapytains.metadata.xml_parser").parse(str(folder / "catalog.xml"))
    assert {Path(o.filepath).stem for o in catalogue.objects.values() if o.resource} == set(trees(folder / "tei"))
    resolved = 0
    for path in sorted((folder / "tei").iterdir()):
        read = document.Document(str(path))
        units = read.get_reffs()
        root = etree.parse(str(path)).getroot()
        for unit in [u for top in units for u in (top, *top.children)]:
            passage = read.get_passage(unit.ref)
            wanted = element_of(root, unit.ref)
            assert letters(passage.find(".//{*}text")) == letters(wanted), (path.name, unit.ref)
            resolved += 1
        assert units, path.name
    return resolved


def element_of(root: etree._Element, reference: str) -> etree._Element:
    entry, _, number = reference.partition(".")
    for element in root.iterfind(".//t:div[@type='entry']", NS):
        if element.get("n") == entry:
            return element.findall("t:p", NS)[int(number) - 1] if number else element
    return next(e for e in root.iter() if e.get(f"{XML}id") == reference)


def letters(element: etree._Element) -> str:
    return "".join("".join(element.itertext(etree.Element)).split())


def test_dapytains_resolves_every_entry_and_paragraph(edition: Edition) -> None:
    assert check_dts(edition("dts")) > 150


@pytest.mark.slow
def test_the_check_of_dts_notices_a_missing_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "dts", "citation")
    client("dapytains.tei.document")
    exported("dts", PROJECTS / "letters", tmp_path)
    with pytest.raises((AssertionError, KeyError)):
        check_dts(tmp_path)
