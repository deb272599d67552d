"""Decisions learnt from a file that an editor changed: what differs from what the program wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from puzanov_tei.decisions.apply_names import TAGS
from puzanov_tei.decisions.comparison import Comparison, editor_of
from puzanov_tei.decisions.learn_frame import frame
from puzanov_tei.decisions.learn_markup import markup
from puzanov_tei.decisions.learn_words import breaks, corrections, notes
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.markup import attributes_as_text, own_attributes
from puzanov_tei.decisions.residue import residue
from puzanov_tei.decisions.status import is_signature, unsign
from puzanov_tei.decisions.surgery import copy, is_name, remove
from puzanov_tei.tei.tree import Branch, collapse

KINDS = {tag: kind for kind, tag in TAGS.items()}


@dataclass(frozen=True, slots=True)
class Learnt:
    """The decisions, and in words what no decision can say (it stays in the edited file)."""

    decisions: tuple[Decision, ...]
    left: tuple[str, ...]


def learn(base: Branch, edited: Branch, by: str, *, teach: bool = False) -> Learnt:
    """What an editor decided in a file.

    Args:
        base: what the program wrote; edited: what the editor made of it (layout is taken out of both).
        by: initials for what does not name its editor in `@resp`.
        teach: a name that was linked to another record also becomes a variant of that record.
    """
    for version in (base, edited):
        collapse(version)
        unsign(version)
        _drop_reviews(version)
    compared = Comparison(base, edited, by)
    decisions = [
        *frame(base, edited, by),
        *names(compared),
        *corrections(compared),
        *breaks(compared),
        *notes(compared),
        *markup(compared),
    ]
    decisions = list(dict.fromkeys(decisions))
    left = residue(copy(base), edited, decisions)
    if teach:
        decisions += [
            Decision("entity", exact=d.exact, type=d.type, entity=d.entity, by=d.by, note="variant")
            for d in decisions
            if d.op in ("relink", "add") and d.entity and d.exact
        ]
    return Learnt(tuple(dict.fromkeys(decisions)), tuple(left))


def _drop_reviews(root: Branch) -> None:
    """Take out what the program says of the review in the history: it follows from decisions and counts in no place."""
    for change in [b for b in root.walk() if b.name == "change" and is_signature(b)]:
        remove(change)


def names(compared: Comparison) -> Iterator[Decision]:
    """What became of names and dates."""
    for before, after in compared.matches.pairs:
        if (is_name(before) or is_name(after)) and before.begin < before.end:
            yield from _name(compared, before, after)
    for gone in compared.matches.only_first:
        if is_name(gone) and not compared.is_deleted(*compared.places[id(gone)]):
            yield from compared.decision("reject", *compared.places[id(gone)], type=KINDS.get(gone.name, ""))
    for fresh in compared.matches.only_second:
        if is_name(fresh) and fresh.begin < fresh.end and not compared.is_in_own(fresh):
            begin, end = compared.back(fresh)
            if begin < end:
                yield from compared.decision("add", begin, end, **_about(fresh))
                yield from _attributes(compared, begin, end, Branch(fresh.tag), fresh)


def _name(compared: Comparison, before: Branch, after: Branch) -> Iterator[Decision]:
    begin, end = compared.places[id(before)]
    place = compared.back(after)
    if place != (begin, end) and place[0] < place[1]:
        block = compared.block(begin)
        value = compared.printed(block, *place)[1] if block else ""
        if block is not None and value != compared.printed(block, begin, end)[1]:
            yield from compared.decision("resize", begin, end, value=value, **_about(after))
    if before.tag != after.tag:
        yield from compared.decision("retype", begin, end, **_about(after))
    elif before.attributes.get("ref") != after.attributes.get("ref"):
        yield from compared.decision("relink", begin, end, **_about(after))
    elif before.attributes.get("resp") != after.attributes.get("resp") and editor_of(after) and place == (begin, end):
        yield from compared.decision("accept", begin, end, **_about(after))
    yield from _attributes(compared, begin, end, before, after)


def _attributes(compared: Comparison, begin: int, end: int, before: Branch, after: Branch) -> Iterator[Decision]:
    """Attributes that an editor set, as the day that a date means."""
    others = own_attributes(before, after, "ref", "resp", *(() if after.attributes.get("cert") else ("cert",)))
    if others:
        about = _about(after)
        kind = about["type"] if before.tag == after.tag else KINDS.get(before.name, before.name)
        yield from compared.decision("set", begin, end, by=about["by"], type=kind, value=attributes_as_text(others))


def _about(name: Branch) -> dict[str, str]:
    entity = name.attributes.get("ref", "").removeprefix("#")
    return {"type": KINDS.get(name.name, ""), "entity": entity, "by": editor_of(name)}
