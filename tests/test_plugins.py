"""A tagger from another package: the example of `docs/taggers.md`, built, installed and run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests_support import ROOT

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "ship-tagger"
version = "1.0"
[project.entry-points."puzanov_tei.taggers"]
ships = "ship_tagger:ships"
"""
PAGE = 'Pyongyang\n\n6 September 1960\n\nIn the harbor the motor vessel "Ussuri" was unloading flour.\n'


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plug-in installed into it, by pip from a project built like anybody's."""
    project = tmp_path_factory.mktemp("project")
    example = re.search(r"```python\n(.*?)```", (ROOT / "docs/taggers.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    (project / "ship_tagger.py").write_text(example[1], encoding="utf-8")
    (project / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    result = subprocess.run([*pip, "--target", str(target), str(project)], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
    return target


def encode(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "puzanov_tei", "encode", "-", *arguments],
        input=PAGE.encode(),
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(folder)},
    )


def test_an_installed_tagger_is_run_by_name(installed: Path) -> None:
    result = encode(installed, "--tagger", "ships")
    assert result.returncode == 0, result.stderr.decode()
    assert b'<title resp="#tool" cert="medium">Ussuri</title>' in result.stdout
    assert b"<title resp" not in encode(installed).stdout


def test_an_unknown_tagger_gets_a_near_miss(installed: Path) -> None:
    result = encode(installed, "--tagger", "shps")
    assert result.returncode == 2
    assert b"Did you mean 'ships'?" in result.stderr
