"""Printed citations: every archive's grammar and every way of naming people (invented figures throughout)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puzanov_tei import archives
from puzanov_tei.model import Contributor
from puzanov_tei.readers.citation import Citation
from puzanov_tei.readers.citation import parse_citation as parse
from puzanov_tei.readers.credits import parse_credits

WILSON = archives.find("wilson_center")


def parse_citation(printed: str, known: str = "") -> Citation:
    return parse(printed, known, WILSON)


SHELFMARKS = [
    ("AVPRF F. 0321, Op. 4, P. 56, Delo 7, Listy 8-19.", "AVPRF", "fond 0321 opis 4 papka 56 delo 7 listy 8-19"),
    ("AVPRF F. 0321, Op. 4, Delo 7, Listy 8-19.", "AVPRF", "fond 0321 opis 4 delo 7 listy 8-19"),
    ("AVPRF fond 0321, opis 4, delo 7, p.8-19.", "AVPRF", "fond 0321 opis 4 delo 7 listy 8-19"),
    ("AVPRF, Fond 045x, Opis 6a, Delo 7, Papka 89, List 10", "AVPRF", "fond 045x opis 6a delo 7 papka 89 listy 10"),
    ("AVPRF F.0321. O.45 D.67 Delo 8", "AVPRF", "fond 0321 opis 45 papka 67 delo 8"),
    ("AVPRF, f. 0321, op. 4, p. 56, d. 7, ll. 8-19, 25", "AVPRF", "fond 0321 opis 4 papka 56 delo 7 listy 8-19,_25"),
    ("RGANI, Fond 3, Opis 21, Delo 654, List 9.", "RGANI", "fond 3 opis 21 delo 654 listy 9"),
    ("RGANI: fond 3, opis 21, delo 654, listy 9-11.", "RGANI", "fond 3 opis 21 delo 654 listy 9-11"),
    ("RGANI, f. 3, op. 21, rolik 9876, d. 654", "RGANI", "fond 3 opis 21 rolik 9876 delo 654"),
    ("APRF, fond 33, opis 4, delo 555, list 6.", "APRF", "fond 33 opis 4 delo 555 listy 6"),
    ("APRF, f. 33, op. 4, d. 555, l. 6", "APRF", "fond 33 opis 4 delo 555 listy 6"),
    ("APRF, Listy 61-62, Fond and Opis not given", "APRF", "listy 61-62"),
    ("GARF, Fond R-7777, Opis 66c, Delo 555, Listy 4-5.", "GARF", "fond R-7777 opis 66c delo 555 listy 4-5"),
    ("RGASPI, f. 222, op. 33, d. 444, ll. 0055.", "RGASPI", "fond 222 opis 33 delo 444 listy 0055"),
    ("TsAMO, fond 222, opis 33, delo 44, listy 5-6", "TsAMO", "fond 222 opis 33 delo 44 listy 5-6"),
    ("TsDA, F. 2B, op. 33, a.e. 44", "TsDA", "fond 2B opis 33 item 44"),
    (
        "MOL, XIX-J-1-j Korea, 1971, 66. doboz, 66-5, 004321/1971.",
        "MOL",
        "signature XIX-J-1-j_Korea year 1971 box 66 item 66-5 number 004321/1971",
    ),
    (
        "MOL, XIX-J-1-k Korea, 9. doboz, 21/b, 00300/1954.",
        "MOL",
        "signature XIX-J-1-k_Korea box 9 item 21/b number 00300/1954",
    ),
    ("SAPMO-BA, DY 44, IV 3/21/98.", "SAPMO-BA", "signature DY_44,_IV_3/21/98"),
    (
        "Political Archive of the Federal Foreign Office, Berlin (PolA AA), MfAA.",
        "Political Archive of the Federal Foreign Office, Berlin (PolA AA)",
        "signature MfAA",
    ),
    ("PRC FMA 102-00888-03, 14.", "PRC FMA", "signature 102-00888-03 pages 14"),
    ("PRC FMA 102-00888-03, 14-16.", "PRC FMA", "signature 102-00888-03 pages 14-16"),
    (
        "AMAE, Folder 801/1977, Issue 33: Visits (of list, of delo, and fond) March 1, 1977 – May 2, 1977.",
        "AMAE",
        "folder 801/1977 issue 33",
    ),
    (
        "Ministry of Foreign Affairs Archive (AMAE), Year: 1954; Issues 21 33 12; Country: North Korea",
        "Ministry of Foreign Affairs Archive (AMAE)",
        "year 1954 issue 21_33_12 country North_Korea",
    ),
    ("AMAE, Matter 333, 1975, Relations, Folder no. 1501.", "AMAE", "matter 333 folder 1501"),
    ("Polish Foreign Ministry Archive.", "Polish Foreign Ministry Archive", ""),
    (
        "Polish Foreign Ministry Archive, DV Z11 T401 W13.",
        "Polish Foreign Ministry Archive",
        "signature DV_Z11_T401_W13",
    ),
    (
        "Central State Archive, Tirana, AQPPSH-MPKK-V. 1963, L. 11, D. 5.",
        "Central State Archive, Tirana",
        "signature AQPPSH-MPKK-V._1963,_L._11 dosja 5",
    ),
]


@pytest.mark.parametrize(("printed", "archive", "parts"), SHELFMARKS)
@pytest.mark.parametrize("people", ["", " Translated for NKIDP by A. B. Clark."])
def test_every_archive_has_its_grammar(printed: str, archive: str, parts: str, people: str) -> None:
    citation = parse_citation(printed.rstrip(".") + "." + people)
    (number,) = citation.call_numbers
    assert number.text == printed.rstrip(".")
    assert number.repository == archive
    assert " ".join(f"{kind} {value.replace(' ', '_')}" for kind, value, _, _ in number.parts) == parts
    assert all(number.text[begin:end] == value for _, value, begin, end in number.parts)
    assert [p.name for p in citation.translators] == (["A. B. Clark"] if people else [])


@pytest.mark.parametrize(("printed", "archive", "parts"), SHELFMARKS)
def test_a_shelfmark_inside_a_full_citation(printed: str, archive: str, parts: str) -> None:
    citation = parse_citation(f"“Letter from X, about Y,” March 03, 1961, Wilson Center Digital Archive, {printed}")
    assert citation.title == "Letter from X, about Y"
    assert citation.date == "March 03, 1961"
    assert citation.publishers == ("Wilson Center Digital Archive",)
    assert [n.text for n in citation.call_numbers] == [printed.rstrip(".")]


def test_several_archives_at_once() -> None:
    citation = parse_citation(
        "RGASPI, f. 22, op. 3, d. 44, ll. 55; APRF, f. 33, op. 4, d. 555, l. 6 and AVPRF, f. 0321, op. 4, d. 7. "
        "Translated by Ann Bee."
    )
    assert [n.repository for n in citation.call_numbers] == ["RGASPI", "APRF", "AVPRF"]
    assert [{k: v for k, v, _, _ in n.parts}["delo"] for n in citation.call_numbers] == ["44", "555", "7"]


def test_a_second_fond_of_the_same_archive() -> None:
    citation = parse_citation("AVPRF, F. 0321, Op. 4, Delo 7; F. 0322, Op. 5, Delo 8.")
    assert [n.repository for n in citation.call_numbers] == ["AVPRF", "AVPRF"]


@pytest.mark.parametrize("comma", ['Title of a letter",', 'Title of a letter,"'])
@pytest.mark.parametrize("quotes", ['""', "“”"])
def test_the_comma_inside_or_outside_the_quotes(comma: str, quotes: str) -> None:
    printed = quotes[0] + comma.replace('"', quotes[1])
    citation = parse_citation(printed + " April 1955, History and Public Policy Program Digital Archive, APRF.")
    assert citation.title == "Title of a letter"
    assert citation.date == "April 1955"
    assert citation.publishers == ("History and Public Policy Program Digital Archive",)


def test_quotes_inside_a_title() -> None:
    citation = parse_citation(
        '"Report on "Swan Lake", part 2.", May 1, 1960, Wilson Center Digital Archive, APRF, f. 1'
    )
    assert citation.title == 'Report on "Swan Lake", part 2.'


PEOPLE = [
    ("Translated by Ann Bee.", [("Ann Bee", "")], []),
    ("Translated for NKIDP by Ann B. Cee.", [("Ann B. Cee", "NKIDP")], []),
    ("Obtained by A. Dee and translated by E. Eff.", [("E. Eff", "")], [("A. Dee", "")]),
    (
        "Obtained for NKIDP by James G. Aitch and translated for NKIDP by I. Jay.",
        [("I. Jay", "NKIDP")],
        [("James G. Aitch", "NKIDP")],
    ),
    ("Obtained and translated for NKIDP by K. El.", [("K. El", "NKIDP")], [("K. El", "NKIDP")]),
    ("Translated by Ann Bee and Dr. C. Dee, Jr.", [("Ann Bee", ""), ("Dr. C. Dee, Jr.", "")], []),
    ("Translated by Ann Bee, C. Dee, and E. Eff.", [("Ann Bee", ""), ("C. Dee", ""), ("E. Eff", "")], []),
    ("Obtained for CWIHP by A. Dee. Translated for NKIDP by E. Eff.", [("E. Eff", "NKIDP")], [("A. Dee", "CWIHP")]),
    ("Contributed to CWIHP by Ann Bee. Published in Bulletin 5.", [], [("Ann Bee", "")]),
    ("Translated from Russian by Ann Bee.", [("Ann Bee", "")], []),
    ("", [], []),
]


@pytest.mark.parametrize(("sentence", "translators", "obtainers"), PEOPLE)
@pytest.mark.parametrize("blank", [" ", ""])
def test_who_obtained_and_who_translated(
    sentence: str, translators: list[tuple[str, str]], obtainers: list[tuple[str, str]], blank: str
) -> None:
    citation = parse_citation(f"AMAE, Folder 801/1980.{blank}{sentence}")
    assert list(citation.translators) == [Contributor(*entry) for entry in translators]
    assert list(citation.obtainers) == [Contributor(*entry) for entry in obtainers]
    assert [n.text for n in citation.call_numbers] == ["AMAE, Folder 801/1980"]


def test_the_address_is_taken_out() -> None:
    citation = parse_citation(
        "APRF, f. 1, op. 2. Translated by Ann Bee. http://digitalarchive.wilsoncenter.org/document/7"
    )
    assert citation.url == "http://digitalarchive.wilsoncenter.org/document/7"
    assert citation.translators == (Contributor("Ann Bee"),)


@pytest.mark.parametrize(
    ("url", "record"),
    [
        ("https://digitalarchive.wilsoncenter.org/document/123456", "123456"),
        ("http://digitalarchive.wilsoncenter.org/document/123456.pdf?v=0a1b", "123456"),
        ("https://wilson-center-digital-archive.dvincitest.com/document/12345", "12345"),
        ("https://wilson-center-digital-archive.dvincitest.com/node/12345", ""),
        ("https://example.org/document/12345", ""),
        ("https://digitalarchive.wilsoncenter.org/document/journal-may-1957", ""),
        ("https://example.org/other/12345", ""),
    ],
)
def test_record_numbers_of_addresses(url: str, record: str) -> None:
    assert WILSON.record_of(url) == record


@pytest.mark.parametrize(
    ("names", "funders"),
    [
        ("ROK Ministry of Unification", ["ROK Ministry of Unification"]),
        ("the Blue Foundation.", ["Blue Foundation"]),
        ("ROK Ministry of Unification and the Blue Foundation", ["ROK Ministry of Unification", "Blue Foundation"]),
        ("the ROK Ministry of Unification, Blue Foundation", ["ROK Ministry of Unification", "Blue Foundation"]),
        ("A Foundation, B Fund, and the C Trust.", ["A Foundation", "B Fund", "C Trust"]),
        ("the John D. and Jane T. Doe Foundation", ["John D. and Jane T. Doe Foundation"]),
        ("Green Corporation of New York (GCNY)", ["Green Corporation of New York (GCNY)"]),
    ],
)
def test_funders(names: str, funders: list[str]) -> None:
    assert list(parse_credits(f"This document was made possible with support from {names}")) == funders


def test_a_donor_is_never_split() -> None:
    sentence = "This document was made possible with support from Institute of War and School of Peace"
    assert parse_credits(sentence) == ("Institute of War", "School of Peace")
    assert parse_credits(sentence, ("Institute of War and School of Peace",)) == (
        "Institute of War and School of Peace",
    )


@given(st.text(alphabet='AVPRF fondop.,;:"“” 019-()\nbyand', max_size=200))
def test_any_string_is_read_without_failing(printed: str) -> None:
    for number in parse_citation(printed).call_numbers:
        assert all(number.text[begin:end] == value for _, value, begin, end in number.parts)
        ends = [0, *(offset for _, _, begin, end in number.parts for offset in (begin, end))]
        assert ends == sorted(ends)


def test_a_title_without_quotes() -> None:
    citation = parse_citation(
        "Report, on wool, March 3, 1961, Wilson Center Digital Archive, APRF, f. 1", "Report, on wool"
    )
    assert (citation.title, citation.date) == ("Report, on wool", "March 3, 1961")
    assert citation.publishers == ("Wilson Center Digital Archive",)


def test_an_archive_that_no_rule_knows() -> None:
    full = parse_citation(
        "“T,” May 1, 1960, Wilson Center Digital Archive, Office of the Sheep Board, Cabinet 5, Drawer 2."
    )
    assert full.publishers == ("Wilson Center Digital Archive",)
    assert [n.text for n in full.call_numbers] == ["Office of the Sheep Board, Cabinet 5, Drawer 2"]
    alone = parse_citation("Office of the Sheep Board, Cabinet 5. Translated by Ann Bee.")
    assert alone.publishers == ()
    assert [n.text for n in alone.call_numbers] == ["Office of the Sheep Board, Cabinet 5"]
