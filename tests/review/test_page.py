"""A whole review in a real browser, by keyboard alone, then a new encoding; and what axe says of the page."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
    for _package in ("playwright", "starlette", "uvicorn"):
        pytest.importorskip(_package)
from playwright.sync_api import Browser, Page, Route, expect

from review_support import served
from tests_support import SAMPLE, run

PATIENCE = 90_000  # milliseconds: a busy machine is no fault
SAVES = "**/api/documents/*/decisions"
ERRORS: list[str] = []
COVERED = """(() => {
  const [text, card] = ["text", "card"].map((id) => document.getElementById(id).getBoundingClientRect());
  const apart = text.right <= card.left + 1 || text.bottom <= card.top + 1;
  return !apart || text.height < 100 || card.right > innerWidth + 1 || card.bottom > innerHeight + 1;
})()"""


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample in `tei`; the sample and a second document in `fresh`."""
    folder = tmp_path_factory.mktemp("encoded")
    (folder / "page.txt").write_bytes(SAMPLE.read_bytes())
    (folder / "other.txt").write_text("Report\n\nI met Kim Il Sung.\n\nHe left for Moscow.\n", encoding="utf-8")
    for name, target in (("page.txt", "tei/"), ("page.txt", "fresh/"), ("other.txt", "fresh/")):
        made = run("encode", name, "-o", target, cwd=folder)
        assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def project(encoded: Path, tmp_path: Path) -> Path:
    """A project of its own for every test, in which nobody has decided anything."""
    return Path(shutil.copytree(encoded, tmp_path / "project"))


def opened(browser: Browser, address: str, **options: Any) -> Page:
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: ERRORS.append(str(error)))
    page.goto(address)
    shows(page, "#live", "proposals are open")
    assert ERRORS == []
    return page


def shows(page: Page, place: str, words: str | re.Pattern[str]) -> None:
    """Wait until words are to be read at a place of the page."""
    expect(page.locator(place).first).to_contain_text(words, timeout=PATIENCE)


def says(page: Page, words: str) -> None:
    """Wait until the page says that what was done last is saved."""
    shows(page, "#live", re.compile(f"{re.escape(words)}.* Saved"))


def keys(page: Page, *pressed: str) -> None:
    """Press keys one after another, without waiting for what they do; words are typed."""
    for key in pressed:
        if len(key) == 1 or key in ("Enter", "Escape", "Control+A", "Control+Enter", "ArrowDown"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)


