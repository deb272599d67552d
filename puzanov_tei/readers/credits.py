"""Who paid: the archive's sentence of thanks."""

from __future__ import annotations

import re

from puzanov_tei.language import Mark, Vocabulary, alternatives, of_words

_OPENING = re.compile(
    r"(?:this|these) documents? (?:was|were) made possible (?:with|by|through) "
    r"(?:the )?(?:generous )?(?:support|grants?|funding) (?:from|of|by) ",
    re.IGNORECASE,
)


@of_words
def _body(words: Vocabulary) -> re.Pattern[str]:
    """Words by which a body is known as one: `X Foundation and Y Ministry` are two, `John and Jane Doe Fund` is one."""
    heads = words.words(Mark.ORGANISATION, Mark.FUNDS)
    return re.compile(rf"\b(?:{alternatives(heads, capitalized=True)})\b")


def parse_credits(sentence: str, donors: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The funders named in the sentence of thanks, and the donors that the page lists beside them.

    Args:
        sentence: as `This document was made possible with support from the X Foundation and Y.`
        donors: the page's own list; a name in it is never split.
    """
    match = _OPENING.search(sentence)
    if match is None:
        return donors
    names = sentence[match.end() :].strip().rstrip(".").strip()
    credits: list[str] = []
    for part in re.split(r"[;,]\s+(?:and\s+)?", names):
        credits.extend(_split_and(part, donors))
    thanked = [name for part in credits if (name := _name(part))]
    words = set(names.replace(",", " ").split())
    return tuple(dict.fromkeys((*thanked, *(donor for donor in donors if not words.issuperset(donor.split())))))


def _split_and(part: str, donors: tuple[str, ...]) -> list[str]:
    left, joint, right = part.partition(" and ")
    if not joint or _name(part) in donors:
        return [part]
    if (_body().search(left) and _body().search(right)) or _name(left) in donors:
        return [left, *_split_and(right, donors)]
    return [part]


def _name(part: str) -> str:
    part = " ".join(part.split()).strip(" .")
    return part[4:] if part[:4].lower() == "the " else part


def opening(sentence: str) -> int:
    """The length of the words of thanks that open the sentence, before the names of the funders."""
    match = _OPENING.search(sentence)
    return match.end() if match else 0
