"""Which organisation of the authority a name means: what speaks for and against each, weighed as for persons.

The name (or an acronym), the document's own gloss (`the Socialist Unity Party (SED)`), the state in the name and
beside it, the seat of an embassy, the paper's own state. Another state, another seat, another gloss forbids the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Org
from puzanov_tei.language import Mark
from puzanov_tei.model import Document, PartKind
from puzanov_tei.taggers import evidence, lexicon, linking, orgnames
from puzanov_tei.taggers.analysis import AnalysedReading, readings
from puzanov_tei.taggers.evidence import Ground, nation
from puzanov_tei.taggers.linking import Link

_SEAT = re.compile(r"\b(?:in|to) (?:the )?(?P<place>\S.*)")
_BETWEEN = re.compile(r"\s*[\[(]?\s*(?:of|in|at|to)?\s*(?:the\s)?\s*")
_MANY = re.compile(r"CP[A-Z]|[A-Z]CP")  # communist parties: of China, of Cuba, of Czechoslovakia
_KNOWN = frozenset({"UN"})  # acronyms of two letters that mean one body everywhere
_HEADS = frozenset({PartKind.LETTERHEAD, PartKind.DATELINE, PartKind.TITLE, PartKind.OFFICE})
_GLOSS = re.compile(r"\s?[(\[]\s?(?:the\s|hereafter\s)?[\"“]?(?P<short>[A-Z][A-Za-z]*[A-Z])[\"”]?\s?[)\]]")
_TOWN_OF_STATE = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document says beside the names of bodies.

    Attributes:
        home: the nationality of those who wrote it, as far as its language tells.
        here: codes of the states it says that it comes from or is about: in its title, its letterhead, its date line.
        glosses: acronym -> the name that the document gives it.
    """

    authority: Authority
    home: str
    here: frozenset[str]
    glosses: Mapping[str, str]


def setting(document: Document, authority: Authority) -> Setting:
    """What title, letterhead and glosses of the document tell about bodies."""
    home = "soviet" if document.page.metadata.language_source == "Russian" else ""
    texts = [document.page.metadata.title]
    texts += [v.text for v in readings(document, authority) if not _HEADS.isdisjoint(v.reading.parts)]
    here = {code for text in texts for code in _states(text, authority)}
    return Setting(authority, home, frozenset(here), dict(_glosses(document, authority)))


def _states(text: str, authority: Authority) -> Iterator[str]:
    for match in authority.find(text):
        for ref in match.refs if match.kind == "place" else ():
            yield authority.places[ref].country


def _glosses(document: Document, authority: Authority) -> Iterator[tuple[str, str]]:
    """`Socialist Unity Party (SED)`: an acronym behind a body's name whose letters begin the name's words."""
    text = document.page.source.text
    for view in readings(document, authority):
        for number, word in enumerate(view.words):
            if Mark.ORGANISATION not in word.marks or not word.is_capital:
                continue
            first, last = orgnames.grow(view, number, number + 1)
            _, end = view.span(first, last)
            if match := _GLOSS.match(text, end):
                yield match["short"], view.phrase(first, last)


def decide(view: AnalysedReading, first: int, last: int, about: Setting) -> Link:
    """The link that what is said beside the name allows; a body that it does not allow stays a candidate."""
    phrase = view.phrase(first, last)
    link = linking.organisation(phrase, about.authority)
    if not (link.ref or link.candidates):
        link = _turned(phrase, about.authority)
    if not link.ref and (seat := orgnames.seat(view, first, last + 1, anywhere=True)) > last + 1:
        link = linking.organisation(view.phrase(first, seat), about.authority)
    refs = (link.ref,) if link.ref else link.candidates
    bodies = [about.authority.orgs[ref] for ref in refs]
    weighed = {body.id: frozenset(_grounds(view, first, last, body, about)) for body in bodies}
    if phrase in about.glosses and len(bodies) == 1:
        weighed = {ref: grounds | _gloss(about, phrase, bodies[0]) for ref, grounds in weighed.items()}
    stated = [ref for ref in refs if Ground.STATE in weighed[ref]]
    chosen = stated[0] if len(stated) == 1 else refs[0] if len(refs) == 1 else ""
    return _decided(chosen, weighed, refs)


