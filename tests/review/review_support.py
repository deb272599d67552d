"""A review of one sample, served for the tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[str]:
    """The address of `puzanov-tei review` for the TEI in a folder."""
    command = [sys.executable, "-m", "puzanov_tei", "review", *arguments, "--no-browser", "--as", "ab"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(60)
