"""The import contracts: each is broken on purpose in a copy of the package, and `lint-imports` says so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

from tests_support import ROOT

BREACHES = {
    "base": "puzanov_tei.relaxng",
    "relaxng/engine": "puzanov_tei.relaxng.diagnosis",
    "exporters/text": "puzanov_tei.exporters.records",
    "taggers": "lxml",
    "validation": "click",
    "odd": "puzanov_tei.model",
    "exporters": "puzanov_tei.marks",
    "reporters": "lxml",
}
"""Room -> what it must not know; with a lower floor's breach (in `findings.py`) one for each contract at least."""


def test_every_contract_is_broken_by_its_breach(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "puzanov_tei", tmp_path / "puzanov_tei", ignore=shutil.ignore_patterns("data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room, target in BREACHES.items():
        (tmp_path / "puzanov_tei" / room / "breach.py").write_text(f"import {target}\n", encoding="utf-8")
    with (tmp_path / "puzanov_tei/findings.py").open("a", encoding="utf-8") as file:
        file.write("\n\nimport lxml\n")
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as run; run()"
    command = [sys.executable, "-P", "-c", code, "--no-cache"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    said = " ".join(result.stdout.split())
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    kept = [c["name"] for c in contracts if not re.search(re.escape(c["name"]) + r" BROKEN", said)]
    assert kept == []


def test_no_module_imports_itself_through_others() -> None:
    """Imports inside functions count too: they only hide a circle."""
    graph = grimp.build_graph("puzanov_tei", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert "puzanov_tei.checks.xsd" in imports["puzanov_tei.validation.document"]  # inside a function
    TopologicalSorter(imports).prepare()  # CycleError names the circle
