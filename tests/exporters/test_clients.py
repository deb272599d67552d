"""Exports read back by the programs that scholars use."""

from __future__ import annotations

import importlib
import io
import json
import re
import sqlite3
import subprocess
import zipfile
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from puzanov_tei.errors import UsageError
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.tables import TABLES
from puzanov_tei.exporters.run import export
from puzanov_tei.exporters.text.views import view
from tei_trees import DATA, client, edition, tei

FILES = [DATA / "journal.xml", DATA / "diary.xml"]
RICH = (
    "<div><head>Head</head><p>See [3], $5 and $6, @home, *not* so<note><p>n1</p><p>n2</p></note> "
    "H<hi rend='sup'>2</hi>O.</p>"
    "<list rend='numbered'><item n='4'>four<list><item>sub</item></list></item><item>five<note>n3</note></item></list>"
    "<table><row><cell>A</cell><cell>B | C</cell></row><row><cell><p>x</p><p>y</p></cell><cell>z</cell></row></table>"
    "</div>"
)
FORMULAS = ["=1+1", "+2", "-3", "@SUM(A1:A9)", '=HYPERLINK("x")', "a\nb", "a\tb", '"', "NA", " x "]


def made(name: str, target: Path, *, single: bool = True, **options: object) -> Path:
    list(export(name, FILES, Output(str(target), single=single), Options(**options)))  # type: ignore[arg-type]
    return target


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made("csv", tmp_path_factory.mktemp("tables"), single=False)


def test_pandas_reads_the_tables_unchanged(tables: Path) -> None:
    pandas = client("pandas")
    frames = {t.name: pandas.read_csv(tables / f"{t.name}.csv", dtype=str, keep_default_na=False) for t in TABLES}
    assert list(frames["mentions"].columns) == list(next(t for t in TABLES if t.name == "mentions").header)
    stream = io.StringIO(newline="")
    frames["mentions"].to_csv(stream, index=False, lineterminator="\r\n")
    assert stream.getvalue().encode() == (tables / "mentions.csv").read_bytes()
    joined = frames["mentions"].merge(frames["persons"], left_on="entity_id", right_on="id")
    assert sorted(set(joined["label"])) == ["Han Sol Bin", "I. K. Lipatov", "Tom, Old"]


def test_frictionless_finds_the_package_valid(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frictionless = client("frictionless")
    monkeypatch.chdir(tables)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["title", "fieldName", "rowNumber", "note"])
    assert report.stats["tasks"] == len(TABLES)


def test_csvw_finds_the_tables_valid(tables: Path) -> None:
    csvw = client("csvw")
    group = csvw.TableGroup.from_file(tables / "csv-metadata.json")
    rows = {table.local_name: list(table) for table in group.tables}
    assert rows["entries.csv"][0]["begin"] == 0 or rows["entries.csv"][0]["begin"] > 0
    assert rows["stamps.csv"][0]["partial"] is True
    assert group.check_referential_integrity()


def test_openpyxl_finds_strings_where_formulas_might_be(tmp_path: Path) -> None:
    openpyxl = client("openpyxl")
    workbook = openpyxl.load_workbook(made("excel", tmp_path / "t.xlsx"))
    assert workbook.sheetnames == [table.name for table in TABLES]
    sheet = workbook["mentions"]
    assert [cell.value for cell in sheet[1]] == list(next(t for t in TABLES if t.name == "mentions").header)
    assert sheet["G2"].value == "EMBASSY IN THE NPR"
    assert (sheet["I2"].value, sheet["J2"].value) == (0, 18)


