"""Documents rendered by several processes, results in the order of the files."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

CHUNK = 16  # files a worker takes at once
AHEAD = 4  # chunks for each worker that may wait for the writer, so that memory stays constant
FEW = 48  # fewer files than this are done before a second process has started

Item = TypeVar("Item")
Result = TypeVar("Result")


def processes(wanted: int, items: int) -> int:
    """How many processes to use: as many as wanted (0: one a processor), and one for a few files."""
    if items < FEW and wanted == 0:
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(wanted or available, items))


def in_order(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """`work` done on every item by `jobs` processes; results in order, never more than a few chunks ahead."""
    if jobs < 2:
        yield from map(work, items)
        return
    # A forked worker has everything loaded; elsewhere than on Linux forking is not safe.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    chunks = iter([items[start : start + CHUNK] for start in range(0, len(items), CHUNK)])
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        try:
            while True:
                for chunk in islice(chunks, jobs * AHEAD - len(waiting)):
                    waiting.append(pool.submit(_chunk, work, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _chunk(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]
