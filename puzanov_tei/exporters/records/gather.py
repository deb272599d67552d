"""The persons, places, organisations, works and events of a whole corpus, gathered from its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from puzanov_tei.exporters.records.called import Called
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.rows import DocumentRows, Row, Summary, Tally
from puzanov_tei.exporters.records.tables import BY_NAME, ENTITY_COLUMNS, ENTITY_TABLES
from puzanov_tei.findings import Finding, Location, Severity

_NEVER = Tally()


class Register:
    """Entities by id, with the number and dates of their mentions. The first description of an id counts.

    An id that the lists of two documents give to different entities is told apart: the later one becomes
    `document#id`, in `renamed`, everywhere in its document. Memory grows with the number of entities (and one
    identifier a document), not with the texts.
    """

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.tallies: dict[str, Tally] = {}
        self.tied: set[str] = set()
        self.twice: list[tuple[str, str]] = []
        self.without: list[str] = []
        self.renamed: dict[str, str] = {}
        self.called: dict[str, Called] = {}
        self._documents: set[str] = set()
        self._vocabularies: dict[str, str] = {}

    def add(self, summary: Summary) -> bool:
        """Take in one document; False if one of the same id was there before (it counts only once)."""
        is_twice = bool(summary.doc_id) and summary.doc_id in self._documents
        self.renamed = {}
        for entity in summary.entities:
            known = self.entities.setdefault(entity.id, entity)
            if known is not entity and not is_twice and differ(known, entity):
                ident = f"{entity.doc_id}#{entity.id}"
                self.renamed[entity.id] = ident
                self.entities[ident] = entity._replace(id=ident)
        if is_twice:
            self.twice.append((summary.doc_id, summary.file))
            return False
        if summary.doc_id:
            self._documents.add(summary.doc_id)
        elif not (summary.entities or summary.tied):
            self.without.append(summary.file)
        new = self.renamed.get
        self.tied.update(new(ident, ident) for ident in summary.tied)
        self._vocabularies.update(summary.vocabularies)
        for ident, said in summary.called.items():
            before = self.called.setdefault(new(ident, ident), said)
            if before.is_of_text and not said.is_of_text:
                self.called[new(ident, ident)] = said
        for ident, tally in summary.tallies.items():
            self.tallies.setdefault(new(ident, ident), Tally()).add(tally.count, tally.first, tally.last)
        return True

    def count(self, ident: str) -> int:
        """How often an entity is mentioned."""
        return self.tallies.get(ident, _NEVER).count

    def of(self, kind: str) -> list[Entity]:
        """All entities of one kind, sorted by id."""
        return sorted((e for e in self.entities.values() if e.kind == kind), key=lambda entity: entity.id)

    def rows(self, kind: str) -> Iterator[Row]:
        """Rows of the table `persons`, `places`, `orgs`, `works` or `events`."""
        for e in self.of(kind):
            tally = self.tallies.get(e.id, _NEVER)
            own: Row = {
                "person": (e.surname, e.forename, e.birth, e.death, e.sex, _nationality(e)),
                "place": (e.type, e.lat, e.lon, e.country),
                "org": (e.type, e.country),
                "work": (e.type, e.author, e.author_id, e.date.value),
                "event": (e.type, e.date.when, e.date.not_before, e.date.not_after, e.place_id),
            }[kind]
            known = (e.wikidata, e.viaf, e.geonames, e.gnd, e.loc)
            told = (e.description,) if kind == "person" else ()
            scope = e.doc_id if "#" in e.id else ""
            yield (e.id, e.label, e.sort_name, *own, *known, *told, scope, tally.count, tally.first, tally.last)

    def nodes(self, kinds: tuple[str, ...] = ("person", "place", "org")) -> Iterator[Row]:
        """Rows of the table `nodes`: entities with a tie; those that no list describes as the documents call them."""
        for ident in sorted(self.tied):
            entity, said = self.entities.get(ident), self.called.get(ident)
            if entity is not None:
                label, kind = entity.label, entity.kind
            else:
                label, kind = (said.name, said.kind) if said is not None else (ident, "unknown")
            if kind in kinds or entity is None:
                yield (ident, label, kind)

    def names(self) -> Iterator[Row]:
        """Rows of the table `names`."""
        for ident in sorted(self.entities):
            for form in self.entities[ident].names:
                yield (ident, form.text, form.kind, form.lang)

    def affiliations(self) -> Iterator[Row]:
        """Rows of the table `affiliations`."""
        for entity in self.of("person"):
            for post in entity.posts:
                yield (entity.id, post.kind, post.office, post.org_id, post.date.first, post.date.last)

    def tables(self) -> Iterator[tuple[str, Iterable[Row]]]:
        """The tables of entities: name and rows, to be written when the last document has been read."""
        for kind, table in ENTITY_TABLES.items():
            yield table.name, self.rows(kind)
        yield "names", self.names()
        yield "affiliations", self.affiliations()
        yield "nodes", self.nodes()

    def findings(self) -> Iterator[Finding]:
        """Documents left out, files that gave nothing, and references to vocabularies that were not read."""
        for ident, file in self.twice:
            message = f"another document of this export has the identifier {ident}; this one is left out"
            yield Finding(
                "PZ803", Severity.WARNING, message, "give every TEI element an @xml:id of its own", Location(file)
            )
        for file in self.without:
            message = "has neither the text of a document nor entities with identifiers: it gives no row"
            yield Finding("PZ801", Severity.INFO, message, location=Location(file))
        unknown = sorted(set(self.tallies) - set(self.entities))
        if unknown:
            shown = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
            counted: Counter[str] = Counter()
            for ident in unknown:
                counted[self._vocabularies.get(ident, "the documents themselves")] += self.count(ident)
            places = ", ".join(f"{count} to {place}" for place, count in counted.most_common(5))
            yield Finding(
                "PZ802",
                Severity.WARNING,
                f"mentioned, but described in no list of these files: {shown} ({len(unknown)} in all); "
                f"references: {places}",
                "export the file that holds their list together with the documents",
            )


def _nationality(person: Entity) -> str:
    return next((post.office for post in person.posts if post.kind == "nationality"), "")


def differ(one: Entity, other: Entity) -> bool:
    """Whether two entries with one id, both of lists inside documents, are of different entities.

    They are the same if they share a name or an identifier of an authority file.
    """
    if not (one.doc_id and other.doc_id) or one.doc_id == other.doc_id or one.label == other.label:
        return False
    if set(one.authorities) & set(other.authorities):
        return False
    names = ({form.text.casefold() for form in e.names} | {e.label.casefold()} for e in (one, other))
    return next(names).isdisjoint(next(names))


def renamed(table: str, rows: Iterable[Row], new: Mapping[str, str]) -> Iterable[Row]:
    """Rows of a document with the entities that got another id."""
    places = [n for n, column in enumerate(BY_NAME[table].header) if column in ENTITY_COLUMNS]
    if not new or not places:
        return rows
    return [tuple(new.get(str(v), v) if n in places else v for n, v in enumerate(row)) for row in rows]


def fill(append: Mapping[str, Callable[[Iterable[Row]], None]], parts: Iterable[DocumentRows]) -> Iterator[Finding]:
    """Append the rows of all documents to the tables of these names, those of entities at the end."""
    register = Register()
    for part in parts:
        if register.add(part.summary):
            for name, rows in part.rows.items():
                if name in append:
                    append[name](renamed(name, rows, register.renamed))
    for name, gathered in register.tables():
        if name in append:
            append[name](gathered)
    yield from register.findings()
