"""What a header says about a document, as the columns of the table `documents` (TEI P5, HD)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from puzanov_tei.exporters.records.dating import Dating, from_header, from_source, published, source_published
from puzanov_tei.exporters.records.entries import from_text
from puzanov_tei.exporters.records.labels import label_of, name_parts
from puzanov_tei.exporters.records.manuscript import identifier, repository, shelfmark
from puzanov_tei.exporters.records.references import key_targets
from puzanov_tei.exporters.records.values import When, is_web_address, text_of
from puzanov_tei.exporters.text.table import DIVISIONS
from puzanov_tei.tei.read import XML_ID, XML_LANG, Edition, T, local_name

_NAMES = tuple(T + name for name in ("persName", "orgName", "name"))
# Titles that are not the document's own.
_OTHER_TITLES = frozenset(
    "series subseries iso-date short sub subordinate subtitle desc alt alternative volume volumenumber num uniform "
    "filing collection corpus project abbreviated sort running gmd marc245b marc245c".split()
)
_MAIN_TITLES = ("main", "complete", "full", "document", "letter", "title", "marc245a")
_OF_LICENCES = ("creativecommons.org", "licen", "rights")  # in the address of one; others are of what it mentions
_MOST = 51  # percent of the text that one language must have to be its language


@dataclass(frozen=True, slots=True)
class HeaderValues:
    """What the header says; absent is the empty string.

    Attributes:
        series: title of the series or edition that the document is a part of.
        dating: date of the document, and the place it was read from.
        author_ref: pointer to the first author; author: names as printed, several parted by semicolons.
        author_name: family name and given names of the first author, where they are marked.
        editors, translators, publisher: names as printed.
        shelfmark: the call number as printed.
        published: date of this edition; source_published: date of the printed source.
        licence_url: address of the licence.
        tool_version, schema_version: program and schema it was made with.
    """

    title: str
    series: str
    dating: Dating
    author_ref: str
    author: str
    author_name: tuple[str, str]
    editors: tuple[str, ...]
    translators: tuple[str, ...]
    publisher: str
    published: str
    source_published: str
    lang: str
    source_lang: str
    repository: str
    shelfmark: str
    source_url: str
    licence: str
    licence_url: str
    tool_version: str
    schema_version: str

    @property
    def author_id(self) -> str:
        """Entity id of the first author, as far as the pointer itself tells it."""
        return self.author_ref.rpartition("#")[2] or self.author_ref

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of the authors as printed."""
        return tuple(filter(None, self.author.split("; ")))

    @property
    def source_link(self) -> str:
        """Address of the published document, where a page can link to it."""
        return self.source_url if is_web_address(self.source_url) else ""

    @property
    def date(self) -> When:
        """Date of the document."""
        return self.dating.date


@lru_cache(maxsize=1)  # everything that is made of a document asks for it, one document after the other
def facts(edition: Edition) -> HeaderValues:
    """Read the header of an edition; publisher, terms and series are those of the corpus where it has none."""
    root = edition.root
    header = root.find(f"{T}teiHeader")
    if header is None:
        header = etree.Element(f"{T}teiHeader")
    find = header.find
    authors = [e for e in header.iterfind(f"{T}fileDesc/{T}titleStmt/{T}author") if text_of(e) or e.get("ref")]
    manuscript = identifier(header)
    lang = _language(root, header)
    dating = from_header(header) or from_text(root) or from_source(header, root)
    return HeaderValues(
        title=_own_title(header, lang),
        series=_inherited(edition, _series),
        dating=dating,
        author_ref=_reference(authors[0]) if authors else "",
        author="; ".join(dict.fromkeys(name for author in authors for name in names_of(author))),
        author_name=name_parts(next(authors[0].iter(*_NAMES), authors[0])) if authors else ("", ""),
        editors=tuple(dict.fromkeys(_editors(header))),
        translators=tuple(_translators(header)),
        publisher=_inherited(edition, lambda h: _own_words(h.find(f"{T}fileDesc/{T}publicationStmt/{T}publisher"))),
        published=published(header).first,
        source_published=source_published(header).first,
        lang=lang,
        source_lang=_source_language(header),
        repository=repository(manuscript),
        shelfmark=shelfmark(manuscript),
        source_url=_source_url(header),
        licence=_inherited(edition, _licence),
        licence_url=_inherited(edition, _licence_url),
        tool_version=_tool(find(f"{T}encodingDesc/{T}appInfo/{T}application")),
        schema_version=_schema(header),
    )


def _inherited(edition: Edition, read: Callable[[etree._Element], str]) -> str:
    """What the document's header says, else that of the corpus around it (Guidelines, CCAS2)."""
    for root in (edition.root, *reversed(edition.above)):
        header = root.find(f"{T}teiHeader")
        if header is not None and (said := read(header)):
            return said
    return ""


