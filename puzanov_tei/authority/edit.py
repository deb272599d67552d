"""Changing records: a new one, or two that are one. Records are values; the result is a new set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from puzanov_tei.authority.records import (
    ORG_PREFIX,
    PERSON_PREFIX,
    PLACE_PREFIX,
    Entry,
    Name,
    Org,
    Person,
    Place,
    Records,
)
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import AuthorityError

PREFIXES = {"person": PERSON_PREFIX, "place": PLACE_PREFIX, "org": ORG_PREFIX}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# What can be in a record once only: two values that differ mean two things that differ.
_IDENTIFIERS = ("wikidata", "viaf", "geonames")


def find(records: Records, identifier: str) -> Entry:
    """The record with this id, given with or without its prefix.

    Raises:
        AuthorityError: there is none (with the nearest ids), or the id without prefix fits several.
    """
    entries = {entry.id: entry for entry in records.entries}
    wanted = {identifier, *(prefix + identifier for prefix in PREFIXES.values())}
    found = [entry for key, entry in entries.items() if key in wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise AuthorityError(f"{identifier!r} is {' and '.join(entry.id for entry in found)}: give the whole id.")
    redirects = dict(records.redirects)
    for key in wanted & redirects.keys():
        return find(records, redirects[key])
    hint = did_you_mean(identifier, [*entries, *(key.partition("-")[2] for key in entries)])
    raise AuthorityError(f"there is no record {identifier!r}. {hint}".rstrip())


def add(records: Records, entry: Entry) -> Records:
    """The records with one more at the end of its list.

    Raises:
        AuthorityError: the id is taken or badly formed, or the record has no name.
    """
    taken = {other.id for other in records.entries} | {old for old, _ in records.redirects}
    if entry.id in taken:
        raise AuthorityError(f"the id {entry.id!r} is taken; ids are never given twice.")
    if not _ID.fullmatch(entry.id):
        raise AuthorityError(f"the id {entry.id!r} is not made of a-z, 0-9 and single hyphens.")
    if not entry.preferred.strip():
        raise AuthorityError(f"{entry.id} has no name.")
    match entry:
        case Person():
            return replace(records, persons=(*records.persons, entry))
        case Place():
            return replace(records, places=(*records.places, entry))
        case Org():
            return replace(records, orgs=(*records.orgs, entry))


def merge(records: Records, old: str, new: str) -> Records:
    """The records with `old` gone into `new`: names, posts and sources together, blanks filled, a redirect left.

    Raises:
        AuthorityError: one is missing, they are the same or of two kinds, or an identifier contradicts.
    """
    gone, kept = find(records, old), find(records, new)
    if gone.id == kept.id:
        raise AuthorityError(f"{old!r} and {new!r} are one record already: {kept.id}.")
    if type(gone) is not type(kept):
        raise AuthorityError(f"{gone.id} and {kept.id} are not of one kind.")
    merged = replace(kept, **_together(gone, kept))

    def without(entries: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(merged if entry.id == kept.id else entry for entry in entries if entry.id != gone.id)

    orgs = tuple(
        replace(org, parent=kept.id if org.id != kept.id else "") if org.parent == gone.id else org
        for org in without(records.orgs)
    )
    redirects = tuple((source, kept.id if target == gone.id else target) for source, target in records.redirects)
    return replace(
        records,
        persons=without(records.persons),
        places=without(records.places),
        orgs=orgs,
        redirects=(*redirects, (gone.id, kept.id)),
    )


def _together(gone: Entry, kept: Entry) -> dict[str, Any]:
    """The fields of the merged record that differ from the kept one's."""
    for name in _IDENTIFIERS:
        one, other = getattr(gone, name, ""), getattr(kept, name, "")
        if one and other and one != other:
            raise AuthorityError(
                f"{gone.id} and {kept.id} have two {name} identifiers, {one} and {other}: are they one?"
            )
    changed: dict[str, Any] = {}
    for field in fields(kept):
        if field.name in ("id", "preferred", "names"):
            continue
        one, other = getattr(gone, field.name), getattr(kept, field.name)
        if isinstance(other, tuple):
            changed[field.name] = tuple(dict.fromkeys((*other, *one)))
        elif one and not other:
            changed[field.name] = one
    known = {kept.preferred, *(name.text for name in kept.names)}
    more = (Name(gone.preferred), *gone.names)
    changed["names"] = (*kept.names, *(name for name in more if name.text not in known))
    if changed.get("parent") == kept.id:
        changed["parent"] = ""
    return changed
