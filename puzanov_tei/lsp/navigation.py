"""Finding one's way: what a name means, where it is declared, the outline, folding, and identifiers renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from puzanov_tei.lsp.completion import attribute_name, called
from puzanov_tei.lsp.document import OpenDocument
from puzanov_tei.lsp.grammar import Explanation
from puzanov_tei.lsp.markup import Markup, WrittenAttribute, WrittenElement


@dataclass(frozen=True, slots=True)
class Target:
    """A place in a file: offsets if it is in a text that is known, else line and column from 1."""

    file: str
    begin: int = 0
    end: int = 0
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A part of the outline: what it is called, which element it is, where it begins and ends."""

    name: str
    detail: str
    begin: int
    end: int
    name_end: int
    children: list[OutlineEntry] = field(default_factory=list)


_OUTLINE = frozenset(
    "TEI teiCorpus teiHeader standOff text front body back group div div1 div2 div3 div4 div5 div6 div7 sp castList "
    "listPerson listPlace listOrg listBibl listEvent person place org event facsimile sourceDoc schemaSpec elementSpec "
    "classSpec macroSpec dataSpec".split()
)


def hover(document: OpenDocument, offset: int) -> tuple[str, int, int] | None:
    """What the schema says of the element, attribute or value at an offset, as Markdown, and what it is about."""
    element = document.markup.at(offset)
    if element is None:
        return None
    if element.inside <= offset < (len(document.text) if element.end_begin is None else element.end_begin):
        return None
    name = document.markup.expanded(element)
    attribute = _attribute_at(document.markup, element, offset)
    for grammar in document.grammars:
        if not grammar.definitions(name):
            continue
        if attribute is None:
            begin = element.begin + 1 if offset < element.inside else (element.end_begin or 0) + 2
            told = _told(f"<{element.name}>", grammar.of_element(name), grammar.holds(name))
            return told, begin, begin + len(element.name)
        key = attribute_name(attribute.name)
        lines = [_told(f"@{attribute.name}", grammar.of_attribute(name, key), grammar.datatype(name, key))]
        if offset >= attribute.value_begin and attribute.value:
            said = grammar.of_attribute(name, key, attribute.value)
            if said.gloss:
                lines.append(_told(f'"{attribute.value}"', said))
        return "\n\n".join(lines), attribute.begin, attribute.begin + len(attribute.name)
    return None


def _told(title: str, said: Explanation, more: str = "") -> str:
    lines = [f"**`{title}`**", said.gloss, more, f"*{said.origin}*" if said.origin else ""]
    return "\n\n".join(line for line in lines if line)


def _attribute_at(markup: Markup, element: WrittenElement, offset: int) -> WrittenAttribute | None:
    if offset >= element.inside:
        return None
    return next((a for a in markup.attributes(element) if a.begin <= offset <= a.value_end), None)


def definition(document: OpenDocument, offset: int) -> Target | None:
    """Where what is at an offset is declared: the target of a pointer, or the declaration of an element in the ODD."""
    element = document.markup.at(offset)
    if element is None:
        return None
    attribute = _attribute_at(document.markup, element, offset)
    if attribute is not None and attribute.value_begin <= offset:
        for begin, pointer in _pointers(attribute):
            if begin <= offset <= begin + len(pointer):
                return _pointed(document, pointer)
    name = document.markup.expanded(element)
    for grammar in document.grammars:
        said = (
            grammar.of_element(name)
            if attribute is None
            else grammar.of_attribute(name, attribute_name(attribute.name))
        )
        place = re.fullmatch(r"(.+?):(\d+)(?::(\d+))?", said.origin)
        if place:
            return Target(place[1], line=int(place[2]), column=int(place[3] or 1))
    return None


def _pointers(attribute: WrittenAttribute) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"\S+", attribute.value):
        yield attribute.value_begin + match.start(), match[0]


