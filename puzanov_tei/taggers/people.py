"""Who the persons of one document are: names gathered over the whole document, then linked together.

A full name is looked up in the authority. A surname alone is whoever the document has introduced by it; else the only
person of the authority who bears it, if the words around agree. Two who bear one surname are told apart by initials.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from puzanov_tei.authority import fold
from puzanov_tei.authority.lookup import Authority
from puzanov_tei.authority.records import Person
from puzanov_tei.language import Mark, bearing, of_words
from puzanov_tei.model import Certainty
from puzanov_tei.taggers import evidence, lexicon
from puzanov_tei.taggers.evidence import NO_TITLE, Ground, Title
from puzanov_tei.taggers.initials import initials_of
from puzanov_tei.taggers.linking import Link

_COMPANY = 3  # persons of one state in the lists of a document
_LOOK_BACK = 50
_SHORTEST_FORENAME = 4
_MOST_CANDIDATES = 5
_MOST_PROPOSALS = 300
# Surnames that many bear: the authority's one bearer needs support from the words around.
_common = of_words(lambda words: frozenset(map(fold.key, words.words(Mark.SURNAME_COMMON))))
_surname_first = bearing(Mark.SURNAME_CHINESE, Mark.SURNAME_VIETNAMESE)
_women = bearing(Mark.WOMAN)
_STAFF = ("translator", "historian", "coordinator")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a mention says of a person.

    Attributes:
        surname: as printed.
        initials: normalized initials, as `("A", "YA")`; empty without.
        given: the forename as printed, if it is more than initials.
        refs: records of the authority that bear exactly this name.
        title: what the titles around it say.
        alternates: records that bear the other spelling in brackets behind the name.
        is_listed: in a distribution list or another part where the office is among itself.
        is_honoured: with an honorific, or in a note by hand.
        order: position in the document.
        reading: number of the reading it stands in.
    """

    surname: str
    initials: tuple[str, ...] = ()
    given: str = ""
    refs: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    title: Title = NO_TITLE
    is_listed: bool = False
    is_honoured: bool = False
    order: int = 0
    reading: int = 0

    @property
    def is_full(self) -> bool:
        """More than a surname."""
        return bool(self.initials or self.given or self.refs or self.alternates)

    @property
    def roles(self) -> frozenset[str]:
        """The words of the titles around it, folded."""
        return self.title.words

    @property
    def is_titled(self) -> bool:
        """Whether more than a surname says who is meant, or that the readers know it."""
        return bool(self.roles) or self.is_listed or self.is_honoured

    @property
    def key(self) -> str:
        """The folded surname."""
        return fold.key(self.surname)


@dataclass(slots=True)
class _Bearers:
    """Those whom a document introduces by one surname, in its order."""

    known: list[tuple[Naming, Link]] = field(default_factory=list)
    identities: set[str] = field(default_factory=set)

    def add(self, named: Naming, decision: Link) -> None:
        self.known.append((named, decision))
        self.identities.add(decision.ref or _identity(named))

    def alike(self, named: Naming) -> list[tuple[Naming, Link]]:
        """Those whose offices do not differ from what the titles round `named` say."""
        return [pair for pair in self.known if not evidence.differ(named.title, pair[0].title)]

    def near(self, named: Naming) -> list[tuple[Naming, Link]]:
        """Those in this paragraph and the one before, before this place (the last few of them)."""
        end = bisect_left(self.known, named.order, key=lambda pair: pair[0].order)
        around = self.known[max(0, end - _LOOK_BACK) : end + 1]
        near = [pair for pair in around if named.reading - 1 <= pair[0].reading <= named.reading]
        return [pair for pair in near if not evidence.differ(named.title, pair[0].title)]


