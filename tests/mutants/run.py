"""Do the tests notice? One line at a time is changed in rooms where a wrong line is silent.

    python tests/mutants/run.py                     a seeded sample of 400
    python tests/mutants/run.py --sample 50         a smaller one
    python tests/mutants/run.py --only marks --all tests/marks
                                                    every mutant of modules whose path holds `marks`, these tests only

Each mutant meets the tests that cover its line, the quickest first, a minute's worth at most: what those miss counts as
missed. It is killed when one fails, or when they take much longer than they should. Survivors are printed, each with
its line before and after; those that change nothing a test could see stand in `equivalent.toml` with the reason.

Why a driver of our own, and not mutmut or cosmic-ray as they are: mutmut 3 changes the bodies of undecorated functions
only, chooses tests by function and not by line, measures with one process, and forks from a process whose caches hold
what the unchanged code computed; cosmic-ray runs the whole suite for each mutant. The changes themselves are mutmut's.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from queue import Queue

import coverage
from mutations import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "mutants"
MEASURED, SECONDS = ROOT / "build/measured/coverage", ROOT / "build/measured/seconds.json"  # `make check` writes them
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
ROOMS = (
    "puzanov_tei/authority/lookup.py",
    "puzanov_tei/dates/grammar.py",
    "puzanov_tei/exporters/records/rows.py",
    "puzanov_tei/exporters/text/walk.py",
    "puzanov_tei/marks/brackets.py",
    "puzanov_tei/odd/merge.py",
    "puzanov_tei/odd/resolve.py",
    "puzanov_tei/relaxng/diagnosis/opened.py",
    "puzanov_tei/relaxng/diagnosis/recovery.py",
    "puzanov_tei/relaxng/engine/nodes.py",
    "puzanov_tei/relaxng/reading/legality.py",
    "puzanov_tei/taggers/linking.py",
    "puzanov_tei/taggers/merge.py",
    "puzanov_tei/tei/frames.py",
    "puzanov_tei/tei/inline.py",
)
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutants")
_LIMIT = ("bash", "-c", 'ulimit -t "$0"; exec "$@"')  # seconds of the processor, and the command
# A mutant may never end: seconds of the processor that its tests get at least, and how many times as long as before they
# may take; and how many times as long they may wait, for a machine that is busy is no fault of a mutant.
PATIENCE, SLOWER, BUSY = 20, 4, 10
FIRST = 30  # tests that are run before the others
LONGEST = 60  # seconds that the tests of one mutant take together, as measured


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: `killed`, `survived`, `untested` (no test covers it) or `equivalent`."""

    mutant: Mutant
    outcome: str
    seconds: float = 0.0


class Measured:
    """Which passing tests cover which line, and how long each takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = json.loads(SECONDS.read_text(encoding="utf-8"))
        self.data = coverage.CoverageData(str(MEASURED))
        self.data.read()

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that run a line of the mutant: those of its own room first, the quickest first.

        What runs when the module is imported or loaded, and never in a test, concerns every test that runs the module.
        """
        room = f"tests/{Path(mutant.module).parts[1]}/"
        lines = self.data.contexts_by_lineno(str(ROOT / mutant.module))
        begin, end = mutant.lines
        covering = self._tests(name for line in range(begin, end + 1) for name in lines.get(line, ()))
        covering = covering or self._tests(name for names in lines.values() for name in names)
        return sorted(covering, key=lambda name: (not name.startswith(room), self.seconds[name], name))

    def _tests(self, contexts: Iterable[str]) -> set[str]:
        return {name for context in contexts if (name := context.rpartition("|")[0]) in self.seconds}


def measure(tests: list[str], jobs: int) -> None:
    """Run these tests once with the coverage of each, in place of `make check`, which measures all."""
    MEASURED.parent.mkdir(parents=True, exist_ok=True)
    options = ("--cov", "--cov-context=test", "--cov-report=", f"--write-seconds={SECONDS}", "-n", str(jobs))
    environment = {**os.environ, "COVERAGE_FILE": str(MEASURED), "PYTHONPATH": str(ROOT)}
    subprocess.run([*PYTEST, *options, *tests], cwd=ROOT, env=environment, check=False)


def within(seconds: dict[str, float], tests: list[str]) -> list[str]:
    """The first tests that take no longer than `LONGEST` together, and the first one in any case."""
    spent = list(accumulate(seconds[test] for test in tests))
    return tests[: max(1, bisect_right(spent, LONGEST))]


def sample(rooms: Iterable[str], count: int | None, seed: int) -> list[Mutant]:
    """`count` mutants of all rooms, every room having the same share as far as it has as many; all if None."""
    waiting = [mutants(room, ROOT, random.Random(f"{seed} {room}")) for room in rooms]
    chosen: list[Mutant] = []
    while waiting and (count is None or len(chosen) < count):
        turn = [(room, next(room, None)) for room in waiting]
        waiting = [room for room, mutant in turn if mutant is not None]
        chosen += [mutant for _, mutant in turn if mutant is not None]
    return chosen[:count]


