"""Word documents (WordprocessingML, ECMA-376): the text as Word prints it with all changes accepted.

Read from the XML itself: mammoth and python-docx lose what an edition needs (the numbers of lists, notes, page breaks,
deleted words, comments).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from puzanov_tei.errors import SourceError
from puzanov_tei.model import BlockKind, Page
from puzanov_tei.readers import word_lists, word_styles
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.flow import Flow
from puzanov_tei.readers.package import OLE, ZIP, Package, attribute, child, children, holds, local

_MAIN = "word/document.xml"
_TRANSPARENT = frozenset(
    "hyperlink smartTag sdt sdtContent ins moveTo fldSimple customXml bdo dir rubyBase oMath oMathPara".split()
)
_FORMULA = frozenset("r t e num den sub sup f sSub sSup sSubSup rad deg d nary".split())
_DELETED = frozenset({"del", "moveFrom"})
_SIGNS = {"noBreakHyphen": "-", "tab": "\t", "ptab": "\t", "cr": "\n", "softHyphen": ""}
_TYPES = b"[Content_Types].xml"
_PRIVATE = 0xE000


def recognises(file: File) -> bool:
    """Whether it is a ZIP archive with a Word document in it (or a damaged one), or an old one."""
    return file.data[:8] == OLE or holds(file.data, _MAIN, b"") or (file.data[:4] == ZIP and _TYPES in file.data[:4000])


def read(file: File) -> Page:
    """The document's body, with notes where their signs stand."""
    if file.data[:8] == OLE:
        raise SourceError(f"{file.name} is encrypted, or a .doc of before 2007: save it as .docx without a password.")
    package = Package(file.data, file.name)
    path = _main(package)
    root = package.xml(path)
    body = child(root, "body")
    if body is None:
        raise SourceError(f"{file.name} is a ZIP archive without a Word document ({path}).")
    document = _Document(package, posixpath.dirname(path))
    document.blocks(body)
    document.tell_what_was_changed()
    return document.flow.page("docx", file, Fields())


def _main(package: Package) -> str:
    """The path of the main part: Word and others may give it another name."""
    for relation in children(package.xml("_rels/.rels"), "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", _MAIN).lstrip("/")
    return _MAIN