def _decided(chosen: str, weighed: Mapping[str, frozenset[Ground]], refs: tuple[str, ...]) -> Link:
    if not chosen:
        return Link(candidates=refs)
    cert = evidence.certainty(weighed[chosen])
    words = evidence.in_words(weighed[chosen])
    if cert is None:
        against = not weighed[chosen].isdisjoint(evidence.CONTRADICTIONS)
        return Link(candidates=() if against else refs, evidence=words)
    return Link(chosen, cert, tuple(ref for ref in refs if ref != chosen), words)


def _turned(phrase: str, authority: Authority) -> Link:
    """`MFA DPRK`: the state behind its body."""
    name, _, state = phrase.rpartition(" ")
    if not name or Mark.STATE not in authority.vocabulary[state.casefold()]:
        return Link()
    return linking.organisation(f"{state} {name}", authority)


def _grounds(view: AnalysedReading, first: int, last: int, body: Org, about: Setting) -> Iterator[Ground]:
    words = [word for word in view.words[first:last] if word.kind == "word"]
    alone = len(words) == 1 and words[0].is_upper
    yield Ground.ACRONYM if alone and _MANY.fullmatch(words[0].text) else Ground.NAME
    if alone and len(words[0].text) == len("SA") and words[0].text not in _KNOWN:
        yield Ground.LETTERS
    own = nations_of(body, about.authority)
    inside = {nation(word.folded) for word in words} - {""}
    if own and inside:
        yield Ground.STATE if inside & own else Ground.OTHER_STATE
    elif own and about.home in own:
        yield Ground.HOME
    beside = _beside(view, last, about)
    if body.type == "embassy" and _SEAT.search(view.phrase(first, last).casefold()):
        yield Ground.SEAT
    elif body.type == "embassy":
        yield from _of_seat(seats_of(body, about.authority), beside, body, about)
    elif beside and body.country and not inside:
        yield Ground.STATE if beside == body.country else Ground.OTHER_STATE


def _of_seat(seats: frozenset[str], beside: str, body: Org, about: Setting) -> Iterator[Ground]:
    if beside:
        yield Ground.SEAT if beside in seats else Ground.OTHER_SEAT
    else:
        yield Ground.NO_SEAT if seats.isdisjoint(about.here - {body.country}) else Ground.SEAT


def _beside(view: AnalysedReading, last: int, about: Setting) -> str:
    """Code of the state right behind a name: `the CPC [of Czechoslovakia]`, `DPRK Embassy in Moscow`."""
    words = view.words
    for number in range(last, min(len(words), last + _TOWN_OF_STATE)):
        if number in view.analysis.places:
            between = view.text[words[last - 1].end : words[number].begin]
            bracket = view.is_opened(last) or "(" in between or "[" in between
            linked = between.split() and between.split()[0] in ("of", "in", "at", "to")
            if not _BETWEEN.fullmatch(between) or not (bracket or linked):
                return ""
            refs = _place(view, number)
            codes = {about.authority.places[ref].country for ref in refs}
            return codes.pop() if len(codes) == 1 else ""
    return ""


def _place(view: AnalysedReading, number: int) -> tuple[str, ...]:
    for first, _, match in view.analysis.matches:
        if first == number and match.kind == "place":
            return match.refs
    return ()


def _gloss(about: Setting, phrase: str, body: Org) -> frozenset[Ground]:
    """Whether the document spells an acronym out as the authority does."""
    spelt = about.glosses[phrase]
    names = (body.preferred, body.expansion, *(name.text for name in body.names))
    told = {word for name in names for word in name.casefold().split()}
    said = [word for word in spelt.casefold().split() if word not in lexicon.function_words()]
    agrees = all(word in told or word in lexicon.org_heads() for word in said)
    return frozenset({Ground.GLOSS if agrees else Ground.OTHER_GLOSS})


def nations_of(body: Org, authority: Authority) -> frozenset[str]:
    """The nationalities of a body's state: `soviet` for SU; none if the vocabulary has no word for it."""
    return authority.nations.get(body.country, frozenset())


def seats_of(body: Org, authority: Authority) -> frozenset[str]:
    """Codes of the state in which an embassy is, of its time and of today; none if its names do not tell."""
    names = (body.preferred, *(name.text for name in body.names))
    said = [match["place"] for name in names if (match := _SEAT.search(name))]
    places = [linking.place(name, authority).ref for name in said]
    return frozenset(authority.places[ref].country for ref in places if ref)


def candidate(link: Link, why: Ground) -> Link:
    """The link taken back for one more reason."""
    words = (*link.evidence, *evidence.in_words((why,)))
    return Link(candidates=(link.ref, *link.candidates), evidence=words)
