"""Every command that the README shows works, in the order in which it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests_support import ROOT, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    return [line[2:] for block in CONSOLE.findall(README) for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("corpus/source", "corpus/authority", "schema"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_readme_shows_commands() -> None:
    assert len(commands()) > 10


def test_every_command_of_the_readme(checkout: Path) -> None:
    """In one test, because the later ones use what the earlier ones made."""
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for command in commands():
        words = shlex.split(command)
        if words[0] in ("git", "make"):
            assert words[0] == "git" or set(words[1:]) <= set(targets), command
            continue
        assert words[0] == "puzanov-tei", command
        result = run(*words[1:], cwd=checkout)
        assert result.returncode == 0, (command, result.stdout.decode()[-2000:], result.stderr.decode()[-2000:])
