"""Proposals for records without identifiers, from a service of the reconciliation protocol (OpenRefine, version 0.2).

The service (Wikidata, GND, one's own) is asked for names in batches and answers with candidates. What it says is a
proposal for a person to decide on: it goes into a table, and no record is changed here.
"""

from __future__ import annotations

import csv
import io
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from puzanov_tei.authority.records import Entry, Org, Person, Place
from puzanov_tei.base.files import write_atomically
from puzanov_tei.errors import AuthorityError, UsageError

BATCH = 20
TIMEOUT = 20.0
_LONGEST = 4_000_000  # bytes of an answer
COLUMNS = ("id", "name", "proposed", "label", "description", "types", "score", "match", "service", "decision")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One candidate of the service for one record.

    Attributes:
        record: id of the authority's record, and `name` under which it was asked for.
        proposed: id in the service, with `label`, `description` and `types` as the service gives them.
        score: the service's own measure; not comparable between services.
        match: whether the service itself is sure.
    """

    record: str
    name: str
    proposed: str
    label: str
    description: str = ""
    types: tuple[str, ...] = ()
    score: float = 0.0
    match: bool = False


def propose(entries: Iterable[Entry], service: str, *, timeout: float = TIMEOUT, limit: int = 3) -> Iterator[Proposal]:
    """What the service proposes for each record that has no identifier yet, in the order of the records.

    Raises:
        UsageError: the address is none of http or https.
        AuthorityError: the service cannot be reached in time, or does not answer in the form of the protocol.
    """
    if urllib.parse.urlsplit(service).scheme not in ("http", "https"):
        raise UsageError(f"{service}: the address of a service begins with https:// (or http://).")
    wanted = [entry for entry in entries if not entry.wikidata]
    for begin in range(0, len(wanted), BATCH):
        batch = wanted[begin : begin + BATCH]
        queries = {f"q{number}": _query(entry, limit) for number, entry in enumerate(batch)}
        answer = _ask(service, queries, timeout)
        for number, entry in enumerate(batch):
            yield from _candidates(entry, answer.get(f"q{number}"), service, limit)


def _query(entry: Entry, limit: int) -> dict[str, Any]:
    facts = [("birth", entry.birth), ("death", entry.death)] if isinstance(entry, Person) else []
    if isinstance(entry, Place | Org):
        facts = [("country", entry.country)]
    properties = [{"pid": pid, "v": value} for pid, value in facts if value]
    return {"query": entry.preferred, "limit": limit} | ({"properties": properties} if properties else {})


def _ask(service: str, queries: dict[str, Any], timeout: float) -> dict[str, Any]:
    body = urllib.parse.urlencode({"queries": json.dumps(queries)}).encode()
    request = urllib.request.Request(service, body, {"Accept": "application/json", "User-Agent": "puzanov_tei"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            data = response.read(_LONGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise AuthorityError(f"{service} does not answer: {reason}. Try again, or give --timeout.") from error
    try:
        answer = json.loads(data) if len(data) <= _LONGEST else None
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise AuthorityError(f"{service} gives no answer of the reconciliation protocol (a JSON object of results).")
    return answer


def _candidates(entry: Entry, answer: Any, service: str, limit: int) -> Iterator[Proposal]:
    results = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(results, list):
        raise AuthorityError(f"{service} gives no answer of the reconciliation protocol (no result for {entry.id}).")
    for result in results[:limit]:
        if not (isinstance(result, dict) and isinstance(result.get("id"), str)):
            continue
        types = result.get("type")
        score = result.get("score")
        yield Proposal(
            entry.id,
            entry.preferred,
            result["id"],
            str(result.get("name", "")),
            str(result.get("description") or ""),
            tuple(
                str(t.get("name", t.get("id", ""))) if isinstance(t, dict) else str(t)
                for t in (types if isinstance(types, list) else ())
            ),
            float(score) if isinstance(score, int | float) else 0.0,
            result.get("match") is True,
        )


def write(proposals: Iterable[Proposal], service: str, path: Path) -> int:
    """Write the proposals as a table (CSV, UTF-8) with an empty column for the decision; how many they are.

    Raises:
        OutputError: the file cannot be written.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    found = list(proposals)
    for p in found:
        sure = "yes" if p.match else ""
        types = "|".join(p.types)
        table.writerow((p.record, p.name, p.proposed, p.label, p.description, types, p.score, sure, service, ""))
    write_atomically(path, text.getvalue().encode("utf-8"))
    return len(found)
