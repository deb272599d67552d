"""Names that the words beside them give away: an office and a comma, a list of names, initials before brackets.

`Cdes. Orlov, Ivin, and Serov`; `the consul, Ilo Bala, said`; `(Ivo Dudek, A. Belov, and others)`; `KIS (Kim Il Sung)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from puzanov_tei.language import Mark, bearing
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.roles import Role, Things, is_plural
from puzanov_tei.taggers.words import Word

_LONGEST = 3
_MISSION = 6  # words from an embassy to the bracket: `the Embassy in Addis Ababa (`
_NO_ITEMS = frozenset({Mark.ORDINARY, Mark.STYLE})
_NO_SURNAMES = frozenset(
    {Mark.OFFICE, Mark.RANK, Mark.MODIFIER, Mark.ORDINARY, Mark.COMMON, Mark.NATIONALITY, Mark.ORGANISATION, Mark.MONTH}
)
_NAME_ENDS = frozenset(",;.)")
_LIST_BEGINS = frozenset("(:;")
_DETERMINERS = frozenset("the a an his her their its our my".split())
_east_asian = bearing(Mark.SURNAME_KOREAN, Mark.SURNAME_CHINESE)


def coordinated(
    view: AnalysedReading, titles: Sequence[Role], known: Things, names: Sequence[PersonName]
) -> Iterator[PersonName]:
    """The names after the first under one title: `Cdes. A, B, and C`."""
    words = view.words
    by_first = {name.first: name for name in names}
    for role in titles:
        name = by_first.get(role.last)
        if name is None or not is_plural(words[role.head]):
            continue
        number = name.last
        while (number := _past_comma(words, number)) < len(words):
            if number in by_first:
                number = by_first[number].last
            elif number not in known and words[number].is_name_like and words[number].tight:
                last = number + 1
                last += last < len(words) and last not in known and words[last].tight and words[last].is_name_like
                yield PersonName(number, last, (last - 1,), tuple(range(number, last - 1)), "coordinated")
                number = last
            else:
                break


def in_apposition(view: AnalysedReading, titles: Sequence[Role], known: Things) -> Iterator[PersonName]:
    """An office and a name with a comma: `The director, Kovacs, said`, `the envoy, Hasan Alia;`, `Nowak, the consul.`.

    A single word needs the article before the office and a comma on both sides.
    """
    words = view.words
    for role in titles:
        if role.type != "office":
            continue
        yield from _before_office(words, role, known)
        yield from _in_brackets(words, role, known)
        first = role.last + 1
        last = _unknown_words(words, first, known)
        if last == first or last >= len(words) or words[role.last].text != ",":
            continue
        article = role.first > 0 and words[role.first - 1].folded in _DETERMINERS
        single = words[last].text == "," and article and not is_plural(words[role.head])
        if single if last == first + 1 else words[last].text in _NAME_ENDS:
            yield _apposed(words, first, last)


def _in_brackets(words: Sequence[Word], role: Role, known: Things) -> Iterator[PersonName]:
    """`the Soviet Ambassador (Malik)`: who holds the office."""
    first = role.last + 1
    last = _unknown_words(words, first, known)
    if last == first < len(words) and first not in known and _may_be_surname(words[first]):
        last += 1  # `the Ambassador in Poland (Lane)`
    closed = last < len(words) and (words[role.last].text, words[last].text) == ("(", ")")
    if closed and last > first and words[role.head].is_capital and not any(w.is_upper for w in words[first:last]):
        yield _apposed(words, first, last)


def _may_be_surname(word: Word) -> bool:
    """Whether a capitalised word that is known for a thing (`Lane`, `Merchant`) can be somebody's name too."""
    return word.is_capital and word.kind == "word" and word.marks.isdisjoint(_NO_SURNAMES)


def of_missions(view: AnalysedReading, known: Things, ordinary: Set[str]) -> Iterator[PersonName]:
    """`Telegram from the Polish Embassy in Lima (Dudzik)`: who writes for it."""
    words = view.words
    for number in range(1, len(words) - 2):
        if words[number].text != "(" or not any(
            Mark.EMBASSY in word.marks for word in words[max(0, number - _MISSION) : number]
        ):
            continue
        first = number + 1
        last = _unknown_words(words, first, known)
        names = words[first:last]
        doubtful = any(w.is_upper or w.folded in ordinary or not w.marks.isdisjoint(_NO_ITEMS) for w in names)
        if names and not doubtful and last < len(words) and words[last].text == ")":
            yield _apposed(words, first, last)


def before_titles(view: AnalysedReading, titles: Sequence[Role], known: Things) -> Iterator[PersonName]:
    """A Chinese surname before the office, as Chinese has it: `Ji Vice Minister`."""
    words = view.words
    for role in titles:
        number = role.first - 1
        if number < 0 or number in known or role.type != "office" or not words[role.first].tight:
            continue
        alone = number == 0 or not (words[number].tight and words[number - 1].is_capital)
        named = words[number].is_name_like and not words[number].is_upper and alone
        if named and words[role.first].is_capital and Mark.SURNAME_CHINESE in words[number].marks:
            yield PersonName(number, number + 1, (number,), (), "before-title")


