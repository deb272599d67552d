"""A document as rows of every table: pure, one document at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.records.called import Called, called
from puzanov_tei.exporters.records.entities import Entity, described
from puzanov_tei.exporters.records.kinds import DOCUMENT, INDEX
from puzanov_tei.exporters.records.letters import RECEIVED, SENT
from puzanov_tei.exporters.records.mentions import MentionRow, decision, mentions
from puzanov_tei.exporters.records.scene import Digests, Scene
from puzanov_tei.exporters.records.tables import TABLES
from puzanov_tei.exporters.records.ties import Tie, correspondent, ties, written
from puzanov_tei.exporters.records.values import When, text_of, when
from puzanov_tei.exporters.text.actions import BESIDE
from puzanov_tei.exporters.text.segments import segments
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, Edition, T, local_name, pointers

Row = tuple[str | int | bool, ...]

TABLE_NAMES = tuple(table.name for table in TABLES)
# Tables that can be made without looking for mentions, and those that need ties.
_WITHOUT_MENTIONS = frozenset(
    {"documents", "entries", "names", "affiliations", "stamps", "interventions", "copies", "blocks"}
)
_TIES = frozenset({"edges", "nodes"})

# Elements by which somebody intervenes in the text.
_INTERVENTIONS = ("choice", "gap", "supplied", "unclear", "sic", "corr", "add", "del", "surplus", "ex", "expan", "reg")
_CHOICE, _GAP = f"{T}choice", f"{T}gap"
_CONTEXT = 60  # code points on each side of a hit in the concordance
_DOUBT = ("gap", "supplied", "unclear", "damage")
_DOUBTFUL = frozenset({"partial", "faded"})


@dataclass(slots=True)
class Tally:
    """How often an entity is mentioned, and when first and last."""

    count: int = 0
    first: str = ""
    last: str = ""

    def add(self, count: int, first: str, last: str) -> None:
        """Count more mentions, on days from `first` to `last` (ISO 8601; empty: not known)."""
        self.count += count
        if first and (not self.first or first < self.first):
            self.first = first
        if last > self.last:
            self.last = last


@dataclass(frozen=True, slots=True)
class Summary:
    """What a document adds to the tables that are known only when the last document has been read.

    Attributes:
        doc_id: the document; empty for a file of lists alone.
        file: where it stands.
        entities: those that it describes.
        tallies: its mentions counted by entity.
        tied: entities at the ends of its edges.
        vocabularies: entity -> the file or prefix by which the document points to it, where that is not itself.
        called: what it calls those that it does not describe.
    """

    doc_id: str
    file: str
    entities: tuple[Entity, ...]
    tallies: dict[str, Tally]
    tied: frozenset[str]
    vocabularies: dict[str, str]
    called: dict[str, Called] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """What one document gives: rows by table, and what it adds to the tables of entities."""

    rows: dict[str, list[Row]]
    summary: Summary


def document_rows(
    edition: Edition, options: Options | None = None, tables: Collection[str] = TABLE_NAMES
) -> DocumentRows:
    """The rows of one document for the tables asked for; only what these need is done.

    A register (see `kinds`) gives entities and no row of `documents`, an index of letters its letters too.
    """
    scene = Scene(edition, options)
    if scene.kind != DOCUMENT:
        letters = [Tie(*tie) for tie in written(scene)] if scene.kind == INDEX else []
        edges = [_edge("", tie) for tie in letters] if not _TIES.isdisjoint(tables) else []
        own = tuple(described(edition))
        summary = Summary("", edition.file, own, {}, _ends(edges), scene.references.vocabularies)
        return DocumentRows({"edges": edges} if edges else {}, summary)
    found = () if _WITHOUT_MENTIONS.issuperset(tables) else tuple(mentions(scene))
    rows = rows_of(scene, tables, found)
    return DocumentRows(rows, summary_of(scene, found, rows))


def summary_of(scene: Scene, found: Iterable[MentionRow], rows: Mapping[str, list[Row]]) -> Summary:
    """What a document with these mentions and rows adds to the tables of entities."""
    own = scene.own
    tallies = _count(scene, found)
    held = {entity.id for entity in own}
    # What files beside it describe (--lists, --authority) comes in where the document mentions it.
    more = (scene.known[ident]._replace(doc_id="") for ident in tallies if ident in scene.known and ident not in held)
    return Summary(
        scene.doc_id,
        PurePath(scene.edition.file).name,
        (*own, *more),
        tallies,
        _ends(rows.get("edges", [])),
        scene.references.vocabularies,
        called(scene, found),
    )


def _ends(edges: Iterable[Row]) -> frozenset[str]:
    return frozenset(str(end) for edge in edges for end in edge[:2])


def rows_of(
    scene: Scene, tables: Collection[str] = TABLE_NAMES, mentioned: Sequence[MentionRow] | None = None
) -> dict[str, list[Row]]:
    """The rows of the tables asked for that one document fills. `mentioned`: its mentions, where they are known."""
    rows = {name: list(make(scene)) for name, make in _MAKERS.items() if name in tables}
    if mentioned is None:
        mentioned = tuple(mentions(scene))
    if "mentions" in tables:
        rows["mentions"] = [_mention(scene, m) for m in mentioned]
    if not _TIES.isdisjoint(tables):
        rows["edges"] = [_edge(scene.doc_id, tie) for tie in ties(scene, mentioned)]
    if "concordance" in tables:
        rows["concordance"] = list(_concordance(scene, mentioned))
    return rows


def _document(scene: Scene) -> Iterator[Row]:
    facts = scene.facts
    yield (
        *(scene.doc_id, PurePath(scene.edition.file).name, scene.edition.sha256, facts.title, facts.series),
        *(facts.date.when, facts.date.not_before, facts.date.not_after, facts.dating.place),
        *(facts.published, facts.source_published),
        *(scene.references.first(facts.author_ref), facts.author, "; ".join(facts.editors)),
        *(facts.lang, facts.source_lang, *correspondent(scene, SENT), *correspondent(scene, RECEIVED)),
        *(facts.repository, facts.shelfmark, facts.source_url, facts.licence, facts.licence_url),
        *(len(scene.entries), sum(scene.words.values())),
        *(facts.tool_version, facts.schema_version),
    )


def _entries(scene: Scene) -> Iterator[Row]:
    for seq, (entry, ident) in enumerate(scene.entries.items(), 1):
        begin, end = scene.reading.span(entry)
        date = scene.entry_date(entry)
        heading = next((e for e in entry.iter(f"{T}head", f"{T}dateline") if e in scene.reading), None)
        dateline = entry.find(f".//{T}dateline//{T}placeName")
        yield (
            *(ident, scene.doc_id, seq, "" if heading is None else scene.reading.of(heading) or ""),
            *(date.when, date.not_before, date.not_after),
            "" if dateline is None else next(iter(scene.references.of(dateline)), ""),
            *(begin, end, scene.words[entry]),
        )


def _mention(scene: Scene, m: MentionRow) -> Row:
    return (
        *(m.mention_id, scene.doc_id, scene.entry_id(m.place.entry), m.place.block_id, m.type, m.entity_id),
        *(
            m.surface,
            " ".join(m.name.split()),
            m.begin,
            m.end,
            m.view,
            m.prefix,
            m.suffix,
            m.cert,
            m.resp,
            decision(m.resp, scene.programs),
        ),
        *(m.value, scene.date_of(m.place.entry).value, m.element, m.inside),
    )


def _concordance(scene: Scene, mentioned: Iterable[MentionRow]) -> Iterator[Row]:
    facts = scene.facts
    archive = ", ".join(part for part in (facts.repository, facts.shelfmark) if part)
    for m in mentioned:
        text = scene.view(m.view).text
        left, right = text[max(0, m.begin - _CONTEXT) : m.begin], text[m.end : m.end + _CONTEXT]
        yield (
            *(m.mention_id, m.entity_id, m.type, " ".join(left.split()), m.surface, " ".join(right.split())),
            *(scene.doc_id, scene.entry_id(m.place.entry), facts.title, scene.date_of(m.place.entry).value),
            *(archive, facts.source_url, facts.licence),
        )


def _count(scene: Scene, mentioned: Iterable[MentionRow]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for m in mentioned:
        if m.entity_id and not m.inside:
            date = scene.date_of(m.place.entry)
            tallies.setdefault(m.entity_id, Tally()).add(1, date.first, date.last)
    return tallies


def _edge(doc_id: str, tie: Tie) -> Row:
    kind = "Directed" if tie.directed else "Undirected"
    return (tie.source, tie.target, kind, tie.weight, tie.relation, doc_id, tie.entry_id, tie.when)


def _blocks(scene: Scene) -> Iterator[Row]:
    for seq, s in enumerate(segments(scene.reading), 1):
        entry = None if s.element is None else scene.where(s.element).entry
        text = scene.reading.text[s.begin : s.end]
        yield (scene.doc_id, seq, s.id, scene.entry_id(entry), s.kind, s.begin, s.end, text)


def _stamps(scene: Scene) -> Iterator[Row]:
    stamps = [note for note in _in_text(scene, "note") if note.get("type") == "stamp"]
    pieces = (e for e in _in_text(scene, "note", "seg") if e.get("type") == "stamp")
    pieces_by_id = {ident: e for e in pieces if (ident := e.get(XML_ID))}
    for seq, stamp in enumerate(stamps, 1):
        chain = _chain(stamp, pieces_by_id)
        texts = [scene.source.of(piece) or "" for piece in chain]
        number = next((e for p in chain for e in p.iter(f"{T}idno", f"{T}num")), None)
        dated = next((d for p in chain for e in p.iter(f"{T}date") if (d := when(e)).first), When())
        described = {word for p in chain for e in p.iter(f"{T}desc") for word in text_of(e).lower().split()}
        doubtful = any(next(p.iter(*(T + name for name in _DOUBT)), None) is not None for p in chain)
        yield (
            *(stamp.get(XML_ID) or f"stamp-{seq}", scene.doc_id, seq, stamp.get("subtype", "")),
            *(scene.source.of(stamp) or "", text_of(number), dated.value),
            doubtful or bool(described & _DOUBTFUL),
            " ".join(texts) if len(texts) > 1 else "",
        )


def _chain(stamp: Element, by_id: dict[str, Element]) -> list[Element]:
    """The pieces of a torn stamp, in the order that `@next` gives, whichever of them is the note."""
    before = _linked(stamp, "prev", by_id)
    first = before[-1] if before else stamp
    return [first, *_linked(first, "next", by_id)]


def _linked(piece: Element, link: str, by_id: dict[str, Element]) -> list[Element]:
    """The pieces that `@next` or `@prev` leads to, one after the other; a circle is walked once."""
    linked: list[Element] = []
    passed = {piece}
    while targets := [by_id[p] for p in pointers(piece.get(link)) if p in by_id and by_id[p] not in passed]:
        piece = targets[0]
        passed.add(piece)
        linked.append(piece)
    return linked


def _interventions(scene: Scene) -> Iterator[Row]:
    digests = Digests()
    for element in _in_text(scene, *_INTERVENTIONS):
        parent = element.getparent()
        if parent is not None and parent.tag == _CHOICE:
            continue
        source = scene.source
        original = source.of(element)
        if original is None:
            continue
        place = scene.where(element)
        kind, resolved, judge = _judged(scene, element)
        ident = "i_" + digests.of(scene.doc_id, place.block_id, kind, original, resolved)
        yield (
            *(ident, scene.doc_id, scene.entry_id(place.entry), kind, original, resolved),
            *("", "", element.get("reason", ""), judge.get("resp", ""), judge.get("cert", "")),
            *(*source.span(element), source.name),
        )
    yield from _variants(scene)


def _variants(scene: Scene) -> Iterator[Row]:
    """The readings of an apparatus that no view shows, each with its witnesses."""
    digests = Digests()
    for app in _in_text(scene, "app"):
        source = scene.source
        original = source.of(app)
        if original is None:
            continue
        place, resolved = scene.where(app), scene.reading.of(app) or ""
        for reading in app.iter(f"{T}rdg"):
            if reading in source:
                continue
            variant = text_of(reading)
            witness = reading.get("wit") or " ".join(text_of(w) for w in reading.iterchildren(f"{T}wit"))
            ident = "i_" + digests.of(scene.doc_id, place.block_id, "variant", original, variant, witness)
            yield (
                *(ident, scene.doc_id, scene.entry_id(place.entry), "variant", original),
                *(resolved, variant, witness, reading.get("cause", ""), reading.get("resp", "")),
                *(reading.get("cert", ""), *source.span(app), source.name),
            )


def _judged(scene: Scene, element: Element) -> tuple[str, str, Element]:
    """Kind of the intervention, what it settles on, and the element that says who says so."""
    if element.tag == _CHOICE:
        kind = next((local_name(c) for c in element if c.tag not in BESIDE), "choice")
        settled = next((c for c in element if c.tag in BESIDE), None)
        return (kind, text_of(settled), element if settled is None else settled)
    resolved = "" if element.tag == _GAP else scene.reading.of(element) or ""
    return local_name(element), resolved, element


def _copies(scene: Scene) -> Iterator[Row]:
    for register in _in_text(scene, "list"):
        if register.get("type") != "distribution":
            continue
        for number, item in enumerate(register.iterchildren(f"{T}item"), 1):
            label = item.find(f"{T}label")
            text = scene.reading.of(item) or ""
            if label is not None and text.startswith(shown := scene.reading.of(label) or ""):
                text = text[len(shown) :].strip()
            recipient = next((scene.references.of(e) for e in item.iter() if e.get("ref")), [])
            yield (
                scene.doc_id,
                item.get("n") or text_of(label).rstrip(".)") or str(number),
                next(iter(recipient), ""),
                text,
            )


def _in_text(scene: Scene, *names: str) -> Iterator[Element]:
    for text in scene.texts:
        yield from text.iter(*(T + name for name in names))


_MAKERS: dict[str, Callable[[Scene], Iterator[Row]]] = {
    "documents": _document,
    "entries": _entries,
    "stamps": _stamps,
    "interventions": _interventions,
    "copies": _copies,
    "blocks": _blocks,
}
