"""A build makes what a build from nothing makes, and only what has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import project_support as project
from project_support import built, findings, from_nothing, make, results
from puzanov_tei.errors import OutputError
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.project.build import Watch
from puzanov_tei.project.steps import Made, Unit

EDIT = st.tuples(st.sampled_from(project.EDITS), st.integers(0, 11))


def check(rounds: list[list[tuple[object, int]]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = make(Path(place, "edition"))
        built(folder)
        for edits in rounds:
            for edit, number in edits:
                edit(folder, number)  # type: ignore[operator]
            expected = from_nothing(folder, Path(place, "copy"))
            built(folder)
            assert results(folder) == expected
            assert sum(one.made for one in built(folder).values()) == 0


ROUNDS = st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=1, max_size=3)


def test_the_same_bytes_as_from_nothing() -> None:
    """Every edit once."""
    edits = [(edit, number) for number, edit in enumerate(project.EDITS)]
    check([edits[::2], edits[1::2]])


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(ROUNDS)
def test_the_same_bytes_as_from_nothing_after_many_edits(rounds: list[list[tuple[object, int]]]) -> None:
    check(rounds)


def test_only_what_has_changed(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition", 4)
    assert {name: one.made for name, one in built(folder).items()} == {
        "read": 4, "encode": 4, "decisions": 0, "validate": 7, "index": 4, "text": 4, "csv": 4, "html": 4,
    }  # fmt: skip
    project.change_source(folder, 1)
    done = built(folder)
    assert {name: one.made for name, one in done.items() if one.made} == dict.fromkeys(
        ("read", "encode", "validate", "index", "text", "csv", "html"), 1
    )
    assert done["encode"].reasons == {"source/page-1.txt": "source/page-1.txt has changed"}


def test_a_record_concerns_the_documents_that_use_it(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition", 4)
    built(folder)
    project.add_record(folder, 1)  # Lesnikov, who is in the second document
    assert list(built(folder)["encode"].reasons.items()) == [("source/page-1.txt", "records that it uses have changed")]
    assert b"pers-lesnikov" in (folder / "tei/doc-page-1.xml").read_bytes()
    assert not built(folder)["encode"].reasons
    # What the record says now: the document holds a copy of it.
    authority = folder / "authority/persons.xml"
    authority.write_text(authority.read_text("utf-8").replace("1901", "1899"), encoding="utf-8")
    assert list(built(folder)["encode"].reasons) == ["source/page-1.txt"]


POINTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{0}"><text><body><p corresp="{1}">a</p></body></text></TEI>'


def test_a_check_is_made_again_for_what_it_looked_for_alone(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition", 0)
    authority = folder / "authority/persons.xml"
    project.add_record(folder, 1)
    (folder / "tei").mkdir()
    for name, pointer in {
        "one": "../authority/persons.xml#pers-lesnikov", "gone": "../authority/persons.xml#pers-nobody", "away": "#nowhere",
    }.items():  # fmt: skip
        (folder / f"tei/{name}.xml").write_text(POINTER.format(name, pointer), encoding="utf-8")

    def checked() -> list[str]:
        return sorted(Path(name).stem for name in built(folder)["validate"].reasons)

    assert {"one", "gone", "away"} <= set(checked())
    assert checked() == []
    authority.write_text(authority.read_text("utf-8").replace("1901", "1899"), encoding="utf-8")
    # The register itself; a pointer that leads nowhere may lead somewhere else now.
    assert checked() == ["away", "gone", "persons"]
    authority.write_text(authority.read_text("utf-8").replace("pers-lesnikov", "pers-lesnikow"), encoding="utf-8")
    assert checked() == ["away", "gone", "one", "persons"]
    (folder / "tei/two.xml").write_text(POINTER.format("nowhere", "#nowhere"), encoding="utf-8")
    assert checked() == ["away", "two"]
    assert checked() == []


def test_what_a_killed_build_has_written_goes_with_its_source(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")

    def killed(function: Callable[[Unit], Made], tasks: Sequence[Unit]) -> Iterator[tuple[Unit, Made]]:
        made = [(task, function(task)) for task in tasks]
        if made[0][1].outputs:
            raise KeyboardInterrupt
        yield from made

    with pytest.raises(KeyboardInterrupt):
        built(folder, run=killed)
    edited = folder / "tei/doc-page-2.xml"
    edited.write_bytes(edited.read_bytes().replace(b"harvest", b"crop"))
    (folder / "source/page-1.txt").rename(folder / "source/page-7.txt")
    (folder / "source/page-2.txt").unlink()
    built(folder)
    assert sorted(path.name for path in (folder / "tei").iterdir()) == [
        "doc-page-0.xml", "doc-page-2.xml", "doc-page-7.xml",
    ]  # fmt: skip


def test_what_a_process_that_died_left_half_written_does_not_stay(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition", 2)

    def dying(function: Callable[[Unit], Made], tasks: Sequence[Unit]) -> Iterator[tuple[Unit, Made]]:
        for task in tasks:
            yield task, function(task)
            if (folder / "tei").is_dir():
                (folder / "tei/.doc-page-1.xml.0123456789ab.tmp").write_bytes(b"half")

    built(folder, run=dying)
    assert sorted(path.name for path in (folder / "tei").iterdir()) == ["doc-page-0.xml", "doc-page-1.xml"]


def test_a_dry_run_says_why_and_does_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")
    built(folder)
    before = results(folder)
    project.change_source(folder, 0)
    (folder / "export/text/doc-page-2.txt").unlink()
    done = built(folder, dry=True)
    assert {name: one.reasons for name, one in done.items() if one.reasons} == {
        "read": {"source/page-0.txt": "source/page-0.txt has changed"},
        "encode": {"source/page-0.txt": "source/page-0.txt has changed"},
        "validate": {"tei/doc-page-0.xml": "tei/doc-page-0.xml has changed"},
        "index": {"tei/doc-page-0.xml": "tei/doc-page-0.xml has changed"},
        "text": {
            "tei/doc-page-0.xml": "tei/doc-page-0.xml has changed",
            "tei/doc-page-2.xml": "export/text/doc-page-2.txt is missing",
        },
        "csv": {"tei/doc-page-0.xml": "tei/doc-page-0.xml has changed"},
        "html": {"tei/doc-page-0.xml": "tei/doc-page-0.xml has changed"},
    }
    del before["export/text/doc-page-2.txt"]
    assert results(folder) == before


def test_an_edited_file_is_made_by_its_source_all_the_same(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")
    built(folder)
    project.edit_by_hand(folder, 4)
    assert findings(folder) == []
    project.add_record(folder, 1)
    assert findings(folder) == []
    assert "pers-lesnikov" in (folder / "tei/doc-page-1.xml").read_text("utf-8")


def test_an_edited_file_is_kept_when_its_source_goes(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")
    built(folder)
    project.edit_by_hand(folder, 4)  # the second
    project.remove_source(folder, 1)
    project.remove_source(folder, 0)
    told = findings(folder)
    assert ["PZ955" in line for line in told] == [True] and not (folder / "tei/doc-page-0.xml").exists()
    assert "yield of 1" in (folder / "tei/doc-page-1.xml").read_text("utf-8")
    assert (folder / "export/text/doc-page-1.txt").exists() and not (folder / "export/text/doc-page-0.txt").exists()


def test_two_sources_of_one_document(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")
    project.twin_source(folder, 0)
    for _ in range(2):
        (line,) = findings(folder)
        assert line.startswith("source/page_0.txt: error[PZ950] ")
        assert "doc-page-0, as source/page-0.txt is" in line


def test_a_table_gives_a_document_a_record(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition", 0)
    table = folder / "source/records.csv"
    table.write_text("id,text\n1,I spoke with Cde. Zarubin.\n2,I spoke with Cde. Lesnikov.\n", encoding="utf-8")
    assert built(folder)["encode"].made == 2
    table.write_text(table.read_text("utf-8").replace("Lesnikov", "Orlov"), encoding="utf-8")
    assert list(built(folder)["encode"].reasons) == ["source/records.csv#2"]


def test_decisions_about_a_document_that_there_is_not(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")
    (folder / "decisions/doc-gone.jsonl").write_text(
        '{"v":1,"op":"note","block":"p-1","exact":"","value":"A note.","by":"ab"}\n', encoding="utf-8"
    )
    (line,) = findings(folder)
    assert line.startswith("decisions/doc-gone.jsonl: warning[PZ951]")


def test_one_bad_source_does_not_end_the_build(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")
    (folder / "source/bad.docx").write_bytes(b"")
    for _ in range(2):
        done = built(folder)
        assert (done["read"].failed, done["read"].errors) == (1, 1)
        assert len(list((folder / "tei").iterdir())) == 3


def test_what_could_not_be_written_keeps_what_was(tmp_path: Path) -> None:
    """A disk that is full for a while costs no document of the edition."""
    folder = make(tmp_path / "edition")
    built(folder)
    before = results(folder)
    project.change_source(folder, 1)
    full = OutputError("cannot write: no space left on device.")
    done = built(folder, run=lambda _, units: [(unit, full) for unit in units])
    assert (done["read"].failed, done["encode"].failed, results(folder)) == (1, 1, before)
    assert built(folder)["encode"].made == 1
    assert results(folder) == from_nothing(folder, tmp_path / "copy")


def test_infos_are_no_warnings(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition", 1)
    (folder / "source/page-1.txt").write_text("Report\n\nThey sold 12 bales] of wool.\n", encoding="utf-8")
    told: list[Finding] = []
    done = built(folder, watch=Watch(finding=told.append)).values()
    assert Severity.INFO in [one.severity for one in told]
    assert sum(one.warnings for one in done) == [one.severity for one in told].count(Severity.WARNING)
    assert sum(one.warnings for one in built(folder).values()) == sum(one.warnings for one in done)


def test_a_database_that_is_none_is_begun_anew(tmp_path: Path) -> None:
    folder = make(tmp_path / "edition")
    built(folder)
    before = results(folder)
    (folder / ".puzanov/build.sqlite").write_bytes(b"no database" * 1000)
    assert built(folder)["encode"].made == 3
    assert results(folder) == before
