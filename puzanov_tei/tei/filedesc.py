"""`fileDesc`: title, responsibility, publication and source of the file (TEI Guidelines, 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from puzanov_tei.model import Document, Metadata, Page, Person
from puzanov_tei.tei.facts import HeaderFacts
from puzanov_tei.tei.linking import linked
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.sourcedesc import source_desc

_RELATORS = "http://id.loc.gov/vocabulary/relators/"
_SITE = "https://digitalarchive.wilsoncenter.org/"
# The archive's site and the two mirrors of it that print addresses with the same record numbers.
_HOSTS = (
    r"(?:digitalarchive\.wilsoncenter\.org|wilson-center-digital-archive\.dvincitest\.com"
    r"|wilson-center\.drivingcreative\.com)"
)
_RECORD = re.compile(rf"https?://{_HOSTS}/document/(\d+)(?:\.pdf)?(?:[/?#].*)?")


def file_desc(page: Page, document: Document, facts: HeaderFacts) -> Node:
    """The bibliographic description of the file."""
    metadata = page.metadata
    children = [
        _title_stmt(metadata, document, facts),
        Node("editionStmt", {}, [Node("edition", {"n": "1"}, ["Draft made by a program, not reviewed"])]),
        _extent(facts),
        _publication_stmt(metadata, facts),
    ]
    if is_wilson_center(metadata):
        title = Node("title", {"level": "s"}, ["Wilson Center Digital Archive"])
        children.append(Node("seriesStmt", {}, [title, Node("idno", {"type": "URI"}, [_SITE])]))
    children.append(source_desc(metadata, document, facts))
    return Node("fileDesc", {}, list(children))


def main_title(metadata: Metadata) -> str:
    """The title of the document: the page's, or the citation's where the page has none or shouts it."""
    title = metadata.title
    if metadata.citation_title and (not title or title.isupper()):
        return metadata.citation_title
    return title


def archive_name(metadata: Metadata) -> str:
    """Who published the page, as the citation names it; empty if nothing says so."""
    for publisher in metadata.publishers:
        if "Digital Archive" in publisher:
            return publisher
    if is_wilson_center(metadata):
        return "Wilson Center Digital Archive"
    return metadata.publishers[-1] if metadata.publishers else ""


def is_wilson_center(metadata: Metadata) -> bool:
    """Whether the citation, the rights or the address name the Wilson Center's Digital Archive."""
    said = " ".join((*metadata.publishers, metadata.rights))
    on_site = re.match(rf"https?://{_HOSTS}(?:/|$)", metadata.url) is not None
    return on_site or "Wilson Center" in said or "History and Public Policy Program" in said


def name_node(tag: str, name: str, facts: HeaderFacts) -> Node:
    """`orgName` or `persName` with a pointer to its entry if the authority has one."""
    return Node(tag, linked(facts.links.get(name, "")), [name])


def is_record_id(record: str) -> bool:
    """Whether a printed record number can name the file (`TEI/@xml:id` is made of it)."""
    return re.fullmatch(r"[0-9A-Za-z._-]+", record) is not None


def _title_stmt(metadata: Metadata, document: Document, facts: HeaderFacts) -> Node:
    language = metadata.language_source
    sub = f"Translation from the {language}: a TEI edition" if language else "A TEI edition"
    children = [
        Node("title", {"type": "main", "level": "a"}, [main_title(metadata) or "[untitled]"]),
        Node("title", {"type": "sub"}, [sub]),
        *_authors(metadata, document, facts),
    ]
    children += [Node("sponsor", {}, [name_node("orgName", name, facts)]) for name in metadata.sponsors]
    children += [Node("funder", {}, [name_node("orgName", name, facts)]) for name in metadata.funders]
    children += [
        _workers("translator", "translator", "trl", metadata.translators, facts),
        *([_workers("obtainer", "obtained the document", "", metadata.obtainers, facts)] if metadata.obtainers else []),
        _archive(metadata, facts),
        Node(
            "respStmt",
            {"xml:id": "tool"},
            [
                Node("resp", {}, ['automatic encoding: every resp="#tool" is a proposal that nobody has confirmed']),
                Node("name", {"type": "software"}, ["puzanov_tei"]),
            ],
        ),
    ]
    return Node("titleStmt", {}, list(children))


