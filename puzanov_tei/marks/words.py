"""Words and word shapes that tell one kind of bracket from another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from puzanov_tei.language import Mark, Vocabulary, of_words

LONGEST_CAPITALS = 6
"""A longer word in capitals is a word, no abbreviation (`FILIPPOV`)."""

_RUSSIAN_SURNAME = re.compile(r"\w+(?:ov|ev|yev|in|yn|sky|skiy|skii|enko|ich|ko)(?:a|aya)?$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+$")
_INITIAL = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+$")
_TOKEN = re.compile(r"\S+")


@of_words
def months(words: Vocabulary) -> frozenset[str]:
    """Names of months."""
    return words.words(Mark.MONTH)


@of_words
def titles(words: Vocabulary) -> frozenset[str]:
    """Words that stand before a name and are not part of it (lower case, without full stop)."""
    return words.words(Mark.HONORIFIC, Mark.RANK, Mark.OFFICE, Mark.POST, Mark.DEPUTY, Mark.BEFORE_NAME)


@of_words
def matters(words: Vocabulary) -> frozenset[str]:
    """What offices and departments are for: `Minister of National Defense Choe` ends a title, and is no name."""
    return words.words(Mark.MATTER)


@of_words
def function_words(words: Vocabulary) -> frozenset[str]:
    """Words of grammar (articles, prepositions, pronouns)."""
    return words.words(Mark.FUNCTION)


@of_words
def institutions(words: Vocabulary) -> frozenset[str]:
    """Words that make a name that of a body or an institution."""
    return words.words(Mark.ORGANISATION, Mark.INSTITUTION)


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A run of characters without white space, at `begin:end` of the source."""

    text: str
    begin: int
    end: int

    @property
    def bare(self) -> str:
        """The word without punctuation and brackets round it."""
        return self.text.strip(".,;:!?\"'“”„‘’()[]«»…")

    @property
    def key(self) -> str:
        """The word as it stands in word lists."""
        return self.bare.lower()

    @property
    def initial(self) -> bool:
        """Whether it is an initial: `A.`, `Ya.`, `A.B.`."""
        return bool(_INITIAL.match(self.text)) and self.text[0].isupper()

    @property
    def capitalized(self) -> bool:
        """Whether it opens with a capital letter (after quotes and brackets)."""
        return self.bare[:1].isupper()

    @property
    def name_like(self) -> bool:
        """Whether it may be part of a name: capitalized, no title, no little word that opens a sentence."""
        return self.initial or (
            self.capitalized
            and self.key not in function_words()
            and not {self.key, self.key.partition("-")[0]} & titles()
        )

    @property
    def stops(self) -> bool:
        """Whether nothing before or in this word belongs with what follows it: it ends in punctuation."""
        return self.text[-1] in '.,;:!?"”»)…' and not self.initial


def words(text: str, begin: int, end: int) -> list[SourceWord]:
    """The words of `text[begin:end]`."""
    return [SourceWord(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text, begin, end)]


def is_abbreviation(word: str) -> bool:
    """Whether it is an abbreviation: `USSR`, `TsTAK`, `8D/GS`; at least two capitals, no Roman numeral."""
    capitals = sum(char.isupper() for char in word)
    if word.isalpha() and word.isupper() and len(word) > LONGEST_CAPITALS:
        return False
    return capitals >= 2 and capitals * 2 >= len(word) and len(word) <= 10 and not _ROMAN.match(word)


def is_russian_surname(word: str) -> bool:
    """Whether it ends as Russian surnames do: `Filippov`, `Zhdanov`, `STALIN`."""
    return len(word) > 4 and bool(_RUSSIAN_SURNAME.match(word))


def fold(text: str) -> str:
    """A spelling without case, marks, hyphens, apostrophes and spaces, for comparing romanizations."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if char.isalnum()).lower()


def likeness(one: str, other: str) -> float:
    """How alike two spellings are, from 0 to 1."""
    return SequenceMatcher(None, fold(one)[:60], fold(other)[:60], autojunk=False).ratio()


def initials(phrase: str) -> str:
    """The first letters of a phrase's words, little words left out: `ducosc` of `Diplomatic Corps ...`."""
    parts = re.split(r"[\s\-–—]+", phrase)
    return "".join(part[0] for part in parts if part and part[0].isalpha() and part.lower() not in function_words())


def shape(word: str) -> str:
    """A word's class: `d` digits, `i` initial, `C` capitalized, `l` other."""
    bare = word.strip('.,;:"“”')
    if bare[:1].isdigit():
        return "d"
    if _INITIAL.match(word):
        return "i"
    return "C" if bare[:1].isupper() else "l"


def quotation(before: list[SourceWord], most: int) -> int | None:
    """Where the quotation begins that ends the words before a bracket, if it has no more than `most` words."""
    if not before or before[-1].text[-1] not in '"”“»':
        return None
    for word in reversed(before[-most:]):
        if word.text[0] in '"“„«' and (word is not before[-1] or len(word.text) > 2):
            return word.begin
    return None
