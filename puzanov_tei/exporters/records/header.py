"""What the header says about a document, as the columns of the table `documents` (TEI P5, chapter 2)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from puzanov_tei.exporters.records.entities import text_of
from puzanov_tei.tei.read import XML_LANG, Edition, T, pointers


@dataclass(frozen=True, slots=True)
class When:
    """A date as TEI writes it: one day, or limits; `notBefore`/`from` and `notAfter`/`to` are one here."""

    when: str = ""
    not_before: str = ""
    not_after: str = ""

    @property
    def value(self) -> str:
        """ISO 8601: the date, or `begin/end`."""
        if self.when or not (self.not_before or self.not_after):
            return self.when
        return f"{self.not_before or '..'}/{self.not_after or '..'}"

    @property
    def first(self) -> str:
        """The day, or the first of the days it may be."""
        return self.when or self.not_before or self.not_after

    @property
    def last(self) -> str:
        """The day, or the last of the days it may be."""
        return self.when or self.not_after or self.not_before


def when(element: etree._Element | None) -> When:
    """The dating attributes of an element (att.datable); all empty for None."""
    if element is None:
        return When()
    get = element.get
    return When(
        get("when") or get("when-iso") or "",
        get("from") or get("notBefore") or get("from-iso") or get("notBefore-iso") or "",
        get("to") or get("notAfter") or get("to-iso") or get("notAfter-iso") or "",
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header says; absent is the empty string.

    Attributes:
        date: date of the document.
        author_id, author: who wrote it: entity id, and the name as printed.
        translators, publisher: names as printed.
        shelfmark: the call number as printed.
        published: year or date of this edition.
        tool_version, schema_version: program and schema it was made with.
    """

    title: str
    date: When
    author_id: str
    author: str
    translators: tuple[str, ...]
    publisher: str
    published: str
    lang: str
    source_lang: str
    repository: str
    shelfmark: str
    source_url: str
    licence: str
    tool_version: str
    schema_version: str


def facts(edition: Edition) -> Facts:
    """Read the header of an edition."""
    root = edition.root
    header = root.find(f"{T}teiHeader")
    if header is None:
        header = etree.Element(f"{T}teiHeader")
    find = header.find
    author = find(f"{T}fileDesc/{T}titleStmt/{T}author")
    manuscript = find(f"{T}fileDesc/{T}sourceDesc//{T}msDesc/{T}msIdentifier")
    published = find(f"{T}fileDesc/{T}publicationStmt/{T}date")
    return Facts(
        title=_title(header),
        date=_date(header),
        author_id=next(iter(_references(author)), ""),
        author=text_of(author),
        translators=tuple(_translators(header)),
        publisher=text_of(find(f"{T}fileDesc/{T}publicationStmt/{T}publisher")),
        published=when(published).first or text_of(published),
        lang=_language(root, header),
        source_lang=_source_language(header),
        repository=text_of(None if manuscript is None else manuscript.find(f"{T}repository")),
        shelfmark=_shelfmark(manuscript),
        source_url=_source_url(header),
        licence=_licence(header),
        tool_version=_tool(find(f"{T}encodingDesc/{T}appInfo/{T}application")),
        schema_version=_schema(header),
    )


def _title(header: etree._Element) -> str:
    titles = header.findall(f"{T}fileDesc/{T}titleStmt/{T}title")
    return text_of(next((t for t in titles if t.get("type") == "main"), titles[0] if titles else None))


def _date(header: etree._Element) -> When:
    """Of the document: `creation`, else the day it was sent, else what the source description dates."""
    for path in (
        f"{T}profileDesc/{T}creation/{T}date[@type='document']",
        f"{T}profileDesc/{T}creation/{T}date",
        f"{T}profileDesc/{T}correspDesc/{T}correspAction[@type='sent']/{T}date",
        f"{T}profileDesc/{T}creation/{T}origDate",
        f"{T}fileDesc/{T}sourceDesc//{T}origDate",
        f"{T}fileDesc/{T}sourceDesc//{T}date",
        f"{T}fileDesc/{T}titleStmt/{T}title[@when-iso]",
    ):
        for element in header.iterfind(path):
            found = when(element)
            if found.first:
                return found
    return When()


def _references(element: etree._Element | None) -> list[str]:
    """The targets of the first `@ref` or `@key` on an element or in it."""
    if element is None:
        return []
    for node in element.iter(etree.Element):
        found = pointers(node.get("ref") or node.get("key"))
        if found:
            return found
    return []


def _translators(header: etree._Element) -> list[str]:
    found = [text_of(e) for e in header.iter(f"{T}editor") if e.get("role") == "translator"]
    for statement in header.iterfind(f"{T}fileDesc/{T}titleStmt/{T}respStmt"):
        resp = statement.find(f"{T}resp")
        if resp is not None and ("relators/trl" in resp.get("ref", "") or "transl" in text_of(resp).lower()):
            found += [text_of(e) for e in statement.iterchildren(f"{T}persName", f"{T}name")]
    return list(dict.fromkeys(name for name in found if name))


def _language(root: etree._Element, header: etree._Element) -> str:
    text = root.find(f"{T}text")
    for element in (text, root):
        if element is not None and element.get(XML_LANG):
            return element.get(XML_LANG, "")
    languages = header.findall(f"{T}profileDesc/{T}langUsage/{T}language")
    chosen = next((e for e in languages if e.get("n") == "text"), languages[0] if len(languages) == 1 else None)
    return "" if chosen is None else chosen.get("ident", "")


def _source_language(header: etree._Element) -> str:
    named = header.find(f"{T}profileDesc/{T}langUsage/{T}language[@n='source']")
    if named is not None:
        return named.get("ident", "")
    described = header.find(f"{T}fileDesc/{T}sourceDesc//{T}textLang")
    return "" if described is None else described.get("mainLang", "")


def _shelfmark(manuscript: etree._Element | None) -> str:
    if manuscript is None:
        return ""
    numbers = manuscript.findall(f"{T}idno")
    chosen = next((e for e in numbers if e.get("type") == "callNumber"), numbers[0] if numbers else None)
    return text_of(chosen)


def _source_url(header: etree._Element) -> str:
    """Where the document is published: the canonical address before any other."""
    numbers = [
        e
        for place in ("publicationStmt", "sourceDesc")
        for statement in header.iterfind(f"{T}fileDesc/{T}{place}")
        for e in statement.iter(f"{T}idno")
        if (e.get("type") or "").lower() in ("uri", "url") or text_of(e).startswith(("http://", "https://"))
    ]
    chosen = next((e for e in numbers if e.get("subtype") == "canonical"), numbers[0] if numbers else None)
    return text_of(chosen)


def _licence(header: etree._Element) -> str:
    availability = header.find(f"{T}fileDesc/{T}publicationStmt/{T}availability")
    if availability is None:
        return ""
    licence = availability.find(f"{T}licence")
    if licence is None:
        return text_of(availability)
    return text_of(licence) or licence.get("target", "")


def _tool(application: etree._Element | None) -> str:
    if application is None:
        return ""
    return f"{application.get('ident', '')} {application.get('version', '')}".strip()


def _schema(header: etree._Element) -> str:
    reference = header.find(f"{T}encodingDesc/{T}schemaRef")
    return "" if reference is None else reference.get("key") or reference.get("url") or ""
