"""`sourceDesc`: the printed citation, and the original in its archive (TEI Guidelines, 2.2.7 and chapter 11)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from puzanov_tei import dates
from puzanov_tei.model import CallNumber, Document, Metadata
from puzanov_tei.tei.facts import HeaderFacts
from puzanov_tei.tei.languages import language_code
from puzanov_tei.tei.linking import linked
from puzanov_tei.tei.nodes import Node

_RANGE = re.compile(r"(\d+)\s?[-–]\s?(\d+)")


def source_desc(metadata: Metadata, document: Document, facts: HeaderFacts) -> Node:
    """The citation of the translation, then one manuscript description for each original that it cites."""
    originals = metadata.call_numbers or ((CallNumber(""),) if _has_registration(facts) else ())
    descriptions = [
        _manuscript(number, index, len(originals) > 1, metadata, facts)
        for index, number in enumerate(originals, start=1)
    ]
    return Node("sourceDesc", {}, [_citation(metadata, facts), *descriptions])


def _citation(metadata: Metadata, facts: HeaderFacts) -> Node:
    """The printed citation, whole, with the parts that were read from it tagged in place.

    What the page prints elsewhere and its citation leaves out (title, date, address) stands round it.
    """
    printed = metadata.citation
    node = Node("bibl", {"type": "translation"})
    if not metadata.citation_title and (metadata.title or not printed):
        node.children += [Node("title", {"level": "a"}, [metadata.title or "[untitled]"]), " "]
    if metadata.date and not metadata.citation_date:
        node.children += [Node("date", {"type": "cataloguing"} | _dating(metadata.date), [metadata.date]), " "]
    if printed:
        node.children += _tagged(printed, _wanted(metadata, facts))
    else:
        node.children.append(Node("note", {"type": "editorial", "resp": "#tool"}, ["The page prints no citation."]))
    if metadata.url and metadata.url not in printed:
        node.children += [" ", Node("idno", {"type": "URI"}, [metadata.url])]
    return node


def _wanted(metadata: Metadata, facts: HeaderFacts) -> Iterator[tuple[str, Node]]:
    """The parts of the citation in the order in which it prints them, each with its element (still empty)."""
    if metadata.citation_title:
        yield metadata.citation_title, Node("title", {"level": "a"})
    if metadata.citation_date:
        yield metadata.citation_date, Node("date", {"type": "cataloguing"} | _dating(metadata.citation_date))
    for publisher in metadata.publishers:
        yield publisher, Node("publisher")
    for number in metadata.call_numbers:
        yield number.text, Node("idno", {"type": "callNumber"})
    several = {role: len(people) > 1 for role, people in (("t", metadata.translators), ("o", metadata.obtainers))}
    people = [(p, "t", i) for i, p in enumerate(metadata.translators, start=1)]
    people += [(p, "o", i) for i, p in enumerate(metadata.obtainers, start=1)]
    for person, role, index in people:
        suffix = f"-{index}" if several[role] else ""
        if role == "t":
            yield person.name, Node("editor", {"role": "translator", "corresp": f"#translator{suffix}"})
        else:
            yield person.name, Node("persName", {"corresp": f"#obtainer{suffix}"})
    for sponsor in metadata.sponsors:
        yield sponsor, Node("orgName", linked(facts.links.get(sponsor, "")))
    if metadata.url:
        yield metadata.url, Node("idno", {"type": "URI"})


def _dating(printed: str) -> dict[str, str]:
    """The dating attributes of a printed date; none if it is not one date."""
    expression = dates.parse(printed)
    if expression is None:
        return {}
    return {"from": expression.first, "to": expression.last} if expression.last else {"when": expression.first}


def _tagged(printed: str, wanted: Iterator[tuple[str, Node]]) -> list[Node | str]:
    """`printed` with each wanted string wrapped where it first stands free."""
    taken: list[tuple[int, int, Node]] = []
    for string, node in wanted:
        begin = printed.find(string)
        while begin >= 0 and any(b < begin + len(string) and begin < e for b, e, _ in taken):
            begin = printed.find(string, begin + 1)
        if begin >= 0 and string:
            taken.append((begin, begin + len(string), node))
    children: list[Node | str] = []
    offset = 0
    for begin, end, node in sorted(taken, key=lambda entry: entry[0]):
        node.children = [printed[begin:end]]
        children += [printed[offset:begin]] if begin > offset else []
        children.append(node)
        offset = end
    return children + ([printed[offset:]] if offset < len(printed) else [])


def _has_registration(facts: HeaderFacts) -> bool:
    on_letterhead = any(sheet.numbers for sheet in facts.letterheads)
    return on_letterhead or bool(facts.registered) or any(stamp.numbers for stamp in facts.stamps)


def _manuscript(number: CallNumber, index: int, several: bool, metadata: Metadata, facts: HeaderFacts) -> Node:
    """The original: where it is kept, and what is known of it without having seen it."""
    identifier = Node("msIdentifier")
    country, settlement = facts.repositories.get(number.repository, ("", ""))
    if country:
        identifier.children.append(Node("country", {}, [country]))
    if settlement:
        identifier.children.append(Node("settlement", {}, [settlement]))
    if number.repository:
        attributes = linked(facts.links.get(number.repository, ""))
        identifier.children.append(Node("repository", attributes, [number.repository]))
    if shelfmark := _shelfmark(number):
        identifier.children.append(shelfmark)
    if index == 1:
        # The numbers that offices gave are on the one document the page gives, whichever copy it is.
        identifier.children += list(_registrations(facts))
    children: list[Node | str] = [identifier]
    if contents := _contents(number, metadata):
        children.append(contents)
    if index == 1 and (physical := _physical(number, facts)):
        children.append(physical)
    return Node("msDesc", {"xml:id": f"ms-{index}" if several else "ms"}, children)


def _shelfmark(number: CallNumber) -> Node | None:
    """The call number after the archive's name, every part that was read as a nested `idno`."""
    begin = len(number.repository) if number.text.startswith(number.repository) else 0
    begin += len(number.text[begin:]) - len(number.text[begin:].lstrip(" ,:;"))
    node = Node("idno", {"type": "callNumber"})
    offset = begin
    for kind, value, left, right in number.parts:
        if left > offset:
            node.children.append(number.text[offset:left])
        node.children.append(Node("idno", {"type": kind}, [value]))
        offset = right
    if offset < len(number.text):
        node.children.append(number.text[offset:])
    return node if node.children else None


