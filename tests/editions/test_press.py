"""Several documents in one edition: of one name, with entities of one identifier, and the header of a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from editions_support import NS, XML, exported
from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import press
from puzanov_tei.exporters.output import Output

SPACE = NS["t"]


def document(ident: str, person: str) -> str:
    return (
        f'<TEI xmlns="{SPACE}" xml:id="{ident}"><teiHeader><fileDesc><titleStmt><title>{ident}</title></titleStmt>'
        "<publicationStmt><publisher>A</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
        f'<standOff><listPerson><person xml:id="p1"><persName><surname>{person}</surname></persName></person>'
        f"</listPerson></standOff><text><body><div><p>I saw "
        f'<persName ref="#p1">{person}</persName>.</p></div></body></text></TEI>'
    )


def test_entities_that_share_an_identifier_are_two(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, person in (("a", "Orlov"), ("b", "Petrov")):
        (tmp_path / "in" / f"{name}.xml").write_text(document(name, person))
    exported("dse-static", tmp_path / "in", tmp_path / "out")
    register = etree.parse(str(tmp_path / "out/data/indices/listperson.xml"))
    known = {e.get(f"{XML}id"): e.findtext(".//t:surname", namespaces=NS) for e in register.iterfind(".//t:person", NS)}
    assert sorted(known.values()) == ["Orlov", "Petrov"]
    for name, person in (("a", "Orlov"), ("b", "Petrov")):
        (found,) = etree.parse(str(tmp_path / f"out/data/editions/{name}.xml")).iterfind(".//t:rs[@ref]", NS)
        assert known[found.get("ref").lstrip("#")] == person


def test_documents_of_one_name_and_headers_of_corpora_are_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.xml").write_text(document("a", "Orlov"))
    (tmp_path / "in/b.xml").write_text(document("A", "Petrov"))
    (tmp_path / "in/c.xml").write_text(
        f'<teiCorpus xmlns="{SPACE}"><teiHeader><fileDesc><titleStmt><title>All of them</title></titleStmt></fileDesc>'
        f"</teiHeader>{document('c', 'Serov')}</teiCorpus>"
    )
    found = exported("flat", tmp_path / "in", tmp_path / "out")
    assert [f.location.file.rpartition("/")[2] for f in found if f.code == "PZ803"] == ["b.xml"]
    assert any(f.code == "PZ814" and "header of a corpus" in f.message for f in found)


def test_an_edition_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="-o DIR"):
        list(press.write([], Output("-", single=False, inputs=[]), Options(profile="flat")))
