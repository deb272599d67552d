"""Who speaks: the people that a document has named so far, for pronouns, bare surnames and offices."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from puzanov_tei.language import Mark, alternatives, bearing, of_words
from puzanov_tei.model import Kind, Mention, Reading

AUTHOR = "author"
_offices = of_words(
    lambda words: words.words(Mark.OFFICE, Mark.RANK, Mark.ACADEMIC) - words.words(Mark.TRADE) | {"speaker"}
)
_office = of_words(
    lambda _: re.compile(
        rf"(?i)\b(?:(?:deputy|vice|assistant|acting|former|first|under)[\s-])?(?:{alternatives(_offices())})\b"
    )
)
words_of_titles = of_words(lambda words: _offices() | words.words(Mark.HONORIFIC))
_women = bearing(Mark.WOMAN)
_men = bearing(Mark.MAN)
_SMALL = frozenset("of the for and in to a".split())
_NEAR = 40


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A person's name in a reading: `Reading.text[begin:end]`, and the pointer that stands for the person."""

    begin: int
    end: int
    pointer: str


class Speakers:
    """Everybody named so far; grows as the readings are gone through."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted((m for m in mentions if m.kind is Kind.PERSON), key=lambda m: (m.begin, -m.end))
        self._begins = [m.begin for m in self._mentions]
        self._full: dict[str, str] = {}
        self._offices: dict[str, str] = {}
        self.women: set[str] = set()
        self.men: set[str] = set()

    def names(self, reading: Reading) -> list[SpeakerName]:
        """The names in a reading, in order; they are remembered."""
        offsets = reading.offsets
        first = bisect_left(self._begins, offsets[0])
        last = bisect_left(self._begins, offsets[-1] + 1)
        made: list[SpeakerName] = []
        for mention in self._mentions[first:last]:
            begin = bisect_left(offsets, mention.begin)
            end = bisect_left(offsets, mention.end)
            if begin < end and (not made or begin >= made[-1].end):
                made.append(self._remember(mention, reading.text, begin, end))
        return made

    def _remember(self, mention: Mention, text: str, begin: int, end: int) -> SpeakerName:
        words = [w for w in re.findall(r"[^\W\d_][\w'’ʹ-]+", text[begin:end].casefold()) if w not in words_of_titles()]
        pointer = mention.ref or self._known(words) or f"@{mention.begin}"
        if len(words) > 1 or re.search(r"\b[A-Z]\w?\.", text[begin:end]):
            for word in words:
                self._full[word] = pointer
        before = text[max(0, begin - _NEAR) : begin].rpartition(". ")[2]
        titles = f"{before}{text[begin:end]}"
        styles = set(re.findall(r"\w+", text[max(0, begin - 8) : end].casefold()))
        if styles & _women():
            self.women.add(pointer)
        elif styles & _men():
            self.men.add(pointer)
        for office in _office().finditer(titles):
            if _leads_to(titles[office.end() : len(before)]):
                self._offices[office.group().casefold()] = pointer
        return SpeakerName(begin, end, pointer)

    def _known(self, words: Sequence[str]) -> str:
        """The person whose full name these words are part of."""
        pointers = {self._full.get(word, "") for word in words}
        return pointers.pop() if len(pointers) == 1 else ""

    def holder(self, phrase: str) -> str:
        """The person who was introduced with the office that ends `phrase`, or the empty string."""
        offices = _office().findall(phrase)
        return self._offices.get(offices[-1].casefold(), "") if offices else ""

    def is_office(self, phrase: str) -> bool:
        """Whether a phrase has an office in it that one person holds: `The Premier began`."""
        return _office().search(phrase) is not None


def _leads_to(between: str) -> bool:
    """Whether the words between an office and a name belong to the office: `of Foreign Trade, `, not `will meet `."""
    return not between.startswith(" and ") and all(
        word[0].isupper() or word.strip(",") in _SMALL or not word[0].isalpha() for word in between.split()
    )
