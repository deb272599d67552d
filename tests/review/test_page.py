"""A whole review in a real browser, by keyboard alone, then a new encoding; and what axe says of the page."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
    for _package in ("playwright", "starlette", "uvicorn"):
        pytest.importorskip(_package)
from playwright.sync_api import Browser, Page

from review_support import served
from tests_support import SAMPLE, run

ERRORS: list[str] = []
DRAWN = "performance.getEntriesByName('drawn').length > 0"
COVERED = """(() => {
  const [text, card] = ["text", "card"].map((id) => document.getElementById(id).getBoundingClientRect());
  const apart = text.right <= card.left + 1 || text.bottom <= card.top + 1;
  return !apart || text.height < 100 || card.right > innerWidth + 1 || card.bottom > innerHeight + 1;
})()"""

@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "page.txt").write_bytes(SAMPLE.read_bytes())
    assert run("encode", "page.txt", "-o", "tei/", cwd=folder).returncode == 0
    return folder


def opened(browser: Browser, address: str, **options: Any) -> Page:
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: ERRORS.append(str(error)))
    page.goto(address)
    until(page, DRAWN)
    assert ERRORS == []
    return page


def until(page: Page, condition: str) -> None:
    """Wait for a condition; the page's own policy forbids what `wait_for_function` does."""
    for _ in range(400):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{condition}: {page.inner_text('#live')}, {page.inner_text('#words')}")


def keys(page: Page, *pressed: str) -> None:
    """Press keys, each when the one before has been answered."""
    for key in pressed:
        page.keyboard.press(key)
        page.wait_for_timeout(60)


def saved(page: Page, *words: str) -> None:
    for word in words:
        until(page, f"document.getElementById('live').textContent.includes({json.dumps(word)})")


def lines(project: Path) -> list[dict[str, str]]:
    (file,) = (project / "decisions").glob("*.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_a_whole_review_by_keyboard(browser: Browser, project: Path) -> None:
    before = (project / "tei/wcda-115612.xml").read_bytes()
    with served(project, "tei") as address:
        page = opened(browser, address)
        total = int(page.inner_text("#count").split("/")[1])
        keys(page, "x")
        saved(page, "rejected")
        keys(page, "u")
        saved(page, "Undone")
        keys(page, "U")
        saved(page, "Done again")
        keys(page, "t", "1")
        saved(page, "is a person")
        keys(page, "l")
        page.keyboard.type("pers-kim-il-sung")
        until(page, "document.getElementById('record-0')?.textContent.includes('(pers-kim-il-sung)')")
        keys(page, "Enter")
        saved(page, "is pers-kim-il-sung")
        keys(page, "n")
        page.keyboard.type("to him")
        keys(page, "Enter", "3")
        page.wait_for_selector("#record-0")
        page.keyboard.press("Control+A")
        page.keyboard.type("A new body")
        until(page, "document.querySelector('[role=option]')?.textContent.startsWith('New org')")
        keys(page, "Enter")
        saved(page, "added")
        keys(page, "c")
        page.keyboard.press("Control+A")
        page.keyboard.type("Other words")
        keys(page, "Enter")
        saved(page, "Corrected")
        keys(page, "h")
        page.keyboard.type("What follows is a sample.")
        keys(page, "Control+Enter")
        saved(page, "Note written")
        keys(page, "A", "Enter")
        saved(page, "accepted")
        for _ in range(total + 2):
            if "Nothing is left" in page.inner_text("#words"):
                break
            before_count = page.inner_text("#count")
            keys(page, "a")
            until(page, f"document.getElementById('count').textContent !== {json.dumps(before_count)}")
        done, every = map(int, page.inner_text("#count").split("/"))
        assert done == every == total + 1
        page.goto(address)
        until(page, DRAWN)
        assert page.inner_text("#count") == f"{done}/{every}"
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


def test_two_windows_on_one_document(browser: Browser, project: Path) -> None:
    (project / "fresh").mkdir()
    encoded = run("encode", "page.txt", "-o", "fresh/", "--decisions", "fresh", cwd=project)
    assert encoded.returncode == 0, encoded.stderr
    with served(project, "fresh", "--decisions", "two") as address:
        one, two = opened(browser, address), opened(browser, address)
        keys(one, "a")
        saved(one, "accepted. Saved")
        keys(two, "x")  # the same name, without having seen that
        until(two, "document.getElementById('live').textContent.startsWith('Not saved: Somebody decided')")
        until(two, f"document.getElementById('count').textContent === {json.dumps(one.inner_text('#count'))}")
        keys(two, "a")  # the next one
        saved(two, "accepted. Saved")
        assert ERRORS == []
    (file,) = (project / "two").glob("*.jsonl")
    assert [json.loads(line)["op"] for line in file.read_text().splitlines()] == ["accept", "accept"]


def test_what_a_date_means_and_a_comment(browser: Browser, project: Path) -> None:
    with served(project, "tei", "--decisions", "dates") as address:
        page = opened(browser, address)
        page.select_option("#f-type", "date")
        page.select_option("#f-status", "")
        page.locator("#card").focus()
        keys(page, "l")
        page.keyboard.press("Control+A")
        page.keyboard.type("May 1957")
        keys(page, "Enter")
        saved(page, "That is no day")
        keys(page, "l")
        page.keyboard.press("Control+A")
        page.keyboard.type("1957-05-02/1957-05-04")
        keys(page, "Enter")
        saved(page, "is 1957-05-02/1957-05-04")
        page.locator("#card").focus()
        keys(page, "m")
        page.keyboard.type("Or a day later?")
        keys(page, "Control+Enter")
        saved(page, "Note written")
        assert ERRORS == []
    (file,) = (project / "dates").glob("*.jsonl")
    made = {line["op"]: line for line in map(json.loads, file.read_text().splitlines())}
    assert 'from="1957-05-02" to="1957-05-04"' in made["set"]["value"]
    assert made["note"]["value"] == "Or a day later?"
    encoded = run("encode", "page.txt", "-o", "-", "--decisions", "dates", cwd=project)
    assert b'from="1957-05-02" to="1957-05-04"' in encoded.stdout
    assert b"Or a day later?" in encoded.stdout


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, project: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with served(project, "tei", "--decisions", "none") as address:
        options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}
        page = opened(browser, address, **options)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.evaluate(COVERED), "the card covers the text"
        for key in ("", "a", "l"):
            if key:
                keys(page, key)
                page.wait_for_timeout(200)
            found = axe.run(page).response["violations"]
            assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found]
        keys(page, "Escape", "?")
        assert not axe.run(page).response["violations"]
