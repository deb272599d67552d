"""Work spread over processes, each task with a time limit; a process that exceeds it is ended and replaced."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def _context() -> Any:
    """How processes are started: as copies of this one, which is fast, unless Saxon runs in it.

    Saxon has threads of its own, and a copy of a process has only one of its threads.
    """
    copies = "fork" in multiprocessing.get_all_start_methods() and "saxonche" not in sys.modules
    return multiprocessing.get_context("fork" if copies else "spawn")



class TimeoutReached(Exception):  # noqa: N818 - it is a result, not an error
    """A task did not end in its time."""


class WorkerDied(Exception):  # noqa: N818
    """A worker process ended without a result (it was killed, or ran out of memory)."""


def run(
    function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, timeout: float | None
) -> Iterator[tuple[Task, Result | Exception]]:
    """The result of each task, in the order of the tasks.

    An exception that the function raises, `TimeoutReached` and `WorkerDied` are results too.

    Args:
        jobs: number of processes.
        timeout: seconds for one task, or None.
    """
    pool = _Pool(function, max(1, min(jobs, len(tasks))), timeout)
    try:
        yield from pool.run(tasks)
    finally:
        pool.close()


class _Worker(Generic[Task, Result]):
    """A process that takes tasks from a pipe."""

    def __init__(self, function: Callable[[Task], Result]) -> None:
        context = _context()
        self.pipe, far = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(function, far), daemon=True)
        self.process.start()
        far.close()
        self.ready = False
        self.number = -1  # the task in hand
        self.deadline: float | None = None

    def give(self, number: int, task: Task, timeout: float | None) -> None:
        if not self.ready:  # the time it takes to start is not the task's
            self.ready = self.pipe.recv()
        self.number = number
        self.deadline = None if timeout is None else time.monotonic() + timeout
        self.pipe.send(task)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(function: Callable[[Task], Result], pipe: Connection) -> None:
    pipe.send(True)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            result: object = function(task)
        except KeyboardInterrupt:
            return
        except Exception as error:
            result = error
        try:
            pipe.send(result)
        except Exception as error:  # an exception that cannot be pickled
            pipe.send(RuntimeError(str(error)))


class _Pool(Generic[Task, Result]):
    def __init__(self, function: Callable[[Task], Result], jobs: int, timeout: float | None) -> None:
        self._function = function
        self._timeout = timeout
        self._idle: list[_Worker[Task, Result]] = [_Worker(function) for _ in range(jobs)]
        self._busy: list[_Worker[Task, Result]] = []

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Exception]]:
        waiting = iter(enumerate(tasks))
        done: dict[int, Result | Exception] = {}
        following = 0
        while following < len(tasks):
            while self._idle and (entry := next(waiting, None)) is not None:
                worker = self._idle.pop()
                worker.give(*entry, self._timeout)
                self._busy.append(worker)
            done.update(self._results())
            while following in done:
                yield tasks[following], done.pop(following)
                following += 1

    def _results(self) -> Iterator[tuple[int, Result | Exception]]:
        deadlines = [w.deadline for w in self._busy if w.deadline is not None]
        patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready = set(wait([w.pipe for w in self._busy], patience))
        now = time.monotonic()
        for worker in list(self._busy):
            result: Result | Exception
            if worker.pipe in ready:
                try:
                    result = worker.pipe.recv()
                except (EOFError, OSError):
                    result = WorkerDied()
            elif worker.deadline is not None and now >= worker.deadline:
                result = TimeoutReached()
            else:
                continue
            self._busy.remove(worker)
            if isinstance(result, TimeoutReached | WorkerDied):
                worker.end()
                self._idle.append(_Worker(self._function))
            else:
                self._idle.append(worker)
            yield worker.number, result

    def close(self) -> None:
        for worker in (*self._idle, *self._busy):
            worker.end()
