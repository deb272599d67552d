"""The reading as Markdown: the walk of the reading view, with marks for headings, lists, tables, notes and emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from puzanov_tei.exporters.text.actions import NUMBERED, actions
from puzanov_tei.exporters.text.table import BLOCK, DIVISIONS, SPACE, ElementTable, has_words
from puzanov_tei.exporters.text.views import characters, texts
from puzanov_tei.exporters.text.walk import Action, Element, Walk
from puzanov_tei.tei.frames import frames
from puzanov_tei.tei.read import T, local_name, pointers

# A line of verse or of a cast list ends in a hard break.
_SEPARATORS = ("", " ", " ", "\\\n", "\n\n")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST_LIKE = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)|^(=+|-+)$")
_STRONG = ("bold", "strong")
_ITALIC = ("ital", "emph", "em")
_WEB = ("http://", "https://", "mailto:")


class Marked:
    """A document on its way to Markdown: its walk and its numbered notes."""

    def __init__(self, root: Element, table: ElementTable, notes: str = "end") -> None:
        """`notes`: end (as footnotes), inline (in brackets) or drop."""
        self._root = root
        self._table = table
        self._notes_go = notes
        self._frames = frames(root)
        self._undone = frozenset(p for e in root.iter(f"{T}undo") for p in pointers(e.get("target")))
        self.labels = characters(root)
        self.notes: list[Element] = []

    def text(self) -> str:
        """The whole document; its notes stand at the end."""
        parts = [self.of(text) for text in texts(self._root)]
        for number, element in enumerate(self.notes, 1):  # grows while it is read: a note may hold notes
            parts.append(_indented(f"[^{number}]: ", self.of(element), 4))
        return "\n\n".join(part for part in parts if part)

    def of(self, element: Element) -> str:
        """The content of an element as blocks."""
        walk = _MarkdownWalk(self, self._table, self._frames, self._notes_go, self._undone)
        walk.inline(element)
        return walk.finish()[0].strip("\n")


class _MarkdownWalk(Walk):
    """A walk whose text is escaped, and whose marks are not."""

    __slots__ = ("_document",)

    def __init__(self, document: Marked, table: ElementTable, framed: Any, notes: str, undone: frozenset[str]) -> None:
        super().__init__(_actions(table), table, _SEPARATORS, framed, False, notes, document.labels, undone, False)
        self._document = document

    def emit(self, text: str) -> None:
        """Text with Markdown's signs as plain characters."""
        escaped = _SPECIAL.sub(r"\\\1", text)
        if self.at_start:
            stripped = escaped.lstrip(" \t\r\n")
            white = escaped[: len(escaped) - len(stripped)]
            escaped = white + _LIST_LIKE.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", stripped)
        super().emit(escaped)

    def sign(self, text: str) -> None:
        """Markdown as it is."""
        super().emit(text)

    def chunk(self, text: str) -> None:
        """A block of Markdown as it is, its lines too."""
        if text:
            self.rise(BLOCK)
            self._raw = True
            super().emit(text)
            self._raw = False
            self.rise(BLOCK)

    def note(self, element: Element) -> None:
        """A footnote: its sign here, its text at the end."""
        self.close_up()
        if self._notes_go == "end":
            self._document.notes.append(element)
            self.sign(f"[^{len(self._document.notes)}]")
        elif self._notes_go == "inline":
            self.bracketed(element)

    def inner(self, element: Element) -> str:
        """The content of an element as Markdown of its own."""
        return self._document.of(element)

    def enclosed(self, element: Element, before: str, after: str) -> None:
        """The element between signs; blanks at its ends stand outside, where Markdown wants them."""
        inner = self.inner(element)
        if not inner or "\n\n" in inner:
            self.inline(element)
            return
        if (element.text or "")[:1].isspace():
            self.rise(SPACE)
        self.sign(f"{before}{inner}{after}")
        last = element[-1].tail if len(element) else element.text
        if (last or "")[-1:].isspace():
            self.rise(SPACE)


def _highlighted(walk: Walk, element: Element) -> None:
    assert isinstance(walk, _MarkdownWalk)
    manner = f"{element.get('rend', '')} {element.get('rendition', '')} {element.get('style', '')}".lower()
    if any(sign in manner for sign in _STRONG):
        walk.enclosed(element, "**", "**")
    elif element.tag == f"{T}emph" or any(sign in manner for sign in _ITALIC):
        walk.enclosed(element, "*", "*")
    elif "sup" in manner:
        walk.enclosed(element, "<sup>", "</sup>")
    else:
        walk.inline(element)


