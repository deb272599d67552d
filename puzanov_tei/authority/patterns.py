"""What is looked for in a text: the names of the records, as words and the gaps between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from puzanov_tei.authority import fold
from puzanov_tei.authority.records import AuthorityName, Person, Records
from puzanov_tei.language import ENGLISH, Mark

_TITLES = ENGLISH.words(Mark.HONORIFIC, Mark.STYLE, Mark.RANK, Mark.OFFICE) - ENGLISH.words(Mark.TRADE)
_FAMILY_FIRST = ("Korean", "Chinese", "Vietnamese")
_INITIAL = re.compile(r"[^\W\d_]\.")
_NAME = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
_QUALIFIER = re.compile(r" \(.*\)\Z")


class NamePattern(NamedTuple):
    """A name's words, and for each gap between them which stop it has: a comma, a full stop or none.

    `key` is what a text is searched for: the folded words with blanks between.
    """

    kind: str
    form: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    key: str


def patterns(records: Records) -> Iterator[tuple[NamePattern, str]]:
    """Every name that is looked for, with the id of the record that bears it."""
    for person in records.persons:
        for form in _person_forms(person):
            yield from ((pattern, person.id) for pattern in _compile("person", form))
        if person.nationality.endswith(_FAMILY_FIRST) and re.search("[ -]", person.forename):
            joined = re.sub(r"[ -]", "", person.forename).capitalize()
            yield from ((pattern, person.id) for pattern in _compile("person", f"{person.surname} {joined}"))
    for place in records.places:
        for form in (place.preferred, *(n.text for n in place.names)):
            yield from ((pattern, place.id) for pattern in _compile("place", form))
    for org in records.orgs:
        for form in (org.preferred, *(n.text for n in org.names)):
            yield from ((pattern, org.id) for pattern in _compile("org", form))


def surname_behind_title(name: AuthorityName) -> str:
    """The surname in `Cde. Gromyko`, `Ambassador Fischer`; empty for other names."""
    first, _, rest = name.text.partition(" ")
    return rest if first.rstrip(".").casefold() in _TITLES and " " not in rest else ""


def _person_forms(person: Person) -> Iterator[str]:
    """A person's names of two words or more, without those that begin with a title."""
    forms = (person.preferred, *(n.text for n in person.names if n.kind != "error"))
    for form in dict.fromkeys((*forms, *_shortened(person, forms))):
        first = form.split()[0].rstrip(".").casefold() if form.split() else ""
        is_titled = first in _TITLES and not person.forename.casefold().startswith(first)  # `Dean Rusk` is no dean
        if len(fold.words(form)) > 1 and not is_titled and "[" not in form:
            yield form


def _shortened(person: Person, forms: Iterable[str]) -> Iterator[str]:
    """The names by which people go who have several: `Juan Perón`; `Averell Harriman` for `W. Averell`."""
    if person.nationality.endswith(_FAMILY_FIRST):
        return
    first, *others = person.forename.split() or [""]
    if others and _NAME.fullmatch(first):
        yield f"{first} {person.surname}"
    for form in forms:
        words = form.split()
        if len(words) > 2 and _INITIAL.fullmatch(words[0]) and all(map(_NAME.fullmatch, words[1:])):
            yield " ".join(words[1:])


def _compile(kind: str, form: str) -> Iterator[NamePattern]:
    """The pattern of a name, and those with its hyphens closed up and its qualifier left out.

    `Yonggeon` for `Yong-geon`; `PLA` for `PLA (Albania)`, which leaves it ambiguous.
    """
    if "(" in form and kind == "place":
        return
    unqualified = _QUALIFIER.sub("", form) if kind == "org" else form
    for text in dict.fromkeys((form, form.replace("-", ""), unqualified)):
        words = fold.words(text)
        if words and sum(word.end - word.begin for word in words) > 1:
            stops = ",.(" if text.endswith("(b)") else ",."
            between = [text[a.end : b.begin].strip() for a, b in pairwise(words)]
            gaps = tuple(next((stop for stop in stops if stop in gap), "") for gap in between)
            parts = tuple(text[w.begin : w.end] for w in words)
            yield NamePattern(kind, form, parts, gaps, " ".join(map(fold.key, parts)))
