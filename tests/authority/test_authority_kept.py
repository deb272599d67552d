"""What is kept of an authority between runs is what its files say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from puzanov_tei.authority import kept, store
from puzanov_tei.language import ENGLISH

TEXT = "Kim II Sung, Andrei Gromyko and the CPSU CC in Moscow"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree("corpus/authority", tmp_path / "authority"))


def test_the_second_time_is_as_the_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.load(folder, ENGLISH)
    monkeypatch.setattr(store, "read", None)  # the files are not read again
    second = kept.load(folder, ENGLISH)
    assert second.records == first.records
    assert second.find(TEXT) == first.find(TEXT) != ()
    assert second.digest(["pers-nam-il"]) == first.digest(["pers-nam-il"])


def test_a_changed_file_is_read(folder: Path) -> None:
    kept.load(folder, ENGLISH)
    file = folder / "persons.xml"
    file.write_text(file.read_text(encoding="utf-8").replace("Gromyko", "Gromow"), encoding="utf-8")
    assert any("Gromow" in person.preferred for person in kept.load(folder, ENGLISH).records.persons)


def test_a_damaged_kept_file_is_made_anew(folder: Path, tmp_path: Path) -> None:
    before = kept.load(folder, ENGLISH)
    (made,) = (tmp_path / "cache").rglob("authority-*")
    made.write_bytes(b"\x00")
    assert kept.load(folder, ENGLISH).records == before.records
    assert made.stat().st_size > 1