# -- titles


def _title(header: etree._Element, lang: str) -> str:
    """The document's own title: main titles, joined where there are several, never that of the series."""
    titles = [t for t in header.iterfind(f"{T}fileDesc/{T}titleStmt/{T}title") if text_of(t)]
    own = [t for t in titles if not _is_series(t) and _kind(t) not in _OTHER_TITLES]
    for wanted in (
        lambda t: _kind(t) in _MAIN_TITLES,
        lambda t: t.get("level") == "a",
        lambda t: not _kind(t) and not t.get("level"),
        lambda t: True,
    ):
        chosen = _of_one_language([t for t in own if wanted(t)], lang)
        if chosen:
            joined = chosen if all(_kind(t) == "main" for t in chosen) else chosen[:1]
            return ". ".join(dict.fromkeys(text_of(t).rstrip(". ") if len(joined) > 1 else text_of(t) for t in joined))
    return text_of(next((t for t in titles if _kind(t) != "iso-date"), None))


def _own_title(header: etree._Element, lang: str) -> str:
    """The title of the statement of titles; where it has none but the series', the head of the description."""
    title = _title(header, lang)
    if title and title != _series(header):
        return title
    return text_of(header.find(f"{T}fileDesc/{T}sourceDesc/{T}msDesc/{T}head")) or title


def _kind(title: etree._Element) -> str:
    return (title.get("type") or "").lower()


def _is_series(title: etree._Element) -> bool:
    return title.get("level") == "s" or _kind(title) in ("series", "s")


def _of_one_language(titles: list[etree._Element], lang: str) -> list[etree._Element]:
    """The titles in the language of the text, else in that of the first: others are translations."""
    said = [t.get(XML_LANG, "") for t in titles]
    if len(set(said)) < 2:
        return titles
    chosen = next((s for s in said if s and lang.startswith(s)), said[0])
    return [t for t, s in zip(titles, said, strict=True) if s == chosen]


def _series(header: etree._Element) -> str:
    statement = f"{T}fileDesc/{T}"
    titles = [t for t in header.iterfind(f"{statement}titleStmt/{T}title") if _is_series(t)]
    titles += header.findall(f"{statement}seriesStmt/{T}title")
    return text_of(next((t for t in titles if text_of(t)), None))


# -- people

_BESIDE = frozenset("idno note ptr email address affiliation".split())
_MARKS = "\u200e\u200f\ufeff"  # of the direction of writing, left behind at the ends of copied names


def names_of(element: etree._Element) -> list[str]:
    """The names that an `author` or `editor` holds: several, if each of them has an identity of its own."""
    names = list(element.iterchildren(*_NAMES))
    identities = {n.get("ref") or n.get("key") or n.get(XML_ID) for n in names}
    if len(names) > 1 and len(identities) == len(names) and None not in identities:
        return [name for n in names if (name := label_of(n).strip(_MARKS))]
    return [name] if (name := name_of(element)) else []


def name_of(element: etree._Element) -> str:
    """The name that an `author` or `editor` holds, without identifiers, notes and dates beside it."""
    name = next(element.iterchildren(*_NAMES), None)
    if name is not None:
        return label_of(name).strip(_MARKS)
    if any(local_name(child) in ("surname", "forename") for child in element):
        return label_of(element).strip(_MARKS)
    return _own_words(element)


def _own_words(element: etree._Element | None) -> str:
    """What an element says, without identifiers, notes and addresses in it; empty for None."""
    words = [] if element is None else [element.text or ""]
    for child in () if element is None else element:
        words += ["" if local_name(child) in _BESIDE else text_of(child), child.tail or ""]
    return " ".join("".join(words).split())


def _reference(element: etree._Element) -> str:
    """The first target of the first `@ref` or `@key` on an element or in it, else the number of an authority file."""
    for node in element.iter(etree.Element):
        if targets := (node.get("ref") or "").split() or key_targets(node.get("key") or ""):
            return targets[0]
    return text_of(element.find(f"{T}idno"))


def _editors(header: etree._Element) -> Iterator[str]:
    for editor in header.iterfind(f"{T}fileDesc/{T}titleStmt/{T}editor"):
        if editor.get("role") != "translator":
            yield from names_of(editor)


def _translators(header: etree._Element) -> list[str]:
    translators = [text_of(e) for e in header.iter(f"{T}editor") if e.get("role") == "translator"]
    for statement in header.iterfind(f"{T}fileDesc/{T}titleStmt/{T}respStmt"):
        resp = statement.find(f"{T}resp")
        if resp is not None and ("relators/trl" in resp.get("ref", "") or "transl" in text_of(resp).lower()):
            translators += [text_of(e) for e in statement.iterchildren(f"{T}persName", f"{T}name")]
    return list(dict.fromkeys(name for name in translators if name))


