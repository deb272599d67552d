"""The codebook: each column of each table, told as the tables are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from puzanov_tei.exporters.records.codebook import codebook
from puzanov_tei.exporters.records.tables import BY_NAME, Column, Table
from test_export_command import run

READS = {"string": str, "integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__}


def sections(text: str) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Each table of a codebook: its name, the prose above its columns, and the cells of each row."""
    for part in text.split("\n## ")[1:]:
        name, *lines = part.splitlines()
        cells = [line[2:-2].split(" | ") for line in lines if line.startswith("| ")]
        yield name, [line for line in lines if line and not line.startswith("|")], cells[1:]


def test_every_column_of_every_table_is_there_in_order() -> None:
    told = {name: [cells[0].split("`")[1] for cells in rows] for name, _, rows in sections(codebook())}
    assert told == {name: list(table.header) for name, table in BY_NAME.items()}


def test_every_row_says_type_meaning_source_and_example() -> None:
    rows = [(name, cells) for name, _, table in sections(codebook()) for cells in table]
    assert [(name, cells) for name, cells in rows if len(cells) != 5 or not all(map(str.strip, cells))] == []


@pytest.mark.parametrize("table", BY_NAME.values(), ids=lambda table: table.name)
def test_examples_are_of_their_type_and_keys_are_columns(table: Table) -> None:
    def fits(column: Column) -> bool:
        try:
            READS[column.type](column.example)
        except (KeyError, ValueError):
            return False
        return True

    assert [column for column in table.columns if not fits(column)] == []
    assert {*table.key, *table.foreign} <= set(table.header)
    assert set(table.foreign.values()) <= set(BY_NAME)


def test_a_row_a_key_and_a_table_on_request() -> None:
    told = {name: (prose, rows) for name, prose, rows in sections(codebook())}
    prose, rows = told["entries"]
    assert prose[-1] == "Key: `doc_id`, `entry_id`."
    assert rows[2] == ["`seq` ●", "integer", "place among the document's entries, from 1", "order of the text", "`1`"]
    asked = {name for name, (lines, _) in told.items() if "Written only with `--table`" in lines[0]}
    assert asked == {"blocks", "concordance"}


def test_the_command_writes_it_to_standard_output_or_a_file(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, "codebook") == 0
    assert capfd.readouterr().out == codebook()
    assert run(monkeypatch, "codebook", "-o", str(tmp_path / "codebook.md")) == 0
    assert (tmp_path / "codebook.md").read_text(encoding="utf-8") == codebook()


def test_the_documentation_has_it_as_the_command_writes_it() -> None:
    page = Path(__file__).parents[2] / "docs" / "codebook.md"
    assert page.read_text(encoding="utf-8") == codebook(), "puzanov-tei export codebook > docs/codebook.md"
