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
        (
            "Soudruzi, musíme projednat situaci v Koreji. Velvyslanec nám napsal, že soudruh odjel z města do přístavu",
            "cs",
        ),
        ("Pan Řehoř, pan Dvořák, Mr. Smith and Mr. Brown of the embassy", "en"),
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "中苏两大国人民的友谊，毛泽东和斯大林的政策，周恩来同志同行。",
            ["毛泽东 #pers-mao-zedong", "斯大林 #pers-stalin-iv", "周恩来 #pers-zhou-enlai"],
        ),
        ("김일성은 쏘련 정부에 사의를 표하였다. 평양에서.", ["김일성 #pers-kim-il-sung", "평양 #place-pyongyang"]),
    ],
)
def test_names_without_blanks_between_words_are_linked(text: str, names: list[str]) -> None:
    root = etree.fromstring(pipeline.encode(text.encode(), "t.txt", authority.load(None)).tei)
    body = root.find("{*}text")
    assert body is not None
    linked = ["".join(e.itertext()) + " " + e.get("ref", "") for e in body.iter("{*}persName", "{*}placeName")]
    assert linked == names


def test_a_russian_paper_has_its_signature_and_what_cannot_be_read() -> None:
    text = "Пак Киль Ен спросил о заседании [неразборчиво] и не был на нём.\n\nВременный поверенный\nА. ПЕТРОВ"
    encoded = pipeline.encode(text.encode(), "t.txt", authority.load(None))
    body = etree.fromstring(encoded.tei).find("{*}text")
    assert body is not None
    assert [gap.get("reason") for gap in body.iter("{*}gap")] == ["illegible"]
    assert encoded.document.author == "А. ПЕТРОВ"
