"""Sites: pages that hold together, only what changed is written, nothing of a person is overwritten or given away."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from puzanov_tei.errors import UsageError
from puzanov_tei.exporters.page.words import words
from puzanov_tei.exporters.site import SiteSettings, build_site, settings
from puzanov_tei.exporters.site.folder import MANIFEST
from puzanov_tei.exporters.site.folding import fold
from site_support import PICTURE, broken, pages
from tei_trees import DATA, tei


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "tei"
    folder.mkdir()
    for name in ("journal.xml", "diary.xml"):
        shutil.copy(DATA / name, folder / name)
    return folder


def build(source: Path, **values: object) -> Path:
    chosen = SiteSettings(**{"restricted": "publish", **values})  # type: ignore[arg-type]
    build_site(sorted(source.iterdir()), source.parent / "site", chosen)
    return source.parent / "site"


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_link_leads_somewhere_and_every_page_is_reached(source: Path) -> None:
    site = build(source, title="Two documents")
    assert broken(site) == []
    assert {"index.html", "contents/index.html", "search.html", "data/index.html", "map.html"} <= set(content(site))


def test_the_page_of_a_person_lists_what_it_wrote_and_received(source: Path) -> None:
    site = build(source)
    page = pages(site)[site / "persons/pers-lipatov.html"]
    (wrote,) = page.xpath("//section[@class='papers']/details")
    assert wrote.xpath("string(summary)") == "Wrote 1"
    assert [str(a) for a in wrote.xpath(".//a/@href")] == ["../documents/wcda-900001.html"]


def test_the_second_build_writes_nothing_and_a_changed_file_only_its_pages(source: Path) -> None:
    site = build(source)
    before = {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()}
    again = build_site(sorted(source.iterdir()), site, SiteSettings(restricted="publish"))
    assert again.written == 0
    assert {p: p.stat().st_mtime_ns for p in site.rglob("*") if p.is_file()} == before
    journal = source / "journal.xml"
    journal.write_text(journal.read_text(encoding="utf-8").replace("Orlin", "Orlow"), encoding="utf-8")
    build(source)
    changed = {p.relative_to(site).as_posix() for p, at in before.items() if p.stat().st_mtime_ns != at}
    assert "documents/wcda-900001.html" in changed
    assert not any(name.startswith("documents/") for name in changed - {"documents/wcda-900001.html"})
    assert not any(name.startswith("assets/") for name in changed)


def test_the_same_input_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    first = content(build(source))
    shutil.rmtree(tmp_path / "site")
    shutil.rmtree(tmp_path / "cache")
    assert content(build(source)) == first


def test_a_site_that_is_brought_up_to_date_is_as_one_made_from_nothing(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document is changed, one goes, one comes; what is kept from build to build is what would be made anew."""
    shutil.copy(DATA / "journal.xml", source / "old.xml")
    place = "<place xml:id='p'><placeName>P</placeName><location><geo>48 16</geo></location></place>"
    text = "<p>To <placeName ref='#p'>P</placeName> in 𝒜mélie’s ﬁne hat.</p>"
    new = tei(text, f"<standOff><listPlace>{place}</listPlace></standOff>")
    build(source)
    journal = source / "journal.xml"
    journal.write_text(journal.read_text(encoding="utf-8").replace("Orlin", "Orlów"), encoding="utf-8")
    (source / "old.xml").unlink()
    (source / "new.xml").write_bytes(new)
    updated = content(build(source))
    shutil.rmtree(tmp_path / "site")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert content(build(source)) == updated
    shutil.rmtree(tmp_path / "another")
    assert content(build(source)) == updated


def test_a_file_that_a_person_changed_is_kept_and_named(source: Path) -> None:
    site = build(source)
    page = site / "index.html"
    page.write_bytes(page.read_bytes().replace(b"</main>", b"<p>mine</p></main>"))
    mine = page.read_bytes()
    report = build_site(sorted(source.iterdir()), site, SiteSettings(title="Another"))
    assert [f.code for f in report.findings if f.code == "PZ830"] == ["PZ830"]
    assert page.read_bytes() == mine
    report = build_site(sorted(source.iterdir()), site, SiteSettings(title="Another"), force=True)
    assert b"mine" not in page.read_bytes()
    assert (site / "index.html.bak").read_bytes() == mine


def test_what_is_no_longer_made_goes_and_what_was_there_before_stays(source: Path) -> None:
    site = source.parent / "site"
    site.mkdir()
    (site / "CNAME").write_text("example.org")
    build(source)
    (source / "diary.xml").unlink()
    report = build_site(sorted(source.iterdir()), site)
    assert report.removed
    assert (site / "CNAME").read_text() == "example.org"
    assert broken(site) == []


