"""How far a long command has come: counts, time left and the file in hand, on standard error, only to a terminal."""

from __future__ import annotations

import logging
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import click


class NamedOutcome(Protocol):
    """What came of a file."""

    @property
    def name(self) -> str:
        """The file's name."""


Outcome = TypeVar("Outcome", bound=NamedOutcome)

_LOG = logging.getLogger(__name__)
_STEP = 0.1
"""Seconds between two looks at the line; nobody reads faster."""


class Progress:
    """A line on standard error that says how far the work has come; only on a terminal."""

    def __init__(self, total: int = 0, quiet: bool = False, doing: str = "") -> None:
        self._on = sys.stderr.isatty() and not quiet
        self._total, self._doing = total, doing
        self._begun = self._last = time.monotonic()
        self._shown = 0

    def of_step(self, doing: str, done: int, total: int) -> None:
        """Show how far one of several steps is; the first time it has done nothing."""
        if not done:
            self._begun = time.monotonic()
        self._doing, self._total = doing, total
        self.show(done)

    def show(self, done: int, file: str = "") -> None:
        """Show how many files are done and which is in hand; a single one is not worth a line."""
        _LOG.info("%s", " ".join(filter(None, (self._doing, f"{done}/{self._total}", file))))
        now = time.monotonic()
        if not self._on or self._total < 2 or now - self._last < _STEP:
            return
        self._last = now
        left = _clock((now - self._begun) / done * (self._total - done)) if done else ""
        line = " ".join(filter(None, (self._doing, f"{done}/{self._total}", left, Path(file).name)))
        line = line[: shutil.get_terminal_size().columns - 1]
        click.echo(f"\r{line}{' ' * (self._shown - len(line))}", nl=False, err=True)
        self._shown = len(line)

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            click.echo(f"\r{' ' * self._shown}\r", nl=False, err=True)
            self._shown = 0


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} left" if hours else f"{minutes}:{rest:02} left"


def tracked(outcomes: Iterable[Outcome], total: int, doing: str, quiet: bool) -> Iterator[Outcome]:
    """What comes of files, one by one, with the line while they are made."""
    line = Progress(total, quiet, doing)
    try:
        for done, outcome in enumerate(outcomes, start=1):
            line.show(done, outcome.name)
            yield outcome
    finally:
        line.clear()
