"""A line on standard error that says how far the work has come."""

from __future__ import annotations

import sys
from pathlib import Path

import click


class Progress:
    """A line on standard error that says how far the work has come; only on a terminal."""

    def __init__(self, total: int, quiet: bool) -> None:
        self._total = total
        self._on = sys.stderr.isatty() and not quiet and total > 1
        self._shown = False

    def show(self, done: int, file: str) -> None:
        """Show how many files are done and which is next."""
        if self._on and (done % 20 == 0 or self._total < 200):
            click.echo(f"\r{done}/{self._total} {Path(file).name[:60]:<60}", nl=False, err=True)
            self._shown = True

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            click.echo("\r" + " " * 80 + "\r", nl=False, err=True)
            self._shown = False
