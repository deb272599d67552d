"""Networks: valid by what the formats say, undirected where the relation is, plays too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.run import export
from tei_trees import DATA

PLAY = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="play">
<teiHeader><fileDesc><titleStmt><title>Ropes</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><profileDesc><particDesc><listPerson>
<person xml:id="a"><persName>Anna  A</persName></person><person xml:id="b"><persName>"Bo" &amp; Co</persName></person>
<personGrp xml:id="crowd"><name>Crowd</name></personGrp></listPerson></particDesc></profileDesc></teiHeader><text><body>
<div type="act"><div type="scene"><sp who="#a"><p>One</p></sp><sp who="#b #crowd"><p>Two</p></sp></div>
<div type="scene"><sp who="#a"><p>Three</p></sp><sp who="#b"><p>Four</p></sp></div>
<div type="scene"><sp who="#a"><p>Alone</p></sp></div></div></body></text></TEI>"""


def made(name: str, tmp_path: Path, *files: Path) -> list[Path]:
    target = Output(str(tmp_path / f"n.{name}"), single=True)
    list(export(name, files, target, Options()))
    return target.written


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_both_graphs_are_valid(name: str, tmp_path: Path, jing: str) -> None:
    play = tmp_path / "play.xml"
    play.write_text(PLAY, encoding="utf-8")
    written = made(name, tmp_path, DATA / "journal.xml", DATA / "diary.xml", play)
    assert [path.name for path in written] == [f"n.{name}", f"n-directed.{name}"]
    done = subprocess.run([jing, "-c", str(DATA / f"{name}.rnc"), *map(str, written)], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    for path in written:
        root = etree.parse(path).getroot()
        nodes = {node.get("id") for node in root.iter("{*}node")}
        assert {end for edge in root.iter("{*}edge") for end in (edge.get("source"), edge.get("target"))} == nodes


def test_a_play_ties_who_speaks_in_one_scene(tmp_path: Path) -> None:
    play = tmp_path / "play.xml"
    play.write_text(PLAY, encoding="utf-8")
    (written,) = made("gexf", tmp_path, play)
    root = etree.parse(written).getroot()
    assert {e.get("source", "") + e.get("target", ""): e.get("weight") for e in root.iter("{*}edge")} == {
        "ab": "2", "acrowd": "1", "bcrowd": "1",
    }  # fmt: skip
    assert {e.get("type") for e in root.iter("{*}edge")} == {"undirected"}
    assert [e.get("label") for e in root.iter("{*}node")] == ["Anna A", '"Bo" & Co', "Crowd"]


def test_standard_output_says_which_graph_it_leaves_out(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    findings = list(export("graphml", [DATA / "journal.xml"], Output("-", single=True), Options()))
    assert [f.code for f in findings if f.code == "PZ817"] == ["PZ817"]
    assert etree.fromstring(capsysbinary.readouterr().out).find("{*}graph").get("edgedefault") == "undirected"  # type: ignore[union-attr]


def test_identifiers_that_are_no_tokens_are_told_apart(tmp_path: Path) -> None:
    play = tmp_path / "play.xml"
    play.write_text(PLAY.replace("#a", "https://x.org/no").replace("#b ", "https://x.org?no "), encoding="utf-8")
    (written,) = made("graphml", tmp_path, play)
    nodes = list(etree.parse(written).getroot().iter("{*}node"))
    idents = {node.get("id"): node.findtext("{*}data[@key='identifier']") for node in nodes}
    assert {"https:__x.org_no", "https:__x.org_no-2", "crowd"} <= set(idents)
    assert {"https://x.org/no", "https://x.org?no", "crowd"} <= set(idents.values())


def test_those_in_no_list_are_called_as_the_documents_call_them(tmp_path: Path) -> None:
    def letter(number: int, name: str) -> Path:
        path = tmp_path / f"l{number}.xml"
        path.write_text(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="l{number}"><teiHeader><profileDesc><correspDesc>'
            f'<correspAction type="sent"><persName ref="#p1">{name}</persName></correspAction><correspAction type="received">'
            '<persName ref="#p2 #p3">The parents</persName></correspAction></correspDesc></profileDesc></teiHeader><text><body>'
            '<p><rs type="person" ref="#p1">Yours</rs> sees <rs type="person" ref="#p2">Mama</rs></p></body></text></TEI>',
            encoding="utf-8",
        )
        return path

    written = made("gexf", tmp_path, letter(1, ""), letter(2, "Paul T."))
    labels = {n.get("id"): n.get("label") for path in written for n in etree.parse(path).getroot().iter("{*}node")}
    assert labels == {"p1": "Paul T.", "p2": "Mama", "p3": "p3"}