def _before_office(words: Sequence[Word], role: Role, known: Things) -> Iterator[PersonName]:
    """A name before a comma, an article and an office that the sentence or another comma closes."""
    last = role.first - 2
    if last < 1 or role.last >= len(words):
        return
    between = words[last].text == "," and words[last + 1].folded in ("the", "a", "an")
    first = last
    while first > 0 and last - first < _LONGEST and _unknown_words(words, first - 1, known) > first - 1:
        first -= 1
        if words[first].start or not words[first].tight:
            break
    closed = words[role.last].kind == "mark" and first < last and not words[last - 1].start
    if between and closed:
        yield _apposed(words, first, last)


def _unknown_words(words: Sequence[Word], first: int, known: Things) -> int:
    """Behind the words from `first` that nothing else is known of; no more than a name has."""
    last = first
    while last < min(len(words), first + _LONGEST) and last not in known and words[last].is_name_like:
        if last > first and not words[last].tight:
            break
        last += 1
    return last


def _apposed(words: Sequence[Word], first: int, last: int) -> PersonName:
    east_asian = words[first].folded in _east_asian()
    surname = first if east_asian else last - 1
    return PersonName(first, last, (surname,), tuple(n for n in range(first, last) if n != surname), "apposition")


def in_company(view: AnalysedReading, taken: Set[int], known: Things) -> Iterator[PersonName]:
    """Unknown words in a list with names: `A. Belov, Gorin, and K. Serov`, `(Ivo Dudek, A. Belov and B. Orlov)`."""
    words = view.words
    number = 0
    while number < len(words):
        if number not in taken and not words[number].is_name_like:
            number += 1
            continue
        items, last = _list(words, number, taken, known)
        persons = sum(first in taken for first, _ in items)
        unknown = [item for item in items if item[0] not in taken]
        if persons and unknown and (len(items) > 2 or _opens_list(words, items)):
            yield from (_apposed(words, *item) for item in unknown)
        number = max(last, number + 1)


def _list(words: Sequence[Word], number: int, taken: Set[int], known: Things) -> tuple[list[tuple[int, int]], int]:
    """Names and unknown words with nothing but commas and `and` between, as ranges; and where they end."""
    items: list[tuple[int, int]] = []
    end = number
    while number < len(words):
        last = _item(words, number, taken, known)
        if last == number:
            break
        items.append((number, last))
        end = last
        number = _past_comma(words, last)
    return items, end


def _item(words: Sequence[Word], first: int, taken: Set[int], known: Things) -> int:
    """Behind the name, or the unknown words, that begin at `first`; titles before a name belong to it."""
    last = first
    while last < len(words) and (last in taken or (last > first and Mark.OFFICE in words[last].marks)):
        if last > first and not words[last].tight and words[last].kind != "mark":
            break
        last += 1
    if last > first:
        return last
    last = _unknown_words(words, first, known)
    goes_on = last < len(words) and words[last].tight and words[last].is_capital
    doubtful = words[first].is_upper or (words[first].start and last == first + 1) or not words[first].tight
    if last == first or goes_on or (doubtful and first and words[first - 1].text not in _LIST_BEGINS):
        return first
    return first if any(not word.marks.isdisjoint(_NO_ITEMS) for word in words[first:last]) else last


def _opens_list(words: Sequence[Word], items: Sequence[tuple[int, int]]) -> bool:
    """Two are a list if `and` joins them, or a bracket holds them."""
    first, second = items
    joined = any(word.folded == "and" for word in words[first[1] : second[0]])
    begins = first[0] > 0 and words[first[0] - 1].text in _LIST_BEGINS
    return joined and (not words[first[0]].start or begins)


def by_letters(view: AnalysedReading, names: Sequence[PersonName]) -> Iterator[PersonName]:
    """`KIS (Kim Il Sung)`: the first letters of the name that stands behind in brackets."""
    words = view.words
    for name in names:
        number = name.first - 2
        if number < 0 or name.last >= len(words) or (words[number + 1].text, words[name.last].text) != ("(", ")"):
            continue
        letters = "".join(part[0] for word in words[name.first : name.last] for part in word.text.split("-"))
        if len(letters) > 1 and words[number].text == letters.upper():
            yield PersonName(number, number + 1, (number,), (), "letters", name.match)


def _past_comma(words: Sequence[Word], number: int) -> int:
    """Behind `,`, `and` or `, and`; behind everything if neither is there."""
    begin = number
    if number < len(words) and words[number].text == ",":
        number += 1
    if number < len(words) and words[number].folded == "and":
        number += 1
    return number if number > begin else len(words)
