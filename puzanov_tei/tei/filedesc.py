"""`fileDesc`: title, responsibility, publication and source of the file (TEI Guidelines, 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from puzanov_tei.model import Contributor, Document, Metadata, Page
from puzanov_tei.tei.attested import MAIN_TITLE, NOWHERE
from puzanov_tei.tei.facts import HeaderFacts
from puzanov_tei.tei.linking import name_node, party_node
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.responsibility import pointer
from puzanov_tei.tei.sourcedesc import source_desc

UNREVIEWED = "Draft made by a program, not reviewed"
"""What the edition statement says until somebody has reviewed a document."""
_RELATORS = "http://id.loc.gov/vocabulary/relators/"


def file_desc(page: Page, document: Document, facts: HeaderFacts) -> Node:
    """The bibliographic description of the file."""
    metadata = page.metadata
    children = [
        _title_stmt(metadata, document, facts),
        Node("editionStmt", {}, [Node("edition", {"n": "1"}, [UNREVIEWED])]),
        _extent(facts),
        _publication_stmt(metadata, facts),
    ]
    if metadata.archive.home:
        title = Node("title", {"level": "s"}, [metadata.archive.name])
        children.append(Node("seriesStmt", {}, [title, Node("idno", {"type": "URI"}, [metadata.archive.home])]))
    children.append(source_desc(metadata, document, facts))
    return Node("fileDesc", {}, list(children))


def main_title(metadata: Metadata) -> str:
    """The title of the document: the page's, or the citation's where the page has none, shouts it or lost words."""
    title, cited = metadata.title, metadata.citation_title
    if cited and (not title or title.isupper() or _lost_words(title, cited, metadata.citation_date)):
        return cited
    return title


def _lost_words(title: str, cited: str, date: str) -> bool:
    """Whether a title is the cited one with some words fallen out (a copy that dropped its links)."""
    left = title.removeprefix(date).split()
    words = iter(cited.split())
    return len(left) <= len(cited.split()) <= len(left) + max(3, len(left) // 2) and all(
        any(word.endswith(part) for word in words) for part in left
    )


def archive_name(metadata: Metadata) -> str:
    """Who published the page, as the citation names it; empty if nothing says so."""
    if metadata.archive.name:
        # A citation names the archive in its own words.
        known = set(metadata.archive.name.split())
        return next((p for p in metadata.publishers if len(known & set(p.split())) > 1), metadata.archive.name)
    return metadata.publishers[-1] if metadata.publishers else ""


def _title_stmt(metadata: Metadata, document: Document, facts: HeaderFacts) -> Node:
    parties = (*facts.writers.values(), *facts.receivers.values())
    named = {"xml:id": MAIN_TITLE} if any(MAIN_TITLE in party.places for party in parties) else {}
    language = metadata.language_source
    sub = f"Translation from the {language}: a TEI edition" if language else "A TEI edition"
    title = main_title(metadata)
    # A page without a title has that of the text, if the text has one.
    answered = {} if title or not facts.heading else {"resp": "#tool"}
    children = [
        Node("title", {"type": "main", "level": "a"} | named | answered, [title or facts.heading or "[untitled]"]),
        Node("title", {"type": "sub"}, [sub]),
        *_authors(document, facts),
    ]
    children += [Node("sponsor", {}, [name_node("orgName", name, facts)]) for name in metadata.sponsors]
    children += [Node("funder", {}, [name_node("orgName", name, facts)]) for name in metadata.funders]
    children += [
        _workers("translator", "translator", "trl", metadata.translators, facts),
        *([_workers("obtainer", "obtained the document", "", metadata.obtainers, facts)] if metadata.obtainers else []),
        *_archive(metadata, facts),
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


def _authors(document: Document, facts: HeaderFacts) -> Iterator[Node]:
    for name in document.authors:
        node = party_node(name, facts)
        node.children = _name_parts(name)
        yield Node("author", facts.writers.get(name, NOWHERE).attributes() | {"resp": "#tool"}, [node])


def _name_parts(name: str) -> list[Node | str]:
    """Initials and surname, where the form alone tells them apart (`A. M. Puzanov`); else the name as it is."""
    match = re.fullmatch(r"((?:[A-ZА-Я][a-zа-я]?\. ?)+)([^\s.,]+)", name)
    if match is None:
        return [name]
    children: list[Node | str] = []
    for initial in re.findall(r"[^\s.]+\.", match[1]):
        children += [Node("forename", {"full": "init"}, [initial]), " "]
    return [*children, Node("surname", {}, [match[2]])]


def _workers(identifier: str, does: str, relator: str, people: tuple[Contributor, ...], facts: HeaderFacts) -> Node:
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


def _archive(metadata: Metadata, facts: HeaderFacts) -> Iterator[Node]:
    """The archive that published the page; a text from anywhere has none."""
    if metadata.archive.id:
        does = "publisher of the page: its text, title, summary and credits"
        node = name_node("orgName", archive_name(metadata) or metadata.archive.id, facts)
        yield Node(
            "respStmt", {"xml:id": metadata.archive.id}, [Node("resp", {"ref": _RELATORS + "pbl"}, [does]), node]
        )


def _extent(facts: HeaderFacts) -> Node:
    measure = {"unit": "words", "quantity": str(facts.words)}
    return Node("extent", {}, [Node("measure", measure, [f"{facts.words} words and numbers"])])


def _publication_stmt(metadata: Metadata, facts: HeaderFacts) -> Node:
    children: list[Node | str] = [Node("publisher", {}, ["not published: a working file"])]
    if facts.when:
        children.append(Node("date", {"when": facts.when}, [facts.when]))
    if metadata.record_id and metadata.archive.id:
        children.append(Node("idno", {"type": metadata.archive.id}, [metadata.record_id]))
    canonical = metadata.canonical
    if canonical and canonical != metadata.url:
        attributes = {"type": "URI", "subtype": "canonical", "cert": "high", "resp": "#tool"}
        children.append(Node("idno", attributes, [canonical]))
    if metadata.url:
        subtype = "canonical" if canonical == metadata.url else "retrieved"
        attributes = {"type": "URI", "subtype": subtype} | pointer(metadata.archive)
        children.append(Node("idno", attributes, [metadata.url]))
    children.append(_availability(metadata))
    return Node("publicationStmt", {}, children)


def _availability(metadata: Metadata) -> Node:
    """What the page says of rights; else what the archive is known to say; else that nothing is known."""
    statement = metadata.rights or metadata.archive.rights
    if not statement:
        return Node("availability", {"status": "unknown"}, [Node("p", {}, ["The page makes no statement of rights."])])
    attributes = pointer(metadata.archive)
    if metadata.archive.home and not metadata.rights:
        attributes["target"] = metadata.archive.home
    licence = Node("licence", attributes, [Node("p", {}, [statement])])
    return Node("availability", {"status": "restricted"}, [licence])
