"""Killed at any moment, nothing is cut and nothing that was confirmed as saved is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from puzanov_tei.decisions import lines
from puzanov_tei.tei.read import parse
from tests_support import SAMPLE, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
]
TOOL = (sys.executable, "-m", "puzanov_tei")


def project(folder: Path) -> bytes:
    """A project with a document that an editor has touched; what the program wrote."""
    (folder / "page.txt").write_bytes(SAMPLE.read_bytes())
    assert run("encode", "page.txt", "-o", "tei/page.xml", cwd=folder).returncode == 0
    written = (folder / "tei/page.xml").read_bytes()
    (folder / "edited.xml").write_bytes(written.replace(b"I visited", b"I saw", 1))
    assert run("decisions", "import", "edited.xml", "--as", "ab", "--tei", "tei", cwd=folder).returncode == 0
    return written


def killed(folder: Path, arguments: tuple[str, ...], after: float) -> bool:
    """Start a command, kill it; whether it had not ended by itself."""
    process = subprocess.Popen([*TOOL, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def encode(folder: Path, dice: random.Random, written: bytes) -> bool:
    target = folder / "out.xml"
    result = killed(folder, ("encode", "page.txt", "-o", "out.xml", "--force"), dice.uniform(0.1, 2.5))
    assert not target.exists() or parse(target.read_bytes(), "out.xml") is not None
    if dice.random() < 0.5:
        target.unlink(missing_ok=True)
    return result


def export(folder: Path, dice: random.Random, written: bytes) -> bool:
    pages = folder / "page.html"
    result = killed(folder, ("export", "html", "tei/page.xml", "-o", "page.html"), dice.uniform(0.1, 2.0))
    assert not pages.exists() or pages.read_bytes().rstrip().endswith(b"</html>")
    pages.unlink(missing_ok=True)
    return result


def decisions(folder: Path, dice: random.Random, written: bytes) -> bool:
    command = dice.choice(
        [
            ("decisions", "apply", "tei/page.xml"),
            ("decisions", "import", "edited.xml", "--as", "cd", "--tei", "tei"),
        ]
    )
    result = killed(folder, command, dice.uniform(0.1, 2.0))
    (file,) = (folder / "decisions").glob("*.jsonl")
    assert any(decision.by == "ab" for decision in lines.read(file))
    assert parse((folder / "tei/page.xml").read_bytes(), "page.xml") is not None
    return result


def review(folder: Path, dice: random.Random, written: bytes) -> bool:
    """What the page was told is saved is in the file after the kill."""
    command = [*TOOL, "review", "tei", "--no-browser", "--as", "ab", "--decisions", "page"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    base, number, confirmed = address.partition("/?")[0], 0, []
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.open(address, timeout=30).read()
    (document,) = json.loads(opener.open(f"{base}/api/documents", timeout=30).read())
    end = time.monotonic() + dice.uniform(0.05, 1.0)
    pid = os.fork()
    if pid == 0:  # the one that kills, at its own moment
        time.sleep(max(0.0, end - time.monotonic()))
        os.kill(process.pid, signal.SIGKILL)
        os._exit(0)
    try:
        while True:
            number += 1
            made = {"op": "note", "block": "p-1", "exact": "met", "value": f"{number} {dice.random()}"}
            request = urllib.request.Request(
                f"{base}/api/documents/{document['id']}/decisions",
                json.dumps({"add": [made]}).encode(),
                {"Content-Type": "application/json", "Origin": base},
            )
            opener.open(request, timeout=30).read()
            confirmed.append(made["value"])
    except OSError:
        os.waitpid(pid, 0)
    process.wait(30)
    file = lines.file_of(folder / "page", document["id"])
    assert {d.value for d in lines.read(file)} >= set(confirmed)
    return True


JOBS = {job.__name__: job for job in (encode, export, decisions, review)}


def kills(folder: Path, count: int, seed: int) -> Counter[str]:
    """Kill runs of every kind; how many of each did not reach their end."""
    written = project(folder)
    dice, cut = random.Random(seed), Counter[str]()
    for number in range(count):
        name = list(JOBS)[number % len(JOBS)]
        cut[name] += JOBS[name](folder, dice, written)
    told = run("encode", "page.txt", "-o", "tei/page.xml", cwd=folder)
    assert told.returncode == 0, told.stderr
    assert not list((folder / "tei").glob(".*.tmp")), "what killed runs left is cleared, and mentioned, by the next run"
    return cut


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_runs_cut_nothing(tmp_path: Path, seed: int) -> None:
    pytest.importorskip("starlette")
    assert sum(kills(tmp_path, 8, seed).values()) > 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        counted = kills(Path(place), int(sys.argv[1]), int(sys.argv[2]))
        print(f"{sys.argv[1]} kills survived; runs that were cut short: {dict(counted)}")
