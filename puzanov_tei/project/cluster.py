"""Units done by a Dask cluster: a scheduler and workers, on one machine or many, that share the project's folder.

What comes back is what processes of this machine give: results in order, an exception where a unit failed, `WorkerDied`
where it ended its worker. A worker that is lost costs time alone; a unit that is there each time one is lost is tried
by itself, and if that is the end of a worker again it is the unit's fault.
"""

from __future__ import annotations

import contextlib
import secrets
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from puzanov_tei.base import extras, pool
from puzanov_tei.errors import UsageError, WorkerError
from puzanov_tei.project import program
from puzanov_tei.project.steps import Made, Unit
from puzanov_tei.project.work import Outcome, check_here, several

LOCAL = "local"
_BATCH = 8
_AHEAD = 3
"""Batches a worker's thread that are under way at a time, so that memory here stays small."""
_PATIENCE = 60
"""Seconds that a cluster may be without any worker."""


class Cluster:
    """A cluster as something that does units (`build.Runner`); use it with `with`, in the project's folder."""

    def __init__(self, address: str, jobs: int = 0) -> None:
        """`address` is that of a scheduler (`tcp://host:8786`), or `local`: workers on this machine, `jobs` of them."""
        self._address = address
        self._jobs = jobs
        self._folder = str(Path.cwd())
        self._token = f".puzanov/shared-{secrets.token_hex(8)}"
        self._state = program.state(program.ALL)
        self._cluster: Any = None
        self._client: Any = None

    def __enter__(self) -> Self:
        try:
            import distributed
        except ImportError as error:
            raise UsageError(f"--dask {extras.needs('dask')}") from error
        address = self._address
        if address == LOCAL:
            make: Any = distributed.LocalCluster
            self._cluster = make(
                n_workers=self._jobs or pool.cores(), threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
            address = self._cluster
        try:
            connect: Any = distributed.Client
            self._client = connect(address, timeout=20)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            self._close()
            raise UsageError(f"there is no Dask scheduler with workers at {self._address}: {error}.") from error
        Path(self._token).parent.mkdir(exist_ok=True)
        Path(self._token).touch()
        try:
            self._check()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        Path(self._token).unlink(missing_ok=True)
        self._close()

    def _close(self) -> None:
        with contextlib.suppress(Exception):  # what is to end may have ended already
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _check(self) -> None:
        """Ask all workers whether they can do the work, and refuse to begin if one of them cannot."""
        answers = self._client.run(check_here, self._folder, self._token, self._state, on_error="return")
        wrong = [(address, answer) for address, answer in answers.items() if isinstance(answer, Exception)]
        if wrong:
            address, answer = wrong[0]
            known = isinstance(answer, UsageError)
            reason = str(answer) if known else f"it has no puzanov-tei that can do this ({answer!r})."
            raise UsageError(f"{len(wrong)} of {len(answers)} workers cannot be used; {address}: {reason}")

    def __call__(self, function: Callable[[Unit], Made], units: Sequence[Unit]) -> Iterator[tuple[Unit, Outcome]]:
        """Each unit with what came of it, in order.

        Raises:
            UsageError: a worker that came later cannot be used.
            WorkerError: there are no workers any more.
        """
        there = partial(several, self._folder, self._token, self._state, function)
        waiting = deque(units[begin : begin + _BATCH] for begin in range(0, len(units), _BATCH))
        running: deque[tuple[Sequence[Unit], Any]] = deque()
        while waiting or running:
            limit = _AHEAD * max(1, sum(self._client.nthreads().values()))
            while waiting and len(running) < limit:
                batch = waiting.popleft()
                running.append((batch, self._submit(there, batch)))
            batch, future = running.popleft()
            results = self._result(future)
            if results is None:  # its workers were lost: with nothing else under way it shows whose fault that is
                for _, other in running:
                    self._wait(other)
                results = [(self._result(self._submit(there, [unit])) or [pool.WorkerDied()])[0] for unit in batch]
            yield from zip(batch, results, strict=True)

    def _submit(self, there: Callable[[Sequence[Unit]], list[Outcome]], batch: Sequence[Unit]) -> Any:
        return self._client.submit(there, list(batch), pure=False)

    def _wait(self, future: Any) -> None:
        import distributed

        wait: Any = distributed.wait
        while not future.done():
            try:
                wait(future, timeout=_PATIENCE)
            except TimeoutError as error:
                if not self._client.nthreads():
                    message = "the cluster has no workers any more. Start some and build again; what is done is done."
                    raise WorkerError(message) from error

    def _result(self, future: Any) -> list[Outcome] | None:
        """What came of a batch; None if its workers were lost."""
        import distributed

        self._wait(future)
        try:
            results: list[Outcome] = future.result()
        except distributed.scheduler.KilledWorker:
            return None
        return results
