"""The one writer: whole or not at all, whatever stands at the place and whatever happens on the way."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from puzanov_tei.base.files import Outputs, keep_backup, open_atomically, write_atomically
from puzanov_tei.base.leftovers import clear_leftovers
from puzanov_tei.errors import OutputError, UsageError
from puzanov_tei.validation.beside import OWN
from tests_support import SAMPLE, run, without_privileges

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
PLAY = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Nothing here.</p></body></text></TEI>'


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_not_twice(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    assert write_atomically(path, b"one") is True
    assert write_atomically(path, b"one") is False
    assert write_atomically(path, b"two") is True
    assert path.read_bytes() == b"two"
    assert names(path.parent) == ["a.txt"]


def test_an_error_in_the_block_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), open_atomically(path) as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt"]


def test_permissions_are_kept_and_write_protection_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o440)
    code = "from puzanov_tei.base.files import *; write_atomically(Path('a.txt'), b'newer')"
    command = (sys.executable, "-c", code)
    other = subprocess.run(command, cwd=tmp_path, preexec_fn=without_privileges, capture_output=True, check=False)
    assert b"OutputError" in other.stderr
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("target", ["real.txt", "not/yet.txt"])
def test_links_are_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to(target)
    write_atomically(tmp_path / "one", b"new")
    assert (tmp_path / "one").is_symlink()
    assert (tmp_path / "two").is_symlink()
    assert (tmp_path / target).read_bytes() == b"new"


def test_a_circle_of_links_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for path in (tmp_path / "a", tmp_path, tmp_path / "a" / "c"):
        with pytest.raises(OutputError):
            write_atomically(path, b"x")
    assert names(tmp_path) == ["a", "b"]


def test_a_fifo_is_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ff")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "ff").read_bytes()))
    reader.start()
    write_atomically(tmp_path / "ff", b"x" * 100_000)
    reader.join(10)
    assert got == [b"x" * 100_000]
    assert stat.S_ISFIFO((tmp_path / "ff").stat().st_mode)


def test_a_device_is_written_to_and_a_full_one_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/null")
    for place in (tmp_path / "link", Path("/dev/null")):
        write_atomically(place, b"x")
        assert place.is_char_device()
    with pytest.raises(OutputError, match="no space"):
        write_atomically(Path("/dev/full"), b"x")
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("place", ["/dev/stdout", "/proc/self/fd/1", "link"])
def test_a_descriptor_is_written_at_its_place(tmp_path: Path, place: str) -> None:
    (tmp_path / "play.xml").write_bytes(PLAY)
    (tmp_path / "link").symlink_to("/dev/stdout")
    (tmp_path / "out").write_bytes(b"before\n")
    with (tmp_path / "out").open("ab") as out:
        command = [sys.executable, "-m", "puzanov_tei", "export", "text", "play.xml", "-o", place]
        assert subprocess.run(command, cwd=tmp_path, stdout=out, check=False).returncode == 0
    assert (tmp_path / "out").read_bytes().startswith(b"before\nNothing here.")


def test_an_input_is_never_an_output(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"x")
    (tmp_path / "link").symlink_to("a.txt")
    os.link(source, tmp_path / "hard")
    outputs = Outputs([source])
    for path in (source, tmp_path / "link", tmp_path / "hard", tmp_path / "sub" / ".." / "a.txt"):
        (tmp_path / "sub").mkdir(exist_ok=True)
        with pytest.raises(UsageError):
            outputs.claim(path)


def test_an_output_is_taken_before_and_after_it_is_there(tmp_path: Path) -> None:
    outputs = Outputs()
    path = outputs.claim(tmp_path / "a.xml")
    assert not outputs.take(path)
    path.write_bytes(b"a")
    assert not outputs.take(path)
    with pytest.raises(UsageError):
        outputs.claim(path)


def test_two_outputs_never_share_a_name_but_a_device_may_be_shared(tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(tmp_path)
    outputs = Outputs()
    outputs.claim(tmp_path / "a.xml", "one/a.txt")
    with pytest.raises(UsageError, match=r"one/a\.txt and two/a\.txt"):
        outputs.claim(tmp_path / "here" / "a.xml", "two/a.txt")
    assert outputs.claim(Path("/dev/null")) == outputs.claim(Path("/dev/null"))


def test_backups_have_names_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    for content in (b"1", b"2", b"3"):
        path.write_bytes(content)
        keep_backup(path)
    assert [(tmp_path / f"a.xml.bak{n}").read_bytes() for n in ("", "2", "3")] == [b"1", b"2", b"3"]


def test_what_a_killed_run_left_is_removed_and_mentioned_and_a_living_one_is_left_alone(tmp_path: Path) -> None:
    stray = tmp_path / ".page.xml.0123456789ab.tmp"
    stray.write_bytes(b"half")
    with open_atomically(tmp_path / "page.xml") as living:
        assert not stray.exists()
        living.write(b"<a")
        clear_leftovers.cache_clear()
        (tmp_path / ".notes.tmp").write_bytes(b"somebody's")
        clear_leftovers(tmp_path)
        living.write(b"/>")
    assert (tmp_path / "page.xml").read_bytes() == b"<a/>"
    stray.write_bytes(b"half")
    result = run("encode", str(SAMPLE), "-o", str(tmp_path / "page2.xml"))
    assert stray.name in result.stderr.decode()
    assert set(names(tmp_path)) - {".puzanov", *OWN} == {".notes.tmp", "page.xml", "page2.xml"}


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KiB; where none can be mounted, the test has nothing to say."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def test_a_full_disk(full_disk: Path) -> None:
    (full_disk / "a").write_bytes(b"old")
    with pytest.raises(OutputError, match="no space"):
        write_atomically(full_disk / "a", b"x" * 100_000)
    assert (full_disk / "a").read_bytes() == b"old"
    assert names(full_disk) == ["a"]


def limited(script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A shell script in which `$TEI` is the command line, in a process whose files end at one block of 512 or 1024."""
    tool = f"{sys.executable} -m puzanov_tei"
    around = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # it writes too
    return subprocess.run(
        ["sh", "-c", f"ulimit -f 1; {script}"],
        cwd=cwd,
        capture_output=True,
        check=False,
        timeout=120,
        env={**around, "TEI": tool, "PYTHONDONTWRITEBYTECODE": "1", **environment},
    )


