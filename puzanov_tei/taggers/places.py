"""Places: states (also before an office or a thing), towns, rivers, regions, named buildings.

Known from the authority and the gazetteer, by form (`X River`, `South X Province`), by company (`Berlin, Warsaw, and
X`) and by the preposition of a place. Never inside an organisation's name, and no adjectives.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import Document, Kind, Mention, PartKind
from puzanov_tei.taggers import lexicon, linking, misspelt, shown, territories, whereabouts
from puzanov_tei.taggers.analysis import AnalysedReading, Covered, nameable, readings

# Names of the authority that are other things more often than places.
_NEVER = frozenset({"chosen", "the union", "northeast", "hasan", "voroshilov", "north", "south", "us army"})
_STATE_TYPES = frozenset({"country"})
_SHORTEST = 4
_HEADS_IN_FRONT = frozenset({"mount", "lake", "cape", "port", "hotel", "restaurant", "cinema", "river"})
_SAYS_NOTHING = frozenset(
    "rest guest new old first second third main general special same other this that former big reprocessing "
    "enrichment treatment pilot".split()
)
_LONGEST_LISTED = 4
_no_things = of_words(lambda _: lexicon.function_words() | {"is", "was", "has"})
_LINE = 80
_SHOWN = frozenset({"places.preposition", "places.company"})
_WIDEST = 14
_of_something = bearing(Mark.BUILDING)
_CHAMBERS = frozenset("representatives commons lords".split())
_TOWN = re.compile(r"[^\W\d_]{3}(?:'?sk|grad|gorod|abad|stadt)\Z")
_titles = bearing(Mark.HONORIFIC, Mark.OFFICE, Mark.RANK)
_generic = bearing(Mark.PLACE_HEAD, Mark.LINK)
_no_modifiers = bearing(Mark.LINK, Mark.HONORIFIC, Mark.STATE)
_SPACED = re.compile(r"\w(?: \w){2,}")
_calendar = bearing(Mark.MONTH, Mark.MONTH_SHORT, Mark.DAY_OF_WEEK, Mark.OFFICE)


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Mentions of places outside the organisations already found, linked where one record alone bears the name."""
    orgs = Covered(mentions, Kind.ORG, Kind.WORK)
    theirs = shown.words(document, authority)
    people = _surnames(document, authority, theirs)
    # The line of a letterhead is the office's name, also where columns tear it apart.
    views = [v for v in nameable(document, authority) if v.reading.parts[-1:] != (PartKind.OFFICE,)]
    spans = [_spans(view, orgs, people, theirs, authority) for view in views]
    learned = _learned(views, spans)
    parts = territories.parts(views, spans)
    for view, found_here in zip(views, spans, strict=True):
        yield from _pairs(view, authority, orgs)
        again = (s for s in _again(view, learned) if _may_stand(view, s, orgs))
        for first, last, rule in _longest([*found_here, *again]):
            decision = territories.decide(view, first, last, document.date[:4], authority, parts)
            yield view.mention(
                first,
                last,
                Kind.PLACE,
                rule,
                ref=decision.ref,
                cert=decision.cert,
                candidates=decision.candidates,
                evidence=decision.evidence,
                attributes={"ana": "#state-actor"} if _acts(view, last, decision.ref, authority) else {},
            )


def _pairs(view: AnalysedReading, authority: Authority, orgs: Covered) -> Iterator[Mention]:
    """Two places, or one and a people, with a hyphen between: `the Haeju-Sariwon line`, `Chad-Libyan relations`."""
    for number, word in enumerate(view.words):
        one, hyphen, other = word.text.partition("-")
        if not (hyphen and _may_pair(one) and _may_pair(other)):
            continue
        if number in view.analysis.places or orgs.overlaps(*view.span(number, number + 1)):
            continue
        decisions = [(part, linking.place(part, authority)) for part in (one, other)]
        places = [decision.ref != "" or _is_listed(part) for part, decision in decisions]
        peoples = [part.casefold() in lexicon.adjectives() for part in (one, other)]
        if not any(places) or not all(map(operator.or_, places, peoples)):
            continue
        for begin, (part, decision), is_place in zip(
            (word.begin, word.end - len(other)), decisions, places, strict=True
        ):
            if is_place:
                first, last = view.reading.span(begin, begin + len(part))
                yield Mention(first, last, Kind.PLACE, ref=decision.ref, cert=decision.cert, rule="places.pair")


def _may_pair(part: str) -> bool:
    return (part.istitle() and len(part) >= _SHORTEST) or part.casefold() in lexicon.states()


def _learned(views: Sequence[AnalysedReading], spans: Sequence[list[tuple[int, int, str]]]) -> frozenset[str]:
    """Unknown names of one word that the words before them have shown to be places."""
    return frozenset(
        view.words[first].text
        for view, found_here in zip(views, spans, strict=True)
        for first, last, rule in found_here
        if rule in _SHOWN and last == first + 1
    )


