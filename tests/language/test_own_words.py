"""A project's own words act wherever the program's do: in marks, structure, dates and names; and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

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
