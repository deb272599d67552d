"""What all commands have in common: the options that are promised, help that fits, near misses, notes, the log."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from puzanov_tei.cli import main
from tests_support import SAMPLE, run

PROMISED = {
    "init": "-q",
    "encode": "-o --authority --decisions --from --archive --encoding --name --force --report -j -q",
    "validate": "--schema --phase --select --ignore --statistics --output-file -o --exit-zero --format --xinclude "
    "--trust --catalog --config --changed-since --baseline --update-baseline --cache -j --timeout --fail-on --watch "
    "--fix --in-place -q",
    "fix": "--diff --in-place --select -q",
    "export": "-o --view --table --url --strict --report -j --profile --list -q",
    "odd compile": "-o --source --to",
    "odd check": "--source",
    "odd guide": "-o --source",
    "odd diff": "-o --format",
    "odd fetch": "",
    "authority init": "-q",
    "authority list": "--authority",
    "authority show": "--authority",
    "authority add": "--authority -q",
    "authority merge": "--authority --force -q",
    "authority import": "-o --force -q",
    "authority export": "-o --authority -q",
    "authority reconcile": "-o --authority -q",
    "decisions list": "--decisions",
    "decisions import": "--from --learn --as -q",
    "decisions apply": "-o -q",
    "decisions check": "--decisions",
    "decisions stats": "--decisions",
    "review": "--port --no-browser --as",
    "build": "-j --dask --only --dry-run -q",
    "serve": "--api --port",
    "search": "",
    "lsp": "",
    "plugins": "",
    "explain": "",
}
SHORT = {"-o": "--output", "-j": "--jobs", "-q": "--quiet", "-v": "--verbose"}


def commands(group: click.Command = main, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command without commands of its own, by its words."""
    if not isinstance(group, click.Group):
        yield name, group
        return
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        yield from commands(command, f"{name} {word}".strip())


def test_every_command_has_the_options_that_are_promised() -> None:
    there = {name: {option for p in command.params for option in p.opts} for name, command in commands()}
    for name, options in PROMISED.items():
        assert {*options.split(), "-v"} <= there[name], name


def test_a_short_option_means_the_same_everywhere() -> None:
    for name, command in commands():
        for parameter in command.params:
            for short in set(SHORT) & set(parameter.opts):
                assert any(option.startswith(SHORT[short]) for option in parameter.opts), name


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_help_fits_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in ([], ["--help"], *([*name.split(), "--help"] for name, _ in commands())):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        assert not [line for line in result.output.splitlines() if len(line) > min(columns, 100)], words


def test_the_nearest_option_is_the_one_that_is_named() -> None:
    result = run("validate", "--shema", "x.odd", "a.xml")
    assert result.returncode == 2
    said = result.stderr.decode().rstrip().replace("'", "")  # an older click has no quotation marks here
    assert said.endswith("Did you mean --schema?")


def test_the_log_is_shown_where_it_is_wanted_and_notes_are_not_where_they_are_not(tmp_path: Path) -> None:
    target = tmp_path / "a.xml"
    said = run("encode", "-v", str(SAMPLE), "-o", str(target)).stderr.decode()
    assert f"wrote {target}" in said
    assert "authority " in said
    assert "configuration " in said
    tables = tmp_path / "tables"
    assert run("authority", "export", "-o", str(tables)).stderr
    assert run("authority", "export", "-o", str(tables), "-q").stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_ends_a_command_in_peace(unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [sys.executable, "-m", "puzanov_tei", "explain", "--list"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        check=False,
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("place", ["puzanov_tei.cli.encode.command.callback", "click.Group.invoke", "sys.modules"])
def test_who_interrupts_it_has_one_line_and_exit_code_130(place: str) -> None:
    """While it works, on the way there, and while it is being loaded."""
    name, _, attribute = place.rpartition(".")
    code = f"""
import importlib, signal, sys, threading, types
from puzanov_tei.__main__ import start
class Interrupting(types.ModuleType):
    def __getattr__(self, name):
        raise KeyboardInterrupt
def interrupt(*_, **__):
    raise KeyboardInterrupt
if {place!r} == "sys.modules":
    sys.modules["puzanov_tei.cli"] = Interrupting("puzanov_tei.cli")
else:
    import puzanov_tei.cli.encode
    target = eval({name!r}, {{"puzanov_tei": puzanov_tei, "click": importlib.import_module("click")}})
    setattr(target, {attribute!r}, interrupt)
sys.argv = ["puzanov-tei", "encode", "x"]
start()
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (result.returncode, result.stderr.split()) == (130, [b"interrupted"])


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_commands_options_and_names(tmp_path: Path) -> None:
    program = tmp_path / "puzanov-tei"
    script = f"#!{sys.executable}\nfrom puzanov_tei.__main__ import start\nstart()\n"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    wanted = {
        "vali": "validate",
        "validate --sch": "--schema",
        "export gra": "graphml",
        "export edition --profile dse": "dse-static",
        "explain PZ10": "PZ103",
    }
    lines = ['eval "$(_PUZANOV_TEI_COMPLETE=bash_source puzanov-tei)"', "set -e"]
    for words in wanted:
        lines.append(f"COMP_WORDS=(puzanov-tei {words}) COMP_CWORD={len(words.split())}")
        lines.append('_puzanov_tei_completion puzanov-tei; echo "${COMPREPLY[@]}"; COMPREPLY=()')
    path = f"{tmp_path}:{os.environ['PATH']}"
    command = ["bash", "-c", "\n".join(lines)]
    done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True)
    offered = [line.split() for line in done.stdout.splitlines()]
    assert [name in line for name, line in zip(wanted.values(), offered, strict=True)] == [True] * len(wanted)
