"""What `encode` does where a document stands already."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei.base.state import project_of
from puzanov_tei.decisions.settle import settle
from puzanov_tei.errors import OutputError
from puzanov_tei.tei.read import parse
from puzanov_tei.tei.seal import content_digest, stated_digest
from puzanov_tei.tei.tree import read
from tests_support import SAMPLE, run


@pytest.fixture(scope="module")
def fresh() -> bytes:
    return run("encode", str(SAMPLE), "-o", "-").stdout


@pytest.fixture
def newer(fresh: bytes) -> bytes:
    """What the program would write with another opinion about one name."""
    return reseal(fresh.replace(b'ref="#pers-dyakonov" resp="#tool" cert="medium"', b'resp="#tool" cert="unknown"'))


def reseal(data: bytes) -> bytes:
    old = stated_digest(read(parse(data, "x")))
    return data.replace(old.encode(), content_digest(read(parse(data, "x"))).encode())


def test_a_file_carries_the_digest_of_its_content(fresh: bytes) -> None:
    tree = read(parse(fresh, "x"))
    assert stated_digest(tree) == content_digest(tree)
    assert re.fullmatch("[0-9a-f]{40}", stated_digest(tree))
    touched = read(parse(fresh.replace(b"I visited", b"I saw"), "x"))
    assert stated_digest(touched) != content_digest(touched)


def laid_out_differently(data: bytes) -> bytes:
    """As an XML editor might save it: lines broken in paragraphs, other indentation, attributes in another order."""
    root = etree.fromstring(data)
    for element in root.iter("{*}p", "{*}head", "{*}person"):
        for child in element:
            if child.tail and " " in child.tail:
                child.tail = child.tail.replace(" ", "\n      ", 1)
        element.text = "\n   " + (element.text or "")
        attributes = sorted(element.attrib.items(), reverse=True)
        element.attrib.clear()
        element.attrib.update(attributes)
    return etree.tostring(root, encoding="UTF-16")


def test_layout_is_no_edit(tmp_path: Path, fresh: bytes, newer: bytes) -> None:
    path = tmp_path / "x.xml"
    settle(path, fresh)
    formatted = laid_out_differently(fresh)
    path.write_bytes(formatted)
    assert not settle(path, fresh).note
    assert path.read_bytes() == formatted
    assert settle(path, newer).changed
    assert path.read_bytes() == newer


def test_an_edited_file_is_left_merged_or_saved_and_it_is_said(tmp_path: Path, fresh: bytes, newer: bytes) -> None:
    path = tmp_path / "x.xml"
    settle(path, fresh)
    edited = fresh.replace(b"I visited", b"I <!-- really? --> visited")
    path.write_bytes(edited)
    left = settle(path, fresh)
    assert "edited by hand" in left.note
    assert path.read_bytes() == edited
    merged = settle(path, newer)
    assert "merged" in merged.note
    assert merged.findings == ()
    assert b"really?" in path.read_bytes()
    assert path.read_bytes().count(b"#pers-dyakonov") < edited.count(b"#pers-dyakonov")
    again = path.read_bytes()
    assert not settle(path, newer).changed
    assert path.read_bytes() == again
    forced = settle(path, fresh, force=True)
    assert "x.xml.bak" in forced.note
    assert path.read_bytes() == fresh
    assert (tmp_path / "x.xml.bak").read_bytes() == again


def test_without_a_base_only_unconfirmed_proposals_follow(tmp_path: Path, fresh: bytes, newer: bytes) -> None:
    path = tmp_path / "x.xml"
    edited = fresh.replace(b"I visited", b"I saw").replace(b'status="draft"', b'status="approved"')
    edited = edited.replace(b'ref="#pers-dyakonov" resp="#tool"', b'ref="#pers-dyakonov" resp="#ab"', 1)
    path.write_bytes(edited)
    result = settle(path, newer)
    assert [finding.code for finding in result.findings] == ["PZ901"]
    written = path.read_bytes()
    assert b"I saw" in written
    assert b'status="approved"' in written
    assert written.count(b'ref="#pers-dyakonov" resp="#ab"') == 1
    assert b'ref="#pers-dyakonov" resp="#tool"' not in written


def test_a_folder_that_all_share_is_no_project(tmp_path: Path) -> None:
    document = tmp_path / "common" / "mine" / "x.xml"
    document.parent.mkdir(parents=True)
    (tmp_path / "common" / ".puzanov").mkdir()
    assert project_of(document) == tmp_path / "common"
    (tmp_path / "common").chmod(0o1777)  # as /tmp is
    assert project_of(document) == document.parent


@pytest.mark.parametrize(
    "content", [b"", b"<TEI", b"<html/>", b"notes of mine", b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>']
)
def test_what_is_not_ours_is_refused(tmp_path: Path, fresh: bytes, content: bytes) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(content)
    with pytest.raises(OutputError, match="--force"):
        settle(path, fresh)
    assert path.read_bytes() == content
    assert settle(path, fresh, force=True).changed
    assert (tmp_path / "x.xml.bak").read_bytes() == content


def test_another_document_is_refused(tmp_path: Path, fresh: bytes) -> None:
    path = tmp_path / "x.xml"
    other = fresh.replace(b'xml:id="wcda-115612"', b'xml:id="wcda-1"')
    path.write_bytes(other)
    with pytest.raises(OutputError, match="another document"):
        settle(path, fresh)
    assert path.read_bytes() == other


def test_the_base_is_kept_in_the_project_and_old_ones_go(tmp_path: Path, fresh: bytes, newer: bytes) -> None:
    (tmp_path / "puzanov-tei.toml").write_text("")
    path = tmp_path / "tei" / "x.xml"
    settle(path, fresh)
    settle(path, newer)
    (base,) = (tmp_path / ".puzanov" / "base").rglob("*.base")
    assert base.read_bytes() == newer
    assert (tmp_path / ".puzanov" / ".gitattributes").is_file()
    assert [p.name for p in (tmp_path / "tei").iterdir()] == ["x.xml"]


def test_the_command_says_what_it_did_and_a_conflict_is_exit_1(tmp_path: Path, fresh: bytes) -> None:
    path = tmp_path / "x.xml"
    settle(path, fresh)
    base = next((tmp_path / ".puzanov" / "base").rglob("*.base"))
    # As if an earlier program had linked the name to somebody else, and an editor to a third person.
    earlier = reseal(fresh.replace(b'ref="#pers-dyakonov"', b'ref="#pers-danilov-military-adviser"', 1))
    base.unlink()
    settle(tmp_path / "old" / "x.xml", earlier)
    settle(path, earlier, force=True)
    path.write_bytes(
        earlier.replace(b'ref="#pers-danilov-military-adviser" resp="#tool"', b'ref="#pers-puzanov-am" resp="#ab"', 1)
    )
    result = run("encode", str(SAMPLE), "-o", str(path))
    assert result.returncode == 1
    assert b"edited by hand; merged" in result.stderr
    assert b"PZ900" in result.stderr
    assert b"#pers-puzanov-am" in result.stderr
    assert path.read_bytes().count(b'ref="#pers-puzanov-am" resp="#ab"') == 1


def test_the_header_follows_what_was_confirmed_by_hand(tmp_path: Path, fresh: bytes, newer: bytes) -> None:
    path = tmp_path / "x.xml"
    settle(path, fresh)
    head, text = fresh.split(b"<text ", 1)
    path.write_bytes(head + b"<text " + text.replace(b'resp="#tool"', b'resp="#tool #ab"'))
    assert "its header says now" in settle(path, fresh).note
    root = parse(path.read_bytes(), "x")
    assert root.find(".//{*}revisionDesc").get("status") == "candidate"  # type: ignore[union-attr]
    assert root.findtext(".//{*}edition") == "Reviewed by ab"
    assert "ab" in {s.get("{http://www.w3.org/XML/1998/namespace}id") for s in root.iter("{*}respStmt")}
    assert not settle(path, fresh).changed
    merged = settle(path, newer)
    assert {finding.code for finding in merged.findings} <= {"PZ900"}
    assert parse(path.read_bytes(), "x").findtext(".//{*}edition") == "Reviewed by ab"


def test_a_disk_that_is_full_leaves_the_file_with_the_base_that_it_came_from(
    tmp_path: Path, fresh: bytes, newer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xml"
    settle(path, fresh)
    edited = fresh.replace(b"I visited", b"I saw")
    path.write_bytes(edited)

    def full(place: Path, data: bytes) -> bool:
        raise OutputError(f"cannot write {place}: no space left on device.")

    monkeypatch.setattr("puzanov_tei.decisions.settle.write_atomically", full)
    with pytest.raises(OutputError, match="no space"):
        settle(path, newer)
    assert path.read_bytes() == edited
    monkeypatch.undo()
    assert settle(path, newer).findings == ()  # no PZ901: the base is there


def test_a_name_that_is_taken_away_takes_the_question_about_it_along(tmp_path: Path) -> None:
    """What an editor wrote into the question stays, with the question."""
    page = tmp_path / "page.txt"
    page.write_text("REPORT\n\nThey spoke of President Castro and of Mr. Johnson.\n", encoding="utf-8")
    data = run("encode", str(page), "-o", "-").stdout
    asked = re.findall(rb'target="#(name-[0-9a-f-]+)" motivation', data)
    assert asked
    name = re.compile(rb'<(\w+)[^>]* xml:id="%b">(.*?)</\1>' % asked[0])
    target = tmp_path / "x.xml"
    settle(target, data)
    edited = name.sub(rb"\2", data)
    assert edited != data
    target.write_bytes(edited)
    settle(target, data)
    assert b'target="#%b"' % asked[0] not in target.read_bytes()
    assert run("validate", str(target)).returncode == 0
    kept = edited.replace(b"not settled by this document.", b"no, surely not.", 1)
    target.write_bytes(kept)
    settle(target, data)
    assert b"no, surely not." in target.read_bytes()
