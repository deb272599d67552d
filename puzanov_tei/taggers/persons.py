"""Persons: the name with its titles as `roleName`, forename and surname as children, linked where it is settled.

Three passes over the document: names that their form or a title gives away; their surnames standing alone; then, when
all names are known, who is who (see `people`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from puzanov_tei.authority import fold
from puzanov_tei.authority.lookup import Authority
from puzanov_tei.model import Certainty, Document, Kind, Mention, PartKind
from puzanov_tei.taggers import beside, lexicon, repeated, shown, solo, titled, unknown
from puzanov_tei.taggers.alternates import Brackets
from puzanov_tei.taggers.analysis import AnalysedReading, readings
from puzanov_tei.taggers.evidence import Title, nation
from puzanov_tei.taggers.initials import normal_initial
from puzanov_tei.taggers.linking import Link
from puzanov_tei.taggers.longer import extended, joined, led
from puzanov_tei.taggers.people import Naming, People
from puzanov_tei.taggers.personname import PersonName
from puzanov_tei.taggers.roles import Role, Things, by_begin, roles, things
from puzanov_tei.taggers.words import Word

_SIGNED = frozenset({PartKind.CLOSER, PartKind.SIGNED, PartKind.ADDRESS, PartKind.SPEAKER, PartKind.LETTERHEAD})
# Whose language it is; one that several states write says nothing.
_HOMES = {"russian": "soviet", "czech": "czechoslovak", "slovak": "czechoslovak"}
_SHARED = frozenset({"english", "spanish", "french", "arabic", "portuguese"})
_LONGEST_NAME = 4
_MOST_TITLES = 6


@dataclass(frozen=True, slots=True)
class _Scene:
    """A reading with its titles (by their first and by their last word), its places, and the names found so far."""

    view: AnalysedReading
    known: Things
    begin: Mapping[int, Role]
    end: Mapping[int, Role]
    names: tuple[PersonName, ...]


def tag(document: Document, authority: Authority, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Mentions of persons with their parts; `mentions` holds the organisations and places."""
    begins = by_begin(mentions)
    views = readings(document, authority)
    ordinary, theirs = shown.ordinary_words(views), shown.words(document, authority)
    closing = solo.closing(views)
    scenes = [_scene(view, begins, ordinary, theirs, closing) for view in views]
    again = repeated.names([(scene.view, scene.known, scene.names) for scene in scenes])
    borne = {
        fold.key(scene.view.words[number].text)
        for scene, names in zip(scenes, again, strict=True)
        for name in names
        for number in name.surname
    }
    scenes = [
        replace(scene, names=joined(scene.view.words, names, scene.known, borne, ordinary))
        for scene, names in zip(scenes, again, strict=True)
    ]
    people = People(authority, document.date[:4], _home(document), shown.hinted(document, authority))
    brackets = Brackets(document, authority)
    named = [_named(s, n, brackets) for s in scenes for n in s.names if not _is_alternate(s)]
    people.introduce([*named, *solo.in_title(document.page.metadata.title, authority)])
    lists = [scene for scene in scenes if PartKind.DISTRIBUTION in scene.view.reading.parts]
    people.list_together(_named(s, n, brackets) for s in lists for n in _all_names(s, people, None))
    decided: dict[int, Link] = {}
    for scene in scenes:
        before = decided.get(brackets.before(scene.view.reading.offsets[0])) if _is_alternate(scene) else None
        for name in _all_names(scene, people, before):
            decision = before or people.decide(_named(scene, name, brackets))
            decided[scene.view.span(name.first, name.last)[1]] = decision
            yield from _mentions(scene, _as_written(scene.view, name, brackets), decision)
        yield from _pairs(scene, people)


def _pairs(scene: _Scene, people: People) -> Iterator[Mention]:
    """Two whom the document names, with a hyphen between: `the Osei-Mensah talks`."""
    view = scene.view
    for number, word in enumerate(view.words):
        parts = people.pair(word.text) if "-" in word.text else ()
        if not parts or number in scene.known or number in _taken(scene.names):
            continue
        for begin, part in zip((word.begin, word.end - len(parts[1])), parts, strict=True):
            first, last = view.reading.span(begin, begin + len(part))
            decision = people.decide(Naming(part, order=first, reading=view.index))
            whole = Mention(first, last, Kind.PERSON, ref=decision.ref, cert=decision.cert, rule="persons.pair")
            yield replace(whole, candidates=decision.candidates, evidence=decision.evidence)
            yield Mention(first, last, Kind.SURNAME, rule="persons.pair")


def _home(document: Document) -> str:
    """The nationality of those who wrote the paper, as far as its language tells: `soviet` for Russian."""
    language = document.page.metadata.language_source.casefold()
    return _HOMES.get(language, language if language in lexicon.adjectives() - _SHARED else "")


