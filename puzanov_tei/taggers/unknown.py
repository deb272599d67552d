"""Names of two words or more that nobody knows: where they stand shows that somebody bears them.

`/Leon Marek/` in a signature, `Ana Luca, who came back`, `Badam Zorig remarked`, `approved by Han Nianlong`: by form
they could be anything. What speaks for a person and what against is weighed as data (`_words_before`, `_words_behind`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import Kind, PartKind
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.longer import particle
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.roles import Things
from puzanov_tei.taggers.words import Word

_LONGEST = 4
_LONGEST_SHOWN = 3
_LONGEST_SIGNED = 5
_SHORTEST = 3
_ENOUGH = 2
# What the word before an unknown name weighs; a run of unknown words weighs 2 by itself.
_words_before = of_words(
    lambda _: {
        **dict.fromkeys(("the", "a", "an", "this", "these", "its", "no", "any", "every", "of the"), -4),
        "to": -1,
        **dict.fromkeys(("in", "at", "near", "from", "into", "through", "via", "outside", "across"), -3),
        **dict.fromkeys(("by", "with", "and", "between", "told", "met", "named", "is", "was", "as"), 1),
        **dict.fromkeys(('"', "“", "„", "«", "‘", "'", *lexicon.titled_things()), -4),
    }
)
# What the word behind it weighs.
_words_behind = of_words(
    lambda _: {
        **dict.fromkeys(
            ("was", "has", "had", "is", "will", "would", "also", "then", "himself", "who", "and", *lexicon.acts()), 1
        ),
        **dict.fromkeys(('"', "”", "»", "-", "–", "/"), -3),
    }
)
# What is done to a person with `to`.
_given = of_words(
    lambda _: (
        lexicon.speech() | frozenset("gave given handed cabled reported wrote spoke spoken letter addressed".split())
    )
)
_SUBJECTS = frozenset({"subject", "re", "concerning", "regarding", "title", "topic", "content", "contents"})
_east_asian = bearing(Mark.SURNAME_KOREAN, Mark.SURNAME_CHINESE)
# Endings of English words.
_ENGLISH = ("tion", "sion", "ment", "ness", "ship", "ing", "ism", "ity", "ly", "ance", "ence", "ists", "ational", "ary")
_VERBS = frozenset({Mark.ACTS, Mark.UTTERS, Mark.SPEECH})
_SHORT_WORD = 6  # letters: `Vance` ends like a word, `Assistance` is one
_UNREAD = frozenset({PartKind.TITLE, PartKind.HEADING, PartKind.OFFICE, PartKind.CLASSIFICATION, PartKind.STAMP})
_CLOSING = frozenset({PartKind.SIGNED, PartKind.CLOSER})
_BRACKETS = {"(": ")", "/": "/"}
_STOPS = frozenset('.;!?"“”')
_RULING = 4  # as much as the article before it takes away
_WHO = frozenset({"who", "whose", "whom"})


def names(view: AnalysedReading, known: Things, ordinary: Set[str]) -> Iterator[PersonName]:
    """Unknown names of several words, and the single word with a date below a note by hand.

    `ordinary` are the words that the document has in small letters too.
    """
    words = view.words
    number = 0
    while number < len(words):
        last = _run(view, number, known)
        if last == number or (Mark.STYLE in words[number].marks and last > number + 1):
            number += 1
            continue
        rule = (
            _rule(view, number, last) or _acting(view, number, last, ordinary) or _weighed(view, number, last, ordinary)
        )
        if rule:
            yield _name(words, number, last, rule)
        number = last


def _run(view: AnalysedReading, first: int, known: Things) -> int:
    """Behind the unknown capitalised words that begin at `first`, particles between them included."""
    words, last = view.words, first
    while last < len(words) and last not in known and last not in view.analysis.taken:
        if last > first and (not words[last].tight or words[last].owned):
            break
        step = 1 if words[last].is_name_like else particle(words, last) if last > first else 0
        if not step or last + step - 1 in known:
            break
        last += step
    return last


def _rule(view: AnalysedReading, first: int, last: int) -> str:
    """What shows that the words are a name; empty if nothing does."""
    words, count = view.words, last - first
    if view.reading.note is Kind.HANDWRITTEN and count == 1 and _signs_note(words, first):
        return "dated"
    if 1 < count <= _LONGEST_SIGNED and _closed(view, first, last):
        return "signature"
    if not 1 < count <= _LONGEST_SHOWN:
        return ""
    acronyms = any(w.is_upper for w in words[first:last])
    if acronyms or last + 1 >= len(words):
        return ""
    if words[last].text == "," and words[last + 1].folded in _WHO:
        return "who"
    return "speaks" if words[last].tight and Mark.SPEECH in words[last].marks else ""


def _acting(view: AnalysedReading, first: int, last: int, ordinary: Set[str]) -> str:
    """`acts` for an unknown word that does what persons do: `Mengistu took me`, `Adja served as interpreter`."""
    words = view.words
    word = words[first]
    if last != first + 1 or last >= len(words) or word.is_upper or len(word.text) <= _SHORTEST:
        return ""
    if _is_english(word, ordinary) or (word.start and word.is_inflected):
        return ""
    before = words[first - 1].folded if first and not word.start else ""
    behind = words[last]
    acts = behind.tight and behind.text.islower() and not behind.marks.isdisjoint(_VERBS)
    return (
        "acts" if acts and _words_before().get(before, 0) >= 0 and not (first and words[first - 1].is_capital) else ""
    )


def _weighed(view: AnalysedReading, first: int, last: int, ordinary: Set[str]) -> str:
    """`weighed` if what stands beside a run of unknown words speaks for a person on the whole."""
    words = view.words
    run = [word for word in words[first:last] if word.is_capital or "-" in word.text]
    if not 1 < len(run) <= _LONGEST or not set(view.reading.parts).isdisjoint(_UNREAD):
        return ""
    if any(_is_english(word, ordinary) for word in run) or len({word.is_upper for word in run}) > 1:
        return ""
    if run[0].is_upper and any(len(word.text) <= _SHORTEST for word in run):
        return ""
    before = words[first - 1] if first else None
    behind = words[last] if last < len(words) else None
    weight = _ENOUGH
    if before is not None and not (run[0].start and run[0].tight and before.kind == "mark"):
        weight += _words_before().get(before.folded, 0) + _RULING * _is_ruling(words, first, last)
        weight += before.folded == "to" and first > 1 and words[first - 2].folded in _given()
        weight -= 3 * (before.tight and before.is_capital and run[0].tight)
    if behind is not None:
        weight += _words_behind().get(behind.folded, 0)
        goes_on = behind.tight and behind.is_capital and not (view.is_opened(last) or behind.owned)
        weight -= 4 * (goes_on and not (_opens_office(words, last) and _has_complement(words, last)))
        weight += behind.text == "," and _opens_office(words, last + 1)
        weight += behind.tight and behind.folded.endswith("ed") and behind.folded in ordinary
    weight -= 4 * (words[0].folded in _SUBJECTS and len(words) > 1 and words[1].text == ":")
    return "weighed" if weight >= _ENOUGH else ""


def _is_ruling(words: Sequence[Word], first: int, last: int) -> bool:
    """`the Boun Oum government`: whoever a government is called after."""
    following = words[last] if last < len(words) else None
    article = words[first - 1].folded == "the"
    return article and following is not None and following.tight and Mark.RULING in following.marks


def _opens_office(words: Sequence[Word], number: int) -> bool:
    """`Ho Chien Secretary of the X`, `Jagat Mehta, Director`: a capitalised office right behind a name."""
    office = words[number] if number < len(words) else None
    return office is not None and office.is_capital and not office.is_upper and Mark.OFFICE in office.marks


def _has_complement(words: Sequence[Word], number: int) -> bool:
    return any(word.folded == "of" for word in words[number + 1 : number + 4])


def _is_english(word: Word, ordinary: Set[str]) -> bool:
    """Whether a word is (or may be) one of the language, and not a name."""
    folded = word.folded
    listed = folded in ordinary or folded in lexicon.ordinary() or folded in lexicon.directions()
    return listed or (len(folded) > _SHORT_WORD and folded.endswith(_ENGLISH)) or len(folded) <= 1


def _signs_note(words: Sequence[Word], number: int) -> bool:
    """`for the file. Orlova, 3.IV.59`, `Please reply. Orlova”`: who wrote a note by hand signs it."""
    if len(words[number].text) <= _SHORTEST or words[number].is_upper or words[number].is_known:
        return False
    before = words[number - 1].text if number else ""
    behind = [word for word in words[number + 1 :] if word.kind != "mark"]
    ends = before in _STOPS and all(word.kind == "number" for word in behind)
    dated = number + 2 < len(words) and words[number + 1].text == "," and words[number + 2].kind == "number"
    return ends or (dated and (not before or before in _STOPS))


def _closed(view: AnalysedReading, first: int, last: int) -> bool:
    """`(Leon Marek)`, `/Leon Marek/` or a line of its own in a signature."""
    words = view.words
    if not set(view.reading.parts) & _CLOSING:
        return False
    closing = _BRACKETS.get(words[first - 1].text) if first else None
    if closing and last < len(words) and words[last].text == closing:
        return True
    before = first == 0 or "\n" in view.text[words[first - 1].end : words[first].begin]
    return before and (last == len(words) or "\n" in view.text[words[last - 1].end : words[last].begin])


def _name(words: Sequence[Word], first: int, last: int, rule: str) -> PersonName:
    family_first = words[first].folded in _east_asian()
    surname = first if family_first else last - 1
    return PersonName(first, last, (surname,), tuple(n for n in range(first, last) if n != surname), rule)
