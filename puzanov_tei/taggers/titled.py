"""Names that only the title before them gives away: `Ambassador Brie`, `Mr. Alton W. Hemba`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from puzanov_tei.language import Mark, bearing
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.longer import particle
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.roles import Role, Things
from puzanov_tei.taggers.words import Word

_OPEN = frozenset({"initials", "forename"})  # forms that an unknown word may stand before
_SHORTEST_CUT = 4
_east_asian = bearing(Mark.SURNAME_KOREAN, Mark.SURNAME_CHINESE)
_NO_LATER = frozenset({Mark.ORDINARY, Mark.SPEECH, Mark.UTTERS, Mark.ACTS, Mark.ADDRESSED})
_WORDS_OF_A_LETTER = frozenset("ai")
_no_surnames = bearing(
    Mark.OFFICE, Mark.ORGANISATION, Mark.STATE, Mark.NATIONALITY, Mark.RANK, Mark.MODIFIER, Mark.HONORIFIC
)


def names(view: AnalysedReading, role: Role, known: Things, others: Sequence[PersonName]) -> Iterator[PersonName]:
    """A name that only the title before it gives away: `Ambassador Brie`, `Comrade Dr. Molnár`.

    The one word may open a name whose form shows the rest: `Mr. Alton W. Hemba`, `Prince Iraj Mirza Qajari`.
    """
    words = view.words
    taken = {number for name in others for number in range(name.first, name.last)}
    first = role.last
    first += first < len(words) - 1 and words[first].text == "…"  # `translators [illegible] Rongfang`
    if first >= len(words) or first in taken or first in known or not words[first].tight or words[first].owned:
        return
    if over := particle(words, first):  # `Ambassador von Trotha`
        yield PersonName(first, first + over, (first + over - 1,), (), f"title-{role.type}")
        return
    last = first
    while last < len(words) and last - first < 2 and last not in taken:
        if not (words[last].tight and _may_be_name(words, last, role)) or (last > first and words[last].owned):
            break
        if last in known and not (last > first and known[last] == last + 1 and not words[last].is_upper):
            break  # `Minister Suban Delhi`: a town's name can end a person's
        last += 1
    if last == first or (words[role.head].is_upper and not words[first].is_upper and role.type == "office"):
        return
    rest = next((name for name in others if name.first == last and name.rule in _OPEN), None)
    if rest is not None and last == first + 1 and words[last].tight and not words[last].owned:
        yield replace(rest, first=first, forenames=(first, *rest.forenames))
        return
    family_first = Mark.SURNAME_KOREAN in words[first].marks and not words[first].is_letter
    surname = first if last - first == 1 or family_first else last - 1
    given = tuple(n for n in range(first, last) if n != surname)
    yield PersonName(first, last, (surname,), given, f"title-{role.type}")


def _may_be_name(words: Sequence[Word], number: int, role: Role) -> bool:
    word = words[number]
    if word.kind != "word" or not word.is_capital or Mark.LABEL in word.marks or _is_cut_office(words, number):
        return False
    if word.folded in _WORDS_OF_A_LETTER:
        return number == role.last and _opens_surname(words, number)
    if Mark.LINK in word.marks:
        return number == role.last and _opens_name(words, number)
    if Mark.ORDINARY in word.marks and words[role.head].folded == "general":
        return False  # `General Elections`
    if role.type in ("honorific", "academic") and number == role.last:
        trade = Mark.TRADE in word.marks and words[role.head].folded in ("mr", "mrs", "miss")  # `Mr. Baker`
        return (trade or word.folded not in _no_surnames()) and not _is_acronym(word)
    if role.type == "military" and Mark.TRADE in word.marks:
        return True  # `Admiral Turner`
    if number > role.last:
        return word.is_name_like and word.marks.isdisjoint(_NO_LATER)  # `Premier Zhou Calls on`, `PREMIER ZHOU WROTE`
    named = word.is_name_like or {Mark.SURNAME_KOREAN, Mark.PLACE_HEAD} <= word.marks  # `President Park`
    return named and not _is_acronym(word)


def _is_cut_office(words: Sequence[Word], number: int) -> bool:
    """`Chairma` at the end of a page that breaks off."""
    word = words[number].folded
    cut = number == len(words) - 1 and len(word) >= _SHORTEST_CUT
    return cut and any(office.startswith(word) and office != word for office in lexicon.offices())


def _opens_name(words: Sequence[Word], number: int) -> bool:
    """`Minister of Culture An Mak`: a Korean surname that looks like a little word, with a forename."""
    following = words[number + 1] if number + 1 < len(words) else None
    named = following is not None and following.tight and following.is_name_like
    return named and Mark.SURNAME_KOREAN in words[number].marks


def _opens_surname(words: Sequence[Word], number: int) -> bool:
    """`Cde. A Novak`: an initial whose stop was left out, with a surname; `Comrade I think` is none."""
    following = words[number + 1] if number + 1 < len(words) else None
    return following is not None and following.tight and following.is_name_like and not _is_acronym(following)


def _is_acronym(word: Word) -> bool:
    """`DVO` after `Cde.`; `KIM` is a name."""
    return word.is_upper and len(word.text) < 4 and word.folded not in _east_asian()
