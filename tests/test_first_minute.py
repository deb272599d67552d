"""The first minute of the README, in a fresh clone: `make` from nothing, and what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests_support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def promised() -> list[re.Pattern[str]]:
    """The lines that the README says `make` prints; digests and counts may be others."""
    block = README.partition("exports it:")[2].split("```")[1]
    lines = [line for line in block.splitlines()[1:] if line]
    return [re.compile(re.sub(r"[0-9a-f]{8}|\d+", r"[0-9a-f]+", re.escape(line))) for line in lines]


def shown(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """What a person sees of a command, also when another `make` runs this test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=environment
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_make_in_a_fresh_clone(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    clone = tmp_path / "puzanov_tei"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    command = ["make", f"PYTHON={sys.executable}"]
    made = shown(command, clone)
    assert made.returncode == 0, made.stdout
    assert len(promised()) == 4
    for line in promised():
        assert line.search(made.stdout), (line.pattern, made.stdout)
    again = shown(command, clone)
    assert (again.returncode, again.stdout) == (0, "make: Nothing to be done for 'all'.\n")
    (activate,) = re.findall(r"^\$ (\. .+)$", README, re.MULTILINE)
    begun = shown(["bash", "-c", f"{activate} && puzanov-tei validate corpus/tei"], clone)
    assert (begun.returncode, "nothing found" in begun.stdout) == (0, True), begun.stdout
