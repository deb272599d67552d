"""What speaks for and against a record for a name, in sentences for the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puzanov_tei.authority import Authority
from puzanov_tei.authority.records import Org, Person, Place

_MOST = 3
_YOUNGEST = 15


def evidence(known: Authority, words: str, identifier: str, year: str, like: Sequence[str] = ()) -> Iterator[str]:
    """Sentences about a name, the record that it is linked to (empty: none), and the year of the document.

    `like` are records, in words, that hold the words among others, for where no record bears the name.
    """
    entry = known.entry(identifier) if identifier else None
    bearers = [ref for match in known.find(words) for ref in match.refs]
    others = [ref for ref in dict.fromkeys(bearers) if ref != (entry.id if entry is not None else "")]
    if entry is not None:
        names = {entry.preferred, *(name.text for name in entry.names)}
        if words in names:
            yield "These words are one of its names, letter for letter."
        elif entry.id in bearers:
            yield "These words hold one of its names."
        else:
            yield "These words are none of its names: the link comes from what stands around them."
    if isinstance(entry, Person):
        yield from _of_person(entry, year)
    if others:
        listed = ", ".join(f"{other.preferred} ({other.id})" for ref in others[:_MOST] if (other := known.entry(ref)))
        more = f" and {len(others) - _MOST} more" if len(others) > _MOST else ""
        yield f"{'Others bear' if entry is not None else 'In the authority,'} the same name: {listed}{more}."
    elif entry is not None and bearers:
        yield "No other record bears this name."
    if entry is None and not others:
        near = [ref for kind in ("person", "place", "org") for ref in known.propose(words, kind, 2)]
        named = [f"{other.preferred} ({other.id})" for ref in near if (other := known.entry(ref))]
        listed = ", ".join(dict.fromkeys((*like, *named)[:_MOST]))
        yield f"No record bears just this name. Perhaps: {listed}." if listed else "No record bears a name like it."


def _of_person(person: Person, year: str) -> Iterator[str]:
    if not year.isdecimal():
        return
    birth, death = person.birth[:4], person.death[:4]
    if death.isdecimal() and int(death) < int(year):
        yield f"Against it: this person died in {death}; the document is of {year}."
    elif birth.isdecimal() and int(year) - int(birth) < _YOUNGEST:
        yield f"Against it: this person was born in {birth}; the document is of {year}."
    held = [role.text for role in person.roles if (role.begin or "0") <= year <= (role.end or "9999") and role.begin]
    if held:
        yield f"In {year}: {'; '.join(held[:_MOST])}."


def facts(entry: Person | Place | Org) -> str:
    """What a record says, in a line: years, state and posts, or kind and country, and other names."""
    match entry:
        case Person():
            years = f"{entry.birth or '?'}-{entry.death or '?'}" if entry.birth or entry.death else ""
            posts = "; ".join(
                " ".join(p for p in (r.text, f"({r.begin}-{r.end})" if r.begin or r.end else "") if p)
                for r in entry.roles[:_MOST]
            )
            said = (years, entry.nationality, posts)
        case Place():
            said = (entry.type, entry.country, "")
        case Org():
            said = (entry.type, entry.country, entry.expansion)
    names = ", ".join(dict.fromkeys(name.text for name in entry.names[:6]))
    return ". ".join(fact for fact in (*said, f"Also called {names}" if names else "") if fact)
