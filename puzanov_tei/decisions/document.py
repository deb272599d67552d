"""A document with the decisions about it: what `encode` writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from puzanov_tei.authority import Authority, element
from puzanov_tei.authority.records import AuthorityName, Org, Person, Place, Records
from puzanov_tei.decisions.apply import Applied, apply
from puzanov_tei.decisions.complete import complete, drop_records, pointed_to
from puzanov_tei.decisions.lines import Decision
from puzanov_tei.decisions.status import sign
from puzanov_tei.tei.read import parse
from puzanov_tei.tei.seal import seal
from puzanov_tei.tei.tree import Branch, read, write
from puzanov_tei.tei.write import serialize

_MADE: dict[str, Callable[[str, str, tuple[str, ...]], Person | Place | Org]] = {
    "person": lambda i, name, sources: Person(i, name, sources=sources),
    "place": lambda i, name, sources: Place(i, name, sources=sources),
    "org": lambda i, name, sources: Org(i, name, sources=sources),
}


def decided(
    data: bytes, decisions: Iterable[Decision], authority: Authority | None, file: str, *, sealed: bool = True
) -> tuple[bytes, Applied]:
    """A document with decisions applied, and what came of them.

    Args:
        sealed: whether it is the program's own work and carries its digest; a file that an editor touched does not.
        authority: for the records that decisions link to.
        file: name of the file of decisions, for findings.
    """
    decisions = list(decisions)
    given = parse(data, file)
    root = read(given)
    pointed = pointed_to(root)
    applied = apply(root, decisions, file)
    complete(root, lambda identifier: record(authority, identifier))
    if sealed:
        drop_records(root, pointed)
    sign(root, decisions)
    result = write(root)
    if sealed:
        seal(result)
    return serialize(result, given), applied


def record(authority: Authority | None, identifier: str) -> Branch | None:
    """The authority's record with an identifier."""
    entry = element(authority, identifier) if authority is not None else None
    return None if entry is None else read(entry)


def taught(records: Records, decisions: Iterable[Decision]) -> Records:
    """Records with what `entity` decisions add: a name that is new to a record, or a record that is new."""
    for decision in decisions:
        if decision.op != "entity" or not decision.entity or not decision.exact:
            continue
        known = next((e for e in records.entries if e.id == decision.entity), None)
        kind = decision.type if known is None else type(known).__name__.lower()
        if kind not in _MADE:
            continue
        entries = getattr(records, f"{kind}s")
        if known is None:
            made = _MADE[kind](decision.entity, decision.exact, (f"decision of {decision.by}",))
            entries = (*entries, made)
        elif decision.exact not in (known.preferred, *(name.text for name in known.names)):
            more = replace(known, names=(*known.names, AuthorityName(decision.exact)))
            entries = tuple(more if e is known else e for e in entries)
        records = replace(records, **{f"{kind}s": entries})
    return records
