"""Who gets a copy, is written to, or drafted, cleared and approved a telegram: names of one word in a list."""

from __future__ import annotations

from collections.abc import Container, Sequence

from puzanov_tei.language import Mark
from puzanov_tei.taggers.roles import Things
from puzanov_tei.taggers.words import Word

_DASHES = frozenset({"-", "–", "—"})
_SHORTEST = 3
_HANDLED = frozenset("drafted cleared approved initialed reviewed".split())
_LEADS = frozenset({"by", "with", "draft", "substance", "in"})
_STEPS = frozenset({"and", ","})
_NOBODY = frozenset({Mark.ORGANISATION, Mark.ENDS_ORGANISATION, Mark.MATTER, Mark.STATE, Mark.NATIONALITY, Mark.MONTH})


def numbers(words: Sequence[Word], known: Things) -> set[int]:
    """Numbers of the words that are names in a list of copies or of addressees."""
    return _copies(words, known) | _addressees(words, known)


def handlers(words: Sequence[Word], bodies: Container[int]) -> set[int]:
    """Numbers of the surnames in `Drafted by Brown (AF); cleared by Merchant and Bishop`, whatever else they mean.

    A note says who drafted a paper and who cleared or approved it; what only one of these is said of may be a treaty.
    """
    said = {word.folded for word in words if word.folded in _HANDLED}
    if "drafted" not in said or len(said) == 1:
        return set()
    opened = {number for number, word in enumerate(words) if word.text == "("}  # an office: `Merchant (EUR)`
    found: set[int] = set()
    for number, word in enumerate(words[:-1]):
        if word.folded in said and words[number + 1].folded in _LEADS:
            found |= _listed(words, number + 1)
    return {n for n in found if n not in bodies and (words[n].marks.isdisjoint(_NOBODY) or n + 1 in opened)}


def _listed(words: Sequence[Word], number: int) -> set[int]:
    """The names of one word in a list that begins behind the words that lead to it."""
    found: set[int] = set()
    while number < len(words):
        word = words[number]
        if word.text == "(":
            number = next((n for n in range(number, min(number + 8, len(words))) if words[n].text == ")"), len(words))
        elif word.is_capital and word.kind != "number":
            last = number
            while last + 1 < len(words) and words[last + 1].is_capital and words[last + 1].tight:
                last += 1
            if last == number and len(word.text) > 2 and not word.is_upper:
                found.add(number)
            number = last
        elif word.folded not in _LEADS | _STEPS:
            break
        number += 1
    return found


def _copies(words: Sequence[Word], known: Things) -> set[int]:
    """Names in `Stalin - 2, Molotov-1, file - 1`: two at least, so that a lone hyphen proves nothing."""
    copies = {
        n
        for n in range(len(words) - 2)
        if words[n].is_name_like
        and len(words[n].text) > _SHORTEST
        and n not in known
        and words[n + 1].text in _DASHES
        and words[n + 2].kind == "number"
        and len(words[n + 2].text) <= 2
    }
    return copies if len(copies) > 1 else set()


def _addressees(words: Sequence[Word], known: Things) -> set[int]:
    """Names in `Copies: Stalin (2), Molotov, Rybin`: whatever stands between two stops."""
    if not any(w.folded in ("copies", "distribution") for w in words[:3]):
        return set()
    marks = frozenset(",:;(.)") | _DASHES
    addressees = set()
    for number in range(1, len(words)):
        after = words[number + 1].text if number + 1 < len(words) else "."
        between = words[number - 1].text in marks and after in marks
        if (
            between
            and words[number].is_name_like
            and number not in known
            and not (words[number].is_upper and len(words[number].text) <= _SHORTEST)
        ):
            addressees.add(number)
    return addressees
