"""A build of a large project measured: documents a second by step, memory, a second run, a run after one change.

    python benchmarks/scale.py [--documents 20000] [--jobs 2] [--site] [--folder DIR]

The documents are those of benchmarks/corpus.py. Prints the table of each run, its seconds on the clock and of processor
time, and the peak memory of the program and of the largest of its processes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import corpus
from puzanov_tei.resources import authority_folder

TOOL = [sys.executable, "-m", "puzanov_tei"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument("--bytes", type=int, default=4_000)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--site", action="store_true", help="Make the site, too.")
    options.add_argument("--folder", type=Path, help="Where; kept. By default a temporary folder.")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary, "edition")
        subprocess.run([*TOOL, "init", str(folder), "-q"], check=True)
        configuration = folder / "puzanov-tei.toml"
        text = configuration.read_text("utf-8").replace("site = true", f"site = {str(given.site).lower()}")
        configuration.write_text(text, encoding="utf-8")
        for file in authority_folder().glob("*.xml"):
            shutil.copy(file, folder / "authority" / file.name)
        pages = list(corpus.write(folder / "source", given.documents, given.bytes))
        run("from nothing", folder, given.jobs)
        run("nothing has changed", folder, given.jobs)
        with pages[len(pages) // 2].open("a", encoding="utf-8") as page:
            page.write("\nI spoke with Zarubin again.\n")
        run("one document has changed", folder, given.jobs)
        run("nothing has changed", folder, given.jobs)


def run(what: str, folder: Path, jobs: int) -> None:
    """A build, and what it took."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [*TOOL, "build", str(folder), "-j", str(jobs)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    watch = Watch(process.pid)
    watch.start()
    assert process.stdout is not None
    table = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    watch.ended.set()
    watch.join()
    seconds = time.perf_counter() - begin
    print(f"== {what}: {seconds:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of processor time")
    own, others = watch.peaks[0] >> 10, max(watch.peaks[1:], default=0) >> 10
    print(f"peak memory: {own} MB, the largest of its processes {others} MB")
    print(table, flush=True)


class Watch(threading.Thread):
    """Peak memory (kB) of a process, and of each that it has started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._peaks: dict[int, int] = {pid: 0}
        self.ended = threading.Event()

    @property
    def peaks(self) -> list[int]:
        """The process itself first."""
        return list(self._peaks.values())

    def run(self) -> None:
        while not self.ended.wait(0.5):
            for pid in (self._pid, *children(self._pid)):
                self._peaks[pid] = max(self._peaks.get(pid, 0), peak(pid))


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def peak(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    main()
