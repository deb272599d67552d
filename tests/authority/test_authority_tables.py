"""CSV tables and TEI carry the same records, there and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from puzanov_tei.authority import store, tables
from puzanov_tei.authority.edit import imported
from puzanov_tei.authority.records import AuthorityName, OfficeHeld, Org, Person, Place, Records
from puzanov_tei.errors import AuthorityError

HEADS = {name: ",".join(columns) for name, columns in tables.COLUMNS.items()}


def _table(folder: Path, name: str, *rows: str) -> None:
    (folder / f"{name}.csv").write_text("\r\n".join((HEADS[name], *rows, "")), encoding="utf-8")


def test_own_files_survive_export_and_import(tmp_path: Path) -> None:
    records = store.read(Path("corpus/authority"))
    tables.write(records, tmp_path / "csv")
    again = tables.read(tmp_path / "csv")
    assert again == records
    store.write(again, tmp_path / "tei")
    assert store.read(tmp_path / "tei") == records
    for name in store.FILES:
        assert (tmp_path / "tei" / name).read_bytes() == (Path("corpus/authority") / name).read_bytes()


def test_a_row_becomes_a_record(tmp_path: Path) -> None:
    _table(
        tmp_path,
        "persons",
        'orlov-ab,A. B. Orlov,Orlov,Anton Borisovich,"Orlov, A. B.|Орлов А. Б.",1910,,Soviet,'
        "Consul in X;1950;1953|Clerk;;,Q1,,seen here ; years: compiler's knowledge,medium",
        "kim-il-x,Kim Il X,Kim,Il X,Kim II X|Kim Il-seong|김일엑,,,North Korean,,,,,low",
    )
    orlov, kim = tables.read(tmp_path).persons
    assert (orlov.id, orlov.cert, orlov.years_cert) == ("pers-orlov-ab", "medium", "medium")
    assert orlov.roles == (OfficeHeld("Consul in X", "1950", "1953"), OfficeHeld("Clerk"))
    assert orlov.names == (AuthorityName("Orlov, A. B."), AuthorityName("Орлов А. Б.", lang="und-Cyrl"))
    assert orlov.sources == ("seen here", "years: compiler's knowledge")
    assert kim.names == (
        AuthorityName("Kim II X", "error"),
        AuthorityName("Kim Il-seong", lang="ko-Latn-x-rr"),
        AuthorityName("김일엑", lang="ko"),
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("a,A", "b,B"), "has not 13 cells"),
        ((",No id" + "," * 11,), "first cell is empty"),
        (("a,A" + "," * 11, "a,B" + "," * 11), "stands twice"),
    ],
)
def test_broken_rows_are_named_with_their_line(tmp_path: Path, rows: tuple[str, ...], message: str) -> None:
    _table(tmp_path, "persons", *rows)
    with pytest.raises(AuthorityError, match=message) as caught:
        tables.read(tmp_path)
    assert "persons.csv:" in str(caught.value)


def test_missing_column_and_missing_tables(tmp_path: Path) -> None:
    with pytest.raises(AuthorityError, match=r"none of persons\.csv"):
        tables.read(tmp_path)
    (tmp_path / "places.csv").write_text("id,name\nx,X\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match="column 'preferred_name' is missing"):
        tables.read(tmp_path)


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "orgs.csv").write_bytes(b"id,preferred_name\n\xff,x\n")
    with pytest.raises(AuthorityError, match="not UTF-8 at byte 18"):
        tables.read(tmp_path)


def test_a_separator_in_a_value_is_refused(tmp_path: Path) -> None:
    records = Records(places=(Place("place-x", "X", (AuthorityName("a|b"),)),))
    with pytest.raises(AuthorityError, match="separates values"):
        tables.write(records, tmp_path)


_TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="|;"), min_size=1, max_size=12
)
_YEAR = st.one_of(st.just(""), st.integers(1850, 1999).map(str))
_PERSON = st.builds(
    Person,
    id=st.just("pers-x"),
    preferred=_TEXT,
    surname=_TEXT,
    forename=_TEXT,
    names=st.lists(_TEXT, max_size=3, unique=True).map(lambda texts: tuple(tables._name(text) for text in texts)),
    birth=_YEAR,
    death=_YEAR,
    roles=st.lists(st.builds(OfficeHeld, _TEXT, _YEAR, _YEAR), max_size=2).map(tuple),
    sources=st.lists(_TEXT, max_size=2).map(tuple),
    cert=st.sampled_from(("", "high", "medium", "low")),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(person=_PERSON)
def test_any_person_goes_round(tmp_path: Path, person: Person) -> None:
    records = Records(persons=(person,), orgs=(Org("org-a", "A"), Org("org-b", "B", parent="org-a")))
    store.write(records, tmp_path)
    assert store.read(tmp_path) == records
    tables.write(records, tmp_path)
    assert tables.read(tmp_path) == records


def test_facts_forced_in_again_and_again_keep_each_its_own_source() -> None:
    one = Person("pers-x", "A. Xenov", surname="Xenov", birth="1901", sources=("Book A",))
    other = replace(one, birth="1902", sources=("Book B",))
    records = Records(persons=(one,))
    for row in (other, other, one, other):
        records = imported(records, Records(persons=(row,)), force=True)
    (person,) = records.persons
    assert person.sources == ("Book B", "Book A")
    assert (person.birth, dict(person.stated)["birth"]) == ("1902", "#pers-x.source-1")
    births = [text for text in person.extra if text.startswith("<birth")]
    assert len(births) == 1 and 'when="1901" source="#pers-x.source-2"' in births[0]
    assert imported(records, Records(persons=(other,)), force=True) == records
