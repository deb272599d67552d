"""Who the persons of one document are: names gathered over the whole document, then linked together.

A full name is looked up in the authority. A surname alone is whoever the document has introduced by it; else the only
person of the authority who bears it, if the words around agree. Two who bear one surname are told apart by initials.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from puzanov_tei.authority import fold
from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Person
from puzanov_tei.model import Certainty
from puzanov_tei.taggers import lexicon
from puzanov_tei.taggers.linking import Decision

_YOUNGEST = 15
_LOOK_BACK = 50
_SHORTEST_FORENAME = 4
_MOST_CANDIDATES = 5
_MOST_PROPOSALS = 300
_INITIAL = re.compile(r"[^\W\d_]{1,4}")
# Cyrillic letters that English writes with two; the rest are their first letter.
_DIGRAPHS = {"ye": "E", "yu": "YU", "iu": "YU", "ju": "YU", "ya": "YA", "ia": "YA", "ja": "YA", "yo": "YO"}
# Surnames that many bear: the authority's one bearer needs support from the words around.
_COMMON = frozenset(
    fold.key(surname)
    for surname in (
        "ivanov petrov sidorov smirnov kuznetsov popov vasilyev sokolov mikhailov novikov fedorov morozov volkov "
        "alekseyev lebedev semyonov yegorov pavlov kozlov stepanov nikolayev orlov andreyev makarov nikitin zakharov "
        "zaytsev solovyov borisov yakovlev grigoryev romanov vorobyov sergeyev kuzmin frolov aleksandrov dmitriyev "
        "korolyov gusev kiselyov ilyin maksimov polyakov sorokin vinogradov kovalyov belov medvedev antonov tarasov "
        "zhukov baranov filippov komarov davydov belyayev gerasimov bogdanov osipov matveyev titov markov mironov "
        "novotny novak schmidt muller weber kovacs szabo horvath malik kozlovsky johnson clark taylor kirk nagy "
        "fischer dash person"
    ).split()
)
_STAFF = ("translator", "historian", "coordinator")
_SAME_OFFICE = {"counselor": "counsellor", "councillor": "counsellor", "attaché": "attache", "head": "chief",
                "premier": "minister", "advisor": "adviser"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention says of a person.

    Attributes:
        surname: as printed.
        initials: normalized initials, as `("A", "YA")`; empty without.
        given: the forename as printed, if it is more than initials.
        refs: records of the authority that bear exactly this name.
        roles: the words of the titles around it, folded.
        alternates: records that bear the other spelling in brackets behind the name.
        among_colleagues: in a distribution list, a note by hand, or with an honorific.
        order: position in the document.
        reading: number of the reading it stands in.
    """

    surname: str
    initials: tuple[str, ...] = ()
    given: str = ""
    refs: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    among_colleagues: bool = False
    order: int = 0
    reading: int = 0

    @property
    def is_full(self) -> bool:
        """More than a surname."""
        return bool(self.initials or self.given or self.refs or self.alternates)

    @property
    def key(self) -> str:
        """The folded surname."""
        return fold.key(self.surname)


@dataclass(slots=True)
class _Bearers:
    """Those whom a document introduces by one surname, in its order."""

    known: list[tuple[Named, Decision]] = field(default_factory=list)
    identities: set[str] = field(default_factory=set)

    def add(self, named: Named, decision: Decision) -> None:
        self.known.append((named, decision))
        self.identities.add(decision.ref or _identity(named))

    def near(self, named: Named) -> list[tuple[Named, Decision]]:
        """Those in this paragraph and the one before, before this place (the last few of them)."""
        end = bisect_left(self.known, named.order, key=lambda pair: pair[0].order)
        return [pair for pair in self.known[max(0, end - _LOOK_BACK) : end] if pair[0].reading >= named.reading - 1]


