"""The command `export`: targets, errors, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from puzanov_tei import cli
from tei_trees import DATA, tei

JOURNAL = str(DATA / "journal.xml")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, name: str = "export") -> int:
    """Run the command line; returns the exit code."""
    monkeypatch.setattr("sys.argv", ["puzanov-tei", name, *arguments])
    try:
        cli.run()
    except SystemExit as leave:
        return int(leave.code or 0)
    return 0


def test_text_goes_to_standard_output(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "text", JOURNAL, "--view", "source") == 0
    assert capfd.readouterr().out.startswith("EMBASSY IN THE NPR SECRET Copy Nº 3 5 March 1961\n\n[partial image")


def test_one_document_goes_to_a_file_several_to_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run(monkeypatch, "text", JOURNAL, "-o", str(tmp_path / "one.txt")) == 0
    assert (tmp_path / "one.txt").is_file()
    assert run(monkeypatch, "text", JOURNAL, "-o", str(tmp_path / "folder")) == 0
    assert (tmp_path / "folder" / "wcda-900001.txt").is_file()
    assert run(monkeypatch, "text", str(DATA), "-o", str(tmp_path / "many")) == 0
    assert sorted(p.name for p in (tmp_path / "many").iterdir()) == ["diary.txt", "wcda-900001.txt"]


def test_entries_and_offsets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run(monkeypatch, "text", JOURNAL, "--split", "entry", "--offsets", "-o", str(tmp_path)) == 0
    text = (tmp_path / "wcda-900001_1_entry-1961-03-03.txt").read_text(encoding="utf-8")
    lines = (tmp_path / "wcda-900001_1_entry-1961-03-03.offsets.jsonl").read_text(encoding="utf-8").splitlines()
    spans = {row["id"]: text[row["begin"] : row["end"]] for row in map(json.loads, lines) if row["id"]}
    assert spans["p-1"].startswith("I visited Minister of Trade Han Sol Bin")


@pytest.mark.parametrize(
    ("content", "message", "code"),
    [
        (b"", "the file is empty", 2),
        (b"<TEI", "not well-formed XML", 2),
        (b"<a/>", "not a TEI P5 document", 2),
        (b"\x00\x01\x02", "not well-formed XML", 2),
    ],
)
def test_unusable_files_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    content: bytes,
    message: str,
    code: int,
) -> None:
    (tmp_path / "x.xml").write_bytes(content)
    assert run(monkeypatch, "csv", str(tmp_path / "x.xml"), "-o", str(tmp_path / "out")) == code
    said = capfd.readouterr().err
    assert message in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_one_bad_file_does_not_lose_the_others(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bad.xml").write_bytes(b"<TEI>")
    (tmp_path / "good.xml").write_bytes(tei("<p>good</p>"))
    assert run(monkeypatch, "text", str(tmp_path), "-o", str(tmp_path / "out") + "/") == 1
    assert (tmp_path / "out" / "d.txt").read_text() == "good\n"
    assert "bad.xml" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tex", JOURNAL, "-o", "-"], "Did you mean 'text'?"),
        (["zzz", JOURNAL, "-o", "-"], "Formats: text, html, csv"),
        (["text", "nowhere.xml"], "nowhere.xml: there is no such file or folder"),
        (["csv", JOURNAL], "-o DIR"),
        (["csv", JOURNAL, "--table", "mention", "-o", "-"], "there is no table 'mention'"),
    ],
)
def test_usage_errors(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(monkeypatch, *arguments) == 2
    assert message in capfd.readouterr().err


def test_strict_makes_a_loss_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_bytes(tei("<p><persName ref='#nobody'>N</persName></p>"))
    target = ["csv", str(tmp_path / "d.xml"), "-o", str(tmp_path / "o")]
    assert run(monkeypatch, *target) == 0
    assert run(monkeypatch, *target, "--strict") == 1


def test_one_table_to_standard_output(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "csv", JOURNAL, "--table", "copies", "-o", "-") == 0
    assert capfd.readouterr().out.splitlines()[1] == "wcda-900001,1,pers-han,Han"


def test_an_output_that_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    assert run(monkeypatch, "csv", JOURNAL, "-o", str(tmp_path / "file" / "deeper")) == 2
    assert "cannot write" in capfd.readouterr().err


def test_search(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    database = str(tmp_path / "corpus.sqlite")
    assert run(monkeypatch, "sqlite", str(DATA), "-o", database) == 0
    capfd.readouterr()
    assert run(monkeypatch, database, '"sent some"', name="search") == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert line.startswith("wcda-900001#p-1 1961-03-03: ")
    assert "sent some" in line
    assert run(monkeypatch, database, "nix", name="search") == 1
    assert run(monkeypatch, database, '"open', name="search") == 2
    assert run(monkeypatch, JOURNAL, "x", name="search") == 2
    assert run(monkeypatch, str(tmp_path / "no"), "x", name="search") == 2


def test_files_called_alike_are_documents_told_apart_by_their_folders(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for folder in ("09", "10"):
        (tmp_path / "tei" / folder).mkdir(parents=True)
        (tmp_path / "tei" / folder / "019.xml").write_bytes(tei(f"<p>{folder}</p>").replace(b' xml:id="d"', b"", 1))
    for format_, *more in (("text",), ("csv", "--table", "documents")):
        assert run(monkeypatch, format_, *more, str(tmp_path / "tei"), "-o", str(tmp_path / format_) + "/") == 0
        assert "PZ803" not in capfd.readouterr().err
    assert {p.name for p in (tmp_path / "text").iterdir()} == {"09-019.txt", "10-019.txt"}
    rows = (tmp_path / "csv/documents.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.partition(",")[0] for row in rows] == ["09-019", "10-019"]


def test_two_documents_of_one_name_are_both_written(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xml").write_bytes(tei(f"<p>{name}</p>"))
    assert run(monkeypatch, "text", str(tmp_path), "-o", str(tmp_path / "out") + "/") == 0
    assert {p.name: p.read_text() for p in (tmp_path / "out").iterdir()} == {"d.txt": "a\n", "d-2.txt": "b\n"}
    assert "warning[PZ803]" in capfd.readouterr().err


def test_several_processes_write_the_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for number in range(40):
        text = (DATA / "journal.xml").read_text(encoding="utf-8").replace("wcda-900001", f"doc-{number}")
        (tmp_path / "in" / f"{number}.xml").parent.mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.xml").write_text(text, encoding="utf-8")
    for jobs in ("1", "2"):
        for name in ("text", "csv"):
            target = str(tmp_path / jobs / name)
            assert run(monkeypatch, name, str(tmp_path / "in"), "--jobs", jobs, "-o", target) == 0
    made = {p.relative_to(tmp_path / "1"): p.read_bytes() for p in (tmp_path / "1").rglob("*") if p.is_file()}
    assert made == {p.relative_to(tmp_path / "2"): p.read_bytes() for p in (tmp_path / "2").rglob("*") if p.is_file()}
    assert len(made) == 40 + 17


def test_lists_beside_the_documents(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lists = (
        "<standOff><listPerson><person xml:id='pers-a'><persName>Anna Ade</persName></person></listPerson></standOff>"
    )
    (tmp_path / "lists.xml").write_bytes(tei("", lists))
    (tmp_path / "d.xml").write_bytes(tei("<p><persName ref='lists.xml#pers-a'>A.</persName> came</p>"))
    arguments = ["text", str(tmp_path / "d.xml"), "--view", "normalized"]
    assert run(monkeypatch, *arguments, "--lists", str(tmp_path / "lists.xml")) == 0
    assert capfd.readouterr().out == "Anna Ade came\n"


@pytest.mark.parametrize("name", ["p", "note", "hi", "div"])
def test_deep_nesting_is_no_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    (tmp_path / "d.xml").write_bytes(tei(f"<{name}>x" * 245 + f"</{name}>" * 245))
    for format_ in ("text", "csv", "html"):
        assert run(monkeypatch, format_, str(tmp_path / "d.xml"), "-o", str(tmp_path / format_) + "/") in (0, 2)


def test_an_input_is_never_written_over(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("d.xml", "cmif.xml"):
        (tmp_path / name).write_bytes(tei("<p>x</p>"))
    assert run(monkeypatch, "json", str(tmp_path / "d.xml"), "-o", str(tmp_path / "d.xml")) == 2
    assert run(monkeypatch, "cmif", str(tmp_path), "-o", str(tmp_path)) == 2
    assert "one of the files to read" in capfd.readouterr().err
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {tei("<p>x</p>")}


def test_of_many_warnings_of_a_kind_the_first_are_shown_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tei"
    folder.mkdir()
    for number in range(14):
        (folder / f"{number:02}.xml").write_bytes(tei("<p>No letter.</p>"))
    assert run(monkeypatch, "cmif", str(folder), "-o", str(tmp_path / "a.xml")) == 0
    told = capfd.readouterr().err
    assert (told.count("warning[PZ805]"), "  ... and 4 more of PZ805 like this" in told) == (10, True)
    assert run(monkeypatch, "cmif", str(folder), "-o", str(tmp_path / "b.xml"), "--report") == 0
    assert capfd.readouterr().err.count("warning[PZ805]") == 14
