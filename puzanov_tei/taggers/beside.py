"""Names that the words beside them give away: an office and a comma, a list of names, initials before brackets.

`Cdes. Orlov, Ivin, and Serov`; `the consul, Ilo Bala, said`; `(Ivo Dudek, A. Belov, and others)`; `KIS (Kim Il Sung)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import View
from puzanov_tei.taggers.forms import PersonName
from puzanov_tei.taggers.roles import Role, Things, is_plural
from puzanov_tei.taggers.words import Word

_LONGEST = 3
_NAME_ENDS = frozenset(",;.)")
_LIST_BEGINS = frozenset("(:;")
_EAST_ASIAN = lexicon.KOREAN_SURNAMES | lexicon.CHINESE_SURNAMES


def coordinated(view: View, titles: Sequence[Role], known: Things, names: Sequence[PersonName]) -> Iterator[PersonName]:
    """`Cdes. A, B, and C`: the names after the first, under one title."""
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


def in_apposition(view: View, titles: Sequence[Role], known: Things) -> Iterator[PersonName]:
    """An office and a name with a comma: `The director, Kovacs, said`, `the envoy, Hasan Alia;`, `Nowak, the consul.`.

    A single word needs the article before the office and a comma on both sides.
    """
    words = view.words
    for role in titles:
        if role.type != "office":
            continue
        yield from _before_office(words, role, known)
        first = role.last + 1
        last = _unknown_words(words, first, known)
        if last == first or last >= len(words) or words[role.last].text != ",":
            continue
        single = words[last].text == "," and role.first > 0 and words[role.first - 1].folded in ("the", "a", "an")
        if single if last == first + 1 else words[last].text in _NAME_ENDS:
            yield _apposed(words, first, last)


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
    east_asian = words[first].folded in _EAST_ASIAN
    surname = first if east_asian else last - 1
    return PersonName(first, last, (surname,), tuple(n for n in range(first, last) if n != surname), "apposition")


def in_company(view: View, taken: set[int], known: Things) -> Iterator[PersonName]:
    """Unknown words in a list with names: `A. Belov, Gorin, and K. Serov`, `(Ivo Dudek, A. Belov and B. Orlov)`."""
    words = view.words
    number = 1
    while number < len(words) - 1:
        first, last = number, _unknown_words(words, number, known)
        number = max(last, number + 1)
        if first == last or last >= len(words) or words[first].is_upper or first in taken:
            continue
        following, before = words[last], words[first - 1]
        if following.tight and following.is_capital:
            continue
        ends_list = before.folded == "and" and first - 2 - (words[first - 2].text == ",") in taken
        listed = before.text == "," and first - 2 in taken and following.text == ","
        inside = listed and (last + 1 in taken or _ends(words, last + 1))
        inside = inside or (before.text == "," and first - 2 in taken and following.text == "(" and last - first == 2)
        opens_list = before.text in _LIST_BEGINS and last - first > 1 and _past_comma(words, last) in taken
        if opens_list or (not words[first].start and (inside or (ends_list and words[first].tight))):
            yield _apposed(words, first, last)


def _ends(words: Sequence[Word], number: int) -> bool:
    """Whether the last of a list stands here: `and Orlov`."""
    return number + 1 < len(words) and words[number].folded == "and" and words[number + 1].is_capital


def by_letters(view: View, names: Sequence[PersonName]) -> Iterator[PersonName]:
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