def _registrations(facts: HeaderFacts) -> Iterator[Node]:
    for sheet in facts.letterheads:
        for value in sheet.numbers:
            yield _registration("outgoing", value, "number of the letterhead")
    for stamp in facts.stamps:
        kind = stamp.subtype if stamp.subtype in {"incoming", "outgoing"} else "registration"
        for value in stamp.numbers:
            yield _registration(kind, value, "number on a stamp", stamp.id)
    for value in facts.registered:
        yield _registration("registration", value, "number at the end of the document")


def _registration(kind: str, value: str, where: str, source: str = "") -> Node:
    idno = Node("idno", {"type": kind} | ({"source": f"#{source}"} if source else {}), [value])
    return Node("altIdentifier", {"type": "registration"}, [idno, Node("note", {"resp": "#tool"}, [where])])


def _sheets(number: CallNumber) -> tuple[str, str, str]:
    """The printed leaves of the citation, the first, and the last; empty if it is more than one range."""
    printed = [value for kind, value, _, _ in number.parts if kind in {"listy", "pages"}]
    if len(printed) != 1:
        return "", "", ""
    match = _RANGE.fullmatch(printed[0])
    if match:
        return printed[0], match[1], match[2]
    return (printed[0], printed[0], printed[0]) if printed[0].isdecimal() else ("", "", "")


def _contents(number: CallNumber, metadata: Metadata) -> Node | None:
    printed, first, last = _sheets(number)
    children: list[Node | str] = []
    if printed:
        children.append(Node("locus", {"from": first, "to": last}, [printed]))
    if metadata.title:
        children.append(Node("title", {}, [metadata.title]))
    if metadata.language_source and (code := language_code(metadata.language_source)) != "und":
        children.append(Node("textLang", {"mainLang": code}, [metadata.language_source]))
    has_content = any(isinstance(child, Node) and child.tag != "locus" for child in children)
    return Node("msContents", {}, [Node("msItem", {}, children)]) if has_content else None


def _physical(number: CallNumber, facts: HeaderFacts) -> Node | None:
    """The leaves that the citation counts; stamps, notes by hand and signatures as the translator reports them."""
    children: list[Node | str] = []
    _, first, last = _sheets(number)
    if first.isdecimal() and 0 < (count := int(last) - int(first) + 1) < 10_000:
        measure = Node("measure", {"unit": "listy", "quantity": str(count)}, [f"{count} leaves, by the citation"])
        support = Node("supportDesc", {}, [Node("extent", {}, [measure])])
        children.append(Node("objectDesc", {}, [support]))
    reported = [hand for hand in facts.hands if hand.note]
    if reported:
        words: list[Node | str] = ["Reported by the translator, no facsimile was seen: "]
        counts: Counter[str] = Counter()
        for index, hand in enumerate(reported):
            counts[hand.kind] += 1
            called = f"{ {'handwritten': 'handwriting'}.get(hand.kind, hand.kind) } {counts[hand.kind]}"
            words += [", "] * (index > 0)
            words.append(Node("ref", {"target": f"#{hand.note}"}, [called]))
        children.append(Node("additions", {}, [Node("p", {}, [*words, "."])]))
    return Node("physDesc", {}, children) if children else None
