"""The persons, places and organisations of a whole corpus, gathered from its documents."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.exporters.entities import Entity
from puzanov_tei.exporters.rows import DocumentRows, Row, Tally
from puzanov_tei.findings import Finding, Severity

_NEVER = Tally()


class Register:
    """Entities by id, with the number and dates of their mentions. The first description of an id counts.

    Memory grows with the number of entities, not with the number of documents.
    """

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.tallies: dict[str, Tally] = {}

    def add(self, part: DocumentRows) -> None:
        """Take in one document."""
        for entity in part.entities:
            self.entities.setdefault(entity.id, entity)
        for ident, tally in part.tallies.items():
            self.tallies.setdefault(ident, Tally()).add(tally.count, tally.first, tally.last)

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

    def names(self) -> Iterator[Row]:
        """Rows of the table `names`."""
        for ident in sorted(self.entities):
            for form in self.entities[ident].names:
                yield (ident, form.text, form.kind, form.lang)

    def findings(self) -> Iterator[Finding]:
        """Mentions whose entity no list of the export describes: the tables cannot say who it is."""
        missing = sorted(set(self.tallies) - set(self.entities))
        unknown = [ident for ident in missing if not ident.startswith("event-")]
        if unknown:
            shown = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
            yield Finding(
                "PZ802",
                Severity.WARNING,
                f"{len(unknown)} entities are mentioned but described in no list of these files: {shown}",
                "export the file that holds their list together with the documents",
            )
