"""One rule for which authority a command reads, by what comes of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from puzanov_tei.cli import main
from puzanov_tei.errors import PuzanovError

RECORD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Persons</title></titleStmt>'
    "<publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>"
    '<standOff><listPerson><person xml:id="pers-who"><persName type="preferred">{name}</persName></person></listPerson>'
    "</standOff></TEI>"
)
DOCUMENT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader><fileDesc><titleStmt><title>D</title></titleStmt>'
    "<publicationStmt><p>none</p></publicationStmt><sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>"
    '<text><body><p xml:id="p-1">I met <persName ref="#pers-who">him</persName> and Nobody.</p></body></text></TEI>'
)
DECISION = (
    '{"v":1,"op":"add","block":"p-1","exact":"Nobody","prefix":"I met him and ","suffix":".","type":"person",'
    '"entity":"pers-who","by":"ab"}\n'
)
WHERE = {"option": "Of the option", "configuration": "Of the configuration", "here": "Of the folder here"}
PLACES = {"option": "elsewhere", "configuration": "configured", "here": "corpus/authority"}


def lay(folder: Path, *places: str) -> list[str]:
    """A document, and authorities at some of the places that the rule knows; the option, if it is one of them."""
    (folder / "d.xml").write_text(DOCUMENT, encoding="utf-8")
    (folder / "decisions").mkdir()
    (folder / "decisions" / "d.jsonl").write_text(DECISION, encoding="utf-8")
    for place in places:
        own = folder / PLACES[place]
        own.mkdir(parents=True)
        (own / "persons.xml").write_text(RECORD.format(name=WHERE[place]), encoding="utf-8")
    if "configuration" in places:
        (folder / "puzanov-tei.toml").write_text('authority = "configured"\n', encoding="utf-8")
    return ["--authority", PLACES["option"]] if "option" in places else []


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


RULE = ("option", "configuration", "here")


@pytest.mark.parametrize("places", [RULE, RULE[1:], RULE[2:]], ids=RULE)
def test_the_first_of_the_rule_counts_for_every_command(folder: Path, places: tuple[str, ...]) -> None:
    option, name, place = lay(folder, *places), WHERE[places[0]], PLACES[places[0]]
    tables = run("export", "csv", "d.xml", "-o", "tables", *option)
    assert place in tables.output
    with (folder / "tables" / "persons.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["label"] for row in csv.DictReader(stream)] == [name]
    site = run("export", "site", "d.xml", "-o", "site", *option)
    assert place in site.output
    assert any(name in page.read_text(encoding="utf-8") for page in (folder / "site").rglob("*.html"))
    checked = run("validate", "d.xml", "--schema", "tei_all", *option)
    assert f"{place}/persons.xml" in checked.stdout
    applied = run("decisions", "apply", "d.xml", "-o", "applied.xml", *option)
    assert place in applied.output
    assert name in (folder / "applied.xml").read_text(encoding="utf-8")
    listed = run("authority", "list", "persons", *option)
    assert [line.split("\t")[1] for line in listed.stdout.splitlines()] == [name]
    (folder / "note.txt").write_text(f"Report\n\nI met {name.title()}.\n", encoding="utf-8")
    encoded = run("encode", "note.txt", "-o", "note.xml", *option)
    assert place in encoded.output


def test_the_built_in_one_is_the_last_and_for_what_the_program_encodes(folder: Path) -> None:
    lay(folder)
    assert "authority" not in run("export", "csv", "d.xml", "-o", "tables").output
    assert "pers-kim-il-sung" in run("authority", "list", "persons").stdout
    assert "(built in)" in run("decisions", "apply", "d.xml", "-o", "applied.xml").output


COMMANDS = (
    "export csv d.xml -o out",
    "export site d.xml -o out",
    "validate d.xml",
    "decisions apply d.xml",
    "encode d.xml -o out",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_authority_that_is_not_there_is_exit_2(folder: Path, command: str) -> None:
    lay(folder)
    before = (folder / "d.xml").read_bytes()
    result = run(*command.split(), "--authority", "nowhere")
    assert isinstance(result.exception, PuzanovError)  # exit code 2, see tests/cli/test_main.py
    assert "nowhere" in str(result.exception)
    assert not (folder / "out").exists()
    assert (folder / "d.xml").read_bytes() == before


def test_what_shows_no_records_reads_none(folder: Path) -> None:
    lay(folder, "here")
    assert "authority" not in run("export", "text", "d.xml", "-o", "out.txt").output
    told = run("export", "text", "d.xml", "-o", "out.txt", "--authority", "corpus/authority").output
    assert "text shows no records" in told
    quiet = run("export", "text", "d.xml", "-o", "-", "--lists", "d.xml", "--quiet").output
    assert "text shows no records" not in quiet


@pytest.mark.parametrize("command", [("export", "text"), ("decisions", "check"), ("decisions", "stats"), ("review",)])
def test_without_a_path_the_edition_of_the_project_is_meant(folder: Path, command: tuple[str, ...]) -> None:
    lay(folder, "here")
    missing = run(*command)
    assert isinstance(missing.exception, PuzanovError)
    assert f"puzanov-tei {' '.join(command)} PATH" in str(missing.exception)
    (folder / "puzanov-tei.toml").write_text('[build]\ntei = "edition"\n', encoding="utf-8")
    (folder / "edition").mkdir()
    if command != ("review",):  # its page stays open
        (folder / "d.xml").rename(folder / "edition" / "d.xml")
        assert run(*command).output == run(*command, "edition").output