def test_a_text_that_may_not_be_published_is_listed_and_nothing_of_it_quoted(source: Path) -> None:
    closed = tei("<p>Quite <persName ref='#pers-secret'>Ann Hidden</persName> unheard-of words.</p>").decode()
    terms = "<publicationStmt><availability status='restricted'><p>No.</p></availability></publicationStmt>"
    closed = closed.replace("</titleStmt>", f"</titleStmt>{terms}", 1)
    (source / "closed.xml").write_text(closed, encoding="utf-8")
    site = build(source, restricted="list")
    everything = b"".join(data for name, data in content(site).items() if not name.endswith(".zip"))
    assert b"unheard-of" not in everything and b"Quite" not in everything
    listed = (site / "contents/index.html").read_text(encoding="utf-8")
    assert words("en")("site.not-published") in listed
    assert b"unheard-of" in b"".join(content(build(source, restricted="publish")).values())


@pytest.mark.parametrize(
    ("status", "said", "is_published"),
    [
        ("restricted", "No.", False),
        ("restricted", "The archive welcomes reuse of its materials for research.", True),
        ("restricted", "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/", True),
        ("unknown", "All rights reserved.", False),
        ("unknown", "Nothing is known.", True),
        ("free", "", True),
    ],
)
def test_terms_decide_whether_a_text_is_published(source: Path, status: str, said: str, is_published: bool) -> None:
    terms = f"<availability status='{status}'><licence>{said}</licence></availability>"
    terms = f"<publicationStmt>{terms}</publicationStmt>"
    text = tei("<p>a</p>").decode().replace("</titleStmt>", f"</titleStmt>{terms}", 1)
    (source / "text.xml").write_text(text, encoding="utf-8")
    report = build_site([source / "text.xml"], source.parent / "site")
    assert bool(report.published) is is_published


