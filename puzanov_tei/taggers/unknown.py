"""Names of two or three words that nobody knows: where they stand shows that somebody bears them.

`/Leon Marek/` in a signature, `Ana Luca, who came back`, `Badam Zorig remarked`: by form they could be anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puzanov_tei.model import Kind, PartKind
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.analysis import View
from puzanov_tei.taggers.forms import PersonName
from puzanov_tei.taggers.roles import Things
from puzanov_tei.taggers.words import Word

_LONGEST = 3
_SHORTEST = 3
_CLOSING = frozenset({PartKind.SIGNED, PartKind.CLOSER})
_BRACKETS = {"(": ")", "/": "/"}
_STOPS = frozenset('.;!?"“”')
_WHO = frozenset({"who", "whose", "whom"})


def names(view: View, known: Things) -> Iterator[PersonName]:
    """Unknown names of several words, and the single word with a date below a note by hand."""
    words = view.words
    number = 0
    while number < len(words):
        last = _run(view, number, known)
        if last == number:
            number += 1
            continue
        rule = _rule(view, number, last)
        if rule:
            yield _name(words, number, last, rule)
        number = last


def _run(view: View, first: int, known: Things) -> int:
    """Behind the unknown capitalised words that begin at `first`."""
    words, last = view.words, first
    while last < len(words) and last not in known and last not in view.analysis.taken and words[last].is_name_like:
        if last > first and not words[last].tight:
            break
        last += 1
    return last


def _rule(view: View, first: int, last: int) -> str:
    """What shows that the words are a name; empty if nothing does."""
    words, count = view.words, last - first
    if view.reading.note is Kind.HANDWRITTEN and count == 1 and _signs_note(words, first):
        return "dated"
    if not 1 < count <= _LONGEST:
        return ""
    if _closed(view, first, last):
        return "signature"
    acronyms = any(w.is_upper for w in words[first:last])
    if acronyms or last + 1 >= len(words):
        return ""
    if words[last].text == "," and words[last + 1].folded in _WHO:
        return "who"
    return "speaks" if words[last].tight and words[last].folded in lexicon.SPEECH else ""


def _signs_note(words: Sequence[Word], number: int) -> bool:
    """`for the file. Orlova, 3.IV.59`, `Please reply. Orlova”`: who wrote a note by hand signs it."""
    if len(words[number].text) <= _SHORTEST or words[number].is_upper:
        return False
    before = words[number - 1].text if number else ""
    behind = [word for word in words[number + 1 :] if word.kind != "mark"]
    ends = before in _STOPS and all(word.kind == "number" for word in behind)
    dated = number + 2 < len(words) and words[number + 1].text == "," and words[number + 2].kind == "number"
    return ends or (dated and (not before or before in _STOPS))


def _closed(view: View, first: int, last: int) -> bool:
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
    family_first = words[first].folded in lexicon.KOREAN_SURNAMES | lexicon.CHINESE_SURNAMES
    surname = first if family_first else last - 1
    return PersonName(first, last, (surname,), tuple(n for n in range(first, last) if n != surname), rule)
