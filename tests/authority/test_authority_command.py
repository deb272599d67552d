"""The authority command, as a user types it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from puzanov_tei import encode, load_authority, validate
from puzanov_tei.cli.authority import command
from puzanov_tei.errors import AuthorityError, UsageError
from tests_support import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree("corpus/authority", tmp_path / "authority"))


def _run(*args: str | Path) -> Result:
    result = CliRunner().invoke(command, [str(arg) for arg in args])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_list(folder: Path) -> None:
    lines = _run("list", "persons", "--match", "puzan", "--authority", folder).stdout.splitlines()
    assert lines == ["pers-puzanov-am\tA. M. Puzanov\t1906-1998"]
    assert "Cde.\tComrade\thonorific" in _run("list", "abbreviations", "--authority", folder).stdout
    with pytest.raises(UsageError, match="no list 'planets'"):
        _run("list", "planets")


def test_show_by_id_with_or_without_prefix(folder: Path) -> None:
    full = _run("show", "pers-nam-il", "--authority", folder).stdout
    assert full == _run("show", "nam-il", "--authority", folder).stdout
    assert 'xml:id="pers-nam-il"' in full
    with pytest.raises(AuthorityError, match="Did you mean"):
        _run("show", "nam-ill", "--authority", folder)


def test_add_then_merge_then_show(folder: Path) -> None:
    _run("add", "person", "ognev-yui", "--name", "Yu. I. Ognev", "--surname", "Ognev", "--role", "Editor;1958;",
         "--authority", folder)  # fmt: skip
    _run("add", "org", "press-x", "--name", "X Press", "--parent", "tass", "--authority", folder)
    _run("merge", "ognev-yui", "danilov-military-adviser", "--authority", folder)
    shown = _run("show", "ognev-yui", "--authority", folder).stdout
    assert 'xml:id="pers-danilov-military-adviser"' in shown
    assert "Yu. I. Ognev" in shown
    assert 'active="#org-press-x" passive="#org-tass"' in (folder / "orgs.xml").read_text(encoding="utf-8")


def test_export_and_import_give_the_same_files(folder: Path, tmp_path: Path) -> None:
    _run("merge", "solodovnikov", "danilov-military-adviser", "--authority", folder)
    _run("export", "-o", tmp_path / "csv", "--authority", folder)
    _run("import", tmp_path / "csv", "-o", tmp_path / "again")
    _run("export", "-o", tmp_path / "csv2", "--authority", tmp_path / "again")
    for table in (tmp_path / "csv").iterdir():
        assert table.read_bytes() == (tmp_path / "csv2" / table.name).read_bytes()
    assert b"pers-solodovnikov,pers-danilov-military-adviser" in (tmp_path / "csv" / "redirects.csv").read_bytes()


def test_tables_that_contradict_the_authority_change_nothing(folder: Path, tmp_path: Path) -> None:
    _run("export", "-o", tmp_path / "csv", "--authority", folder)
    _run("import", tmp_path / "csv", "-o", folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    persons = tmp_path / "csv" / "persons.csv"
    rows = list(csv.reader(persons.read_text(encoding="utf-8").splitlines()))
    row = next(row for row in rows[1:] if row[5].isdigit())
    held, row[5] = row[5], str(int(row[5]) + 1)
    with persons.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(AuthorityError, match=f"birth {row[5]} / {held}") as refused:
        _run("import", tmp_path / "csv", "-o", folder)
    assert refused.value.exit_code == 2
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before
    _run("import", tmp_path / "csv", "-o", folder, "--force")
    shown = _run("show", row[0], "--authority", folder).stdout
    assert f'<birth when="{row[5]}"' in shown
    assert f"birth {held}" in shown
    assert f'<birth when="{held}"' in shown
    _run("export", "-o", tmp_path / "csv2", "--authority", folder)
    _run("import", tmp_path / "csv2", "-o", folder)
    assert _run("show", row[0], "--authority", folder).stdout == shown
    assert run("validate", str(folder / "persons.xml")).returncode == 0


def test_nothing_to_change_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no corpus/authority here"):
        _run("merge", "a", "b")


def test_an_authority_of_ones_own_may_begin_with_what_is_known(tmp_path: Path) -> None:
    own = tmp_path / "authority"
    _run("init", own)
    _run("init", own, "--known")  # over files without entries
    known = load_authority(own).records
    assert known == load_authority().records and known.entries
    with pytest.raises(AuthorityError, match="is there"):
        _run("init", own, "--known")


def test_an_authority_is_made_where_the_configuration_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "puzanov-tei.toml").write_text('authority = "registers"\n')
    monkeypatch.chdir(tmp_path)
    _run("init")
    _run("add", "person", "novak", "--name", "J. Novak")
    _run("export", "-o", "tables")
    _run("import", "tables")
    assert load_authority(tmp_path / "registers").records.persons[0].id == "pers-novak"
    assert not (tmp_path / "corpus").exists()


def test_an_authority_of_ones_own_begins_empty(tmp_path: Path) -> None:
    own = tmp_path / "authority"
    _run("init", own)
    assert sorted(file.name for file in own.iterdir()) == ["orgs.xml", "persons.xml", "places.xml"]
    assert b"Novak" in encode(b"Comrade Novak met us in Prague.", load_authority(own)).tei
    with pytest.raises(AuthorityError, match="is there"):
        _run("init", own)
    (own / "orgs.xml").unlink()
    for kind, name in (("person", "J. Novak"), ("place", "Prague"), ("org", "Radio Prague")):
        _run("add", kind, "first", "--name", name, "--authority", own)
    _run("add", "person", "second", "--name", "K. Novak", "--authority", own)
    listed = _run("list", "--authority", own).stdout.splitlines()
    assert [line.split("\t")[0] for line in listed] == ["pers-first", "pers-second", "place-first", "org-first"]
    assert all("No entry yet" not in file.read_text(encoding="utf-8") for file in own.glob("*s.xml"))
    assert [list(validate(file, "puzanov")) for file in own.glob("*s.xml")] == [[], [], []]


def test_coordinates_need_two_numbers(folder: Path) -> None:
    with pytest.raises(UsageError, match="latitude and longitude"):
        _run("add", "place", "x", "--name", "X", "--geo", "39", "--authority", folder)


@pytest.mark.parametrize(
    "record",
    [
        ("person", "x1", "--name", "X", "--birth", "1910x"),
        ("person", "x2", "--name", "X", "--wikidata", "foo"),
        ("place", "x3", "--name", "X", "--geo", "139 38"),
    ],
)
def test_a_record_that_validate_would_report_is_not_added(folder: Path, record: tuple[str, ...]) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UsageError, match="is not added"):
        _run("add", *record, "--authority", folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_change_can_be_undone(folder: Path) -> None:
    before = (folder / "persons.xml").read_bytes()
    _run("add", "person", "ognev-yui", "--name", "Yu. I. Ognev", "--authority", folder)
    assert (folder / "persons.xml").read_bytes() != before
    assert not list(folder.glob("*.bak"))
    _run("undo", "--authority", folder)
    assert (folder / "persons.xml").read_bytes() == before


def test_an_export_takes_records_that_a_document_lacks_from_the_authority(folder: Path, tmp_path: Path) -> None:
    known = _run("list", "persons", "--authority", folder).stdout.splitlines()[0].split("\t")
    page = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader><fileDesc><titleStmt><title>T</title>'
        f'</titleStmt></fileDesc></teiHeader><text><body><p><persName ref="#{known[0]}">He</persName> came.</p></body>'
        "</text></TEI>"
    )
    (tmp_path / "d.xml").write_text(page, encoding="utf-8")
    export = ("export", "csv", "d.xml", "--table", "persons", "-o", "-")
    assert known[1] not in run(*export, cwd=tmp_path).stdout.decode()
    assert known[1] in run(*export, "--authority", str(folder), cwd=tmp_path).stdout.decode()
