"""A reading cut into words, with what a tagger of names asks about each: is it capitalised, an initial, a start?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from puzanov_tei.authority import fold
from puzanov_tei.language import Mark, Vocabulary, bearing, in_use, of_words
from puzanov_tei.taggers import lexicon

_APOSTROPHE = "'’‘ʹ`"
_LETTER_APOSTROPHE = "ʼ"
_TOKEN = re.compile(
    r"(?P<acronym>\b(?:U\.S\.S\.R|U\.S\.A|U\.S|U\.K|U\.N|D\.P\.R\.K|P\.R\.C|R\.O\.K|D\.R\.V)\.(?!\s*[A-Z]\.)"
    r"|(?<![\w.])(?:[A-Z]\.){3,5}(?!\s?[A-Z]|\w))"
    rf"|(?P<spaced>(?<!\w)[A-Z](?:(?: [A-Z]){{3,}}|(?: [a-z]){{3,}})(?!\w|\.\S))"
    rf"|(?P<word>[^\W\d_]+(?:[{_APOSTROPHE}?][^\W\d_]+)*(?:[-‐‑][^\W\d_]+(?:[{_APOSTROPHE}?][^\W\d_]+)*)*)"
    r"|(?P<number>\d[\d.,:/]*\d|\d)"
    r"|(?P<mark>\S)"
)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHE}][sS]\Z")
_POSSESSIVE_GAP = re.compile(rf"\A[{_APOSTROPHE}][sS](?!\w)")
_CONTRACTED = re.compile(r"(?:\A(?:i|you|we|they|he|she|it|that|there|who)'(?:ve|ll|d|m|re)|n't)\Z")
_abbreviated = bearing(Mark.ABBREVIATION)
_plural_lands = of_words(
    lambda _: frozenset(name.split()[-1] for name in lexicon.countries() if name.endswith("s")) | {"States", "Nations"}
)
_STRAIGHT = str.maketrans(dict.fromkeys("’‘ʹʼ`", "'") | {"‐": "-", "‑": "-"})
_AFTER_INITIAL = re.compile(r"(?<![^\W\d_])[A-Z]\.\s?\Z")
_PARTICLED = re.compile(r"(?:De|Di|Du|La|Le|Mc|Van|O')[A-Z]")  # `Wymberley DeR. Coerr`
# An apostrophe that opens a quotation (with the group) or closes one, and none inside a word.
_QUOTE = re.compile(r"(?<!\w)(')(?=\w)|(?<![\ssS])'(?!\w)")
_LONGEST_QUOTATION = 200  # characters
_STOPS = frozenset(".!?…")
_OPENING = frozenset("\"“„«'‘(")


class Word(NamedTuple):
    """A token of a reading: `reading.text[begin:end]`; possessive `'s` outside, the stop of an initial inside.

    Attributes:
        kind: word, initial, number or mark.
        folded: lower case, letter-spacing closed.
        start: it opens a sentence, a line or a quotation, so that a capital says nothing.
        tight: nothing but blanks (one line break at most) stands between it and the token before.
        glued: not even a blank stands before it.
        owned: a possessive `'s` stands before it: it is somebody's, and no part of a person's name.
        is_capital: a word or initial that begins with a capital letter.
        is_upper: a word in capitals, two letters or more.
        is_name_like: a capitalised word that is not known for something else.
        is_known: known for something else than being somebody's name.
        marks: all that the vocabulary says it can be.
    """

    text: str
    begin: int
    end: int
    kind: str
    folded: str
    start: bool
    tight: bool
    glued: bool
    owned: bool
    is_capital: bool
    is_upper: bool
    is_name_like: bool
    is_known: bool
    marks: frozenset[Mark]

    @property
    def is_inflected(self) -> bool:
        """Whether it ends as English plurals and participles do: `Ports`, `Shouted`, and not `Strauss`."""
        return self.folded.endswith("ed") or (
            self.folded.endswith("s") and not self.folded.endswith(("ss", "us", "is"))
        )

    @property
    def is_letter(self) -> bool:
        """Whether it is one capital letter, with a stop or (where it was left out) without: an initial in a name."""
        return self.kind == "initial" or (self.kind == "word" and self.is_capital and len(self.text) == 1)


_FORENAME = frozenset({Mark.FORENAME})
_PEOPLE = frozenset({Mark.NATIONALITY})
# A word with one of these marks is capitalised for another reason than being somebody's name.
_KNOWN = frozenset(
    {
        *(Mark.COMMON, Mark.NUMBER, Mark.MONTH, Mark.MONTH_SHORT, Mark.DAY_OF_WEEK),
        *(Mark.HONORIFIC, Mark.RANK, Mark.OFFICE, Mark.MODIFIER),
        *(Mark.ORGANISATION, Mark.ENDS_ORGANISATION, Mark.MATTER),
        *(Mark.PLACE_HEAD, Mark.NATIONALITY, Mark.STATE),
    }
)


def cut(text: str) -> tuple[Word, ...]:
    """The words of a text, each with all that it can be, in time linear in the length of the text."""
    vocabulary = in_use()
    text = text.replace(_LETTER_APOSTROPHE, "’")  # a letter to Unicode, and no part of a word here
    words: list[Word] = []
    previous_end = 0
    opens = True
    for match in _TOKEN.finditer(text):
        begin, end = match.span()
        if begin < previous_end:
            continue
        kind = match.lastgroup or "mark"
        end = _end_of(text, begin, end, kind)
        kind = _kind_of(text, begin, end, kind)
        between = gap = text[previous_end:begin]
        if gap and gap != " ":
            gap = _POSSESSIVE_GAP.sub("", gap)
        start = opens or "\n\n" in gap
        word = text[begin:end]
        folded, capital, upper, name_like, known, marks = _of_itself(word, kind, vocabulary)
        tight, glued = not gap.strip() and "\n\n" not in gap, not gap and begin > 0
        owned = gap != between
        words.append(
            Word(word, begin, end, kind, folded, start, tight, glued, owned, capital, upper, name_like, known, marks)
        )
        previous_end = end
        opens = word in _STOPS or (start and word in _OPENING) or (word in _OPENING and kind == "mark") or word == ":"
    return tuple(words)


@lru_cache(maxsize=16384)
def _of_itself(word: str, kind: str, vocabulary: Vocabulary) -> tuple[str, bool, bool, bool, bool, frozenset[Mark]]:
    """What a word is wherever it stands: folded, is_capital, is_upper, is_name_like, is_known, marks."""
    folded = word if kind == "mark" else word.replace(" ", "").rstrip(".").casefold().translate(_STRAIGHT)
    marks = vocabulary[folded] | (vocabulary[f"{folded}."] if word.endswith(".") and kind == "word" else frozenset())
    if not marks and not folded.isascii():
        marks = vocabulary[fold.plain(folded)] & _FORENAME  # `María`, where the list has `maria`
    if not marks and folded.endswith("s"):
        marks = vocabulary[folded[:-1]] & _PEOPLE  # `Russians`
    known = not marks.isdisjoint(_KNOWN) or _CONTRACTED.search(folded) is not None
    capital = word[0].isupper() and kind in ("word", "initial")
    upper = kind == "word" and len(word) > 1 and word.isupper()
    return folded, capital, upper, capital and kind == "word" and not known, known, marks


def _end_of(text: str, begin: int, end: int, kind: str) -> int:
    """Where a word ends: possessive out, soft sign and the stop of an initial in."""
    if kind != "word":
        return end
    if possessive := _POSSESSIVE.search(text, begin, end):
        return possessive.start()
    following = text[end : end + 1]
    if following and following in _APOSTROPHE and (_is_plural(text, begin, end) or _is_soft_sign(text, begin, end)):
        return end + 1
    if following == "." and (text[begin:end].casefold() in _abbreviated() or _is_initial(text, begin, end)):
        return end + 1
    return end


def _kind_of(text: str, begin: int, end: int, kind: str) -> str:
    """`word`, `initial`, `number` or `mark`."""
    if kind in ("spaced", "acronym"):
        return "word"
    if kind == "word" and text[end - 1] == ".":
        return "word" if text[begin : end - 1].casefold() in _abbreviated() and end - begin > 2 else "initial"
    return kind


def _is_soft_sign(text: str, begin: int, end: int) -> bool:
    """`Koval'`, `Astrakhan'`: an apostrophe that closes a capitalised word and no quotation."""
    if not text[begin].isupper() or end - begin <= 2 or text[end - 1] in "sS":
        return False
    quotes = _QUOTE.findall(text, max(0, begin - _LONGEST_QUOTATION), begin + 1)
    return not (quotes and quotes[-1])


def _is_plural(text: str, begin: int, end: int) -> bool:
    """`Workers' Party`, `Writers' Union`: the plural possessive inside a name, and not `the United States' Note`."""
    following = text[end + 1 : end + 3]
    if text[begin:end] in _plural_lands():
        return False
    return text[begin].isupper() and text[end - 1] in "sS" and following[:1] == " " and following[1:].isupper()


def _is_initial(text: str, begin: int, end: int) -> bool:
    word = text[begin:end]
    if not word[0].isupper():
        return False
    if len(word) == 1 or _PARTICLED.fullmatch(word):
        return True
    if len(word) > 4 or word.casefold() not in lexicon.long_initials():
        return False
    return _leads_on(text, end + 1) or bool(_AFTER_INITIAL.search(text, max(0, begin - 4), begin))


def _leads_on(text: str, after: int) -> bool:
    """After a longer initial comes another one or a capitalised word; `Chl. Then` is rare enough."""
    rest = text[after : after + 2].lstrip(" ")
    return not rest or rest[0].isupper() or rest[0] in ",)"


def text_of(words: Sequence[Word], text: str) -> str:
    """The text from the first to the last of `words`."""
    return text[words[0].begin : words[-1].end] if words else ""
