"""Rows by value: stamps, interventions, copies, entries, blocks, tallies, each from a few lines of TEI."""

from __future__ import annotations

import pytest

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.records.gather import Register
from puzanov_tei.exporters.records.rows import Tally, document_rows, rows_of
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.tables import TABLES
from tei_trees import edition, tei

COLUMNS = {table.name: table.header for table in TABLES}


def rows(body: str, table: str, *columns: str, lists: str = "") -> list[tuple[object, ...]]:
    """These columns of a table's rows."""
    made = document_rows(edition(tei(body, lists)), Options(), (table,)).rows[table]
    named = [dict(zip(COLUMNS[table], row, strict=True)) for row in made]
    return [tuple(row[column] for column in columns) for row in named]


# --- stamps


def test_a_stamp() -> None:
    body = (
        "<note type='stamp' subtype='incoming' xml:id='s' rendition='#o #c'><desc>stamp</desc> SECRET "
        "<num>7</num> <idno>5-gs</idno> <date>May</date> <date when='1957-06-11'>11 June</date></note>"
        "<note type='stamp'>A <date notBefore='1957-01' notAfter='1957-02'>then</date></note><note>no stamp</note>"
        "<seg type='stamp'>a piece alone</seg>"
    )
    columns = ("stamp_id", "doc_id", "seq", "kind", "text", "number", "date_when", "partial", "reconstructed")
    assert rows(body, "stamps", *columns) == [
        ("s", "d", 1, "incoming", "[stamp SECRET 7 5-gs May 11 June]", "7", "1957-06-11", False, ""),
        ("stamp-2", "d", 2, "", "A then", "", "1957-01/1957-02", False, ""),
    ]


@pytest.mark.parametrize(
    ("inside", "partial"),
    [
        ("TOP", False),
        ("<supplied>TOP</supplied>", True),
        ("<unclear>TOP</unclear>", True),
        ("<damage>TOP</damage>", True),
        ("<gap/>", True),
        ("<sic>TOP</sic>", False),
        ("<desc>Partial image of a stamp</desc>", True),
        ("<desc>faded stamp</desc>", True),
        ("<desc>impartial</desc>", False),
        ("partial", False),
    ],
)
def test_a_stamp_is_partial(inside: str, partial: bool) -> None:
    assert rows(f"<p>x</p><note type='stamp'>{inside}</note>", "stamps", "partial") == [(partial,)]


def test_pieces_of_a_torn_stamp_whichever_is_the_note() -> None:
    def torn(first: str, second: str, third: str) -> list[tuple[object, ...]]:
        body = (
            f"<p><{first} type='stamp' xml:id='a' next='#b'>one <unclear>x</unclear></{first.split()[0]}> text "
            f"<{second} type='stamp' xml:id='b' prev='#a' next='#c'>two <idno>5</idno></{second.split()[0]}> text "
            f"<{third} type='stamp' xml:id='c' prev='#b'>three <date when='1957'>57</date></{third.split()[0]}></p>"
        )
        return rows(body, "stamps", "stamp_id", "number", "date_when", "partial", "reconstructed")

    whole = ("5", "1957", True, "one x two 5 three 57")
    assert torn("note", "seg", "seg") == [("a", *whole)]
    assert torn("seg", "note", "seg") == [("b", *whole)]
    assert torn("seg", "seg", "note") == [("c", *whole)]


def test_pieces_that_go_in_a_circle_or_nowhere() -> None:
    body = (
        "<p><note type='stamp' xml:id='a' next='#gone #b'>one</note><seg type='stamp' xml:id='b' next='#a'>two</seg>"
        "<seg xml:id='c'>no</seg><note type='stamp' next='#c'>three</note></p>"
    )
    assert rows(body, "stamps", "text", "reconstructed") == [("one", "one two"), ("three", "")]


# --- interventions

RECORDED = ("kind", "original", "resolved", "reason", "resp", "cert")


@pytest.mark.parametrize(
    ("intervention", "row"),
    [
        ("<supplied reason='lost' resp='#ed' cert='low' rendition='#o #c'>b</supplied>",
         ("supplied", "[b]", "b", "lost", "#ed", "low")),
        ("<gap reason='illegible' rendition='#o #c'><desc>lost</desc></gap>",
         ("gap", "[lost]", "", "illegible", "", "")),
        ("<unclear>b</unclear>", ("unclear", "b", "b", "", "", "")),
        ("<sic rendition='#s'>b</sic>", ("sic", "b [sic]", "b", "", "", "")),
        ("<del>b</del>", ("del", "b", "", "", "", "")),
        ("<add>b</add>", ("add", "b", "b", "", "", "")),
        ("<surplus>b</surplus>", ("surplus", "b", "", "", "", "")),
        ("<ex resp='#ed' cert='low'>b</ex>", ("ex", "", "b", "", "#ed", "low")),
        ("<choice><sic resp='#x'>II</sic><corr resp='#tool' cert='high'>Il</corr></choice>",
         ("sic", "II", "Il", "", "#tool", "high")),
        ("<choice><abbr>Cde.</abbr><expan resp='#t'>Comrade</expan></choice>",
         ("abbr", "Cde.", "Comrade", "", "#t", "")),
        ("<choice><orig>o</orig><reg>r</reg></choice>", ("orig", "o", "r", "", "", "")),
        ("<choice reason='r' resp='#c'><orig>o</orig></choice>", ("orig", "o", "", "r", "#c", "")),
        ("<choice><corr>o</corr></choice>", ("choice", "", "o", "", "", "")),
    ],
)  # fmt: skip
def test_an_intervention(intervention: str, row: tuple[str, ...]) -> None:
    assert rows(f"<p>a {intervention} c</p>", "interventions", *RECORDED) == [row]


