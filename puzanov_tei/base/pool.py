"""Many tasks on several processes: results in order, a task that hangs or kills its process costs that task alone."""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:  # multiprocessing is imported when a second process is wanted
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH = 16
"""Tasks that a process is given at once, so that many small ones are not held up by the way to and fro."""
AHEAD = 4
"""Batches a process that may be done before the results in front of them are asked for, so that memory stays small."""
FEW = 8
"""Fewer tasks than this are done before a second process has started."""


class TimedOut(Exception):  # noqa: N818 - it is a result, not an error
    """A task did not end in its time."""


class WorkerDied(Exception):  # noqa: N818 - it is a result, not an error
    """A process ended without a result: it was killed, or memory ran out."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(jobs: int, tasks: int, few: int = FEW) -> int:
    """How many processes to use for so many tasks: as many as asked for; for 0 one a core, and one for a few tasks."""
    if jobs == 0:
        jobs = 1 if tasks < few else cores()
    return max(1, min(jobs, tasks))


def run(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int = 0,
    few: int = FEW,
    timeout: float | None = None,
) -> Iterator[tuple[Task, Result | Exception]]:
    """Each task with its result, in the order of the tasks.

    An exception that the function raises, `TimedOut` and `WorkerDied` are results too: the other tasks go on.

    Args:
        function: what is done with a task; like tasks and results it has to be picklable.
        jobs: number of processes; 0: one a core, and this process alone for fewer tasks than `few`.
        timeout: seconds for one task, which is then done in another process in any case; None: no limit.
    """
    number = processes(jobs, len(tasks), few)
    if number == 1 and timeout is None:
        for task in tasks:
            yield task, _attempt(function, task)
        return
    pool = _Pool(function, tasks, number, timeout)
    try:
        yield from pool.results()
    finally:
        pool.close()


def _attempt(function: Callable[[Task], Result], task: Task) -> Result | Exception:
    try:
        return function(task)
    except Exception as error:
        return error


def _context() -> Any:
    """How processes are started: as copies of this one where that is safe and fast, else from nothing.

    A copy has only one of the threads of its original (Saxon has some), and the locks that the others held.
    """
    import multiprocessing

    anew = os.environ.get("PUZANOV_TEI_SPAWN") or sys.platform != "linux"
    copies = not anew and threading.active_count() == 1 and "saxonche" not in sys.modules
    return multiprocessing.get_context("fork" if copies else "spawn")


@contextlib.contextmanager
def _no_program() -> Iterator[None]:
    """Processes that are started from nothing do not run the user's script again: nothing of it is needed there."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _Worker(Generic[Task, Result]):
    """A process that is given batches of tasks through a pipe and sends their results one by one.

    Attributes:
        batch: numbers of the tasks that it has still to do, the one in hand first.
        deadline: when the task in hand has to be done; None without a limit, and while the process starts.
    """

    def __init__(self, function: Callable[[Task], Result]) -> None:
        context = _context()
        self.pipe, far = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(function, far), daemon=True)
        with _no_program():
            self.process.start()
        far.close()
        self.batch: deque[int] = deque()
        self.ready = False
        self.deadline: float | None = None

    def give(self, batch: Sequence[int], tasks: Sequence[Task], timeout: float | None) -> None:
        self.batch.extend(batch)
        self.set_deadline(timeout)
        with contextlib.suppress(OSError):  # it has died: reading from the pipe will say so
            self.pipe.send([tasks[number] for number in batch])

    def set_deadline(self, timeout: float | None) -> None:
        """Give the task in hand its time; what it takes to start the process is not the task's."""
        self.deadline = time.monotonic() + timeout if timeout is not None and self.ready else None

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(function: Callable[[Task], Result], pipe: Connection) -> None:
    """What a process does: say that it is there, then batches, until its pipe or the process that started it ends."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(None)
        while pipe in wait([pipe, parent.sentinel] if parent else [pipe]):
            for task in pipe.recv():
                _send(pipe, _attempt(function, task))


def _send(pipe: Connection, result: object) -> None:
    """Send a result; one that cannot be sent as an error that says so."""
    if isinstance(result, Exception):
        result = portable(result)
    try:
        sent = pickle.dumps(result)
    except Exception as error:
        sent = pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    pipe.send_bytes(sent)


def portable(error: Exception) -> Exception:
    """An error with the lines of code it comes from, as plain words if it cannot be sent to another process itself."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # an exception with arguments of its own may not survive
    except Exception:
        plain = RuntimeError(str(error))
        for note in error.__notes__:
            plain.add_note(note)
        return plain
    return error


class _Pool(Generic[Task, Result]):
    """The processes of one run, the tasks that nobody has yet, and the results that wait for their turn."""

    def __init__(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, timeout: float | None
    ) -> None:
        self._function = function
        self._tasks = tasks
        self._jobs = jobs
        self._timeout = timeout
        self._batch = max(1, min(BATCH, len(tasks) // (AHEAD * jobs)))
        self._waiting = deque(range(len(tasks)))
        self._done: dict[int, Result | Exception] = {}
        self._workers: list[_Worker[Task, Result]] = []

    def results(self) -> Iterator[tuple[Task, Result | Exception]]:
        for number, task in enumerate(self._tasks):
            while number not in self._done:
                self._hand_out(number + AHEAD * self._batch * self._jobs)
                self._collect()
            yield task, self._done.pop(number)

    def _hand_out(self, limit: int) -> None:
        """Give every process without work a batch of the tasks before `limit`; start one if there are too few."""
        for worker in [w for w in self._workers if not w.batch and not w.process.is_alive()]:
            self._remove(worker)
        idle = [worker for worker in self._workers if not worker.batch]
        while self._waiting and self._waiting[0] < limit and (idle or len(self._workers) < self._jobs):
            if not idle:
                self._workers.append(_Worker(self._function))
                idle.append(self._workers[-1])
            numbers = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
            idle.pop().give(numbers, self._tasks, self._timeout)

    def _collect(self) -> None:
        """Wait for results, for the end of a process or of a task's time, and take what there is."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.batch]
        deadlines = [worker.deadline for worker in busy if worker.deadline is not None]
        patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready = set(wait([worker.pipe for worker in busy], patience))
        now = time.monotonic()
        for worker in busy:
            if worker.pipe in ready:
                self._receive(worker)
            elif worker.deadline is not None and now >= worker.deadline:
                self._fail(worker, TimedOut())

    def _receive(self, worker: _Worker[Task, Result]) -> None:
        try:
            result = worker.pipe.recv()
        except (EOFError, OSError):
            self._fail(worker, WorkerDied())
            return
        if worker.ready:
            self._done[worker.batch.popleft()] = result
        worker.ready = True
        worker.set_deadline(self._timeout)

    def _fail(self, worker: _Worker[Task, Result], reason: Exception) -> None:
        """The task in hand has failed with its process; the rest of the batch is for others."""
        self._done[worker.batch.popleft()] = reason
        self._waiting.extendleft(reversed(worker.batch))
        self._remove(worker)

    def _remove(self, worker: _Worker[Task, Result]) -> None:
        worker.end()
        self._workers.remove(worker)

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
