"""Time until the review page shows a document of many names, and from a key to the next proposal.

    python benchmarks/review_page.py [NAMES]

Needs chromium, playwright, starlette and uvicorn. Prints medians; asserts nothing.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

PARAGRAPH = 20  # names
DRAWN = "performance.getEntriesByName('drawn').length ? performance.getEntriesByName('drawn')[0].startTime : 0"
NEXT = """() => new Promise((done) => {
  const before = document.getElementById("where").textContent + document.getElementById("words").textContent;
  const begun = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: KEY, bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""


def document(names: int) -> str:
    """A TEI document with that many names that nobody has confirmed."""
    name = '<persName ref="#pers-kim-il-sung" resp="#tool" cert="{}">Kim Il Sung</persName>'
    certainties = ("low", "medium", "high")
    paragraphs = []
    for number in range(names // PARAGRAPH):
        met = (f"On day {n} of that month I met {name.format(certainties[n % 3])} again. " for n in range(PARAGRAPH))
        words = "".join(met)
        paragraphs.append(f'<p xml:id="p-{number}">{words.strip()}</p>')
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="large"><teiHeader><fileDesc><titleStmt><title>Large</title>'
        "</titleStmt></fileDesc></teiHeader><text><body><div>" + "".join(paragraphs) + "</div></body></text></TEI>"
    )


def main(names: int) -> None:
    """Measure three openings, and thirty keys of each kind."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "large.xml").write_text(document(names), encoding="utf-8")
        command = [sys.executable, "-m", "puzanov_tei", "review", "large.xml", "--no-browser", "--as", "ab"]
        server = subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            with sync_playwright() as playwright:
                chromium = shutil.which("chromium")
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page, opened = browser.new_page(), []
                for _ in range(3):
                    page.goto(address)
                    while not (drawn := page.evaluate(DRAWN)):
                        page.wait_for_timeout(20)
                    opened.append(drawn)
                print(f"{names} names: first screen {statistics.median(opened):.0f} ms (of {len(opened)})")
                for key, says in (("j", "next"), ("a", "accept and next")):
                    taken = [page.evaluate(NEXT.replace("KEY", f'"{key}"')) for _ in range(30)]
                    print(f"key {key} ({says}): median {statistics.median(taken):.0f} ms, worst {max(taken):.0f} ms")
                begun = time.perf_counter()
                while "Saving" in page.inner_text("#live"):
                    page.wait_for_timeout(20)
                print(f"all saved {1000 * (time.perf_counter() - begun):.0f} ms after the last key")
                browser.close()
        finally:
            server.terminate()
            server.wait()
        saved = Path(place, "decisions/large.jsonl").read_text(encoding="utf-8").count("\n")
        print(f"{saved} decisions saved")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
