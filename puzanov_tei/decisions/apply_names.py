"""Decisions about names and dates: confirmed, none, linked to another record, of another kind, with other bounds."""

from __future__ import annotations

from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.places import Missing, Places, Stretch
from puzanov_tei.decisions.surgery import is_name, unwrap
from puzanov_tei.tei.read import T
from puzanov_tei.tei.tree import Branch

TAGS = {
    "person": "persName",
    "place": "placeName",
    "org": "orgName",
    "date": "date",
    "event": "eventName",
    "object": "objectName",
    "work": "title",
    "name": "name",
    "rs": "rs",
}
_PARTS = frozenset("forename surname roleName nameLink genName addName".split())


class Disagreement(Exception):  # noqa: N818 - a result, told as a finding
    """An editor answers for something else at the place of a decision."""


def accept(places: Places, decision: Decision) -> None:
    """The program is right; whoever decided answers for it too."""
    place, name = name_at(places, decision)
    if name is None:
        _wrap(place, decision)
    elif decision.entity and _entity(name) not in ("", decision.entity):
        _link(name, decision)
    else:
        _sign(name, decision.by)


def relink(places: Places, decision: Decision) -> None:
    """The words name this record; if no name stands there, one does now."""
    place, name = name_at(places, decision)
    if name is None:
        _wrap(place, decision)
    else:
        _link(name, decision)
        _name_as(name, TAGS.get(decision.type, name.name))


def retype(places: Places, decision: Decision) -> None:
    """The words name something of another kind."""
    place, name = name_at(places, decision)
    if name is None:
        _wrap(place, decision)
        return
    yield_to_editors(name, decision)
    _name_as(name, TAGS.get(decision.type, "name"))
    _link(name, decision)


def reject(places: Places, decision: Decision) -> None:
    """The words name nothing."""
    _, name = name_at(places, decision)
    if name is not None:
        yield_to_editors(name, decision)
        _drop_parts(name)
        unwrap(name)


def resize(places: Places, decision: Decision) -> None:
    """All of `value` is the name, or only that."""
    try:
        _, name = name_at(places, decision, decision.value)
    except Missing:
        name = None
    if name is not None:
        _sign(name, decision.by)
        return
    place = places.find(decision)
    begin, end = place.span
    overlapping = [b for b in place.block.walk() if is_name(b) and b.begin < end and begin < b.end]
    wanted = TAGS.get(decision.type, "")
    named = [b for b in overlapping if b.name == wanted] or overlapping
    old = next((b for b in named if (b.begin, b.end) == place.span), named[0] if named else None)
    made = Branch(old.tag if old else T + (wanted or "name"), dict(old.attributes) if old else {})
    if decision.entity:
        made.attributes["ref"] = f"#{decision.entity}"
    made.attributes["resp"] = f"#{decision.by}"
    words = place.words
    start = words.text.find(decision.value, max(0, place.begin - len(decision.value)))
    if start < 0:
        raise Missing(0)
    span = words.span(start, start + len(decision.value))
    if old is not None:
        for part in [part for part in old.children if part.name in _PARTS and not _is_within(part, span)]:
            unwrap(part)
        unwrap(old)
    for branch in overlapping:
        is_around = branch.begin <= span[0] and span[1] <= branch.end
        if branch is not old and not is_around and not _is_within(branch, span):
            _drop_parts(branch)
            unwrap(branch)
    if not words.body.wrap(*span, made):
        raise Missing(0)


def _is_within(branch: Branch, span: tuple[int, int]) -> bool:
    return span[0] <= branch.begin and branch.end <= span[1]


def name_at(places: Places, decision: Decision, exact: str | None = None) -> tuple[Stretch, Branch | None]:
    """The place of a decision, and the name that stands there, if there is one."""
    place = places.find(decision, exact)
    here = [b for b in place.block.walk() if is_name(b) and (b.begin, b.end) == place.span]
    wanted = TAGS.get(decision.type, "")
    named = [b for b in here if b.name == wanted] or here
    return place, named[0] if named else None


def yield_to_editors(name: Branch, decision: Decision) -> None:
    """Raise where an editor other than the decision's answers for a name that the decision would change."""
    people = [token for token in name.attributes.get("resp", "").split() if token not in ("#tool", f"#{decision.by}")]
    same = _entity(name) == decision.entity and name.name == TAGS.get(decision.type, name.name)
    if people and (not same or decision.op in ("reject", "set")):
        raise Disagreement(f"{name.name} {_entity(name) or 'not linked'} {' '.join(people)}")


def _name_as(name: Branch, tag: str) -> None:
    """Give a name another element; only the name of a person has parts."""
    name.tag = T + tag
    if tag not in ("persName", "rs"):
        _drop_parts(name)


def _wrap(place: Stretch, decision: Decision) -> None:
    made = Branch(T + TAGS.get(decision.type, "name"))
    if decision.type not in TAGS and decision.type:
        made.attributes["type"] = decision.type
    if not place.words.body.wrap(*place.span, made):
        raise Missing(0)  # it would cross another element
    _link(made, decision)


def _link(name: Branch, decision: Decision) -> None:
    if name.parent is not None and name.line:
        yield_to_editors(name, decision)
    if decision.entity:
        name.attributes["ref"] = f"#{decision.entity}"
    elif decision.op in ("relink", "retype"):
        name.attributes.pop("ref", None)
    name.attributes.pop("cert", None)
    name.attributes["resp"] = f"#{decision.by}"


def _sign(name: Branch, by: str) -> None:
    resp = name.attributes.get("resp", "").split()
    if f"#{by}" not in resp:
        name.attributes["resp"] = " ".join((*resp, f"#{by}"))


def _entity(name: Branch) -> str:
    return name.attributes.get("ref", "").removeprefix("#")


def _drop_parts(name: Branch) -> None:
    for part in [child for child in name.children if child.name in _PARTS]:
        unwrap(part)
