"""Units of one step, in whatever process: this one, one of the pool's, or one of a cluster's."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from puzanov_tei.base import pool
from puzanov_tei.errors import UsageError
from puzanov_tei.project import checking, encoding, program
from puzanov_tei.project.plan import named, steps
from puzanov_tei.project.settings import Settings
from puzanov_tei.project.steps import BuildStep, Made, Unit

Outcome = Made | Exception
_ONE = threading.Lock()
"""Units of one process are done one after the other: what listens to the authority listens to one document."""


def work(step: str, settings: Settings, build: str, unit: Unit) -> Made:
    """Do a unit. `build` names the run: what was remembered of the project's files in another one is forgotten."""
    begin(build)
    return _step(step, settings).run(settings, unit)


@lru_cache(maxsize=1)
def begin(_build: str) -> None:
    """Forget what was remembered in another build."""
    checking.forget()
    encoding.forget()


@lru_cache(maxsize=16)
def _step(name: str, settings: Settings) -> BuildStep:
    return named(steps(settings), name)


def several(
    folder: str, token: str, state: str, function: Callable[[Unit], Made], units: Sequence[Unit]
) -> list[Outcome]:
    """Units done in a process that was started somewhere else, by another installation perhaps.

    Raises:
        UsageError: this process cannot be used (`check_here`).
    """
    with _ONE:
        check_here(folder, token, state)
        return [_attempt(function, unit) for unit in units]


def check_here(folder: str, token: str, state: str) -> None:
    """Raise UsageError if this process cannot do the work of a build in `folder`, which holds the file `token`."""
    here = f"process {os.getpid()} on {socket.gethostname()}"
    if program.state(program.ALL) != state:
        raise UsageError(f"{here} has another version of puzanov-tei; install the same everywhere.")
    if not Path(folder, token).is_file():
        raise UsageError(f"{here} does not see the project's folder {folder}; all workers have to share it.")
    if Path.cwd() != Path(folder):
        os.chdir(folder)


def _attempt(function: Callable[[Unit], Made], unit: Unit) -> Outcome:
    try:
        return function(unit)
    except Exception as error:
        return pool.portable(error)