def _pointed(document: OpenDocument, pointer: str) -> Target | None:
    prefix, colon, rest = pointer.partition(":")
    if colon and prefix in document.facts.prefixes:
        for known in document.facts.prefixes[prefix]:
            if re.fullmatch(known.pattern, rest):
                pointer = re.sub(known.pattern, re.sub(r"\$(\d)", r"\\\1", known.replacement), rest)
                break
    address, _, ident = pointer.partition("#")
    if "://" in address:
        return None
    if not address:
        place = next((a for i, _, a in document.markup.identifiers() if i == (ident or pointer)), None)
        return None if place is None else Target(document.name, place.value_begin, place.value_end)
    path = document.folder / unquote(address)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    for found, _, attribute in Markup(text).identifiers():
        if found == ident:
            begin = attribute.value_begin
            line = text.count("\n", 0, begin) + 1
            return Target(str(path), line=line, column=begin - text.rfind("\n", 0, begin))
    return Target(str(path), line=1, column=1)


def outline(document: OpenDocument) -> list[OutlineEntry]:
    """Divisions, lists of entities and their entries, with what they are called."""
    top: list[OutlineEntry] = []
    open_: dict[int, OutlineEntry] = {}
    for element in document.markup.elements:
        if element.name.rpartition(":")[2] not in _OUTLINE:
            continue
        ident = document.markup.attribute(element, "xml:id")
        end = element.end if element.end is not None else len(document.text)
        title = _title(document, element) or (ident.value if ident else "") or element.name
        symbol = OutlineEntry(title, element.name, element.begin, end, element.begin + 1 + len(element.name))
        above = element.parent
        while above is not None and id(above) not in open_:
            above = above.parent
        (open_[id(above)].children if above is not None else top).append(symbol)
        open_[id(element)] = symbol
    return top


_TITLES = ("head", "persName", "placeName", "orgName", "label", "title", "speaker", "gloss")


def _title(document: OpenDocument, element: WrittenElement) -> str:
    child = next((c for c in document.markup.children(element) if c.name.rpartition(":")[2] in _TITLES), None)
    if child is not None:
        return called(document, child)
    ident = document.markup.attribute(element, "ident") or document.markup.attribute(element, "n")
    return ident.value if ident else ""


def folds(document: OpenDocument) -> Iterator[tuple[int, int]]:
    """The first and last line (from 0) of every element of more than one line."""
    for element in document.markup.elements:
        if element.end_begin is not None:
            first, last = document.lines.place(element.begin)[0], document.lines.place(element.end_begin)[0]
            if last > first:
                yield first, last


def identifier_at(document: OpenDocument, offset: int) -> str:
    """The identifier at an offset: of an `@xml:id`, or what a pointer inside the document leads to; "" if none."""
    element = document.markup.at(offset)
    attribute = None if element is None else _attribute_at(document.markup, element, offset)
    if attribute is None:
        return ""
    if attribute.name == "xml:id":
        return attribute.value
    for begin, pointer in _pointers(attribute):
        if begin <= offset <= begin + len(pointer) and "#" in pointer:
            return pointer.partition("#")[2]
    return ""


def uses(texts: Mapping[str, str], file: str, ident: str) -> dict[str, list[tuple[int, int]]]:
    """Where an identifier of `file` stands in texts of a project: its `@xml:id`, and pointers to it, as stretches.

    A pointer without an address is one inside its own file; one with an address counts if its file has that name.
    """
    listed: dict[str, list[tuple[int, int]]] = {}
    value = re.compile(rf"(?:([\w./%-]*)#|xml:id\s*=\s*[\"'])({re.escape(ident)})(?=[\s\"'])")
    for name, text in texts.items():
        for match in value.finditer(text):
            address = match[1]
            own = name == file
            if own and not address:
                meant = True
            else:
                meant = bool(address) and (Path(name).parent / unquote(address)).resolve() == Path(file).resolve()
            if meant and _in_tag(text, match.start()):
                listed.setdefault(name, []).append(match.span(2))
    return listed


def _in_tag(text: str, offset: int) -> bool:
    return text.rfind("<", 0, offset) > text.rfind(">", 0, offset)
