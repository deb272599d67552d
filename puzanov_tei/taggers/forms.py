"""Names of persons that their form gives away, whoever they are: initials, East Asian syllables, known forenames.

Everything works on the words of one reading; a name is a range of word numbers. Nothing here links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from puzanov_tei.authority import fold
from puzanov_tei.authority.lookup import Authority, Match
from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.eastern import burmese, east_asian, follows_name, is_place, vietnamese
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.words import Word

_WORDS_OF_BEARER = 4
# `N. Korea` is no person.
_SIDES = frozenset("nsew")
_DIVIDED = frozenset({"korea", "germany", "vietnam", "viet-nam", "america", "africa"})
_PATRONYMIC = re.compile(r"[^\W\d_]{2}(?:ovich|evich|ovna|evna|inichna|yich)\Z")
_UNSPEAKABLE = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,5}")  # `KWP` is no surname
_of_bearers = bearing(Mark.MATTER, Mark.KIND_OF_PLANT)
_NAME_GAP = frozenset({","})
_QUOTES = frozenset("\"“”'‘’")
_POSSESSIVES = frozenset("my our his her their its your".split())
_MOST_BEFORE_SECOND = 3  # words before a second surname: `João Clemente Vieira Lobo`
_NUMBERED = frozenset({"no", "nos", "number"})  # `Issue No. 284`
# What bears somebody's name is a body or a place; a section or an office has only a chief.
_bearers = of_words(lambda words: lexicon.bearers() - words.words(Mark.UNIT))


def names(words: Sequence[Word], text: str, authority: Authority, places: Set[int] = frozenset()) -> list[PersonName]:
    """Names that need no title, leftmost longest, in order; none begins with one of the words that are `places`."""
    known = _known(words, text, authority)
    names: list[PersonName] = []
    index = 0
    while index < len(words):
        styled = index in known and index + 1 in known and Mark.STYLE in words[index].marks  # `Prince Souvanna Phouma`
        if styled or not (words[index].is_capital or index in known):
            index += 1
            continue
        best = _longest(words, index, known.get(index), authority, index in places)
        if best is None or _names_something(words, best):
            index += 1 if best is None else best.last - best.first
            continue
        names.append(best)
        index = best.last
    return names


def _known(words: Sequence[Word], text: str, authority: Authority) -> dict[int, Match]:
    """Names of persons of the authority, by the number of their first word."""
    begins = {word.begin: number for number, word in enumerate(words)}
    return {begins[m.begin]: m for m in authority.find(text) if m.kind == "person" and m.begin in begins}


def _longest(
    words: Sequence[Word], index: int, match: Match | None, authority: Authority, is_place: bool
) -> PersonName | None:
    options = [form(words, index) for form in _FORMS] if words[index].is_capital and not is_place else []
    named = [name for name in options if name]
    best = max(named, key=lambda name: name.last) if named else None
    if match is not None:
        last = next((n + 1 for n in range(index, len(words)) if words[n].end >= match.end), index)
        if best is None or last >= best.last:
            recorded = frozenset(
                fold.key(word) for ref in match.refs for word in authority.persons[ref].surname.split()
            )
            return _of_match(words, index, last, match, best, recorded)
    return best


def _of_match(
    words: Sequence[Word], first: int, last: int, match: Match, form: PersonName | None, recorded: Set[str]
) -> PersonName:
    """The parts of a name that the authority knows: its `recorded` surname; else by form, or the first or last word."""
    numbers = tuple(n for n in range(first, last) if words[n].kind != "mark")
    own = tuple(n for n in numbers if fold.key(words[n].text) in recorded)
    if own and own[-1] - own[0] + 1 == len(own):
        surname, forenames = own, tuple(n for n in numbers if n not in own)
    elif form is not None and form.last == last:
        surname, forenames = form.surname, form.forenames
    elif any(words[n].kind == "initial" for n in numbers[1:]) or _is_family_first(words, numbers):
        surname, forenames = numbers[:1], numbers[1:]
    else:
        surname, forenames = numbers[-1:], numbers[:-1]
    return PersonName(first, last, surname, forenames, "authority", match)


def _is_family_first(words: Sequence[Word], numbers: tuple[int, ...]) -> bool:
    first = words[numbers[0]].folded
    return first in lexicon.korean_surnames() or first in lexicon.chinese_surnames()


def _names_something(words: Sequence[Word], name: PersonName) -> bool:
    """`Kim Il Sung University`, `Kim Chaek Metallurgical Plant`, `Hambuk Ilbo`: the name is (part of) another name."""
    if name.last - name.first > 1 and Mark.NEWSPAPER in words[name.last - 1].marks and name.match is None:
        return True
    for number in range(name.last, min(len(words), name.last + _WORDS_OF_BEARER)):
        word = words[number]
        if not (word.tight and word.is_capital) or word.is_upper:
            return False
        if word.folded in _bearers():
            return True
        if word.folded not in _of_bearers():
            return False
    return False


def _initials_first(words: Sequence[Word], index: int) -> PersonName | None:
    """`A. M. Puzanov`, `Yu. V. Andropov`, `A. PUZANOV`."""
    last = _run_of_initials(words, index)
    count = last - index
    if not 1 <= count <= 3 or last >= len(words):
        return None
    surname = words[last]
    if not (surname.kind == "word" and surname.is_capital and surname.tight and len(surname.text) > 1):
        return None
    if count == 1 and words[index].folded in _SIDES and surname.folded in _DIVIDED:
        return None
    if Mark.SUBORDINATE in surname.marks:
        return None  # `P.S. When he came`
    if surname.text.endswith(".") or Mark.HONORIFIC in surname.marks or _UNSPEAKABLE.fullmatch(surname.text):
        return None
    goes_on = follows_name(words, last + 1) and words[last + 1].kind == "word"
    if Mark.FORENAME in surname.marks and goes_on and Mark.PARTICLE not in words[last + 1].marks:
        return PersonName(index, last + 2, (last + 1,), tuple(range(index, last + 1)), "initials")  # `A. Guy Hope`
    if len(surname.text) < 3 and Mark.SURNAME_KOREAN not in surname.marks:
        return None
    if surname.is_known and not (count > 1 and not surname.start and Mark.ORGANISATION not in surname.marks):
        return None
    if _is_numbered(words, last) or surname.folded in _POSSESSIVES:
        return None
    return PersonName(index, last + 1, (last,), tuple(range(index, last)), "initials")


def _initials_last(words: Sequence[Word], index: int) -> PersonName | None:
    """`Ivanov V.I.`, `Samsonov, G. Ye.`; not when the initials belong to the name after them."""
    surname = words[index]
    if not surname.is_name_like or len(surname.text) < 2 or index + 1 >= len(words):
        return None
    begin = index + 1
    comma = words[begin].text in _NAME_GAP
    begin += comma
    last = _run_of_initials(words, begin)
    if not 1 <= last - begin <= 3 or not words[begin].tight:
        return None
    goes_on = last < len(words) and words[last].tight and words[last].is_capital and not words[last].is_known
    if goes_on and not _is_numbered(words, last):
        return None
    if last - begin == 1 and (comma or surname.start):
        return None
    return PersonName(index, last, (index,), tuple(range(begin, last)), "initials-last")


def _is_numbered(words: Sequence[Word], number: int) -> bool:
    """A thing with a number and no name: `Copy No. 2`."""
    return number + 1 < len(words) and words[number + 1].folded in _NUMBERED and words[number + 1].tight


def _run_of_initials(words: Sequence[Word], index: int) -> int:
    last = index
    while last < len(words) and last - index < 4 and words[last].kind == "initial" and words[last].is_capital:
        if last > index and not words[last].tight:
            break
        last += 1
    return last


def _spaced(words: Sequence[Word], index: int) -> PersonName | None:
    """`S H T Y K O V`."""
    word = words[index]
    if " " in word.text and not word.is_known and word.folded.capitalize() not in lexicon.cities():
        return PersonName(index, index + 1, (index,), (), "letter-spaced")
    return None


def _western(words: Sequence[Word], index: int) -> PersonName | None:
    """`Kurt Schneidewind`, `James F. Person`, `Halász Péter`, by a known forename."""
    first = words[index]
    if first.kind != "word" or not first.is_capital or not follows_name(words, _past_nickname(words, index + 1)):
        return None
    if _PATRONYMIC.search(words[index + 1].folded) and not first.is_known:
        last = index + 2
        surname = follows_name(words, last) and words[last].kind == "word"
        return PersonName(index, last + surname, (last,) if surname else (last - 1,),
                          tuple(range(index, last if surname else last - 1)), "patronymic")  # fmt: skip
    if Mark.FORENAME in first.marks:
        last = index + 1
        while last < len(words) and last - index <= 2 and words[last].kind == "initial" and words[last].tight:
            last += 1
        last = _past_nickname(words, last)
        while last - index < 3 and _is_second(words, last):
            last += 1  # `Carlos Rafael Rodriguez`
        if not follows_name(words, last) or words[last].kind != "word" or Mark.FORENAME in words[last].marks:
            return _hungarian(words, index)
        last += 1
        while _has_second_surname(words, index, last):
            last += 1
        return PersonName(index, last, (last - 1,), tuple(range(index, last - 1)), "forename")
    return _hungarian(words, index)


def _past_nickname(words: Sequence[Word], number: int) -> int:
    """Behind a name in quotation marks between forename and surname: `José "Pepe" Batlle`."""
    if number + 2 >= len(words) or not words[number + 1].is_capital or not words[number].tight:
        return number
    quoted = words[number].text in _QUOTES and words[number + 2].text in _QUOTES and words[number + 2].glued
    return number + 3 if quoted else number


def _has_second_surname(words: Sequence[Word], index: int, last: int) -> bool:
    """Whether a further surname goes on with a name: `Ana Paz Lobo`, `João Clemente Vieira Lobo`."""
    if not follows_name(words, last) or words[last].kind != "word" or is_place(words[last]):
        return False
    if words[last].is_upper and Mark.PARTICLE in words[last].marks:
        return False  # goes on: `LOPES DE SOTO`
    whole = all(word.kind == "word" for word in words[index:last]) and Mark.ORDINARY not in words[last].marks
    return last - index == 2 or (last - index == _MOST_BEFORE_SECOND and whole)


def _is_second(words: Sequence[Word], number: int) -> bool:
    """Whether a forename stands here that a name follows."""
    if number + 1 >= len(words) or not (words[number].tight and Mark.FORENAME in words[number].marks):
        return False
    return follows_name(words, number + 1) and words[number + 1].kind == "word"


def _hungarian(words: Sequence[Word], index: int) -> PersonName | None:
    """Surname first: `Vadász Géza`."""
    first, second = words[index], words[index + 1]
    if follows_name(words, index + 2) and words[index + 2].kind == "word":
        return None  # `Congressman Herbert Levy`
    if Mark.STYLE in first.marks:
        return None  # `Prince Souphanouvong`
    if Mark.FORENAME in second.marks and (first.is_name_like or Mark.FORENAME in first.marks):
        if first.start and first.text.isascii() and Mark.FORENAME in first.marks:
            return PersonName(index, index + 2, (index + 1,), (index,), "forename")
        return PersonName(index, index + 2, (index,), (index + 1,), "forename-last")
    return None


_FORMS = (_initials_first, _initials_last, east_asian, vietnamese, burmese, _spaced, _western)


def blocked(names: Sequence[PersonName]) -> set[int]:
    """Numbers of all words that belong to a name."""
    return {number for name in names for number in range(name.first, name.last)}


def surnames(words: Sequence[Word], names: Sequence[PersonName]) -> Iterator[str]:
    """Folded surnames of the names."""
    for name in names:
        yield " ".join(words[n].folded for n in name.surname)