@pytest.mark.parametrize(
    ("script", "environment"),
    [
        (f"$TEI encode {SAMPLE} -o out.xml", {}),
        ("$TEI export html play.xml > out.xml", {"PYTHONUNBUFFERED": "1"}),
        ("$TEI export html play.xml -o /dev/stdout > out.xml", {}),
        ("$TEI explain --list > out.xml", {}),
        ("$TEI explain --list > out.xml", {"PYTHONUNBUFFERED": "1"}),
    ],
)
def test_a_cut_output_is_exit_2_and_said(tmp_path: Path, script: str, environment: dict[str, str]) -> None:
    (tmp_path / "play.xml").write_bytes(PLAY.replace(b"<p>", b"<p>" + b"<nothing/>" * 50))
    result = limited(script, tmp_path, **environment)
    assert result.returncode == 2, (result.returncode, result.stderr)
    assert b"cannot write" in result.stderr
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr
    assert not [name for name in names(tmp_path) if name.endswith(".tmp")]


def test_a_file_that_is_looked_at_while_it_is_made_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another thread locks the temporary file before its writer does, and removes it as a leftover."""
    fcntl = pytest.importorskip("fcntl")
    lock = fcntl.flock
    taken: list[int] = []

    def locked_before(descriptor: int, operation: int) -> None:
        if not taken:
            (temporary,) = tmp_path.glob(".*.tmp")
            taken.append(os.open(temporary, os.O_RDONLY))
            lock(taken[0], fcntl.LOCK_EX)
            threading.Timer(0.05, lambda: (temporary.unlink(), os.close(taken[0]))).start()
        lock(descriptor, operation)

    monkeypatch.setattr("puzanov_tei.base.leftovers.fcntl.flock", locked_before)
    with open_atomically(tmp_path / "a.txt") as stream:
        stream.write(b"a")
    assert (taken, (tmp_path / "a.txt").read_bytes()) == (taken[:1], b"a")
