"""A site from beginning to end: files read, pages laid out, what changed rendered and written."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from puzanov_tei.base import pool
from puzanov_tei.base.cache import cache_folder
from puzanov_tei.base.discover import told_apart
from puzanov_tei.exporters.page.reading import style
from puzanov_tei.exporters.page.words import InterfaceWords, words
from puzanov_tei.exporters.records.rows import Row, Summary
from puzanov_tei.exporters.run import FRAGMENT
from puzanov_tei.exporters.site import (
    assets,
    calendars,
    documents,
    downloads,
    maps,
    networks,
    others,
    pictures,
    registers,
)
from puzanov_tei.exporters.site import search as searching
from puzanov_tei.exporters.site.colours import hard_to_read
from puzanov_tei.exporters.site.folder import Folder, digest
from puzanov_tei.exporters.site.frame import Frame, PageLink
from puzanov_tei.exporters.site.model import FOLDERS, Item, Site, site
from puzanov_tei.exporters.site.page import SitePage
from puzanov_tei.exporters.site.parts import Bulk, DocumentRecord, FileParts, broken, digest_of, key, read
from puzanov_tei.exporters.site.program import program
from puzanov_tei.exporters.site.settings import SiteSettings
from puzanov_tei.exporters.site.store import PartsStore
from puzanov_tei.findings import Finding, Severity, decodable

Progress = Callable[[int, str], None]


@dataclass(slots=True)
class SiteReport:
    """What a build did.

    Attributes:
        documents, published: TEI documents found, and those whose text is on the site.
        written, unchanged, removed: numbers of files.
        findings: what could not be read, published or overwritten.
    """

    documents: int = 0
    published: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    findings: list[Finding] = field(default_factory=list)


def build_site(
    paths: Sequence[Path],
    folder: Path,
    settings: SiteSettings | None = None,
    *,
    jobs: int = 0,
    force: bool = False,
    progress: Progress = lambda done, file: None,
) -> SiteReport:
    """Make, or bring up to date, a site of TEI files (documents and registers) in a folder.

    Only what changed is read, rendered and written. A file that a person changed in the folder is kept, with a
    finding, unless `force`; then a copy of it stays beside the new one.

    Args:
        jobs: processes; 0: one a core, if there are enough files.
        progress: called with the number of files done and a name.

    Raises:
        UsageError: the settings, or a file that they name, cannot be used.
        OutputError: the folder cannot be written.
    """
    chosen = settings or SiteSettings()
    texts = words(chosen.language, chosen.words)
    target = Folder(folder, force)
    with _store(folder) as store:
        state = _state(paths, chosen, texts)
        last = store.last()
        if isinstance(last, _Last) and last.holds(state) and target.keeps_all():
            return replace(last.report, unchanged=target.unchanged)
        found = _read(paths, store, jobs, progress)
        made = site(chosen, texts, found.documents, found.registers)
        report = SiteReport(len(made.items), len(made.published), findings=[*found.findings, *made.findings])
        report.findings += [*_untranslated(texts), *hard_to_read(chosen.colours)]
        if not made.items:
            return report
        report.findings += _write(made, texts, found, store, target, jobs, progress)
        store.keep_only(set(found.keys.values()))
        target.finish()
        report.findings += [*_unpublished(made), *target.findings]
        if not target.findings:
            store.note(_Last(state, _beside(made, found), report))
    return replace(report, written=target.written, unchanged=target.unchanged, removed=target.removed)


@dataclass(frozen=True, slots=True)
class _Last:
    """The last build that did all it had to: what it was made from, the files beside, and what it said."""

    state: str
    beside: dict[str, str]
    report: SiteReport

    def holds(self, state: str) -> bool:
        """Whether another build would be made from the same."""
        return state == self.state and all(digest_of(Path(name)) == made for name, made in self.beside.items())


def _state(paths: Sequence[Path], chosen: SiteSettings, texts: InterfaceWords) -> str:
    """A digest of all that a site is made from, but for what its files include and show."""
    pages = [digest_of(path) for path in (*([chosen.start] if chosen.start else []), *chosen.pages)]
    return digest(program(), chosen, texts.texts.items(), pages, [(str(path), digest_of(path)) for path in paths])


def _beside(made: Site, found: _Found) -> dict[str, str]:
    """The files that the documents include and show, with their digests."""
    shown = (pictures.place_of(i.document, said) for i in made.published for said in _images(i))
    return found.included | {str(path): digest_of(path) for path in shown if path is not None}


def _images(item: Item) -> Iterator[str]:
    return (facsimile.said for facsimile in item.document.facsimiles)


# --- reading ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Found:
    """What the files gave.

    Attributes:
        idents: what documents without an identifier are called, of files that are called alike.
        keys: file -> key of its parts.
        included: files that they include -> digest.
    """

    idents: dict[Path, str]
    documents: list[DocumentRecord] = field(default_factory=list)
    registers: list[Summary] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    included: dict[str, str] = field(default_factory=dict)


@contextmanager
def _store(folder: Path) -> Iterator[PartsStore]:
    """What earlier builds of this folder read, among the user's caches; a temporary folder where there can be none."""
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    place = cache_folder() / "site" / name
    try:
        place.mkdir(parents=True, exist_ok=True)
        (place / ".lock").touch()
    except OSError:
        with tempfile.TemporaryDirectory(prefix="puzanov-tei-") as temporary:
            yield PartsStore(Path(temporary))
        return
    yield PartsStore(place)


