"""Who, where, what: the registers, and a page for each person, place, body, work and event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from puzanov_tei.exporters.page.cards import facts, life
from puzanov_tei.exporters.records.network import Network
from puzanov_tei.exporters.records.values import When
from puzanov_tei.exporters.site.calendars import UNDATED, year_of
from puzanov_tei.exporters.site.folding import plain_letters
from puzanov_tei.exporters.site.frame import Frame, in_script
from puzanov_tei.exporters.site.linked import entity as linked_entity
from puzanov_tei.exporters.site.model import FOLDERS, Item, Occurrence, Site, Subject
from puzanov_tei.exporters.site.page import SitePage, chart

LONG = 150  # mentions that one page holds
_TOGETHER = 12  # others that a page names

DocumentLine = tuple[str, str, str]
RegisterLine = tuple[str, str, str, int, str]


@dataclass(frozen=True, slots=True)
class MentionGroup:
    """The mentions of a document (or of one of its days) on the page of an entity."""

    title: str
    date: str
    address: str
    mentions: tuple[tuple[str, str, str, str], ...]


# Lowest number of mentions -> the heading of those that have so many.
_BANDS = ((100, "100+"), (10, "10–99"), (2, "2–9"), (0, "0–1"))


def registers(site: Site) -> Iterator[SitePage]:
    """The register of each kind that there is: by name, and where several are named, by mentions and by date."""
    for kind, folder in FOLDERS.items():
        by_name = site.of(kind)
        if not by_name:
            continue
        title = site.words(f"kind.{kind}s")
        orders = [("by-name", f"{folder}/index.html", title, _grouped(by_name, _initial, site))]
        if sum(1 for s in by_name if s.count) > 1:
            by_count, by_date = sorted(by_name, key=lambda s: -s.count), sorted(by_name, key=_first_day)
            for order, ordered, heading in (("by-count", by_count, _band), ("by-date", by_date, _first_year)):
                own_title = f"{title}: {site.words(f'site.{order}')}"
                orders.append((order, f"{folder}/{order}.html", own_title, _grouped(ordered, heading, site)))
        ways = tuple((order, address) for order, address, _, _ in orders) if len(orders) > 1 else ()
        for order, address, own_title, groups in orders:
            values = {"kind": kind, "groups": groups, "total": len(by_name), "ways": ways, "order": order}
            yield SitePage(address, own_title, "register.html", values)


def _grouped(
    subjects: Sequence[Subject], heading: Callable[[Subject], str], site: Site
) -> tuple[tuple[str, tuple[RegisterLine, ...]], ...]:
    """Sorted subjects under their headings."""
    groups: dict[str, list[RegisterLine]] = {}
    for subject in subjects:
        groups.setdefault(heading(subject), []).append(_row(subject, site))
    shown = {UNDATED: site.words("date.undated")}
    return tuple((shown.get(name, name), tuple(rows)) for name, rows in groups.items())


def _band(subject: Subject) -> str:
    return next(name for lowest, name in _BANDS if subject.count >= lowest)


def _first_day(subject: Subject) -> str:
    """The day on which it is first named; what is `undated` comes last."""
    return min((day for m in subject.mentions if (day := m.context.date.first)), default=UNDATED)


def _first_year(subject: Subject) -> str:
    return year_of(When(_first_day(subject)))


def _initial(subject: Subject) -> str:
    name = subject.entity.sort_name.lstrip("'\"«(‘“ʻ’ʿʾ[<")
    return plain_letters(name[:1])[:1].upper() if name[:1].isalpha() else "#"


def _row(subject: Subject, site: Site) -> RegisterLine:
    """Address, name to sort by, what tells it from others, mentions, when."""
    entity = subject.entity
    office = entity.roles[0] if entity.roles else ""
    told = [entity.type, life(entity, site.words), office or entity.author, entity.country]
    return (
        subject.address,
        entity.sort_name or entity.label,
        ", ".join(part for part in told if part),
        subject.count,
        _years(subject.mentions),
    )


def _years(mentions: Sequence[Occurrence]) -> str:
    years = sorted({year for m in mentions if (year := year_of(m.context.date)) != UNDATED})
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""


def subjects(site: Site, frame: Frame, network: Network) -> Iterator[SitePage]:
    """A page for each entity; one a year behind it where the mentions are many."""
    tied, papers = _tied(network), _papers(site)
    for kind in FOLDERS:
        for subject in site.of(kind):
            yield from _pages(subject, site, frame, tied[subject.entity.id], papers[subject.entity.id])


def _papers(site: Site) -> defaultdict[str, dict[str, list[DocumentLine]]]:
    """For each entity the documents that it wrote and those that it received: title, date, address (or empty)."""
    papers: defaultdict[str, dict[str, list[DocumentLine]]] = defaultdict(dict)
    for item in site.items:
        document, line = item.document, (item.document.title, site.words.interval(item.date.value), item.address)
        for role, idents in (
            ("wrote", (document.facts.author_id, document.sender)),
            ("received", (document.receiver,)),
        ):
            for ident in {item.renamed.get(i, i) for i in idents if i}:
                papers[ident].setdefault(role, []).append(line)
    return papers


def _pages(
    subject: Subject, site: Site, frame: Frame, others: Counter[str], papers: dict[str, list[DocumentLine]]
) -> Iterator[SitePage]:
    words, entity = site.words, subject.entity
    years: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for mention in subject.mentions:
        years[year_of(mention.context.date)].append(mention)
    labels = {year: words("date.undated") if year == UNDATED else year for year in years}
    is_split = len(subject.mentions) > LONG and len(years) > 1
    stem = subject.address.removesuffix(".html")
    parts = tuple((labels[year], f"{stem}/{year}.html", len(found)) for year, found in years.items())
    address = frame.settings.url + subject.address if frame.settings.url else ""
    counted = sorted((int(year), len(found)) for year, found in years.items() if year != UNDATED)
    values = {
        "entity": entity,
        "facts": tuple(Markup(line) for line in facts(entity, words)),
        "is_described": subject.is_described,
        "count": subject.count,
        "unpublished": subject.unpublished,
        "parts_": parts if is_split else (),
        "bars": _bars(counted, stem if is_split else "", subject.address),
        "places": () if is_split else _places(subject.mentions, site),
        "together": tuple(_other(site, ident, n) for ident, n in _most(others, site)),
        "papers": tuple((role, tuple(papers[role])) for role in ("wrote", "received") if role in papers),
        "kind": entity.kind,
        "register": f"{FOLDERS[entity.kind]}/index.html",
        "linked_data": in_script(linked_entity(entity, address)),
        "year": "",
        "main": subject.address,
    }
    yield SitePage(subject.address, entity.label, "subject.html", values)
    for year, found in years.items() if is_split else ():
        own = values | {"year": labels[year], "places": _places(found, site), "linked_data": "", "bars": ()}
        yield SitePage(f"{stem}/{year}.html", f"{entity.label}: {labels[year]}", "subject.html", own)


def _bars(counted: list[tuple[int, int]], stem: str, address: str) -> object:
    if len(counted) < 2:
        return ()
    known = dict(counted)
    span = range(counted[0][0], counted[-1][0] + 1)
    return chart(
        [(f"{y:04}", known.get(y, 0), (f"{stem}/{y:04}.html" if stem else f"{address}#y-{y:04}") if y in known else "")
         for y in span],
        height=60,
    )  # fmt: skip


def _places(mentions: Sequence[Occurrence], site: Site) -> tuple[tuple[str, tuple[MentionGroup, ...]], ...]:
    """Mentions by year, and in each by document and day, as (before, name, behind, address)."""
    by_year: dict[str, dict[tuple[int, str], tuple[Item, list[Occurrence]]]] = {}
    for m in mentions:
        group = by_year.setdefault(year_of(m.context.date), {})
        group.setdefault((m.item.number, m.context.entry), (m.item, []))[1].append(m)
    return tuple(
        (year, tuple(_place(item, found, site) for item, found in group.values())) for year, group in by_year.items()
    )


def _place(item: Item, found: Sequence[Occurrence], site: Site) -> MentionGroup:
    contexts = tuple((m.context.left, m.context.hit, m.context.right, m.address) for m in found)
    date = site.words.interval(found[0].context.date.value)
    return MentionGroup(item.document.title, date, item.address, contexts)


def _tied(network: Network) -> defaultdict[str, Counter[str]]:
    """For each entity the others that it is tied to, with the weight of their ties."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for edge in network.edges:
        found[edge.source][edge.target] += edge.weight
        found[edge.target][edge.source] += edge.weight
    return found


def _most(others: Counter[str], site: Site) -> list[tuple[str, int]]:
    known = ((ident, weight) for ident, weight in others.items() if site.named(ident))
    return sorted(known, key=lambda item: (-item[1], item[0]))[:_TOGETHER]


def _other(site: Site, ident: str, count: int) -> tuple[str, str, str, int]:
    subject = site.subjects[ident]
    return (subject.label, subject.address, subject.entity.kind, count)