def test_interface_texts_are_one_file(source: Path, tmp_path: Path) -> None:
    texts = tmp_path / "eo.toml"
    texts.write_text('language = "eo"\n[site]\ndocuments = "Dokumentoj"\n', encoding="utf-8")
    site = build(source, language=str(texts))
    tree = pages(site)[site / "index.html"]
    assert tree.get("lang") == "eo"
    assert "Dokumentoj" in tree.xpath("//nav//a/text()")
    texts.write_text('[site]\ndocument = "{nobody}"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="nobody"):
        words(str(texts))


def test_settings_are_checked(tmp_path: Path) -> None:
    for table, said in (
        ({"titel": "x"}, "Did you mean 'title'"),
        ({"restricted": "maybe"}, "list or publish"),
        ({"url": "example.org"}, "https://"),
        ({"colours": {"accent": "red"}}, "#7a2a20"),
        ({"pages": 3}, "list of texts"),
    ):
        with pytest.raises(UsageError, match=said):
            settings(table, tmp_path)


def test_a_damaged_note_of_the_last_build_costs_time_only(source: Path) -> None:
    site = build(source)
    before = content(site)
    (site / MANIFEST).write_text("{", encoding="utf-8")
    build(source)
    assert content(site) == before


SAMPLES = (
    "I visited Kim II Sung's D'yakonov",
    "Łódź, Gdańsk; Straße Æsir",
    "Ким Ир Сен и Ёлкин",
    "金日成主席は 평양",
    "co-operation 1957–58",
    "O’Brien’s naïve_café",
    "ﬁne ½ ÅNGSTRÖM",
    "ʻOkina D′Arcy",
)


def test_page_and_program_know_the_same_words(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    script = (files("puzanov_tei.exporters.site") / "assets/search.js").read_text(encoding="utf-8")
    begin, end = script.index("const LETTERS"), script.index("window.puzanovFold")
    program = script[begin:end] + f"console.log(JSON.stringify({json.dumps(SAMPLES)}.map(fold)));"
    (tmp_path / "fold.js").write_text(program, encoding="utf-8")
    out = subprocess.run([node, tmp_path / "fold.js"], capture_output=True, check=True, timeout=60).stdout
    assert json.loads(out) == [fold(text) for text in SAMPLES]
    assert fold("Kim Il Sung's D'yakonov") == ["kim", "il", "sung", "dyakonov"]


def test_registers_are_in_the_order_in_which_readers_look(source: Path, tmp_path: Path) -> None:
    names = ("Zeta", "Ärger", "Adler", "Łódź", "Lund")
    places = "".join(f"<place xml:id='p{n}'><placeName>{name}</placeName></place>" for n, name in enumerate(names))
    text = "".join(f"<placeName ref='#p{n}'>{name}</placeName> " for n, name in enumerate(names))
    data = tei(f"<p>{text}</p>", f"<standOff><listPlace>{places}</listPlace></standOff>")
    (tmp_path / "names.xml").write_bytes(data)
    build_site([tmp_path / "names.xml"], tmp_path / "out")
    page = pages(tmp_path / "out")[tmp_path / "out/places/index.html"]
    shown = [a.text_content() for a in page.xpath("//main//li/a[contains(@href, '.html')]")]
    assert shown == ["Adler", "Ärger", "Łódź", "Lund", "Zeta"]


def test_files_called_alike_are_documents_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "019.xml" for folder in ("09", "10")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(tei(f"<p>In folder {path.parent.name}.</p>").replace(b' xml:id="d"', b"", 1))
    assert build_site(paths[:1], tmp_path / "out").documents == 1
    report = build_site(paths, tmp_path / "out")
    assert (report.documents, [f.code for f in report.findings if f.code == "PZ803"]) == (2, [])
    assert {p.name for p in (tmp_path / "out/documents").iterdir()} == {"09-019.html", "10-019.html"}


def test_registers_are_sorted_by_mentions_and_by_date_too(tmp_path: Path) -> None:
    entries = "".join(f"<person xml:id='{p}'><persName>{p.upper()}</persName></person>" for p in "abcd")
    lists = f"<standOff><listPerson>{entries}</listPerson></standOff>"
    days = {"1957-04-11": "b a", "1957-04-12": "c a", "1958-01-01": "d"}
    text = "".join(
        f"<div type='entry'><head><date when={day!r}>x</date></head><p>"
        + " ".join(f"<persName ref='#{p}'>{p}</persName>" for p in named.split())
        + "</p></div>"
        for day, named in days.items()
    )
    (tmp_path / "a.xml").write_bytes(tei(text, lists))
    build_site([tmp_path / "a.xml"], tmp_path / "out")
    made = pages(tmp_path / "out")

    def shown(order: str) -> list[str]:
        found = made[tmp_path / f"out/persons/{order}.html"].xpath(
            "//main//h2 | //main//li/a[contains(@href, '.html')]"
        )
        return [str(e.text_content()) for e in found]

    assert shown("index") == ["A", "A", "B", "B", "C", "C", "D", "D"]
    assert shown("by-count") == ["2–9", "A", "0–1", "B", "C", "D"]
    assert shown("by-date") == ["1957", "A", "B", "C", "1958", "D"]
    assert broken(tmp_path / "out") == []


def test_colours_that_cannot_be_read_and_texts_that_are_missing_are_told(source: Path, tmp_path: Path) -> None:
    texts = tmp_path / "eo.toml"
    texts.write_text('[site]\ndocuments = "Dokumentoj"\n', encoding="utf-8")
    chosen = SiteSettings(language=str(texts), colours={"accent": "#dddddd", "ink-dark": "#222222"})
    found = build_site(sorted(source.iterdir()), tmp_path / "out", chosen).findings
    assert [f.message.split(" has")[0] for f in found if f.code == "PZ832"] == [
        "accent on paper", "ink-dark on paper-dark",
    ]  # fmt: skip
    assert [f.code for f in found if f.code == "PZ833"] == ["PZ833"]


def test_a_file_that_is_no_tei_ends_nothing(source: Path) -> None:
    (source / "broken.xml").write_text("<TEI", encoding="utf-8")
    report = build_site(sorted(source.iterdir()), source.parent / "site", SiteSettings(restricted="publish"))
    assert [f.code for f in report.findings if f.severity.value == "error"] == ["PZ800"]
    assert report.published == 2


def test_images_beside_the_text_come_along_and_others_are_linked(source: Path) -> None:
    (source / "images").mkdir()
    (source / "images/1.png").write_bytes(PICTURE)
    (source.parent / "secret.txt").write_bytes(b"secret")
    surface = "<facsimile><surface xml:id='f2'><graphic url='https://example.org/2.jpg'/></surface></facsimile>"
    body = (
        "<pb n='1' facs='images/1.png'/><p>a</p><pb n='2' facs='#f2'/><p>b</p><pb n='3' facs='../secret.txt'/><p>c</p>"
        "<figure><graphic url='images/1.png'/><figDesc>A lamp</figDesc></figure>"
    )
    (source / "pictures.xml").write_bytes(tei(body).replace(b"<text>", surface.encode() + b"<text>"))
    build_site([source / "pictures.xml"], source.parent / "site")
    site = source.parent / "site"
    tree = pages(site)[site / "documents/d.html"]
    assert tree.xpath("//section[@class='facsimiles']//img/@src") == ["../facsimiles/d/images_1.png"]
    assert (site / "facsimiles/d/images_1.png").read_bytes() == PICTURE
    assert tree.xpath("//span[@class='pb facs']/a/@href") == ["#facsimile:1", "https://example.org/2.jpg"]
    assert tree.xpath("//article//img/@alt") == ["A lamp"]
    assert not [p for p in site.rglob("*") if p.is_file() and p.read_bytes() == b"secret"]
    assert broken(site) == []


def test_what_a_file_includes_counts_as_its_own(source: Path) -> None:
    part = source.parent / "part.xml"
    part.write_text("<p xmlns='http://www.tei-c.org/ns/1.0'>first words</p>", encoding="utf-8")
    include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='../part.xml'/>"
    (source / "whole.xml").write_bytes(tei(include))
    site = build(source)
    assert build_site(sorted(source.iterdir()), site, SiteSettings(restricted="publish")).written == 0
    part.write_text(part.read_text(encoding="utf-8").replace("first", "other"), encoding="utf-8")
    build(source)
    assert "other words" in (site / "documents/d.html").read_text(encoding="utf-8")
    (site / "index.html").unlink()
    build(source)
    assert (site / "index.html").is_file()
