"""PDF with a text layer: lines as they stand on the paper, put together to paragraphs by the room between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from puzanov_tei.base import extras
from puzanov_tei.errors import SourceError
from puzanov_tei.model import BlockKind, Page
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.flow import Flow

_HYPHENS = "\x02\ufffe\u00ad"  # a word goes on in the next line
_MARGIN = 0.09  # share of the page's height in which running heads and feet stand
_LONGEST_HEAD = 100
_APART = 1.5  # size of the letters times this
_ITEM = re.compile(r"[•▪◦‣–—-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s")
_NUMBER = re.compile(r"\d+")
_FOLIO = re.compile(r"[-–—\s]*(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?[-–—\s]*", re.IGNORECASE)
_BROWSER = re.compile(r"(?:https?|file)://\S+\s+\d{1,4}/\d{1,4}|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?\b.*")
_EM = 0.87  # share of the height of a line's box that the size of its font is
_COLUMN = 1.8  # room between two words, in their size, that makes columns
_MOST_PAGES = 5000
_LIFT = 0.12
_RAISED = 0.88  # a sign smaller than this beside its line, and higher, is raised


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: runs of words (raised or not), and where it stands (points, from the lower left)."""

    runs: tuple[tuple[str, bool], ...]
    left: float
    right: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.runs)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page: its lines in reading order, its height, and how many of its signs no font gives a letter."""

    lines: tuple[_Line, ...]
    height: float
    unknown: int


def recognises(file: File) -> bool:
    """Whether the file begins as PDF does."""
    return b"%PDF-" in file.data[:1024]


def read(file: File) -> Page:
    """The text layer, page by page.

    Raises:
        SourceError: encrypted, damaged, without any text or any letter, or the library that reads PDF is not installed.
    """
    leaves = list(_leaves(file))
    if not any(leaf.lines for leaf in leaves) and any(leaf.unknown for leaf in leaves):
        raise SourceError(f"{file.name} does not say which letters its signs are. Save it anew, or recognise its text.")
    if not any(leaf.lines for leaf in leaves):
        raise SourceError(
            f"{file.name} is a scan: its {len(leaves)} pages hold images and no text. Recognise it first."
        )
    flow = Flow()
    leaves, heads = _without_heads(leaves)
    for head in heads:
        flow.remark("PZ663", f"A running head or foot is left out: {head}")
    writing = _Writing(flow)
    for number, leaf in enumerate(leaves, start=1):
        if number > 1:
            flow.page_break()
        if not leaf.lines:
            flow.remark("PZ664", f"Page {number} of the file has no text.")
        if leaf.unknown:
            said = f"On page {number} of the file {leaf.unknown} signs have no letter: what stands for them is a guess."
            flow.remark("PZ667", said)
        writing.leaf(leaf.lines)
    return flow.page("pdf", file, Fields())


def _leaves(file: File) -> Iterator[_Leaf]:
    try:
        import pypdfium2
        from pypdfium2 import raw
    except ImportError as error:
        raise SourceError(f"{file.name} is a PDF; reading it {extras.needs('documents')}") from error
    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        reason = "is encrypted: save it without a password" if "assword" in str(error) else "is damaged, or no PDF"
        raise SourceError(f"{file.name} {reason}.") from error
    try:
        if len(document) > _MOST_PAGES:
            raise SourceError(f"{file.name} has {len(document)} pages; at most {_MOST_PAGES} are read.")
        for index in range(len(document)):
            try:
                page = document[index]
                text = page.get_textpage()
                yield _Leaf(tuple(_whole(_lines(text, raw))), page.get_height(), _unknown(text, raw))
            except pypdfium2.PdfiumError as error:
                raise SourceError(f"{file.name} is damaged: page {index + 1} cannot be read.") from error
    finally:
        document.close()


def _unknown(text: Any, raw: Any) -> int:
    """How many signs of a page are printed in a font that does not say which letters they are."""
    indices = range(text.count_chars())
    return sum(raw.FPDFText_HasUnicodeMapError(text, index) == 1 for index in indices)


def _lines(text: Any, raw: Any) -> Iterator[_Line]:
    """The lines of a page; what is printed twice at one place (shadows) comes as the library gives it."""
    signs: list[tuple[str, float, float, float, float]] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        char = chr(code) if code else ""
        if char in ("\r", "\n"):
            if char == "\n" and signs:
                yield from _line(signs)
                signs = []
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        signs.append((char, left, right, bottom, (top - bottom) * _EM))
        if char in _HYPHENS:  # the library goes on without a line end
            yield from _line(signs)
            signs = []
    if signs:
        yield from _line(signs)


def _whole(pieces: Iterable[_Line]) -> Iterator[_Line]:
    """Lines whose pieces the library gives one by one (behind a raised sign) put together."""
    last: _Line | None = None
    for line in pieces:
        if (
            last is not None
            and abs(line.bottom - last.bottom) < last.size / 2
            and line.left > last.right - last.size / 3
        ):
            gap = "\t" if line.left - last.right > last.size * _COLUMN else ""
            raised = line.size < last.size * _RAISED and line.bottom > last.bottom + last.size * _LIFT
            own = tuple((words, raised or high) for words, high in line.runs)
            runs = (*last.runs, (gap, False), *own) if gap else (*last.runs, *own)
            last = replace(last, runs=runs, right=line.right)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _line(signs: Sequence[tuple[str, float, float, float, float]]) -> Iterator[_Line]:
    from statistics import median

    inked = [sign for sign in signs if sign[0].strip()]
    if not inked:
        return
    size = max((sign[4] for sign in inked), default=0.0)
    large = [sign for sign in inked if sign[4] >= size * _RAISED] or inked
    ground = median(sign[3] for sign in large)
    runs: list[tuple[str, bool]] = []
    before = inked[0][1]
    for char, left, right, bottom, own in signs:
        if char.strip() and left - before > size * _COLUMN:
            runs[-1] = (runs[-1][0].rstrip(" "), runs[-1][1])
            runs.append(("\t", False))
        before = right if char.strip() else before
        raised = own < size * _RAISED and bottom > ground + size * _LIFT and bool(char.strip())
        if runs and (runs[-1][1] == raised or not char.strip()):
            runs[-1] = (runs[-1][0] + char, runs[-1][1])
        else:
            runs.append((char, raised))
    yield _Line(tuple(runs), min(s[1] for s in inked), max(s[2] for s in inked), ground, median(s[4] for s in large))


def _without_heads(leaves: Sequence[_Leaf]) -> tuple[list[_Leaf], list[str]]:
    """The pages without their running heads and feet, and what these say.

    A page number and what a browser prints at the edge are known by their form; others come again at the same place.
    """
    heads: dict[str, None] = {}
    bare = [
        replace(leaf, lines=tuple(line for line in leaf.lines if not _is_furniture(line, leaf, heads)))
        for leaf in leaves
    ]
    counts = Counter(_place(line) for leaf in bare for line in _edges(leaf))
    again = {place for place, count in counts.items() if count > max(1, len(leaves) // 3)}
    cut: list[_Leaf] = []
    for leaf in bare:
        gone = [line for line in _edges(leaf) if _place(line) in again]
        heads.update(dict.fromkeys(_NUMBER.sub("#", line.text.strip()) for line in gone))
        cut.append(replace(leaf, lines=tuple(line for line in leaf.lines if line not in gone)))
    return cut, list(heads)


def _edges(leaf: _Leaf) -> list[_Line]:
    """The first and the last line of a page, if they are short and near its edge."""
    edges = (*leaf.lines[:1], *leaf.lines[1:][-1:])
    short = (line for line in edges if _in_margin(line, leaf) and len(line.text) < _LONGEST_HEAD)
    return [line for line in short if not line.text.strip()[:1].islower() and _stands_apart(line, leaf)]


def _stands_apart(line: _Line, leaf: _Leaf) -> bool:
    """Whether more room is round a line than between the lines of a paragraph."""
    nearest = min((abs(line.bottom - other.bottom) for other in leaf.lines if other is not line), default=leaf.height)
    return nearest > line.size * _APART


def _place(line: _Line) -> tuple[str, int]:
    return _NUMBER.sub("#", line.text.strip()), round(line.bottom / 6)


def _in_margin(line: _Line, leaf: _Leaf) -> bool:
    return line.bottom < leaf.height * _MARGIN or line.bottom > leaf.height * (1 - _MARGIN)


def _is_furniture(line: _Line, leaf: _Leaf, heads: dict[str, None]) -> bool:
    """Whether a line is a page number or what a browser prints; the words of the latter are noted in `heads`."""
    text = line.text.replace("\t", " ").strip()
    if not _in_margin(line, leaf) or not (_FOLIO.fullmatch(text) or _BROWSER.fullmatch(text)):
        return False
    if any(char.isalpha() for char in text):
        heads.setdefault(_NUMBER.sub("#", text))
    return True


class _Writing:
    """Puts lines together to paragraphs."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._last: _Line | None = None

    def leaf(self, lines: Sequence[_Line]) -> None:
        """Write the lines of a page."""
        if not lines:
            return
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        steps = [a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 4 * a.size]
        step = _usual(steps) if steps else 0.0
        for place, line in enumerate(lines):
            last = lines[place - 1] if place else None
            if self._is_row(lines, place):
                self._row(line, lines, place)
                continue
            if last is None:
                self._across(line)
            elif self._is_row(lines, place - 1) or self._parts(last, line, step, left):
                self._flow.open()
            else:
                self._join(last, line, right, right - left)
            self._write(line)
        self._last = lines[-1] if lines[-1].right > right - (right - left) * 0.15 else None

    @staticmethod
    def _is_row(lines: Sequence[_Line], place: int) -> bool:
        """Whether a line has columns, and the one above or below it as many."""
        columns = lines[place].text.count("\t")
        near = [lines[i].text.count("\t") for i in (place - 1, place + 1) if 0 <= i < len(lines)]
        return columns > 0 and columns in near

    def _row(self, line: _Line, lines: Sequence[_Line], place: int) -> None:
        begins = not place or not self._is_row(lines, place - 1)
        self._flow.open(BlockKind.ROW, int(begins))
        self._write(line, columns=True)

    def _across(self, line: _Line) -> None:
        """Does a paragraph go on over the page?"""
        goes_on = self._last is not None and line.text[:1].islower() and self._last.text.rstrip()[-1:] not in ".!?:;"
        if goes_on:
            self._flow.write(" ")
        else:
            self._flow.open()

    @staticmethod
    def _parts(last: _Line, line: _Line, step: float, left: float) -> bool:
        """Whether a paragraph ends between two lines: by room, by another size, by an indent."""
        down = last.bottom - line.bottom
        if down < 0 or (step and down > step * 1.4) or abs(line.size - last.size) > 1.2:
            return True
        indent = line.left - left
        return line.size < indent < 8 * line.size and last.left - left < line.size / 2

    def _join(self, last: _Line, line: _Line, right: float, width: float) -> None:
        """Between two lines of a paragraph: nothing in a word, a blank in a full line, else a line end."""
        ending = last.text.rstrip(" ")[-1:]
        if ending in _HYPHENS:
            return
        full = last.right > right - width * 0.18 and not _ITEM.match(line.text)
        self._flow.write(" " if full else "\n")

    def _write(self, line: _Line, *, columns: bool = False) -> None:
        for words, raised in line.runs:
            clean = "".join(char for char in words if char not in _HYPHENS)
            clean = clean if columns else clean.replace("\t", " ")
            with self._flow.looks(*(("superscript",) if raised else ())):
                self._flow.write(clean)


def _usual(steps: Sequence[float]) -> float:
    """The usual distance of two lines: the one that most have, rounded to half a point."""
    counts = Counter(round(step * 2) / 2 for step in steps)
    return max(counts, key=lambda value: (counts[value], -value))
