"""Places of findings as reports show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.cli import places
from puzanov_tei.findings import Location


def test_the_line_of_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_bytes(b"<a>\n\xff<b/>\n</a>")
    assert places.line(Location(str(file), 2, 1)) == "\ufffd<b/>"
    assert places.line(Location(str(file), 9, 1)) == ""
    assert places.line(Location(str(tmp_path / "gone.xml"), 1, 1)) == ""
    file.write_bytes(b"<a/>")
    assert places.line(Location(str(file), 1, 1)) == "<a>"
    places.forget()
    assert places.line(Location(str(file), 1, 1)) == "<a/>"


def test_files_are_named_from_the_root_of_their_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "edition/.git").mkdir(parents=True)
    (tmp_path / "edition/tei").mkdir()
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path / "edition/tei")
    assert places.in_repository("a.xml") == "tei/a.xml"
    assert places.in_repository("-") == "-"
    assert places.in_repository("../../other.xml") == (tmp_path / "other.xml").resolve().as_posix()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert places.in_repository("a.xml") == "edition/tei/a.xml"
