"""Names of one word: where they stand gives them away, or the document has introduced their bearer.

`typed by Orlova`, `(Smirnov)` beside a signature, `Stalin - 2` in a list of copies, `TROFIMOV:` before a speech;
`Petrov` after `A. M. Petrov`; surnames of the authority that are no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from puzanov_tei.authority import fold
from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Person
from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import PartKind
from puzanov_tei.taggers import copies, lexicon
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.longer import particle
from puzanov_tei.taggers.people import Naming, People
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.roles import Things
from puzanov_tei.taggers.words import Word, cut

_SIGNED_NEAR = frozenset({"signature", "signed", "authenticated", "certified", "verified"})
_SIGNED_WINDOW = 8
_CLOSING = frozenset({PartKind.SIGNED, PartKind.CLOSER})
_SHORTEST = 3
_OPENING = 2  # readings of a document before anything can close it
_DATES = frozenset({Mark.MONTH, Mark.MONTH_SHORT, Mark.DAY_OF_WEEK})
# Endings that only surnames have, men's and women's.
_ENDINGS = re.compile(
    r"[^\W\d_]{2}(?:[oey]v|[oey]va|sk(?:y|iy|ii|aya)|[cdlmnrtvz]enko|shvili|adze|idze|[iy]uk|[aeou]?yan"
    r"|[oei]wski|ińsk[ia]|czyk|[oe]wicz|[^\W\d_]cki|escu|eanu|ovi[cć])\Z"
)
_GAELIC = re.compile(r"Ma?c[A-Z][a-z]{2}")
_BEFORE_SURNAMES = frozenset("von van de dos da".split())
# Whose surnames are words more often than not: `Rush`, `Bell`.
_ENGLISH = ("American", "British", "Canadian", "Australian", "New Zealand", "South African", "Irish")
_ROMAN = re.compile(r"[IVXLl1]{2,}")  # `World War II`
_NAMES = frozenset({Mark.FAMOUS, Mark.FORENAME})
_POSSESSIVES = frozenset("my our his her their its".split())
_relatives = bearing(Mark.RELATIVE)
# People by trade, in small letters, as far as the ending says so.
_TRADE = re.compile(r"[^\W\d_]{3,}(?:ist|eer|eyor|essor|ician|woman|man)\Z")
_PEOPLE = frozenset("man woman girl boy comrade student worker officer soldier person youth peasant".split())
_holders = of_words(lambda _: lexicon.lower_offices() | _relatives() | _PEOPLE)
_east_asian = bearing(Mark.SURNAME_KOREAN, Mark.SURNAME_CHINESE)
_BETWEEN = frozenset("from to with between by".split())
# Surnames of the authority that are words or other names: only a document that introduces them means them.
_words = bearing(Mark.ONLY_INTRODUCED)


def by_position(view: AnalysedReading, known: Things) -> Iterator[PersonName]:
    """Unknown names of one word (two beside a signature) that their place gives away."""
    words = view.words
    listed, handlers = (
        copies.numbers(words, known),
        copies.handlers(words, {*view.analysis.places, *view.analysis.bodies}),
    )
    for number, word in enumerate(words):
        if number in handlers and number not in view.analysis.taken:
            yield _name(number, "copies")
            continue
        if not word.is_name_like or number in known or number in view.analysis.taken or _is_acronym(word):
            continue
        if number in listed:
            yield _name(number, "copies")
        elif _by_hand(words, number):
            yield _name(number, "by-hand")
        elif _is_called(words, number):
            yield _name(number, "called")
        elif _beside_signature(view, number) or _alone_in_signature(view, number):
            yield _name(number, "signature")
        elif _after_state(words, number, known):
            yield _name(number, "after-state")
        elif _speaks(words, number) or _is_addressed(words, number):
            yield _name(number, "speaks")
        elif (number == 0 and _is_speaker(view)) or (number == 2 and _is_side(words)):
            yield _name(number, "speaker")


def closing(views: Sequence[AnalysedReading]) -> int:
    """Number of the reading that is a closing name alone (`Foster`), above the notes; -1 if there is none."""
    for view in reversed(views[_OPENING:]):
        words = view.words
        if len(words) == 1 and words[0].is_name_like and len(words[0].text) > _SHORTEST and not words[0].is_upper:
            return view.index if PartKind.PARAGRAPH in view.reading.parts else -1
        labelled = len(words) > 1 and words[1].text == ":"  # `1. Source: ...`
        noted = labelled or words[0].kind == "number" or PartKind.FOOTNOTE in view.reading.parts
        if not noted and view.reading.note is None and not _is_furniture(view):
            return -1
    return -1


def _is_furniture(view: AnalysedReading) -> bool:
    return all(word.kind != "word" for word in view.words)


def in_title(title: str, authority: Authority) -> Iterator[Naming]:
    """Surnames in the archive's title: `Telegram from Matveyev to Shtykov`."""
    words = cut(title)
    placed = {m.begin for m in authority.find(title) if m.kind != "person"}
    for before, word in pairwise(words):
        listed = word.text in lexicon.cities() or word.text in lexicon.countries()
        if before.folded in _BETWEEN and word.is_name_like and word.begin not in placed and not listed:
            yield Naming(surname=word.text)


