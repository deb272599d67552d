"""Dates and times: one line a form, then what must hold for any text."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puzanov_tei import dates
from puzanov_tei.dates import DateContext, DateKind, SlashOrder
from puzanov_tei.model import Certainty

ANCHOR = DateContext("1957-05-15")


def found(text: str, context: DateContext = ANCHOR) -> list[tuple[str, str]]:
    """(surface, ISO value) of each date; times have a leading `T`."""
    marker = {DateKind.DATE: "", DateKind.TIME: "T"}
    return [(text[f.begin : f.end], marker[f.kind] + f.iso) for f in dates.find(text, context)]


WHOLE = {
    "31 May 1961": "1961-05-31",
    "May 31, 1961": "1961-05-31",
    "May 03, 1961": "1961-05-03",
    "MAY 3, 1961": "1961-05-03",
    "28 th September, 1955": "1955-09-28",
    "April  14th, 1978": "1978-04-14",
    "November 2nd": "1957-11-02",
    "October 21": "1957-10-21",
    "14th of June": "1957-06-14",
    "“13” June 1956": "1956-06-13",
    '"13" June 1956': "1956-06-13",
    "4 Feb 1956": "1956-02-04",
    "Sept. 12, 1956": "1956-09-12",
    "14. Nov": "1957-11-14",
    "10.26.1962": "1962-10-26",
    "6 XI 1958": "1958-11-06",
    "6 October 57": "1957-10-06",
    "Tuesday, 4 June 1957": "1957-06-04",
    "Tuesday 4 June": "1957-06-04",
    "4 June 1957, Tuesday": "1957-06-04",
    "June 4 (Tuesday)": "1957-06-04",
    "13 September of this year": "1957-09-13",
    "13 September of last year": "1956-09-13",
    "5th of this month": "1957-05-05",
    "January 1956": "1956-01",
    "January of 1956": "1956-01",
    "24.III.50": "1950-03-24",
    "16. IX. 64": "1964-09-16",
    "25. III. 52 г.": "1952-03-25",
    "16. ИХ. 56 г.": "1956-09-16",
    "24.I.50 g.": "1950-01-24",
    "12.VII": "1957-07-12",
    "24/III-52": "1952-03-24",
    "13.10.50": "1950-10-13",
    "3.7.1951": "1951-07-03",
    "10/14/50": "1950-10-14",
    "14/10/50": "1950-10-14",
    "12-03-1957": "1957-03-12",
    "1957-03-12": "1957-03-12",
    # Intervals
    "6 through 29 May 1957": "1957-05-06/1957-05-29",
    "14 to 26 June": "1957-06-14/1957-06-26",
    "12-18 August 1960": "1960-08-12/1960-08-18",
    "12 – 18 August 1960": "1960-08-12/1960-08-18",
    "16/17 August 1957": "1957-08-16/1957-08-17",
    "1 or 2 March": "1957-03-01/1957-03-02",
    "3, 4, and 5 March": "1957-03-03/1957-03-05",
    "24-25-26.I.1956": "1956-01-24/1956-01-26",
    "8.-9.11.1957": "1957-11-08/1957-11-09",
    "1972 April 4 and 11": "1972-04-04/1972-04-11",
    "30 August through 17 September 1960": "1960-08-30/1960-09-17",
    "30 August through September 1960": "1960-08-30/1960-09",
    "August to 17 September 1960": "1960-08/1960-09-17",
    "13 May through 29 May 1958": "1958-05-13/1958-05-29",
    "28 December through 5 January 1958": "1957-12-28/1958-01-05",
    "January 1, 1979 – May 9, 1979": "1979-01-01/1979-05-09",
    "30.XII.1956 - 5.I.1957": "1956-12-30/1957-01-05",
    "May-June of this year": "1957-05/1957-06",
    "May 5th and 6th": "1957-05-05/1957-05-06",
    "17. August 1961": "1961-08-17",
    "April-May 1957": "1957-04/1957-05",
    "1957-1961": "1957/1961",
    "1956/57": "1956/1957",
}


@pytest.mark.parametrize("text", WHOLE)
def test_form(text: str) -> None:
    assert found(text) == [(text, WHOLE[text])]


@pytest.mark.parametrize("text", WHOLE)
def test_form_inside_a_sentence(text: str) -> None:
    assert found(f"He came on {text}; it rained.") == [(text, WHOLE[text])]


IN_CONTEXT = {
    "as of 1 October 1957 and today, August 17th": [("1 October 1957", "1957-10-01"), ("August 17th", "1957-08-17")],
    "they sing on 12.12. and 13.12.1964, with 3.7 kg of ink": [("12.12.", "1957-12-12"), ("13.12.1964", "1964-12-13")],
    "13.9. 13:15": [("13.9.", "1957-09-13"), ("13:15", "T13:15:00")],
    "10 hours 10 minutes. 8.II.1950": [("10 hours 10 minutes", "T10:10:00"), ("8.II.1950", "1950-02-08")],
    "Nº 353 - 9 May 1961": [("9 May 1961", "1961-05-09")],
    "Nº 12 21 January 1956": [("21 January 1956", "1956-01-21")],
    "Copy Nº 2 31 May 1957": [("31 May 1957", "1957-05-31")],
    "2 October\n1955": [("2 October\n1955", "1955-10-02")],
    "19 September 1960 26 September 1960": [("19 September 1960", "1960-09-19"), ("26 September 1960", "1960-09-26")],
    'by "17 October"': [("17 October", "1957-10-17")],
    "in 1947 the 1948 plan": [("1947", "1947"), ("1948", "1948")],
    "1959\n1960\n1961*": [("1959", "1959"), ("1960", "1960"), ("1961", "1961")],
    "at 1700, about 1500, from 0730 to 0830": [
        ("1700", "T17:00:00"),
        ("1500", "T15:00:00"),
        ("0730 to 0830", "T07:30:00/08:30:00"),
    ],
    "from 1000 to 1215 in the 1958–1961 plan, which begins": [
        ("1000 to 1215", "T10:00:00/12:15:00"),
        ("1958–1961", "1958/1961"),
    ],
    "Pyongyang 10 hours 10 minutes. 8.II.1950": [("10 hours 10 minutes", "T10:10:00"), ("8.II.1950", "1950-02-08")],
    "after 1945 and until 1930, about 2030": [("1945", "1945"), ("1930", "1930"), ("2030", "T20:30:00")],
    "at 1947 and in 1947": [("1947", "T19:47:00"), ("1947", "1947")],
    "at Six P.M., 4 : 00 pm, 13:30 p.m., 9.30 a.m.": [
        ("Six P.M.", "T18:00:00"),
        ("4 : 00 pm", "T16:00:00"),
        ("13:30 p.m.", "T13:30:00"),
        ("9.30 a.m.", "T09:30:00"),
    ],
    "9 A.M. to 2 P. M.": [("9 A.M. to 2 P. M.", "T09:00:00/14:00:00")],
    "9 P.M. to 2 A. M.": [("9 P.M.", "T21:00:00"), ("2 A. M.", "T02:00:00")],
    "started at 16:15 and ended at 16:55.": [("16:15", "T16:15:00"), ("16:55", "T16:55:00")],
}


@pytest.mark.parametrize("text", IN_CONTEXT)
def test_in_context(text: str) -> None:
    assert found(text) == IN_CONTEXT[text]


@pytest.mark.parametrize(
    "text",
    [
        "1500 people, 1900 men, 1950 tons and 20,000 atlases",
        "Nº 1957, No. 1957, # 1957, N 1957, 1957/dv, 121/1961, 001234/1979",
        "F. 0777, Op. 21, P. 34, Delo 8, Listy 12-19",
        "1/3 of the sacks, 7:3, 1:50,000, 96.5 %, 3.7 kg, $1957",
        "he may 5 times march 3 km",
        "late November, last year, yesterday, the 1950s",
        "31 June 1957, 29 February 1957, 45.3.57, 12.13.57",
        "a flight of 10 hours 10 minutes",
        "Tu-104, IL-14 and 8D/GS",
        "5th of-this month",
        "point 2.I. of the list, on 2.I you",
    ],
)
def test_no_dates(text: str) -> None:
    assert found(text) == []


def test_a_date_without_year_needs_an_anchor() -> None:
    assert found("on 5 May and 24.III.50", DateContext()) == [("24.III.50", "1950-03-24")]


@pytest.mark.parametrize(
    ("text", "anchor", "iso"),
    [
        ("25 December", "1957-01-05", "1956-12-25"),
        ("3 January", "1957-12-28", "1958-01-03"),
        ("3 September", "1957-01-05", "1957-09-03"),
        ("3 September", "1957", "1957-09-03"),
        ("3 September of this year", "1957-12-28", "1957-09-03"),
    ],
)
def test_the_year_is_the_anchors_or_the_one_beside_it(text: str, anchor: str, iso: str) -> None:
    assert [value for _, value in found(text, DateContext(anchor))] == [iso]


def test_what_is_inferred_is_said() -> None:
    inferred, certain, unsure = dates.find("5 May; 5 May 1957; 5/6/57", ANCHOR)
    assert (inferred.inferred, inferred.cert) == (("year",), Certainty.MEDIUM)
    assert (certain.inferred, certain.cert) == ((), Certainty.HIGH)
    assert (unsure.inferred, unsure.cert) == (("century", "order"), Certainty.LOW)


def test_a_weekday_that_opens_the_next_sentence_is_not_of_the_date() -> None:
    assert found("It ended on 4 June. Tuesday was cold.") == [("4 June", "1957-06-04")]
    assert found("4 June. Tuesday.\nI rested.") == [("4 June. Tuesday", "1957-06-04")]


def test_a_weekday_that_does_not_fit_lowers_the_certainty() -> None:
    assert [f.cert for f in dates.find("Monday, 4 June 1957", ANCHOR)] == [Certainty.LOW]


def test_one_of_two_days_is_no_interval() -> None:
    assert [f.either for f in dates.find("1 or 2 March; 1 to 2 March", ANCHOR)] == [True, False]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["Typed on 3/24/52", "13.10.50"], SlashOrder.MONTH_FIRST),
        (["received 24/3/52"], SlashOrder.DAY_FIRST),
        (["3/4/52, 1/3 of it"], SlashOrder.UNKNOWN),
        (["3/24/52 and 24/3/52"], SlashOrder.UNKNOWN),
    ],
)
def test_slash_order_by_evidence(texts: list[str], order: SlashOrder) -> None:
    assert dates.slash_order(texts) is order


def test_slash_order_decides() -> None:
    assert found("5/6/57", DateContext("", SlashOrder.DAY_FIRST)) == [("5/6/57", "1957-06-05")]
    assert found("5/6/57", DateContext("", SlashOrder.MONTH_FIRST)) == [("5/6/57", "1957-05-06")]


@pytest.mark.parametrize("text", ["15 May 1957.", " 15 May 1957 ", "May 15, 1957"])
def test_parse_reads_one_date(text: str) -> None:
    parsed = dates.parse(text)
    assert parsed is not None and parsed.iso == "1957-05-15"


@pytest.mark.parametrize(
    "text", ["", "on 15 May 1957", "15 May 1957 and", "15 May 1957, 16 May 1957", "13:15", "15 May"]
)
def test_parse_refuses_anything_else(text: str) -> None:
    assert dates.parse(text) is None


def test_parse_takes_an_anchor() -> None:
    parsed = dates.parse("8-9 September", "1960-09-06")
    assert parsed is not None and parsed.iso == "1960-09-08/1960-09-09"


ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|\d\d:\d\d:00")
PIECES = st.sampled_from(
    '1 2 15 31 57 1957 1700 0730 May June XII III . , - / “ ” " : th of this year through to and or at P.M. hours'
    " minutes г. Nº Tuesday Monday the Six 99 2100".split()
)


@settings(deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join), st.text()))
def test_spans_ascend_and_values_are_dates(text: str) -> None:
    end = 0
    for item in dates.find(text, ANCHOR):
        assert end <= item.begin < item.end <= len(text)
        end = item.end
        assert not text[item.begin].isspace() and not text[item.end - 1].isspace()
        for value in filter(None, (item.first, item.last)):
            assert ISO.fullmatch(value)
            if item.kind is DateKind.DATE and len(value) == 10:
                datetime.date.fromisoformat(value)
        if item.last:
            assert item.first <= item.last


@settings(deadline=None)
@given(st.dates(datetime.date(1850, 1, 1), datetime.date(1999, 12, 31)), st.booleans())
def test_every_day_of_the_calendar(day: datetime.date, american: bool) -> None:
    month = day.strftime("%B")
    text = f"{month} {day.day}, {day.year}" if american else f"{day.day} {month} {day.year}"
    assert found(text) == [(text, day.isoformat())]


@pytest.mark.parametrize("unit", ["1-", "1 and ", "“", "1957-", "1 May ", "1.", "Tuesday, ", "May ", "1/"])
def test_hostile_input_of_some_size(unit: str) -> None:
    """Quadratic work would make this test run for minutes."""
    list(dates.find(unit * 5000, ANCHOR))