def _read(paths: Sequence[Path], store: PartsStore, jobs: int, progress: Progress) -> _Found:
    found = _Found(told_apart(paths))
    elsewhere = [str(path.resolve()) for path in paths]
    included: set[str] = set()
    known = {path: parts for path in paths if (parts := _known(path, store, found.idents)) is not None}
    work = partial(_parts, store=store, elsewhere=tuple(elsewhere), idents=found.idents)
    anew = pool.run(work, [path for path in paths if path not in known], jobs=jobs, few=48)
    for done, path in enumerate(paths):
        progress(done, str(path))
        result = known.get(path) or next(anew)[1]
        if isinstance(result, Exception):
            found.findings.append(broken(path, result))
            continue
        found.keys[decodable(str(path))] = result.key
        found.documents += result.documents
        found.registers += result.registers
        found.findings += result.findings
        included.update(result.included)
        found.included |= result.files
    found.findings = [
        f for f in found.findings if f.code != FRAGMENT or str(Path(f.location.file).resolve()) not in included
    ]
    return found


def _known(path: Path, store: PartsStore, idents: Mapping[Path, str]) -> FileParts | None:
    """The parts of a file that is as it was when they were kept."""
    try:
        return store.get(key(path, path.read_bytes(), program(), idents.get(path, "")))
    except OSError:
        return None


def _parts(path: Path, store: PartsStore, elsewhere: tuple[str, ...], idents: Mapping[Path, str]) -> FileParts:
    """The parts of a file, read anew and kept."""
    parts = read(path, program(), elsewhere, idents.get(path, ""))
    store.put(parts)
    return parts


# --- writing ----------------------------------------------------------------------------------------


