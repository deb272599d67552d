"""Names that go on: over particles, and over unknown words beside what form or title has shown to be a name.

`Adalberto Pereira dos Santos`, `Hafez al-Assad`, `General Leonidas Pires Goncalves`, `Antonio F. Azeredo da Silveira`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from puzanov_tei.authority import fold
from puzanov_tei.language import Mark, bearing
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.roles import Things
from puzanov_tei.taggers.words import Word

_LONGEST = 5  # words
_MOST_PARTICLES = 2
_GENERATIONS = frozenset({"II", "III", "IV", "Jr", "Jr.", "Sr."})
_VIETNAMESE = 3  # words of a Vietnamese name that may have a fourth
_WORDS = frozenset({"y", "e", "do", "den", "ter", "zu"})  # particles that are words too
_JOINED = re.compile(r"(?P<particle>[a-z]{1,3})[-'’](?P<name>[A-ZÀ-Þ].+)")
_hyphened = bearing(Mark.PARTICLE, Mark.ARTICLE)
_surname_first = bearing(Mark.SURNAME_KOREAN, Mark.SURNAME_CHINESE, Mark.SURNAME_VIETNAMESE)
# Forms whose last word is the last of the name.
_CLOSED = frozenset({"east-asian", "initials-last", "letter-spaced", "burmese", "forename-last", "letters"})


def extended(words: Sequence[Word], name: PersonName, known: Things, taken: Set[int], ordinary: Set[str]) -> PersonName:
    """The name with the words that belong to it on both sides; as it was, if there are none."""
    closed = name.rule in _CLOSED and not (name.rule == "forename-last" and _leads_on(words, name.last))
    if closed or name.match is not None or words[name.first].folded in _surname_first():
        return name
    first, last = _left(words, name, known, taken), name.last
    while last - first < _LONGEST and (step := _step(words, last, name, known, taken, ordinary)):
        last += step
    if (first, last) != (name.first, name.last):
        name = replace(name, first=first, last=last, surname=(last - 1,), forenames=tuple(range(first, last - 1)))
    return _with_generation(words, name)


def _with_generation(words: Sequence[Word], name: PersonName) -> PersonName:
    """`Charles W. Bray III`: which of the name it is."""
    following = words[name.last] if name.last < len(words) else None
    several = name.last - name.first > 1
    if following is None or not (several and following.tight and following.text in _GENERATIONS):
        return name
    return replace(name, last=name.last + 1)


def _leads_on(words: Sequence[Word], number: int) -> bool:
    """Whether a particle goes on with the name that ends here."""
    return number < len(words) and words[number].tight and particle(words, number) > 0


def joined(
    words: Sequence[Word], names: Sequence[PersonName], known: Things, borne: Set[str], ordinary: Set[str]
) -> tuple[PersonName, ...]:
    """The names of a reading with the word behind them that others of the document show to be a surname.

    `V. R. Krishnan Pillai`, where `Pillai said` stands elsewhere: one person and not two.
    """
    others = known.keys() | {name.first for name in names if name.last - name.first > 1}
    whole: list[PersonName] = []
    for name in names:
        if whole and name.first < whole[-1].last:
            continue
        goes_on = name.last not in others and _is_open(words, name) and _is_borne(words, name.last, borne, ordinary)
        whole.append(_with(words, name, name.last) if goes_on else name)
    return tuple(whole)


def _is_borne(words: Sequence[Word], number: int, borne: Set[str], ordinary: Set[str]) -> bool:
    """Whether a word goes on with the one before it and is a surname that somebody in the document bears."""
    word = words[number] if number < len(words) else None
    if word is None or not word.tight or not word.is_name_like or Mark.HONORIFIC in word.marks:
        return False
    is_like = word.is_upper == words[number - 1].is_upper and word.folded not in ordinary
    return is_like and fold.key(word.text) in borne


def _is_open(words: Sequence[Word], name: PersonName) -> bool:
    """Whether a name can go on: several words or a title, of no form that is whole."""
    length = name.last - name.first
    if words[name.first].folded in _surname_first():
        return length == _VIETNAMESE and words[name.first].folded in lexicon.vietnamese_surnames()
    several = 1 < length < _LONGEST or name.rule.startswith("title")
    return several and name.match is None and name.rule not in _CLOSED


def _with(words: Sequence[Word], name: PersonName, number: int) -> PersonName:
    if words[name.first].folded in _surname_first():
        return replace(name, last=number + 1, forenames=(*name.forenames, number))
    forenames = tuple(n for n in range(name.first, number) if words[n].kind != "mark")
    return replace(name, last=number + 1, surname=(number,), forenames=forenames)


def _step(
    words: Sequence[Word], number: int, name: PersonName, known: Things, taken: Set[int], ordinary: Set[str]
) -> int:
    """How many words from `number` on belong to the name: a particle and a word, or one word."""
    if number >= len(words) or number in known or number in taken:
        return 0
    word = words[number]
    if not word.tight or word.owned:
        return 0
    if over := particle(words, number):
        end = number + over
        return over if known.get(end - 1, end) == end else 0  # `de Lagos`: a town's name can end a person's
    led = name.rule.startswith("title") or _is_particle(words, number - 2)  # `da Costa Ribeiro`
    if not led or not word.is_name_like or word.is_upper != words[number - 1].is_upper:
        return 0
    return 0 if word.folded in ordinary or Mark.ORDINARY in word.marks else 1


def led(words: Sequence[Word], name: PersonName, known: Things) -> PersonName:
    """A surname with the particle before it: `dos Santos`, `da Cruz Neves`."""
    first = name.first
    while first > max(0, name.first - _MOST_PARTICLES) and words[first].tight and _is_particle(words, first - 1):
        first -= 1
    opens = first - 1 if first == name.first and first and _opens_surname(words, first - 1) else first
    if not known.keys().isdisjoint(range(opens, name.first)):
        return name
    first = opens
    return replace(name, first=first) if first < name.first else name


def _opens_surname(words: Sequence[Word], number: int) -> bool:
    """A particle capitalised by the sentence that it opens: `Da Cruz said`."""
    word = words[number]
    return word.start and word.is_capital and Mark.PARTICLE in word.marks and words[number + 1].tight


def _is_particle(words: Sequence[Word], number: int) -> bool:
    word = words[number] if number < len(words) else None
    if word is None or Mark.PARTICLE not in word.marks or word.folded in _WORDS:
        return False
    return not word.is_capital or (word.is_upper and number > 0 and words[number - 1].is_upper)  # `RUIZ DE SOTO`


def particle(words: Sequence[Word], number: int) -> int:
    """How many words particles and the word behind them are: 2 for `dos Santos`, 1 for `al-Assad`, 0 for others."""
    word = words[number]
    joined = None if word.is_capital else _JOINED.fullmatch(word.text)
    if joined and joined["particle"] in _hyphened():
        return 1
    last = number
    while last - number < _MOST_PARTICLES and _is_particle(words, last) and (last == number or words[last].tight):
        last += 1  # `de la Torre`
    following = words[last] if last > number and last < len(words) else None
    return last + 1 - number if following is not None and following.tight and following.is_name_like else 0


def _left(words: Sequence[Word], name: PersonName, known: Things, taken: Set[int]) -> int:
    """`Antonio F. Azeredo`: the forename before an initial."""
    number = name.first - 1
    if name.rule != "initials" or number < 0 or number in known or number in taken or not words[name.first].tight:
        return name.first
    word = words[number]
    if word.is_upper or not word.is_name_like or (word.start and Mark.FORENAME not in word.marks):
        return name.first
    return number
