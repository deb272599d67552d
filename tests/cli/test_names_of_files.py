"""Names of files that are no text in UTF-8, and locales that say nothing: a message never ends a run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests_support import SAMPLE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all names are text")
LATIN = os.fsdecode("Böhmen".encode("latin-1"))
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "puzanov_tei", *arguments]
    return subprocess.run(command, cwd=folder, env=os.environ | environment, capture_output=True, check=False)


def test_a_folder_with_such_a_name_is_encoded_checked_and_exported(tmp_path: Path) -> None:
    folder = tmp_path / LATIN
    folder.mkdir()
    (folder / f"{LATIN}.txt").write_bytes(SAMPLE.read_bytes())
    tei = f"{LATIN}/tei"
    for arguments in (("encode", LATIN, "-o", tei), ("validate", tei), ("export", "csv", tei, "-o", "csv")):
        done = run(tmp_path, *arguments)
        assert done.returncode == 0, done.stderr.decode("latin-1")


def test_a_source_with_such_a_name_is_a_finding_of_the_build(tmp_path: Path) -> None:
    run(tmp_path, "init", ".")
    (tmp_path / "source" / f"{LATIN}.txt").write_text("Oslo, 3 May 1957. I spoke with him.")
    (tmp_path / "source/good.txt").write_text("Oslo, 3 May 1957. I spoke with him.")
    done = run(tmp_path, "build")
    assert done.returncode == 1, done.stderr
    assert b"PZ953" in done.stderr
    assert [path.name for path in (tmp_path / "tei").iterdir()] == ["doc-good.xml"]


def test_a_locale_that_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "Maße.txt").write_bytes(SAMPLE.read_bytes())
    done = run(tmp_path, "encode", "Maße.txt", "-o", "Größe.xml", **ASCII)
    assert done.returncode == 0, done.stderr
    missing = run(tmp_path, "validate", "weiß.xml", **ASCII)
    assert (missing.returncode, "weiß.xml: there is no such file".encode() in missing.stderr) == (2, True)