def _again(view: AnalysedReading, learned: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The same name elsewhere, alone: in a cell of a table, or as the subject of a sentence."""
    words = view.words
    for number, word in enumerate(words):
        if word.text not in learned or not word.is_name_like:
            continue
        before = words[number - 1] if number else None
        following = words[number + 1] if number + 1 < len(words) else None
        joined = (before is not None and word.tight and before.is_capital) or (
            following is not None and following.tight and (following.is_capital or Mark.SPEECH in following.marks)
        )
        if not joined:
            yield number, number + 1, "places.again"


def _acts(view: AnalysedReading, last: int, ref: str, authority: Authority) -> bool:
    """A state before an office or a thing: `DPRK Ambassador`, `GDR experts`."""
    place = authority.places.get(ref)
    if place is None or place.type not in _STATE_TYPES or last >= len(view.words):
        return False
    following = view.words[last]
    return following.tight and following.kind == "word" and following.folded not in _no_things()


def _surnames(document: Document, authority: Authority, theirs: frozenset[str]) -> frozenset[str]:
    """Words that are somebody's surname in this document: `in Fischer's opinion` is no place."""
    folded = {word.casefold() for word in theirs}
    for view in readings(document, authority):
        words = view.words
        folded.update(words[n].folded for name in view.analysis.names for n in name.surname)
        following = (word for before, word in pairwise(words) if before.folded in _titles() and word.tight)
        folded.update(word.folded for word in following if word.is_name_like)
    return frozenset(folded)


def _spans(
    view: AnalysedReading, orgs: Covered, people: frozenset[str], theirs: frozenset[str], authority: Authority
) -> list[tuple[int, int, str]]:
    """Ranges of words that name a place, with the rule that says so; not overlapping, in order."""
    spans = [
        (a, b, "places.authority")
        for a, b, m in view.analysis.matches
        if m.kind == "place" and view.phrase(a, b).casefold() not in _NEVER
    ]
    spans += (span for span in _listed(view) if view.words[span[0]].text not in theirs)
    spans = [territories.whole(view, span) for span in spans]
    spans += territories.adjectival(view)
    spans += _rivers(view)
    spans += misspelt.spans(view)
    spans += [(*span, "places.head") for n in range(len(view.words)) if (span := _by_head(view, n))]
    kept = _longest(s for s in spans if _may_stand(view, s, orgs))
    for more in (
        whereabouts.by_label(view),
        whereabouts.by_kind(view),
        _by_ending(view, people),
        whereabouts.by_preposition(view, people),
    ):
        kept = _longest([*kept, *(s for s in more if _may_stand(view, s, orgs))])
    company = (s for s in whereabouts.by_company(view, kept, people, authority) if _may_stand(view, s, orgs))
    return _longest([*kept, *company])


def _may_stand(view: AnalysedReading, span: tuple[int, int, str], orgs: Covered) -> bool:
    first, last, rule = span
    named = view.analysis.taken & set(range(first, last)) and rule != whereabouts.LABELLED
    if named or orgs.overlaps(*view.span(first, last)):
        return False
    if last < len(view.words) and Mark.NEWSPAPER in view.words[last].marks and view.words[last].tight:
        return False
    other = _is_title(view, first, last) or _is_postal(view, first) or _is_called_so(view, first)
    return not (other or _holds_office(view, first, last))


def _holds_office(view: AnalysedReading, first: int, last: int) -> bool:
    """`the Director of the Office (Lyon) to the Assistant Secretary`: who writes to whom."""
    words = view.words
    if first == 0 or last >= len(words) or (words[first - 1].text, words[last].text) != ("(", ")"):
        return False
    if [word.folded for word in words[last + 1 : last + 3]] != ["to", "the"]:
        return False
    return any(word.is_capital and Mark.OFFICE in word.marks for word in words[last + 3 : last + 6])


def _is_called_so(view: AnalysedReading, first: int) -> bool:
    """A person or a ship with the name of a place: `Mr. Jordan`, `the cruiser Moskva`."""
    before = view.words[first - 1] if first and view.words[first].tight else None
    if before is None:
        return False
    honoured = Mark.HONORIFIC in before.marks and (before.is_capital or before.text.endswith("."))
    return honoured or (Mark.BEARS_TITLE in before.marks and not before.is_capital)


def _is_title(view: AnalysedReading, first: int, last: int) -> bool:
    """Alone in quotation marks, a name is that of a ship, a play, a paper: `the motor vessel "Ussuri"`."""
    words = view.words
    before = words[first - 1].text if first else ""
    after = words[last].text if last < len(words) else ""
    return before in ('"', "“", "„", "«") and after in ('"', "”", "“", "»")


def _is_postal(view: AnalysedReading, first: int) -> bool:
    """`108 Berlin` in an address: a line that begins with a number and ends with a place."""
    words = view.words
    if first == 0 or words[first - 1].kind != "number" or not words[first].tight:
        return False
    begin, end = view.span(first, first + 1)
    if end - begin > words[first].end - words[first].begin:
        return False  # letter-spaced in the source
    opens = first == 1 or "\n" in view.text[words[first - 2].end : words[first - 1].begin]
    line = view.text[words[first].begin : words[first].begin + _LINE].split("\n", 1)[0]
    return (opens and len(line.split()) <= 2) or PartKind.ADDRESS in view.reading.parts


def _longest(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if taken.isdisjoint(range(span[0], span[1])):
            kept.append(span)
            taken.update(range(span[0], span[1]))
    return sorted(kept)


def _listed(view: AnalysedReading) -> Iterator[tuple[int, int, str]]:
    """Names of the gazetteer, of up to four words."""
    words = view.words
    for first, word in enumerate(words):
        if word.kind != "word" or not word.is_capital:
            continue
        behind = first + 1
        while behind < min(len(words), first + _LONGEST_LISTED) and words[behind].tight:
            behind += 1
        for last in range(behind, first, -1):
            if _is_listed(view.phrase(first, last)):
                yield first, last, "places.gazetteer"
                break


def _is_listed(phrase: str) -> bool:
    if phrase.isupper() and len(phrase) > 3 and phrase not in lexicon.countries():
        phrase = phrase.title()
    if _SPACED.fullmatch(phrase):
        phrase = phrase.replace(" ", "")
    phrase = phrase.replace("’", "'")
    return phrase in lexicon.cities() or phrase in lexicon.countries()


def _rivers(view: AnalysedReading) -> Iterator[tuple[int, int, str]]:
    """`the Taedong`: with the article it is the river, and the article is part of the name."""
    words = view.words
    for number, word in enumerate(words[1:], start=1):
        if word.is_capital and Mark.RIVER in word.marks and word.tight and words[number - 1].folded == "the":
            following = words[number + 1] if number + 1 < len(words) else None
            if following is None or not (following.tight and following.is_capital):
                yield number - 1, number + 1, "places.river"


def _by_head(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`Moranbong Theater`, `South Hwanghae Province`, `Sunan airfield`, `Mount X`, `Exhibition Hall of the X House`."""
    words = view.words
    word = words[number]
    if word.kind != "word" or Mark.PLACE_HEAD not in word.marks:
        return None
    if not word.is_capital and Mark.LOWER_PLACE not in word.marks:
        return None
    if number and (words[number - 1].folded, word.folded) in lexicon.compound_heads():
        return None
    if word.folded in _HEADS_IN_FRONT and word.is_capital and number + 1 < len(words):
        following = words[number + 1]
        if following.tight and (following.is_name_like or number + 1 in view.analysis.places):
            return number, number + 2
    if Mark.WATER in word.marks and word.is_capital and (last := _water(view, number + 1)) > number + 1:
        return number, last
    first = number
    while number - first < _WIDEST and first > 0 and words[first].tight and _is_modifier(view, first - 1):
        first -= 1
    last = _of_the(view, number + 1) if word.is_capital else number + 1
    named = [w for w in words[first:last] if w.folded not in _generic()]
    if word.folded == "border" and all(w.folded in lexicon.adjectives() for w in named):
        return None  # `the Sino-Indian Border`
    told = any(w.folded not in _SAYS_NOTHING for w in named)
    if first == number:
        return (first, last) if last > number + 1 and word.folded in _of_something() else None
    return (first, last) if told else None


def _water(view: AnalysedReading, last: int) -> int:
    """Where `of Guinea` behind `Gulf` ends; `last` if there is no such name."""
    words = view.words
    number = last + 1 + (last + 1 < len(words) and words[last + 1].folded == "the")
    if number >= len(words) or words[last].folded != "of" or not (words[number].is_capital and words[number].tight):
        return last
    return view.analysis.places.get(number, number + 1)


def _is_modifier(view: AnalysedReading, number: int) -> bool:
    word = view.words[number]
    if word.kind != "word" or not word.is_capital or word.folded in _no_modifiers():
        return False
    if word.folded in _calendar() or number in view.analysis.taken:
        return False
    return not (word.start and word.folded in lexicon.common() and Mark.DIRECTION not in word.marks)


def _of_the(view: AnalysedReading, last: int) -> int:
    """`Hall of the Friendship House`: the words after `of`, if they end in such a head themselves."""
    words = view.words
    if not (last + 1 < len(words) and words[last].folded == "of" and words[last].tight):
        return last
    number = last + 1 + (words[last + 1].folded == "the")
    end = number
    while (
        end < min(len(words), number + _WIDEST)
        and words[end].tight
        and words[end].kind == "word"
        and words[end].is_capital
    ):
        end += 1
    if end > number and (Mark.PLACE_HEAD in words[end - 1].marks or words[last - 1].folded in _of_something()):
        return last if words[end - 1].folded in _CHAMBERS else end
    return last


def _by_ending(view: AnalysedReading, people: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """`the Nikolayevsk plant`: an ending that only towns have."""
    for number, word in enumerate(view.words):
        if word.is_name_like and word.folded not in people and not word.is_upper and _TOWN.search(word.folded):
            yield number, number + 1, "places.ending"
