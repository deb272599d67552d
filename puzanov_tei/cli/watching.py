"""Doing something again whenever a file changes, until somebody interrupts it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from puzanov_tei.cli import places
from puzanov_tei.errors import PuzanovError, UsageError

_PAUSE = 0.3  # seconds between two looks


def watch(files: Callable[[], Sequence[Path]], besides: Callable[[], Sequence[Path]], do: Callable[[], object]) -> None:
    """Do it once, and again whenever one of the files, or of those that they depend on, has changed.

    Raises:
        UsageError: a path is wrong; that is said at once.
    """
    before: dict[Path, int] = {}
    files()
    while True:
        now = {path: path.stat().st_mtime_ns for path in _watched(files, besides) if path.is_file()}
        if now and now != before:
            if sys.stdout.isatty():
                click.clear()
            places.forget()
            try:
                do()
            except PuzanovError as error:  # a schema in the midst of being written is mended soon
                if not before:
                    raise
                click.echo(f"puzanov-tei: {error}", err=True)
            click.echo("watching; interrupt with Ctrl-C", err=True)
            before = now
        time.sleep(_PAUSE)


def _watched(files: Callable[[], Sequence[Path]], besides: Callable[[], Sequence[Path]]) -> list[Path]:
    try:
        return [*files(), *besides()]
    except UsageError:  # the last file was just removed
        return []
