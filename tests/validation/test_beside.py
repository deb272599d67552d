"""Our schema beside documents: put there, kept current, and left alone where somebody changed it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from puzanov_tei.validation import beside


def test_copies_are_put_renewed_and_left_alone(tmp_path: Path) -> None:
    beside.put(tmp_path)
    assert all(beside.is_current(tmp_path / name) for name in beside.OWN)
    rng = tmp_path / beside.OWN[0]
    older = beside._digest(b"<grammar/>\n")
    rng.write_bytes(f"<grammar/>\n<!-- A copy made by puzanov_tei; sha256 of what is above: {older} -->\n".encode())
    os.utime(rng, ns=(1, 1))
    assert not beside.is_current(rng)
    beside.put.cache_clear()
    beside.put(tmp_path)
    assert rng.read_bytes() == beside.copied(rng.name), "a copy of an earlier version is renewed"
    rng.write_bytes(rng.read_bytes() + b"<!-- mine -->")
    beside.put.cache_clear()
    beside.put(tmp_path)
    assert rng.read_bytes().endswith(b"<!-- mine -->"), "one that somebody changed is not"


def test_what_is_not_there_is_not_current(tmp_path: Path) -> None:
    assert not beside.is_current(tmp_path / beside.OWN[0])
    (tmp_path / "other.rng").touch()
    assert not beside.is_current(tmp_path / "other.rng")


def test_a_schema_of_another_drive_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", no_way)
    schema = tmp_path / "s.rng"
    assert beside._address(schema, tmp_path) == schema.resolve().as_uri()
