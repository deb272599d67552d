"""Which part of an authority a document uses: what was asked of it, and whether other records would answer otherwise.

An authority that listens gives the same answers as the one it stands for. What it was asked (texts in which names
are looked for, surnames, identifiers) is kept; when records change, the changed ones alone are asked the same again:
if none of them has anything to say, the document is as it was.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from puzanov_tei.authority import fold
from puzanov_tei.authority.lookup import Authority, Match
from puzanov_tei.authority.records import Entry, Org, Person, Place, Records

Record = TypeVar("Record", bound=Entry)


@dataclass(slots=True)
class Asked:
    """What an authority was asked for one document.

    Attributes:
        texts: in which names were looked for.
        ids: of records.
        surnames, romanized, loose: names by which a person was looked for.
        proposed: (name, kind) for which similar names were wanted.
    """

    texts: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    romanized: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    proposed: set[tuple[str, str]] = field(default_factory=set)

    def packed(self) -> bytes:
        """What is needed to ask again, as a few kilobytes: of the texts their folded words."""
        words = {word for text in self.texts for word in fold.fold(text).key.split(" ")}
        kinds = [sorted(kind) for kind in (words, self.ids, self.surnames, self.romanized, self.loose)]
        return zlib.compress(json.dumps([*kinds, sorted(self.proposed)], ensure_ascii=False).encode(), 1)


class Listening(Authority):
    """An authority that remembers what it is asked."""

    def __init__(self, known: Authority) -> None:
        """`known` answers; what it has worked out once (the search for names) is shared."""
        super().__init__(known.records, known.vocabulary)
        self.__dict__["known"] = known
        self.__dict__["asked"] = Asked()

    known: Authority
    asked: Asked

    def listen(self) -> Asked:
        """Forget what was asked until now; what is returned fills as questions come."""
        self.__dict__["asked"] = Asked()
        return self.asked

    @property
    def persons(self) -> Mapping[str, Person]:
        """Persons by id."""
        return _Noting(self.known.persons, self.asked.ids)

    @property
    def places(self) -> Mapping[str, Place]:
        """Places by id."""
        return _Noting(self.known.places, self.asked.ids)

    @property
    def orgs(self) -> Mapping[str, Org]:
        """Organisations by id."""
        return _Noting(self.known.orgs, self.asked.ids)

    @property
    def expansions(self) -> Mapping[str, str]:
        """What the honorific abbreviations mean; a change of any of them concerns every document."""
        return self.known.expansions

    def entry(self, ref: str) -> Entry | None:
        """The record with this id (or the one that has replaced it), or None."""
        self.asked.ids.add(ref)
        found = self.known.entry(ref)
        if found is not None:
            self.asked.ids.add(found.id)
        return found

    def surnamed(self, surname: str) -> tuple[Person, ...]:
        """Persons with this surname."""
        self.asked.surnames.add(surname)
        return self.known.surnamed(surname)

    def romanized(self, name: str) -> tuple[Person, ...]:
        """Whose name this is in some romanization."""
        self.asked.romanized.add(name)
        return self.known.romanized(name)

    def romanized_loosely(self, name: str) -> tuple[Person, ...]:
        """As `romanized`, with the vowels that translators confuse taken for one."""
        self.asked.loose.add(name)
        return self.known.romanized_loosely(name)

    def find(self, text: str) -> tuple[Match, ...]:
        """Every name of more than a surname in `text`."""
        self.asked.texts.add(text)
        return self.known.find(text)

    def propose(self, name: str, kind: str, limit: int = 3) -> tuple[str, ...]:
        """Ids of records with a similar name."""
        self.asked.proposed.add((name, kind))
        return self.known.propose(name, kind, limit)


class _Noting(Mapping[str, Record]):
    """A mapping that notes which keys were asked for."""

    def __init__(self, known: Mapping[str, Record], ids: set[str]) -> None:
        self._known = known
        self._ids = ids

    def __getitem__(self, key: str) -> Record:
        self._ids.add(key)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        self._ids.update(self._known)
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Changes:
    """What differs between two states of the records, and whom it concerns."""

    def __init__(self, before: Records, after: Records) -> None:
        old, new = ({entry.id: entry for entry in records.entries} for records in (before, after))
        same = {identifier for identifier in old.keys() & new.keys() if old[identifier] == new[identifier]}
        moved = [i for i in old if i in same] != [i for i in new if i in same]
        redirected = set(before.redirects) ^ set(after.redirects)
        self._everybody = moved or before.abbreviations != after.abbreviations
        self._ids = (old.keys() | new.keys()) - same | {identifier for pair in redirected for identifier in pair}
        # Both versions of a record are asked: what one says no more concerns a document as well as what is new.
        self._changed = [Authority(_only(records, self._ids)) for records in (before, after)]
        self._names = [frozenset(name.split(" ")) for known in self._changed for name in known.folded_names()]

    def __bool__(self) -> bool:
        """Whether anything differs that a document may use."""
        return bool(self._everybody or self._ids)

    def concern(self, packed: bytes) -> bool:
        """Whether a document for which this was asked (`Asked.packed`) may come out otherwise."""
        if self._everybody or not packed:
            return bool(self)
        words, ids, surnames, romanized, loose, proposed = json.loads(zlib.decompress(packed))
        return (
            not self._ids.isdisjoint(ids)
            or any(map(frozenset(words).issuperset, self._names))
            or any(
                any(map(known.surnamed, surnames))
                or any(map(known.romanized, romanized))
                or any(map(known.romanized_loosely, loose))
                or any(known.propose(name, kind) for name, kind in proposed)
                for known in self._changed
            )
        )


def _only(records: Records, ids: set[str]) -> Records:
    """The records with these ids alone."""
    return replace(
        records,
        persons=tuple(entry for entry in records.persons if entry.id in ids),
        places=tuple(entry for entry in records.places if entry.id in ids),
        orgs=tuple(entry for entry in records.orgs if entry.id in ids),
        redirects=(),
    )
