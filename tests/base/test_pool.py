"""The pool: order, batches, and tasks that fail, hang or kill their process."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from puzanov_tei.base import pool


class OddError(Exception):
    """An error that pickles but does not come back."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def work(task: int) -> object:
    if task == 13:
        raise ValueError("thirteen")
    if task == 14:
        raise OddError(1, 4)
    if task == 15:
        return lambda: 15
    if task == 99:
        os._exit(1)
    if task == 77:
        time.sleep(60)
    return os.getpid() if task == 5 else task * 2


def outcomes(tasks: list[int], **options: float) -> list[object]:
    return [result for _, result in pool.run(work, tasks, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("number", [1, 7, 300])
def test_results_come_in_the_order_of_the_tasks(jobs: int, number: int) -> None:
    tasks = list(range(1000, 1000 + number))
    assert list(pool.run(work, tasks, jobs=jobs)) == [(n, n * 2) for n in tasks]


def test_few_tasks_stay_in_this_process() -> None:
    assert outcomes([5]) == [os.getpid()]
    assert outcomes([5], timeout=20) != [os.getpid()]
    assert pool.processes(0, pool.FEW - 1) == 1
    assert pool.processes(0, 100) == pool.cores()
    assert pool.processes(7, 3) == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_exceptions_are_results(jobs: int) -> None:
    first, error, second = outcomes([1, 13, 2], jobs=jobs)
    assert (first, second) == (2, 4)
    assert isinstance(error, ValueError)


def test_an_error_says_where_in_the_other_process_it_comes_from() -> None:
    _, error = outcomes([1, 13], jobs=2)
    assert isinstance(error, ValueError)
    assert 'raise ValueError("thirteen")' in error.__notes__[0]


def test_what_cannot_be_sent_is_an_error_of_that_task() -> None:
    _, odd, function, last = outcomes([1, 14, 15, 3], jobs=2)
    assert isinstance(odd, RuntimeError)
    assert str(odd) == "1 and 4"
    assert isinstance(function, RuntimeError)
    assert last == 6


def test_a_dead_or_slow_process_costs_its_task_alone() -> None:
    tasks = list(range(200, 264))
    tasks[3], tasks[4], tasks[20] = 99, 77, 99
    results = outcomes(tasks, jobs=2, timeout=0.5)
    assert isinstance(results[3], pool.WorkerDied)
    assert isinstance(results[4], pool.TimedOut)
    assert isinstance(results[20], pool.WorkerDied)
    assert [r for n, r in enumerate(results) if n not in (3, 4, 20)] == [
        2 * t for n, t in enumerate(tasks) if n not in (3, 4, 20)
    ]


def test_processes_that_are_started_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_context", lambda: multiprocessing.get_context("spawn"))
    tasks = [Path(name) for name in ("a/b", "c", "d/e/f")]
    names: Callable[[Path], str] = Path.as_posix
    assert [r for _, r in pool.run(names, tasks, jobs=2, timeout=20)] == ["a/b", "c", "d/e/f"]


def test_no_more_is_done_ahead_than_memory_bears() -> None:
    running = pool.run(work, range(100_000), jobs=2)
    assert next(running) == (0, 0)
    assert running.gi_frame is not None
    pending = running.gi_frame.f_locals["pool"]
    assert len(pending._waiting) >= 100_000 - 2 * (pool.AHEAD + 1) * pool.BATCH
    running.close()
    assert not multiprocessing.active_children()


def test_processes_end_with_the_one_that_started_them() -> None:
    code = (
        "import os, time\nfrom puzanov_tei.base import pool\n"
        "for task, pid in pool.run(str, [1, 2], jobs=2):\n"
        "    import multiprocessing as m\n"
        "    print(*(p.pid for p in m.active_children()), flush=True)\n    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    pids = [int(pid) for pid in done.stdout.split()]
    assert pids, done.stderr
    for _ in range(200):
        if not any(_runs(pid) for pid in pids):
            return
        time.sleep(0.05)
    pytest.fail("processes are left behind")


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
