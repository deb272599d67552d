"""A project's own words act wherever the program's do: in marks, structure, dates and names; and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import puzanov_tei
from puzanov_tei import dates, load_authority
from puzanov_tei.language import ENGLISH, Mark, Vocabulary, in_use, names_body, of_words, read, using
from puzanov_tei.pipeline import encode

WORDS = """
[month]
augustus=8
[number]
five-score=100
[organisation]
kollegium
[office]
gospodar
[honorific]
pan
[document]
ukaz
"""
PAGE = b"""UKAZ ON THE HARVEST

KOLLEGIUM OF LESK AFFAIRS                SECRET

5 Augustus 1957

Pan Novak [Nowak] came. [five-score words illegible]

A. ORLOV
GOSPODAR OF LESK
"""


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text(WORDS, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "encoded",
    [
        '<date when="1957-08-05" resp="#tool" cert="high" type="document">5 Augustus 1957</date>',  # dates
        'KOLLEGIUM OF LESK AFFAIRS</orgName> <seg type="classification"',  # structure: a letterhead
        "<signed>",  # structure: an office below a name
        'unit="words" quantity="100"',  # marks
        '<roleName type="honorific">Pan</roleName>',  # names
        '<roleName type="office">GOSPODAR</roleName>',
    ],
)
def test_they_act_in_every_room(words: Path, encoded: str) -> None:
    assert encoded in encode(PAGE, "x.txt", load_authority(words=[words])).tei.decode()
    assert encoded not in encode(PAGE, "x.txt", load_authority()).tei.decode()


@pytest.mark.parametrize(
    ("lists", "sentence", "encoded"),
    [
        ("[organisation]\nkollegium", "The Kollegium of Foreign Trade met.", ">Kollegium of Foreign Trade</orgName>"),
        ("[body-name]\nred_lantern", "He asked the Red Lantern for help.", ">Red Lantern</orgName>"),
        ("[acronym]\nGOSLESK", "He asked Goslesk and GOSLESK.", ">GOSLESK</orgName>"),
        ("[place-head]\npogost", "They came to Upper Pogost in May.", ">Upper Pogost</placeName>"),
        ("[settlement place-head]\naul", "They lived in the aul of Karagach.", ">Karagach</placeName>"),
        ("[office lower]\ngospodar", "The gospodar Novak came.", '<roleName type="office">gospodar</roleName>'),
        ("[surname-korean]\nzzan", "They met Zzan Min-ho there.", "<surname>Zzan</surname>"),
        ("[common]\ndobrev", "They met Dobrev. Dobrev said it.", "They met Dobrev. Dobrev said it."),
        ("[before-that]\nhunch", "Petr Novak said to us with the hunch that it was high.", ">that it was high</said>"),
    ],
)
def test_they_act_in_every_tagger_of_names(tmp_path: Path, lists: str, sentence: str, encoded: str) -> None:
    file = tmp_path / "words.txt"
    file.write_text(f"{lists}\n", encoding="utf-8")
    page = f"REPORT\n\nIt was cold. {sentence}\n".encode()
    assert encoded in encode(page, "x.txt", load_authority(words=[file])).tei.decode()
    assert encoded not in encode(page, "x.txt", load_authority()).tei.decode()


def test_rooms_ask_for_the_words_in_use_and_not_for_english_ones() -> None:
    package = Path(puzanov_tei.__file__).parent
    asking = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if re.search(r"\bENGLISH\b", file.read_text(encoding="utf-8")) and file.parent.name != "language"
    }
    # An authority has a vocabulary; the names in it and a description of an archive are read before one is chosen.
    assert asking == {"authority/lookup.py", "authority/patterns.py", "archives/read.py"}


def test_a_verb_of_speech_of_ones_own_introduces_speech(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("[utters]\nopined\n", encoding="utf-8")
    page = b"I met Pak Seong-cheol. Pak Seong-cheol opined that the river was high and would stay so.\n"
    said = "that the river was high and would stay so</said>"
    assert said in encode(page, "x.txt", load_authority(words=[file])).tei.decode()
    assert "<said" not in encode(page, "x.txt", load_authority()).tei.decode()


def test_they_are_in_use_inside_the_block_alone(words: Path) -> None:
    own = read([words], ENGLISH)
    assert in_use() is ENGLISH
    assert dates.parse("5 Augustus 1957") is None
    with using(own):
        assert in_use() is own
        date = dates.parse("5 Augustus 1957")
        assert date is not None and date.iso == "1957-08-05"
        assert names_body("Kollegium of Lesk")
        with using(ENGLISH):
            assert not names_body("Kollegium of Lesk")
    with pytest.raises(RuntimeError), using(own):
        raise RuntimeError
    assert in_use() is ENGLISH


def test_what_is_made_of_words_is_made_once_for_each_vocabulary(words: Path) -> None:
    made = []

    @of_words
    def months(vocabulary: Vocabulary) -> int:
        made.append(vocabulary)
        return len(vocabulary.words(Mark.MONTH))

    own = read([words], ENGLISH)
    assert months() == months() == 12
    with using(own):
        assert months() == months() == 13
    assert made == [ENGLISH, own]
