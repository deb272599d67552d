"""Persons: the name with its titles as `roleName`, forename and surname as children, linked where it is settled.

Three passes over the document: names that their form or a title gives away; their surnames standing alone; then, when
all names are known, who is who (see `people`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Certainty, Document, Kind, Mention, PartKind
from puzanov_tei.taggers import lexicon, unknown
from puzanov_tei.taggers.alternates import Brackets
from puzanov_tei.taggers.analysis import FUNCTION_WORDS, View, readings
from puzanov_tei.taggers.forms import PersonName
from puzanov_tei.taggers.linking import Decision
from puzanov_tei.taggers.people import Named, People, normal_initial
from puzanov_tei.taggers.roles import Role, Things, by_begin, is_plural, roles, things
from puzanov_tei.taggers.solo import by_position, in_title, lone_surnames
from puzanov_tei.taggers.words import Word

_COLLEAGUES = frozenset({PartKind.DISTRIBUTION, PartKind.CLOSER, PartKind.SIGNED, PartKind.ADDRESS})
_LONGEST_NAME = 4
_MOST_TITLES = 6
_EAST_ASIAN = lexicon.KOREAN_SURNAMES | lexicon.CHINESE_SURNAMES
_NO_SURNAMES = (
    lexicon.OFFICES
    | lexicon.ORG_HEADS
    | lexicon.STATES
    | lexicon.ADJECTIVES
    | lexicon.RANKS
    | lexicon.OFFICE_MODIFIERS
    | lexicon.HONORIFICS
)
_LONGEST_APPOSED = 3
_NAME_ENDS = frozenset(",;.)")
_LIST_BEGINS = frozenset("(:;")


@dataclass(frozen=True, slots=True)
class _Scene:
    """A reading with its titles (by their first and by their last word), its places, and the names found so far."""

    view: View
    known: Things
    begin: Mapping[int, Role]
    end: Mapping[int, Role]
    names: tuple[PersonName, ...]


def tag(document: Document, authority: Authority, found: Sequence[Mention]) -> Iterable[Mention]:
    """Mentions of persons with their parts; `found` holds the organisations and places."""
    begins = by_begin(found)
    scenes = [_scene(view, begins) for view in readings(document, authority)]
    people = People(authority, document.date[:4])
    brackets = Brackets(document, authority)
    named = [_named(s, n, brackets) for s in scenes for n in s.names if not _is_alternate(s)]
    people.introduce([*named, *in_title(document.page.metadata.title, authority)])
    decided: dict[int, Decision] = {}
    for scene in scenes:
        before = decided.get(brackets.before(scene.view.reading.offsets[0])) if _is_alternate(scene) else None
        for name in _all_names(scene, people, before):
            decision = before or people.decide(_named(scene, name, brackets))
            decided[scene.view.span(name.first, name.last)[1]] = decision
            yield from _mentions(scene, _as_written(scene.view, name, brackets), decision)


def _all_names(scene: _Scene, people: People, before: Decision | None) -> list[PersonName]:
    """The names of a reading in order; what stands in brackets behind a name (`before` is who) is one name."""
    last = len(scene.view.words)
    if before is not None and not scene.names and last <= _LONGEST_NAME:
        return [PersonName(0, last, (0,), tuple(range(1, last)), "alternate")]
    lone = lone_surnames(scene.view, scene.known, _taken(scene.names), people)
    return sorted((*scene.names, *lone), key=lambda name: name.first)


def _scene(view: View, begins: dict[int, Mention]) -> _Scene:
    known = things(view, begins)
    titles = tuple(roles(view, known))
    hidden = {number for first, last in known.items() for number in range(first, last)}
    names = [name for name in view.analysis.names if name.first not in hidden]
    taken = _taken(names)

    def take(more: Iterable[PersonName]) -> None:
        for name in more:
            if taken.isdisjoint(range(name.first, name.last)):
                names.append(name)
                taken.update(range(name.first, name.last))

    for role in titles:
        take(_titled(view, role, known, taken))
    take(list(_coordinated(view, titles, known, names)))
    take(_in_apposition(view, titles, known))
    take(list(unknown.names(view, known)))
    take(by_position(view, known))
    take(list(_in_company(view, taken, known)))
    by_first = {role.first: role for role in titles}
    by_last = {role.last: role for role in titles}
    return _Scene(view, known, by_first, by_last, tuple(sorted(names, key=lambda n: n.first)))


def _taken(names: Iterable[PersonName]) -> set[int]:
    return {number for name in names for number in range(name.first, name.last)}


def _titled(view: View, role: Role, known: Things, taken: set[int]) -> Iterator[PersonName]:
    """A name that only the title before it gives away: `Ambassador Brie`, `Comrade Dr. Molnár`."""
    words = view.words
    first = role.last
    if first >= len(words) or first in taken or first in known or not words[first].tight:
        return
    last = first
    while last < len(words) and last - first < 2 and last not in taken and last not in known:
        if not (words[last].tight and _may_be_name(words, last, role)):
            break
        last += 1
    if last == first or (words[role.head].is_upper and not words[first].is_upper and role.type == "office"):
        return
    surname = first if last - first == 1 or words[first].folded in lexicon.KOREAN_SURNAMES else last - 1
    given = tuple(n for n in range(first, last) if n != surname)
    yield PersonName(first, last, (surname,), given, f"title-{role.type}")


def _may_be_name(words: Sequence[Word], number: int, role: Role) -> bool:
    word = words[number]
    if word.kind != "word" or not word.is_capital or word.folded in FUNCTION_WORDS:
        return False
    if role.type in ("honorific", "academic") and number == role.last:
        return word.folded not in _NO_SURNAMES and not _is_acronym(word)
    return word.is_name_like and (number > role.last or not _is_acronym(word))


def _is_acronym(word: Word) -> bool:
    """`DVO` after `Cde.`; `KIM` is a name."""
    return word.is_upper and len(word.text) < 4 and word.folded not in _EAST_ASIAN


def _coordinated(
    view: View, titles: Sequence[Role], known: Things, names: Sequence[PersonName]
) -> Iterator[PersonName]:
    """`Cdes. A, B, and C`: the names after the first, under one title."""
    words = view.words
    by_first = {name.first: name for name in names}
    for role in titles:
        name = by_first.get(role.last)
        if name is None or not is_plural(words[role.head]):
            continue
        number = name.last
        while (number := _past_comma(words, number)) < len(words):
            if number in by_first:
                number = by_first[number].last
            elif number not in known and words[number].is_name_like and words[number].tight:
                last = number + 1
                last += last < len(words) and last not in known and words[last].tight and words[last].is_name_like
                yield PersonName(number, last, (last - 1,), tuple(range(number, last - 1)), "coordinated")
                number = last
            else:
                break


def _in_apposition(view: View, titles: Sequence[Role], known: Things) -> Iterator[PersonName]:
    """An office and a name with a comma: `The director, Kovacs, said`, `the envoy, Hasan Alia;`, `Nowak, the consul.`.

    A single word needs the article before the office and a comma on both sides.
    """
    words = view.words
    for role in titles:
        if role.type != "office":
            continue
        yield from _before_office(words, role, known)
        first = role.last + 1
        last = _unknown_words(words, first, known)
        if last == first or last >= len(words) or words[role.last].text != ",":
            continue
        single = words[last].text == "," and role.first > 0 and words[role.first - 1].folded in ("the", "a", "an")
        if single if last == first + 1 else words[last].text in _NAME_ENDS:
            yield _apposed(words, first, last)


def _before_office(words: Sequence[Word], role: Role, known: Things) -> Iterator[PersonName]:
    """A name before a comma, an article and an office that the sentence or another comma closes."""
    last = role.first - 2
    if last < 1 or role.last >= len(words):
        return
    between = words[last].text == "," and words[last + 1].folded in ("the", "a", "an")
    first = last
    while first > 0 and last - first < _LONGEST_APPOSED and _unknown_words(words, first - 1, known) > first - 1:
        first -= 1
        if words[first].start or not words[first].tight:
            break
    closed = words[role.last].kind == "mark" and first < last and not words[last - 1].start
    if between and closed:
        yield _apposed(words, first, last)


def _unknown_words(words: Sequence[Word], first: int, known: Things) -> int:
    """Behind the words from `first` that nothing else is known of; no more than a name has."""
    last = first
    while last < min(len(words), first + _LONGEST_APPOSED) and last not in known and words[last].is_name_like:
        if last > first and not words[last].tight:
            break
        last += 1
    return last


def _apposed(words: Sequence[Word], first: int, last: int) -> PersonName:
    east_asian = words[first].folded in _EAST_ASIAN
    surname = first if east_asian else last - 1
    return PersonName(first, last, (surname,), tuple(n for n in range(first, last) if n != surname), "apposition")


def _in_company(view: View, taken: set[int], known: Things) -> Iterator[PersonName]:
    """Unknown words in a list with names: `A. Belov, Gorin, and K. Serov`, `(Ivo Dudek, A. Belov and B. Orlov)`."""
    words = view.words
    number = 1
    while number < len(words) - 1:
        first, last = number, _unknown_words(words, number, known)
        number = max(last, number + 1)
        if first == last or last >= len(words) or words[first].is_upper or first in taken:
            continue
        following, before = words[last], words[first - 1]
        if following.tight and following.is_capital:
            continue
        ends_list = before.folded == "and" and first - 2 - (words[first - 2].text == ",") in taken
        inside = before.text == "," and first - 2 in taken and following.text == "," and last + 1 in taken
        inside = inside or (before.text == "," and first - 2 in taken and following.text == "(" and last - first == 2)
        opens_list = before.text in _LIST_BEGINS and last - first > 1 and _past_comma(words, last) in taken
        if opens_list or (not words[first].start and (inside or (ends_list and words[first].tight))):
            yield _apposed(words, first, last)


def _past_comma(words: Sequence[Word], number: int) -> int:
    """Behind `,`, `and` or `, and`; behind everything if neither is there."""
    begin = number
    if number < len(words) and words[number].text == ",":
        number += 1
    if number < len(words) and words[number].folded == "and":
        number += 1
    return number if number > begin else len(words)


def _before(scene: _Scene, name: PersonName) -> list[Role]:
    """The titles right before a name, in order."""
    found: list[Role] = []
    first = name.first
    while (role := scene.end.get(first)) is not None and scene.view.words[first].tight and len(found) < _MOST_TITLES:
        found.insert(0, role)
        first = role.first
    return found


def _as_written(view: View, name: PersonName, brackets: Brackets) -> PersonName:
    """The name without forenames before it that the translator has supplied: `[journalist Wilfred] Burchett`."""
    offsets, words = view.reading.offsets, view.words
    first = name.first
    while first < name.surname[0]:
        mark = brackets.supplied(offsets[words[first].begin])
        if mark is None or mark.end > offsets[words[name.surname[0]].begin]:
            break
        first += 1
    if first == name.first or first != name.surname[0]:
        return name
    return replace(name, first=first, forenames=tuple(n for n in name.forenames if n >= first))


def _is_alternate(scene: _Scene) -> bool:
    return scene.view.reading.note is Kind.ROMANIZATION


def _named(scene: _Scene, name: PersonName, brackets: Brackets) -> Named:
    """What the mention says of the person."""
    view, words = scene.view, scene.view.words
    titles = _before(scene, name)
    said = {words[n].folded for role in titles for n in range(role.first, role.last)}
    said |= _apposition(scene, name)
    surname = " ".join(words[n].text for n in name.surname)
    forenames = [words[n] for n in name.forenames]
    initials = tuple(normal_initial(w.text) for w in forenames if w.kind == "initial")
    given = " ".join(w.text for w in forenames if w.kind != "initial")
    begin, end = view.span(name.first, name.last)
    if corrected := brackets.correction(begin, end):
        initials = tuple(normal_initial(word) for word in corrected.split() if word.endswith("."))
    if given and not name.match and all(w.is_upper for w in forenames):
        given = given.title()
    return Named(
        surname=surname,
        initials=initials,
        given=given,
        refs=name.match.refs if name.match else (),
        alternates=() if name.match else brackets.bearers(end),
        roles=frozenset(said),
        among_colleagues=_is_among_colleagues(scene, titles),
        order=begin,
        reading=view.index,
    )


def _apposition(scene: _Scene, name: PersonName) -> set[str]:
    """The office after a comma (`N, Deputy Premier`) or before one (`the GDR Ambassador, N`)."""
    words = scene.view.words
    said: set[str] = set()
    after, before = scene.begin.get(name.last + 1), scene.end.get(name.first - 1)
    if after is not None and words[name.last].text in (",", "("):
        said |= {words[n].folded for n in range(after.first, after.last)}
    if before is not None and words[before.last].text == ",":
        said |= {words[n].folded for n in range(before.first, before.last)}
    return said


def _is_among_colleagues(scene: _Scene, titles: Sequence[Role]) -> bool:
    reading = scene.view.reading
    if set(reading.parts) & _COLLEAGUES or reading.note in (Kind.HANDWRITTEN, Kind.STAMP):
        return True
    return any(role.type == "honorific" for role in titles)


def _mentions(scene: _Scene, name: PersonName, decision: Decision) -> Iterator[Mention]:
    """The mention of a person, its titles and the parts of the name."""
    view = scene.view
    titles = _before(scene, name)
    first = titles[0].first if titles else name.first
    rule = f"persons.{name.rule}"
    yield view.mention(
        first, name.last, Kind.PERSON, rule, ref=decision.ref, cert=decision.cert, candidates=decision.candidates
    )
    for role in titles:
        yield view.mention(role.first, role.last, Kind.ROLE, rule, attributes={"type": role.type})
    yield from _parts(view, name, rule)
    yield from _slips(view, name, rule)


def _parts(view: View, name: PersonName, rule: str) -> Iterator[Mention]:
    """Surname and forenames; initials one by one, other forenames together."""
    yield view.mention(name.surname[0], name.surname[-1] + 1, Kind.SURNAME, rule)
    run: list[int] = []
    for number in (*name.forenames, -1):
        initial = number >= 0 and view.words[number].kind == "initial"
        if run and (number < 0 or initial or number != run[-1] + 1):
            yield view.mention(run[0], run[-1] + 1, Kind.FORENAME, rule)
            run = []
        if initial:
            yield view.mention(number, number + 1, Kind.FORENAME, rule, attributes={"full": "init"})
        elif number >= 0:
            run.append(number)


def _slips(view: View, name: PersonName, rule: str) -> Iterator[Mention]:
    """`II` for `Il`: the copy's slip, with the reading that the authority gives."""
    begins = {view.words[n].begin: n for n in range(name.first, name.last)}
    for begin, _, known in name.match.slips if name.match else ():
        if (number := begins.get(begin)) is not None:
            slip = view.mention(number, number + 1, Kind.SIC, f"{rule}.slip", corrected=known)
            yield replace(slip, resp="archive", cert=Certainty.HIGH)
