"""Formal names and parts of states, and which record a place's name means: what speaks for it and against it.

`People's Republic of Angola` and `Azerbaijan SSR` are whole names. `Southern Azerbaijan` and `Iranian Azerbaijan` are
not the state of that name, nor is a state meant in a year in which there was none of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Place
from puzanov_tei.language import Mark, of_words
from puzanov_tei.model import Certainty
from puzanov_tei.taggers import evidence, lexicon, linking
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.evidence import Ground
from puzanov_tei.taggers.linking import Link
from puzanov_tei.taggers.words import Word

Span = tuple[int, int, str]

_FORMS = frozenset(
    "republic kingdom federation union emirate sultanate principality commonwealth jamahiriya pdr pr sr dr".split()
)
_BEFORE = frozenset(
    "people people's peoples' democratic socialist federal islamic arab soviet united co-operative hashemite national "
    "great".split()
)
_LANDS = frozenset({"republic", "kingdom", "jamahiriya", "emirate", "sultanate", "principality"})
_BEHIND = frozenset({"SSR", "ASSR", "FSR"})
_parts = of_words(lambda _: lexicon.directions() - {"old", "new", "greater"} | {"inner", "outer"})


def whole(view: AnalysedReading, span: Span) -> Span:
    """The span of a place with the words of its formal name, or with the direction that makes it a part of it."""
    first, last, _ = span
    words = view.words
    if last < len(words) and words[last].text in _BEHIND and words[last].tight:
        return first, last + 1, "places.formal"
    head = first - 1
    if head > 0 and words[head].folded == "the" and words[first].tight:
        head -= 1
    if head > 0 and words[head].folded == "of" and words[head + 1].tight and words[head - 1].folded in _FORMS:
        first = head - 1
    if first > 0 and words[first].folded in _FORMS and (words[first].is_capital or _is_formal(words, first)):
        while first > 0 and words[first].tight and words[first - 1].is_capital and words[first - 1].folded in _BEFORE:
            first -= 1
        return first, last, "places.formal"
    if first > 0 and words[first].tight and words[first - 1].is_upper and words[first - 1].folded in _FORMS:
        return first - 1, last, "places.formal"  # `PR Bulgaria`
    if first > 0 and words[first].tight and words[first - 1].text == "New" and view.phrase(first, last) != "China":
        return first - 1, last, "places.new"  # `New Mexico`; `New China` is China
    state = last < len(words) and words[last].text == "State" and words[last].tight and not words[last].owned
    if state and not _goes_on(words, last + 1):
        return first, last + 1, "places.province"  # `Washington State`
    part = first > 0 and words[first].tight and words[first - 1].is_capital and words[first - 1].folded in _parts()
    if part and not words[first - 1].is_upper and view.phrase(first, last) in lexicon.countries():
        return first - 1, last, "places.part"
    return span


def _goes_on(words: Sequence[Word], number: int) -> bool:
    return number < len(words) and words[number].tight and words[number].is_capital


def _is_formal(words: Sequence[Word], number: int) -> bool:
    """`Federal republic of X`: in small letters, behind the capitalised word that begins the formal name."""
    before = words[number - 1]
    return words[number].tight and before.is_capital and before.folded in _BEFORE


def adjectival(view: AnalysedReading) -> Iterator[Span]:
    """Formal names with the people for the land: `Libyan Arab Jamahiriya`, `Somali Democratic Republic`."""
    words = view.words
    for number, word in enumerate(words):
        if word.folded not in _LANDS or not word.is_capital:
            continue
        first = number
        while first > 0 and words[first].tight and words[first - 1].is_capital and _is_in_formal(words[first - 1]):
            first -= 1
        while first < number and words[first].start and words[first].folded not in _BEFORE | lexicon.adjectives():
            first += 1
        if any(Mark.NATIONALITY in w.marks and w.folded not in _BEFORE for w in words[first:number]):
            yield first, number + 1, "places.formal"


def _is_in_formal(word: Word) -> bool:
    return Mark.NATIONALITY in word.marks or word.folded in _BEFORE


def parts(views: Sequence[AnalysedReading], spans: Sequence[Sequence[Span]]) -> frozenset[str]:
    """The names of which a document names a part: after `Southern Azerbaijan`, `Azerbaijan` may mean that."""
    return frozenset(
        view.words[last - 1].text
        for view, places in zip(views, spans, strict=True)
        for _, last, rule in places
        if rule == "places.part"
    )


def decide(
    view: AnalysedReading, first: int, last: int, year: str, authority: Authority, divided: frozenset[str] = frozenset()
) -> Link:
    """The link that name, adjective before it and year allow; a place that they do not allow stays a candidate."""
    phrase = view.phrase(first, last)
    link = linking.place(_spelt_out(phrase), authority)
    if not (link.ref or link.candidates) and _PEOPLES.match(phrase):
        link = linking.place(_PEOPLES.sub("", phrase), authority)  # of no other state of this land
    there_then = [ref for ref in link.candidates if _stood(authority.places[ref], year)]
    if len(there_then) == 1:
        link = Link(there_then[0], Certainty.HIGH)  # `Ethiopia` in 1965: the other state of the name came later
    if not link.ref:
        return link
    place = authority.places[link.ref]
    part = [Ground.PART] if view.phrase(first, last) in divided else []
    grounds = frozenset({Ground.PLACE_NAME, *_against(view, first, last, place, year), *part})
    cert = evidence.certainty(grounds)
    words = evidence.in_words(grounds) if len(grounds) > 1 else ()
    if cert is None:
        return Link(candidates=(link.ref,), evidence=words)
    return replace(link, cert=max(cert, link.cert, key=_DOUBT.__getitem__), evidence=words)


def _spelt_out(phrase: str) -> str:
    """A formal name in full and in capitals: `PR of X`, `PR X`, `Federal republic of X`."""
    return _LOWER_REPUBLIC.sub(" Republic of ", _PEOPLES.sub("People's Republic of ", phrase))


_PEOPLES = re.compile(r"\APR (?:of (?:the )?)?")
_LOWER_REPUBLIC = re.compile(r" republic of ")
_DOUBT = {cert: number for number, cert in enumerate(("high", "medium", "low", "unknown"))}


_CALLED_AFTER = frozenset("restaurant hotel cinema theater theatre cafe café club pavilion factory".split())
_FEDERATIONS = frozenset({"US", "CA", "AU"})


def _is_in_province(view: AnalysedReading, last: int, place: Place) -> bool:
    """Whether a part of a federation behind a comma says that another town is meant."""
    words = view.words
    if last + 1 >= len(words) or words[last].text != "," or place.country in _FEDERATIONS:
        return False
    province = words[last + 1]
    return province.is_capital and province.tight and Mark.PROVINCE in province.marks


def _against(view: AnalysedReading, first: int, last: int, place: Place, year: str) -> Iterator[Ground]:
    before = view.words[first - 1] if first and view.words[first].tight else None
    if before is not None and before.folded in _CALLED_AFTER:
        yield Ground.PART  # `the restaurant Beijing`
    if _is_in_province(view, last, place):
        yield Ground.PART  # `Paris, Texas`
    adjective = before is not None and before.is_capital and Mark.NATIONALITY in before.marks
    if adjective and before is not None and place.type in ("country", "region") and not before.start:
        yield Ground.PART
    yield from _of_time(place, year)


def _stood(place: Place, year: str) -> bool:
    """Whether there was a place of this name in a year; one whose years nobody knows is none to choose."""
    if not (year.isdigit() and (place.begin.isdigit() or place.end.isdigit())):
        return True
    return int(place.begin or 0) <= int(year) <= int(place.end or year)


def _of_time(place: Place, year: str) -> Iterator[Ground]:
    if year.isdigit() and place.begin.isdigit() and int(year) + 1 < int(place.begin):
        yield Ground.OTHER_TIME
    if year.isdigit() and place.end.isdigit() and int(year) > int(place.end) + _REMEMBERED:
        yield Ground.OTHER_TIME


_REMEMBERED = 5  # years after its end in which a state is still called by its name
