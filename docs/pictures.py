"""Pictures of the documentation, made anew by every build of it: screens of the program at work on `examples/`.

`<!-- picture: NAME what is to be seen -->` in a page becomes the picture. They are not kept in the repository: they
follow from it. Terminals are drawn everywhere; screens of browsers need Chromium and playwright, and without these
the pages are built without them.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PLACE = re.compile(r"^<!-- picture: (\S+) (.+) -->$", re.MULTILINE)
SIZE = {"width": 1280, "height": 800}
DRAWN = "performance.getEntriesByName('drawn').length"
"""The review page has marked in its own timeline that it is drawn."""
WRONG = (("<persName", "<persname", 1), ("</persName>", "</persname>", 1), ('when="1951-01-', 'when="1951-13-', 1))


def make(folder: Path) -> None:
    """Write all pictures that can be made here into a folder, instead of those that are there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as place:
        project = Path(place, "edition")
        shutil.copytree(ROOT / "examples", project, ignore=shutil.ignore_patterns("tei", "site", ".puzanov"))
        run(project, "encode", "source", "--archive", "archive.toml", "-o", "tei")
        run(project, "export", "site", "tei", "-o", "site")
        run(project, "export", "html", "tei", "-o", "html")
        terminals(project, folder)
        screens(project, folder)


def include(text: str, folder: Path, page: str) -> str:
    """A page with the pictures that there are in their places; the others are left out."""
    up = "../" * page.count("/")

    def picture(match: re.Match[str]) -> str:
        found = next(folder.glob(f"{match[1]}.*"), None)
        return f"![{match[2]}]({up}_generated/pictures/{found.name})" if found else ""

    return PLACE.sub(picture, text)


def run(project: Path, *arguments: str) -> str:
    """What a command says on a terminal of a hundred columns, with its colours."""
    environment = os.environ | {"FORCE_COLOR": "1", "COLUMNS": "100", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "puzanov_tei", *arguments], cwd=project, env=environment, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout


# --- terminals --------------------------------------------------------------------------------------------


def terminals(project: Path, folder: Path) -> None:
    """A check that finds something."""
    letter = sorted((project / "tei").glob("*.xml"))[0].read_text(encoding="utf-8")
    for right, wrong, number in WRONG:
        letter = letter.replace(right, wrong, number)
    (project / "letter.xml").write_text(letter, encoding="utf-8")
    draw(project, folder / "validate.svg", "validate", "letter.xml", "--format", "terminal")


def draw(project: Path, target: Path, *arguments: str) -> None:
    """A command and what it says, as SVG that loads nothing."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=100, file=io.StringIO())
    console.print(Text("$ " + " ".join(("puzanov-tei", *arguments))))
    console.print(Text.from_ansi(run(project, *arguments)))
    drawn = console.export_svg(title="", unique_id=target.stem)
    target.write_text(re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL), encoding="utf-8")


# --- screens ----------------------------------------------------------------------------------------------


def screens(project: Path, folder: Path) -> None:
    """The review page, the site, a reading page: as a browser shows them."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("Chromium or playwright is missing: the pages are built without screens.", file=sys.stderr)
        return
    documents = sorted(p for p in (project / "site").rglob("*-195101*.html"))
    with sync_playwright() as playwright, review(project) as address:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(180_000)
        shot(page, address, folder / "review.png", lambda: page.wait_for_function(DRAWN))
        shot(page, (project / "site/index.html").as_uri(), folder / "site.png")
        if documents:
            shot(page, documents[0].as_uri(), folder / "site-document.png")
        shot(page, sorted((project / "html").glob("*.html"))[0].as_uri(), folder / "html.png")
        browser.close()


def shot(page: Any, address: str, target: Path, ready: Callable[[], object] = lambda: None) -> None:
    """A screen of an address, when it is ready."""
    page.goto(address, wait_until="networkidle")
    ready()
    page.screenshot(path=str(target))


@contextmanager
def review(project: Path) -> Iterator[str]:
    """The address of the review page of a project's documents, while it is needed."""
    command = [sys.executable, "-m", "puzanov_tei", "review", "tei", "--no-browser", "--as", "ab"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
