"""The authority in use: records by id, and all their names found in a text in one pass.

The search is an Aho-Corasick automaton over folded names (see `fold`). It only reports what stands there;
whether a name that several people bear is one of them is decided by those who know the document.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick
from rapidfuzz import fuzz, process

from puzanov_tei.authority import cyrillic, fold, korean
from puzanov_tei.authority.patterns import NamePattern, patterns, surname_behind_title
from puzanov_tei.authority.records import Entry, Org, Person, Place, Records
from puzanov_tei.language import ENGLISH, Mark, Vocabulary

_MAX_GAP = 3
_POSSESSIVE = re.compile(rf"\A[{fold.APOSTROPHES}][sS]?(?!\w)")
FUZZY_SCORE = 88
SPELLING_SCORE = 60


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the authority found in a text: `text[begin:end]`.

    Attributes:
        kind: person, place or org.
        refs: ids of the records that bear the name, in the order of the file.
        form: the name as the authority writes it.
        slips: (begin, end, right word) for words that text recognition has spoilt, as `II` for `Il`.
    """

    begin: int
    end: int
    kind: str
    refs: tuple[str, ...]
    form: str
    slips: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Authority:
    """Records for lookup and search, and the words of the language in which their names are looked for.

    Make one with `authority.load` and use it for all documents. `names` are what is looked for, if it was
    made before.
    """

    records: Records
    vocabulary: Vocabulary = ENGLISH
    names: tuple[tuple[NamePattern, str], ...] | None = None

    @cached_property
    def _own_words(self) -> str:
        words = {} if self.vocabulary is ENGLISH else self.vocabulary.marks
        values = self.vocabulary.values
        return "".join(f"{word} {sorted(words[word])} {values.get(word, '')}" for word in sorted(words))

    def digest(self, refs: Iterable[str]) -> str:
        """A short digest of the records with these ids and of the words of one's own.

        With the program's version it says what an encoding that uses them depends on; it stays the same when other
        records change.
        """
        entries = [self.entry(ref) for ref in dict.fromkeys(refs)]
        return hashlib.sha256(f"{entries!r}{self._own_words}".encode()).hexdigest()[:16]

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        """Persons by id."""
        return {person.id: person for person in self.records.persons}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.records.places}

    @cached_property
    def orgs(self) -> Mapping[str, Org]:
        """Organisations by id."""
        return {org.id: org for org in self.records.orgs}

    @cached_property
    def expansions(self) -> Mapping[str, str]:
        """What the honorific abbreviations mean: `Cde.` -> `Comrade`."""
        return {a.abbr: a.expansion for a in self.records.abbreviations if a.kind == "honorific"}

    @cached_property
    def nations(self) -> Mapping[str, frozenset[str]]:
        """Code of a state -> the nationalities that its abbreviations mean: `SU` -> `soviet`."""
        values = self.vocabulary.valued(Mark.STATE)
        found: dict[str, set[str]] = defaultdict(set)
        for place in self.records.places:
            if place.type == "country" and place.country:
                folded = (name.casefold().rstrip(".") for name in (place.preferred, *(n.text for n in place.names)))
                found[place.country].update(values[name] for name in folded if name in values)
        return {code: frozenset(nations) for code, nations in found.items() if nations}

    def entry(self, ref: str) -> Entry | None:
        """The record with this id (or the one that has replaced it), or None."""
        targets = self._redirects
        ref = targets.get(ref, ref)
        return self.persons.get(ref) or self.places.get(ref) or self.orgs.get(ref)

    @cached_property
    def _redirects(self) -> Mapping[str, str]:
        direct = dict(self.records.redirects)
        final = {}
        for old in direct:
            new = old
            for _ in direct:
                new = direct.get(new, new)
            final[old] = new
        return final

    @cached_property
    def _surnames(self) -> Mapping[str, tuple[Person, ...]]:
        index: dict[str, list[Person]] = defaultdict(list)
        called_by_first = self.vocabulary.words(Mark.TWO_SURNAMES)
        for person in self.records.persons:
            spelt = [n.text for n in person.names if len(n.text.split()) == 1] + [
                surname_behind_title(n) for n in person.names
            ]
            forms = [person.surname, *(form for form in spelt if _is_spelling(form, person.surname))]
            if person.nationality.casefold().replace(" ", "-") in called_by_first:
                forms.append(person.surname.split()[0])  # `Salvador Allende Gossens` is Allende
            for folded in dict.fromkeys(fold.key(form) for form in forms if form and " " not in form):
                index[folded].append(person)
        return {surname: tuple(persons) for surname, persons in index.items()}

    def surnamed(self, surname: str) -> tuple[Person, ...]:
        """Persons with this surname, or known by this single name, in any of its spellings."""
        persons = tuple(p for p in self._surnames.get(fold.key(surname), ()) if _spelt(surname, p))
        return persons or self._cyrillic.get((cyrillic.key(surname), ""), ())

    def romanized(self, name: str) -> tuple[Person, ...]:
        """Whose name this is in some romanization: `Pak Song-cheol` (Pak Seong-cheol), `Ustinov Dmitrii` (Dmitriy)."""
        surname, _, given = name.partition(" ")
        cyrillics = self._cyrillic.get((cyrillic.key(surname), cyrillic.key(given.partition(" ")[0])), ())
        return self._korean.get(korean.key(name), ()) or (cyrillics if given else ())

    def romanized_loosely(self, name: str) -> tuple[Person, ...]:
        """As `romanized`, with the vowels that translators confuse taken for one (`Sung` for `Seong` or `Seung`)."""
        return self._korean_loose.get(korean.loose(name), ())

    @cached_property
    def _korean_loose(self) -> Mapping[str, tuple[Person, ...]]:
        index: dict[str, dict[str, Person]] = defaultdict(dict)
        for levelled, persons in self._korean.items():
            for person in persons:
                index[korean.loose_key(levelled)][person.id] = person
        return {levelled: tuple(persons.values()) for levelled, persons in index.items()}

    @cached_property
    def _korean(self) -> Mapping[str, tuple[Person, ...]]:
        index: dict[str, dict[str, Person]] = defaultdict(dict)
        for person in self.records.persons:
            if "Korean" in person.nationality:
                for form in (person.preferred, *(n.text for n in person.names if n.kind != "error")):
                    if (levelled := korean.key(form)) and "," not in form:
                        index[levelled][person.id] = person
        return {levelled: tuple(persons.values()) for levelled, persons in index.items()}

    @cached_property
    def _cyrillic(self) -> Mapping[tuple[str, str], tuple[Person, ...]]:
        """Persons by levelled surname and forename, and by the surname alone."""
        index: dict[tuple[str, str], dict[str, Person]] = defaultdict(dict)
        for person in filter(cyrillic.is_written_so, self.records.persons):
            for surname, forename in cyrillic.keys(person):
                index[surname, forename][person.id] = index[surname, ""][person.id] = person
        return {levelled: tuple(persons.values()) for levelled, persons in index.items()}

    def find(self, text: str) -> tuple[Match, ...]:
        """Every name of more than a surname in `text`, at word boundaries; the longest at each place and kind.

        Time is linear in the length of the text. Results are in the order of the text.
        """
        return self._find(text)

    @cached_property
    def _find(self) -> _Search:
        return _Search(self._patterns())

    def _patterns(self) -> Iterable[tuple[NamePattern, str]]:
        return patterns(self.records) if self.names is None else self.names

    def folded_names(self) -> Iterator[str]:
        """All names that `find` looks for, as it compares them: folded words with blanks between."""
        return (pattern.key for pattern, _ in self._patterns())

    def propose(self, name: str, kind: str, limit: int = 3) -> tuple[str, ...]:
        """Ids of records with a similar name, best first: proposals for a person to judge, never links."""
        pool = self._pool[kind]
        proposals = process.extract(
            fold.fold(name).key, pool.keys(), scorer=fuzz.ratio, limit=limit * 4, score_cutoff=FUZZY_SCORE
        )
        refs = dict.fromkeys(ref for form, _, _ in proposals for ref in pool[form])
        return tuple(refs)[:limit]

    @cached_property
    def _pool(self) -> Mapping[str, Mapping[str, list[str]]]:
        pools: dict[str, dict[str, list[str]]] = {"person": {}, "place": {}, "org": {}}
        for pattern, ref in self._patterns():
            pools[pattern.kind].setdefault(fold.fold(pattern.form).key, []).append(ref)
        return pools


