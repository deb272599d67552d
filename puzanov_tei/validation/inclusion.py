"""XInclude 1.0 over bytes: a document with what it includes in its place, and the way back to lines of the files.

The text of each file is cut and put together, never parsed and written again, so that every line and column of the
whole is one of a file. Only files of the project are included, within bounds; what cannot be is a finding, and the
`fallback` stands in its place if there is one.
"""

from __future__ import annotations

import bisect
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from puzanov_tei.base.fence import CONFIGURATION, Fence, around
from puzanov_tei.base.names import XML_NS
from puzanov_tei.base.scan import MAX_BYTES
from puzanov_tei.base.xml_text import escape, quoted
from puzanov_tei.findings import Edit, Finding, Location, Severity
from puzanov_tei.validation.elements import ElementExtent, TextWithElements, text_of, text_with_elements

CODES = {
    "PZ015": (
        "Something that is to be included is not there",
        "xi:include puts a part of the document into another file. The part is missing, broken, outside the project's "
        "folder, includes itself or is named in a way that is not supported; what it holds was not checked.",
    ),
}
MAX_DEPTH = 20
MAX_INCLUDED = 5000

_XI = "http://www.w3.org/2001/XInclude"
_INCLUDE, _FALLBACK = f"{_XI} include", f"{_XI} fallback"
_XMLNS = re.compile(r"""\sxmlns(?::([\w.\-]+))?\s*=""")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of the whole from `begin` on, which stands in a file from a line and column on."""

    begin: int
    file: str
    line: int
    column: int


@dataclass(slots=True)
class Whole:
    """A document with what it includes in its place.

    Attributes:
        data: its bytes, in UTF-8.
        findings: what could not be included.
        files: the files that were asked for, there or not.
        left_out: addresses of what could not be included.
        name: the name of the document, in findings that are not placed yet.
    """

    data: bytes
    findings: list[Finding] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)
    left_out: tuple[str, ...] = ()
    name: str = ""
    _text: str = ""
    _pieces: list[_Piece] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    def placed(self, finding: Finding) -> Finding:
        """The finding with the file, line and column that its place comes from."""
        place = finding.location
        if not self._pieces or not place.line or place.file != self.name:
            return finding
        piece, line, column = self._origin(place.line, place.column)
        edits = tuple(self._edit(edit) for edit in finding.replacement)
        return replace(finding, location=Location(piece.file, line, column), replacement=edits)

    def file_at(self, line: int, column: int) -> str:
        """The file that a place of the whole comes from; empty if nothing is included."""
        return self._origin(line, column)[0].file if self._pieces else ""

    def _edit(self, edit: Edit) -> Edit:
        _, line, column = self._origin(edit.line, edit.column)
        _, end_line, end_column = self._origin(edit.end_line, edit.end_column)
        return Edit(line, column, end_line, end_column, edit.text)

    def _origin(self, line: int, column: int) -> tuple[_Piece, int, int]:
        offset = self._lines[min(line, len(self._lines)) - 1] + max(column, 1) - 1
        piece = self._pieces[max(0, bisect.bisect_right(self._pieces, offset, key=lambda p: p.begin) - 1)]
        between = self._text[piece.begin : offset]
        breaks = between.count("\n")
        if not breaks:
            return piece, piece.line, piece.column + len(between)
        return piece, piece.line + breaks, len(between) - between.rfind("\n")


def included(data: bytes, name: str, folder: Path | None) -> Whole:
    """A well-formed document with its inclusions, files of its project, in their place; itself if it has none.

    Args:
        name: the document's name, for findings and places.
        folder: where it is; None (standard input): nothing is included.
    """
    if _XI.encode() not in data:
        return Whole(data)
    path = Path(name) if folder is not None else None
    maker = _Maker(around([path]) if path else Fence())
    try:
        pieces = list(maker.document(text_of(data), name, path, ((str(path), ""),)))
    except (expat.ExpatError, UnicodeDecodeError, LookupError):
        return Whole(data)
    if not maker.met:
        return Whole(data)
    parts: list[str] = []
    starts: list[_Piece] = []
    offset = 0
    for text, file, line, column in pieces:
        if text:
            starts.append(_Piece(offset, file, line, column))
            parts.append(text)
            offset += len(text)
    whole = "".join(parts)
    lines = [0, *(match.end() for match in re.finditer("\n", whole))]
    return Whole(whole.encode(), maker.findings, maker.files, tuple(maker.left_out), name, whole, starts, lines)


_Cut = tuple[str, str, int, int]
"""A stretch of text with the file, line and column that it comes from."""


class _RefusedError(Exception):
    """Something cannot be included; the message says why, the remedy what to do."""

    def __init__(self, why: str, remedy: str = "Correct @href or @xpointer, or give a xi:fallback.") -> None:
        super().__init__(why)
        self.remedy = remedy


class _Maker:
    """Puts a document together; what it meets is noted."""

    def __init__(self, fence: Fence) -> None:
        self.findings: list[Finding] = []
        self.files: set[Path] = set()
        self.left_out: list[str] = []
        self.met = 0
        self._fence = fence
        self._size = 0

    def document(self, text: str, file: str, path: Path | None, above: tuple[tuple[str, str], ...]) -> Iterator[_Cut]:
        """The pieces of a whole file."""
        source = TextWithElements(text)
        yield from self._stretch(source, 0, len(text), file, path, above)

    def _stretch(
        self,
        source: TextWithElements,
        begin: int,
        end: int,
        file: str,
        path: Path | None,
        above: tuple[tuple[str, str], ...],
    ) -> Iterator[_Cut]:
        """The pieces of a stretch of a file, with inclusions in the place of the elements that ask for them."""
        offset = begin
        for element in source.elements:
            if element.name != _INCLUDE or not offset <= element.begin or element.end > end:
                continue
            yield source.text[offset : element.begin], file, *source.place(offset)
            yield from self._inclusion(source, element, file, path, above)
            offset = element.end
        yield source.text[offset:end], file, *source.place(offset)

    def _inclusion(
        self,
        source: TextWithElements,
        element: ElementExtent,
        file: str,
        path: Path | None,
        above: tuple[tuple[str, str], ...],
    ) -> Iterator[_Cut]:
        self.met += 1
        line, column = source.place(element.begin)
        findings, files = len(self.findings), set(self.files)
        try:
            yield from list(self._target(source, element, file, path, above))
            return
        except _RefusedError as error:
            why, remedy = str(error), error.remedy
        del self.findings[findings:]
        self.left_out.append(element.attributes.get("href", "") or element.attributes.get("xpointer", ""))
        self.files |= files
        inside = (e for e in source.elements if element.begin < e.begin < element.end)
        fallback = next((e for e in inside if e.name == _FALLBACK), None)
        if fallback is not None:
            yield from self._stretch(source, fallback.inner, fallback.close, file, path, above)
            return
        self.findings.append(Finding("PZ015", Severity.ERROR, why, remedy, Location(file, line, column)))

    def _target(
        self,
        source: TextWithElements,
        element: ElementExtent,
        file: str,
        path: Path | None,
        above: tuple[tuple[str, str], ...],
    ) -> Iterator[_Cut]:
        href, pointer = element.attributes.get("href", ""), element.attributes.get("xpointer", "")
        if "#" in href:
            raise _RefusedError(f"{href} cannot be included: a fragment belongs into @xpointer.")
        if path is None:
            raise _RefusedError(f"{href} is not included: standard input has no folder.")
        if re.match(r"[A-Za-z][\w+.-]*:", href):
            raise _RefusedError(f"{href} is not included: it is no file of the project.")
        target = Path(os.path.normpath(path.parent / unquote(href))) if href else path
        key = (str(target), pointer)
        if key in above or len(above) >= MAX_DEPTH:
            raise _RefusedError(f"{href or pointer} is not included: it would include itself.")
        self.files.add(target)
        text = source.text if target == path else self._read(target, href, element.attributes.get("encoding", ""))
        if element.attributes.get("parse", "xml") == "text":
            yield escape(text), str(target), 1, 1
            return
        try:
            there = source if target == path else text_with_elements(text)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise _RefusedError(f"{href} is not included: {reason} in line {error.lineno}.") from error
        chosen = _pointed(there, pointer, href)
        yield from self._copied(there, chosen, str(target), target, (*above, key))

    def _copied(
        self,
        source: TextWithElements,
        element: ElementExtent,
        file: str,
        path: Path,
        above: tuple[tuple[str, str], ...],
    ) -> Iterator[_Cut]:
        """An element of another file, with the prefixes declared that it uses; itself an inclusion: what that gives."""
        if element.name == _INCLUDE:
            yield from self._inclusion(source, element, file, path, above)
            return
        name_end = re.compile(r"[^\s/>]+").match(source.text, element.begin + 1)
        split = name_end.end() if name_end else element.inner
        own = set(_XMLNS.findall(source.text[element.begin : element.inner]))
        missing = {"": "", **element.namespaces}
        added = "".join(
            f" xmlns{':' if prefix else ''}{prefix}={quoted(uri)}"
            for prefix, uri in missing.items()
            if prefix not in own and prefix != "xml"
        )
        yield source.text[element.begin : split], file, *source.place(element.begin)
        yield added, file, *source.place(element.begin)
        yield from self._stretch(source, split, element.end, file, path, above)

    def _read(self, target: Path, href: str, encoding: str) -> str:
        if not self._fence.allows(target):
            raise _RefusedError(
                f"{href} is not included: it is outside the project's folder.",
                f"If both belong to one project, put a file {CONFIGURATION} (it may be empty) into the folder of both.",
            )
        try:
            self._size += target.stat().st_size
            if self._size > MAX_BYTES or self.met > MAX_INCLUDED:
                raise _RefusedError(f"{href} is not included: the document would become too large.")
            data = target.read_bytes()
            return data.decode(encoding) if encoding else text_of(data)
        except OSError as error:
            raise _RefusedError(f"{href} is not included: {(error.strerror or str(error)).lower()}.") from error
        except (UnicodeDecodeError, LookupError) as error:
            raise _RefusedError(f"{href} is not included: its encoding is not what it says.") from error


_POINTER = re.compile(r"element\(([^()/]*)((?:/\d+)*)\)|xpointer\(\s*id\(\s*['\"]([^'\"]+)['\"]\s*\)\s*\)|([\w.\-:]+)")


def _pointed(source: TextWithElements, pointer: str, href: str) -> ElementExtent:
    """The element that an XPointer names: none (the root), an identifier, `element()`, or `xpointer(id())`."""
    if not pointer:
        return source.elements[0]
    match = _POINTER.fullmatch(pointer.strip())
    if match is None:
        raise _RefusedError(f'xpointer="{pointer}" is not supported: name an identifier, or element(/1/2).')
    xml_id = match[1] or match[3] or match[4] or ""
    way: tuple[int, ...] = ()
    if xml_id:
        elements = [e for e in source.elements if e.attributes.get(f"{XML_NS} id") == xml_id]
        if not elements:
            raise _RefusedError(f'{href or "the file"} has nothing called "{xml_id}" to include.')
        way = elements[0].way
    way += tuple(int(step) for step in (match[2] or "").split("/") if step)
    chosen = next((e for e in source.elements if e.way == way), None)
    if chosen is None:
        raise _RefusedError(f"{href or 'the file'} has no element at {pointer} to include.")
    return chosen
