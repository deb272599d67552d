"""The line that says how far a command has come: on a terminal only, never longer than it, and gone at the end."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from puzanov_tei.cli import progress
from puzanov_tei.cli.progress import Progress, tracked


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@dataclass
class Done:
    name: str


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    made = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=made))
    monkeypatch.setattr(progress, "click", SimpleNamespace(echo=lambda text, **_: made.write(text)))
    monkeypatch.setattr(progress, "_STEP", 0)
    monkeypatch.setenv("COLUMNS", "40")
    yield made


def test_counts_time_left_and_the_file_in_hand(terminal: Terminal) -> None:
    files = [Done("a/x.xml"), Done("a/y.xml")]
    assert list(tracked(files, 2, "checking", False)) == files
    lines = terminal.getvalue().split("\r")
    assert lines[1].startswith("checking 1/2 0:0")
    assert lines[1].rstrip().endswith("left x.xml")
    assert lines[-2].strip() == lines[-1] == "", "it is wiped"


def test_a_line_is_never_longer_than_the_terminal(terminal: Terminal) -> None:
    Progress(2, doing="checking").show(1, "a-rather-long-name-of-a-file-in-a-corpus.xml")
    assert max(map(len, terminal.getvalue().split("\r"))) == 39


def test_steps_begin_anew(terminal: Terminal) -> None:
    line = Progress()
    line.of_step("encode", 0, 3)
    line.of_step("encode", 1, 3)
    line.of_step("validate", 2, 3)
    assert [shown.split()[:2] for shown in terminal.getvalue().split("\r")[1:]] == [
        ["encode", "0/3"], ["encode", "1/3"], ["validate", "2/3"],
    ]  # fmt: skip


@pytest.mark.parametrize(("total", "quiet"), [(1, False), (5, True)])
def test_nothing_for_one_file_or_where_nobody_wants_it(terminal: Terminal, total: int, quiet: bool) -> None:
    line = Progress(total, quiet)
    line.show(1, "x.xml")
    line.clear()
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(("seconds", "shown"), [(0.4, "0:00 left"), (75, "1:15 left"), (3661, "1:01:01 left")])
def test_time_left(seconds: float, shown: str) -> None:
    assert progress._clock(seconds) == shown
