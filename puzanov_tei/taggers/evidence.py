"""What speaks for and against a link to a person of the authority, weighed in one place.

A wrong link is worse than none. Each ground has a weight (`WEIGHTS`); a contradiction forbids `high`, and a surname
alone with a contradiction is no link at all. So what is added against a link never makes it surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from puzanov_tei.authority.records import Person
from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import Certainty, Mention, Source
from puzanov_tei.taggers import lexicon

_YOUNGEST = 15


class Ground(StrEnum):
    """One thing that speaks for a link or against it, in words for a reader."""

    FULL_NAME = "the only one of this full name"
    INITIALS = "the only one of these initials"
    FIRST_INITIALS = "initials agree as far as they go"
    ROMANIZATION = "the name in another romanization"
    LOOSE_ROMANIZATION = "nearly the name in another romanization"
    OTHER_SPELLING = "the spelling in brackets behind the name"
    SURNAME = "the only one of this surname"
    INTRODUCED = "the document names this person in full"
    INTRODUCED_LOOSELY = "the document names this person, linked with doubt"
    RARE = "a rare surname"
    HONOURED = "named with an honorific, as one known to the reader"
    HOME = "of the state whose paper this is"
    COMPANY = "listed with others whom the authority knows"
    OFFICE = "the office agrees"
    COMMON_OFFICE = "an office that several hold agrees"
    STATE = "the state agrees"
    NAME = "the only body of this name"
    ACRONYM = "an acronym that parties of several states have"
    LETTERS = "two letters that many things have"
    GLOSS = "the document spells it out so"
    SEAT = "its seat is named"
    PLACE_NAME = "the only place of this name"
    PART = "a people's name before it: a part of it, or another place"
    OTHER_TIME = "no state had this name then"
    COMMON = "a surname that many bear"
    RESPELT = "a surname in another romanization"
    LISTED = "a bare surname in a list of the office"
    OTHER_OFFICE = "another office"
    OTHER_STATE = "another state"
    OTHER_INITIALS = "other initials"
    OTHER_SEAT = "another seat"
    OTHER_GLOSS = "the document spells it out otherwise"
    NO_SEAT = "embassies of this state stand in many capitals"
    EVERY_STATE = "every state has one"
    DEAD = "died before the document"
    DOUBTFUL = "the record itself is doubtful"
    UNBORN = "too young, or not yet born"
    TRADE = "a trade, not an office"
    WOMAN = "a woman's style: perhaps somebody's wife"


WEIGHTS: Mapping[Ground, int] = {
    Ground.FULL_NAME: 6,
    Ground.INITIALS: 6,
    Ground.FIRST_INITIALS: 3,
    Ground.ROMANIZATION: 4,
    Ground.LOOSE_ROMANIZATION: 1,
    Ground.OTHER_SPELLING: 4,
    Ground.SURNAME: 1,
    Ground.INTRODUCED: 4,
    Ground.INTRODUCED_LOOSELY: 2,
    Ground.RARE: 1,
    Ground.HONOURED: 1,
    Ground.HOME: 1,
    Ground.COMPANY: 2,
    Ground.OFFICE: 2,
    Ground.COMMON_OFFICE: 1,
    Ground.STATE: 1,
    Ground.NAME: 6,
    Ground.ACRONYM: 4,
    Ground.LETTERS: -6,
    Ground.GLOSS: 4,
    Ground.SEAT: 1,
    Ground.PLACE_NAME: 6,
    Ground.PART: -6,
    Ground.OTHER_TIME: -3,
    Ground.COMMON: -1,
    Ground.RESPELT: -1,
    Ground.LISTED: -2,
    Ground.OTHER_OFFICE: -2,
    Ground.OTHER_STATE: -3,
    Ground.OTHER_INITIALS: -3,
    Ground.OTHER_SEAT: -9,
    Ground.OTHER_GLOSS: -9,
    Ground.NO_SEAT: -6,
    Ground.EVERY_STATE: -9,
    Ground.DEAD: 0,
    Ground.DOUBTFUL: 0,
    Ground.UNBORN: -9,
    Ground.TRADE: -3,
    Ground.WOMAN: -3,
}
CONTRADICTIONS = frozenset(
    {
        *(Ground.OTHER_OFFICE, Ground.OTHER_STATE, Ground.OTHER_INITIALS, Ground.UNBORN, Ground.TRADE),
        *(Ground.OTHER_SEAT, Ground.OTHER_GLOSS, Ground.PART, Ground.OTHER_TIME),
    }
)
# A link may stand, and is not sure: the dead are talked of, too.
DOUBTS = frozenset({Ground.DEAD, Ground.DOUBTFUL})
# More than a surname is known.
_TELLING = frozenset(
    {Ground.FULL_NAME, Ground.INITIALS, Ground.FIRST_INITIALS, Ground.ROMANIZATION, Ground.OTHER_SPELLING}
)
HIGH, MEDIUM = 5, 2
"""From which sum of weights a link is sure, and from which it is made at all."""


def certainty(grounds: Iterable[Ground]) -> Certainty | None:
    """How sure a link on these grounds is; None: no link, the person is a candidate at best."""
    given = frozenset(grounds)
    total = sum(WEIGHTS[ground] for ground in given)
    against = given & CONTRADICTIONS
    if total < MEDIUM or (against and given.isdisjoint(_TELLING)) or len(against) > 1:
        return None
    return Certainty.HIGH if total >= HIGH and not (against or given & DOUBTS) else Certainty.MEDIUM


def in_words(grounds: Iterable[Ground]) -> tuple[str, ...]:
    """The grounds as a reader is told them, those against marked."""
    ordered = sorted(grounds, key=lambda ground: (-WEIGHTS[ground], ground.value))
    return tuple(f"{'against' if WEIGHTS[g] < 0 or g in DOUBTS else 'for'}: {g.value}" for g in ordered)


def doubtful(source: Source, mentions: Iterable[Mention]) -> Iterator[str]:
    """The links that are not sure, and the persons who may be meant, with what speaks for and against each."""
    for mention in mentions:
        if not mention.evidence or (mention.ref and mention.cert is Certainty.HIGH):
            continue
        line, column = source.location(mention.begin)
        words = " ".join(source.text[mention.begin : mention.end].split())
        meant = f"{mention.ref}, {mention.cert}" if mention.ref else "not linked"
        perhaps = f", perhaps {', '.join(mention.candidates)}" if mention.candidates else ""
        yield f"{line}:{column} {words} = {meant}{perhaps} ({'; '.join(mention.evidence)})"


@dataclass(frozen=True, slots=True)
class Title:
    """What the titles round a name say.

    Attributes:
        words: their words, folded.
        states: the states and nationalities before their heads: `Indian` in `Indian Ambassador`.
    """

    words: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()


NO_TITLE = Title()

# Offices that say who somebody is: a bearer of one is no bearer of another.
_TELLING_OFFICES = frozenset(
    {"ambassador", "premier", "president", "counsellor", "attache", "consul", "envoy", "marshal", "interpreter"}
)
_ONE_A_STATE = frozenset({"premier", "president", "king", "queen", "shah", "emperor", "chancellor", "marshal"})
_deputies = bearing(Mark.DEPUTY)
_SAME_OFFICE = {
    "counselor": "counsellor", "councillor": "counsellor", "councilor": "counsellor", "attaché": "attache",
    "head": "chief", "leader": "chief", "prime": "premier", "advisor": "adviser",
}  # fmt: skip
# Whom papers call premier in states that have no office of that name.
_HEADS_GOVERNMENT = re.compile(r"chairman of the (?:\S+ )?council of (?:people's )?(?:ministers|commissars)")
_PLAIN = frozenset({"deputy", "chief", "head", "leader", "representative"})


def of_title(title: Title, person: Person) -> Iterator[Ground]:
    """What the titles say: the office, the state, a trade."""
    offices = {office(word) for word in title.words & lexicon.offices()}
    posts = offices_of(person) if offices else frozenset()
    agrees = posts & (offices - _PLAIN)
    if agrees:
        yield Ground.OFFICE if _is_one_persons(title.words, posts, agrees) else Ground.COMMON_OFFICE
    elif title.words & lexicon.civil_offices():
        yield Ground.TRADE
    elif posts and offices & _TELLING_OFFICES:
        yield Ground.OTHER_OFFICE
    nations = {nation(word) for word in title.states} - {""}
    own = person.nationality.casefold()
    if nations and own:
        yield Ground.STATE if any(one in own for one in nations) else Ground.OTHER_STATE


def _is_one_persons(words: frozenset[str], posts: frozenset[str], agrees: frozenset[str]) -> bool:
    """Whether a state has one bearer of the office at a time: a premier, not an ambassador or a deputy."""
    deputy = (words & _deputies()) - posts
    foreign = "minister" in agrees and "foreign" in words and "foreign" in posts
    return not deputy and (foreign or not agrees.isdisjoint(_ONE_A_STATE))


def differ(one: Title, other: Title) -> bool:
    """Whether two titles cannot be one person's: `Premier` and `Ambassador`, `Indian` and `Soviet`."""
    offices = [{office(word) for word in title.words} & _TELLING_OFFICES for title in (one, other)]
    nations = [{nation(word) for word in title.states} - {""} for title in (one, other)]
    return any(a and b and a.isdisjoint(b) for a, b in (offices, nations))


def of_time(year: str, person: Person) -> Iterator[Ground]:
    """What the years of life say against a document of this year."""
    if year.isdigit() and person.birth.isdigit() and int(person.birth) + _YOUNGEST > int(year):
        yield Ground.UNBORN
    if year.isdigit() and person.death.isdigit() and int(person.death) < int(year):
        yield Ground.DEAD


def offices_of(person: Person) -> frozenset[str]:
    """The words of a person's posts, offices that mean the same made one."""
    texts = [role.text.casefold() for role in person.roles]
    words = {office(word) for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    heads = any(_HEADS_GOVERNMENT.match(text) for text in texts)
    return frozenset(words | {"premier"} if heads else words)


def office(word: str) -> str:
    """The word under which an office is compared."""
    return _SAME_OFFICE.get(word, word)


_nations = of_words(lambda words: words.valued(Mark.STATE))


def nation(word: str) -> str:
    """The nationality that a state's abbreviation or an adjective means: `korean` for `DPRK`; empty if none."""
    if word in _nations():
        return _nations()[word]
    return word if word in lexicon.adjectives() and word not in lexicon.directions() else ""
