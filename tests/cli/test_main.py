"""The command line as a whole: fast to start, helpful when wrong, exit codes as documented."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from puzanov_tei.cli import COMMANDS, main
from puzanov_tei.version import __version__
from tests_support import run


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert (result.exit_code, result.output) == (0, f"puzanov-tei, version {__version__}\n")


def test_starting_does_not_load_what_it_does_not_need() -> None:
    code = (
        "import sys; from puzanov_tei.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'lxml', 'rich', 'xmlschema', 'saxonche', 'jinja2', 'ahocorasick_rs'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "xample" in result.output
    assert "puzanov-tei" in result.output


def test_unknown_command_gets_a_near_miss() -> None:
    result = run("encdoe", "x.txt")
    assert result.returncode == 2
    assert b"Did you mean 'encode'?" in result.stderr


def test_an_internal_error_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from puzanov_tei import cli

    def broken(**_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(cli.main, "main", broken)
    with pytest.raises(SystemExit) as leave:
        cli.run()
    assert leave.value.code == 3
    message = capsys.readouterr().err
    assert "internal error: RuntimeError: boom" in message
    assert "Traceback" not in message


def test_asked_for_nothing_it_says_what_to_do_first() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 0
    shown = [line.split()[1] for line in result.output.splitlines() if line.startswith("  puzanov-tei ")]
    assert shown[:2] == ["init", "build"]
    assert set(shown) <= set(COMMANDS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_and_options(shell: str) -> None:
    environment = {"COMP_WORDS": "puzanov-tei export --vi", "COMP_CWORD": "2" if shell != "fish" else "--vi"}
    environment |= {"_PUZANOV_TEI_COMPLETE": f"{shell}_complete"}
    result = CliRunner().invoke(main, [], prog_name="puzanov-tei", env=environment)
    assert "--view" in result.output
