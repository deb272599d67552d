"""Dates and identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puzanov_tei.base.scan import scan
from puzanov_tei.checks import dates, identifiers

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">%s</TEI>'


def dated(attributes: str) -> list[tuple[str, str]]:
    data = (TEI % f"<date {attributes}>x</date>").encode()
    return [(f.code, f.hint) for f in dates.check(data, "d.xml", scan(data))]


@pytest.mark.parametrize(
    "value",
    [
        "1957",
        "1957-05",
        "1957-05-15",
        "1957-05-15T14:30:00",
        "14:30:00",
        "-0044-03-15",
        "--05-15",
        "1960-02-29",
        "1957-05-15Z",
        "10000-01-01",
    ],
)
def test_good_dates(value: str) -> None:
    assert dated(f'when="{value}"') == []


@pytest.mark.parametrize(
    ("attributes", "code", "hint"),
    [
        ('when="1957-02-30"', "PZ501", "Compare with the source."),
        ('when="1957-13"', "PZ501", "Compare with the source."),
        ('notBefore="1957-00-10"', "PZ501", "Compare with the source."),
        ('when-iso="1957-02-29/1957-03-01"', "PZ501", "Compare with the source."),
        ('when="15.5.1957"', "PZ502", 'Write "1957-05-15", if that is the day.'),
        ('when="1957-5-15"', "PZ502", 'Write "1957-05-15", if that is the day.'),
        ('when="19570515"', "PZ502", 'Write "1957-05-15", if that is the day.'),
        ('when="c. 1957"', "PZ502", 'Write "1957"; what is not certain has cert="low", or notBefore and notAfter.'),
        ('when="[1957?]"', "PZ502", 'Write "1957"; what is not certain has cert="low", or notBefore and notAfter.'),
        ('when="May 1957"', "PZ502", 'Write year-month-day, as "1957-05-15", or as much of it as is known.'),
        ('from="1957-05-15" to="1957-05-01"', "PZ504", "Compare both dates with the source."),
        ('notAfter="1956" notBefore="1957-05"', "PZ504", "Compare both dates with the source."),
        ('when="1957-05-15" notAfter="1957-06"', "PZ503", "Keep when for a single day, or the limits for a span."),
    ],
)
def test_wrong_dates(attributes: str, code: str, hint: str) -> None:
    assert dated(attributes) == [(code, hint)]


def test_leaves_are_no_dates() -> None:
    data = (TEI % '<locus from="44" to="113"/><biblScope from="44v" to="113"/>').encode()
    assert dates.check(data, "d.xml", scan(data)) == []


def identified(content: str) -> list[tuple[str, int, int]]:
    data = (TEI % f"\n {content}").encode()
    return [(f.code, f.location.line, f.location.column) for f in identifiers.check(data, "d.xml", scan(data))]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("wikidata", "Q41117"),
        ("viaf", "59263727"),
        ("geonames", "1871859"),
        ("gnd", "118540238"),
        ("gnd", "4005728-8"),
        ("isni", "0000 0001 2103 2683"),
        ("orcid", "0000-0002-1825-0097"),
        ("isbn", "978-3-16-148410-0"),
        ("isbn", "0-306-40615-2"),
        ("issn", "0378-5955"),
        ("outgoing", "133"),
        ("wcda", "115612"),
        ("gnd", "https://d-nb.info/gnd/118540238"),
    ],
)
def test_good_identifiers(kind: str, value: str) -> None:
    assert identified(f'<idno type="{kind}">{value}</idno>') == []


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("wikidata", "41117", "PZ510"),
        ("wikidata", "q41117", "PZ510"),
        ("wikidata", "Q0", "PZ510"),
        ("viaf", "viaf59", "PZ510"),
        ("geonames", "Seoul", "PZ510"),
        ("gnd", "118540239", "PZ511"),
        ("gnd", "4005728-9", "PZ511"),
        ("isni", "0000 0001 2103 2684", "PZ511"),
        ("orcid", "0000-0002-1825-0079", "PZ511"),
        ("isbn", "978-3-16-148410-1", "PZ511"),
        ("issn", "0378-5956", "PZ511"),
        ("other", "https://www.wikidata.org/wiki/Kim", "PZ510"),
    ],
)
def test_wrong_identifiers(kind: str, value: str, code: str) -> None:
    assert identified(f'<idno type="{kind}">{value}</idno>') == [(code, 2, 2)]


def test_addresses_in_pointers() -> None:
    assert identified('<p n="1" ref="https://d-nb.info/gnd/118540239"/>') == [("PZ511", 2, 11)]


def test_nested_numbers_are_left_alone() -> None:
    assert identified('<idno type="gnd">F. <idno type="fond">0102</idno></idno>') == []


@given(st.integers(0, 10**8 - 1), st.integers(0, 7), st.integers(0, 9))
def test_a_changed_digit_of_a_gnd_identifier_is_seen(number: int, position: int, digit: int) -> None:
    stem = f"{number:08d}"
    check = "0123456789X"[-sum(int(c) * w for c, w in zip(stem, range(9, 1, -1), strict=True)) % 11]
    assert identifiers.SCHEMES["gnd"].valid is not None
    assert identifiers.SCHEMES["gnd"].valid(stem + check)
    changed = stem[:position] + str(digit) + stem[position + 1 :]
    assert identifiers.SCHEMES["gnd"].valid(changed + check) == (changed == stem)


@given(st.text(max_size=40))
def test_no_value_raises(text: str) -> None:
    escaped = text.encode("utf-8", "replace").decode().replace("&", "").replace("<", "").replace('"', "")
    data = (TEI % f'<date when="{escaped}" ref="wd:{escaped}"/><idno type="gnd">{escaped}</idno>').encode()
    facts = scan(data)
    dates.check(data, "d.xml", facts)
    identifiers.check(data, "d.xml", facts)
