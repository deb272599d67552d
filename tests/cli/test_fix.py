"""`puzanov-tei fix`: what has one obvious answer is mended, twice is as good as once, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests_support import run

TEI = """<TEI{}><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p></publicationStmt>
<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body>{}</body></text></TEI>"""
NS = ' xmlns="http://www.tei-c.org/ns/1.0"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TEI.format("", "<p>a</p>"), TEI.format(NS, "<p>a</p>")),
        (TEI.format(NS, '<p id="a" lang="en">a</p>'), TEI.format(NS, '<p xml:id="a" xml:lang="en">a</p>')),
        (TEI.format(NS, "<p>a <b>b</b><br/></p>"), TEI.format(NS, '<p>a <hi rend="bold">b</hi><lb/></p>')),
        (TEI.format(NS, "<p>a <persname>b</persname></p>"), TEI.format(NS, "<p>a <persName>b</persName></p>")),
        (TEI.format(NS, '<p xml:id=" a ">b</p>'), TEI.format(NS, '<p xml:id="a">b</p>')),
    ],
    ids="namespace id html case blanks".split(),
)
def test_what_is_mended(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text(before, encoding="utf-8")
    done = run("fix", "a.xml", "--schema", "tei_all", "--diff", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith(b"--- a.xml\n+++ a.xml\n")
    assert file.read_text(encoding="utf-8") == before
    for _ in range(2):
        assert run("fix", "a.xml", "--schema", "tei_all", "--in-place", cwd=tmp_path).returncode == 0
        assert file.read_text(encoding="utf-8") == after


def test_select_and_copies(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(TEI.format(NS, '<p id="a">a <b>b</b></p>'), encoding="utf-8")
    (tmp_path / "b.xml").symlink_to(tmp_path / "nowhere.xml")
    done = run("fix", ".", "--schema", "tei_all", "--select", "PZ110", cwd=tmp_path)
    assert (done.returncode, b"b.xml: not mended" in done.stderr) == (1, True)
    assert '<p xml:id="a">a <b>' in (tmp_path / "a.fixed.xml").read_text(encoding="utf-8")
    assert '<p id="a">' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", [b"Plain words.", b"<p>a</b>", b"<?xml version='1.0' encoding='latin-1'?><p>\xe9</p>"]
)
def test_what_cannot_be_mended_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xml").write_bytes(content)
    done = run("fix", "a.xml", "--in-place", cwd=tmp_path)
    assert (done.returncode, b"a.xml: not mended: " in done.stderr) == (1, True)
    assert (tmp_path / "a.xml").read_bytes() == content
