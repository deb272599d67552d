"""Parts from other packages: the examples of `docs/plugins.md` and `docs/taggers.md`, built, installed and run."""

from __future__ import annotations

import json
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
name = "my-edition"
version = "1.0"
[tool.hatch.build.targets.wheel]
packages = ["my_edition"]
[project.entry-points."puzanov_tei.taggers"]
ships = "my_edition.ships:ships"
dates = "my_edition.ships:ships"
nothing = "my_edition.nothing:tag"
"""
PAGE = 'MINUTES OF MAY\nPyongyang\n\n6 September 1960\n\nIn the harbor the motor vessel "Ussuri" was unloading flour.\n'


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package installed into it, by pip from a project built like anybody's."""
    project = tmp_path_factory.mktemp("project")
    (project / "my_edition").mkdir()
    (project / "my_edition/__init__.py").write_text("", encoding="utf-8")
    (project / "my_edition/ships.py").write_text(blocks("taggers.md", "python")[0], encoding="utf-8")
    for block in blocks("plugins.md", "python"):
        name = re.match(r"# (my_edition/\w+\.py)\n", block)
        assert name is not None
        (project / name[1]).write_text(block.partition("\n")[2], encoding="utf-8")
    (project / "pyproject.toml").write_text(PYPROJECT + blocks("plugins.md", "toml")[0], encoding="utf-8")
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    result = subprocess.run([*pip, "--target", str(target), str(project)], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
    return target


def run(folder: Path, *arguments: str, page: str = PAGE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "puzanov_tei", *arguments]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(command, input=page, capture_output=True, check=False, text=True, env=environment)


def test_an_installed_tagger_and_reader_are_used_by_name(installed: Path) -> None:
    with_both = run(installed, "encode", "-", "--tagger", "ships", "--from", "minutes")
    assert with_both.returncode == 0, with_both.stderr
    assert '<title resp="#tool" cert="medium">Ussuri</title>' in with_both.stdout
    assert "Minutes Of May" in with_both.stdout
    without = run(installed, "encode", "-")
    assert "Ussuri</title>" not in without.stdout
    assert "Minutes Of May" not in without.stdout


def test_an_installed_check_and_reporter_are_used_by_name(installed: Path) -> None:
    tei = run(installed, "encode", "-").stdout.replace("flour", "DRAFT")
    checked = run(installed, "validate", "-", "--check", "drafts", "--format", "count", page=tei)
    without = run(installed, "validate", "-", "--format", "count", page=tei)
    assert checked.returncode == 1, checked.stderr
    assert int(checked.stdout) == int(without.stdout) + 1


def test_an_installed_format_is_used_by_name(installed: Path) -> None:
    tei = run(installed, "encode", "-").stdout
    written = run(installed, "export", "words", "-", "-o", "-", page=tei)
    assert re.fullmatch(r"\S+ \d+\n", written.stdout), written.stderr


def test_an_installed_source_of_decisions_is_used_by_name(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><text/></TEI>')
    (tmp_path / "slips.tsv").write_text("d\tp-1\tSee below.\nother\tp-1\tWhere?\n")
    where = ("--decisions", str(tmp_path / "decisions"), "--tei", str(tmp_path / "d.xml"), "--as", "ab")
    learnt = run(installed, "decisions", "import", str(tmp_path / "slips.tsv"), "--from", "slips", *where)
    assert learnt.returncode == 1
    assert "PZ906" in learnt.stderr
    (line,) = (tmp_path / "decisions/d.jsonl").read_text().splitlines()
    assert json.loads(line) == {"v": 1, "op": "note", "block": "p-1", "exact": "", "value": "See below.", "by": "ab"}


def test_an_installed_archive_is_used_by_name(installed: Path) -> None:
    page = "Our Society | Papers\nHeading: On the Harvest\nWritten: 4 May 1952\nLesk, 4 May 1952\n\nThe harvest."
    tei = run(installed, "encode", "-", "--archive", "society", page=page).stdout
    assert "<orgName>Papers of Our Society</orgName>" in tei
    assert ">On the Harvest</title>" in tei
    assert "Papers of Our Society" not in run(installed, "encode", "-", page=page).stdout


def test_an_installed_edition_is_used_by_name(installed: Path, tmp_path: Path) -> None:
    tei = run(installed, "encode", "-").stdout
    made = run(installed, "export", "edition", "--profile", "galley", "-", "-o", str(tmp_path / "out"), page=tei)
    assert made.returncode == 0, made.stderr
    (written,) = (tmp_path / "out").glob("*.xml")
    assert "teiHeader" not in written.read_text(encoding="utf-8")
    assert "unloading flour" in written.read_text(encoding="utf-8")


def test_all_are_listed_with_where_they_come_from(installed: Path) -> None:
    listed = run(installed, "plugins", "--format", "json")
    groups = json.loads(listed.stdout)
    mine = {p["name"]: p for plugins in groups.values() for p in plugins if p["origin"] == "my-edition 1.0"}
    assert set(mine) == {
        "ships",
        "minutes",
        "society",
        "drafts",
        "words",
        "galley",
        "count",
        "slips",
        "dates",
        "nothing",
    }
    assert mine["drafts"]["summary"] == "Drafts must not be published."
    assert {name for name, plugin in mine.items() if plugin["fault"]} == {"dates", "nothing"}
    assert listed.returncode == 1
    assert run(Path(), "plugins").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("encode", "-", "--tagger", "shps"), "Did you mean 'ships'?"),
        (("encode", "-", "--tagger", "nothing"), "from my-edition 1.0) cannot be used: ModuleNotFoundError"),
        (("encode", "-", "--from", "minute"), "Did you mean 'minutes'?"),
        (("encode", "-", "--archive", "socety"), "Did you mean 'society'?"),
        (("export", "edition", "--profile", "gally", "-", "-o", "x"), "Did you mean 'galley'?"),
        (("validate", "-", "--check", "draft"), "Did you mean 'drafts'?"),
        (("validate", "-", "--format", "coutn"), "Did you mean 'count'?"),
        (("export", "wrds", "-"), "Did you mean 'words'?"),
        (("decisions", "import", "-", "--from", "slip"), "Did you mean 'slips'?"),
    ],
)
def test_what_cannot_be_used(installed: Path, arguments: tuple[str, ...], sentence: str) -> None:
    result = run(installed, *arguments)
    assert result.returncode == 2
    assert sentence in result.stderr
