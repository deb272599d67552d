"""Workflows of GitHub and jobs of GitLab, run step by step in a folder, as a server does it, as far as we use that.

Actions are stood in for: `checkout` clones (shallow, as it does), `setup-python` does nothing, others are noted. `pip`
does nothing, as the program is there already. Everything else is run.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests_support import ROOT

_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@dataclass
class Server:
    """A server that runs steps of one job.

    Attributes:
        origin: the repository that is checked out.
        base: the branch that a pull request wants to change; empty for a push.
        noted: the actions that were called and not run, with what they were given.
        said: each command's exit code and output, in order.
    """

    folder: Path
    origin: Path
    base: str = ""
    noted: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)
    failed: bool = False

    @property
    def workspace(self) -> Path:
        return self.folder / "work"

    @property
    def summary(self) -> Path:
        return self.folder / "summary.md"

    def run(self, workflow: str) -> None:
        """The jobs of a workflow."""
        for job in yaml.safe_load(workflow)["jobs"].values():
            where = job.get("defaults", {}).get("run", {}).get("working-directory", ".")
            for step in job["steps"]:
                self._step(step, {"github.base_ref": self.base}, where)

    def script(self, job: dict[str, Any]) -> None:
        """The script of a job of GitLab, which ends with the first line that fails."""
        self._checkout()
        self._bash("\n".join(job["script"]), {}, ".")

    def _step(self, step: dict[str, Any], known: dict[str, str], where: str) -> None:
        if self.failed and step.get("if") != "always()":
            return
        given = {key: self._meant(str(value), known) for key, value in step.get("with", {}).items()}
        uses = step.get("uses", "").partition("@")[0]
        if uses == "actions/checkout":
            self._checkout()
        elif uses == "example/puzanov_tei":
            self._action(given)
        elif uses:
            self.noted.append((uses, given))
        if "run" in step:
            environment = {key: self._meant(value, known) for key, value in step.get("env", {}).items()}
            place = self._meant(step.get("working-directory", where), known)
            self._bash(self._meant(step["run"], known), environment, place)

    def _action(self, given: dict[str, str]) -> None:
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        assert set(given) <= set(action["inputs"])
        inputs = {f"inputs.{key}": given.get(key, one["default"]) for key, one in action["inputs"].items()}
        for step in action["runs"]["steps"]:
            assert "uses" in step or step["shell"] == "bash"
            self._step(step, inputs, ".")

    def _meant(self, text: str, known: dict[str, str]) -> str:
        return _EXPRESSION.sub(lambda match: known[match[1]], text)

    def _checkout(self) -> None:
        subprocess.run(["git", "clone", "-q", "--depth=1", self.origin.as_uri(), self.workspace], check=True)

    def _bash(self, script: str, environment: dict[str, str], where: str) -> None:
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.workspace / where,
            env=self._environment() | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        self.said.append((done.returncode, done.stdout + done.stderr))
        self.failed |= done.returncode != 0

    def _environment(self) -> dict[str, str]:
        programs = self.folder / "bin"
        programs.mkdir(exist_ok=True)
        for name, line in (("puzanov-tei", f'exec {sys.executable} -m puzanov_tei "$@"'), ("pip", "true")):
            (programs / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            (programs / name).chmod(stat.S_IRWXU)
        (programs / "python").write_text(
            f'#!/bin/sh\n[ "$1 $2" = "-m pip" ] || exec {sys.executable} "$@"\n', encoding="utf-8"
        )
        (programs / "python").chmod(stat.S_IRWXU)
        keep = {key: os.environ[key] for key in ("HOME", "XDG_CACHE_HOME", "PYTHONPATH") if key in os.environ}
        return keep | {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_BASE_REF": self.base,
            "GITHUB_ACTION_PATH": str(ROOT),
        }
