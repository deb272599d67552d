"""OpenDocument texts (ODF 1.2, ISO/IEC 26300)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from puzanov_tei.errors import SourceError
from puzanov_tei.model import BlockKind, Page
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.flow import Flow
from puzanov_tei.readers.numerals import numeral
from puzanov_tei.readers.package import Package, attribute, child, children, holds, local

_MIME = b"application/vnd.oasis.opendocument.text"
_BLANKS = re.compile(r"[ \t\r\n]+")
_THROUGH = frozenset(
    "section index-body table-of-content illustration-index table-index alphabetical-index user-index bibliography "
    "object-index numbered-paragraph index-title table-header-rows table-rows table-row-group a".split()
)
_UNPRINTED = frozenset(
    "tracked-changes sequence-decls variable-decls user-field-decls dde-connection-decls forms note-citation "
    "annotation-end bookmark bookmark-start bookmark-end reference-mark-start change-start change-end "
    "table-of-content-source illustration-index-source table-index-source alphabetical-index-source "
    "user-index-source bibliography-source object-index-source math object-ole image".split()
)
_SHAPES = frozenset(
    "frame text-box custom-shape caption rect ellipse circle polygon regular-polygon polyline path line connector "
    "control g".split()
)
_DEPTH = 20  # of styles based on styles
_DIGITS = 7
_WEIGHT = re.compile(r"bold|[6-9]00")


def recognises(file: File) -> bool:
    """Whether the archive's first member says that it is an OpenDocument text."""
    return holds(file.data, "content.xml", _MIME)


