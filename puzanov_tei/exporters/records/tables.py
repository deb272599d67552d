"""The tables of an export: their columns, keys and what each column means, read from `tables.txt`.

One description for every format, for `export codebook` and the documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

# Types are the ones that CSVW and Data Package share. Dates stay strings: TEI dates may be years, months,
# days or intervals.
STRING, INTEGER, BOOLEAN, NUMBER = "string", "integer", "boolean", "number"

# Columns that end several tables.
_SHARED = {
    "authorities": """
        wikidata: Wikidata identifier | idno, or an address of Wikidata | Q41117
        viaf: VIAF identifier | idno, or an address of VIAF | 97144
        geonames: GeoNames identifier | idno, or an address of GeoNames | 1871859
        gnd: GND identifier | idno, or an address of the GND | 118562053
        loc: identifier of the Library of Congress | idno, or an address of id.loc.gov | n80076183""",
    "tally": """
        n_mentions integer !: outermost mentions in the exported documents | mentions | 17
        first_date: earliest date of an entry or document that mentions it | mentions | 1957-04-11
        last_date: latest date of an entry or document that mentions it | mentions | 1957-12-30""",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type, what it holds, where that comes from, and an example. Missing is empty."""

    name: str
    type: str
    description: str
    required: bool = False
    source: str = ""
    example: str = ""

    def typed(self, value: str | int | bool) -> str | int | bool | float | None:
        """A value as databases have it: what is not there is null, but for a text that is required and empty."""
        if value == "":
            return "" if self.required else None
        return float(value) if self.type == NUMBER else value


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its primary key, and for columns that point elsewhere the table they point to."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign: Mapping[str, str] = field(default_factory=dict)

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _read(text: str) -> Iterator[Table]:
    for part in text.split("\n[")[1:]:
        head, *lines = part.splitlines()
        name, _, description = head.partition("] ")
        key: tuple[str, ...] = ()
        foreign: dict[str, str] = {}
        columns: list[Column] = []
        for line in lines:
            first, _, rest = line.partition(" ")
            if line.startswith("{"):
                columns += map(_column, _SHARED[line.strip("{}")].strip().splitlines())
            elif first == "key":
                key = tuple(rest.split())
            elif first == "foreign":
                column, target = rest.split()
                foreign[column] = target
            elif line:
                columns.append(_column(line))
        yield Table(name, description, tuple(columns), key, foreign)


def _column(line: str) -> Column:
    head, _, rest = line.strip().partition(": ")
    name, *marks = head.split()
    kind = next((mark for mark in marks if mark != "!"), STRING)
    description, source, example = (part.strip() for part in f"{rest} | | ".split("|")[:3])
    return Column(name, kind, description, "!" in marks, source, example)


_TEXT = (files("puzanov_tei.exporters.records") / "tables.txt").read_text(encoding="utf-8")
BY_NAME: Mapping[str, Table] = {table.name: table for table in _read(_TEXT)}
# Tables that are made only when they are asked for: they repeat what others say.
ON_REQUEST = frozenset({"blocks", "concordance"})
TABLES: tuple[Table, ...] = tuple(table for name, table in BY_NAME.items() if name not in ON_REQUEST)
# Tables that are known only when the last document has been read.
ENTITY_TABLES: Mapping[str, Table] = {kind: BY_NAME[f"{kind}s"] for kind in ("person", "place", "org", "work", "event")}
# Columns that hold entity ids, in any table.
ENTITY_COLUMNS = frozenset(
    "entity_id author_id sender_id receiver_id recipient_id place_id org_id Source Target Id".split()
)
