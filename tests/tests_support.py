"""What several tests need: the repository, the sample, the command line."""

from __future__ import annotations

import ctypes
import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "corpus/source/000_4593f8e0e61f1780.txt"
DOCUMENTS = [SAMPLE, *sorted(p for p in (ROOT / "tests/golden/bodies").iterdir() if p.suffix != ".xml")]
AT_ONCE = [
    path
    for path in DOCUMENTS
    if path.stem
    in (SAMPLE.stem, "decree-of-the-cabinet", "list-of-gifts", "minutes-with-turns", "telegram-with-points")
]


def each_document() -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorator: the test is run with every document as `path`; with those that resemble others in `make check` alone."""
    rows = [pytest.param(path, id=path.stem, marks=() if path in AT_ONCE else pytest.mark.slow) for path in DOCUMENTS]
    return pytest.mark.parametrize("path", rows)


def run(
    *arguments: str, stdin: bytes | None = None, cwd: Path | None = None, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own; `before` is called there first (to set a limit)."""
    # What measures the process writes files too: not under a limit.
    measured = {name: value for name, value in os.environ.items() if before is None or not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, "-m", "puzanov_tei", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=180,
        cwd=cwd,
        preexec_fn=before,
        env=measured,
    )


def without_privileges() -> None:
    """From the next program on, this process may write where its user may, also if the user is root.

    Root may write to every folder by a capability; without it, the bits of the folder count for root as for all.
    """
    if sys.platform == "linux" and os.geteuid() == 0:
        drop, overriding_permissions = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE of linux/capability.h
        if ctypes.CDLL(None, use_errno=True).prctl(drop, overriding_permissions, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "the right to override permissions cannot be given up")


def client(name: str) -> ModuleType:
    """A module that only these tests need; skipped where it is not installed, unless it is required."""
    try:
        return importlib.import_module(name)
    except ImportError:
        if "clients" in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
            raise
        pytest.skip(f"{name} is not installed")