@dataclass(slots=True)
class People:
    """The persons of a document as far as they are known; `hinted` are words that something shows to be names."""

    authority: Authority
    year: str = ""
    home: str = ""
    hinted: frozenset[str] = frozenset()
    _introduced: dict[str, _Bearers] = field(default_factory=dict)
    _refs: set[str] = field(default_factory=set)
    _listed: Counter[str] = field(default_factory=Counter)
    _proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def introduce(self, names: Sequence[Naming]) -> None:
        """Learn the full names of the document, then surnames with a title (`Ambassador Fischer`), then the rest."""
        titled = [named for named in names if not named.is_full and named.is_titled]
        bare = [named for named in names if not (named.is_full or named.is_titled)]
        for stage in ([named for named in names if named.is_full], titled, bare):
            new = [named for named in stage if named.is_full or self._is_new(named)]
            for named, decision in [(named, self.decide(named)) for named in new]:
                self._learn(named, decision)

    def list_together(self, names: Iterable[Naming]) -> None:
        """Learn who stands in the lists of the document: several whom the authority knows vouch for each other."""
        for surname in {named.key: named.surname for named in names if named.is_listed}.values():
            self._listed.update(person.nationality for person in self._only_bearer(surname))

    def _is_new(self, named: Naming) -> bool:
        """Nobody of this surname has been introduced, or nobody with this office."""
        bearers = self._introduced.get(named.key)
        return bearers is None or (named.is_titled and not bearers.alike(named))

    def _learn(self, named: Naming, decision: Link) -> None:
        self._introduced.setdefault(named.key, _Bearers()).add(named, decision)
        for name in _also_called(named):
            self._introduced.setdefault(name, _Bearers()).add(named, decision)
        if decision.ref:
            self._refs.add(decision.ref)

    def first_order(self, surname: str) -> int:
        """Where the document first gives somebody of this surname a full name; -1 if nowhere."""
        bearers = self._introduced.get(fold.key(surname))
        return bearers.known[0][0].order if bearers else -1

    def pair(self, text: str) -> tuple[str, ...]:
        """The two surnames with a hyphen between, of persons whom the document names: `Osei-Mensah`; else nothing."""
        one, _, other = text.partition("-")
        named = all(part[:1].isupper() and self.first_order(part) >= 0 for part in (one, other))
        return (one, other) if named else ()

    def decide(self, named: Naming) -> Link:
        """Who is meant."""
        return self._full(named) if named.is_full else self._surname(named)

    def _full(self, named: Naming) -> Link:
        if named.refs:
            return self._one_of(named, [self.authority.persons[ref] for ref in named.refs], Ground.FULL_NAME)
        if not named.initials or named.alternates:
            return self._spelt_otherwise(named)
        bearers = self._bearers(named.surname)
        exact = [p for p in bearers if initials_of(p) == named.initials]
        if exact:
            several = len(named.initials) > 1
            return self._one_of(named, exact, Ground.INITIALS if several else Ground.FIRST_INITIALS)
        shorter = [p for p in bearers if initials_of(p)[: len(named.initials)] == named.initials]
        if shorter:
            return self._one_of(named, shorter, Ground.FIRST_INITIALS)
        misprinted = [p for p in bearers if initials_of(p)[:1] == named.initials[:1] and self._agrees(named, p)]
        if len(misprinted) == 1:
            return self._one_of(named, misprinted, Ground.FIRST_INITIALS, Ground.OTHER_INITIALS)
        return Link()

    def _one_of(self, named: Naming, persons: Sequence[Person], *grounds: Ground) -> Link:
        """The link to the one person that bears the name, if what is said of it does not speak against it."""
        if len(persons) != 1:
            return Link(candidates=tuple(person.id for person in persons))
        (person,) = persons
        # Records do not hold every office: with more than a surname another one is no contradiction.
        beside = set(self._beside(named, person)) - {Ground.OTHER_OFFICE, Ground.TRADE}
        return _decided(person.id, (*grounds, *beside))

    def _beside(self, named: Naming, person: Person) -> Iterator[Ground]:
        """What title, surname and time say for and against a person, whatever the form of the name."""
        said = set(evidence.of_title(named.title, person))
        if self.home and self.home in person.nationality.casefold():
            yield Ground.HOME
            if Ground.COMMON_OFFICE in said:
                yield Ground.OFFICE  # the readers know which of their own ambassadors is meant
        yield from said
        yield from evidence.of_time(self.year, person)
        if named.key in _common():
            yield Ground.COMMON
        elif not _family_first(person):
            yield Ground.RARE

    def _agrees(self, named: Naming, person: Person) -> bool:
        return not {Ground.OFFICE, Ground.COMMON_OFFICE}.isdisjoint(evidence.of_title(named.title, person))

    def _spelt_otherwise(self, named: Naming) -> Link:
        """By another romanization, or by the other spelling that the translator gives in brackets."""
        name = f"{named.surname} {named.given}"
        grounds = {p.id: Ground.ROMANIZATION for p in self.authority.romanized(name)}
        grounds.update(dict.fromkeys(named.alternates, Ground.OTHER_SPELLING))
        if grounds:
            persons = [self.authority.persons[ref] for ref in sorted(grounds)]
            return self._one_of(named, persons, *dict.fromkeys(grounds.values()))
        loose = self.authority.romanized_loosely(name)
        if len(loose) == 1 and (self._agrees(named, loose[0]) or loose[0].id in self._refs):
            met = [Ground.INTRODUCED] if loose[0].id in self._refs else []
            return self._one_of(named, loose, Ground.LOOSE_ROMANIZATION, *met)
        return Link(candidates=self._similar(named))

    def _similar(self, named: Naming) -> tuple[str, ...]:
        """Records with a similar name, for the first few hundred names of a document (a search is not cheap)."""
        name = f"{named.surname} {named.given}"
        if name not in self._proposed and len(self._proposed) < _MOST_PROPOSALS:
            self._proposed[name] = self.authority.propose(name, "person")
        return self._proposed.get(name, ())

    def _surname(self, named: Naming) -> Link:
        bearers = self._introduced.get(named.key)
        if bearers:
            return self._introduced_by(bearers, named)
        known = self._meant(named)
        if not known or _family_first(known[0]):
            return Link()
        if len(known) > 1:
            return self._several(named, known[:_MOST_CANDIDATES])
        doubtful = () if known[0].cert == "high" else (Ground.DOUBTFUL,)
        beside = (*self._alone(named, known[0]), *self._beside(named, known[0]))
        return _decided(known[0].id, (Ground.SURNAME, *doubtful, *beside))

    def _several(self, named: Naming, known: Sequence[Person]) -> Link:
        """No link: those who may be meant, with what speaks for and against each."""
        words = (f"{p.id}, {line}" for p in known for line in evidence.in_words(set(self._beside(named, p))))
        return Link(candidates=tuple(person.id for person in known), evidence=tuple(words))

    def _meant(self, named: Naming) -> list[Person]:
        """The bearers of a surname whom state and office allow; the only one whose office says so, if it does."""
        known = self._bearers(named.surname)
        if len(known) < 2:
            return known
        said = {person.id: set(evidence.of_title(named.title, person)) for person in known}
        known = [person for person in known if Ground.OTHER_STATE not in said[person.id]] or known
        stated = [person for person in known if Ground.STATE in said[person.id]]
        known = stated or known
        for office in ({Ground.OFFICE}, {Ground.OFFICE, Ground.COMMON_OFFICE}):
            if len(held := [person for person in known if office & said[person.id]]) == 1:
                return held
        return known

    def _alone(self, named: Naming, person: Person) -> Iterator[Ground]:
        """What the place of a bare surname says."""
        if named.is_honoured:
            yield Ground.HONOURED
        if all(
            fold.key(form.rpartition(" ")[2]) != named.key for form in (person.surname, *(n.text for n in person.names))
        ):
            yield Ground.RESPELT
        if named.title.words & _women():
            yield Ground.WOMAN
        if named.is_listed and not named.title.words & lexicon.offices():
            yield Ground.LISTED
        if named.is_listed and self._listed[person.nationality] >= _COMPANY:
            yield Ground.COMPANY

    def _introduced_by(self, bearers: _Bearers, named: Naming) -> Link:
        """The one person introduced by this surname, or the only one of them in this paragraph and the one before."""
        meant = bearers.alike(named)[:1]
        if len(bearers.identities) > 1:
            meant = bearers.near(named)
            if len({decision.ref or _identity(full) for full, decision in meant}) != 1:
                around = meant or bearers.known[:_LOOK_BACK]
                return Link(candidates=tuple(dict.fromkeys(d.ref for _, d in around if d.ref))[:_MOST_CANDIDATES])
        if not meant:
            return Link()
        full, decision = meant[0]
        if not decision.ref:
            return decision
        if named.title.words & lexicon.civil_offices() and full.roles and not named.roles & full.roles:
            return Link()
        sure = decision.cert is Certainty.HIGH
        known = Ground.INTRODUCED if sure else Ground.INTRODUCED_LOOSELY
        person = self.authority.persons[decision.ref]
        told = set() if sure else {Ground.OFFICE, Ground.COMMON_OFFICE, Ground.STATE}
        said = set(evidence.of_title(named.title, person)) - told
        if named.title.words & _women() and not full.title.words & _women():
            said.add(Ground.WOMAN)  # `Mrs. X` behind `A. X`
        return _decided(person.id, (Ground.SURNAME, known, *said))

    def _only_bearer(self, surname: str) -> list[Person]:
        """The one person of the authority with this surname, if no other has it and few bear it."""
        known = self._bearers(surname)
        return known if len(known) == 1 and fold.key(surname) not in _common() else []

    def _bearers(self, surname: str) -> list[Person]:
        """Persons of the authority with this surname who lived at the time and belong to the documents' world."""
        return [p for p in self.authority.surnamed(surname) if not _is_staff(p) and self._lived(p)]

    def _lived(self, person: Person) -> bool:
        return Ground.UNBORN not in set(evidence.of_time(self.year, person))


