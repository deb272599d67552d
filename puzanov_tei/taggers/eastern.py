"""Names of East and South-East Asia by their form: `Choe Yong-geon`, `Le Duan`, `U Hla Maung`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.authority import fold
from puzanov_tei.language import Mark, bearing
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.words import Word

_SYLLABLE = (
    r"(?:kk|tt|pp|ss|jj|ch|kh|th|ph|ts|sh|zh|dzh|hw|kw|gw|hs|sz|[bcdfghjklmnpqrstwxyz])?'?[yw]?"
    r"(?:[aeiouŏŭüǒ]{1,3})(?:ng|kh|[nmlkprtgbhiy])?"
)
_VIETNAMESE = re.compile(r"(?:ngh?|nh|ph|th|tr|ch|kh|gi|qu|[bcdghiklmnqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_ONE = re.compile(_SYLLABLE, re.IGNORECASE)
_TWO = re.compile(f"(?:{_SYLLABLE})-?(?:{_SYLLABLE})", re.IGNORECASE)
_GIVEN = re.compile(f"(?:{_SYLLABLE})-(?:{_SYLLABLE})", re.IGNORECASE)
_LONGEST_GIVEN = 14
_SLIP = frozenset({"II", "ll", "I1", "1l", "lI"})
_KOREAN_VOWEL = re.compile(r"eo|eu|ye")
_NEVER_SYLLABLES = frozenset("a i the is he we it me my by of no not".split())
_BURMESE = frozenset({"U", "Daw", "Thakin", "Bogyoke", "Bo"})
_MOST_BURMESE = 3
_SHORT_BURMESE = 3  # letters of a word of the name that English has too
_LONGEST_VIETNAMESE = 5
# Surnames that nearly nothing else in English looks like.
_sure_surnames = bearing(Mark.SURE)
# Surnames that are words: believed with a hyphenated forename only, or after a title.
_wordlike = bearing(Mark.WORDLIKE)


def east_asian(words: Sequence[Word], index: int) -> PersonName | None:
    """`Choe Yong-geon`, `PAK HEON-YEONG`, `Kim Tu Bong`, `Kim Il`."""
    surname = words[index]
    listed = Mark.SURNAME_KOREAN in surname.marks or Mark.SURNAME_CHINESE in surname.marks
    if surname.kind != "word" or not surname.is_capital or not (listed or _ONE.fullmatch(surname.folded)):
        return None
    sure = surname.folded in _sure_surnames() or (listed and bool(_KOREAN_VOWEL.search(surname.folded)))
    wordlike = surname.folded in _wordlike()
    if surname.is_upper and Mark.FUNCTION in surname.marks:
        return None  # `TO YUN PO SUN` in a cable
    if not _follows(words, index + 1):
        return None
    first = words[index + 1]
    if surname.is_known and not (sure or wordlike or (listed and "-" in first.text)):
        return None
    if "-" in first.text:
        given = _is_given(first)
    elif not listed or (wordlike and surname.start):
        return None
    else:
        given = _syllables(words, index + 1, sure=sure)
        if given == 1 and not sure and (wordlike or not _TWO.fullmatch(first.folded) or _ONE.fullmatch(first.folded)):
            return None
    if not given:
        return None
    return PersonName(index, index + 1 + given, (index,), tuple(range(index + 1, index + 1 + given)), "east-asian")


def _is_given(word: Word) -> int:
    """1 for a forename with a hyphen, `Yong-geon`."""
    short = len(word.text) <= _LONGEST_GIVEN
    return 1 if short and _GIVEN.fullmatch(word.folded) and not word.is_known else 0


def _syllables(words: Sequence[Word], index: int, *, sure: bool) -> int:
    """How many words from `index` are a forename: two syllables, one, or one word of two; 0 if none."""
    first = words[index]
    if not _is_syllable(first, sure=sure):
        return 1 if _TWO.fullmatch(first.folded) and first.is_name_like and not is_place(first) else 0
    second = words[index + 1] if _follows(words, index + 1) else None
    return 2 if second is not None and "-" not in second.text and _is_syllable(second, sure=sure) else 1


def _follows(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and words[index].tight and words[index].kind == "word" and words[index].is_capital


def _is_syllable(word: Word, *, sure: bool) -> bool:
    """A syllable of a forename; after a sure surname it may look like a word (`Jun`, `On`)."""
    if word.text in _SLIP:
        return True
    english = word.is_known and word.folded not in _wordlike()
    return bool(_ONE.fullmatch(word.folded)) and (not english or (sure and word.folded not in _NEVER_SYLLABLES))


def is_place(word: Word) -> bool:
    """Whether a word is a town or a state of the gazetteer."""
    return word.text in lexicon.cities() or word.text in lexicon.countries()


def vietnamese(words: Sequence[Word], index: int) -> PersonName | None:
    """`Le Duan`, `Tran Xuan Do`: a listed surname and one or two short words."""
    if Mark.SURNAME_VIETNAMESE not in words[index].marks or not words[index].is_capital:
        return None
    last = index + 1
    while last < len(words) and last - index < 3 and _follows(words, last) and _is_vietnamese(words[last]):
        last += 1
    if last == index + 1 or words[index + 1].folded in ("monde", "figaro"):
        return None
    return PersonName(index, last, (index,), tuple(range(index + 1, last)), "east-asian")


def _is_vietnamese(word: Word) -> bool:
    short = len(word.text) <= _LONGEST_VIETNAMESE or Mark.SURNAME_VIETNAMESE in word.marks
    return short or (not word.is_known and _VIETNAMESE.fullmatch(fold.key(word.text)) is not None)


def burmese(words: Sequence[Word], index: int) -> PersonName | None:
    """`U Thant`, `U Hla Maung`, `Daw Khin Kyi`: an honorific that is part of the name, and one to three words."""
    if words[index].text not in _BURMESE or not _follows(words, index + 1):
        return None
    first = words[index + 1]
    if not follows_name(words, index + 1) and not (
        len(first.text) <= _SHORT_BURMESE and follows_name(words, index + 2)
    ):
        return None
    last = index + 1 + (not follows_name(words, index + 1))  # `Bo Let Ya`
    while last < len(words) and last - index <= _MOST_BURMESE and follows_name(words, last):
        last += 1
    return PersonName(index, last, tuple(range(index + 1, last)), (), "burmese")


def follows_name(words: Sequence[Word], index: int) -> bool:
    """Whether a capitalised word that may go on with a name stands here."""
    if index >= len(words) or not words[index].tight or not words[index].is_capital or words[index].owned:
        return False
    word = words[index]
    return word.kind == "initial" or (len(word.text) > 1 and not word.is_known)