# -- languages


def _language(root: etree._Element, header: etree._Element) -> str:
    """Of the text: what it says itself, what is edited in it, what the manuscript's description says.

    The language of the whole file comes last: it is often that of the header.
    """
    for text in root.iterchildren(f"{T}text", f"{T}sourceDoc"):
        body = text.find(f"{T}body")
        divisions = [] if body is None else list(body.iterchildren(*DIVISIONS))
        edited = [d for d in divisions if d.get("type") == "edition"] or divisions
        said = {d.get(XML_LANG, "") for d in edited}
        for value in (
            text.get(XML_LANG),
            None if body is None else body.get(XML_LANG),
            said.pop() if len(said) == 1 else None,
        ):
            if value:
                return value
    languages = header.findall(f"{T}profileDesc/{T}langUsage/{T}language")
    chosen = next((e for e in languages if e.get("n") == "text" or _usage(e) >= _MOST), None)
    main = header.find(f"{T}fileDesc/{T}sourceDesc//{T}textLang[@mainLang]")
    if chosen is None and main is not None:
        return main.get("mainLang", "")
    if chosen is None and len(languages) == 1:
        chosen = languages[0]
    declared = "" if chosen is None else chosen.get("ident", "")
    return declared or root.get(XML_LANG, "")


def _usage(language: etree._Element) -> int:
    return int(said) if (said := language.get("usage", "")).isdecimal() else 0


def _source_language(header: etree._Element) -> str:
    named = header.find(f"{T}profileDesc/{T}langUsage/{T}language[@n='source']")
    if named is not None:
        return named.get("ident", "")
    described = header.find(f"{T}fileDesc/{T}sourceDesc//{T}textLang")
    return "" if described is None else described.get("mainLang", "")


# -- the rest


def _source_url(header: etree._Element) -> str:
    """Where the document is published: the canonical address before any other."""
    numbers = [
        e
        for place in ("publicationStmt", "sourceDesc")
        for statement in header.iterfind(f"{T}fileDesc/{T}{place}")
        for e in statement.iter(f"{T}idno")
        if is_web_address(text_of(e))
    ]
    chosen = next((e for e in numbers if e.get("subtype") == "canonical"), numbers[0] if numbers else None)
    return text_of(chosen)


def _licence(header: etree._Element) -> str:
    availability = header.find(f"{T}fileDesc/{T}publicationStmt/{T}availability")
    licence = None if availability is None else availability.find(f".//{T}licence")
    if licence is None:
        return text_of(availability)
    return text_of(licence) or licence.get("target", "")


def _licence_url(header: etree._Element) -> str:
    availability = header.find(f"{T}fileDesc/{T}publicationStmt/{T}availability")
    if availability is None:
        return ""
    addresses: list[str] = []
    for element in availability.iter(f"{T}licence", f"{T}ref", f"{T}ptr"):
        words = text_of(element).split()
        addresses += [*(element.get("target") or "").split()[:1], *(words if len(words) == 1 else [])]
    addresses = [address for address in addresses if is_web_address(address)]
    return next((a for a in addresses if any(word in a for word in _OF_LICENCES)), next(iter(addresses), ""))


def programs(edition: Edition) -> frozenset[str]:
    """The pointers that stand for programs in `@resp`: applications of the header, and statements about software.

    A statement of responsibility is about software if it says so (`respStmt/name[@type='software']`), or if the name in
    it is that of an application (TEI P5, 2.2.1 and 2.3.11). Where the header has neither, no pointer means a program.
    """
    applications = [e for header in edition.headers for e in header.iter(f"{T}application")]
    names = {words for e in applications for words in (e.get("ident", ""), *map(text_of, e.iterchildren(f"{T}label")))}

    def is_about_software(statement: etree._Element) -> bool:
        return any(n.get("type") == "software" or text_of(n) in names for n in statement.iterchildren(f"{T}name"))

    statements = [e for header in edition.headers for e in header.iter(f"{T}respStmt") if is_about_software(e)]
    return frozenset(f"#{ident}" for element in (*applications, *statements) if (ident := element.get(XML_ID)))


def _tool(application: etree._Element | None) -> str:
    if application is None:
        return ""
    return f"{application.get('ident', '')} {application.get('version', '')}".strip()


def _schema(header: etree._Element) -> str:
    said = header.find(f"{T}encodingDesc/{T}schemaRef")
    return "" if said is None else said.get("key") or said.get("url") or ""
