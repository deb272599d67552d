"""Names of bodies of a form of their own: acronyms, enterprises, trusts, central committees, parliaments, movements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.taggers import lexicon, orgnames
from puzanov_tei.taggers.analysis import AnalysedReading
from puzanov_tei.taggers.words import Word

_NO_PLANT = frozenset(
    "power selected collected complete public reprocessing enrichment treatment pilot".split()
)  # power plants are places
_LONGEST_ACRONYM = 7
_ROMAN = re.compile(r"[IVXL]+")  # `the XXI Session`
_NO_ACRONYMS = frozenset({Mark.STATE, Mark.COUNTRY, Mark.THING_ACRONYM, Mark.COMMON, Mark.ORDINARY, Mark.OFFICE})
_LONGEST_PARTY = 5  # words of its name behind `CC of the`
_LONGEST_BODY = 4  # words of a name that the vocabulary has whole
_OFFICES_OF = frozenset({"office", "council", "secretariat", "chancellery", "cabinet", "staff"})
# Soviet trusts, trade associations and Brazil's state companies are one word; GDR enterprises open with their kind.
_TRUST = re.compile(
    r"[A-Z][a-z'-]{2,20}(?:e(?:ks|x)port|import|torg|snab|sbyt|stroy|trest|film|fil'm|kniga|pechat'?)"
    r"|(?:Soyuz|Glav|Eksport)[a-z]{3,20}'?|[A-Z][a-z]{2,8}sovi?et|[A-Z][a-z]{3,9}br[aá]s"
)
_OWNED = frozenset({"VEB", "VVB", "LPG"})
_LONGEST_OWNED = 4  # words of an enterprise's own name
_no_parties = bearing(Mark.STATE, Mark.COMMON, Mark.HONORIFIC, Mark.NUMBER, Mark.LINK)
_before_holder = bearing(Mark.MODIFIER, Mark.STATE, Mark.NATIONALITY)
_bodies_begin = of_words(lambda _: frozenset(name[0] for name in lexicon.body_names()))
_QUOTES = frozenset('"”»')
_OPENING_QUOTES = frozenset('"“„«')


def acronym(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`the PMAC announced`, `President of CNEA`: an unknown acronym with an article or an office is a body."""
    words = view.words
    word = words[number]
    if not (word.is_upper and 3 <= len(word.text) <= _LONGEST_ACRONYM and number and word.tight):
        return None
    led = (
        words[number - 1].text in ("the", "The")
        or _is_one(words, number)
        or Mark.LOWER_HEAD in words[number - 1].marks
        or _is_headed(words, number)
    )
    if not led or not word.marks.isdisjoint(_NO_ACRONYMS) or _ROMAN.fullmatch(word.text):
        return None
    shouted = is_shouted(words, number)
    return None if shouted or number in view.analysis.places or number in view.analysis.taken else (number, number + 1)


def glossed(view: AnalysedReading, span: tuple[int, int]) -> tuple[int, int] | None:
    """The acronym in brackets right behind a body's name, if it has a letter of the name: `Joint Naval Unit (JNU)`."""
    words, number = view.words, span[1] + 1
    if number + 1 >= len(words) or (words[number - 1].text, words[number + 1].text) != ("(", ")"):
        return None
    word = words[number]
    initials = {w.text[0] for w in words[span[0] : span[1]] if w.is_capital}
    short = word.is_upper and 3 <= len(word.text) <= _LONGEST_ACRONYM and word.text[0] in initials
    return (number, number + 1) if short and word.marks.isdisjoint(_NO_ACRONYMS) else None


def _is_one(words: Sequence[Word], number: int) -> bool:
    """`an SCC meeting`, `an IOD officer`: somebody or something of the body."""
    following = words[number + 1] if number + 1 < len(words) else None
    return words[number - 1].folded in ("a", "an") and following is not None and following.text.islower()


def _is_headed(words: Sequence[Word], number: int) -> bool:
    """Whether an office of the body stands before: `President of CNEA`, `presidents of CNEN`; `Director, INR`."""
    between = words[number - 1].text if number > 1 else ""
    if between == ",":
        ends = number + 1 == len(words) or not words[number + 1].tight or words[number + 1].kind == "mark"
        return ends and words[number - 2].is_capital and Mark.OFFICE in words[number - 2].marks
    office = words[number - 2].folded.removesuffix("s")
    return between == "of" and not words[number - 2].is_upper and office in lexicon.offices()


def is_shouted(words: Sequence[Word], number: int) -> bool:
    """Whether an acronym may be a word of a line in capitals."""
    beside = words[number + 1] if number + 1 < len(words) else None
    return beside is not None and beside.tight and beside.is_upper


