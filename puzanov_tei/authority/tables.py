"""Authority records as CSV tables and back: for people with spreadsheets (RFC 4180, UTF-8, no BOM).

Several values in one cell are separated by `|`, the parts of a role by `;` (text;from;to), as in the tables
the files were first made from. Ids stand without their prefix. Reading what was written gives equal records.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from puzanov_tei.authority import languages
from puzanov_tei.authority.records import (
    ORG_PREFIX,
    PERSON_PREFIX,
    PLACE_PREFIX,
    Abbreviation,
    AuthorityName,
    OfficeHeld,
    Org,
    Person,
    Place,
    Records,
)
from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import AuthorityError
from puzanov_tei.findings import Location

SOURCES = " ; "
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "persons": (
        "id", "preferred_name", "surname", "forename", "variants", "birth_year", "death_year", "nationality",
        "roles", "wikidata", "viaf", "verified_source", "confidence",
    ),
    "places": (
        "id", "preferred_name", "variants", "type", "country_code", "latitude", "longitude", "geonames_id",
        "wikidata", "verified_source", "from_year", "to_year",
    ),
    "orgs": (
        "id", "preferred_name", "abbreviations", "variants", "type", "country_code", "parent_id", "expansion",
        "wikidata", "verified_source",
    ),
    "abbreviations": ("abbr", "expansion", "kind", "note"),
    "redirects": ("id", "target"),
}  # fmt: skip
_OPTIONAL = ("from_year", "to_year")  # tables of earlier versions have no such column
_YEARS_UNSEEN = "years: compiler's knowledge"
_EAST_ASIAN = ("KP", "KR")


def read(folder: Path) -> Records:
    """Records from `persons.csv`, `places.csv`, `orgs.csv`, `abbreviations.csv`, `redirects.csv`.

    A table that is not there is empty.

    Raises:
        AuthorityError: no table is there, or one lacks a column, repeats an id or holds a broken row.
    """
    tables = {name: folder / f"{name}.csv" for name in COLUMNS}
    if not any(path.is_file() for path in tables.values()):
        raise AuthorityError(f"{folder}: none of {', '.join(path.name for path in tables.values())} is there.")
    rows = {name: list(_rows(path, COLUMNS[name])) for name, path in tables.items()}
    return Records(
        persons=tuple(_person(row) for row in rows["persons"]),
        places=tuple(_place(row) for row in rows["places"]),
        orgs=tuple(_org(row) for row in rows["orgs"]),
        abbreviations=tuple(
            Abbreviation(row["abbr"], row["expansion"], row["kind"], row["note"]) for row in rows["abbreviations"]
        ),
        redirects=tuple((row["id"], row["target"]) for row in rows["redirects"]),
    )


def write(records: Records, folder: Path) -> list[Path]:
    """Write the five tables to `folder`; the paths, in order.

    Raises:
        AuthorityError: a value holds a character that separates values in a cell.
        OutputError: the folder cannot be written.
    """
    tables: dict[str, Iterable[tuple[str, ...]]] = {
        "persons": map(_person_row, records.persons),
        "places": map(_place_row, records.places),
        "orgs": map(_org_row, records.orgs),
        "abbreviations": ((a.abbr, a.expansion, a.kind, a.note) for a in records.abbreviations),
        "redirects": records.redirects,
    }
    written = []
    for name, rows in tables.items():
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(COLUMNS[name])
        writer.writerows(rows)
        path = folder / f"{name}.csv"
        write_atomically(path, text.getvalue().encode("utf-8"))
        written.append(path)
    return written


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    if not path.is_file():
        return
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AuthorityError(f"{path}: not UTF-8 at byte {error.start}; save the table as UTF-8.") from error
    except OSError as error:
        raise AuthorityError(f"{path}: {(error.strerror or str(error)).lower()}.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ()) and column not in _OPTIONAL]
    if missing:
        raise AuthorityError(f"{path}: column {missing[0]!r} is missing; expected {', '.join(columns)}.")
    seen: set[str] = set()
    try:
        for row in reader:
            if None in row or None in row.values():
                raise AuthorityError(f"the row has not {len(columns)} cells.", Location(str(path), reader.line_num))
            key = row[columns[0]]
            if not key:
                raise AuthorityError("the first cell is empty.", Location(str(path), reader.line_num))
            if columns[0] == "id" and key in seen:
                raise AuthorityError(f"the id {key!r} stands twice.", Location(str(path), reader.line_num))
            seen.add(key)
            yield dict.fromkeys(_OPTIONAL, "") | row
    except csv.Error as error:
        raise AuthorityError(f"{error}.", Location(str(path), reader.line_num)) from error


def _split(cell: str, separator: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


def _join(values: Iterable[str], separator: str = "|") -> str:
    parts = list(values)
    for part in parts:
        if separator in part:
            raise AuthorityError(f"{part!r} holds {separator!r}, which separates values in a cell; write it otherwise.")
    return separator.join(parts)


def _person(row: Mapping[str, str]) -> Person:
    nationality = row["nationality"]
    korean, chinese = "Korean" in nationality, nationality.startswith("Chinese")
    sources = _split(row["verified_source"], SOURCES)
    unseen = any(source.startswith(_YEARS_UNSEEN) for source in sources)
    return Person(
        id=PERSON_PREFIX + row["id"],
        preferred=row["preferred_name"],
        surname=row["surname"],
        forename=row["forename"],
        names=tuple(_name(text, korean=korean, chinese=chinese) for text in _split(row["variants"])),
        birth=row["birth_year"],
        death=row["death_year"],
        years_cert="medium" if unseen and (row["birth_year"] or row["death_year"]) else "",
        nationality=nationality,
        roles=tuple(_role(cell) for cell in _split(row["roles"])),
        wikidata=row["wikidata"],
        viaf=row["viaf"],
        sources=sources,
        cert=row["confidence"],
    )


def _name(text: str, *, korean: bool = False, chinese: bool = False) -> AuthorityName:
    if languages.is_slip(text):
        return AuthorityName(text, "error")
    return AuthorityName(text, "variant", languages.of_name(text, korean=korean, chinese=chinese))


def _role(cell: str) -> OfficeHeld:
    text, begin, end = ([*cell.rsplit(";", 2), "", ""])[:3]
    return OfficeHeld(text.strip(), begin.strip(), end.strip())


def _person_row(person: Person) -> tuple[str, ...]:
    return (
        person.id.removeprefix(PERSON_PREFIX),
        person.preferred,
        person.surname,
        person.forename,
        _join(name.text for name in person.names),
        person.birth,
        person.death,
        person.nationality,
        _join(f"{role.text};{role.begin};{role.end}" for role in person.roles),
        person.wikidata,
        person.viaf,
        _join(person.sources, SOURCES),
        person.cert,
    )


def _place(row: Mapping[str, str]) -> Place:
    korean = row["country_code"] in _EAST_ASIAN
    return Place(
        id=PLACE_PREFIX + row["id"],
        preferred=row["preferred_name"],
        names=tuple(
            _name(text, korean=korean, chinese=row["country_code"] == "CN") for text in _split(row["variants"])
        ),
        type=row["type"],
        country=row["country_code"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        geonames=row["geonames_id"],
        wikidata=row["wikidata"],
        sources=_split(row["verified_source"], SOURCES),
        begin=row["from_year"],
        end=row["to_year"],
    )


def _place_row(place: Place) -> tuple[str, ...]:
    return (
        place.id.removeprefix(PLACE_PREFIX),
        place.preferred,
        _join(name.text for name in place.names),
        place.type,
        place.country,
        place.latitude,
        place.longitude,
        place.geonames,
        place.wikidata,
        _join(place.sources, SOURCES),
        place.begin,
        place.end,
    )


def _org(row: Mapping[str, str]) -> Org:
    abbreviations = tuple(AuthorityName(text, "abbreviation") for text in _split(row["abbreviations"]))
    return Org(
        id=ORG_PREFIX + row["id"],
        preferred=row["preferred_name"],
        names=abbreviations + tuple(_name(text) for text in _split(row["variants"])),
        type=row["type"],
        country=row["country_code"],
        parent=ORG_PREFIX + row["parent_id"] if row["parent_id"] else "",
        expansion=row["expansion"],
        wikidata=row["wikidata"],
        sources=_split(row["verified_source"], SOURCES),
    )


def _org_row(org: Org) -> tuple[str, ...]:
    return (
        org.id.removeprefix(ORG_PREFIX),
        org.preferred,
        _join(name.text for name in org.names if name.kind == "abbreviation"),
        _join(name.text for name in org.names if name.kind != "abbreviation"),
        org.type,
        org.country,
        org.parent.removeprefix(ORG_PREFIX),
        org.expansion,
        org.wikidata,
        _join(org.sources, SOURCES),
    )