def equivalents() -> set[tuple[str, str, str]]:
    """Module, line before and line after of the mutants that change nothing."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])
    return {(entry["module"], entry["before"], entry["after"]) for entry in entries}


def copy_of_the_project(folder: Path) -> Path:
    """The files that git knows or would add, in a folder where they may be changed."""
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for name in names.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "puzanov_tei", "tests"], cwd=folder, check=False)
    return folder


def judge(mutant: Mutant, tests: list[str], seconds: dict[str, float], folder: Path) -> str:
    """Run the tests in the copy with the mutant in it, a few first: most mutants die at once."""
    module = folder / mutant.module
    original = module.read_text(encoding="utf-8")
    module.write_text(mutant.code, encoding="utf-8")
    try:
        stages = [tests[:FIRST], tests[FIRST:]]
        killed = any(
            _fails(stage, PATIENCE + SLOWER * sum(seconds[t] for t in stage), module, folder) for stage in stages
        )
    finally:
        module.write_text(original, encoding="utf-8")
        _forget(module)
    return "killed" if killed else "survived"


def _fails(tests: list[str], patience: float, module: Path, folder: Path) -> bool:
    """Whether one of the tests fails, or all together take more than these seconds of the processor."""
    if not tests:
        return False
    _forget(module)
    arguments = folder / "tests.txt"
    arguments.write_text("\n".join(tests), encoding="utf-8")
    command = [*PYTEST, "-x", "-p", "no:xdist", "-p", "no:cov", f"@{arguments}"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    limited = [*_LIMIT, str(round(patience)), *command]
    with subprocess.Popen(limited, cwd=folder, env=environment, start_new_session=True, **quiet) as process:
        try:
            return process.wait(BUSY * patience) != 0
        except subprocess.TimeoutExpired:
            return True
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with what the tests have started


def _forget(module: Path) -> None:
    """Remove what Python compiled of the module: two mutants may be equally long and equally old."""
    for compiled in module.parent.glob(f"__pycache__/{module.stem}.*.pyc"):
        compiled.unlink(missing_ok=True)


def run(chosen: list[Mutant], jobs: int) -> list[Verdict]:
    """Judge every mutant, several at a time, each in a copy of the project of its own."""
    measured, same = Measured(), equivalents()
    shutil.rmtree(BUILD, ignore_errors=True)
    first = copy_of_the_project(BUILD / "copy-0")
    folders: Queue[Path] = Queue()
    folders.put(first)
    for number in range(1, jobs):
        folders.put(Path(shutil.copytree(first, BUILD / f"copy-{number}")))  # with what is compiled

    def verdict(mutant: Mutant) -> Verdict:
        if (mutant.module, mutant.before, mutant.after) in same:
            return Verdict(mutant, "equivalent")
        tests = within(measured.seconds, measured.tests(mutant))
        if not tests:
            return Verdict(mutant, "untested")
        begun, folder = time.monotonic(), folders.get()
        try:
            outcome = judge(mutant, tests, measured.seconds, folder)
        finally:
            folders.put(folder)
        return Verdict(mutant, outcome, time.monotonic() - begun)

    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(verdict, chosen))


def report(verdicts: list[Verdict]) -> float:
    """Print the survivors and the score of each room. Returns the share of all that was killed, in per cent."""
    for verdict in verdicts:
        if verdict.outcome in ("survived", "untested"):
            mutant = verdict.mutant
            print(f"{mutant.module}:{mutant.lines[0]}: {verdict.outcome}\n  - {mutant.before}\n  + {mutant.after}")
    rooms: dict[str, list[str]] = defaultdict(list)
    for verdict in verdicts:
        rooms[verdict.mutant.module].append(verdict.outcome)
        rooms["all"].append(verdict.outcome)
    print(f"{'room':45} mutants killed survived untested equivalent  score")
    score = 100.0
    for room, outcomes in sorted(rooms.items(), key=lambda item: (item[0] == "all", item[0])):
        counts = [outcomes.count(name) for name in ("killed", "survived", "untested", "equivalent")]
        score = 100 * counts[0] / max(1, len(outcomes) - counts[3])
        print(f"{room:45} {len(outcomes):7} {counts[0]:6} {counts[1]:8} {counts[2]:8} {counts[3]:10} {score:5.1f}%")
    return score


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=400, help="how many mutants")
    parser.add_argument("--all", action="store_true", help="every mutant of the rooms")
    parser.add_argument("--only", action="append", default=[], help="rooms whose path holds this; may be repeated")
    parser.add_argument("--seed", type=int, default=1957, help="another seed, another sample")
    parser.add_argument("--least", type=float, default=85, help="per cent that must be killed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "tests", nargs="*", help="run and measure these tests alone, instead of what make check measured"
    )
    options = parser.parse_args()
    rooms = [room for room in ROOMS if not options.only or any(part in room for part in options.only)]
    if options.tests:
        measure(options.tests, options.jobs)
    elif not SECONDS.is_file():
        parser.error("nothing is measured yet: make check, or name tests to measure")
    begun = time.monotonic()
    verdicts = run(sample(rooms, None if options.all else options.sample, options.seed), options.jobs)
    score = report(verdicts)
    print(f"{time.monotonic() - begun:.0f} s")
    return 0 if score >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
