"""The workflows of the documentation, the action and the hook, run step by step on a repository with a fault in it."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests_support import ROOT
from workflows import Server

GUIDE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
PLAIN, CHANGED, ACTION = re.findall(r"```yaml\n(name: .*?)```", GUIDE, re.DOTALL)
(GITLAB,) = re.findall(r"```yaml\n(tei:.*?)```", GUIDE, re.DOTALL)
(HOOKS,) = re.findall(r"```yaml\n(repos:.*?)```", GUIDE, re.DOTALL)
TEI = (ROOT / "tests/schema/edition.xml").read_text(encoding="utf-8")
WRONG = "#pers-hon"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository: an old fault on the branch main, a new one on the branch change, which is checked out."""
    folder = tmp_path / "origin"
    (folder / "data").mkdir(parents=True)
    (folder / "puzanov-tei.toml").write_text('paths = ["data"]\n', encoding="utf-8")
    (folder / "data/old.xml").write_text(TEI.replace("#pers-han", WRONG), encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    git(folder, "switch", "-qc", "change")
    new = TEI.replace("#pers-han", WRONG)
    identifier = re.search(r'<TEI[^>]*xml:id="([^"]+)"', TEI)
    (folder / "data/new.xml").write_text(new.replace(identifier[1], "new-one") if identifier else new, encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "two")
    return folder


def annotated(output: str) -> set[str]:
    """The files that GitHub is told of."""
    return set(re.findall(r"::error file=([^,]+)", output))


def test_every_file_is_checked(origin: Path, tmp_path: Path) -> None:
    server = Server(tmp_path, origin)
    server.run(PLAIN)
    assert [code for code, _ in server.said] == [0, 1]
    assert annotated(server.said[-1][1]) == {"data/old.xml", "data/new.xml"}
    assert "data/new.xml" in server.summary.read_text(encoding="utf-8")


def test_a_pull_request_in_a_shallow_clone_is_told_of_what_it_changed(origin: Path, tmp_path: Path) -> None:
    server = Server(tmp_path, origin, base="main")
    server.run(CHANGED)
    assert [code for code, _ in server.said] == [0, 0, 1, 0]  # the last one runs although the third failed
    assert annotated(server.said[2][1]) == {"data/new.xml"}
    (results,) = [run["results"] for run in json.loads((server.workspace / "data/tei.sarif").read_bytes())["runs"]]
    files = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert files == {"data/old.xml", "data/new.xml"}  # as the repository names them, not the folder it runs in
    assert server.noted[-1] == ("github/codeql-action/upload-sarif", {"sarif_file": "data/tei.sarif"})


@pytest.mark.parametrize(("base", "told"), [("main", {"data/new.xml"}), ("", {"data/new.xml", "data/old.xml"})])
def test_the_action(origin: Path, tmp_path: Path, base: str, told: set[str]) -> None:
    server = Server(tmp_path, origin, base=base)
    server.run(ACTION)
    assert [code for code, _ in server.said] == [0, 1]
    assert annotated(server.said[-1][1]) == told
    assert (server.workspace / "data/tei.sarif").is_file()


def test_an_input_of_the_action_is_never_run(origin: Path, tmp_path: Path) -> None:
    server = Server(tmp_path, origin)
    server.run(ACTION.replace("--fail-on warning", '"$(touch ran); touch ran; `touch ran`"'))
    assert server.failed
    assert not list(server.workspace.rglob("ran"))


def test_a_job_of_gitlab(origin: Path, tmp_path: Path) -> None:
    job = yaml.safe_load(GITLAB)["tei"]
    server = Server(tmp_path, origin)
    server.script(job)
    report = server.workspace / job["artifacts"]["reports"]["codequality"]
    assert server.failed
    assert {one["location"]["path"] for one in json.loads(report.read_bytes())} == {"data/old.xml", "data/new.xml"}


def test_a_base_that_a_shallow_clone_has_not(origin: Path, tmp_path: Path) -> None:
    server = Server(tmp_path, origin, base="main")
    server.run(
        CHANGED.replace('git fetch --no-tags --depth=1 origin "$GITHUB_BASE_REF"', "sleep 0").replace(
            "--changed-since FETCH_HEAD", "--changed-since origin/main"
        )
    )
    code, output = server.said[2]
    assert code == 2
    assert "git fetch --depth=1 origin main" in output


@pytest.mark.slow
def test_pre_commit_runs_the_hook(origin: Path, tmp_path: Path) -> None:
    """The hook is installed as pre-commit does it: our repository cloned, the package built, its libraries fetched."""
    if importlib.util.find_spec("pre_commit") is None:
        assert "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split(), "pre-commit is missing"
        pytest.skip("pre-commit is not installed")
    ours = tmp_path / "ours"
    for name in git(
        ROOT,
        "ls-files",
        "puzanov_tei",
        "schema",
        "corpus",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".pre-commit-hooks.yaml",
    ).splitlines():
        (ours / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, ours / name)
    git(ours, "init", "-q")
    git(ours, "add", ".")
    git(ours, "commit", "-qm", "one")
    hooks = yaml.safe_load(HOOKS)
    hooks["repos"][0] |= {"repo": ours.as_uri(), "rev": git(ours, "rev-parse", "HEAD")}
    hooks["repos"][0]["hooks"][0]["args"] = ["--schema", "puzanov"]
    (origin / ".pre-commit-config.yaml").write_text(yaml.safe_dump(hooks), encoding="utf-8")
    git(origin, "add", ".")
    environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "home")}

    def hook(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", *arguments],
            cwd=origin,
            env=environment,
            text=True,
            capture_output=True,
            check=False,
            timeout=280,
        )

    done = hook("--files", "data/new.xml")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "data/new.xml" in done.stdout
    assert "PZ401" in done.stdout
    (origin / "data/new.xml").write_text(TEI, encoding="utf-8")
    done = hook("--files", "data/new.xml")
    assert done.returncode == 0, done.stdout