def _is_spelling(form: str, surname: str) -> bool:
    """Another spelling of a surname; cover names and nicknames (`Filippov` for Stalin) are none."""
    return fuzz.ratio(fold.plain(form).casefold(), fold.plain(surname).casefold()) >= SPELLING_SCORE


def _spelt(surname: str, person: Person) -> bool:
    forms = [*person.surname.split()[:1], person.surname, *(n.text for n in person.names)]
    return any(fold.slips(surname, form.split()[-1]) is not None for form in forms if _same(surname, form))


def _same(surname: str, form: str) -> bool:
    return bool(form) and fold.key(form.split()[-1]) == fold.key(surname)


class _Search:
    """The automaton and the check of what it finds."""

    def __init__(self, patterns: Iterable[tuple[NamePattern, str]]) -> None:
        self._by_key: dict[str, list[tuple[NamePattern, str]]] = defaultdict(list)
        for pattern, ref in patterns:
            self._by_key[pattern.key].append((pattern, ref))
        self._keys = list(self._by_key)
        self._automaton = AhoCorasick(self._keys) if self._keys else None
        self._cached = lru_cache(maxsize=256)(self._search)

    def __call__(self, text: str) -> tuple[Match, ...]:
        return self._cached(text)

    def _search(self, text: str) -> tuple[Match, ...]:
        if self._automaton is None:
            return ()
        folded = fold.fold(text)
        best: dict[tuple[int, str], Match] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(folded.key, overlapping=True):
            first, last = folded.starts.get(start), folded.ends.get(end)
            if first is None or last is None:
                continue
            for match in self._check(text, folded.words[first : last + 1], self._by_key[self._keys[number]]):
                place = (match.begin, match.kind)
                if place not in best or match.end > best[place].end:
                    best[place] = match
        return tuple(sorted(best.values(), key=lambda m: (m.begin, -m.end, m.kind)))

    def _check(
        self, text: str, words: tuple[fold.NameWord, ...], patterns: list[tuple[NamePattern, str]]
    ) -> Iterator[Match]:
        """One match a kind, with all records that bear the name; names without a slip come first."""
        read: dict[tuple[str, bool], tuple[NamePattern, tuple[tuple[int, int, str], ...], list[str]]] = {}
        for pattern, ref in patterns:
            slips = _read(text, words, pattern)
            if slips is not None:
                entry = read.setdefault((pattern.kind, bool(slips)), (pattern, slips, []))
                if ref not in entry[2]:
                    entry[2].append(ref)
        for (kind, slipped), (pattern, slips, refs) in read.items():
            if not (slipped and (kind, False) in read):
                yield Match(words[0].begin, words[-1].end, kind, tuple(refs), pattern.form, slips)


