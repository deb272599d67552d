"""Encoding timed: one document cold, one warm, and a corpus against pandoc run once per document on the same cores.

    python benchmarks/encode.py [--documents 1000] [--jobs 2] [--profile]

The corpus is corpus/source repeated. pandoc (markdown to TEI) is left out if it is not installed. Prints seconds
on the clock and of processor time, and ratios of one run.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "corpus/source"
ENCODE = [sys.executable, "-m", "puzanov_tei", "encode"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--profile", action="store_true", help="Show where a warm document's time goes.")
    given = options.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # who installs the program has it compiled
    samples = sorted(path for path in SOURCE.iterdir() if path.is_file())
    run([*ENCODE, str(samples[0])])
    cold = [timed(lambda: run([*ENCODE, str(samples[0])])) for _ in range(5)]
    print(f"one document, cold process: {min(cold)[0]:.2f} s, {min(cold)[1]:.2f} s of processor time")
    warm(samples[0], show=given.profile)
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        for number in range(given.documents):
            shutil.copy(samples[number % len(samples)], pages / f"{number:05}.txt")
        size = sum(path.stat().st_size for path in pages.iterdir()) / given.documents / 1000
        ours = timed(lambda: run([*ENCODE, str(pages), "-o", f"{folder}/tei/", "--jobs", str(given.jobs), "--quiet"]))
        rate = given.documents / ours[0]
        print(f"{given.documents} documents of {size:.1f} kB, {given.jobs} processes: {ours[0]:.1f} s, {rate:.0f}/s")
        if shutil.which("pandoc"):
            peer = timed(lambda: pandoc(sorted(pages.iterdir()), given.jobs))
            print(f"pandoc, once per document, {given.jobs} at a time: {peer[0]:.1f} s")
            print(f"ours / pandoc: {ours[0] / peer[0]:.2f}")


def warm(path: Path, *, show: bool) -> None:
    """Time one document in a process that has done it before."""
    from puzanov_tei import encode, load_authority

    names, data = load_authority(), path.read_bytes()
    encode(data, names, name=path.name)
    rounds = 30
    seconds, cpu = timed(lambda: [encode(data, names, name=path.name) for _ in range(rounds)])
    print(f"one document, warm: {1000 * seconds / rounds:.0f} ms, {1000 * cpu / rounds:.0f} ms of processor time")
    if show:
        profile = cProfile.Profile()
        profile.runcall(lambda: [encode(data, names, name=path.name) for _ in range(rounds)])
        pstats.Stats(profile).sort_stats("cumulative").print_stats(25)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of processor time, child processes included."""
    before, start = cpu(), time.perf_counter()
    work()
    return time.perf_counter() - start, cpu() - before


def cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def pandoc(pages: list[Path], jobs: int) -> None:
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda path: run(["pandoc", "-f", "markdown", "-t", "tei", "-s", str(path)]), pages))


if __name__ == "__main__":
    main()
