"""The wheel works outside the repository: schema and authority travel in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests_support import ROOT, SAMPLE


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel holds."""
    built = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
    (wheel,) = built.glob("*.whl")
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(folder: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    # -P keeps the repository (an editable install) from standing in for the wheel.
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); import puzanov_tei.cli; puzanov_tei.cli.run()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments], cwd=cwd, capture_output=True, check=False, env=dict(os.environ)
    )


def test_the_wheel_holds_what_it_needs(unpacked: Path) -> None:
    package = unpacked / "puzanov_tei"
    for name in ("data/schema/puzanov.odd", "data/schema/puzanov.rng", "data/authority/persons.xml", "py.typed"):
        assert (package / name).is_file(), name
    assert not (unpacked / "tests").exists()


def test_encode_and_validate_from_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    encoded = run(unpacked, "encode", str(SAMPLE), "-o", "journal.xml", cwd=tmp_path)
    assert encoded.returncode == 0, encoded.stderr.decode()
    assert b'ref="#pers-kim-il-sung"' in (tmp_path / "journal.xml").read_bytes()
    checked = run(unpacked, "validate", "journal.xml", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout.decode() + checked.stderr.decode()
    where = run(unpacked, "--version", cwd=tmp_path)
    assert where.returncode == 0
