"""What other files of a run or a project say for a file: identifiers, inclusions, prefixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.validation.holders import Holders

NS = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'
ROOT = f"""<teiCorpus {NS}><teiHeader><encodingDesc><listPrefixDef>
<prefixDef ident="syn" matchPattern="(.+)" replacementPattern="#$1"/>
<prefixDef ident="pers" matchPattern="(.+)" replacementPattern="people.xml#$1"/>
<prefixDef ident="wd" matchPattern="(.+)" replacementPattern="https://www.wikidata.org/entity/$1"/>
</listPrefixDef></encodingDesc></teiHeader><xi:include href="parts/one%20part.xml"/><xi:include href="parts/two.xml"/>
</teiCorpus>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "puzanov-tei.toml").write_text("", encoding="utf-8")
    (tmp_path / "parts").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "root.xml").write_text(ROOT, encoding="utf-8")
    for name, ident in (("parts/one part.xml", "one"), ("parts/two.xml", "two"), ("people.xml", "han"),
                        (".hidden/a.xml", "hidden")):  # fmt: skip
        (tmp_path / name).write_text(f'<TEI {NS} xml:id="{ident}"/>', encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("xml_id", "holder"), [("one", "parts/one part.xml"), ("han", "people.xml"), ("hidden", ""), ("nobody", "")]
)
def test_an_identifier_is_looked_for_in_the_run_and_then_in_the_project(folder: Path, xml_id: str, holder: str) -> None:
    holders = Holders(("parts/one part.xml", "-", "gone.xml"))
    assert holders(xml_id, "parts/two.xml") == holder
    assert holders.asked == {"parts/two.xml"}


def test_without_a_file_that_asks_the_run_alone_is_looked_through(folder: Path) -> None:
    assert Holders(("people.xml",))("han") == "people.xml"
    assert Holders(("people.xml",))("two") == ""
    assert Holders(("people.xml",))("two", "-") == ""


def test_files_that_one_file_includes_are_one_document(folder: Path) -> None:
    holders = Holders(("root.xml", "parts/one part.xml", "parts/two.xml", "people.xml"))
    assert holders.in_whole("two", "parts/one part.xml")
    assert not holders.in_whole("han", "parts/one part.xml")
    assert not holders.in_whole("two", "people.xml")


def test_prefixes_of_a_header_hold_for_what_it_includes(folder: Path) -> None:
    declared = Holders(("root.xml",)).prefixes("parts/two.xml")
    addresses = {ident: {one.replacement for one in prefixes} for ident, prefixes in declared.items()}
    assert addresses == {"syn": {"#$1"}, "pers": {"../people.xml#$1"}, "wd": {"https://www.wikidata.org/entity/$1"}}
    assert Holders(("root.xml",)).prefixes("people.xml") == {}


def test_a_header_that_was_changed_is_read_again_and_one_that_is_gone_declares_nothing(folder: Path) -> None:
    assert "syn" in Holders(("root.xml",)).prefixes("parts/two.xml")
    (folder / "root.xml").write_text(ROOT.replace('ident="syn"', 'ident="sense"'), encoding="utf-8")
    holders = Holders(("root.xml",))
    assert set(holders.prefixes("parts/two.xml")) == {"sense", "pers", "wd"}
    (folder / "root.xml").unlink()
    assert holders.prefixes("parts/two.xml") == {}
