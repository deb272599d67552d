"""The first page, stamps and recipients, the search, the project's own pages, and what tells search engines of all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from markdown_it import MarkdownIt
from markupsafe import Markup

from puzanov_tei.errors import UsageError
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.tables import BY_NAME
from puzanov_tei.exporters.site.calendars import CalendarDay, timeline
from puzanov_tei.exporters.site.frame import Frame, in_script
from puzanov_tei.exporters.site.linked import collection
from puzanov_tei.exporters.site.model import FOLDERS, Site
from puzanov_tei.exporters.site.page import SitePage

_MOST = 12


def start(site: Site, frame: Frame, days: Sequence[CalendarDay]) -> SitePage:
    """The first page: what this is, and the ways into it."""
    genres = Counter(item.document.genre for item in site.items if item.document.genre)
    dates = sorted(d for item in site.items if (d := item.date.first))
    values = {
        "text": Markup(markdown(_read(site.settings.start))) if site.settings.start else "",
        "total": len(site.items),
        "unpublished": len(site.items) - len(site.published),
        "words": sum(item.document.words for item in site.items),
        "period": tuple(dict.fromkeys(site.words.date(d[:4]) for d in (dates[0], dates[-1]))) if dates else (),
        "genres": tuple(sorted(genres.items(), key=lambda g: (-g[1], g[0]))[:_MOST]),
        "bars": timeline(site, days),
        "most": tuple(
            (kind, f"{folder}/index.html", len(site.of(kind)), mentioned)
            for kind, folder in FOLDERS.items()
            if kind in ("person", "place", "org") and (mentioned := _most(site, kind))
        ),
        "linked_data": in_script(collection(frame)),
    }
    return SitePage("index.html", frame.title, "start.html", values)


def _most(site: Site, kind: str) -> tuple[tuple[str, str, int], ...]:
    mentioned = sorted((s for s in site.of(kind) if s.count), key=lambda s: (-s.count, s.entity.sort_name))
    return tuple((s.label, s.address, s.count) for s in mentioned[:_MOST])


def stamps(site: Site) -> Iterator[SitePage]:
    """Stamps by date, and who got copies."""
    stamp = {name: n for n, name in enumerate(BY_NAME["stamps"].header)}
    copy = {name: n for n, name in enumerate(BY_NAME["copies"].header)}
    rows = []
    by_recipient: defaultdict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for item in site.published:
        for anchor, row in item.document.stamps:
            when = str(row[stamp["date_when"]])
            text = str(row[stamp["reconstructed"]] or row[stamp["text"]])
            address = f"{item.address}#{anchor}" if anchor else item.address
            rows.append((
                when, site.words.interval(when), str(row[stamp["kind"]]), str(row[stamp["number"]]),
                " ".join(text.split()), item.document.title, address,
            ))  # fmt: skip
        for row in item.document.copies:
            ident = str(row[copy["recipient_id"]])
            subject = site.named(item.renamed.get(ident, ident)) if ident else None
            name = subject.label if subject else str(row[copy["surface"]])
            shown = (str(row[copy["copy_no"]]), item.document.title, item.address)
            by_recipient[name, subject.address if subject else ""].append(shown)
    if rows or by_recipient:
        rows.sort()
        recipients = tuple((name, address, tuple(found)) for (name, address), found in sorted(by_recipient.items()))
        yield SitePage(
            "stamps.html", site.words("site.stamps"), "stamps.html", {"stamps": tuple(rows), "recipients": recipients}
        )


def search(site: Site) -> SitePage:
    """The search page; what it finds is loaded when somebody searches."""
    kinds = ["document", *(kind for kind in FOLDERS if site.of(kind))]
    return SitePage("search.html", site.words("site.search"), "search.html", {"kinds": tuple(kinds)})


def own_pages(frame: Frame) -> list[tuple[str, SitePage]]:
    """The project's further pages: the name in the navigation, and the page."""
    made = []
    for path in frame.settings.pages:
        text = _read(path)
        heading = next((line.lstrip("# ").strip() for line in text.splitlines() if line.startswith("# ")), path.stem)
        address = f"pages/{file_name(path.stem)}.html"
        values = {"text": Markup(markdown(text))}
        made.append((heading, SitePage(address, heading, "text.html", values)))
    return made


def _read(path: Path | None) -> str:
    try:
        return path.read_text(encoding="utf-8") if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the page {path}: {error}") from error


def markdown(text: str) -> str:
    """CommonMark with tables as HTML; HTML in it is text."""
    return str(MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").render(text))


def sitemap(addresses: Iterable[str], url: str) -> bytes:
    """The addresses of all pages (sitemaps.org 0.9)."""
    lines = [f"<url><loc>{escape(url + quote(address))}</loc></url>" for address in sorted(addresses)]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(lines) + "\n</urlset>\n").encode("utf-8")
