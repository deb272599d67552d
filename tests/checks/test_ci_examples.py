"""The examples for CI in the documentation: their options exist, their configuration is read, their hook runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from puzanov_tei.cli.validate import command
from puzanov_tei.validation import project
from puzanov_tei.validation.codes import codes
from tests_support import ROOT, run

GUIDE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
FINDINGS = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
HOOK = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"puzanov-tei validate ([^`\n]+)", GUIDE)))


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_have_options_that_exist(line: str) -> None:
    words = shlex.split(line.partition(" >")[0].replace("${{ github.base_ref }}", "main"))
    command.make_context("validate", words)


def test_commands_are_found() -> None:
    assert len(COMMANDS) >= 4
    with pytest.raises(click.UsageError):
        command.make_context("validate", ["--no-such-option"])


def test_the_configuration_is_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    (tmp_path / project.FILE).write_text(example, encoding="utf-8")
    settings = project.find(tmp_path)
    assert settings.fail_on == "warning"
    assert settings.severities == {"PZ369": "off", "PZ340": "error"}
    assert settings.timeout == 60
    assert settings.excludes(tmp_path / "editions/drafts/a.xml")
    assert not settings.excludes(tmp_path / "editions/a.xml")


def test_every_key_of_the_configuration_is_documented() -> None:
    for key in project._KEYS:
        assert re.search(rf"\b{key}\b", GUIDE), key


def test_the_hook_runs(tmp_path: Path) -> None:
    entry = re.search(r"entry: puzanov-tei (.*)", HOOK)
    assert entry
    valid = ROOT / "tests/schema/edition.xml"
    done = run(*shlex.split(entry[1]), str(valid))
    assert (done.returncode, done.stdout) == (0, b"")
    broken = tmp_path / "broken.xml"
    broken.write_text(valid.read_text(encoding="utf-8").replace("#pers-han", "#pers-hon"), encoding="utf-8")
    assert run(*shlex.split(entry[1]), str(valid), str(broken)).returncode == 1


def test_codes_in_the_documentation_exist() -> None:
    known = codes()
    for code in re.findall(r"PZ\d{3}", GUIDE + FINDINGS):
        assert code in known, code
