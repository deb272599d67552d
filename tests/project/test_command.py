"""`init` and `build` as commands: what a newcomer sees, what a killed build leaves, two at once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from project_support import built, from_nothing, make, results
from puzanov_tei.project.state import ProjectState
from tests_support import SAMPLE, run


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_init_and_build_give_an_edition(tmp_path: Path) -> None:
    folder = tmp_path / "my edition"
    made = run("init", str(folder))
    assert made.returncode == 0
    assert f"puzanov-tei build {folder}".encode() in made.stderr
    (folder / "source" / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    done = run("build", str(folder))
    assert done.returncode == 0
    assert all(line.startswith(b"info[PZ831]") for line in done.stderr.splitlines()), done.stderr.decode()
    assert {line.split()[0] for line in done.stdout.decode().splitlines()} >= {"encode", "validate", "csv", "site"}
    assert (folder / "tei/wcda-115612.xml").is_file()
    assert {path.name for path in (folder / "export").iterdir()} == {"text", "csv", "site"}
    assert (folder / "export/site/index.html").is_file()
    checked = run("validate", cwd=folder)
    assert (checked.returncode, b"4 files checked against puzanov") == (0, checked.stdout[:31])


def test_a_second_init_changes_nothing(tmp_path: Path) -> None:
    run("init", cwd=tmp_path)
    (tmp_path / "README.md").write_text("Mine.", encoding="utf-8")
    before = tree(tmp_path)
    again = run("init", cwd=tmp_path)
    assert (again.returncode, tree(tmp_path)) == (0, before)
    assert again.stderr.startswith(b"Everything is there")


def test_init_keeps_to_a_configuration_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "puzanov-tei.toml").write_text('authority = "people"\n[build]\nsource = "pages"\n', encoding="utf-8")
    run("init", str(tmp_path))
    assert (tmp_path / "people/persons.xml").is_file()
    assert (tmp_path / "pages").is_dir() and not (tmp_path / "source").exists()


def test_the_configuration_of_init_is_toml_that_is_read(tmp_path: Path) -> None:
    make(tmp_path, 0)
    keys = tomllib.loads((tmp_path / "puzanov-tei.toml").read_text("utf-8"))
    assert keys["build"]["formats"] == ["text", "csv", "html"] and keys["build"]["site"] is False
    assert keys["schema"] == ["schema/puzanov.odd"]


def test_workflows_call_commands_that_there_are(tmp_path: Path) -> None:
    import re

    from click.testing import CliRunner

    from puzanov_tei.cli import main

    make(tmp_path, 0)
    lines = [
        line
        for file in (tmp_path / ".github/workflows").iterdir()
        for line in re.findall(r"run: puzanov-tei (.*)", file.read_text("utf-8"))
    ]
    assert lines
    for line in lines:
        assert CliRunner().invoke(main, [*line.split(), "--help"]).exit_code == 0, line


def test_without_a_project_the_next_command_is_named(tmp_path: Path) -> None:
    result = run("build", str(tmp_path))
    assert (result.returncode, result.stdout) == (2, b"")
    assert f"puzanov-tei init {tmp_path}".encode() in result.stderr


def test_an_empty_project_says_what_is_missing(tmp_path: Path) -> None:
    make(tmp_path, 0)
    result = run("build", str(tmp_path))
    assert result.returncode == 0
    assert b"There are no documents yet" in result.stdout


def test_an_unknown_step_or_key_is_refused(tmp_path: Path) -> None:
    make(tmp_path, 1)
    assert run("build", str(tmp_path), "--only", "encod").returncode == 2
    with (tmp_path / "puzanov-tei.toml").open("a", encoding="utf-8") as file:
        file.write("\n")
    text = (tmp_path / "puzanov-tei.toml").read_text("utf-8").replace('export = "export"', 'exprot = "export"')
    (tmp_path / "puzanov-tei.toml").write_text(text, encoding="utf-8")
    result = run("build", str(tmp_path))
    assert result.returncode == 2
    assert b"Did you mean 'export'?" in result.stderr


def test_of_many_findings_alike_the_rest_is_counted(tmp_path: Path) -> None:
    run("init", str(tmp_path / "many"))
    for number in range(13):
        (tmp_path / f"many/source/page-{number}.txt").write_text(f"Report\n\nThey sold {number} bales] of wool.\n")
    told = run("build", str(tmp_path / "many"), "--only", "encode").stderr.decode().splitlines()
    assert sum("[PZ602]" in line for line in told) == 10
    assert "  ... and 3 more of PZ602 like this" in told


def test_two_builds_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    with ProjectState():
        second = run("build")
    assert second.returncode == 2
    assert b"another build of this project is running" in second.stderr
    assert run("build").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="no such limit")
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """No file may grow above 64 kB: the state does."""
    folder = make(tmp_path / "edition", 12)
    tool = f"{sys.executable} -m puzanov_tei build '{folder}' -j 1"
    full = subprocess.run(["bash", "-c", f"ulimit -f 64; {tool}"], capture_output=True, check=False)
    assert full.returncode == 2, full.stderr.decode()
    assert f"cannot write {folder.resolve()}/.puzanov/build.sqlite".encode() in full.stderr
    assert run("build", str(folder)).returncode == 0
    assert results(folder) == from_nothing(folder, tmp_path / "copy")


def killed(folder: Path, after: float) -> bool:
    """Start a build and kill it, and what it has started, after so many seconds; whether it was still running."""
    command = [sys.executable, "-m", "puzanov_tei", "build", str(folder), "-j", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def survive(tmp_path: Path, times: int) -> None:
    folder = make(tmp_path / "edition", 24)
    expected = from_nothing(folder, tmp_path / "copy")
    chance = random.Random(1957)
    kills = 0
    for number in range(times):
        if not number % 5:  # begin again, so that there is something to be killed at
            for file in (folder / ".puzanov").glob("build.sqlite*"):
                file.unlink()
        (folder / f"source/page-{number % 24}.txt").touch()
        kills += killed(folder, chance.uniform(0.3, 4))
    assert kills
    done = run("build", str(folder))
    assert done.returncode == 0, done.stderr.decode()
    assert results(folder) == expected
    assert not [name for name in results(folder) if name.endswith(".tmp")]
    assert sum(one.made for one in built(folder).values()) == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_build_that_is_killed(tmp_path: Path) -> None:
    survive(tmp_path, 2)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_build_that_is_killed_a_hundred_times(tmp_path: Path) -> None:
    survive(tmp_path, 100)