class _Document:
    """Walks the body of a document and writes it into a flow."""

    def __init__(self, package: Package, folder: str) -> None:
        self.flow = Flow()
        self._styles = word_styles.read(package.xml(f"{folder}/styles.xml"))
        self._lists = word_lists.read(package.xml(f"{folder}/numbering.xml"))
        self._notes = {
            kind: {attribute(note, "id"): note for note in children(package.xml(f"{folder}/{kind}s.xml"), kind)}
            for kind in ("footnote", "endnote")
        }
        self._comments = {attribute(c, "id"): c for c in children(package.xml(f"{folder}/comments.xml"), "comment")}
        self._counts = {"footnote": 0, "endnote": 0}
        self._boxes: list[etree._Element] = []
        self._dropped = False
        self._inserted: dict[str, list[str]] = {}
        for name in package.names:
            part = package.xml(name) if name.startswith((f"{folder}/header", f"{folder}/footer")) else None
            words = "" if part is None else _words(part)
            if any(char.isalpha() for char in words):
                self.flow.remark("PZ663", f"A running head or foot is left out: {words}")

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs and tables among the children of `parent`, in order."""
        for element in parent:
            match local(element):
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case "AlternateContent":
                    self.blocks(_alternative(element))
                case "del" | "moveFrom":
                    self._deleted(element)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag":
                    self.blocks(element)

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = child(paragraph, "pPr")
        style = self._styles.get(attribute(child(properties, "pStyle"), "val"), word_styles.PLAIN)
        level = word_styles.heading_level(properties, style)
        number = self._lists.next(properties, style)
        kind = BlockKind.HEADING if level else BlockKind.ITEM if number is not None else BlockKind.PARAGRAPH
        if not self._dropped:
            self.flow.open(kind, level or (number.level if number is not None else 0))
        if word_styles.is_on(child(properties, "pageBreakBefore")):
            self.flow.page_break()
        if number is not None and number.label:
            self.flow.write(f"{number.label} ")
        self._inline(paragraph)
        self._dropped = attribute(child(properties, "framePr"), "dropCap") in ("drop", "margin")
        if not self._dropped:  # else the word goes on in the next paragraph
            self.flow.close()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)

    def _table(self, table: etree._Element) -> None:
        rows = [[c for c in _flat(row) if local(c) == "tc"] for row in _flat(table) if local(row) == "tr"]
        self.flow.table(rows, self.blocks, self._cell)

    def _cell(self, cell: etree._Element) -> None:
        merged = child(cell, "tcPr", "vMerge")
        if merged is not None and attribute(merged, "val", "continue") == "continue":
            return
        for index, paragraph in enumerate(_paragraphs(cell)):
            if index:
                self.flow.write(" ")
            properties = child(paragraph, "pPr")
            style = self._styles.get(attribute(child(properties, "pStyle"), "val"), word_styles.PLAIN)
            number = self._lists.next(properties, style)
            if number is not None and number.label:
                self.flow.write(f"{number.label} ")
            self._inline(paragraph)

    def _inline(self, parent: etree._Element) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element)
            elif name in _DELETED:
                self._deleted(element)
            elif name == "AlternateContent":
                self._inline(_alternative(element))
            elif name in _TRANSPARENT:
                if name in ("ins", "moveTo"):
                    self._inserted.setdefault(attribute(element, "author", "somebody"), []).append(_words(element))
                self._inline(element)
            elif name == "t" or name in _FORMULA:
                self.flow.write(_words(element))

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "rPr")
        if word_styles.is_on(child(properties, "vanish")):
            if words := _words(run):
                self.flow.remark("PZ662", f"Hidden words are left out: {words}")
            return
        style = self._styles.get(attribute(child(properties, "rStyle"), "val"), word_styles.PLAIN)
        with self.flow.looks(*word_styles.looks(properties, style)):
            for element in run:
                self._of_run(element)

    def _of_run(self, element: etree._Element) -> None:
        match local(element):
            case "t":
                self.flow.write(element.text or "")
            case "br" if attribute(element, "type") == "page":
                self.flow.page_break()
            case "br":
                self.flow.write("\n")
            case "lastRenderedPageBreak":
                self.flow.page_break(soft=True)
            case "footnoteReference" | "endnoteReference" as name:
                self._note(name.removesuffix("Reference"), element)
            case "commentReference":
                self._comment(attribute(element, "id"))
            case "sym":
                code = int(attribute(element, "char", "fffd") or "fffd", 16)
                self.flow.write(chr(code) if code < _PRIVATE else "\ufffd")
            case "drawing" | "pict" | "object":
                self._boxes += [box for box in element.iter() if local(box) == "txbxContent"]
                if any(local(each) in ("blip", "imagedata") for each in element.iter()):
                    shown = next((each for each in element.iter() if local(each) == "docPr"), None)
                    self.flow.picture(attribute(shown, "title"), attribute(shown, "descr"))
            case "AlternateContent":
                for inner in _alternative(element):
                    self._of_run(inner)
            case "ruby":
                self._inline(element)
            case name if name in _SIGNS:
                self.flow.write(_SIGNS[name])

    def _note(self, kind: str, reference: etree._Element) -> None:
        note = self._notes[kind].get(attribute(reference, "id"))
        if note is None or attribute(note, "type", "normal") != "normal":
            return
        self._counts[kind] += 1
        with self.flow.note(str(self._counts[kind]), "bottom" if kind == "footnote" else "end"):
            for paragraph in _paragraphs(note):
                self.flow.write(" ")
                self._inline(paragraph)

    def _comment(self, identifier: str) -> None:
        comment = self._comments.get(identifier)
        if comment is not None:
            words = " ".join(_words(paragraph) for paragraph in _paragraphs(comment))
            self.flow.remark("PZ660", f"A comment by {attribute(comment, 'author', 'somebody')} is left out: {words}")

    def _deleted(self, element: etree._Element) -> None:
        words = _words(element)
        if words.strip():
            who = attribute(element, "author", "somebody")
            self.flow.remark("PZ661", f"Words that {who} deleted are left out: {words}")

    def tell_what_was_changed(self) -> None:
        """Insertions stand in the text; who made them is said once for each."""
        for author, words in self._inserted.items():
            shown = " … ".join(w for w in words if w.strip())
            if shown:
                self.flow.remark("PZ661", f"Words that {author} inserted stand in the text: {shown}")


def _alternative(element: etree._Element) -> etree._Element:
    """What Word shows of alternatives: the first choice, else the fallback."""
    choice, fallback = child(element, "Choice"), child(element, "Fallback")
    chosen = choice if choice is not None else fallback
    return element if chosen is None else chosen


def _flat(element: etree._Element) -> Iterator[etree._Element]:
    """The children, those inside content controls and insertions included."""
    for each in element:
        if local(each) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _flat(each)
        else:
            yield each


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs inside a cell or note, those of tables in it included; text boxes are no part of it."""
    for each in element:
        if local(each) == "p":
            yield each
        elif local(each) not in ("txbxContent",):
            yield from _paragraphs(each)


def _words(element: etree._Element) -> str:
    """The words of an element, deleted ones too."""
    pieces: list[str] = []
    for each in element.iter():
        name = local(each)
        if name in ("t", "delText"):
            pieces.append(each.text or "")
        elif name in ("tab", "br", "p"):
            pieces.append(" ")
    return " ".join("".join(pieces).split()) if local(element) != "t" else "".join(pieces)
