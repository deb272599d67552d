"""What other projects write and a target cannot read: identifiers that are no names of XML, or stand twice."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from editions_support import NS, XML, exported, trees
from puzanov_tei.datatypes.xml_names import is_ncname

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    "<text><body>{body}</body>{back}</text></TEI>"
)


def document(folder: Path, name: str, body: str, back: str = "") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.xml").write_text(TEI.format(title=name, body=body, back=back), encoding="utf-8")


def idents(root: etree._Element) -> list[str]:
    return [str(value) for value in root.xpath("//@xml:id")]


def test_identifiers_that_are_no_names_of_xml_become_names_everywhere(tmp_path: Path) -> None:
    person = '<listPerson><person xml:id="#p/1"><persName>Anna Lund</persName></person></listPerson>'
    place = '<listPlace><place xml:id="47.3_8.8"><placeName>Norga</placeName></place></listPlace>'
    body = (
        f'<p><persName ref="##p/1">Anna</persName> in <placeName ref="#47.3_8.8">Norga</placeName>.</p>{person}{place}'
    )
    document(tmp_path / "in", "one", body)
    exported("dse-static", tmp_path / "in", tmp_path / "dse")
    registers = {i for root in trees(tmp_path / "dse/data/indices").values() for i in idents(root)}
    text = trees(tmp_path / "dse/data/editions")["one"]
    (name,) = text.xpath("//t:rs[@type='place']/@ref", namespaces=NS)
    assert name.removeprefix("#") in registers
    assert all(map(is_ncname, registers))
    exported("evt", tmp_path / "in", tmp_path / "evt")
    root = trees(tmp_path / "evt/assets/data")["one"]
    assert all(map(is_ncname, idents(root)))
    assert name in root.xpath("//t:placeName/@ref", namespaces=NS)


def test_a_document_called_as_a_part_of_it_is_called_otherwise(tmp_path: Path) -> None:
    document(tmp_path / "in", "reading", '<div xml:id="reading"><p>Words.</p></div>')
    exported("flat", tmp_path / "in", tmp_path / "out")
    (root,) = trees(tmp_path / "out").values()
    assert idents(root) == ["doc-reading", "reading"]


def test_numbers_of_blocks_keep_out_of_the_way_of_identifiers_that_stand_there(tmp_path: Path) -> None:
    for name in ("one", "two"):
        work = f'<listBibl><bibl xml:id="b1"><title>Work of {name}</title></bibl></listBibl>'
        document(tmp_path / "in", name, "<p>Words.</p><p/><ab>More.</ab>", f"<back><div>{work}</div></back>")
    exported("dts", tmp_path / "in", tmp_path / "out")
    for name, root in trees(tmp_path / "out/tei").items():
        here = idents(root)
        assert len(here) == len(set(here)), name
        assert [e.get(f"{XML}id") for e in root.xpath("//t:body/*", namespaces=NS)] == [
            f"{name}-b1x",
            None,
            f"{name}-b3",
        ]


def test_a_work_that_the_text_refers_to_is_identified_in_the_register_alone(tmp_path: Path) -> None:
    works = '<listBibl><bibl xml:id="w1"><title>Songs</title></bibl><bibl xml:id="w2"><title>Tales</title></bibl></listBibl>'
    body = f'<p><rs type="work" ref="#w1">the songs</rs> <rs type="person" ref="">he</rs></p>{works}'
    document(tmp_path / "in", "one", body)
    exported("dse-static", tmp_path / "in", tmp_path / "out")
    root = trees(tmp_path / "out/data/editions")["one"]
    assert root.xpath("//t:bibl/@xml:id", namespaces=NS) == ["w2"]
    assert "w1" in idents(trees(tmp_path / "out/data/indices")["listbibl"])
    assert root.xpath("//@ref") == ["#w1"]


def test_names_in_a_bibliography_are_names_of_the_text(tmp_path: Path) -> None:
    person = '<listPerson><person xml:id="p1"><persName>Anna Lund</persName></person></listPerson>'
    cited = '<bibl><rs type="person" ref="#p1">Lund</rs>: Songs</bibl>'
    document(tmp_path / "in", "one", f"<p>See {cited}.</p>{person}")
    exported("tei-publisher", tmp_path / "in", tmp_path / "out")
    root = trees(tmp_path / "out/data")["one"]
    assert root.xpath("//t:bibl/t:persName/@key", namespaces=NS) == ["p1"]


def test_a_document_without_a_title_gets_its_name_for_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    bare = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Words.</p></body></text></TEI>'
    (tmp_path / "in/bare.xml").write_text(bare, encoding="utf-8")
    exported("dse-static", tmp_path / "in", tmp_path / "out")
    root = trees(tmp_path / "out/data/editions")["bare"]
    assert root.xpath("t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type='main']/text()", namespaces=NS) == ["bare"]