def _name(number: int, rule: str) -> PersonName:
    return PersonName(number, number + 1, (number,), (), rule)


def _is_acronym(word: Word) -> bool:
    return word.is_upper and len(word.text) <= _SHORTEST


def _after_state(words: Sequence[Word], number: int, known: Things) -> bool:
    """`the GDR, Fischer; the CSR, Surina;`: who stands for a state in a list."""
    if number < 2 or number + 1 >= len(words) or words[number - 1].text != "," or words[number + 1].text not in ";.":
        return False
    return Mark.STATE in words[number - 2].marks and number - 2 in known


def _speaks(words: Sequence[Word], number: int) -> bool:
    """Somebody who says something is a person: `Miyamoto replied`; places and bodies are known by now."""
    if number + 1 >= len(words) or len(words[number].text) <= _SHORTEST or words[number].is_upper:
        return False
    following = words[number + 1]
    if Mark.ORDINARY in words[number].marks:
        return False  # `The Border Issue Mentioned`
    before = words[number - 1].folded if number else ""
    return following.tight and Mark.SPEECH in following.marks and before not in ("the", "a", "an", "this")


def _is_addressed(words: Sequence[Word], number: int) -> bool:
    """Somebody who is told, asked or thanked."""
    if number == 0 or len(words[number].text) <= _SHORTEST or words[number].is_upper or not words[number].tight:
        return False
    following = words[number + 1] if number + 1 < len(words) else None
    dated = following is not None and not following.marks.isdisjoint(_DATES)  # `told Barnard Nov 4`
    alone = following is None or not (following.tight and following.is_capital) or dated
    return alone and Mark.ADDRESSED in words[number - 1].marks


def _by_hand(words: Sequence[Word], number: int) -> bool:
    """`typed by Orlova`, `Drafted by Ivanov`, `a delegation led by Miyamoto`."""
    if len(words[number].text) < _SHORTEST:
        return False
    return number >= 2 and words[number - 1].folded == "by" and Mark.BY_HAND in words[number - 2].marks


def _is_called(words: Sequence[Word], number: int) -> bool:
    """`his deputy Orlova`, `our surveyor Belov`, `an interpreter by the name of Heo`, `a certain Frank`."""
    if number < 2 or len(words[number].text) < _SHORTEST or words[number].is_upper or not words[number].tight:
        return False
    following = words[number + 1] if number + 1 < len(words) else None
    if following is not None and following.tight and following.is_capital:
        return False
    if words[number - 1].folded == "and" and words[number - 2].is_name_like:
        number -= 2  # `his sons Yuriy and Nikolay`
    if number < 2:
        return False
    before = [word.folded for word in words[max(0, number - 5) : number]]
    if before[-1] == "named" or before[-4:] == ["by", "the", "name", "of"]:
        return _is_human(before[-2] if before[-1] == "named" else before[0])
    if before[-3:] == ["the", "attention", "of"] or before[-2:] == ["a", "certain"]:
        return True
    return before[-2] in _POSSESSIVES and not words[number - 1].is_capital and _is_human(before[-1])