def _read(text: str, words: tuple[fold.NameWord, ...], pattern: NamePattern) -> tuple[tuple[int, int, str], ...] | None:
    """The slips in a found name, or None if it is not the pattern's name after all."""
    for (one, other), stop in zip(pairwise(words), pattern.gaps, strict=True):
        gap = text[one.end : other.begin]
        gap = _POSSESSIVE.sub("", gap)
        if len(gap) > _MAX_GAP or "\n\n" in gap or not _fits(gap.strip(), stop):
            return None
    slips = []
    for word, known in zip(words, pattern.words, strict=True):
        written = text[word.begin : word.end]
        slip = fold.slips(written, known)
        if slip is None or not _same_case(written, known, pattern, word is words[0]):
            return None
        if slip:
            slips.append((word.begin, word.end, known))
    begin, end = words[0].begin, words[-1].end
    before, after = text[max(0, begin - 2) : begin], text[end : end + 2]
    return None if _compound(before, after, pattern.kind) else tuple(slips)


def _fits(gap: str, stop: str) -> bool:
    if stop in (",", "("):
        return gap == stop
    return gap in ("", "-", "‐", "‑") or (stop == "." and gap == ".")


def _same_case(written: str, known: str, pattern: NamePattern, first: bool) -> bool:
    """Acronyms as they are written, capitals where the authority has them (a forename may have lost its own)."""
    if sum(char.isupper() for char in known) > 1 and len(pattern.words) == 1:
        return written == known
    if known[0].isupper() and not written[0].isupper() and not written[0].isdigit():
        return pattern.kind == "person" and not first
    return True


def _compound(before: str, after: str, kind: str) -> bool:
    """True if the name is a piece of a hyphenated word: `Kim Il` in `Kim Il-seok`."""
    ahead = len(after) == 2 and after[0] in "-‐‑" and after[1].isalpha()
    behind = len(before) == 2 and before[1] in "-‐‑" and before[0].isalpha()
    if kind == "person":
        return ahead or behind
    return ahead and after[1].islower()