def test_interventions_have_a_place_and_an_identifier_of_their_own() -> None:
    body = (
        "<div type='entry' xml:id='e'><p xml:id='p'>a <del>b</del> c <del>b</del></p></div>"
        "<p xml:id='q'><del>b</del> <emph>x</emph></p><p><name>n</name></p>"
    )
    made = rows(body, "interventions", "id", "doc_id", "entry_id", "original", "begin", "end", "view")
    assert [row[1:] for row in made] == [
        ("d", "e", "b", 2, 3, "source"),
        ("d", "e", "b", 6, 7, "source"),
        ("d", "", "b", 9, 10, "source"),
    ]
    idents = [str(row[0]) for row in made]
    assert len(set(idents)) == 3 and all(ident.startswith("i_") for ident in idents)
    assert idents[0] == rows(body.replace("c <del>b</del>", "c"), "interventions", "id")[0][0]


def test_readings_of_other_witnesses() -> None:
    app = (
        "<app><lem>b</lem><rdg wit='#w'>c</rdg><rdg wit='#w'>c</rdg><rdg cause='e' resp='#r'><wit>W</wit>f</rdg></app>"
    )
    columns = ("id", "entry_id", "kind", "original", "resolved", "witness", "reason", "resp")
    made = rows(f"<div type='entry' xml:id='day'><p xml:id='p'>a {app} d</p></div>", "interventions", *columns)
    assert [row[1:] for row in made] == [
        ("day", "variant", "b", "b", "#w", "", ""),
        ("day", "variant", "b", "b", "#w", "", ""),
        ("day", "variant", "b", "b", "W", "e", "#r"),
    ]
    assert len({row[0] for row in made}) == 3


# --- copies


def test_copies() -> None:
    body = (
        "<list type='distribution'><head>Copies</head>"
        "<item n='1st'><label>1</label> Cde. <persName>X</persName> <persName ref='#pers-a #pers-b'>A</persName></item>"
        "<item><label>2.)</label> to file</item><item>three</item><item n='4'><label>IV</label></item></list>"
        "<list><item>no copy</item></list>"
    )
    assert rows(body, "copies", "doc_id", "copy_no", "recipient_id", "surface") == [
        ("d", "1st", "pers-a", "Cde. X A"),
        ("d", "2", "", "to file"),
        ("d", "3", "", "three"),
        ("d", "4", "", ""),
    ]


# --- entries and blocks


def test_entries() -> None:
    body = (
        "<div type='entry' xml:id='e'><dateline><placeName ref='#place-a'>A</placeName>, "
        "<date when='1957-05-15'>15 May</date></dateline><p>one two three</p></div>"
        "<div type='entry' n='1957-05-16'><p>four</p><head>late</head></div>"
    )
    columns = (
        "entry_id",
        "doc_id",
        "seq",
        "head",
        "date_when",
        "date_from",
        "place_id",
        "begin",
        "end",
        "n_words",
    )
    first, second = rows(body, "entries", *columns)
    assert first == ("e", "d", 1, "A, 15 May", "1957-05-15", "", "place-a", 0, 24, 6)
    assert rows("<div type='entry' n='1957-05-16'><p>four</p></div>", "entries", "head") == [("",)]
    assert second == ("d-2", "d", 2, "late", "1957-05-16", "", "", 26, 36, 2)


def test_blocks() -> None:
    body = "<div type='entry' xml:id='e'><head>H</head><p xml:id='p'>one</p></div><p>two</p>"
    assert document_rows(edition(tei(body)), tables=("blocks",)).rows["blocks"] == [
        ("d", 1, "", "e", "head", 0, 1, "H"),
        ("d", 2, "p", "e", "p", 3, 6, "one"),
        ("d", 3, "", "", "p", 8, 11, "two"),
    ]


# --- what is added up


def test_a_tally_has_the_first_and_the_last_day() -> None:
    tally = Tally()
    tally.add(1, "", "")
    assert (tally.count, tally.first, tally.last) == (1, "", "")
    tally.add(2, "1957-05-02", "1957-05-03")
    tally.add(1, "1957-05-01", "1957-05-01")
    tally.add(1, "1957-05-04", "1957-05-05")
    tally.add(1, "", "")
    assert (tally.count, tally.first, tally.last) == (6, "1957-05-01", "1957-05-05")