def _is_human(folded: str) -> bool:
    """Whether a noun in small letters means a person."""
    return folded in _holders() or _TRADE.fullmatch(folded) is not None


def _beside_signature(view: AnalysedReading, number: int) -> bool:
    """`(Smirnov)` or `/Smirnov/` in a signature."""
    words = view.words
    if not (
        0 < number < len(words) - 1 and words[number - 1].text in ("(", "/") and words[number + 1].text in (")", "/")
    ):
        return False
    if set(view.reading.parts) & _CLOSING:
        return True
    return any(w.folded in _SIGNED_NEAR for w in words[max(0, number - _SIGNED_WINDOW) : number])


def _alone_in_signature(view: AnalysedReading, number: int) -> bool:
    """A line of a signature that is one name: `/signature/ SEDOV`."""
    words = view.words
    if PartKind.SIGNED not in view.reading.parts or len(words[number].text) <= _SHORTEST:
        return False
    before = (
        number == 0 or "\n" in view.text[words[number - 1].end : words[number].begin] or words[number - 1].text == "/"
    )
    after = number + 1 == len(words) or "\n" in view.text[words[number].end : words[number + 1].begin]
    return before and after


def _is_speaker(view: AnalysedReading) -> bool:
    """The reading is the name before a speech, and nothing else but its side."""
    words = view.words
    if PartKind.SPEAKER not in view.reading.parts:
        return False
    return len(words) <= 2 or words[1].text in (":", ".")


def _is_side(words: Sequence[Word]) -> bool:
    """`North (KIM):` opens a turn."""
    return [w.text for w in words[1:5:2]] == ["(", ")"] and len(words) > 4 and words[4].text == ":"


def lone_surnames(view: AnalysedReading, known: Things, taken: set[int], people: People) -> Iterator[PersonName]:
    """Surnames alone: introduced by the document, or the authority's and no word besides."""
    covered = set(taken) | {n for first, last in known.items() for n in range(first, last)}
    words = view.words
    for number, word in enumerate(words):
        named = word.is_capital or particle(words, number) == 1  # `al-Zubaydi`
        if number in covered or word.kind != "word" or not named or _leads_on(words, number, covered):
            continue
        if _is_introduced(view, number, people):
            yield _with_forename(words, number, covered)
            covered.add(number)
        elif word.is_name_like and not word.is_upper and _is_in_authority(word, people) and _is_free(words, number):
            yield _name(number, "surname")
        elif word.is_name_like and _is_after_particle(words, number):
            yield _name(number, "particle")
        elif (
            word.is_name_like
            and _is_surname(word)
            and not people.pair(word.text)
            and not _names_work_or_thing(words, number)
        ):
            yield _name(number, "ending")


def _with_forename(words: Sequence[Word], number: int, covered: set[int]) -> PersonName:
    """The surname with the unknown forename before it, if there is one: `with Otto Lang from the embassy`."""
    name = _name(number, "introduced")
    east_asian = words[number].folded in _east_asian()
    if number == 0 or number - 1 in covered or east_asian or not words[number].tight or words[number].is_upper:
        return name
    before = words[number - 1]
    if not before.is_name_like or before.start or before.is_upper or len(before.text) < _SHORTEST:
        return name
    return replace(name, first=number - 1, forenames=(number - 1,))


