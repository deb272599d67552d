"""One review: the documents, the authority, and the files of decisions that it writes; never the TEI."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from puzanov_tei.authority import Authority
from puzanov_tei.authority.records import Entry, Org, Person, Place
from puzanov_tei.decisions import lines
from puzanov_tei.decisions.lines import OPERATIONS, Decision
from puzanov_tei.errors import UsageError
from puzanov_tei.review.documents import EditedFile
from puzanov_tei.review.evidence import evidence, facts
from puzanov_tei.tei.write import clean

_MOST = 12
_LONGEST = 4000
_FIELDS = ("op", "block", "exact", "prefix", "suffix", "type", "entity", "value", "note", "id")
_VERDICTS = frozenset(("accept", "reject", "relink", "retype", "resize", "add", "set"))


class Conflict(Exception):  # noqa: N818 - an answer to the page
    """Another window, or another person, has decided about the same place since the page last looked.

    Attributes:
        present: the decisions as they are.
    """

    def __init__(self, message: str, present: Sequence[Decision]) -> None:
        super().__init__(message)
        self.present = present


@dataclass
class Session:
    """What the page works on.

    Attributes:
        by: initials of the editor.
    """

    documents: Mapping[str, EditedFile]
    authority: Authority
    decisions: Path
    by: str
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def decided(self, document: str) -> list[Decision]:
        """The decisions about a document."""
        return lines.read(lines.file_of(self.decisions, document))

    def change(
        self, document: str, add: Sequence[Mapping[str, Any]], remove: Sequence[Mapping[str, Any]]
    ) -> list[Decision]:
        """Add and remove decisions; what others wrote meanwhile stays.

        Raises:
            Conflict: what is to be removed is gone, or somebody decided otherwise about the same place.
            UsageError: one is no decision.
        """
        new, old = [self._decision(given) for given in add], [self._decision(given) for given in remove]
        file = lines.file_of(self.decisions, document)
        with self._lock:
            present = lines.read(file)
            if any(decision not in present for decision in old):
                raise Conflict("It was changed in another window: the page is brought up to date.", present)
            kept = [decision for decision in present if decision not in old]
            taken = {_place(decision) for decision in kept if decision.op in _VERDICTS}
            if any(_place(d) in taken and d not in kept for d in new if d.op in _VERDICTS):
                told = "Somebody decided about this name meanwhile: the page is brought up to date."
                raise Conflict(told, present)
            lines.write(file, [*kept, *new])
            return lines.read(file)

    def _decision(self, given: Mapping[str, Any]) -> Decision:
        if not isinstance(given, dict) or given.get("op") not in OPERATIONS:
            raise UsageError("That is no decision.")
        texts = {key: given.get(key, "") for key in (*_FIELDS, "by")}
        if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts.values()):
            raise UsageError("A part of the decision is no text, or too long.")
        texts["by"] = texts["by"] or self.by
        fields: dict[str, Any] = {key: _plain(text) for key, text in texts.items()}
        return Decision(**fields)

    # --- the authority --------------------------------------------------------------------------

    @cached_property
    def _search(self) -> list[tuple[str, Entry]]:
        known = self.authority
        records: list[Entry] = [*known.persons.values(), *known.places.values(), *known.orgs.values()]
        return [("\n".join((e.preferred, *(n.text for n in e.names), e.id)).casefold(), e) for e in records]

    def find(self, words: str, kind: str = "") -> list[dict[str, str]]:
        """Records whose names hold all the words, those that begin with them first."""
        wanted = words.casefold().split()
        if not wanted:
            return []
        matching = [
            (not f"\n{names}".count(f"\n{wanted[0]}"), kind != _kind(entry), entry.preferred, entry.id)
            for names, entry in self._search
            if all(word in names for word in wanted)
        ]
        return [self.entity(identifier) for *_, identifier in sorted(matching)[:_MOST]]

    def entity(self, identifier: str) -> dict[str, str]:
        """A record in words."""
        entry = self.authority.entry(identifier)
        if entry is None:
            says = "This record is not in the authority file."
            return {"id": identifier, "label": identifier, "kind": "", "says": says}
        return {"id": entry.id, "label": entry.preferred, "kind": _kind(entry), "says": facts(entry)}

    def evidence(self, document: str, words: str, identifier: str) -> list[str]:
        """What speaks for and against a link of words in a document, as sentences."""
        words = words[:_LONGEST]
        like = [f"{record['label']} ({record['id']})" for record in self.find(words)[:2]]
        return list(evidence(self.authority, words, identifier, self.documents[document].year, like))

    def new_identifier(self, name: str, kind: str) -> str:
        """A free identifier for a new record, made of its name."""
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = {"person": "pers-", "place": "place-", "org": "org-"}.get(kind, "name-")
        stem += re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
        number, free = 1, stem
        while self.authority.entry(free) is not None:
            number += 1
            free = f"{stem}-{number}"
        return free

    def document(self, identifier: str) -> EditedFile | None:
        """A document of this review."""
        return self.documents.get(identifier)


def _place(decision: Decision) -> tuple[str, str, str, str]:
    return (decision.block, decision.exact, decision.prefix, decision.suffix)


def _plain(text: str) -> str:
    """Text without characters that XML cannot hold."""
    return clean(text).replace("\r", "")


def _kind(entry: Entry) -> str:
    return {Person: "person", Place: "place", Org: "org"}[type(entry)]