def read(file: File) -> Page:
    """The document's body, with notes where their signs stand."""
    package = Package(file.data, file.name)
    if b"encryption-data" in (package.get("META-INF/manifest.xml") or b""):
        raise SourceError(f"{file.name} is encrypted: save it without a password.")
    root = package.xml("content.xml")
    body = child(root, "body", "text")
    if root is None or body is None:
        raise SourceError(f"{file.name} holds no OpenDocument text (content.xml).")
    document = _Document(package, [root] if (styles := package.xml("styles.xml")) is None else [styles, root], body)
    document.blocks(body)
    return document.flow.page("odt", file, Fields())


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered; a bullet has no kind."""

    kind: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1


class _Document:
    """Walks the body of a document and writes it into a flow."""

    def __init__(self, package: Package, parts: Sequence[etree._Element], body: etree._Element) -> None:
        self.flow = Flow()
        self._package = package
        self._styles: dict[str, etree._Element] = {}
        self._lists: dict[str, Mapping[int, _Level]] = {}
        for part in parts:
            for element in part.iter():
                if local(element) == "style":
                    self._styles[attribute(element, "name")] = element
                elif local(element) in ("list-style", "outline-style"):
                    self._lists[attribute(element, "name")] = _levels(element)
        self._deleted = _changes(child(body, "tracked-changes"), "deletion")
        self._counts: dict[str, dict[int, int]] = {}
        self._notes = {"footnote": 0, "endnote": 0}
        self._frames: list[etree._Element] = []

    def blocks(self, elements: Iterable[etree._Element]) -> None:
        """The paragraphs, lists and tables among elements (the children of one), in order."""
        for element in elements:
            match local(element):
                case "p" | "h":
                    self._paragraph(element)
                case "list":
                    self._list(element, "", 1)
                case "table":
                    self._table(element)
                case "soft-page-break":
                    self.flow.page_break(soft=True)
                case "change":
                    self._change(element)
                case "object":
                    self._object(element)
                case "image" if child(_frame(element), "object") is None:
                    self.flow.picture(
                        *(text for name in ("title", "desc") for text in child_text(_frame(element), name))
                    )
                case name if name in _THROUGH or name in _SHAPES:
                    self.blocks(element)

    def _object(self, element: etree._Element) -> None:
        """A formula that is kept as a document of its own."""
        root = self._package.xml(f"{attribute(element, 'href').removeprefix('./')}/content.xml")
        if root is not None and local(root) == "math":
            self.flow.open()
            noted = {word for each in root.iter() if local(each) == "annotation" for word in each.itertext()}
            self.flow.write(" ".join(text for text in map(str.strip, root.itertext()) if text and text not in noted))
            self.flow.close()

    def _paragraph(self, element: etree._Element, level: int = 0, label: str = "") -> None:
        style = attribute(element, "style-name")
        outline = attribute(element, "outline-level", "1") if local(element) == "h" else ""
        if outline:
            self.flow.open(BlockKind.HEADING, _number(outline, 1))
        else:
            self.flow.open(BlockKind.ITEM if level else BlockKind.PARAGRAPH, level)
        if self._property(style, "paragraph", "break-before") == "page":
            self.flow.page_break()
        if label:
            self.flow.write(f"{label} ")
        self._inline(element)
        self.flow.close()
        self._framed()

    def _framed(self) -> None:
        """What stands in frames that were met within the words."""
        frames, self._frames = self._frames, []
        for frame in frames:
            self.blocks(frame)

    def _list(self, element: etree._Element, inherited: str, depth: int) -> None:
        name = attribute(element, "style-name") or inherited
        level = self._lists.get(name, {}).get(depth, _Level())
        counts = self._counts.setdefault(name, defaultdict(int))
        if attribute(element, "continue-numbering") != "true" and not attribute(element, "continue-list"):
            counts[depth] = level.start - 1
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            label = ""
            if local(item) == "list-item" and any(local(each) != "list" for each in item):
                counts[depth] = _number(attribute(item, "start-value"), counts[depth] + 1)
                label = self._label(name, depth)
            for each in item:
                if local(each) == "list":
                    self._list(each, name, depth + 1)
                elif local(each) in ("p", "h"):
                    self._paragraph(each, depth, label)
                    label = ""
                else:
                    self.blocks([each])

    def _label(self, name: str, depth: int) -> str:
        """The number of the item that is reached, as printed."""
        levels = self._lists.get(name, {})
        level = levels.get(depth, _Level())
        if not level.kind:
            return ""
        shown = range(max(1, depth - level.shown + 1), depth + 1)
        numbers = [numeral(self._counts[name][d], levels.get(d, level).kind or "1") for d in shown]
        return f"{level.before}{'.'.join(numbers)}{level.after}"

    def _table(self, table: etree._Element) -> None:
        rows = [[cell for cell in row if local(cell) in ("table-cell", "covered-table-cell")] for row in _rows(table)]
        self.flow.table(rows, self.blocks, self._cell)
        self._framed()

    def _cell(self, cell: etree._Element) -> None:
        for place, paragraph in enumerate(_paragraphs(cell)):
            self.flow.write(" " if place else "")
            self._inline(paragraph)

    def _inline(self, element: etree._Element) -> None:
        self.flow.write(_BLANKS.sub(" ", element.text or ""))
        for each in element:
            self._of_paragraph(each)
            self.flow.write(_BLANKS.sub(" ", each.tail or ""))

    def _of_paragraph(self, element: etree._Element) -> None:
        match local(element):
            case "s":
                self.flow.write(" " * min(_number(attribute(element, "c"), 1), 100))
            case "tab":
                self.flow.write("\t")
            case "line-break":
                self.flow.write("\n")
            case "soft-page-break":
                self.flow.page_break(soft=True)
            case "span":
                with self.flow.looks(*self._looks(attribute(element, "style-name"))):
                    self._inline(element)
            case "note":
                self._note(element)
            case "annotation":
                words = " ".join("".join(p.itertext()) for p in children(element, "p"))
                who = "".join(child_text(element, "creator")) or "somebody"
                self.flow.remark("PZ660", f"A comment by {who} is left out: {words}")
            case "change":
                self._change(element)
            case name if name in _SHAPES:
                self._frames.append(element)
            case "hidden-text" | "hidden-paragraph":
                if words := "".join(element.itertext()):
                    self.flow.remark("PZ662", f"Hidden words are left out: {words}")
            case name if name not in _UNPRINTED:
                self._inline(element)

    def _note(self, note: etree._Element) -> None:
        kind = attribute(note, "note-class", "footnote")
        self._notes[kind] = self._notes.get(kind, 0) + 1
        number = "".join(child_text(note, "note-citation")).strip() or str(self._notes[kind])
        with self.flow.note(number, "end" if kind == "endnote" else "bottom"):
            for paragraph in _paragraphs(child(note, "note-body")):
                self.flow.write(" ")
                self._inline(paragraph)

    def _change(self, element: etree._Element) -> None:
        who, words = self._deleted.get(attribute(element, "change-id"), ("", ""))
        if words:
            self.flow.remark("PZ661", f"Words that {who or 'somebody'} deleted are left out: {words}")

    def _property(self, style: str, family: str, name: str) -> str:
        """The value of a property of a style, or of the one it is based on."""
        for _ in range(_DEPTH):
            element = self._styles.get(style)
            if element is None:
                return ""
            if value := attribute(child(element, f"{family}-properties"), name):
                return value
            style = attribute(element, "parent-style-name")
        return ""

    def _looks(self, style: str) -> list[str]:
        """How the words of a style look, as values of TEI's `@rend`."""
        looks = ["bold"] if _WEIGHT.match(self._property(style, "text", "font-weight")) else []
        if self._property(style, "text", "font-style") in ("italic", "oblique"):
            looks.append("italic")
        for name, rend in (("text-underline-style", "underline"), ("text-line-through-style", "strikethrough")):
            if self._property(style, "text", name) not in ("", "none"):
                looks.append(rend)
        position = self._property(style, "text", "text-position")
        if position and not position.startswith("0"):
            looks.append("subscript" if position.startswith(("sub", "-")) else "superscript")
        return looks