def _leads_on(words: Sequence[Word], number: int, covered: set[int]) -> bool:
    """Part of a longer capitalised phrase: `Petrov Street`, `the Order of Lenin`."""
    if number > 1 and words[number - 1].folded == "of" and words[number - 2].folded in ("order", "orders"):
        return True
    if number + 1 >= len(words):
        return False
    following = words[number + 1]
    if following.text == "-" and following.glued:
        return number + 2 < len(words) and words[number + 2].kind == "word" and words[number + 2].glued
    return (
        following.tight
        and following.kind == "word"
        and following.text[0].isupper()
        and (following.folded in lexicon.bearers() and not following.is_upper)
    )


def _is_after_particle(words: Sequence[Word], number: int) -> bool:
    """`von Brentano`, `de Gaulle`: behind a particle in small letters that no other name leads up to."""
    if number == 0 or not words[number].tight or words[number - 1].text not in _BEFORE_SURNAMES:
        return False
    return number == 1 or not (words[number - 1].tight and words[number - 2].is_capital)


def _is_surname(word: Word) -> bool:
    """By its ending or its beginning, or known to everybody."""
    people = not lexicon.adjectives().isdisjoint(word.folded.split("-"))  # `Pakistani-Libyan`
    formed = bool(_ENDINGS.search(word.folded) or _GAELIC.match(word.text)) and not people
    return formed or Mark.FAMOUS in word.marks


def _names_work_or_thing(words: Sequence[Word], number: int) -> bool:
    """`Klinicheskaya Meditsina`, a title that opens with an adjective; or a thing that bears a name."""
    following = words[number + 1] if number + 1 < len(words) else None
    adjective = words[number].folded.endswith("aya") and following is not None
    title = adjective and following is not None and following.tight and following.is_name_like
    before = words[number - 1] if number else None
    joined = before is not None and words[number].tight and before.is_name_like and not before.start
    return title or joined or _is_named_after(words, number)


def _is_named_after(words: Sequence[Word], number: int) -> bool:
    """`the Michurin method`, `the steamship "Krasin"`: a thing that bears the name."""
    before = words[number - 1].text if number else ""
    after = words[number + 1] if number + 1 < len(words) else None
    thing = after is not None and after.tight and after.kind == "word" and before.casefold() in ("the", "a")
    return before in ('"', "“", "„") or thing


def _is_introduced(view: AnalysedReading, number: int, people: People) -> bool:
    """The surname of somebody whom the document names in full; an East Asian one only after that."""
    word = view.words[number]
    if _ROMAN.fullmatch(word.text):
        return False
    first = people.first_order(word.text)
    if first < 0:
        return False
    begin, _ = view.span(number, number + 1)
    if Mark.SURNAME_KOREAN in word.marks or Mark.SURNAME_CHINESE in word.marks:
        wordlike = word.folded in lexicon.common() or word.folded in _words()
        return begin > first and not (word.start and wordlike) and len(word.text) > 1
    return word.is_name_like or (not word.start and word.folded not in lexicon.common())


def _is_free(words: Sequence[Word], number: int) -> bool:
    """Neither behind an article nor in a longer capitalised phrase: `the Smith`, `Great Hall`."""
    before = words[number - 1] if number and words[number].tight else None
    phrase = before is not None and before.is_capital and before.is_name_like and not before.start
    return not phrase and (before is None or before.folded not in ("the", "a", "an"))


def _is_in_authority(word: Word, people: People) -> bool:
    if len(word.text) <= _SHORTEST or word.folded in _words() or word.text in lexicon.cities():
        return False
    if not word.marks <= _NAMES:
        return False
    persons = people.authority.surnamed(word.text)
    key = fold.key(word.text)
    bearers = [p for p in persons if _western(p) and key in (fold.key(p.surname), fold.key(p.surname.split()[0]))]
    english = all(any(nation in p.nationality for nation in _ENGLISH) for p in bearers)
    return bool(bearers) and (not english or word.text in people.hinted)


def _western(person: Person) -> bool:
    return not any(people in person.nationality for people in ("Korean", "Chinese", "Vietnamese"))