def test_excel_changes_no_text(tmp_path: Path) -> None:
    openpyxl = client("openpyxl")
    body = "".join(f"<p xml:id='p{n}'><persName>{escape(value)}</persName></p>" for n, value in enumerate(FORMULAS))
    (tmp_path / "d.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>', encoding="utf-8"
    )
    target = tmp_path / "t.xlsx"
    list(export("excel", [tmp_path / "d.xml"], Output(str(target), single=True), Options(tables=("mentions",))))
    cells = [row[6] for row in openpyxl.load_workbook(target)["mentions"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [" ".join(v.split()) for v in FORMULAS]
    assert {cell.data_type for cell in cells} == {"s"}


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def test_parquet_keeps_types(tmp_path: Path) -> None:
    parquet = client("pyarrow.parquet")
    made("parquet", tmp_path, single=False)
    mentions = parquet.read_table(tmp_path / "mentions.parquet").to_pylist()
    assert (mentions[0]["surface"], mentions[0]["end"]) == ("EMBASSY IN THE NPR", 18)
    places = {row["id"]: row for row in parquet.read_table(tmp_path / "places.parquet").to_pylist()}
    assert (places["place-norga"]["lat"], places["place-nrk"]["lat"]) == (39.5, None)


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_networkx_reads_both_network_files(tmp_path: Path, name: str) -> None:
    networkx = client("networkx")
    read = partial(networkx.read_gexf, version="1.3") if name == "gexf" else networkx.read_graphml
    together = read(made(name, tmp_path / f"n.{name}"))
    letters = read(tmp_path / f"n-directed.{name}")
    assert (together.is_directed(), letters.is_directed()) == (False, True)
    assert together.nodes["pers-han"] == {"label": "Han Sol Bin", "kind": "person", "mentions": 3} | (
        {"identifier": "pers-han"} if name == "graphml" else {}
    )
    assert letters["pers-lipatov"]["org-ministry"]["relation"] == "writes to"
    assert {data["relation"] for _, _, data in together.edges(data=True)} == {"mentioned with"}


def test_shapely_reads_the_places(tmp_path: Path) -> None:
    geometry = client("shapely.geometry")
    collection = json.loads(made("geojson", tmp_path / "p.geojson").read_text(encoding="utf-8"))
    points = {feature["id"]: geometry.shape(feature["geometry"]) for feature in collection["features"]}
    assert (points["place-norga"].x, points["place-norga"].y) == (125.75, 39.5)
    assert all(-180 <= p.x <= 180 and -90 <= p.y <= 90 for p in points.values())


def test_rdflib_reads_the_same_graph_from_turtle_and_json_ld(tmp_path: Path) -> None:
    rdflib = client("rdflib")
    compare = client("rdflib.compare")
    base = "https://example.org/graph"
    turtle = rdflib.Graph().parse(made("rdf", tmp_path / "g.ttl", base=base), format="turtle")
    linked = rdflib.Graph().parse(made("jsonld", tmp_path / "g.jsonld", base=base), format="json-ld")
    assert len(turtle) > 100
    assert compare.isomorphic(turtle, linked)
    rows = turtle.query(
        """PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX schema: <https://schema.org/>
        SELECT ?exact WHERE { ?m oa:hasBody ?who ; oa:hasTarget/oa:hasSelector/oa:exact ?exact .
        ?who a schema:Person ; schema:name "Han Sol Bin" } ORDER BY ?exact"""
    )
    assert [str(row.exact) for row in rows] == ["H.", "Han", "Minister of Trade Han Sol Bin"]


def test_datasette_serves_the_database(tmp_path: Path) -> None:
    app = client("datasette.app")
    asyncio = importlib.import_module("asyncio")
    path = made("sqlite", tmp_path / "tei.sqlite")

    async def ask(address: str) -> dict[str, object]:
        answer = await app.Datasette([str(path)]).client.get(address)
        assert answer.status_code == 200
        found: dict[str, object] = answer.json()
        return found

    rows = asyncio.run(ask("/tei/mentions_named.json?_shape=objects&label=Han+Sol+Bin"))["rows"]
    assert sorted(row["surface"] for row in rows) == ["H.", "Han", "Minister of Trade Han Sol Bin"]  # type: ignore[attr-defined]
    assert sqlite3.connect(path).execute("PRAGMA foreign_key_check").fetchall() == []


def test_bagit_finds_the_package_valid(tmp_path: Path) -> None:
    bagit = client("bagit")
    with zipfile.ZipFile(made("package", tmp_path / "edition.zip")) as archive:
        archive.extractall(tmp_path / "out")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    (folder,) = (tmp_path / "out").iterdir()
    bag = bagit.Bag(str(folder))
    bag.validate()
    names = set(bag.payload_entries())
    assert {"data/tei/journal.xml", "data/text/wcda-900001.txt", "data/tables/mentions.csv"} <= names
    assert "Free for research." in (folder / "data/LICENCE.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_spacy_reads_tokens_and_names(tmp_path: Path) -> None:
    converters = client("spacy.training.converters")
    text = made("conll", tmp_path / "t.conll").read_text(encoding="utf-8")
    journal, diary = converters.conll_ner_to_docs(text, no_print=True)
    people = [span.text for span in journal.ents if span.label_ == "person"]
    assert "Han Sol Bin" in people
    assert [(span.text, span.label_) for span in diary.ents][:2] == [("4 / 6", "date"), ("Old Tom", "person")]
    assert len(list(journal.sents)) > 10


@pytest.mark.slow
@pytest.mark.parametrize("name", ["docx", "epub"])
def test_pandoc_reads_the_words_of_what_it_made(tmp_path: Path, name: str, pandoc: str) -> None:
    def read(writer: str) -> str:
        done = subprocess.run([pandoc, "-f", name, "-t", writer, target], capture_output=True, check=True, text=True)
        return done.stdout.replace("²", "2")

    source = tmp_path / "d.xml"
    source.write_bytes(tei(RICH))
    target = tmp_path / f"d.{name}"
    assert list(export(name, [source], Output(str(target), single=True), Options())) == []
    words = re.findall(r"[^\W_]+", read("plain"))
    shown = view(edition(source.read_bytes()).root).text
    assert Counter(words) >= Counter(re.findall(r"[^\W_]+", shown)) - Counter("12")  # numbers of notes are pandoc's own
    if name == "docx":
        native = read("native")
        assert native.count("Note") == 2 and "Superscript" in native and native.count("OrderedList") == 1
        again = tmp_path / "again.docx"
        list(export(name, [source], Output(str(again), single=True), Options()))
        assert again.read_bytes() == target.read_bytes()


def test_without_pandoc_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="pandoc"):
        list(export("docx", FILES, Output(str(tmp_path / "out"), single=False), Options()))
    assert not (tmp_path / "out").exists()
