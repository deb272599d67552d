"""The formats that need no other program to check."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import pytest

from puzanov_tei.exporters import EXPORTERS, Options, codes
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records import cite
from puzanov_tei.exporters.records.record import record
from puzanov_tei.exporters.records.tables import TABLES
from puzanov_tei.exporters.run import export
from puzanov_tei.findings import Severity
from puzanov_tei.tei.read import Edition
from tei_trees import DATA, client, edition, tei

ROOT = Path(__file__).parents[2]
FILES = [DATA / "journal.xml", DATA / "diary.xml"]


def written(name: str, target: Path, files: list[Path] | None = None, **options: object) -> str:
    list(export(name, files or FILES, Output(str(target), single=True), Options(**options)))  # type: ignore[arg-type]
    return target.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def journal() -> Edition:
    return edition((DATA / "journal.xml").read_bytes())


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_writes_the_same_bytes_twice(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if name == "parquet":
        client("pyarrow")
    if name in ("docx", "epub"):
        request.getfixturevalue("pandoc")
    made = []
    options = Options(profile="flat")  # only the format `edition` looks at it
    before = pickle.dumps(options)
    for run in ("a", "b"):
        list(export(name, FILES, Output(str(tmp_path / run) + "/", single=False), options))
        files = sorted(p for p in (tmp_path / run).rglob("*") if p.is_file())
        made.append([(p.relative_to(tmp_path / run), p.read_bytes()) for p in files])
    assert made[0]
    assert made[0] == made[1]
    assert pickle.dumps(options) == before
    assert isinstance(hash(options), int)


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_takes_a_document_with_next_to_nothing_in_it(name: str, tmp_path: Path) -> None:
    if name == "parquet":
        client("pyarrow")
    (tmp_path / "d.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>x</p></body></text></TEI>')
    list(export(name, [tmp_path / "d.xml"], Output(str(tmp_path / "out") + "/", single=False), Options(profile="flat")))
    assert list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("name", EXPORTERS)
def test_formats_declare_what_the_command_needs(name: str) -> None:
    module = EXPORTERS.load(name)
    assert isinstance(module.PER_DOCUMENT, bool)
    assert module.SUFFIX == "" or module.SUFFIX.startswith(".")


def test_json_has_texts_and_offsets_that_hold(journal: Edition) -> None:
    made = record(journal)
    assert (made["format"], made["version"]) == ("puzanov-tei/document", 1)
    for mention in made["mentions"]:
        assert made["views"][mention["view"]][mention["begin"] : mention["end"]] == mention["surface"]
    blocks = {b["id"]: made["views"]["reading"][b["begin"] : b["end"]] for b in made["blocks"] if b["id"]}
    assert blocks["head-1"] == "The Journal of Ambassador to the NPR I. K. LIPATOV"
    assert "".join(b["kind"][:1] for b in made["blocks"])
    assert [e["id"] for e in made["entities"]][:2] == ["pers-lipatov", "pers-han"]


def test_json_lines_are_the_same_objects(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written("jsonl", tmp_path / "d.jsonl").splitlines()]
    assert [line["document"]["doc_id"] for line in lines] == ["wcda-900001", "diary"]
    assert lines[0] == json.loads(written("json", tmp_path / "d.json", FILES[:1]))


def test_markdown_keeps_signs_as_signs(tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_bytes(
        tei("<p>1. *not* _bold_ [x] &lt;b&gt; # no</p><p># no</p><p>- no</p><p>a<note>n</note></p>")
    )
    body = written("markdown", tmp_path / "d.md", [tmp_path / "d.xml"]).partition("\n---\n")[2]
    assert body.split("\n\n")[0].strip() == r"1\. \*not\* \_bold\_ \[x\] \<b\> \# no"
    assert "\n\\# no\n" in body
    assert "\n\\- no\n" in body
    assert body.endswith("a[^1]\n\n[^1]: n\n")


def test_markdown_has_lists_and_tables(tmp_path: Path) -> None:
    text = written("markdown", tmp_path / "d.md", [DATA / "diary.xml"])
    assert "| a | b |\n| --- | --- |\n| c | d e |" in text
    assert "- one\n- two H\\." not in text
    assert "- one\n- two H." in written("markdown", tmp_path / "j.md", [DATA / "journal.xml"])


def test_conll_labels_names_and_leaves_notes_out(tmp_path: Path) -> None:
    lines = written("conll", tmp_path / "t.conll").splitlines()
    assert lines[0] == "-DOCSTART- -X- O O"
    start = lines.index("Han\t_\tpers-han\tB-person")
    assert [line.split("\t") for line in lines[start : start + 4]] == [
        ["Han", "_", "pers-han", "B-person"], ["Sol", "_", "pers-han", "I-person"],
        ["Bin", "_", "pers-han", "I-person"], [",", "_", "_", "O"],
    ]  # fmt: skip
    assert all(re.fullmatch(r"\S+\t_\t\S+\t(O|[BI]-\w+)", line) for line in lines[2:] if line and "DOC" not in line)


def test_cmif_has_addresses_and_dates(tmp_path: Path) -> None:
    text = written("cmif", tmp_path / "c.xml")
    assert '<persName ref="https://www.wikidata.org/entity/Q900001">I. K. Lipatov</persName>' in text
    assert '<placeName ref="https://sws.geonames.org/1234567">Norga</placeName>' in text
    assert '<date when="1961-03-11"></date>' in text
    found = list(export("cmif", FILES, Output(str(tmp_path / "c.xml"), single=True), Options()))
    assert [f.code for f in found] == ["PZ805", "PZ812", "PZ808"]


def test_citations(journal: Edition) -> None:
    item = cite.csl(journal)
    assert item["author"] == [{"family": "Lipatov", "given": "Ivan Kirillovich"}]
    assert item["issued"] == {"date-parts": [[1961, 3, 5]]}
    assert cite.bibtex(journal).startswith("@misc{wcda-900001,\n  author = {Lipatov, Ivan Kirillovich},")
    assert "  month = mar,\n" in cite.bibtex(journal)


def test_all_who_wrote_a_document_are_cited() -> None:
    title = b"<title>t</title>"
    two = b"<author><persName>A. B. Olk</persName></author><author><orgName>Rope Trust</orgName></author>"
    source = edition(tei("<p/>").replace(title, title + two))
    assert cite.csl(source)["author"] == [{"family": "Olk", "given": "A. B."}, {"literal": "Rope Trust"}]
    assert "author = {Olk, A. B. and {Rope Trust}}," in cite.bibtex(source)


def test_bibtex_takes_tex_apart() -> None:
    source = edition(tei("<p/>").replace(b"<title>t</title>", b"<title>100% {sure} &amp; #1_a~b^c\\d</title>"))
    assert r"100\% \{sure\} \& \#1\_a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d" in cite.bibtex(source)


def test_geojson_puts_longitude_first(tmp_path: Path) -> None:
    found = json.loads(written("geojson", tmp_path / "p.geojson"))
    norga = next(f for f in found["features"] if f["id"] == "place-norga")
    assert norga["geometry"] == {"type": "Point", "coordinates": [125.75, 39.5]}
    assert norga["properties"]["n_mentions"] == 2


def test_turtle_escapes_what_it_must(tmp_path: Path) -> None:
    body = "<p><persName ref='#a&quot;b c'>x \\ \"y\"</persName></p>"
    (tmp_path / "d.xml").write_bytes(tei(body))
    text = written("rdf", tmp_path / "g.ttl", [tmp_path / "d.xml"])
    assert r'oa:exact "x \\ \"y\""' in text
    assert "oa:hasBody <#a%22b>" in text


LISTS = (
    "<standOff><listPerson><person xml:id='p'><persName>Ann</persName></person></listPerson><listPlace><place xml:id='l'>"
    "<placeName>Lesk</placeName></place></listPlace><listOrg><org xml:id='o'><orgName>Club</orgName></org></listOrg>"
    "<listBibl><bibl xml:id='w'><title>Songs</title><author ref='#p'>Ann</author><date when='1900'/></bibl></listBibl>"
    "<listEvent><event xml:id='e' when='1901'><label>Fair</label><placeName ref='#l'>Lesk</placeName></event></listEvent></standOff>"
)


@pytest.mark.parametrize(
    "name", ["rdf", "jsonld", "json", "csv", "sqlite", "geojson", "gexf", "graphml", "html", "excel"]
)
def test_every_format_takes_every_kind_of_entity(name: str, tmp_path: Path) -> None:
    body = "<p><title ref='#w'>Songs</title> <rs type='event' ref='#e'>fair</rs> <persName ref='#p'>Ann</persName></p>"
    (tmp_path / "d.xml").write_bytes(tei(body).replace(b"<text>", LISTS.encode() + b"<text>"))
    output = Output(str(tmp_path / "out"), single=False)
    assert [f for f in export(name, [tmp_path / "d.xml"], output, Options()) if f.severity is Severity.ERROR] == []
    assert output.written
    if name == "rdf":
        text = output.written[0].read_text(encoding="utf-8")
        assert "schema:author <#p>" in text and "schema:location <#l>" in text


def test_the_documentation_names_every_format_and_table() -> None:
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    assert [name for name in EXPORTERS if f"`{name}`" not in text] == []
    assert [table.name for table in TABLES if f"`{table.name}`" not in text] == []


def test_every_code_is_explained() -> None:
    used = set()
    for path in (ROOT / "puzanov_tei/exporters").rglob("*.py"):
        if path.name != "codes.py":
            used.update(re.findall(r"PZ8\d\d", path.read_text(encoding="utf-8")))
    assert used == set(codes.CODES)
