"""What may be written at a place: elements, attributes, values, identifiers and end tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from puzanov_tei.base.scan import POINTERS
from puzanov_tei.base.xml import XML_NS
from puzanov_tei.lsp.document import OpenDocument
from puzanov_tei.lsp.grammar import Explanation, GrammarIndex
from puzanov_tei.lsp.markup import Cursor, Markup, WrittenElement, cursor

# What an authority knows: an identifier and how the entity is called.
Entities = Callable[[], Iterable[tuple[str, str]]]
_DECLARED = re.compile(r"<prefixDef[^>]*\sident\s*=\s*[\"']authority[\"']")
_KEYS = ("ref", "key", "corresp", "who", "resp", "sameAs")
_OWN = ("xml:id", "n")  # attributes whose value is meant to be another one each time
_MOST_USED = 40
_TAG = re.compile(r"<[^>]*>?")


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that may be written.

    Attributes:
        kind: `element`, `attribute`, `value`, `identifier` or `close`.
        label: what the list shows; `detail` beside it.
        insert: what is written from `begin` to `end`; `$1` is where the cursor goes first, `$0` last.
        documentation: what the schema says of it.
        order: what it is sorted by.
    """

    kind: str
    label: str
    insert: str
    begin: int
    end: int
    detail: str = ""
    documentation: str = ""
    order: str = ""


def complete(document: OpenDocument, offset: int, entities: Entities = tuple) -> list[Completion]:
    """Everything that may be written at an offset, best first; what is typed already is left to the editor to match."""
    at = cursor(document.text, offset)
    markup = document.markup
    inside = markup.at(max(at.begin - 1, 0)) if at.kind != "text" else markup.at(offset)
    grammars = document.grammars
    if at.kind == "close":
        return list(_closing(markup, at, offset))
    if at.kind in ("element", "text"):
        parent = _around(inside, at.begin)
        listed = [p for g in grammars for p in _elements(document, g, parent, at, offset)]
        return [*_end_of(parent, at, offset), *_once(listed)]
    if inside is None:
        return []
    if at.kind == "attribute":
        return _once(p for g in grammars for p in _attributes(document, g, inside, at, offset))
    values = _once(p for g in grammars for p in _values(document, g, inside, at, offset))
    named = list(_identifiers(document, at, offset, entities))
    used = {} if values else {p.label: p for p in _used(document, inside, at, offset)}
    first = [replace(p, order=used.pop(p.label).order) if p.label in used else p for p in named]
    return _once([*values, *used.values(), *first])


def _once(proposals: Iterable[Completion]) -> list[Completion]:
    """Each label once: several grammars may allow the same."""
    listed = {p.label: p for p in reversed(list(proposals))}
    return sorted(listed.values(), key=lambda p: (p.order, p.label))


def _around(element: WrittenElement | None, offset: int) -> WrittenElement | None:
    """The element whose content an offset is in; not one whose start tag it is in."""
    while element is not None and offset <= element.begin + 1:
        element = element.parent
    return element


def _said(said: Explanation) -> str:
    return said.gloss


def _elements(
    document: OpenDocument, grammar: GrammarIndex, parent: WrittenElement | None, at: Cursor, offset: int
) -> Iterator[Completion]:
    spaces = document.markup.namespaces(parent)
    opened = at.kind == "element"  # the < is there already
    rest = document.text[offset : offset + 1]
    whole = not opened or not rest or rest in "<\r\n \t"  # no tag follows that would be doubled
    for number, name in enumerate(grammar.children(document.markup, parent, at.begin - 1 if opened else offset)):
        label = grammar.label(name, spaces)
        required = [
            f'{grammar.label(a, spaces)}="${i}"'
            for i, a in enumerate((a for a, needed in grammar.attributes(name).items() if needed), 1)
        ]
        tag = " ".join([label, *required])
        insert = f"{'' if opened else '<'}{tag}>$0</{label}>" if whole else label
        documentation = _said(grammar.of_element(name))
        yield Completion("element", label, insert, at.begin, offset, "", documentation, f"1{number:04}")


def _end_of(parent: WrittenElement | None, at: Cursor, offset: int) -> Iterator[Completion]:
    """The end tag of an element that is still open."""
    if parent is not None and parent.end is None:
        opened = at.kind == "element"
        insert = f"/{parent.name}>" if opened else f"</{parent.name}>"
        yield Completion("close", f"/{parent.name}", insert, at.begin, offset, "end tag", "", "0")


