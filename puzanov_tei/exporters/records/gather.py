"""The persons, places and organisations of a whole corpus, gathered from its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.rows import DocumentRows, Row, Summary, Tally
from puzanov_tei.exporters.records.tables import ENTITY_TABLES, NAMES, NODES
from puzanov_tei.findings import Finding, Location, Severity

_NEVER = Tally()


class Register:
    """Entities by id, with the number and dates of their mentions. The first description of an id counts.

    Memory grows with the number of entities (and one identifier a document), not with the texts.
    """

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.tallies: dict[str, Tally] = {}
        self.tied: set[str] = set()
        self.twice: list[tuple[str, str]] = []
        self._documents: set[str] = set()

    def add(self, summary: Summary) -> bool:
        """Take in one document; False if one of the same id was there before (it counts only once)."""
        for entity in summary.entities:
            self.entities.setdefault(entity.id, entity)
        if summary.doc_id in self._documents:
            self.twice.append((summary.doc_id, summary.file))
            return False
        if summary.doc_id:
            self._documents.add(summary.doc_id)
        self.tied.update(summary.tied)
        for ident, tally in summary.tallies.items():
            self.tallies.setdefault(ident, Tally()).add(tally.count, tally.first, tally.last)
        return True

    def count(self, ident: str) -> int:
        """How often an entity is mentioned."""
        return self.tallies.get(ident, _NEVER).count

    def of(self, kind: str) -> list[Entity]:
        """All entities of one kind, sorted by id."""
        return sorted((e for e in self.entities.values() if e.kind == kind), key=lambda entity: entity.id)

    def rows(self, kind: str) -> Iterator[Row]:
        """Rows of the table `persons`, `places` or `orgs`."""
        for e in self.of(kind):
            tally = self.tallies.get(e.id, _NEVER)
            own: Row = {
                "person": (e.surname, e.forename, e.birth, e.death),
                "place": (e.type, e.lat, e.lon, e.country),
                "org": (e.type, e.country),
            }[kind]
            known = (e.wikidata, e.viaf, e.geonames, e.gnd)
            yield (e.id, e.label, e.sort_name, *own, *known, tally.count, tally.first, tally.last)

    def nodes(self, kinds: tuple[str, ...] = ("person", "place", "org")) -> Iterator[Row]:
        """Rows of the table `nodes`: entities with a tie, those too that no list describes."""
        for ident in sorted(self.tied):
            entity = self.entities.get(ident)
            kind = "" if entity is None else entity.kind
            if entity is None or kind in kinds:
                yield (ident, ident if entity is None else entity.label, kind or "unknown")

    def names(self) -> Iterator[Row]:
        """Rows of the table `names`."""
        for ident in sorted(self.entities):
            for form in self.entities[ident].names:
                yield (ident, form.text, form.kind, form.lang)

    def tables(self) -> Iterator[tuple[str, Iterable[Row]]]:
        """The tables of entities: name and rows, to be written when the last document has been read."""
        for kind, table in ENTITY_TABLES.items():
            yield table.name, self.rows(kind)
        yield NAMES.name, self.names()
        yield NODES.name, self.nodes()

    def findings(self) -> Iterator[Finding]:
        """Documents left out, and mentions whose entity no list of the export describes."""
        for ident, file in self.twice:
            message = f"another document of this export has the identifier {ident}; this one is left out"
            yield Finding(
                "PZ803", Severity.WARNING, message, "give every TEI element an @xml:id of its own", Location(file)
            )
        missing = sorted(set(self.tallies) - set(self.entities))
        unknown = [ident for ident in missing if not ident.startswith("event-")]
        if unknown:
            shown = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
            yield Finding(
                "PZ802",
                Severity.WARNING,
                f"mentioned, but described in no list of these files: {shown} ({len(unknown)} in all)",
                "export the file that holds their list together with the documents",
            )


def fill(append: Mapping[str, Callable[[Iterable[Row]], None]], parts: Iterable[DocumentRows]) -> Iterator[Finding]:
    """Append the rows of all documents to the tables of these names, those of entities at the end."""
    register = Register()
    for part in parts:
        if register.add(part.summary):
            for name, rows in part.rows.items():
                if name in append:
                    append[name](rows)
    for name, gathered in register.tables():
        if name in append:
            append[name](gathered)
    yield from register.findings()
