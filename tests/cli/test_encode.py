"""`encode`: where the TEI goes, and what is said when something is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lxml import etree

from tests_support import ROOT, SAMPLE, run, without_privileges

TEI = "{http://www.tei-c.org/ns/1.0}TEI"


def test_a_file_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out" / "journal.xml"
    result = run("encode", str(SAMPLE), "-o", str(target))
    assert result.returncode == 0, result.stderr
    assert etree.parse(target).getroot().tag == TEI
    assert b"encoded 1 document" in result.stdout


def test_standard_input_to_standard_output() -> None:
    result = run("encode", "-", stdin=SAMPLE.read_bytes())
    assert result.returncode == 0, result.stderr
    assert etree.fromstring(result.stdout).tag == TEI


def test_a_folder_to_a_folder_and_nothing_is_written_twice(tmp_path: Path) -> None:
    first = run("encode", str(ROOT / "corpus/source"), "-o", str(tmp_path))
    assert first.returncode == 0, first.stderr
    (written,) = tmp_path.glob("*.xml")
    stamp = written.stat().st_mtime_ns
    second = run("encode", str(ROOT / "corpus/source"), "-o", str(tmp_path), "--jobs", "2")
    assert b"(0 new or changed" in second.stdout
    assert written.stat().st_mtime_ns == stamp


def test_report_says_what_was_found(tmp_path: Path) -> None:
    result = run("encode", str(SAMPLE), "-o", str(tmp_path / "x.xml"), "--report")
    assert b"journal, read as markdown, dated 1957-05-31, 1 entries" in result.stdout
    assert b"linked)" in result.stdout


def write(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_failures_have_their_exit_code_and_one_sentence(tmp_path: Path) -> None:
    good = str(SAMPLE)
    cases: list[tuple[list[str], str]] = [
        (["encode", str(tmp_path / "missing.txt")], "there is no such file"),
        (["encode", write(tmp_path, "empty.txt", b"")], "empty.txt"),
        (["encode", write(tmp_path, "binary.txt", bytes(range(256)) * 4)], "binary.txt"),
        (["encode", write(tmp_path, "labels.md", b"# **Summary:**\n\n#### **Credits:**\n")], "labels.md"),
        (["encode", good, "--from", "markdwon"], "markdwon"),
        (["encode", good, "--authority", write(tmp_path, "mine.xml", b"<html/>")], "mine.xml"),
        (["encode", good, "--authority", str(tmp_path / "none.xml")], "none.xml"),
        (["encode", good, good + "x", "-o", str(tmp_path)], "there is no such file"),
        (["encode", good, str(ROOT / "README.md")], "-o"),
        (["encode", good, "-o", str(Path(write(tmp_path, "file", b"x")) / "x.xml")], "cannot write"),
    ]
    for arguments, words in cases:
        result = run(*arguments)
        message = result.stderr.decode()
        assert result.returncode == 2, (arguments, message)
        assert words in message, (arguments, message)
        assert "Traceback" not in message
        assert result.stdout == b"", arguments


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = run("encode", str(SAMPLE), "-o", str(tmp_path / "x.xml"), before=without_privileges)
    assert result.returncode == 2
    assert b"cannot write" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_in_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        import subprocess

        result = subprocess.run(
            [sys.executable, "-m", "puzanov_tei", "encode", str(SAMPLE)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.returncode == 2, result.stderr
    assert b"Traceback" not in result.stderr
    assert b"no space left" in result.stderr


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    sources = tmp_path / "in"
    sources.mkdir()
    (sources / "a.txt").write_bytes(SAMPLE.read_bytes())
    (sources / "b.txt").write_bytes(b"")
    result = run("encode", str(sources), "-o", str(tmp_path / "out"))
    assert result.returncode == 2
    assert [p.name for p in (tmp_path / "out").glob("[!.]*.xml")] == ["wcda-115612.xml"]
    assert b"b.txt" in result.stderr


def test_a_folder_says_what_it_did_not_read(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    write(source, "good.txt", b"REPORT\n\n3 June 1958\n\nIt rained in the town.\n")
    write(source, "old.txt", "REPORT\n\nIt rained in the café.\n".encode("cp1252"))
    write(source, "photo.jpg", b"x")
    write(source, ".hidden", b"x")
    result = run("encode", str(source), "-o", str(tmp_path / "tei"))
    assert result.returncode == 2
    assert b"old.txt is not UTF-8" in result.stderr
    assert result.stdout.endswith(b"0 warnings), 1 refused, 1 file not read (1 .jpg: photo.jpg)\n")
    again = run("encode", str(source), "-o", str(tmp_path / "tei"), "--encoding", "windows-1252")
    assert again.returncode == 0, again.stderr
    assert "café" in (tmp_path / "tei" / "doc-old.xml").read_text(encoding="utf-8")
    assert b"no encoding 'windoze'" in run("encode", str(source), "-o", "x", "--encoding", "windoze").stderr


def test_words_of_a_project_of_its_own(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Report\n\n3 May 1961\n\nThen Matron Zolenka and Postmistress Varga left.\n", encoding="utf-8")
    (tmp_path / "words.txt").write_text("[office lower]\nmatron postmistress\n", encoding="utf-8")

    def titles() -> list[str]:
        result = run("encode", "page.txt", "-o", "-", cwd=tmp_path)
        assert result.returncode == 0, result.stderr
        return [e.text or "" for e in etree.fromstring(result.stdout).iterfind(".//{*}persName/{*}roleName")]

    assert titles() == []
    (tmp_path / "puzanov-tei.toml").write_text('words = ["words.txt"]\n', encoding="utf-8")
    assert titles() == ["Matron", "Postmistress"]
    (tmp_path / "words.txt").write_text("[ofice]\nmatron\n", encoding="utf-8")
    refused = run("encode", "page.txt", "-o", "-", cwd=tmp_path)
    assert refused.returncode == 2
    assert b"words.txt:1" in refused.stderr
    assert b"'office'" in refused.stderr
