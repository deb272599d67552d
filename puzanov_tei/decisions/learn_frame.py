"""Learnt from an edited file: what changed in the header and in the records that go with the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from puzanov_tei.decisions.comparison import editor_of
from puzanov_tei.decisions.lines import Decision, identifier
from puzanov_tei.decisions.markup import as_text, attributes_as_text, own_attributes
from puzanov_tei.decisions.match import pairs
from puzanov_tei.decisions.places import address, words_of
from puzanov_tei.decisions.status import REVIEWED, is_signature
from puzanov_tei.tei.read import XML_ID
from puzanov_tei.tei.tree import SEPARATOR, Branch

_DIGEST = "digest"


def frame(base: Branch, edited: Branch, by: str) -> Iterator[Decision]:
    """What an editor did to all that is not the text, element by element."""
    document = base.attributes.get(XML_ID, "")
    if attributes := own_attributes(base, edited):
        yield Decision("set", address(base), value=attributes_as_text(attributes), by=by)
    mine = [child for child in base.children if child.name != "text"]
    yours = [child for child in edited.children if child.name != "text"]
    yield from _children(mine, yours, base, edited.children, by, document)


def _children(
    mine: Sequence[Branch], yours: Sequence[Branch], around: Branch, siblings: Sequence[Branch], by: str, document: str
) -> Iterator[Decision]:
    matched = pairs(mine, yours)
    counterpart = {id(after): before for before, after in matched}
    for before, after in matched:
        if before.key != after.key:
            yield from _element(before, after, by, document)
    fresh = [after for after in yours if id(after) not in counterpart and not is_signature(after)]
    for after in reversed(fresh):  # each goes directly behind what was there, so the last comes first
        place = next(n for n, sibling in enumerate(siblings) if sibling is after)
        before_it = next((counterpart[id(b)] for b in reversed(siblings[:place]) if id(b) in counterpart), None)
        behind_it = next((counterpart[id(b)] for b in siblings[place + 1 :] if id(b) in counterpart), None)
        element = before_it or behind_it or around
        where = "behind" if before_it else "before" if behind_it else "inside"
        yield Decision("insert", address(element), type=where, value=as_text(after), by=editor_of(after) or by)
    kept = {id(before) for before, _ in matched}
    for before in mine:
        if id(before) not in kept and (words := words_of(before).text):
            yield Decision("remove", address(before), words, by=by)


def _element(before: Branch, after: Branch, by: str, document: str) -> Iterator[Decision]:
    if before.attributes.get("type") == _DIGEST or before.tag != after.tag:
        return
    attributes = own_attributes(before, after)
    if before.name == "revisionDesc" and attributes.get("status") == REVIEWED:
        del attributes["status"]  # it follows from the decisions
    if attributes:
        yield Decision("set", address(before), value=attributes_as_text(attributes), by=editor_of(after) or by)
    if not before.children and not after.children:
        old, new = before.text().strip(SEPARATOR), after.text().strip(SEPARATOR)
        if new != old and new:
            where = address(before)
            yield Decision("header", where, old, value=new, by=by, id=identifier(document, where, old, ""))
    else:
        yield from _children(before.children, after.children, before, after.children, by, document)
