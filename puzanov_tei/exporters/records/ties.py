"""Who is mentioned with whom, who speaks with, writes to or meets whom: the ties of one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import NamedTuple

from puzanov_tei.exporters.records.labels import label_of
from puzanov_tei.exporters.records.letters import RECEIVED, SENT, parties
from puzanov_tei.exporters.records.mentions import MentionRow, kind_of_name
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.values import When, when
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T, local_name

MENTIONED_WITH, SPEAKS_TO, WRITES_TO, MEETS = "mentioned with", "speaks to", "writes to", "meets"
SPEAKS_WITH = "in a scene with"
_ENTITIES = frozenset({"person", "place", "org"})
_PRESENT = frozenset({"participant", "host", "guest", "present"})
_SPEECH = (f"{T}said", f"{T}sp", f"{T}u")
CORRESPONDENTS = tuple(T + name for name in ("persName", "orgName", "name", "rs"))
_SPOKEN = (f"{T}sp", f"{T}u")


class Tie(NamedTuple):
    """A row of the table `edges` without the document."""

    source: str
    target: str
    directed: bool
    weight: int
    relation: str
    entry_id: str
    when: str


def ties(scene: Scene, mentioned: Iterable[MentionRow]) -> Iterator[Tie]:
    """The ties of a document, sorted within each relation.

    Mentioned with: both names stand in one block, with a certain reference each. Speaks to: a speech with
    `@who` and `@toWhom`. In a scene with: both speak in one division of a play or record. Writes to: sent and
    received in `correspDesc`. Meets: participants of one event.
    """
    yield from _mentioned(scene, mentioned)
    yield from _spoken(scene)
    yield from _in_scenes(scene)
    yield from written(scene)
    yield from _met(scene)


def _mentioned(scene: Scene, mentioned: Iterable[MentionRow]) -> Iterator[Tie]:
    together: dict[tuple[Element | None, Element | None], set[str]] = {}
    for m in mentioned:
        if m.entity_id and not m.inside and m.type in _ENTITIES:
            together.setdefault((m.place.entry, m.place.block), set()).add(m.entity_id)
    groups = ((entry, combinations(sorted(entities), 2)) for (entry, _), entities in together.items())
    return _counted(scene, groups, MENTIONED_WITH, directed=False)


def _counted(
    scene: Scene, groups: Iterable[tuple[Element | None, Iterable[tuple[str, str]]]], relation: str, *, directed: bool
) -> Iterator[Tie]:
    """The ties of pairs that come together in an entry; the weight is how often they do."""
    weights: Counter[tuple[str, str, str]] = Counter()
    dates: dict[str, str] = {}
    for entry, pairs in groups:
        entry_id = scene.entry_id(entry)
        dates[entry_id] = scene.date_of(entry).value
        weights.update((entry_id, a, b) for a, b in pairs)
    for (entry_id, a, b), weight in sorted(weights.items()):
        yield Tie(a, b, directed, weight, relation, entry_id, dates[entry_id])


def _spoken(scene: Scene) -> Iterator[Tie]:
    ids = scene.references.ids
    groups = (
        (scene.where(said).entry, product(ids(said.get("who")), ids(said.get("toWhom"))))
        for said in _speeches(scene, _SPEECH)
        # A speech that goes on was counted where it began.
        if said.get("toWhom") and not said.get("prev")
    )
    return _counted(scene, groups, SPEAKS_TO, directed=True)


def _in_scenes(scene: Scene) -> Iterator[Tie]:
    """Persons who speak in the same innermost division; the weight is the number of such divisions."""
    speakers: dict[Element | None, set[str]] = {}
    for speech in _speeches(scene, _SPOKEN):
        if said := scene.references.ids(speech.get("who")):
            division = next((a for a in speech.iterancestors() if local_name(a).startswith(("div", "body"))), None)
            speakers.setdefault(division, set()).update(said)
    groups = (
        (None if division is None else scene.where(division).entry, combinations(sorted(persons), 2))
        for division, persons in speakers.items()
    )
    return _counted(scene, groups, SPEAKS_WITH, directed=False)


def _speeches(scene: Scene, tags: tuple[str, ...]) -> Iterator[Element]:
    for text in scene.texts:
        yield from text.iter(*tags)


def written(scene: Scene) -> Iterator[Tie]:
    """Letters of the header's `correspDesc`: one in a letter, many in an index of letters."""
    if not scene.edition.root.findall(f"{T}teiHeader/{T}profileDesc/{T}correspDesc"):
        yield from _written_by_role(scene)
    for description in scene.edition.root.iterfind(f"{T}teiHeader/{T}profileDesc/{T}correspDesc"):
        sent = [a for a in description.iterchildren(f"{T}correspAction") if a.get("type") == "sent"]
        received = [a for a in description.iterchildren(f"{T}correspAction") if a.get("type") == "received"]
        date = next((d for a in sent for e in a.iter(f"{T}date") if (d := when(e))), scene.facts.date)
        for source in correspondents(scene, sent):
            for target in correspondents(scene, received):
                yield Tie(source, target, True, 1, WRITES_TO, "", date.value)


