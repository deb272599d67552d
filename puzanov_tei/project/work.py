"""One unit of one step, in whatever process: this one, one of the pool's, or one of a cluster's."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from puzanov_tei.errors import UsageError
from puzanov_tei.project import checking, encoding, program
from puzanov_tei.project.settings import Settings
from puzanov_tei.project.steps import Made, Step, Unit, named, steps


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
def _step(name: str, settings: Settings) -> Step:
    return named(steps(settings), name)


def work_there(folder: str, state: str, step: str, settings: Settings, build: str, unit: Unit) -> Made:
    """As `work`, in a process that was started somewhere else, by another installation perhaps.

    Raises:
        UsageError: the program is another one there, or the project's folder is not there.
    """
    check_here(folder, state)
    return work(step, settings, build, unit)


def check_here(folder: str, state: str) -> None:
    """Raise UsageError if this process cannot do the work of a build in `folder` by a program of that `state`."""
    if program.state(program.ALL) != state:
        raise UsageError("it has another version of puzanov-tei; install the same on all machines.")
    if not Path(folder).is_dir():
        raise UsageError(f"the folder {folder} is not there; all workers have to share it.")
    if Path.cwd() != Path(folder):
        os.chdir(folder)
