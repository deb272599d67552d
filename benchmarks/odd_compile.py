"""ODD to RELAX NG and Schematron in a cold process, timed in one run with other ways to do it.

    python benchmarks/odd_compile.py my.odd other.odd [--rounds 5] [--peer COMMAND]

Prints seconds (best of the rounds) for each ODD, beside the start of Python with lxml alone, and the ratio to a
command that does the same job, if one is given: `--peer 'program {odd} {out}'`.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ALL = Path(__file__).parent.parent / "schema/puzanov.odd"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("odds", nargs="*", type=Path, default=[ALL], help="by default the project's own ODD")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--peer", help="a command that compiles {odd} into the folder {out}")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bare = best([sys.executable, "-c", "import lxml.etree, click"], given.rounds)
        print(f"python, lxml and click alone: {bare:.3f} s")
        for odd in given.odds:
            ours = [sys.executable, "-m", "puzanov_tei", "odd", "compile", str(odd), "-o", folder, "--to", "rng,sch"]
            seconds = best(ours, given.rounds)
            line = f"{odd.name}: {seconds:.3f} s"
            if given.peer:
                peer = best(shlex.split(given.peer.format(odd=odd, out=folder)), max(1, given.rounds // 2))
                line += f"; peer {peer:.3f} s, {peer / seconds:.1f} times as long"
            print(line)


def best(command: Sequence[str], rounds: int) -> float:
    """The least time in seconds that a command took."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return min(times)


if __name__ == "__main__":
    main()
