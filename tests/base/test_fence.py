"""What may be read on behalf of a document: files of its project, however they are named; nothing hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.base.fence import CONFIGURATION, Fence, around, project_folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with links inside and to the outside; beside it another file."""
    folder = tmp_path / "project"
    (folder / "tei").mkdir(parents=True)
    (folder / CONFIGURATION).write_text("", encoding="utf-8")
    (folder / "schema.odd").write_text("", encoding="utf-8")
    (tmp_path / "secret.xml").write_text("", encoding="utf-8")
    for name, target in {"in": "schema.odd", "out": "../secret.xml", "env": ".env"}.items():
        (folder / name).symlink_to(target)
    return folder


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("schema.odd", True),
        ("tei/../schema.odd", True),
        ("in", True),
        ("missing.xml", True),
        ("out", False),
        ("../secret.xml", False),
        ("../project-2/a.xml", False),
        ("/etc/passwd", False),
        (".env", False),
        (".git/config", False),
        ("env", False),
        ("a\0b", False),
    ],
)
def test_what_may_be_read(project: Path, name: str, allowed: bool) -> None:
    fence = around([project / "tei/a.xml", project / "tei/b.xml"])
    assert fence.folders == (project.resolve(),)
    assert fence.allows(project / name) is allowed
    assert Fence(open=True).allows(project / name)
    assert not Fence().allows(project / name)


def test_the_project_of_a_folder(project: Path) -> None:
    outside = project.parent / "else"
    outside.mkdir()
    assert project_folder(outside) == outside.resolve()
    (outside / ".git").mkdir()
    (outside / "part").mkdir()
    (outside / "part" / CONFIGURATION).write_text("", encoding="utf-8")
    assert project_folder(outside / "part") == outside.resolve()  # the work tree, though a configuration is nearer