def _frame(element: etree._Element) -> etree._Element:
    """The frame round a picture, which says what it shows."""
    parent = element.getparent()
    return element if parent is None else parent


def child_text(element: etree._Element, name: str) -> list[str]:
    """The strings in the first child of that name."""
    inner = child(element, name)
    return [] if inner is None else [str(text) for text in inner.itertext()]


def _levels(element: etree._Element) -> Mapping[int, _Level]:
    levels: dict[int, _Level] = {}
    for each in element:
        depth = _number(attribute(each, "level"), 0)
        if depth:
            levels[depth] = _Level(
                attribute(each, "num-format") if local(each) != "list-level-style-bullet" else "",
                attribute(each, "num-prefix"),
                attribute(each, "num-suffix"),
                _number(attribute(each, "start-value"), 1),
                _number(attribute(each, "display-levels"), 1),
            )
    return levels


def _number(written: str, default: int) -> int:
    """A number as written; `default` if it is none that a document could mean."""
    return int(written) if written.isdecimal() and len(written) < _DIGITS else default


def _changes(tracked: etree._Element | None, kind: str) -> dict[str, tuple[str, str]]:
    """Who deleted or inserted what, by the change's identifier."""
    changes: dict[str, tuple[str, str]] = {}
    for region in children(tracked, "changed-region"):
        change = child(region, kind)
        if change is not None:
            info = child(change, "change-info")
            who = "" if info is None else "".join(child_text(info, "creator"))
            words = " ".join("".join(p.itertext()) for p in _paragraphs(change))
            changes[attribute(region, "id")] = (who, words)
    return changes


def _rows(table: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for each in table:
        if local(each) == "table-row":
            rows.append(each)
        elif local(each) in _THROUGH:
            rows += _rows(each)
    return rows


def _paragraphs(element: etree._Element | None) -> list[etree._Element]:
    """The paragraphs and headings inside an element, those of lists and tables in it included."""
    if element is None:
        return []
    paragraphs: list[etree._Element] = []
    for each in element:
        paragraphs += [each] if local(each) in ("p", "h") else _paragraphs(each)
    return paragraphs
