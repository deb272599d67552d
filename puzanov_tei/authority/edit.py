"""Changing records: a new one, or two that are one. Records are values; the result is a new set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from puzanov_tei.authority import alternatives
from puzanov_tei.authority.records import (
    ORG_PREFIX,
    PERSON_PREFIX,
    PLACE_PREFIX,
    AuthorityName,
    Entry,
    Org,
    Person,
    Place,
    Records,
)
from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import AuthorityError

PREFIXES = {"person": PERSON_PREFIX, "place": PLACE_PREFIX, "org": ORG_PREFIX}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def find(records: Records, identifier: str) -> Entry:
    """The record with this id, given with or without its prefix.

    Raises:
        AuthorityError: there is none (with the nearest ids), or the id without prefix fits several.
    """
    entries = {entry.id: entry for entry in records.entries}
    wanted = {identifier, *(prefix + identifier for prefix in PREFIXES.values())}
    matches = [entry for key, entry in entries.items() if key in wanted]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AuthorityError(f"{identifier!r} is {' and '.join(entry.id for entry in matches)}: give the whole id.")
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


def merge(records: Records, old: str, new: str, *, force: bool = False) -> Records:
    """The records with `old` gone into `new`: names, posts and sources together, blanks filled, a redirect left.

    Args:
        force: facts of `old` that contradict those of `new` are kept beside them, each with its `@source`.

    Raises:
        AuthorityError: one is missing, they are the same or of two kinds, or (without `force`) facts contradict; then
            all that do are named.
    """
    gone, kept = find(records, old), find(records, new)
    if gone.id == kept.id:
        raise AuthorityError(f"{old!r} and {new!r} are one record already: {kept.id}.")
    if type(gone) is not type(kept):
        raise AuthorityError(f"{gone.id} and {kept.id} are not of one kind.")
    against = alternatives.contradictions(gone, kept)
    if against and not force:
        listed = "; ".join(f"{name}: {other} / {one}" for name, one, other in against)
        raise AuthorityError(
            f"{kept.id} and {gone.id} contradict each other - {listed}. Are they one? Correct one of them, or merge "
            "with --force, which keeps both facts with their sources."
        )
    merged = replace(kept, **_together(gone, kept))
    if against:
        apart = alternatives.beside(kept, gone, against, "merged into this record")
        merged = replace(merged, extra=(*merged.extra, *apart.extra[len(kept.extra) :]), stated=apart.stated)

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


def imported(before: Records, rows: Records, *, force: bool = False) -> Records:
    """The records of tables, with what the authority held of them besides (notes, elements of its own).

    Args:
        before: what the authority holds now.
        force: facts of `before` that contradict those of the tables are kept beside them, each with its `@source`.

    Raises:
        AuthorityError: a record has facts that contradict those the authority holds (without `force`); all are named.
    """
    held = {entry.id: entry for entry in before.entries}
    against = {
        entry.id: facts
        for entry in rows.entries
        if entry.id in held and (facts := alternatives.contradictions(held[entry.id], entry))
    }
    if against and not force:
        listed = "; ".join(
            f"{identifier}: {name} {other} / {one}"
            for identifier, facts in against.items()
            for name, one, other in facts
        )
        raise AuthorityError(
            f"the tables contradict what the authority holds - {listed} (the tables' first). Nothing is changed. "
            "Correct one of them, or import with --force, which keeps both facts with their sources."
        )

    def joined(entry: Any) -> Any:
        if entry.id not in held:
            return entry
        mine = held[entry.id]
        extra = [one for one in dict.fromkeys((*entry.extra, *mine.extra)) if not alternatives.restated(one, entry)]
        # The facts of the record point to its statements by number.
        sources = tuple(dict.fromkeys((*mine.sources, *entry.sources))) if mine.stated else entry.sources
        whole = replace(entry, extra=tuple(extra), stated=mine.stated, sources=sources)
        if entry.id not in against:
            return whole
        return alternatives.beside(whole, mine, against[entry.id], "before the import", entry.sources)

    return replace(
        rows,
        persons=tuple(map(joined, rows.persons)),
        places=tuple(map(joined, rows.places)),
        orgs=tuple(map(joined, rows.orgs)),
    )


def _full_name(gone: Entry, kept: Entry) -> tuple[AuthorityName, ...]:
    """The full name of a person, where it is not that of the other record."""
    if not isinstance(gone, Person) or not isinstance(kept, Person) or not gone.surname or not gone.forename:
        return ()
    same = (gone.surname, gone.forename) == (kept.surname, kept.forename) or not kept.surname
    return () if same else (AuthorityName(f"{gone.surname}, {gone.forename}"),)


def _together(gone: Entry, kept: Entry) -> dict[str, Any]:
    """The fields of the merged record that differ from the kept one's."""
    changed: dict[str, Any] = {}
    for field in fields(kept):
        if field.name in ("id", "preferred", "names", "stated"):
            continue
        one, other = getattr(gone, field.name), getattr(kept, field.name)
        if isinstance(other, tuple):
            changed[field.name] = tuple(dict.fromkeys((*other, *one)))
        elif one and not other:
            changed[field.name] = one
    known = {kept.preferred, *(name.text for name in kept.names)}
    more = (AuthorityName(gone.preferred), *_full_name(gone, kept), *gone.names)
    changed["names"] = (*kept.names, *(name for name in more if name.text not in known))
    if changed.get("parent") == kept.id:
        changed["parent"] = ""
    return changed
