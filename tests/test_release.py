"""A release: one version everywhere, a workflow that parses, and a package that builds and passes the checks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from puzanov_tei.version import __version__
from tests_support import ROOT

WORKFLOW = ROOT / ".github/workflows/release.yml"


def test_one_version_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r"^version: (.+)$", citation, re.MULTILINE)[1] == __version__  # type: ignore[index]  # else it fails
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_workflow_builds_checks_attests_and_publishes_only_what_a_tag_names() -> None:
    yaml = pytest.importorskip("yaml")
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert workflow[True] == {"push": {"tags": ["v*"]}}  # YAML 1.1 reads the key `on` as true
    build, publish = workflow["jobs"]["build"], workflow["jobs"]["publish"]
    steps = [step.get("uses", step.get("run", "")).partition("@")[0].strip() for step in build["steps"]]
    order = ["grep -q", "python -m pip install build twine", "python -m twine check", "actions/attest-build-provenance"]
    places = [next(i for i, step in enumerate(steps) if step.startswith(name)) for name in order]
    assert places == sorted(places)
    assert publish["needs"] == "build"
    assert publish["permissions"] == {"id-token": "write"}
    assert workflow["permissions"] == {"contents": "read"}


def test_a_tag_that_is_not_the_version_stops_the_release() -> None:
    step = re.search(r"run: (grep -q .+)", WORKFLOW.read_text(encoding="utf-8"))
    assert step
    for tag, code in ((f"v{__version__}", 0), ("v99.0", 1)):
        environment = {**os.environ, "GITHUB_REF_NAME": tag}
        assert subprocess.run(["bash", "-c", step[1]], cwd=ROOT, env=environment, check=False).returncode == code, tag


@pytest.mark.slow
def test_source_and_wheel_build_and_pass_the_check(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    made = sorted(tmp_path.iterdir())
    assert [path.name for path in made] == [
        f"puzanov_tei-{__version__}-py3-none-any.whl", f"puzanov_tei-{__version__}.tar.gz",
    ]  # fmt: skip
    if "clients" not in os.environ.get("PUZANOV_TEI_REQUIRE", "").split():
        pytest.importorskip("twine")
    check = [sys.executable, "-m", "twine", "check", "--strict", *map(str, made)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
