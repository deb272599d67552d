"""Which language a text is in, and what becomes of one that is not English."""

from __future__ import annotations

import pytest
from lxml import etree

from puzanov_tei import authority, pipeline
from puzanov_tei.language.recognise import recognise

GERMAN = (
    "Berlin, den 3. Mai 1957\n\nSehr geehrter Herr Minister!\n\nIch empfing heute den Rat der Botschaft. Er sagte, "
    "dass "
    "die Lieferungen im Juni beginnen werden und dass Kim Il Sung nicht nach Moskau kommt."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I visited him.", "en"),
        ("", "en"),
        ("12 / 3", "en"),
        ("S P E C I A L  T e l e g r a m", "en"),
        ("Comrade Li Min, la Paz, die Zeit", "en"),
        (GERMAN, "de"),
        ("Я посетил его лично.", "ru"),
        ("Він не був у Києві та не знав про це.", "uk"),
        ("나는 그를 방문했다", "ko"),
        ("我们今天讨论经济问题", "zh"),
        ("これは日本語の文書です", "ja"),
        ("این گزارش پس از جنگ", "fa"),
        ("A kormány és a bizottság nem ért egyet azzal, hogy az elvtársak", "hu"),
        ("Towarzysz powiedział, że nie jest to możliwe i że rząd nie może", "pl"),
        ("Tovarășul a declarat că nu este de acord cu propunerile pe care le-a făcut", "ro"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert recognise(text) == language


def test_a_german_text_is_declared_and_not_tagged_by_english_rules() -> None:
    encoded = pipeline.encode(GERMAN.encode(), "brief.txt", authority.load(None))
    root = etree.fromstring(encoded.tei)
    space = {"t": "http://www.tei-c.org/ns/1.0"}
    assert root.xpath("string(//t:text/@xml:lang)", namespaces=space) == "de"
    assert root.xpath("//t:language/@ident[. = 'de' or . = 'und']", namespaces=space) == ["de"]
    assert root.xpath("//t:text//t:persName/@ref", namespaces=space) == ["#pers-kim-il-sung"]
    assert not root.xpath("//t:text//t:date | //t:text//t:said", namespaces=space)
    assert [finding.code for finding in encoded.findings].count("PZ652") == 1
