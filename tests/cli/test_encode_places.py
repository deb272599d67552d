"""`encode`: what the files in a folder are called, and the schema that they name."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei.validation import beside
from tests_support import SAMPLE, run

PAGE = "REPORT\n\n3 June 1958\n\nIt rained in {}.\n"


def sources(folder: Path, **pages: str) -> Path:
    for name, town in pages.items():
        place = folder / "in" / f"{name.replace('__', '/')}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(PAGE.format(town), encoding="utf-8")
    return folder / "in"


def tei(folder: Path) -> dict[str, str]:
    """File name -> `xml:id` of its document."""
    return {p.name: str(etree.parse(p).xpath("string(/*/@xml:id)")) for p in sorted(folder.glob("*.xml"))}


def named(document: Path) -> list[str]:
    """The schemas that a document names, relative to its folder."""
    return re.findall(r'<\?xml-model href="([^"]*)"', document.read_text(encoding="utf-8"))


def test_files_are_called_after_their_identifiers_and_none_like_another(tmp_path: Path) -> None:
    folder = sources(tmp_path, a__page="Lesk", b__page="Varn", b__PAGE="Oro", Zürich="Dor")
    (folder / "copy.md").write_bytes(SAMPLE.read_bytes())
    (folder / "journal.txt").write_bytes(SAMPLE.read_bytes())
    result = run("encode", "in", "-o", "tei", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    found = tei(tmp_path / "tei")
    assert found == {
        f"{name}.xml": name
        for name in (
            "doc-page",
            "doc-page-2",
            "doc-page-3",
            "doc-zurich",
            "wcda-115612",
            "wcda-115612-2",
        )
    }
    assert b"journal.txt has the identifier of in/copy.md, wcda-115612: it is wcda-115612-2." in result.stderr
    again = run("encode", "in", "-o", "tei", "-j", "2", cwd=tmp_path)
    assert b"(0 new or changed" in again.stdout


def test_files_called_after_their_sources(tmp_path: Path) -> None:
    sources(tmp_path, first="Lesk", second="Varn")
    run("encode", "in", "-o", "tei", "--name", "source", cwd=tmp_path)
    assert tei(tmp_path / "tei") == {"first.xml": "doc-first", "second.xml": "doc-second"}
    sources(tmp_path, deeper__first="Oro")
    refused = run("encode", "in", "-o", "tei", "--name", "source", cwd=tmp_path)
    assert (refused.returncode, b"two outputs would be called tei/first.xml" in refused.stderr) == (2, True)


def test_documents_under_their_old_names_are_found_again(tmp_path: Path) -> None:
    sources(tmp_path, first="Lesk", second="Varn")
    run("encode", "in", "-o", "tei", "--name", "source", cwd=tmp_path)
    edited = tmp_path / "tei" / "first.xml"
    edited.write_text(edited.read_text(encoding="utf-8").replace("It rained", "It snowed"), encoding="utf-8")
    (tmp_path / "tei" / "strange.xml").write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id='doc-third'/>")
    sources(tmp_path, third="Oro")
    result = run("encode", "in", "-o", "tei", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert list(tei(tmp_path / "tei")) == ["doc-third.xml", "first.xml", "second.xml", "strange.xml"]
    assert b"tei: 2 documents found again under another name (first.xml is doc-first)." in result.stderr
    assert "It snowed" in edited.read_text(encoding="utf-8")


def test_a_document_finds_its_schema_wherever_its_folder_goes(tmp_path: Path, jing: str) -> None:
    sources(tmp_path, page="Lesk")
    run("encode", "in", "-o", "tei", cwd=tmp_path)
    moved = tmp_path / "else where" / "x"
    moved.parent.mkdir()
    (tmp_path / "tei").rename(moved)
    document = moved / "doc-page.xml"
    grammar, rules = named(document)
    assert (moved / rules).is_file()
    assert subprocess.run([jing, str(moved / grammar), str(document)], check=False).returncode == 0
    assert b"checked against puzanov (" in run("validate", str(document)).stdout
    wrong = document.read_text(encoding="utf-8").replace("<body>", "<body><bdy/>")
    document.write_text(wrong, encoding="utf-8")
    assert subprocess.run([jing, str(moved / grammar), str(document)], check=False, capture_output=True).returncode == 1
    assert run("validate", str(document)).returncode == 1


def test_a_document_that_went_away_from_the_copy_has_the_built_in_schema(tmp_path: Path) -> None:
    run("encode", str(SAMPLE), "-o", str(tmp_path / "x.xml"))
    for name in beside.OWN:
        (tmp_path / name).unlink()
    assert b"against puzanov (" in run("validate", str(tmp_path / "x.xml")).stdout
    text = (tmp_path / "x.xml").read_text(encoding="utf-8")
    published = re.sub(r'href="(puzanov\.\w+)"', r'href="https://example.org/schemas/\1"', text)
    (tmp_path / "x.xml").write_text(published, encoding="utf-8")
    assert b"against puzanov (" in run("validate", str(tmp_path / "x.xml")).stdout


def test_the_schema_of_the_project_is_named(tmp_path: Path) -> None:
    sources(tmp_path, page="Lesk")
    place = tmp_path / "my schema" / "mine.rng"
    place.parent.mkdir()
    place.write_bytes(beside.copied("puzanov.rng"))
    (tmp_path / "puzanov-tei.toml").write_text('schema = ["my schema/mine.rng"]\n', encoding="utf-8")
    run("encode", "in", "-o", "deep/tei", cwd=tmp_path)
    document = tmp_path / "deep" / "tei" / "doc-page.xml"
    assert named(document) == ["../../my%20schema/mine.rng"]
    assert not list(document.parent.glob("puzanov.*"))
    (tmp_path / "puzanov-tei.toml").unlink()
    assert b"against mine.rng" in run("validate", "deep", cwd=tmp_path).stdout


def test_a_schema_that_somebody_changed_stays(tmp_path: Path) -> None:
    sources(tmp_path, page="Lesk")
    mine = tmp_path / "tei" / "puzanov.rng"
    mine.parent.mkdir()
    mine.write_bytes(beside.copied("puzanov.rng").replace(b"<start>", b"<!-- mine --><start>"))
    older = tmp_path / "tei" / "puzanov.sch"
    body, seal = b"<older/>\n", beside.copied("puzanov.sch").splitlines(keepends=True)[-1]
    import hashlib

    older.write_bytes(body + re.sub(rb"[0-9a-f]{64}", hashlib.sha256(body).hexdigest().encode(), seal))
    run("encode", "in", "-o", "tei", cwd=tmp_path)
    assert b"<!-- mine -->" in mine.read_bytes()
    assert older.read_bytes() == beside.copied("puzanov.sch")


@pytest.mark.parametrize("target", ["-", "/dev/null", "/dev/stdout"])
def test_what_is_no_file_has_no_schema_beside_it(tmp_path: Path, target: str) -> None:
    result = run("encode", str(SAMPLE), "-o", target, "-q", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert b"xml-model" not in result.stdout
    assert not list(tmp_path.iterdir())


def test_what_an_editor_wrote_around_the_document_stays(tmp_path: Path) -> None:
    source = tmp_path / "page.txt"
    source.write_text(PAGE.format("Lesk"), encoding="utf-8")
    run("encode", "page.txt", "-o", "x.xml", cwd=tmp_path)
    target = tmp_path / "x.xml"
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("<?xml-model", "<!-- checked -->\n<?xml-model", 1) + "<!-- end -->\n", "utf-8")
    source.write_text(PAGE.format("Varn"), encoding="utf-8")
    run("encode", "page.txt", "-o", "x.xml", cwd=tmp_path)
    text = target.read_text(encoding="utf-8")
    assert "Varn" in text
    assert (text.index("<!-- checked -->") < text.index("<TEI"), text.endswith("<!-- end -->\n")) == (True, True)
    assert len(named(target)) == 2
    target.write_text(text.replace("It rained", "It snowed"), "utf-8")
    source.write_text(PAGE.format("Varn and Oro"), encoding="utf-8")
    run("encode", "page.txt", "-o", "x.xml", cwd=tmp_path)
    merged = target.read_text(encoding="utf-8")
    assert "It snowed in" in merged
    assert (merged.count("<!-- checked -->"), merged.count("<!-- end -->"), len(named(target))) == (1, 1, 2)
