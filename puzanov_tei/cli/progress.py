"""How far a long command has come: counts, time left and the file in hand, on standard error, only to a terminal."""

from __future__ import annotations

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

_STEP = 0.1
"""Seconds between two looks at the line; nobody reads faster."""


class Progress:
    """A line on standard error that says how far the work has come; only on a terminal."""

    def __init__(self, total: int, quiet: bool, doing: str = "") -> None:
        self._total = total
        self._on = sys.stderr.isatty() and not quiet and total > 1
        self._doing = f"{doing} " if doing else ""
        self._begun = self._last = time.monotonic()
        self._shown = 0

    def show(self, done: int, file: str) -> None:
        """Show how many files are done and which is in hand."""
        now = time.monotonic()
        if not self._on or now - self._last < _STEP:
            return
        self._last = now
        left = (now - self._begun) / done * (self._total - done) if done else 0
        line = f"{self._doing}{done}/{self._total} {_clock(left) if done else ''} {Path(file).name}"
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
    return f"{minutes}:{rest:02d} left"


def tracked(outcomes: Iterable[Outcome], total: int, doing: str, quiet: bool) -> Iterator[Outcome]:
    """What comes of files, one by one, with the line while they are made."""
    line = Progress(total, quiet, doing)
    try:
        for done, outcome in enumerate(outcomes, start=1):
            line.show(done, outcome.name)
            yield outcome
    finally:
        line.clear()
