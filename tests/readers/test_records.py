"""Tables of records: a document for each row, its columns known by name or by the configuration."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei import readers
from puzanov_tei.errors import SourceError
from puzanov_tei.readers import tables
from tests_support import run

HEAD = "Record ID,Title,Date,Authors,Original Language,Body,Shelf\n"
ROW = 'r5,Talk about Wool,1961-03-03,A. Bee; C. Dee,Russian,"I received the envoy.\n\nHe said, ""yes"".",left\n'


def test_rows_of_each_kind_of_table(tmp_path: Path) -> None:
    comma, lines, base = tmp_path / "a.csv", tmp_path / "a.jsonl", tmp_path / "a.sqlite"
    comma.write_text(HEAD + ROW + "r6,No text,,,,,\n", encoding="utf-8")
    lines.write_text(json.dumps({"record_id": "r5", "text": "I received him."}) + "\n\n", encoding="utf-8")
    with sqlite3.connect(base) as made:
        made.execute("CREATE TABLE docs (id TEXT, text TEXT, scan BLOB)")
        made.execute("INSERT INTO docs VALUES ('r5', 'I received him.', x'00')")
    made.close()
    for path in (comma, lines, base):
        assert [key for key, _ in tables.rows(path, {})] == ["r5"]


def test_a_record_is_a_page(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(HEAD + ROW, encoding="utf-8")
    ((_, record),) = tables.rows(table, {})
    page = readers.read(record, "a.csv#r5")
    found = page.metadata
    assert page.reader == "record"
    assert [page.source.text[b.begin : b.end] for b in page.blocks] == ["I received the envoy.", 'He said, "yes".']
    assert (found.title, found.date, found.record_id) == ("Talk about Wool", "1961-03-03", "r5")
    assert (found.authors, found.language_source) == (("A. Bee", "C. Dee"), "Russian")
    assert [(r.code, r.message) for r in page.remarks] == [("PZ665", "The column Shelf is not mapped: left")]


def test_columns_are_mapped_by_the_configuration(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("nr;inhalt\n1;I received Kim Il Sung.\n2;It rained.\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"no column of text.*nr, inhalt"):
        list(tables.rows(table, {}))
    (tmp_path / "puzanov-tei.toml").write_text('[columns]\ntext = "inhalt"\nrecord_id = "nr"\n', encoding="utf-8")
    result = run("encode", "a.csv", "-o", "tei", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    first, second = sorted((tmp_path / "tei").glob("*.xml"))
    assert "Kim Il Sung" in "".join(etree.parse(first).getroot().itertext())
    assert "It rained." in "".join(etree.parse(second).getroot().itertext())


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.jsonl", b'{"text": "x"}\n{"te', "a.jsonl:2: not a JSON object"),
        ("a.jsonl", b"[1]\n", "a.jsonl:1: not a JSON object"),
        ("a.sqlite", b"no database at all, but some words", "no SQLite database"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"text\n\n", "no column of text"),
    ],
)
def test_a_damaged_table_gets_one_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=sentence):
        list(tables.rows(tmp_path / name, {}))


def test_an_array_of_records_as_a_scraper_keeps_it(tmp_path: Path) -> None:
    record = {
        "doc_id": "r5",
        "Record ID": "r5",
        "Title": "Talk about Wool",
        "Author(s)": ["A. Bee", "C. Dee"],
        "Full Text": "I received him.",
        "Original Archive": "Archive of Wool",
        "Associated Places": ["Lesk", "Oslo"],
    }
    (tmp_path / "a.json").write_text(
        json.dumps([record, record | {"doc_id": "r6", "Record ID": "r6"}]), encoding="utf-8"
    )
    result = run("encode", "a.json", "-o", "tei", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert b"not mapped" not in result.stderr
    assert len(list((tmp_path / "tei").glob("*.xml"))) == 2
    ((_, first), _) = tables.rows(tmp_path / "a.json", {})
    found = readers.read(first, "a.json#r5").metadata
    assert (found.record_id, found.authors) == ("r5", ("A. Bee", "C. Dee"))
    assert found.call_numbers[0].repository == "Archive of Wool"
    assert ("places", "Lesk") in found.extra
    (tmp_path / "b.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(SourceError, match="element 1 is no JSON object"):
        list(tables.rows(tmp_path / "b.json", {}))
