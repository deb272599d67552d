"""Files written some at a time."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from puzanov_tei.base.writers import Writers
from puzanov_tei.errors import OutputError


def test_files_in_new_folders_are_there_after_waiting_and_none_is_taken_for_a_leftover(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writers = Writers()
    with caplog.at_level(logging.WARNING):
        for number in range(100):
            writers.write(tmp_path / f"folder-{number // 50}" / f"{number}.txt", b"words")
        writers.wait()
    assert {path.read_bytes() for path in tmp_path.glob("*/*.txt")} == {b"words"}
    assert len(list(tmp_path.rglob("*.*"))) == 100
    assert caplog.messages == []


def test_a_place_that_cannot_be_written_is_told_while_waiting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    writers = Writers()
    writers.write(tmp_path / "file" / "a.txt", b"words")
    with pytest.raises(OutputError):
        writers.wait()
