"""When: the contents by year, the calendar, and the timeline."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR

from puzanov_tei.exporters.records.values import When
from puzanov_tei.exporters.site.model import Item, Site
from puzanov_tei.exporters.site.page import Bar, ContentsRow, SitePage, chart

MANY = 300  # documents that one page of contents holds
_FEW_YEARS = 3  # a timeline of so many years shows months
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A document or an entry on its day; month and day are 0 where they are not known."""

    year: str
    month: int
    day: int
    label: str
    text: str
    address: str

    @property
    def id(self) -> str:
        """The identifier of its day in the page of its year."""
        return f"d-{self.year}-{self.month:02}-{self.day:02}"


def year_of(date: When) -> str:
    """The first year of a date; `undated` without one."""
    year = date.first[:4]
    return year if year.isdecimal() else UNDATED


def contents(site: Site) -> Iterator[SitePage]:
    """The documents by year, on one page or on one a year."""
    words = site.words
    by_year: defaultdict[str, list[ContentsRow]] = defaultdict(list)
    for item in site.items:
        by_year[year_of(item.date)].append(row(item, site))
    years = tuple((year, words("date.undated") if year == UNDATED else year, len(by_year[year])) for year in by_year)
    is_split = len(site.items) > MANY and len(years) > 1
    shown = () if is_split else tuple((year, label, tuple(by_year[year])) for year, label, _ in years)
    yield SitePage(
        "contents/index.html", words("site.documents"), "contents.html",
        {"years": years, "is_split": is_split, "groups": shown, "total": len(site.items), "current": ""},
    )  # fmt: skip
    if is_split:
        for year, label, _ in years:
            yield SitePage(
                f"contents/{year}.html", f"{words('site.documents')}: {label}", "contents.html",
                {"years": years, "is_split": True, "groups": ((year, label, tuple(by_year[year])),),
                 "total": len(site.items), "current": year},
            )  # fmt: skip


def row(item: Item, site: Site) -> ContentsRow:
    """A document in a list."""
    document, facts = item.document, item.document.facts
    ends = [s.label for ident in (document.sender, document.receiver) if ident and (s := site.named(ident))]
    url = facts.source_link
    return ContentsRow(
        address=item.address or url,
        title=document.title,
        date=site.words.interval(facts.date.value),
        genre=document.genre,
        people=" → ".join(ends) if len(ends) == 2 else facts.author,
        archive=", ".join(part for part in (facts.repository, facts.shelfmark) if part),
        words=document.words,
        is_published=item.is_published,
    )


def dated(site: Site) -> list[CalendarDay]:
    """Every published document on its day, or its entries on theirs where it has several."""
    found = []
    for item in site.items:
        entries = [e for e in item.document.entries if e.date] if len(item.document.entries) > 1 else []
        for entry in entries:
            address = f"{item.address}#{entry.anchor}" if item.is_published and entry.anchor else item.address
            found.append(_dated(entry.date, entry.head or item.document.title, item.document.title, address))
        if not entries and item.date:
            found.append(_dated(item.date, item.document.title, "", item.address))
    known = [d for d in found if d is not None]
    return sorted(known, key=lambda d: (d.year, d.month, d.day))


def _dated(date: When, label: str, text: str, address: str) -> CalendarDay | None:
    year, _, rest = date.first[:10].partition("-")
    month, _, day = rest.partition("-")
    if not year.isdecimal():
        return None
    is_day = date.first == date.last and day.isdecimal()
    is_month = month.isdecimal() and 0 < int(month) <= 12 and date.last[:7] == date.first[:7]
    return CalendarDay(
        year, int(month) if is_month else 0, int(day) if is_day and is_month else 0,
        label, "" if text == label else text, address,
    )  # fmt: skip


def calendars(site: Site, days: Sequence[CalendarDay]) -> Iterator[SitePage]:
    """An overview of years and months, and a page a year."""
    words = site.words
    counts = Counter((d.year, d.month) for d in days)
    years = sorted({d.year for d in days})
    most = max(counts.values(), default=1)
    rows = tuple(
        (year, sum(n for (y, _), n in counts.items() if y == year),
         tuple((m, counts[year, m], _level(counts[year, m], most)) for m in range(1, 13)))
        for year in years
    )  # fmt: skip
    values = {"rows": rows, "months": words.months, "bars": timeline(site, days), "years": tuple(years)}
    yield SitePage("calendar/index.html", words("site.calendar"), "calendar.html", values)
    for number, year in enumerate(years):
        own = [d for d in days if d.year == year]
        by_day: defaultdict[tuple[int, int], list[CalendarDay]] = defaultdict(list)
        for day in own:
            by_day[day.month, day.day].append(day)
        values = {
            "year": year,
            "years": tuple(years),
            "previous": years[number - 1] if number else "",
            "following": years[number + 1] if number + 1 < len(years) else "",
            "months": tuple((m, words.months[m - 1], _weeks(int(year), m, by_day)) for m in range(1, 13)),
            "weekdays": words.weekdays,
            "days": tuple((found[0].id, _said(site, found[0]), tuple(found)) for _, found in sorted(by_day.items())),
        }
        yield SitePage(f"calendar/{year}.html", f"{words('site.calendar')}: {year}", "year.html", values)


def _said(site: Site, day: CalendarDay) -> str:
    iso = day.year + (f"-{day.month:02}" if day.month else "") + (f"-{day.day:02}" if day.day else "")
    return site.words.date(iso)


def _weeks(
    year: int, month: int, by_day: dict[tuple[int, int], list[CalendarDay]]
) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """The weeks of a month: for each day its number (0: of another month), its documents, the id of its list."""
    if not MINYEAR <= year <= MAXYEAR:
        return ()
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    return tuple(
        tuple((day, len(by_day.get((month, day), ())), f"d-{year:04}-{month:02}-{day:02}") for day in week)
        for week in weeks
    )


def _level(count: int, most: int) -> int:
    """A number as one of five shades."""
    return -(-4 * count // max(most, 4))


def timeline(site: Site, days: Sequence[CalendarDay]) -> tuple[Bar, ...]:
    """Bars by year; by month where there are few years."""
    years = sorted({int(d.year) for d in days})
    if not years:
        return ()
    span = range(years[0], years[-1] + 1)
    if len(span) <= _FEW_YEARS:
        months = Counter((int(d.year), d.month) for d in days if d.month)
        return chart([
            (site.words.date(f"{y:04}-{m:02}"), months[y, m], f"calendar/{y:04}.html#m-{m}")
            for y in span for m in range(1, 13)
        ])  # fmt: skip
    counted = Counter(int(d.year) for d in days)
    return chart([(f"{y:04}", counted[y], f"calendar/{y:04}.html" if counted[y] else "") for y in span])
