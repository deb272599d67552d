"""Dates as mentions: spans of the source, values, certainty."""

from __future__ import annotations

import pytest

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.marks import readings, scan
from puzanov_tei.model import (
    Block,
    BlockKind,
    Certainty,
    Document,
    Kind,
    Mention,
    Metadata,
    Page,
    Part,
    PartKind,
    Source,
)
from puzanov_tei.taggers import dates


def document_of(text: str, date: str = "1957-05-31", entry: str = "") -> Document:
    page = Page(Source("case.txt", text, text, ""), Metadata(), (Block(BlockKind.PARAGRAPH, 0, len(text)),), "plain")
    part = Part(PartKind.PARAGRAPH, 0, len(text))
    if entry:
        part = Part(PartKind.ENTRY, 0, len(text), (part,), {"n": entry})
    root = Part(PartKind.DOCUMENT, 0, len(text), (part,))
    marks = scan(page)[0]
    entries = (entry,) if entry else ()
    return Document(page, "journal", root, marks, readings(page.source, root, marks), date=date, entries=entries)


def tagged(text: str, **context: str) -> list[tuple[str, dict[str, str]]]:
    found: list[Mention] = list(dates.tag(document_of(text, **context), NOBODY, ()))
    return [(text[m.begin : m.end], dict(m.attributes)) for m in found]


NOBODY = Authority(())


@pytest.mark.parametrize(
    ("text", "surface", "values"),
    [
        ("on 15 May 1957 we", "15 May 1957", {"when": "1957-05-15"}),
        ("on 6 through 29 May we", "6 through 29 May", {"from": "1957-05-06", "to": "1957-05-29"}),
        ("on 1 or 2 March we", "1 or 2 March", {"notBefore": "1957-03-01", "notAfter": "1957-03-02"}),
        ("on 2[[8]] June 1957 we", "2[[8]] June 1957", {"when": "1957-06-28"}),
        ("on [23] May we", "[23] May", {"when": "1957-05-23"}),
        ("on 6 May 195[[6]], we", "6 May 195[[6]]", {"when": "1956-05-06"}),
        ("[We came on 5 May 1957]", "5 May 1957", {"when": "1957-05-05"}),
        ("from 8 [SIC] through 20 May we", "8 [SIC] through 20 May", {"from": "1957-05-08", "to": "1957-05-20"}),
        ("[date left blank] May 1957", "May 1957", {"when": "1957-05"}),
        ("[stamp: Incoming 0333s 12 May 1957]", "12 May 1957", {"when": "1957-05-12"}),
    ],
)
def test_span_and_value(text: str, surface: str, values: dict[str, str]) -> None:
    assert tagged(text) == [(surface, values)]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("till 31 October [sic; 1 November is meant].", "31 October [sic; 1 November is meant]", "1957-11-01"),
        ("on 12 May [sic; June] 1961 we", "12 May [sic; June] 1961", "1961-06-12"),
        ("on 12 May [sic; no such day] we", "12 May", "1957-05-12"),
    ],
)
def test_the_translators_correction_gives_the_value(text: str, surface: str, value: str) -> None:
    assert tagged(text) == [(surface, {"when": value})]


def test_the_entry_gives_the_year() -> None:
    assert tagged("on 3 January we", date="1957-01-31", entry="1956-12-30/1956-12-31") == [
        ("3 January", {"when": "1957-01-03"})
    ]


def test_the_rest_of_the_document_shows_the_order_of_slashes() -> None:
    assert tagged("Typed 14/6/52. Sent 5/6/52.") == [
        ("14/6/52", {"when": "1952-06-14"}),
        ("5/6/52", {"when": "1952-06-05"}),
    ]


def test_times_are_no_dates() -> None:
    kinds = [(m.kind, m.attributes["when"]) for m in dates.tag(document_of("In 1947, at 1947"), NOBODY, ())]
    assert kinds == [(Kind.DATE, "1947"), (Kind.TIME, "19:47:00")]


@pytest.mark.parametrize(
    ("text", "cert"),
    [
        ("15 May 1957", Certainty.HIGH),
        ("15 May", Certainty.MEDIUM),
        ("1[[5]] May 1957", Certainty.MEDIUM),
        ("1[[5?]] May 1957", Certainty.LOW),
        ("5/6/57", Certainty.LOW),
    ],
)
def test_certainty(text: str, cert: Certainty) -> None:
    assert [m.cert for m in dates.tag(document_of(text), NOBODY, ())] == [cert]


def test_numbers_in_identifiers_are_no_years() -> None:
    text = "1957"
    document = document_of(text)
    root = Part(PartKind.DOCUMENT, 0, 4, (Part(PartKind.LETTERHEAD, 0, 4, (Part(PartKind.IDNO, 0, 4),)),))
    inside = Document(document.page, "journal", root, (), readings(document.page.source, root, ()), date=document.date)
    assert list(dates.tag(inside, NOBODY, ())) == []


def test_in_an_undated_document_the_first_whole_date_gives_later_ones_their_year() -> None:
    dated = tagged("On June 4, 1975, X wrote. On June 5 Y answered.", date="")
    assert dated == [("June 4, 1975", {"when": "1975-06-04"}), ("June 5", {"when": "1975-06-05"})]