def _authors(metadata: Metadata, document: Document, facts: HeaderFacts) -> Iterator[Node]:
    if document.author:
        yield Node("author", {}, [Node("persName", linked(facts.author), _name_parts(document.author))])
        return
    for name in metadata.authors:
        if name.lower() not in {"unknown", "none", "n/a"}:
            yield Node("author", {}, [name_node("persName", name, facts)])


def _name_parts(name: str) -> list[Node | str]:
    """Initials and surname, where the form alone tells them apart (`A. M. Puzanov`); else the name as it is."""
    match = re.fullmatch(r"((?:[A-ZА-Я][a-zа-я]?\. ?)+)([^\s.,]+)", name)
    if match is None:
        return [name]
    children: list[Node | str] = []
    for initial in re.findall(r"[^\s.]+\.", match[1]):
        children += [Node("forename", {"full": "init"}, [initial]), " "]
    return [*children, Node("surname", {}, [match[2]])]


def _workers(identifier: str, does: str, relator: str, people: tuple[Person, ...], facts: HeaderFacts) -> Node:
    """One statement for all who did the same; several persons get numbered identifiers of their own."""
    resp = Node("resp", {"ref": _RELATORS + relator} if relator else {}, [does])
    names: list[Node | str] = []
    for number, person in enumerate(people, start=1):
        node = name_node("persName", person.name, facts)
        if len(people) > 1:
            node.attributes["xml:id"] = f"{identifier}-{number}"
        names.append(node)
    if not names:
        names.append(Node("name", {"cert": "unknown"}, ["not named on the page"]))
    return Node("respStmt", {"xml:id": identifier}, [resp, *names])


def _archive(metadata: Metadata, facts: HeaderFacts) -> Node:
    does = "publisher of the page: its text, title, summary and credits"
    name = archive_name(metadata)
    node = name_node("orgName", name, facts) if name else Node("name", {"cert": "unknown"}, ["not named on the page"])
    return Node("respStmt", {"xml:id": "wcda"}, [Node("resp", {"ref": _RELATORS + "pbl"}, [does]), node])


def _extent(facts: HeaderFacts) -> Node:
    measure = {"unit": "words", "quantity": str(facts.words)}
    return Node("extent", {}, [Node("measure", measure, [f"{facts.words} words and numbers"])])


def _publication_stmt(metadata: Metadata, facts: HeaderFacts) -> Node:
    children: list[Node | str] = [Node("publisher", {}, ["not published: a working file"])]
    if facts.when:
        children.append(Node("date", {"when": facts.when}, [facts.when]))
    if is_record_id(metadata.record_id):
        children.append(Node("idno", {"type": "wcda"}, [metadata.record_id]))
    record = _RECORD.fullmatch(metadata.url)
    canonical = f"{_SITE}document/{record[1]}" if record else ""
    if canonical and canonical != metadata.url:
        attributes = {"type": "URI", "subtype": "canonical", "cert": "high", "resp": "#tool"}
        children.append(Node("idno", attributes, [canonical]))
    if metadata.url:
        subtype = "canonical" if canonical == metadata.url else "retrieved"
        children.append(Node("idno", {"type": "URI", "subtype": subtype, "resp": "#wcda"}, [metadata.url]))
    children.append(_availability(metadata, facts))
    return Node("publicationStmt", {}, children)


def _availability(metadata: Metadata, facts: HeaderFacts) -> Node:
    """What the page says of rights; else what the archive is known to say; else that nothing is known."""
    statement = metadata.rights or (facts.rights if is_wilson_center(metadata) else "")
    if not statement:
        return Node("availability", {"status": "unknown"}, [Node("p", {}, ["The page makes no statement of rights."])])
    attributes = {"resp": "#wcda"}
    if facts.rights_url and not metadata.rights:
        attributes["target"] = facts.rights_url
    licence = Node("licence", attributes, [Node("p", {}, [statement])])
    return Node("availability", {"status": "restricted"}, [licence])