PEOPLE = (
    "<div type='entry' n='1957-05-15' xml:id='e'><p><persName ref='#pers-a'><persName ref='#pers-b'>B</persName> A"
    "</persName> and <persName ref='#pers-c'>C</persName> and <persName>D</persName></p></div>"
    "<div type='entry' n='1957-05-16'><p><persName ref='#pers-a'>A</persName></p></div>"
)


def test_a_summary_counts_names_that_are_no_part_of_a_name() -> None:
    made = document_rows(edition(tei(PEOPLE), "folder/x.xml"))
    assert (made.summary.doc_id, made.summary.file) == ("d", "x.xml")
    counted = {ref: (t.count, t.first, t.last) for ref, t in made.summary.tallies.items()}
    assert counted == {"pers-a": (2, "1957-05-15", "1957-05-16"), "pers-c": (1, "1957-05-15", "1957-05-15")}
    assert made.summary.tied == {str(end) for edge in made.rows["edges"] for end in edge[:2]}
    assert {"pers-a", "pers-c"} <= made.summary.tied


def test_only_what_is_asked_for_is_made() -> None:
    source = edition(tei(PEOPLE))
    assert set(document_rows(source, tables=("documents",)).rows) == {"documents"}
    assert document_rows(source, tables=("documents",)).summary.tallies == {}
    assert set(document_rows(source, tables=("mentions",)).rows) == {"mentions"}
    assert document_rows(source, tables=("mentions",)).summary.tied == frozenset()
    assert len(document_rows(source, tables=("persons",)).summary.tallies) == 2
    assert set(document_rows(source, tables=("nodes",)).rows) == {"edges"}
    assert set(rows_of(Scene(source))) == {
        "documents",
        "entries",
        "stamps",
        "interventions",
        "copies",
        "mentions",
        "edges",
    }
    assert rows_of(Scene(source), ("edges",), ())["edges"] == []
    assert len(rows_of(Scene(source), ("mentions",))["mentions"]) == len(document_rows(source).rows["mentions"])


def test_an_index_of_letters_gives_ties_where_they_are_asked_for() -> None:
    action = "<correspAction type='{}'><persName ref='{}'>A</persName></correspAction>"
    letter = "".join(action.format(*one) for one in (("sent", "#pers-a"), ("received", "#pers-b")))
    index = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc>{letter}</correspDesc></profileDesc>'
    source = edition(f"{index}</teiHeader><text><body><p/></body></text></TEI>".encode())
    asked, other = document_rows(source, tables=("edges",)), document_rows(source, tables=("documents",))
    assert [row[:2] for row in asked.rows["edges"]] == [("pers-a", "pers-b")]
    assert asked.summary.tied == {"pers-a", "pers-b"}
    assert (other.rows, other.summary.tied) == ({}, frozenset())


@pytest.mark.parametrize(
    ("resp", "decision"),
    [
        ("", ""),
        ("#bot", "proposed"),
        ("#app #bot", "proposed"),
        ("#bot #ab", "confirmed"),
        ("#ab", "editor"),
        ("#tool", "editor"),
    ],
)
def test_who_decided_is_read_from_the_header_and_from_no_name(resp: str, decision: str) -> None:
    header = (
        "<fileDesc><titleStmt><respStmt xml:id='bot'><resp>r</resp><name>tagger</name></respStmt>"
        "<respStmt xml:id='ab'><resp>r</resp><name>A. B.</name></respStmt></titleStmt></fileDesc><encodingDesc>"
        "<appInfo><application xml:id='app' ident='tagger' version='1'><label>T</label></application></appInfo>"
        "</encodingDesc>"
    )
    text = f"<text><body><p><persName resp='{resp}'>A</persName></p></body></text>"
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>{text}</TEI>'
    (row,) = document_rows(edition(source.encode()), tables=("mentions",)).rows["mentions"]
    assert dict(zip(COLUMNS["mentions"], row, strict=True))["decision"] == decision
    software = source.replace("<name>A. B.</name>", "<name type='software'>A. B.</name>")
    (row,) = document_rows(edition(software.encode()), tables=("mentions",)).rows["mentions"]
    assert (dict(zip(COLUMNS["mentions"], row, strict=True))["decision"] == "proposed") == (
        bool(resp) and "#tool" not in resp
    )


def test_an_event_that_no_list_describes_is_missing_too() -> None:
    register = Register()
    made = document_rows(edition(tei("<p><name type='event' ref='#event-x'>X</name></p>")))
    assert register.add(made.summary)
    assert [(f.code, "event-x" in f.message) for f in register.findings()] == [("PZ802", True)]


def test_edges() -> None:
    made = rows(PEOPLE, "edges", "Source", "Target", "Type", "Weight", "doc_id", "entry_id", "when")
    assert made == [("pers-a", "pers-c", "Undirected", 1, "d", "e", "1957-05-15")]


def test_a_file_of_lists_alone_describes_and_tells_nothing() -> None:
    lists = "<standOff><listPerson><person xml:id='pers-a'><persName>A</persName></person></listPerson></standOff>"
    made = document_rows(edition(tei("", lists)))
    assert (made.rows, made.summary.doc_id, made.summary.tallies) == ({}, "", {})
    assert [entity.id for entity in made.summary.entities] == ["pers-a"]