def _closing(markup: Markup, at: Cursor, offset: int) -> Iterator[Completion]:
    """End tags of the element around, which may be split here, and of all that are still open; the innermost first."""
    element = markup.at(max(at.begin - 3, 0))
    rest = "" if markup.text[offset : offset + 1] == ">" else ">"
    number = 0
    while element is not None:
        if not number or element.end is None:
            yield Completion("close", element.name, f"{element.name}{rest}", at.begin, offset, "", "", f"{number:04}")
            number += 1
        element = element.parent


def _attributes(
    document: OpenDocument, grammar: GrammarIndex, element: WrittenElement, at: Cursor, offset: int
) -> Iterator[Completion]:
    markup = document.markup
    spaces = markup.namespaces(element)
    name = markup.expanded(element)
    present = {a.name for a in markup.attributes(element) if not a.begin <= offset <= a.begin + len(a.name)}
    for number, (attribute, required) in enumerate(grammar.attributes(name).items()):
        label = grammar.label(attribute, spaces)
        if label in present:
            continue
        detail = "required" if required else grammar.datatype(name, attribute)
        order = f"{0 if required else 1}{number:04}"
        documentation = _said(grammar.of_attribute(name, attribute))
        yield Completion("attribute", label, f'{label}="$1"', at.begin, offset, detail, documentation, order)


def _values(
    document: OpenDocument, grammar: GrammarIndex, element: WrittenElement, at: Cursor, offset: int
) -> Iterator[Completion]:
    name, attribute = document.markup.expanded(element), attribute_name(at.attribute)
    begin = offset - len(at.typed.rpartition(" ")[2])
    for number, value in enumerate(filter(None, grammar.values(name, attribute))):
        documentation = _said(grammar.of_attribute(name, attribute, value))
        yield Completion("value", value, value, begin, offset, "", documentation, f"{number:04}")


def _used(document: OpenDocument, element: WrittenElement, at: Cursor, offset: int) -> list[Completion]:
    """Where the schema has no list: what the attribute says elsewhere in the document, the most frequent first.

    On elements of the same name; if it stands on none of them, on any.
    """
    if at.attribute in _OWN:
        return []
    begin = offset - len(at.typed.rpartition(" ")[2])
    counts: Counter[str] = Counter()
    for name in (re.escape(element.name), r"[^\s<>/]+"):
        written = re.compile(rf"<{name}\s[^<>]*?(?<=\s){re.escape(at.attribute)}\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
        for match in written.finditer(document.text):
            if not match.start() <= offset <= match.end():  # that is the one which is being written
                counts.update((match[1] or match[2] or "").split())
        if counts:
            break
    return [
        Completion("value", value, value, begin, offset, "used in this document", "", f"4{number:04}")
        for number, (value, _) in enumerate(counts.most_common(_MOST_USED))
    ]


def attribute_name(written: str) -> tuple[str, str]:
    """Namespace and local name of an attribute as written; of those with a prefix only `xml:` ones are known."""
    prefix, _, local = written.rpartition(":")
    return (XML_NS if prefix == "xml" else "", local)


def _identifiers(document: OpenDocument, at: Cursor, offset: int, entities: Entities) -> Iterator[Completion]:
    """Pointers into the document, and for names those into the authority if the document declares its prefix."""
    if at.attribute not in POINTERS and at.attribute not in _KEYS:
        return
    begin = offset - len(at.typed.rpartition(" ")[2])
    hash_ = "" if at.attribute == "key" else "#"
    for ident, element, _ in document.markup.identifiers():
        detail = called(document, element)
        yield Completion("identifier", hash_ + ident, hash_ + ident, begin, offset, detail, "", f"5{detail or ident}")
    if _DECLARED.search(document.text) and at.attribute in _KEYS:
        for ident, name in entities():
            value = f"authority:{ident}"
            yield Completion("identifier", value, value, begin, offset, name, "", f"6{name}")


def called(document: OpenDocument, element: WrittenElement) -> str:
    """What an element is called: its first words."""
    text = document.text[element.inside : min(element.end_begin or element.inside + 400, element.inside + 400)]
    return " ".join(_TAG.sub(" ", text).split())[:60]
