"""Cells of merged columns: what stands on one row, and to which column each cell belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from puzanov_tei.structure import letterhead, when, words
from puzanov_tei.structure.lines import Marks, read_plain

PAPER = 0  # owner of what belongs to the letterhead; stamps are 1, 2 ...

_LABEL = re.compile(
    r"(?:(?:[Ff]aded|[Pp]artial|[Ii]llegible)\s)?(?:(?:image|impression)\sof\s(?:a|the)\s)?"
    r"(?:(?:USSR|CPSU|MFA|CC|MID|DVO|Far|East|Eastern|General|Main|Special|Secretariat|Department|Section|Sector|Chancellery"
    r"|Foreign|Policy|Archive|Ministry|of|Affairs|International)\s){0,8}"
    r"(?:[Ss]tamps?|STAMP)\s?(?:and\shandwriting)?\s?:?"
)
_CONTINUES = re.compile(
    r"^(?:(?:IN|OF|TO|FOR|AT)(?:\s[A-Z'’-]{2,})+(?![a-z])|(?:in|of|to|for|at)\s(?:the\s)?[A-Z][\w'’-]+)"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a row: `Source.text[begin:end]`.

    Attributes:
        kind: `[`, `]`, label, classification, copy, number, incoming, bare, date, office or words.
        words: how many words it has.
        value: span of the number itself in a cell of kind number.
        owner: PAPER or the number of a stamp; -1 before it is known.
    """

    kind: str
    begin: int
    end: int
    words: int = 1
    value: tuple[int, int] = (0, 0)
    owner: int = -1


@dataclass(frozen=True, slots=True)
class CellRow:
    """A line of the page, cut into cells."""

    cells: tuple[Cell, ...]


def read_row(text: str, marks: Marks, begin: int, end: int) -> CellRow:
    """The cells of `text[begin:end]`; `marks` are those that stand inside one cell."""
    plain, offsets = read_plain(text, marks, begin, end)

    def cell(kind: str, first: int, last: int, value: tuple[int, int] = (0, 0)) -> Cell:
        left, right = marks.snap(offsets[first], offsets[last - 1] + 1)
        held = (offsets[value[0]], offsets[value[1] - 1] + 1) if value[1] > value[0] else (0, 0)
        return Cell(kind, left, right, len(plain[first:last].split()), held)

    spans = sorted(_known(plain), key=lambda item: item[1])
    cells: list[Cell] = []
    offset = 0
    for kind, first, last, value in [*spans, ("", len(plain), len(plain), (0, 0))]:
        cells += [cell(k, a, b) for k, a, b in _unknown(plain, offset, first)]
        if kind:
            cells.append(cell(kind, first, last, value))
        offset = last
    return CellRow(tuple(_whole(cells)))


