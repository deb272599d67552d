"""Tables: what a row says, and that its offsets hold."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei.exporters import EXPORTERS, Options
from puzanov_tei.exporters.formats.csv import written
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.rows import document_rows
from puzanov_tei.exporters.records.tables import TABLES
from puzanov_tei.exporters.run import export
from puzanov_tei.exporters.text.views import VIEWS, view
from puzanov_tei.tei.read import Edition
from tei_trees import DATA, documents, edition, pretty, tei

COLUMNS = {table.name: table.header for table in TABLES}


def rows(source: Edition, table: str, main: str = "reading") -> list[dict[str, object]]:
    return [
        dict(zip(COLUMNS[table], row, strict=True))
        for row in document_rows(source, Options(view=main)).rows.get(table, [])
    ]


@pytest.fixture(scope="module")
def journal() -> Edition:
    return edition((DATA / "journal.xml").read_bytes(), "corpus/journal.xml")


@pytest.fixture(scope="module")
def diary() -> Edition:
    return edition((DATA / "diary.xml").read_bytes(), "diary.xml")


def test_document(journal: Edition) -> None:
    (row,) = rows(journal, "documents")
    assert row | {"sha256": "", "n_words": 0} == {
        "doc_id": "wcda-900001",
        "file": "journal.xml",
        "sha256": "",
        "title": "Journal of Ambassador I. K. Lipatov for 3 March 1961",
        "series": "",
        "date_when": "1961-03-05",
        "date_not_before": "",
        "date_not_after": "",
        "date_place": "profileDesc/creation/date[@type='document']",
        "published": "2026",
        "source_published": "",
        "author_id": "pers-lipatov",
        "author": "I. K. Lipatov",
        "editor": "",
        "lang": "en",
        "source_lang": "ru",
        "sender_id": "pers-lipatov",
        "sender": "I. K. Lipatov",
        "receiver_id": "org-ministry",
        "receiver": "the ministry",
        "repository": "XYZ",
        "shelfmark": "F. 0777, Op. 21",
        "source_url": "https://archive.example.org/document/900001",
        "licence": "Free for research.",
        "licence_url": "https://archive.example.org/rights",
        "n_entries": 1,
        "n_words": 0,
        "tool_version": "puzanov_tei 0.1.0",
        "schema_version": "",
    }


def test_somebody_elses_document(diary: Edition) -> None:
    (row,) = rows(diary, "documents")
    assert (row["doc_id"], row["title"], row["author_id"]) == ("diary", "Monday, 4 June 1888", "pmb2")
    assert (row["date_not_before"], row["date_not_after"], row["lang"]) == ("1888-06", "1888-07", "de")
    assert row["licence"] == "https://creativecommons.org/licenses/by/4.0/"


def test_entries(journal: Edition, diary: Edition) -> None:
    (row,) = rows(journal, "entries")
    text = view(journal.root).text
    assert (row["entry_id"], row["seq"], row["head"]) == ("entry-1961-03-03", 1, "3 March 1961")
    assert row["date_when"] == "1961-03-03"
    assert text[row["begin"] : row["end"]].startswith("3 March 1961\n\nI visited")
    assert text[row["begin"] : row["end"]].endswith("and it ends.")
    assert [r["date_when"] for r in rows(diary, "entries")] == ["1888-06-04"]


def test_mentions(journal: Edition) -> None:
    found = [(r["type"], r["name"], r["entity_id"], r["cert"], r["decision"]) for r in rows(journal, "mentions")]
    assert found == [
        ("org", "EMBASSY IN THE NPR", "org-embassy", "high", "proposed"),
        ("place", "NPR", "place-nrk", "high", "proposed"),
        ("date", "5 March 1961", "", "", "proposed"),
        ("date", "11 March 1961", "", "", "proposed"),
        ("place", "NPR", "place-nrk", "", "proposed"),
        ("person", "I. K. LIPATOV", "pers-lipatov", "high", "confirmed"),
        ("place", "Norga", "place-norga", "", "proposed"),
        ("date", "3 March 1961", "", "", "proposed"),
        ("person", "Han Sol Bin", "pers-han", "high", "proposed"),
        ("person", "Orlin", "", "unknown", "proposed"),
        ("person", "R. Ya. Malin", "", "", "proposed"),
        ("person", "H.", "pers-han", "low", "proposed"),
        ("person", "H.", "pers-lipatov", "low", "proposed"),
        ("person", "I. LIPATOV", "pers-lipatov", "", "proposed"),
        ("person", "Han", "pers-han", "", "proposed"),
        ("place", "Norga", "place-norga", "", "proposed"),
    ]


def test_a_name_inside_a_name_says_so(journal: Edition) -> None:
    first, second, *_ = rows(journal, "mentions")
    assert second["inside"] == first["mention_id"]
    assert [r["inside"] for r in rows(journal, "mentions")].count("") == 15


def test_a_place_in_a_title_is_no_part_of_the_name() -> None:
    role = "<roleName>Ambassador to the <placeName ref='#b'>NPR</placeName></roleName>"
    body = f"<p><persName ref='#a'>{role} Han</persName></p>"
    name, place = rows(edition(tei(body)), "mentions")
    assert (name["name"], place["surface"], place["inside"]) == ("Han", "NPR", "")


def test_a_note_at_the_end_of_a_name_is_no_part_of_it() -> None:
    name = "<persName><roleName>Minister</roleName> Han Bin <note>So he says.</note></persName>"
    body = f"<p>{name} came. <date>1</date></p>"
    mention, _ = rows(edition(tei(body)), "mentions")
    assert (mention["name"], mention["surface"]) == ("Han Bin", "Minister Han Bin")


def test_pieces_of_a_torn_name_count_once() -> None:
    body = (
        "<p><persName xml:id='n1' next='#n2' ref='#a'>Han</persName> x "
        "<persName xml:id='n2' prev='#n1' ref='#a'>Bin</persName></p>"
    )
    made = document_rows(edition(tei(body)))
    first, second = (dict(zip(COLUMNS["mentions"], row, strict=True)) for row in made.rows["mentions"])
    assert second["inside"] == first["mention_id"]
    assert made.summary.tallies["a"].count == 1


def test_mention_ids_do_not_move_when_something_else_changes() -> None:
    one = "<p xml:id='p1'>Han, <persName>Han</persName></p>"
    two = "<p xml:id='p0'><persName>Kim</persName></p><p xml:id='p1'>X <persName>Han</persName></p>"
    (before,) = rows(edition(tei(one)), "mentions")
    _, after = rows(edition(tei(two)), "mentions")
    assert before["mention_id"] == after["mention_id"]


def test_interventions(journal: Edition) -> None:
    found = [(r["kind"], r["original"], r["resolved"], r["reason"]) for r in rows(journal, "interventions")]
    assert found == [
        ("supplied", "[[TOP]]", "TOP", "cut-off"),
        ("gap", "[...]", "", "editorial"),
        ("sic", "5ol", "Sol", ""),
        ("supplied", "[some]", "some", "translation"),
        ("abbr", "Cde.", "Comrade", ""),
        ("sic", "Ya. R. [sic, R. Ya. is correct]", "R. Ya.", ""),
        ("sic", "Pak Sin-uk [sic]", "Pak Sin-uk", ""),
        ("unclear", "[[Norgav]]", "Norgav", "faded"),
        ("gap", "[[illegible name]]", "", "illegible"),
    ]


def test_stamps_and_copies(journal: Edition) -> None:
    (stamp,) = rows(journal, "stamps")
    assert stamp["text"] == "[partial image of a stamp: [[TOP]] SECRET Incoming Nº 0333s 11 March 1961]"
    assert (stamp["number"], stamp["date_when"], stamp["partial"]) == ("0333s", "1961-03-11", True)
    assert [(r["copy_no"], r["recipient_id"], r["surface"]) for r in rows(journal, "copies")] == [
        ("1", "pers-han", "Han"),
        ("2", "", "to file"),
    ]


def test_a_torn_stamp_is_put_together() -> None:
    body = (
        "<opener>X <seg type='stamp' xml:id='s1' next='#s2'>faded stamp:</seg> Y</opener>"
        "<note type='stamp' xml:id='s2' prev='#s1'>Nº <idno>5</idno> <date when='1960-01-02'>2 Jan</date></note>"
    )
    (stamp,) = rows(edition(tei(body)), "stamps")
    assert (stamp["text"], stamp["reconstructed"]) == ("Nº 5 2 Jan", "faded stamp: Nº 5 2 Jan")


def test_stamps_without_identifiers_stay_apart() -> None:
    body = "<note type='stamp'>one</note><note type='stamp'>two</note>"
    found = rows(edition(tei(body)), "stamps")
    assert [(r["stamp_id"], r["text"], r["reconstructed"]) for r in found] == [
        ("stamp-1", "one", ""),
        ("stamp-2", "two", ""),
    ]


@pytest.mark.parametrize("main", VIEWS)
@pytest.mark.parametrize("file", ["journal.xml", "diary.xml"])
def test_offsets_hold_in_the_samples(file: str, main: str) -> None:
    assert_offsets(edition((DATA / file).read_bytes()), main)


@settings(max_examples=50, deadline=None)
@given(documents(), st.sampled_from(VIEWS))
def test_offsets_hold(data: bytes, main: str) -> None:
    assert_offsets(edition(data), main)


def assert_offsets(source: Edition, main: str) -> None:
    texts = {}
    for name in VIEWS:
        files, _ = EXPORTERS.load("text").render(source, Options(view=name))
        texts[name] = files[0][1].decode("utf-8") if files else ""
    for row in rows(source, "mentions", main):
        assert texts[row["view"]][row["begin"] : row["end"]] == row["surface"]
        assert texts[row["view"]][: row["begin"]].endswith(row["prefix"])
        assert texts[row["view"]][row["end"] :].startswith(row["suffix"])
    for row in rows(source, "interventions", main):
        assert texts[row["view"]][row["begin"] : row["end"]] == row["original"]


@settings(max_examples=50, deadline=None)
@given(documents())
def test_pretty_printing_changes_no_row_and_ids_are_unique(data: bytes) -> None:
    compact, printed = document_rows(edition(data)), document_rows(edition(pretty(data)))
    for name in COLUMNS:
        if name != "documents":
            assert compact.rows.get(name) == printed.rows.get(name)
    for name in ("mentions", "interventions"):
        ids = [row[0] for row in compact.rows.get(name, [])]
        assert len(ids) == len(set(ids))


# -- files -----------------------------------------------------------------------------------------------


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_files(tmp_path: Path) -> None:
    files = [DATA / "journal.xml", DATA / "diary.xml"]
    assert not list(export("csv", files, Output(str(tmp_path), single=False), Options()))[1:]
    for table in TABLES:
        made = (tmp_path / f"{table.name}.csv").read_bytes()
        assert made.startswith(",".join(table.header).encode() + b"\r\n")
        assert b"\n" not in made.replace(b"\r\n", b"") or table.name in ("mentions", "entries")
    persons = {row["id"]: row for row in read_table(tmp_path, "persons")}
    assert persons["pers-han"]["n_mentions"] == "3"
    assert (persons["pers-han"]["first_date"], persons["pers-han"]["last_date"]) == ("1961-03-03", "1961-03-05")
    assert persons["pers-lipatov"]["sort_name"] == "Lipatov, Ivan Kirillovich"
    assert (persons["pmb7"]["label"], persons["pmb7"]["wikidata"], persons["pmb7"]["gnd"]) == (
        "Tom, Old", "Q777", "118529579",
    )  # fmt: skip
    places = {row["id"]: row for row in read_table(tmp_path, "places")}
    assert (places["place-norga"]["lat"], places["place-norga"]["lon"], places["place-norga"]["country"]) == (
        "39.5", "125.75", "NG",
    )  # fmt: skip
    assert (places["pmb10"]["lat"], places["pmb10"]["lon"]) == ("48.2066", "16.37341")
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert [r["path"] for r in package["resources"]] == [f"{t.name}.csv" for t in TABLES]


def test_the_same_files_twice_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        list(export("csv", [DATA / "journal.xml"], Output(str(tmp_path / name), single=False), Options()))
    for made in (tmp_path / "a").iterdir():
        assert made.read_bytes() == (tmp_path / "b" / made.name).read_bytes()


def test_unknown_entities_are_reported(tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_bytes(tei("<p><persName ref='#nobody'>N</persName></p>"))
    (finding,) = export("csv", [tmp_path / "d.xml"], Output(str(tmp_path / "o"), single=False), Options())
    assert (finding.code, "nobody" in finding.message) == ("PZ802", True)


CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", '"', ",", "\r\n", "\n", "\r", "\t=x", "'", " x ", "NA", "null"]
)


@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=5), st.sampled_from(["csv", "tsv"]))
def test_every_field_survives(values: list[list[str]], variant: str) -> None:
    separator = "\t" if variant == "tsv" else ","
    table = next(t for t in TABLES if len(t.columns) == 4)
    text = written(table, [tuple(row) for row in values], separator).decode("utf-8")
    back = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    assert back == values


def test_a_table_alone_is_the_same_as_among_all(journal: Edition) -> None:
    every = document_rows(journal)
    for table in TABLES:
        alone = document_rows(journal, Options(), [table.name])
        assert alone.rows.get(table.name) == every.rows.get(table.name)
        if table.name in ("persons", "places", "orgs"):
            assert alone.summary == dataclasses.replace(every.summary, tied=frozenset())
        if table.name == "nodes":
            assert alone.summary == every.summary