def _enterprise(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`the Hwanghae Iron Works`; a plant without a name of its own is none."""
    words = view.words
    word = words[number]
    if Mark.PLANT not in word.marks or not word.is_capital or number == 0 or words[number - 1].folded in _NO_PLANT:
        return None
    first = orgnames.left(view, number, acronym=False)
    return (first, number + 1) if first < number else None


def _owned(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`VEB Carl Zeiss Jena`: the kind of enterprise and its name."""
    words = view.words
    if words[number].text not in _OWNED:
        return None
    last = number + 1
    while last < len(words) and last - number <= _LONGEST_OWNED and words[last].tight and words[last].is_capital:
        last += 1
    return (number, last) if last > number + 1 else None


def _trust(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`Sovexportfilm`, `Mashinoimport`: a word made of the beginnings of others."""
    word = view.words[number]
    return (number, number + 1) if word.is_name_like and _TRUST.fullmatch(word.text) else None


def _central_committee(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`ALP CC`, `CC ALP`, `CC of the ALP`: of any party whose name is an acronym."""
    words = view.words
    if words[number].text != "CC":
        return None
    if number and words[number].tight and _is_party(words, number - 1):
        return number - 1, number + 1
    party = number + 1
    party += party < len(words) and words[party].folded == "of"
    party += party > number + 1 and party < len(words) and words[party].folded == "the"
    if _is_party(words, party) and words[party].tight:
        return number, party + 1
    last = party
    while last < min(len(words), party + _LONGEST_PARTY) and words[last].tight and words[last].is_capital:
        last += 1
        if words[last - 1].folded == "party" and party > number + 1 and last > party + 1:
            return number, last  # `CC of the DRV Worker's Party`
    return None


def whole_name(words: Sequence[Word], number: int) -> tuple[int, int] | None:
    """A whole name of a body, or its acronym: `Senate`, `Department of State`, `OAU`."""
    word = words[number]
    if word.text in lexicon.acronyms():
        beside = (*words[max(0, number - 1) : number], *words[number + 1 : number + 2])
        shouted = any(w.is_upper and len(w.text) > _LONGEST_ACRONYM for w in beside)
        return None if shouted and not word.glued else (number, number + 1)
    if not word.is_capital or word.folded not in _bodies_begin():
        return None
    for last in range(min(len(words), number + _LONGEST_BODY), number, -1):
        run = words[number:last]
        if tuple(w.folded for w in run) in lexicon.body_names():
            named = last < len(words) and words[last].folded == "of" and not word.start  # `State council of X`
            capitals = named or all(w.is_capital or Mark.LINK in w.marks for w in run)
            plain = last == number + 1 and Mark.ORDINARY in word.marks and not _stands_apart(words, number)
            return (number, last) if capitals and not plain and all(w.tight for w in run[1:]) else None
    return None


def _stands_apart(words: Sequence[Word], number: int) -> bool:
    """Whether a capital makes a word a name: `leaders of Solidarity`, `the “Solidarity” union`."""
    before = words[number - 1] if number else None
    following = words[number + 1] if number + 1 < len(words) else None
    if before is None or (following is not None and following.tight and following.is_capital):
        return False
    return before.text in _OPENING_QUOTES or (
        not words[number].start and (not before.is_capital or Mark.NATIONALITY in before.marks)
    )


def _office_of(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`Prime Minister's Office`: the body that works for an office."""
    words = view.words
    if words[number].folded not in _OFFICES_OF or not words[number].is_capital or number == 0:
        return None
    holder = words[number - 1]
    possessive = view.text[holder.end : words[number].begin].strip() in ("'s", "’s")
    if not (possessive and holder.is_capital and Mark.OFFICE in holder.marks):
        return None
    first = number - 1
    while first > 0 and words[first].tight and words[first - 1].is_capital:
        if words[first - 1].folded not in _before_holder():
            break
        first -= 1
    return first, number + 1


def _on_the_air(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`Radio Moscow`, `Air India`, `Hungarian Radio`: stations and airlines called after a place or a people."""
    words = view.words
    if words[number].text not in ("Radio", "Air"):
        return None
    following = words[number + 1] if number + 1 < len(words) and words[number + 1].tight else None
    place = number + 1 + (following is not None and following.text == "Free")  # `Radio Free Europe`
    if place in view.analysis.places and following is not None:
        return number, view.analysis.places[place]
    people = number > 0 and words[number].tight and words[number - 1].folded in lexicon.adjectives()
    ends = words[number].text == "Radio" and not (following is not None and following.is_capital)
    return (number - 1, number + 1) if people and ends and words[number - 1].is_capital else None


def _congress(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`US Congress`, `Congress of the United States`: a parliament, where a party's congress is a meeting."""
    words = view.words
    if words[number].folded != "congress" or not words[number].is_capital:
        return None
    if number and words[number].tight and words[number - 1].folded in ("us", "u.s", "american"):
        return number - 1 + (words[number - 1].folded == "american"), number + 1
    state = number + 2 + (number + 2 < len(words) and words[number + 2].folded == "the")
    if number + 1 < len(words) and words[number + 1].folded == "of" and state in view.analysis.places:
        return number, view.analysis.places[state]
    return None


def _is_party(words: Sequence[Word], number: int) -> bool:
    word = words[number] if number < len(words) else None
    return word is not None and word.is_upper and 2 <= len(word.text) <= 5 and word.folded not in _no_parties()


def _movement(view: AnalysedReading, number: int) -> tuple[int, int] | None:
    """`the Democratic Russia movement`, `the “Free Guinea” movement`: a proper name of several words."""
    words = view.words
    last = number
    while last < len(words) and words[last].is_capital and (last == number or words[last].tight):
        last += 1
    behind = last + (last < len(words) and words[last].text in _QUOTES)
    if not (last - number > 1 and behind < len(words) and Mark.LOWER_HEAD in words[behind].marks):
        return None
    own = [word for word in words[number:last] if not word.is_known]
    before = words[number - 1] if number else None
    opens = before is not None and words[number].tight and not before.is_capital
    return (number, last) if opens and not words[behind].is_capital and own else None


RULES = (acronym, _enterprise, _owned, _trust, _central_committee, _office_of, _on_the_air, _congress, _movement)
"""Each gives the span of a body's name that begins at (or has) a capitalised word, or none."""