def _whole(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Cells that do not overlap (brackets inside words may have widened one)."""
    end = -1
    for one in cells:
        if one.begin >= end:
            yield one
            end = one.end


def _known(plain: str) -> Iterator[tuple[str, int, int, tuple[int, int]]]:
    """What is recognised by its form; of two that overlap the earlier yielded counts."""
    taken = bytearray(len(plain) + 1)

    def free(first: int, last: int) -> bool:
        if any(taken[first:last]):
            return False
        taken[first:last] = b"\x01" * (last - first)
        return True

    for match in re.finditer(r"\[|\]", plain):
        if free(*match.span()):
            yield match.group(), match.start(), match.end(), (0, 0)
    for match in words.COPY.finditer(plain):
        if free(*match.span()):
            yield "copy", match.start(), match.end(), (0, 0)
    for match in _LABEL.finditer(plain):
        if free(*match.span()):
            yield "label", match.start(), match.end(), (0, 0)
    for first, last in when.find(plain):
        if free(first, last):
            yield "date", first, last, (0, 0)
    for match in words.NUMBER.finditer(plain):
        if free(*match.span()):
            name = "value" if match["label"] else "value2"
            incoming = (match["label"] or match["label2"]).startswith("In")
            yield "incoming" if incoming else "number", match.start(), match.end(), match.span(name)
    for match in words.CLASSIFICATION.finditer(plain):
        if free(*match.span()):
            yield "classification", match.start(), match.end(), (0, 0)
    for match in words.BARE_NUMBER.finditer(plain):
        if free(*match.span()):
            yield "bare", match.start(), match.end(), match.span()


def _unknown(plain: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The words between two known cells: an office, its continuation, or just words."""
    chunk = plain[begin:end]
    first, last = begin + len(chunk) - len(chunk.lstrip(" ;,.")), begin + len(chunk.rstrip())
    if first >= last:
        return
    chunk = plain[first:last]
    if letterhead.is_office(chunk) and first == 0:
        yield "office", first, last
        return
    goes_on = _CONTINUES.match(chunk) if first == 0 else None
    if goes_on:
        yield "office", first, first + goes_on.end()
        rest = chunk[goes_on.end() :]
        first += goes_on.end() + len(rest) - len(rest.lstrip())
    if first < last:
        yield "words", first, last


def sort_cells(rows: Sequence[CellRow]) -> list[Cell]:
    """All cells in order, each with its owner."""
    labels = sum(cell.kind == "label" for row in rows for cell in row.cells)
    brackets = sum(cell.kind == "[" for row in rows for cell in row.cells)
    sorter = _Sorter(max(1, labels, brackets))
    return [cell for row in rows for cell in sorter.row(row)]


class _Sorter:
    """Gives cells to their columns, row by row: what a column already has, it does not get again."""

    def __init__(self, stamps: int) -> None:
        self.has: list[set[str]] = [set() for _ in range(stamps + 1)]
        self.closed: set[int] = set()
        self.opened = 0
        self.last = PAPER

    def row(self, row: CellRow) -> Iterator[Cell]:
        cells = row.cells
        self.last = PAPER
        for index, cell in enumerate(cells):
            before = [c.kind for c in cells[:index]]
            following = [c.kind for c in cells[index + 1 :]]
            owner = self._owner(cell, before, following)
            self.last = owner
            yield replace(cell, owner=owner)

    def _owner(self, cell: Cell, before: Sequence[str], following: Sequence[str]) -> int:
        match cell.kind:
            case "[":
                self.opened += 1
                return min(self.opened, len(self.has) - 1)
            case "]":
                owner = self.last if self.last > PAPER else self._next("]")
                self.closed.add(owner)
                return owner
            case "label":
                return self._give("label")
            case "office" | "copy":
                return PAPER
            case "incoming":
                owner = self._give("incoming")
                if cell.value[1]:
                    self.has[owner].add("number")
                return owner
            case "classification":
                return self._next("incoming") if following[:1] == ["incoming"] else PAPER
            case "number" if "number" not in self.has[PAPER] and not set(before) & {"number", "bare", "incoming"}:
                self.has[PAPER].add("number")
                return PAPER
            case "number" | "bare":
                return self._number()
            case "date":
                return self._date(before, following)
        return self._words(before)

    def _date(self, before: Sequence[str], following: Sequence[str]) -> int:
        alone = "date" not in before and "date" not in following
        ends_stamp = alone and following[:1] == ["]"]
        if "date" not in self.has[PAPER] and "date" not in before and not ends_stamp:
            self.has[PAPER].add("date")
            return PAPER
        return self._give("date")

    def _words(self, before: Sequence[str]) -> int:
        if "[" in before or self.last > PAPER:
            return self.last if self.last > PAPER else self._next("words")
        still_open = [i for i in range(1, len(self.has)) if i not in self.closed and i <= max(self.opened, 1)]
        return still_open[0] if self.opened and len(still_open) == 1 else PAPER

    def _number(self) -> int:
        """A number: it goes to the stamp that printed `Incoming Nº` and nothing behind it, else to the next."""
        waiting = [i for i in range(1, len(self.has)) if "incoming" in self.has[i] and "number" not in self.has[i]]
        owner = waiting[0] if waiting else self._next("number")
        self.has[owner].add("number")
        return owner

    def _give(self, what: str) -> int:
        owner = self._next(what)
        self.has[owner].add(what)
        return owner

    def _next(self, what: str) -> int:
        """The first stamp that has not got `what` (nor is closed); the last one if all have."""
        lacking = [i for i in range(1, len(self.has)) if what not in self.has[i]]
        still_open = [i for i in lacking if i not in self.closed]
        return (still_open or lacking or [len(self.has) - 1])[0]
