"""The files that are meant by what a person types."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from puzanov_tei.base import discover
from puzanov_tei.errors import UsageError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition: files with several endings, one hidden, one that is not UTF-8, links to one, to none and upwards."""
    for name in ("b.xml", "a.tei", "A.XML", "c.txt", "sub/d.xml", ".git/e.xml", "sub/.f.xml", "@g.xml", "[1].xml"):
        path = tmp_path / "ed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (tmp_path / "ed" / os.fsdecode(b"h\xff.xml")).write_bytes(b"")
    (tmp_path / "ed/link.xml").symlink_to("b.xml")
    (tmp_path / "ed/broken.xml").symlink_to("nowhere.xml")
    (tmp_path / "ed/sub/up").symlink_to("..")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*arguments: str) -> list[str]:
    return [str(path) for path in discover.files(arguments, discover.XML)]


def test_a_folder() -> None:
    names = ["@g.xml", "A.XML", "[1].xml", "a.tei", "b.xml", "broken.xml", os.fsdecode(b"h\xff.xml"), "link.xml"]
    assert found("ed") == [*(f"ed/{name}" for name in names), "ed/sub/d.xml"]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["ed/c.txt"], ["ed/c.txt"]),
        (["ed/b.xml", "ed/./b.xml", "ed/a.tei"], ["ed/b.xml", "ed/a.tei"]),
        (["ed/**/d.x*"], ["ed/sub/d.xml"]),
        (["ed/[1].xml"], ["ed/[1].xml"]),
        (["ed/[ab].*"], ["ed/a.tei", "ed/b.xml"]),
        (["ed/.git"], ["ed/.git/e.xml"]),
        (["-", "ed/b.xml"], ["-", "ed/b.xml"]),
        (["ed/broken.xml"], ["ed/broken.xml"]),
    ],
)
def test_arguments(arguments: list[str], names: list[str]) -> None:
    assert found(*arguments) == names


def test_a_list(folder: Path) -> None:
    (folder / "list").write_bytes("\ufeff# mine\n\n ed/b.xml \r\ned/*.tei\n".encode())
    assert found("@list", "ed/c.txt") == ["ed/b.xml", "ed/a.tei", "ed/c.txt"]
    assert discover.files(["ed/@g.xml"], discover.XML) == [Path("ed/@g.xml")]
    os.chdir("ed")
    assert found("@g.xml") == ["@g.xml"]


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        ("ed/bb.xml", r"Did you mean ed/b\.xml\?"),
        ("@nolist", "cannot read the list"),
        ("ed/*.rng", r"\*\.xml, \*\.tei"),
        ("empty", "no file"),
    ],
)
def test_what_is_not_there(folder: Path, argument: str, sentence: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(UsageError, match=sentence):
        found("ed/b.xml", argument)


def test_files_called_alike_have_names_from_their_folders() -> None:
    paths = [Path(name) for name in ("a/x/1.xml", "b/x/1.xml", "b/2.xml", "c/3.xml", "c/3.tei", "4.xml", "d/4.xml")]
    names = {str(path): name for path, name in discover.told_apart(paths).items()}
    assert names == {"a/x/1.xml": "a-x-1", "b/x/1.xml": "b-x-1", "4.xml": "4", "d/4.xml": "d-4"}
