"""Files of a folder written behind the caller's back: waiting for the disk is what many small files cost."""

from __future__ import annotations

import contextlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from puzanov_tei.base.files import write_atomically
from puzanov_tei.base.leftovers import clear_leftovers

_WRITERS, _WAITING = 8, 64


class Writers:
    """Some files at a time on their way to the disk."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: deque[Future[bool]] = deque()

    def write(self, path: Path, data: bytes) -> None:
        """Write a whole file, now or soon.

        Raises:
            OutputError: one of the files before it could not be written.
        """
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_WRITERS)
        with contextlib.suppress(OSError):  # who writes there says what is wrong with the folder
            path.parent.mkdir(parents=True, exist_ok=True)
            clear_leftovers(path.parent)  # before several are at work in it
        self._waiting.append(self._pool.submit(write_atomically, path, data))
        if len(self._waiting) > _WAITING:
            self._waiting.popleft().result()

    def wait(self) -> None:
        """Wait until everything is on the disk.

        Raises:
            OutputError: a file could not be written; those behind it may be missing too.
        """
        try:
            while self._waiting:
                self._waiting.popleft().result()
        finally:
            if self._pool is not None:
                self._pool.shutdown(cancel_futures=True)
                self._pool = None