def _all_names(scene: _Scene, people: People, before: Link | None) -> list[PersonName]:
    """The names of a reading in order; what stands in brackets behind a name (`before` is who) is one name."""
    last = len(scene.view.words)
    if before is not None and not scene.names and last <= _LONGEST_NAME:
        return [PersonName(0, last, (0,), tuple(range(1, last)), "alternate")]
    names = [*scene.names, *solo.lone_surnames(scene.view, scene.known, _taken(scene.names), people)]
    listed = beside.in_company(scene.view, _taken(names), scene.known)
    return repeated.outermost(led(scene.view.words, name, scene.known) for name in (*names, *listed))


def _scene(
    view: AnalysedReading, begins: dict[int, Mention], ordinary: Set[str], theirs: Set[str], closing: int
) -> _Scene:
    known = things(view, begins)
    titles = tuple(roles(view, known))
    hidden = {number for first, last in known.items() for number in range(first, last)}
    names = [name for name in view.analysis.names if name.first not in hidden]
    taken = _taken(names)

    def take(more: Iterable[PersonName]) -> None:
        nonlocal names, taken
        for name in more:
            if taken.isdisjoint(range(name.first, name.last)):
                names.append(name)
                taken.update(range(name.first, name.last))

    for role in titles:
        names = repeated.outermost([*names, *titled.names(view, role, known, names)])
    taken = _taken(names)
    take(list(beside.coordinated(view, titles, known, names)))
    names = repeated.outermost(_extended(view, names, known, taken, ordinary))
    taken = _taken(names)
    take(beside.in_apposition(view, titles, known))
    take(beside.of_missions(view, known, ordinary))
    take(beside.before_titles(view, titles, known))
    take(list(unknown.names(view, known, ordinary)))
    take(list(_theirs(view, known, theirs)))
    take(solo.by_position(view, known))
    if view.index == closing and not known:
        take([PersonName(0, 1, (0,), (), "closing")])
    take(list(beside.in_company(view, taken, known)))
    take(list(beside.by_letters(view, names)))
    longer = repeated.outermost(_extended(view, names, known, taken, ordinary))
    by_first = {role.first: role for role in titles}
    by_last = {role.last: role for role in titles}
    return _Scene(view, known, by_first, by_last, tuple(longer))


def _theirs(view: AnalysedReading, known: Things, theirs: Set[str]) -> Iterator[PersonName]:
    """The names of one word that the document as a whole shows to be somebody's."""
    for number, word in enumerate(view.words):
        if word.text in theirs and number not in known and shown.is_alone(view.words, number):
            yield PersonName(number, number + 1, (number,), (), "shown")


def _extended(
    view: AnalysedReading, names: Iterable[PersonName], known: Things, taken: Set[int], ordinary: Set[str]
) -> Iterator[PersonName]:
    """The names with the words that go on with them."""
    for name in names:
        yield extended(view.words, name, known, taken - set(range(name.first, name.last)), ordinary)


def _taken(names: Iterable[PersonName]) -> set[int]:
    return {number for name in names for number in range(name.first, name.last)}


def _before(scene: _Scene, name: PersonName) -> list[Role]:
    """The titles right before a name, in order."""
    roles: list[Role] = []
    first = name.first
    while (role := scene.end.get(first)) is not None and scene.view.words[first].tight and len(roles) < _MOST_TITLES:
        if _breaks(scene.view, first) and not _breaks(scene.view, role.first):
            break  # `N, Chief of Division` and, on the next line, `Amb. M`
        roles.insert(0, role)
        first = role.first
    return roles


def _breaks(view: AnalysedReading, number: int) -> bool:
    """Whether a word opens a line."""
    return number == 0 or "\n" in view.text[view.words[number - 1].end : view.words[number].begin]


def _as_written(view: AnalysedReading, name: PersonName, brackets: Brackets) -> PersonName:
    """The name without the forenames that the translator has supplied: `[Wilfred] Burchett`, `Mao [Zedong]`."""
    offsets, words = view.reading.offsets, view.words

    def is_supplied(number: int) -> bool:
        mark = brackets.supplied(offsets[words[number].begin])
        return mark is not None and not any(mark.begin <= offsets[words[n].begin] < mark.end for n in name.surname)

    first, last = name.first, name.last
    while first < name.surname[0] and is_supplied(first):
        first += 1
    while last > name.surname[-1] + 1 and is_supplied(last - 1):
        last -= 1
    return replace(name, first=first, last=last, forenames=tuple(n for n in name.forenames if first <= n < last))


