"""Unknown names that the words beside them show to be places: `in X`, `arrived from X`, `Warsaw, Moscow, and X`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.language import Mark, bearing
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.words import Word

_HERE = frozenset({"in", "at", "near"})
_MOVE = frozenset({"from", "to", "via", "through", "for"})
_MOVED = frozenset(
    "arrived arrive arrives came come comes shipped sent returned return returns left leave leaves travelled "
    "traveled travel travels departed depart departs moved brought delivered flew fly flies train trains "
    "plane flight road rail transferred transported went go goes going trip journey visit cars wagons crossed "
    "route way carried drove drive sailed sail sails line railway float floats floated deliver deliveries "
    "delivery bus boat ship ferry stopped traveling travelling returning arriving coming".split()
)
_WINDOW = 6
# What comes from persons, and verbs that end as plurals do.
_SENT = frozenset(
    "letters telegrams greetings regards wishes presents gifts questions notes reports proposals requests words "
    "messages cables excerpts quotations thanks instructions answers learns hears knows follows appears works lines "
    "poems songs remarks calls visits differs".split()
)
_called = bearing(Mark.SETTLEMENT)
_PAPERS = frozenset({"copies", "copy", "letter", "letters", "memorandum"})  # are sent to persons
_SUCH = frozenset({"of", "like", "such", "as"})
_LABELS = frozenset({"place", "venue", "location"})
LABELLED = "places.label"
"""The rule that takes what a line names as its place, also where the form could be a person's name."""
_SHORTEST = 4
_SHORTEST_LINE = 3  # words: `Place`, a colon, a name


def by_preposition(view: AnalysedReading, people: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """An unknown name after `in`, `at`, `near`, or after `from` and `to` with a word of movement before."""
    words = view.words
    for number, word in enumerate(words[1:], start=1):
        if not (word.is_name_like and word.tight) or word.is_upper or len(word.text) < 3 or _is_of_person(word, people):
            continue
        owner = number + 1 < len(words) and words[number + 1].owned and Mark.PERSONAL in words[number + 1].marks
        if owner or Mark.ORDINARY in word.marks:  # `in Osei's opinion`, `Ambassador at Large`
            continue
        before = words[number - 1].folded
        named = before == "of" and number > 1 and words[number - 2].folded in _called()
        moving = before in _MOVE and _is_moving(words, number - 1) and not _is_visit(words, number)
        if named or before in _HERE or moving or _is_origin(words, number):
            following = words[number + 1] if number + 1 < len(words) else None
            if not (following and following.tight and following.is_name_like) and not _is_adjective(word):
                yield number, number + 1, "places.preposition"


def by_kind(view: AnalysedReading) -> Iterator[tuple[int, int, str]]:
    """The names of a list that says what they are: `cities like Berat, Fier, and Vlora`."""
    words = view.words
    for number, word in enumerate(words[:-2]):
        if not (word.folded.endswith("s") and word.folded in _called()):
            continue
        first = number + 1
        while first < len(words) and words[first].folded in _SUCH:
            first += 1
        while first > number + 1 and first < len(words) and words[first].is_name_like:
            yield first, first + 1, "places.kind"
            first += 1
            while first < len(words) and words[first].text in (",", "and"):
                first += 1


def by_label(view: AnalysedReading) -> Iterator[tuple[int, int, str]]:
    """What a line names as its place: `Location: Garden District, Xi Hua Ting / West Flower Hall`."""
    words = view.words
    if len(words) < _SHORTEST_LINE or words[1].text != ":" or words[0].folded not in _LABELS:
        return
    first = 2
    while first < len(words):
        last = first
        while last < len(words) and _goes_on(words, last, first):
            last += 1
        if last == first or (last < len(words) and words[last].kind != "mark"):
            return
        if not all(word.is_known for word in words[first:last]):
            yield first, last, LABELLED
        first = last + 1


def _goes_on(words: Sequence[Word], number: int, first: int) -> bool:
    word = words[number]
    return word.kind == "word" and word.is_capital and (number == first or (word.tight and not word.owned))


def _is_of_person(word: Word, people: frozenset[str]) -> bool:
    """Whether a word is (or is joined from) somebody's surname: `the Osei-Mensah talks`."""
    return not people.isdisjoint((word.folded, *word.folded.split("-")))


def _is_adjective(word: Word) -> bool:
    """`Ethiopian`, `Soviet-Somali`: of a people, or of two."""
    return all(part in lexicon.adjectives() for part in word.folded.split("-"))


def _is_visit(words: Sequence[Word], number: int) -> bool:
    """`a visit from X`: X is who came."""
    return words[number - 1].folded == "from" and number > 1 and words[number - 2].folded == "visit"


def _is_origin(words: Sequence[Word], number: int) -> bool:
    """`grapes from X`, `fitters from X`: where things and people come from, but not what somebody sends."""
    if number < 2 or words[number - 1].folded != "from" or words[number - 2].is_capital:
        return False
    noun = words[number - 2]
    plural = noun.kind == "word" and noun.folded.endswith("s") and not noun.folded.endswith(("ss", "is", "us"))
    return plural and len(noun.folded) >= _SHORTEST and noun.folded not in _SENT and words[number - 1].tight


def _is_moving(words: Sequence[Word], number: int) -> bool:
    said = words[number - 1] if number else None
    if said is not None and (said.folded == "according" or Mark.SPEECH in said.marks):
        return False
    window = [w.folded for w in words[max(0, number - _WINDOW) : number]]
    return _PAPERS.isdisjoint(window) and not _MOVED.isdisjoint(window)


def by_company(
    view: AnalysedReading, kept: Sequence[tuple[int, int, str]], people: frozenset[str], authority: Authority
) -> Iterator[tuple[int, int, str]]:
    """An unknown name in a list with known places: `Warsaw, Moscow, and X`."""
    words = view.words
    begins, ends = {s[0] for s in kept}, {s[1] for s in kept}
    for number, word in enumerate(words):
        short = len(word.text) < _SHORTEST
        if short or not word.is_name_like or word.start or word.is_upper or word.folded in people:
            continue
        behind = words[number + 2].text if number + 2 < len(words) else ""
        if behind in lexicon.countries() and authority.surnamed(word.text):
            continue  # `to Nasser, Iraq, and Syria`
        if _lists(words, number, ends, begins) and not (
            number + 1 < len(words) and words[number + 1].tight and words[number + 1].is_capital
        ):
            yield number, number + 1, "places.company"


def _lists(words: Sequence[Word], number: int, ends: set[int], begins: set[int]) -> bool:
    if number >= 2 and words[number - 1].folded in ("and", "or"):
        before = number - 1 - (words[number - 2].text == ",")
        if before in ends:
            return True
    behind = number + 1
    if behind + 1 < len(words) and words[behind].text == "," and number + 2 in begins:
        return number >= 1 and (number in {e + 1 for e in ends} or words[number - 1].folded in _MOVE | _HERE)
    return False
