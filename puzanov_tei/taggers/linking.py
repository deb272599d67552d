"""Which record of the authority a name means. A wrong link is worse than none.

A name that one record alone bears is linked. A surname alone is linked when the document has introduced its bearer,
or when a single record has it and nothing speaks against: other initials, another post, another time.
"""

from __future__ import annotations

from dataclasses import dataclass

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Certainty
from puzanov_tei.taggers import lexicon

# What may stand between a part and its whole: `DVO, USSR MFA`, `Far East Department of the USSR MFA`.
_JOINTS = frozenset({"", ",", "of", "of the"})
_PROVINCES = frozenset({"province", "oblast", "krai", "kray"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link (or none), how sure it is, who else may be meant, and what speaks for and against, in words."""

    ref: str = ""
    cert: Certainty = Certainty.UNKNOWN
    candidates: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def organisation(phrase: str, authority: Authority) -> Link:
    """The organisation that bears exactly this name, or the part in a name of whole and part (`USSR MFA UVPI`)."""
    decision = _exact(phrase, "org", authority)
    if decision.ref or decision.candidates:
        return decision
    return _of_state(phrase, authority) or _part_of_whole(phrase, authority)


def within(whole: str, phrase: str, authority: Authority) -> Link:
    """The part of `whole` that bears this name: `Far East Department` of the USSR MFA."""
    decision = _exact(f"{whole} {phrase}", "org", authority)
    return Link(decision.ref, Certainty.MEDIUM) if decision.ref else _exact(phrase, "org", authority)


def _of_state(phrase: str, authority: Authority) -> Link | None:
    """`USSR Gosplan`: the name with its own state before it."""
    state, _, name = phrase.partition(" ")
    of = authority.places.get(_exact(state, "place", authority).ref)
    decision = _exact(name, "org", authority) if of is not None and of.type == "country" else Link()
    org = authority.orgs.get(decision.ref)
    return decision if org is not None and of is not None and org.country == of.country else None


def _part_of_whole(phrase: str, authority: Authority) -> Link:
    pieces = _cover(phrase, authority)
    if len(pieces) != 2:
        return Link()
    for part, whole in (pieces, pieces[::-1]):
        org = authority.orgs[part]
        if org.parent == whole:
            return Link(part, Certainty.HIGH)
    return Link()


def _cover(phrase: str, authority: Authority) -> tuple[str, ...]:
    """Organisations whose names together make up the phrase, if each is the only one of its name."""
    pieces: list[str] = []
    position = 0
    for match in authority.find(phrase):
        if match.kind == "org" and match.begin >= position and phrase[position : match.begin].strip() in _JOINTS:
            if len(match.refs) != 1:
                return ()
            pieces.append(match.refs[0])
            position = match.end
    return tuple(pieces) if not phrase[position:].strip() else ()


def place(phrase: str, authority: Authority) -> Link:
    """The place that bears exactly this name; with or without `River`, `Province` behind it."""
    decision = _exact(phrase, "place", authority)
    bare, _, kind = phrase.rpartition(" ")
    if not (decision.ref or decision.candidates) and kind.casefold() in _PROVINCES:
        decision = _exact(bare, "place", authority)
        region = authority.places.get(decision.ref)
        return decision if region is not None and region.type == "region" else Link()
    article, _, bare = phrase.partition(" ")
    if not decision.ref and article.casefold() == "the" and bare.casefold() in lexicon.rivers():
        return _exact(f"{bare} River", "place", authority)
    return decision


def _exact(phrase: str, kind: str, authority: Authority) -> Link:
    for match in authority.find(phrase):
        if match.kind == kind and match.begin == 0 and match.end >= len(phrase.rstrip("'’.)")):
            if len(match.refs) == 1:
                cert = Certainty.MEDIUM if match.slips else Certainty.HIGH
                return Link(match.refs[0], cert)
            return Link(candidates=match.refs)
    return Link()