def _decided(ref: str, grounds: Iterable[Ground]) -> Link:
    """The link that the grounds allow; a person whom they do not allow stays a candidate."""
    given = frozenset(grounds)
    cert = evidence.certainty(given)
    words = evidence.in_words(given)
    if cert is None:
        return Link(candidates=() if Ground.UNBORN in given else (ref,), evidence=words)
    return Link(ref, cert, evidence=words)


def _also_called(named: Naming) -> Iterator[str]:
    """Folded names by which a text may go on: `Saddam` (no East Asian's forename), `Siad` for Siad Barre."""
    parts = named.surname.split()
    names = parts if len(parts) > 1 else []
    if not ("-" in named.given or named.surname.casefold() in lexicon.korean_surnames() | _surname_first()):
        names = [*named.given.split()[:1], *names]
    yield from (fold.key(name) for name in names if len(name) >= _SHORTEST_FORENAME)


def _identity(named: Naming) -> str:
    return " ".join((named.key, *named.initials[:1], fold.fold(named.given).key))


def _family_first(person: Person) -> bool:
    return any(people in person.nationality for people in ("Korean", "Chinese", "Vietnamese"))


def _is_staff(person: Person) -> bool:
    return any(word in role.text.casefold() for role in person.roles for word in _STAFF)
