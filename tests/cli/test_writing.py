"""Commands that change what an editor keeps, where nothing can be written: one sentence, exit code 2, all as it was."""

from __future__ import annotations

import resource
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests_support import ROOT, SAMPLE, run, without_privileges

WRITING = {
    "authority add": ("authority", "add", "person", "ognev-yui", "--name", "Yu. I. Ognev", "--surname", "Ognev"),
    "authority merge": ("authority", "merge", "solodovnikov", "danilov-military-adviser"),
    "authority undo": ("authority", "undo"),
    "decisions import": ("decisions", "import", "tei", "--as", "ab"),
    "decisions apply": ("decisions", "apply", "other"),
    "baseline": ("validate", "tei", "--update-baseline", "baseline.json"),
    "encode": ("encode", "page.txt", "-o", "tei/", "--force"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every one of the commands has something to write."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "corpus/authority", folder / "authority")
    shutil.copyfile(SAMPLE, folder / "page.txt")
    (folder / "puzanov-tei.toml").write_text('authority = "authority"\n', encoding="utf-8")
    assert run("encode", "page.txt", "-o", "tei/", cwd=folder).returncode == 0
    assert run("encode", "page.txt", "-o", "other/", cwd=folder).returncode == 0
    edited = folder / "tei/wcda-115612.xml"
    edited.write_bytes(edited.read_bytes().replace(b'resp="#tool"', b'resp="#ab"', 20))
    assert run("decisions", "import", "tei", "--as", "ab", cwd=folder).returncode < 2
    edited.write_bytes(edited.read_bytes().replace(b"I visited", b"I saw").replace(b"<p ", b'<p rend="x" '))
    added = run("authority", "add", "person", "first", "--name", "A. First", "--surname", "First", cwd=folder)
    assert added.returncode == 0, added.stderr
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Every file that is no state of the program's own, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".puzanov" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def short_files() -> None:
    """From here on no file grows beyond a few hundred bytes, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))


def refused(folder: Path, arguments: tuple[str, ...], before: Callable[[], None] | None = None) -> None:
    was = content(folder)
    result = run(*arguments, cwd=folder, before=before)
    said = result.stderr.decode()
    assert result.returncode == 2, (result.returncode, said, result.stdout.decode()[-500:])
    assert "cannot write" in said, said
    assert "Traceback" not in said, said
    assert content(folder) == was


@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_changes_nothing(made: Path, tmp_path: Path, name: str) -> None:
    refused(Path(shutil.copytree(made, tmp_path / "copy")), WRITING[name], short_files)


@pytest.mark.parametrize("name", WRITING)
def test_folders_that_may_not_be_written_to(made: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "copy"))
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        refused(folder, WRITING[name], without_privileges)
    finally:
        for path in folders:
            path.chmod(stat.S_IRWXU)


def test_links_to_an_authority_are_followed(made: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "copy"))
    (folder / "authority/persons.xml").rename(folder / "kept.xml")
    (folder / "authority/persons.xml").symlink_to("../kept.xml")
    assert run(*WRITING["authority add"], cwd=folder).returncode == 0
    assert (folder / "authority/persons.xml").is_symlink()
    assert b"pers-ognev-yui" in (folder / "kept.xml").read_bytes()