def _link(walk: Walk, element: Element) -> None:
    assert isinstance(walk, _MarkdownWalk)
    target = element.get("target", "")
    if target.startswith(_WEB) and not set(target) & set(" <>()"):
        walk.enclosed(element, "[", f"]({target})")
    else:
        walk.inline(element)


def _heading(walk: Walk, element: Element) -> None:
    assert isinstance(walk, _MarkdownWalk)
    parent = element.getparent()
    inner = " ".join(walk.inner(element).replace("\\\n", " ").split())
    if parent is not None and local_name(parent) in ("list", "table", "figure", "listBibl", "lg", "castList"):
        walk.chunk(inner)
        return
    depth = sum(1 for _ in element.iterancestors(*DIVISIONS))
    walk.chunk(f"{'#' * min(max(depth, 1), 6)} {inner}" if inner else "")


def _list(walk: Walk, element: Element) -> None:
    assert isinstance(walk, _MarkdownWalk)
    manner = {element.get("type"), element.get("rend")}
    if "inline" in manner:
        walk.flat(element)
    elif has_words(element):
        walk.block(element)  # text outside its items, which no list of Markdown can hold
    else:
        walk.chunk("\n".join(_items(walk, element, not manner.isdisjoint(NUMBERED))))


def _items(walk: _MarkdownWalk, element: Element, is_numbered: bool) -> Iterator[str]:
    number, label = 0, ""
    for child in element.iterchildren(etree.Element):
        name = local_name(child)
        if name == "label":
            label = walk.inner(child)
        elif name == "item":
            said = child.get("n", "")
            number = int(said) if said.isdecimal() and not number else number + 1
            marker = f"{number}. " if is_numbered else "- "
            content = " ".join(part for part in (label, walk.inner(child)) if part)
            label = ""
            yield _indented(marker, content, len(marker))
        elif inner := walk.inner(child):
            yield f"{inner}\n" if name == "head" else _indented("- ", inner, 2)
    if label:
        yield f"- {label}"


def _table(walk: Walk, element: Element) -> None:
    assert isinstance(walk, _MarkdownWalk)
    if has_words(element):
        walk.block(element)
        return
    for child in element.iterchildren(f"{T}head", f"{T}note"):
        walk.visit(child)
    rows = [list(_cells(walk, row)) for row in element.iterchildren(f"{T}row")]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    if lines:
        walk.chunk("\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]))
    for child in element.iterchildren(etree.Element):
        if local_name(child) not in ("head", "note", "row"):
            walk.visit(child)


def _cells(walk: _MarkdownWalk, row: Element) -> Iterator[str]:
    for cell in row.iterchildren(etree.Element):
        yield re.sub(r"\s*(?:\\?\n)+\s*", "<br>", walk.inner(cell))
        spanned = cell.get("cols", "1")
        yield from [""] * (int(spanned) - 1 if spanned.isdecimal() else 0)


def _code(walk: Walk, element: Element) -> None:
    """Code as it stands: a fenced block, or between backticks."""
    assert isinstance(walk, _MarkdownWalk)
    words = "".join(element.itertext())
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    if local_name(element) == "code" and "\n" not in words:
        fence = "`" * (longest + 1)
        padding = " " if longest else ""
        walk.sign(f"{fence}{padding}{words}{padding}{fence}")
    else:
        fence = "`" * max(3, longest + 1)
        walk.chunk(f"{fence}\n{words.strip(chr(10))}\n{fence}")


def _indented(marker: str, text: str, width: int) -> str:
    """A marker and blocks below one another: what follows the first line is indented."""
    lines = text.split("\n")
    return "\n".join([marker + lines[0], *(" " * width + line if line else "" for line in lines[1:])])


@lru_cache(maxsize=8)
def _actions(table: ElementTable) -> Mapping[Any, Action]:
    own: dict[Any, Action] = {
        **dict.fromkeys((f"{T}hi", f"{T}emph"), _highlighted),
        **dict.fromkeys((f"{T}eg", "{http://www.tei-c.org/ns/Examples}egXML", f"{T}code"), _code),
        f"{T}ref": _link,
        f"{T}head": _heading,
        f"{T}list": _list,
        f"{T}table": _table,
    }
    return {**actions(table, "reading"), **own}
