"""Names of one word that a document shows to be somebody's: by office, verb, company and what is theirs.

`Osei's visit`, `a talk with Osei`, `Osei, the chairman of ...`, `Osei thought`: one such place may mislead, and
`in Osei` or `the Osei` speaks against it; what all places of the document say together is weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.language import Mark, of_words
from puzanov_tei.model import Document, PartKind
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import AnalysedReading, Work, readings
from puzanov_tei.taggers.words import Word

_ENOUGH = 2
_ENOUGH_FOR_TOWN = 5
_SHORTEST = 3  # letters
_WINDOW = 3  # words before a preposition
_HONOURS = frozenset({Mark.RANK, Mark.HONORIFIC})
_VERBS = frozenset({Mark.ACTS, Mark.UTTERS, Mark.SPEECH})
_theirs = of_words(lambda _: lexicon.personal() | frozenset("participation assassination overthrow".split()))
_MEETING = frozenset(
    "talk talks meeting met conversation conversations discussion discussions spoke speak speaking talked talking "
    "discussed interview dined dinner negotiations contact contacts argument audience appointment".split()
)
_TOLD = frozenset(
    "letter message telegram cable wrote spoke speak reply note handed gave given report reported conveyed transmitted "
    "communication delivered said convey deliver emphasize stress explain explained express expressed presented "
    "suggested suggest transmit warning".split()
)
_COMES_FROM = frozenset({"visit", "communication", "reply", "letter", "message", "invitation", "request"})
_HERE = frozenset("in at near into inside outside across through via around throughout".split())
_AUXILIARIES = frozenset("would will had has was is could might may should did does himself herself personally".split())
_BEFORE_INVERTED = frozenset({",", "”", '"', "“"})
_DASHES = frozenset({",", "–", "—", "("})
_ARTICLES = frozenset({"the", "a", "an"})
_UNREAD = frozenset({PartKind.OFFICE, PartKind.CLASSIFICATION})


def words(document: Document, authority: Authority) -> frozenset[str]:
    """The words (as printed) that are names of persons in this document; a town's name needs more to be one."""
    weights = _weights(Work(document, authority))
    return frozenset(
        word for word, weight in weights.items() if weight >= (_ENOUGH_FOR_TOWN if is_listed(word) else _ENOUGH)
    )


def hinted(document: Document, authority: Authority) -> frozenset[str]:
    """The words that anything at all shows to be somebody's name."""
    weights = _weights(Work(document, authority))
    return frozenset(word for word, weight in weights.items() if weight > 0)


@lru_cache(maxsize=1)
def _weights(work: Work) -> Mapping[str, int]:
    views = readings(work.document, work.authority)
    ordinary = ordinary_words(views)
    weights: Counter[str] = Counter()
    for view in views:
        if set(view.reading.parts).isdisjoint(_UNREAD):
            for number, word in enumerate(view.words):
                if _is_unknown(view, number, word, ordinary):
                    weights[word.text] += _weight(view, number)
    return weights


def ordinary_words(views: Sequence[AnalysedReading]) -> frozenset[str]:
    """The words that the document has in small letters too."""
    return frozenset(w.folded for view in views for w in view.words if w.kind == "word" and w.text.islower())


def is_alone(words: Sequence[Word], number: int) -> bool:
    """Whether no other capitalised word joins a word to a longer name."""
    word = words[number]
    before = words[number - 1] if number and word.tight else None
    following = words[number + 1] if number + 1 < len(words) and words[number + 1].tight else None
    joined = before is not None and before.is_capital and not (before.start and before.folded in lexicon.common())
    joined = joined and not _is_ranked(words, number)
    hyphen = following is not None and following.glued and following.text == "-"
    return not joined and not hyphen and not (following is not None and following.is_capital)


def _is_ranked(words: Sequence[Word], number: int) -> bool:
    """Whether a rank or an honorific stands before a word: `Major General X`, and not `the Consul General X`."""
    before = words[number - 1] if number and words[number].tight else None
    if before is None or not before.is_capital or before.marks.isdisjoint(_HONOURS):
        return False
    return before.folded != "general" or number == 1 or Mark.OFFICE not in words[number - 2].marks


def _is_unknown(view: AnalysedReading, number: int, word: Word, ordinary: Set[str]) -> bool:
    if not word.is_name_like or word.is_upper or len(word.text) < _SHORTEST or number in view.analysis.taken:
        return False
    if len(word.text) == _SHORTEST and (Mark.SURNAME_KOREAN in word.marks or Mark.SURNAME_CHINESE in word.marks):
        return False  # borne by too many
    folded = word.folded
    if folded in ordinary or folded in lexicon.ordinary() or folded in lexicon.directions() or "-" in folded:
        return False
    if number in view.analysis.places or number in view.analysis.bodies or _is_of_the_world(word.text):
        return False
    return is_alone(view.words, number)