@dataclass(slots=True)
class People:
    """The persons of a document as far as they are known."""

    authority: Authority
    year: str = ""
    _introduced: dict[str, _Bearers] = field(default_factory=dict)
    _refs: set[str] = field(default_factory=set)
    _proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def introduce(self, names: Sequence[Named]) -> None:
        """Learn the full names of the document, then surnames with a title (`Ambassador Fischer`), then the rest."""
        titled = [named for named in names if not named.is_full and (named.roles or named.among_colleagues)]
        bare = [named for named in names if not (named.is_full or named.roles or named.among_colleagues)]
        for stage in ([named for named in names if named.is_full], titled, bare):
            new = [named for named in stage if named.is_full or named.key not in self._introduced]
            for named, decision in [(named, self.decide(named)) for named in new]:
                self._learn(named, decision)

    def _learn(self, named: Named, decision: Decision) -> None:
        self._introduced.setdefault(named.key, _Bearers()).add(named, decision)
        if forename := _known_by_forename(named):
            self._introduced.setdefault(forename, _Bearers()).add(named, decision)
        if decision.ref:
            self._refs.add(decision.ref)

    def first_order(self, surname: str) -> int:
        """Where the document first gives somebody of this surname a full name; -1 if nowhere."""
        bearers = self._introduced.get(fold.key(surname))
        return bearers.known[0][0].order if bearers else -1

    def decide(self, named: Named) -> Decision:
        """Who is meant."""
        if named.is_full:
            return self._full(named)
        return self._surname(named)

    def _full(self, named: Named) -> Decision:
        if len(named.refs) == 1:
            return Decision(named.refs[0], Certainty.HIGH)
        if named.refs:
            return Decision(candidates=named.refs)
        if not named.initials or named.alternates:
            return self._spelt_otherwise(named)
        bearers = self._bearers(named.surname)
        exact = [p for p in bearers if initials_of(p) == named.initials]
        if len(exact) == 1:
            return Decision(exact[0].id, Certainty.HIGH)
        shorter = [p for p in bearers if initials_of(p)[: len(named.initials)] == named.initials]
        if len(shorter) == 1 and not exact:
            return Decision(shorter[0].id, Certainty.HIGH if self._rare(named) else Certainty.MEDIUM)
        misprinted = [p for p in bearers if initials_of(p)[:1] == named.initials[:1] and _same_office(named, p)]
        if len(misprinted) == 1 and not exact and not shorter:
            return Decision(misprinted[0].id, Certainty.MEDIUM)
        return Decision(candidates=tuple(p.id for p in exact or shorter))

    def _spelt_otherwise(self, named: Named) -> Decision:
        """By another romanization, or by the other spelling that the translator gives in brackets."""
        name = f"{named.surname} {named.given}"
        refs = {p.id for p in self.authority.romanized(name)} | set(named.alternates)
        if len(refs) == 1:
            return Decision(refs.pop(), Certainty.MEDIUM)
        loose = self.authority.romanized_loosely(name)
        if len(loose) == 1 and not refs and (_same_office(named, loose[0]) or loose[0].id in self._refs):
            return Decision(loose[0].id, Certainty.MEDIUM)
        return Decision(candidates=tuple(sorted(refs)) or self._similar(named))

    def _similar(self, named: Named) -> tuple[str, ...]:
        """Records with a similar name, for the first few hundred names of a document (a search is not cheap)."""
        name = f"{named.surname} {named.given}"
        if name not in self._proposed and len(self._proposed) < _MOST_PROPOSALS:
            self._proposed[name] = self.authority.propose(name, "person")
        return self._proposed.get(name, ())

    def _surname(self, named: Named) -> Decision:
        bearers = self._introduced.get(named.key)
        if bearers:
            return _introduced_by(bearers, named)
        known = self._bearers(named.surname)
        if len(known) != 1 or _family_first(known[0]):
            return Decision()
        person = known[0]
        if named.roles & lexicon.CIVIL_OFFICES and not _same_office(named, person):
            return Decision()
        if self._rare(named) or named.among_colleagues or _same_office(named, person):
            return Decision(person.id, Certainty.HIGH if person.cert == "high" else Certainty.MEDIUM)
        return Decision(candidates=(person.id,))

    def _rare(self, named: Named) -> bool:
        return named.key not in _COMMON

    def _bearers(self, surname: str) -> list[Person]:
        """Persons of the authority with this surname who lived at the time and belong to the documents' world."""
        return [p for p in self.authority.surnamed(surname) if not _is_staff(p) and self._lived(p)]

    def _lived(self, person: Person) -> bool:
        if not (self.year.isdigit() and person.birth.isdigit()):
            return True
        return int(person.birth) + _YOUNGEST <= int(self.year)


def _introduced_by(bearers: _Bearers, named: Named) -> Decision:
    """The one person introduced by this surname, or the only one of them in this paragraph and the one before."""
    meant = bearers.known[:1]
    if len(bearers.identities) > 1:
        meant = bearers.near(named)
        if len({decision.ref or _identity(full) for full, decision in meant}) != 1:
            around = meant or bearers.known[:_LOOK_BACK]
            return Decision(candidates=tuple(dict.fromkeys(d.ref for _, d in around if d.ref))[:_MOST_CANDIDATES])
    full, decision = meant[0]
    if named.roles & lexicon.CIVIL_OFFICES and full.roles and not named.roles & full.roles:
        return Decision()
    if not decision.ref:
        return Decision()
    return Decision(decision.ref, Certainty.HIGH if decision.cert is Certainty.HIGH else Certainty.MEDIUM)


def _known_by_forename(named: Named) -> str:
    """The folded first name by which a text may go on to call somebody: `Saddam`, `Burhan`; empty for East Asians."""
    first = named.given.split()[0] if named.given else ""
    surname = named.surname.casefold()
    if len(first) < _SHORTEST_FORENAME or "-" in named.given or surname in lexicon.KOREAN_SURNAMES:
        return ""
    return "" if surname in lexicon.CHINESE_SURNAMES | lexicon.VIETNAMESE_SURNAMES else fold.key(first)


def _identity(named: Named) -> str:
    return " ".join((named.key, *named.initials[:1], fold.fold(named.given).key))


def initials_of(person: Person) -> tuple[str, ...]:
    """A person's initials, `("A", "M")`, from the full forenames."""
    return tuple(normal_initial(word) for word in person.forename.split())


def normal_initial(word: str) -> str:
    """`Ya.` and `Yakov` as `YA`, `Ye.` and `E.` as `E`, other names by their first letter."""
    match = _INITIAL.match(fold.plain(word))
    if match is None:
        return ""
    start = match.group().casefold()
    return _DIGRAPHS.get(start[:2]) or start[0].upper()


def _family_first(person: Person) -> bool:
    return any(people in person.nationality for people in ("Korean", "Chinese", "Vietnamese"))


def _is_staff(person: Person) -> bool:
    return any(word in role.text.casefold() for role in person.roles for word in _STAFF)


def _same_office(named: Named, person: Person) -> bool:
    """Whether a title in the text is one of the person's posts."""
    posts = {_office(word) for role in person.roles for word in re.findall(r"[^\W\d_]+", role.text.casefold())}
    return any(_office(word) in posts for word in named.roles & (lexicon.OFFICES - {"deputy", "chief", "head"}))


def _office(word: str) -> str:
    return _SAME_OFFICE.get(word, word)