class Held:
    """Requests to an address that the server does not hear of until they are released."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.routes: list[Route] = []
        self._is_open = False
        page.route(pattern, self._meet)

    def _meet(self, route: Route) -> None:
        if self._is_open:
            route.continue_()
        else:
            self.routes.append(route)

    def release(self) -> None:
        self._is_open = True
        for route in self.routes:
            route.continue_()


def lines(project: Path, folder: str = "decisions") -> list[dict[str, str]]:
    (file,) = (project / folder).glob("*.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_whole_review_by_keyboard(browser: Browser, project: Path) -> None:
    before = (project / "tei/wcda-115612.xml").read_bytes()
    with served(project, "tei") as address:
        page = opened(browser, address)
        total = int(page.inner_text("#count").split("/")[1])
        keys(page, "x")
        says(page, "rejected")
        keys(page, "u")
        says(page, "Undone")
        keys(page, "U")
        says(page, "Done again")
        keys(page, "t", "1")
        says(page, "is a person")
        keys(page, "l", "pers-kim-il-sung", "Enter")
        says(page, "is pers-kim-il-sung")
        keys(page, "n", "to him", "Enter", "3", "Control+A", "A new body")
        shows(page, "[role=option]", "New org")
        keys(page, "Enter")
        says(page, "added")
        keys(page, "c", "Control+A", "Other words", "Enter")
        says(page, "Corrected")
        keys(page, "h", "What follows is a sample.", "Control+Enter")
        says(page, "Note written")
        keys(page, "A", "Enter")
        says(page, "accepted")
        for _ in range(total + 2):
            if "Nothing is left" in page.inner_text("#words"):
                break
            keys(page, "a")
        says(page, "accepted")
        expect(page.locator("#count")).to_have_text(f"{total + 1}/{total + 1}", timeout=PATIENCE)
        page.goto(address)
        expect(page.locator("#count")).to_have_text(f"{total + 1}/{total + 1}", timeout=PATIENCE)
        assert ERRORS == []
    assert (project / "tei/wcda-115612.xml").read_bytes() == before
    made = {line["op"] for line in lines(project)}
    assert made >= {"reject", "retype", "relink", "add", "entity", "correct", "note", "accept"}
    again = run("encode", "page.txt", "-o", "tei/", cwd=project)
    assert again.returncode == 0, again.stderr
    tei = (project / "tei/wcda-115612.xml").read_text(encoding="utf-8")
    assert "What follows is a sample." in tei
    assert "Other words" in tei
    assert 'who="#ab"' in tei
    checked = run("validate", "tei", cwd=project)
    assert checked.returncode == 0, checked.stdout.decode()
    html = run("export", "html", "tei", "-o", "-", cwd=project)
    assert "What follows is a sample." in html.stdout.decode()


def test_keys_do_not_wait_for_the_server(browser: Browser, project: Path) -> None:
    with served(project, "fresh/wcda-115612.xml", "--decisions", "slow") as address:
        page = opened(browser, address)
        saves, records = Held(page, SAVES), Held(page, "**/api/entities?*")
        keys(page, "x", "u", "U", "a", "j", "k", "a", "u", "u", "u")
        expect(page.locator("#count")).to_have_text(re.compile("^0/"))
        assert page.locator("#made li").count() == 0
        keys(page, "U", "U", "U", "x", "l", "Control+A", "pers-nam-il", "Enter", "t", "1", "n", "Korea", "Enter", "1")
        expect(page.locator("#dialog")).to_have_attribute("aria-busy", "true")
        shows(page, "#count", re.compile("^4/"))
        records.release()
        shows(page, "#count", re.compile("^6/"))
        assert len(saves.routes) == 1
        saves.release()
        says(page, "is a person")
        done = page.inner_text("#count").split("/")[0]
        assert ERRORS == []
    made = lines(project, "slow")
    assert sorted(line["op"] for line in made) == ["accept", "accept", "reject", "reject", "relink", "retype"]
    assert [line["entity"] for line in made if line["op"] == "relink"] == ["pers-nam-il"]
    assert done == "6"


@pytest.mark.slow
def test_a_server_that_is_away_for_a_moment_is_asked_again(browser: Browser, project: Path) -> None:
    with served(project, "fresh/wcda-115612.xml", "--decisions", "away") as address:
        page = opened(browser, address)
        page.route(SAVES, lambda route: route.abort(), times=1)
        keys(page, "a", "x")
        shows(page, "#live", "Saved")
        assert ERRORS == []
    assert sorted(line["op"] for line in lines(project, "away")) == ["accept", "reject"]


def test_what_waits_belongs_to_its_document(browser: Browser, project: Path) -> None:
    with served(project, "fresh", "--decisions", "both") as address:
        page = opened(browser, address)
        first, second = (option.get_attribute("value") for option in page.locator("#documents option").all())
        saves, loads = Held(page, SAVES), Held(page, f"**/api/documents/{second}")
        title = page.inner_text("#title")
        keys(page, "a")
        page.select_option("#documents", second)
        keys(page, "Escape", "x")  # the first one is still there
        assert page.inner_text("#title") == title
        loads.release()
        expect(page.locator("#title")).not_to_have_text(title, timeout=PATIENCE)
        keys(page, "Escape", "a")
        saves.release()
        shows(page, "#live", "Saved")
        page.select_option("#documents", first)
        expect(page.locator("#title")).to_have_text(title, timeout=PATIENCE)
        shows(page, "#count", re.compile("^2/"))
        keys(page, "Escape", "u")
        says(page, "Undone")
        assert ERRORS == []
    made = {
        path.stem: [json.loads(line)["op"] for line in path.read_text().splitlines()]
        for path in (project / "both").glob("*.jsonl")
    }
    assert made == {first: ["accept"], second: ["accept"]}


def test_where_nothing_is_left_the_next_document_is_offered(browser: Browser, project: Path) -> None:
    with served(project, "fresh", "--decisions", "none") as address:
        page = opened(browser, address)
        names = page.locator("#documents option").all_inner_texts()
        keys(page, "<")
        shows(page, "#live", "first document")
        page.fill("#f-entity", "nobody has this name")
        shows(page, "#words", "Nothing is left")
        page.click("#evidence button")
        expect(page.locator("#title")).to_have_text(names[1], timeout=PATIENCE)
        assert page.locator("#evidence button").count() == 0
        keys(page, "Escape", ">")
        shows(page, "#live", "last document")
        page.locator("#card").focus()
        keys(page, "<")
        expect(page.locator("#title")).to_have_text(names[0], timeout=PATIENCE)
        assert ERRORS == []


def test_paragraphs_are_split_and_joined(browser: Browser, project: Path) -> None:
    with served(project, "fresh", "--decisions", "paragraphs") as address:
        page = opened(browser, address)
        page.select_option("#documents", "doc-other")
        shows(page, "#text", "He left for Moscow.")
        keys(page, "Escape", "k")
        while "I met" not in page.inner_text("#text .now"):
            keys(page, "J")
        keys(page, "P")
        says(page, "Joined")
        assert "joined with the next" in page.inner_text("#made")
        keys(page, "u", "U", "p", "Il", "Enter")
        says(page, "Split")
        assert page.locator("#text .break").count() == 1
        keys(page, "p", "I met", "Enter")  # it begins there already
        shows(page, "#live", "A new paragraph begins")
        assert ERRORS == []
    assert sorted(line["op"] for line in lines(project, "paragraphs")) == ["join", "split"]
    for _ in range(2):
        encoded = run("encode", "other.txt", "-o", "paragraphs.xml", "--decisions", "paragraphs", cwd=project)
        assert encoded.returncode == 0, encoded.stderr
        tei = (project / "paragraphs.xml").read_text(encoding="utf-8")
        paragraphs = re.findall(r"<p\b[^>]*>(.*?)</p>", tei, re.DOTALL)
        plain = [" ".join(re.sub("<[^>]*>", "", text).split()) for text in paragraphs]
        assert plain[-2:] == ["I met Kim", "Il Sung. He left for Moscow."]


def test_two_windows_on_one_document(browser: Browser, project: Path) -> None:
    with served(project, "fresh/wcda-115612.xml", "--decisions", "two") as address:
        one, two = opened(browser, address), opened(browser, address)
        keys(one, "a")
        shows(one, "#live", "accepted. Saved")
        saves = Held(two, SAVES)
        keys(two, "x", "u", "U", "a")  # the first name is the same, and nobody has seen that
        saves.release()
        shows(two, "#refused", "Not saved: ")
        shows(two, "#live", "accepted. Saved")
        assert "Somebody decided" in two.inner_text("#refused")
        expect(two.locator("#count")).to_have_text(re.compile("^2/"))
        keys(two, "Escape", "U")
        shows(two, "#live", "Nothing to redo")
        assert not two.is_visible("#refused")
        assert ERRORS == []
    assert [line["op"] for line in lines(project, "two")] == ["accept", "accept"]


def test_what_a_date_means_and_a_comment(browser: Browser, project: Path) -> None:
    with served(project, "tei", "--decisions", "dates") as address:
        page = opened(browser, address)
        page.select_option("#f-type", "date")
        page.select_option("#f-status", "")
        page.locator("#card").focus()
        keys(page, "l", "Control+A", "May 1957", "Enter")
        shows(page, "#live", "That is no day")
        keys(page, "l", "Control+A", "1957-05-02/1957-05-04", "Enter")
        says(page, "is 1957-05-02/1957-05-04")
        keys(page, "m", "Or a day later?", "Control+Enter")
        says(page, "Note written")
        assert ERRORS == []
    (file,) = (project / "dates").glob("*.jsonl")
    made = {line["op"]: line for line in map(json.loads, file.read_text().splitlines())}
    assert 'from="1957-05-02" to="1957-05-04"' in made["set"]["value"]
    assert made["note"]["value"] == "Or a day later?"
    encoded = run("encode", "page.txt", "-o", "-", "--decisions", "dates", cwd=project)
    assert b'from="1957-05-02" to="1957-05-04"' in encoded.stdout
    assert b"Or a day later?" in encoded.stdout


def test_whom_words_mean_gets_a_record_of_its_kind(browser: Browser, project: Path) -> None:
    (project / "meant.txt").write_text("Report\n\nThe Minister of Trade spoke.\n", encoding="utf-8")
    run("encode", "meant.txt", "-o", "meant/", cwd=project)
    with served(project, "meant", "--decisions", "made") as address:
        page = opened(browser, address)
        page.select_option("#f-type", "rs")
        page.locator("#card").focus()
        keys(page, "l", "Control+A", "Anna Quarto")
        shows(page, "[role=option]", "New person")
        keys(page, "Enter")
        says(page, "is pers-anna-quarto")
        keys(page, "n", "spoke", "Enter", "5")  # an event: nothing of that kind has a record
        says(page, "spoke added")
        assert ERRORS == []
    run("encode", "meant.txt", "-o", "meant/", "--decisions", "made", cwd=project)
    assert run("validate", "meant", cwd=project).returncode == 0
    assert 'ref="#pers-anna-quarto"' in next((project / "meant").glob("*.xml")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (390, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.slow),
        pytest.param(390, "light", marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing(browser: Browser, project: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with served(project, "tei", "--decisions", "none") as address:
        options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}
        page = opened(browser, address, **options)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.evaluate(COVERED), "the card covers the text"
        expect(page.locator("#text .chosen").first).to_be_in_viewport(timeout=PATIENCE)
        for key in ("", "a", "l"):
            keys(page, *key)
            if key == "a":
                says(page, "accepted")
            elif key == "l":
                page.wait_for_selector("#record-0")
            found = axe.run(page).response["violations"]
            assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]
        keys(page, "Escape", "?")
        assert not axe.run(page).response["violations"]