def _is_alternate(scene: _Scene) -> bool:
    return scene.view.reading.note is Kind.ROMANIZATION


def _named(scene: _Scene, name: PersonName, brackets: Brackets) -> Naming:
    """What the mention says of the person."""
    view, words = scene.view, scene.view.words
    titles = _before(scene, name)
    title = _title(words, [*titles, *_apposed(scene, name)])
    surname = " ".join(words[n].text for n in name.surname)
    forenames = [words[n] for n in name.forenames]
    initials = tuple(normal_initial(w.text) for w in forenames if w.is_letter)
    given = " ".join(w.text for w in forenames if not w.is_letter)
    begin, end = view.span(name.first, name.last)
    if corrected := brackets.correction(begin, end):
        initials = tuple(normal_initial(word) for word in corrected.split() if word.endswith("."))
    if given and not name.match and all(w.is_upper for w in forenames):
        given = given.title()
    return Naming(
        surname=surname,
        initials=initials,
        given=given,
        refs=name.match.refs if name.match else (),
        alternates=() if name.match else brackets.bearers(end),
        title=title,
        is_listed=_is_listed(scene, name, titles),
        is_honoured=_is_honoured(scene, titles),
        order=begin,
        reading=view.index,
    )


def _apposed(scene: _Scene, name: PersonName) -> Iterator[Role]:
    """The office after a comma (`N, Deputy Premier`) or before one (`the GDR Ambassador, N`)."""
    words = scene.view.words
    after, before = scene.begin.get(name.last + 1), scene.end.get(name.first - 1)
    if after is not None and words[name.last].text in (",", "("):
        yield after
    if before is not None and words[before.last].text == ",":
        yield before


def _title(words: Sequence[Word], titles: Iterable[Role]) -> Title:
    """What the titles say: all their words, and the states before their heads."""
    said = [(words[n].folded, n < role.head) for role in titles for n in range(role.first, role.last)]
    states = frozenset(word for word, before in said if before and nation(word))
    return Title(frozenset(word for word, _ in said), states)


def _is_listed(scene: _Scene, name: PersonName, titles: Sequence[Role]) -> bool:
    """In a list of copies, or all there is on its line with the title before it: the office is among itself."""
    view = scene.view
    if PartKind.DISTRIBUTION in view.reading.parts:
        return True
    first = titles[0].first if titles else name.first
    alone = all(word.kind != "word" for word in (*view.words[:first], *view.words[name.last :]))
    return alone and not set(view.reading.parts) & _SIGNED


def _is_honoured(scene: _Scene, titles: Sequence[Role]) -> bool:
    noted = scene.view.reading.note in (Kind.HANDWRITTEN, Kind.STAMP)
    return noted or any(role.type == "honorific" for role in titles)


def _mentions(scene: _Scene, name: PersonName, decision: Link) -> Iterator[Mention]:
    """The mention of a person, its titles and the parts of the name."""
    view = scene.view
    titles = _before(scene, name)
    first = titles[0].first if titles else name.first
    rule = f"persons.{name.rule}"
    yield view.mention(
        first,
        name.last,
        Kind.PERSON,
        rule,
        ref=decision.ref,
        cert=decision.cert,
        candidates=decision.candidates,
        evidence=decision.evidence,
    )
    for role in titles:
        yield view.mention(role.first, role.last, Kind.ROLE, rule, attributes={"type": role.type})
    yield from _parts(view, name, rule)
    yield from _slips(view, name, rule)


def _parts(view: AnalysedReading, name: PersonName, rule: str) -> Iterator[Mention]:
    """Surname and forenames; initials one by one, other forenames together."""
    yield view.mention(name.surname[0], name.surname[-1] + 1, Kind.SURNAME, rule)
    run: list[int] = []
    for number in (*name.forenames, -1):
        initial = number >= 0 and view.words[number].is_letter
        if run and (number < 0 or initial or number != run[-1] + 1):
            yield view.mention(run[0], run[-1] + 1, Kind.FORENAME, rule)
            run = []
        if initial:
            yield view.mention(number, number + 1, Kind.FORENAME, rule, attributes={"full": "init"})
        elif number >= 0:
            run.append(number)


def _slips(view: AnalysedReading, name: PersonName, rule: str) -> Iterator[Mention]:
    """`II` for `Il`: the copy's slip, with the reading that the authority gives."""
    begins = {view.words[n].begin: n for n in range(name.first, name.last)}
    for begin, _, known in name.match.slips if name.match else ():
        if (number := begins.get(begin)) is not None:
            slip = view.mention(number, number + 1, Kind.SIC, f"{rule}.slip", corrected=known)
            yield replace(slip, resp="archive", cert=Certainty.HIGH)