def _written_by_role(scene: Scene) -> Iterator[Tie]:
    """A letter without `correspDesc`, whose header says which person is the sender and which the receiver."""
    header = scene.edition.root.find(f"{T}teiHeader")
    if header is not None:
        sent, received = (correspondents(scene, parties(header, kind)) for kind in (SENT, RECEIVED))
        for source in sent:
            for target in received:
                yield Tie(source, target, True, 1, WRITES_TO, "", scene.facts.date.value)


def correspondent(scene: Scene, kind: str) -> tuple[str, str]:
    """Who sent or received the document: the first in the order of identifiers, and all names as printed."""
    header = scene.edition.root.find(f"{T}teiHeader")
    named = [] if header is None else parties(header, kind)
    return next(iter(correspondents(scene, named)), ""), _printed(named)


def correspondents(scene: Scene, among: Iterable[Element]) -> list[str]:
    """Persons of actions, or persons themselves, by identifier; where none is known, organisations."""
    own = [ident for e in among if e.tag == f"{T}person" and (ident := e.get(XML_ID))]
    if own:
        return sorted(set(own))
    for names in _by_kind(among):
        if people := [p for e in names for p in scene.references.of(e) if p]:
            return sorted(set(people))
    return []


def _printed(among: Iterable[Element]) -> str:
    """The names of these persons, where there is none of these organisations, as printed, parted by semicolons."""
    labels = ([label for e in names if (label := label_of(e))] for names in _by_kind(among))
    return "; ".join(dict.fromkeys(next(filter(None, labels), [])))


def _by_kind(among: Iterable[Element]) -> tuple[list[Element], list[Element]]:
    """The names of persons in these elements, and those of organisations."""
    names = [(kind_of_name(e), e) for a in among for e in a.iter(*CORRESPONDENTS)]
    return [e for kind, e in names if kind in ("person", "name")], [e for kind, e in names if kind == "org"]


def _met(scene: Scene) -> Iterator[Tie]:
    """Participants of events: relations that have the event for their passive side."""
    listed = list(scene.edition.root.iter(f"{T}event", f"{T}relation"))
    events = {e.get(XML_ID): e for e in listed if e.tag == f"{T}event" and e.get(XML_ID)}
    present: dict[str, set[str]] = {}
    for relation in listed:
        if relation.get("name") in _PRESENT:
            for event in scene.references.ids(relation.get("passive")):
                if event in events and when(events[event]).when:
                    present.setdefault(event, set()).update(scene.references.ids(relation.get("active")))
    for event in sorted(present):
        date: When = when(events[event])
        for a, b in combinations(sorted(present[event]), 2):
            yield Tie(a, b, False, 1, MEETS, "", date.value)