def is_listed(word: str) -> bool:
    """Whether a word is a place of the gazetteer or a body of the vocabulary."""
    return word in lexicon.cities() or word in lexicon.countries() or (word.casefold(),) in lexicon.body_names()


def _is_of_the_world(word: str) -> bool:
    """Whether a word is a state or a body; a small town of the gazetteer may be somebody's name."""
    return word in lexicon.countries() or (word.casefold(),) in lexicon.body_names()


_words_before = of_words(
    lambda _: {
        **dict.fromkeys(_ARTICLES | {"this", "its", "every", "each"}, -3),
        **dict.fromkeys(_HERE, -4),
        **dict.fromkeys(('"', "“", "„", "«", *lexicon.titled_things()), -4),
    }
)


def _weight(view: AnalysedReading, number: int) -> int:
    """What stands beside a word says for (or against) a person."""
    before, behind = _before(view.words, number), _behind(view.words, number)
    return behind if _has_something(view.words, number) else before + behind  # `in Osei's opinion`


def _has_something(words: Sequence[Word], number: int) -> bool:
    """Whether what belongs to persons stands behind a word as its own."""
    following = words[number + 1] if number + 1 < len(words) else None
    return following is not None and following.owned and following.folded in _theirs() and not following.is_capital


def _before(words: Sequence[Word], number: int) -> int:
    if number == 0 or not words[number].tight:
        return 0
    before = words[number - 1]
    weight = _words_before().get(before.folded, 0) + _ENOUGH_FOR_TOWN * (
        is_listed(words[number].text) and _is_ranked(words, number)
    )
    window = {word.folded for word in words[max(0, number - 1 - _WINDOW) : number - 1]}
    if before.folded == "the" and number + 1 < len(words):
        weight += 3 * (Mark.RULING in words[number + 1].marks)  # `the Mobutu regime`: the article says nothing
    if before.folded == "of":
        weight += 2 * (number > 1 and words[number - 2].folded in _theirs())
    elif before.folded in ("with", "between"):
        weight += 2 * (not window.isdisjoint(_MEETING))
    elif before.folded == "to":
        weight += 2 * (not window.isdisjoint(_TOLD))
    elif before.folded == "from":
        told = not window.isdisjoint(_TOLD) or (number > 1 and words[number - 2].folded in _COMES_FROM)
        weight += 2 * told - 1
    elif before.folded == "by":
        weight += 1 + 2 * (number > 1 and Mark.BY_HAND in words[number - 2].marks)
    inverted = Mark.SPEECH in before.marks and number > 1 and words[number - 2].text in _BEFORE_INVERTED
    return weight + 2 * (not before.is_capital and (inverted or Mark.ADDRESSED in before.marks))


def _behind(words: Sequence[Word], number: int) -> int:
    word = words[number]
    if number + 1 >= len(words):
        return 0
    following = words[number + 1]
    if following.owned:
        return 2 * _has_something(words, number)
    if not following.tight:
        return 0
    behind = words[number + 2] if number + 2 < len(words) else None
    if following.text in _DASHES and behind is not None:
        return 2 * (_opens_office(words, number + 2) or _is_holder(words, number + 2))
    if following.folded == "and" and behind is not None:
        return 2 * (behind.text in ("I", "me", "others", "myself"))
    doubtful = word.start and (word.is_inflected or word.folded.endswith(("ing", "ly")))
    if [word.folded for word in words[number + 1 : number + 3]] == ["on", "the"] and not doubtful:
        return 2 * any(word.folded == "side" for word in words[number + 3 : number + 6])
    if following.text.islower():
        return 2 * (not following.marks.isdisjoint(_VERBS) and not doubtful) + (following.folded in _AUXILIARIES)
    return 0


def _is_holder(words: Sequence[Word], number: int) -> bool:
    """`the chief of staff of`, `the leader of`: an office in small letters with the article, of something."""
    office = words[number + 1 : number + 3]
    return (
        words[number].folded == "the" and len(office) > 1 and Mark.LOWER in office[0].marks and office[1].folded == "of"
    )


def _opens_office(words: Sequence[Word], number: int) -> bool:
    """`the Chairman of`, `Chairman of`, `First Secretary`: an office right behind a comma."""
    number += words[number].folded in _ARTICLES
    for word in words[number : number + _WINDOW]:
        if Mark.OFFICE in word.marks and word.is_capital:
            return True
        if not (word.is_capital and word.tight):
            return False
    return False
