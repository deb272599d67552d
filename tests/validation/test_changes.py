"""What changed, as git knows it: what cannot be asked is one sentence, what cannot be read depends on nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.errors import UsageError
from puzanov_tei.validation import changes
from puzanov_tei.validation.choice import SchemaChoice


def test_a_revision_is_no_option() -> None:
    with pytest.raises(UsageError, match="'--output=x' is no revision"):
        changes.changed_since("--output=x")


def test_without_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git cannot be asked"):
        changes.changed_since("HEAD")


def test_what_depends_on_a_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = ("changed", "pointing", "large", "gone", "other")
    files = {name: tmp_path / f"{name}.xml" for name in names}
    for name in ("pointing", "large"):
        blanks = " " * 900 * (name == "large")
        text = f'<ref xmlns="http://www.tei-c.org/ns/1.0"{blanks} target="changed.xml#x"/>'
        files[name].write_text(text, encoding="utf-8")
    files["other"].write_text('<a target="#changed.xml"/>', encoding="utf-8")
    monkeypatch.setattr(changes, "MAX_BYTES", 900)
    given = list(files.values())
    assert changes.affected(given, {files["changed"]}, [], SchemaChoice()) == [files["changed"], files["pointing"]]
    assert changes.affected(given, {tmp_path / "s.rng"}, [tmp_path / "s.rng"], SchemaChoice()) == given