def _write(
    made: Site, texts: InterfaceWords, found: _Found, store: PartsStore, target: Folder, jobs: int, progress: Progress
) -> list[Finding]:
    """Make what is needed and write it; what could not be made is told."""

    def anew(document: DocumentRecord) -> FileParts:
        path = Path(document.file)
        return read(path, program(), ident=found.idents.get(path, ""))

    def bulks() -> Iterator[tuple[Item, Bulk]]:
        for item in made.items:
            document = item.document
            bulk = store.bulk(found.keys[document.file], document.number)
            if bulk is None:  # somebody has cleared the cache meanwhile
                bulk = anew(document).bulks[document.number]
            yield item, bulk

    def edges() -> Iterator[tuple[Item, tuple[Row, ...]]]:
        for item in made.items:
            document = item.document
            ties = store.edges(found.keys[document.file], document.number)
            if ties is None:
                ties = anew(document).edges[document.number]
            yield item, ties

    days = calendars.dated(made)
    bare = Frame(made.settings, texts, program(), ())
    own = others.own_pages(bare)
    network = downloads.network(edges(), found.registers)
    ties = list(networks.networks(made, network, store))
    places, stamped = list(maps.maps(made, store)), list(others.stamps(made))
    frame = Frame(made.settings, texts, program(), tuple(_navigation(made, days, [*places, *ties, *stamped], own)))
    faults = list(_documents(made, frame, target, jobs, progress))
    content = digest(program(), [(i.document.number, i.address) for i in made.items], sorted(found.keys.values()))
    if not target.keeps_group("search", frame.key(content)):
        for name, data in searching.files(searching.units(made, ((i, b) for i, b in bulks() if i.is_published))):
            target.put(name, frame.key(content), data)
    if not target.keeps_group(downloads.GROUP, content):
        for name, data in downloads.downloads(made, bulks, found.registers, network):
            target.put(name, content, data)
    for item in made.published:
        if item.tei:
            target.file(item.tei, item.document.digest, Path(item.document.file).read_bytes)
        for said in _images(item):
            if (path := pictures.place_of(item.document, said)) is not None:
                data = path.read_bytes()
                target.put(pictures.address_of(item.document, item.address, said), digest(data), data)
    pages = [
        others.start(made, frame, days), *calendars.contents(made), *calendars.calendars(made, days),
        *registers.registers(made), *places, *ties, *stamped, others.search(made),
        downloads.page(made, target.sizes("data/")), *(page for _, page in own),
    ]  # fmt: skip
    addresses = [item.address for item in made.published]
    for page in (*pages, *registers.subjects(made, frame, network)):
        addresses.append(page.address)
        _page(page, frame, target)
    lost = {"root": urlsplit(made.settings.url).path} if made.settings.url else {}
    _page(SitePage("404.html", texts("site.not-found"), "404.html", lost), frame, target)
    for name, data in assets.files_of(made.settings, style(), with_map=bool(places)):
        if not target.keeps(name, digest(data)):
            target.put(name, digest(data), data)
    if made.settings.url:
        data = others.sitemap(addresses, made.settings.url)
        target.file("sitemap.xml", digest(data), lambda: data)
    return faults


def _page(page: SitePage, frame: Frame, target: Folder) -> None:
    values = {**page.values}
    target.file(
        page.address,
        frame.key(page.address, page.title, page.template, values),
        lambda: frame.render(page.template, page.address, page.title, values),
    )


def _documents(made: Site, frame: Frame, target: Folder, jobs: int, progress: Progress) -> Iterator[Finding]:
    tasks, keys = [], {}
    for item in made.published:
        task = documents.task(item, made)
        known = frame.key(task)
        if not target.keeps(item.address, known):
            tasks.append(task)
            keys[item.address] = known
    work = partial(documents.render, frame=frame)
    for done, (task, result) in enumerate(pool.run(work, tasks, jobs=jobs, few=24)):
        progress(done, task.address)
        if isinstance(result, Exception):
            yield broken(Path(task.file), result)
        else:
            target.put(task.address, keys[task.address], result)


def _navigation(
    made: Site, days: Sequence[object], pages: Sequence[SitePage], own: Sequence[tuple[str, SitePage]]
) -> Iterator[PageLink]:
    texts = made.words
    yield PageLink(texts("site.documents"), "contents/index.html")
    if days:
        yield PageLink(texts("site.calendar"), "calendar/index.html")
    for kind, folder in FOLDERS.items():
        if made.of(kind):
            yield PageLink(texts(f"kind.{kind}s"), f"{folder}/index.html")
    yield from (PageLink(page.title, page.address) for page in pages)
    yield PageLink(texts("site.data"), "data/index.html")
    yield from (PageLink(name, page.address) for name, page in own)


def _untranslated(texts: InterfaceWords) -> Iterator[Finding]:
    if texts.missing:
        shown = ", ".join(texts.missing[:5]) + (" ..." if len(texts.missing) > 5 else "")
        message = f"texts that are not in {texts.lang} and stay English: {shown} ({len(texts.missing)} in all)"
        yield Finding("PZ833", Severity.INFO, message, "Add them to the file of texts.")


def _unpublished(made: Site) -> Iterator[Finding]:
    hidden = [item.document.doc_id for item in made.items if not item.is_published]
    if hidden:
        shown = ", ".join(hidden[:5]) + (" ..." if len(hidden) > 5 else "")
        message = f"listed and not published, since their terms or the project say so: {shown} ({len(hidden)} in all)"
        hint = 'With the permission to publish them write restricted = "publish" under [site].'
        yield Finding("PZ831", Severity.INFO, message, hint)
