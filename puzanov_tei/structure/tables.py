"""Tables that the page prints as one cell a line: a label and its figures, again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from puzanov_tei.model import BlockKind, Part, PartKind
from puzanov_tei.structure import when, words
from puzanov_tei.structure.lines import Line
from puzanov_tei.structure.parts import Recognised, Sheet, inner, part, spanning, tidy, whole

_LONGEST_CELL = 60
_MOST_CAPTION = 3
_MOST_LINES = 400
_FEWEST_ROWS = 2
_FIGURE = re.compile(r"^[-–—+]?[\d.,\s]*\d[\d.,\s]*(?:%|‰)?\s?(?:\*{1,3}|x+/)?$|^[-–—…]$")
_NUMBER_OF_ITEM = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|[-–—•*·]")
_BLANKS = re.compile(r"\s{2,}|\t")
_SENTENCE_END = re.compile(r"[.;:!?]$")


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A table that begins at line `index`, with its caption if that stands in the same block."""
    first = sheet.line(index)
    if first is None or not _is_cell(first):
        return None
    for skipped in range(_MOST_CAPTION + 1):
        start = sheet.line(index + skipped)
        if start is None or not _is_caption(sheet, index, skipped) or not _belongs(sheet, index, skipped):
            return None
        if rows := _rows(sheet, index + skipped):
            caption = [whole(PartKind.HEADING, sheet.lines[index + i]) for i in range(skipped)]
            after = rows[-1][-1] + 1
            made = caption + [_row(sheet, row) for row in rows]
            return (spanning(PartKind.TABLE, sheet.lines[index:after], made),), after
    return None


def laid_out(sheet: Sheet, index: int) -> Recognised | None:
    """A table that the page lays out itself: a line for each row, a tab between two cells."""
    rows: list[Part] = []
    while (line := sheet.line(index + len(rows))) is not None and line.kind is BlockKind.ROW:
        if rows and line.level:
            break  # another table begins
        rows.append(whole(PartKind.ROW, line, tidy(_cells(sheet, line), line.begin, line.end)))
    if not any(len(row.children) > 1 for row in rows):
        return None
    return (spanning(PartKind.TABLE, sheet.lines[index : index + len(rows)], rows),), index + len(rows)


def aligned(sheet: Sheet, index: int) -> Recognised | None:
    """A table of plain text: lines with as many columns each, blanks between them, figures in most."""
    rows: list[tuple[Line, list[tuple[int, int]]]] = []
    while (line := sheet.line(index + len(rows))) is not None and line.mark is None:
        cells = _columns(line)
        if len(cells) < 2 or (rows and len(cells) != len(rows[0][1])):
            break
        rows.append((line, cells))
    counted = sum(any(_FIGURE.match(row.plain[begin:end]) for begin, end in cells) for row, cells in rows)
    if len(rows) < _FEWEST_ROWS or counted < len(rows) - 1 or not counted:
        return None
    if all(len(cells) == 2 and _NUMBER_OF_ITEM.fullmatch(row.plain[slice(*cells[0])]) for row, cells in rows):
        return None  # a list whose numbers are set apart
    made = [
        whole(PartKind.ROW, row, tidy((inner(sheet, PartKind.CELL, row, *cell) for cell in cells), row.begin, row.end))
        for row, cells in rows
    ]
    return (spanning(PartKind.TABLE, [row for row, _ in rows], made),), index + len(rows)


def _columns(line: Line) -> list[tuple[int, int]]:
    """Spans of the cells of a line as read: what two blanks or more part."""
    edges = [(0, 0), *(gap.span() for gap in _BLANKS.finditer(line.plain)), (len(line.plain), len(line.plain))]
    cells = [(before[1], after[0]) for before, after in pairwise(edges)]
    return cells if all(0 < end - begin <= _LONGEST_CELL for begin, end in cells) else []


def _cells(sheet: Sheet, line: Line) -> Iterator[Part]:
    """The cells of a row; a bracket that runs across a tab makes one of two."""
    begin = line.begin
    pending = line.begin
    for chunk in line.text.split("\t"):
        end = begin + len(chunk)
        if not any(mark.begin < end < mark.end for mark in sheet.marks.tops(end, end + 1)):
            words_of = sheet.source.text[pending:end]
            first, last = pending + len(words_of) - len(words_of.lstrip()), pending + len(words_of.rstrip())
            if first < last:
                yield part(PartKind.CELL, first, last)
            elif end < line.end:
                yield part(PartKind.CELL, end, end + 1)  # an empty cell has the tab behind it
            pending = end + 1
        begin = end + 1


def _is_caption(sheet: Sheet, index: int, count: int) -> bool:
    return all(not _is_figure(sheet.lines[index + i]) for i in range(count))


def _belongs(sheet: Sheet, index: int, count: int) -> bool:
    """Whether the lines above a table are its caption: in one block with it, or with a unit as `(in tons)`."""
    lines = sheet.lines[index : index + count + 1]
    return lines[0].block == lines[-1].block or any(line.plain.startswith("(") for line in lines)


def _row(sheet: Sheet, numbers: list[int]) -> Part:
    lines = [sheet.lines[i] for i in numbers]
    return spanning(PartKind.ROW, lines, [whole(PartKind.CELL, line) for line in lines])


def _rows(sheet: Sheet, first: int) -> list[list[int]]:
    """Numbers of the lines of each row; empty if there is no table at `first`."""
    head: list[int] = []
    index = first
    while (line := sheet.line(index)) is not None and _is_cell(line) and not _is_figure(line) and len(head) < 13:
        head.append(index)
        index += 1
    if not head:
        return []
    # The last words before the first figure are the label of its row; those before them head the columns.
    figures = _figures(sheet, index)
    if not figures:
        return []
    width = figures + 1
    heading = head[:-1]
    if heading and (len(heading) not in (width, width - 1) or sheet.lines[first + len(heading) - 1].plain[0] == "("):
        return []
    rows = [heading] if heading else []
    index = head[-1]
    while index - first < _MOST_LINES and (line := sheet.line(index)) is not None:
        if not _is_cell(line) or _is_figure(line) or _figures(sheet, index + 1) != figures:
            break
        rows.append(list(range(index, index + width)))
        index += width
    enough = len(rows) - bool(heading) >= _FEWEST_ROWS
    return rows if enough and all(a[-1] + 1 == b[0] for a, b in pairwise(rows)) else []


def _figures(sheet: Sheet, index: int) -> int:
    count = 0
    while count < 13 and (line := sheet.line(index + count)) is not None and _is_figure(line):
        count += 1
    return count


def _is_figure(line: Line) -> bool:
    return len(line.plain) <= _LONGEST_CELL and _FIGURE.match(line.plain) is not None


def _is_cell(line: Line) -> bool:
    return (
        0 < len(line.plain) <= _LONGEST_CELL
        and line.mark is None
        and not _SENTENCE_END.search(line.plain)
        and not words.SEPARATOR.match(line.plain)
        and not when.is_date(line.plain)
    )
