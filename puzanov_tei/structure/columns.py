"""Merged columns: a letterhead whose lines run on into the stamps beside it.

    USSR EMBASSY IN THE X [faded USSR TOP SECRET
    MFA stamp: Copy Nº 3
    Nº 41 0333s
    2 May 1961 9 May 1961]

The page was read across: each line holds a cell of the letterhead and a cell of each stamp. What a cell says
tells where it belongs (`cells`). Nothing is moved: a stamp becomes several pieces, chained in the order of the
source; words that could belong to either stay literal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from puzanov_tei.model import Kind, Part, PartKind
from puzanov_tei.structure.cells import PAPER, Cell, CellRow, read_row, sort_cells
from puzanov_tei.structure.lines import Line, Marks
from puzanov_tei.structure.parts import Recognised, Sheet, part

_MOST_ROWS = 12
_TELLING = frozenset({"bare", "number", "incoming", "date", "classification"})
_LONGEST_ROW = 140
_INLINE = frozenset({Kind.SUPPLIED, Kind.UNCLEAR, Kind.GAP, Kind.SIC, Kind.QUERY})


def recognise(sheet: Sheet, index: int) -> Recognised | None:
    """A letterhead with stamps running across it that begins at line `index`."""
    first = sheet.line(index)
    if first is None or "tamp" not in first.text + _next_text(sheet, index):
        return None
    rows = _rows(sheet, first)
    if not rows or len(rows) > _MOST_ROWS or not _may_be_torn(rows):
        return None
    after = index + 1
    while len(rows) < _MOST_ROWS and (line := sheet.line(after)) is not None and _goes_on(sheet, rows, line):
        rows += _rows(sheet, line)
        after += 1
    cells = sort_cells(rows)
    if not _interleaved(cells):
        return None
    begin, end = first.begin, sheet.lines[after - 1].end
    return (part(PartKind.LETTERHEAD, begin, end, _parts(sheet, cells), type="columns"),), after


def _next_text(sheet: Sheet, index: int) -> str:
    following = sheet.line(index + 1)
    return following.text[:_LONGEST_ROW] if following is not None else ""


def _rows(sheet: Sheet, line: Line) -> list[CellRow]:
    """The lines of the page that `line` holds, cut into cells; empty if one is too long to be a row of columns."""
    text = sheet.source.text
    rows: list[CellRow] = []
    begin = line.begin
    for chunk in line.text.split("\n"):
        stripped = chunk.strip()
        if len(stripped) > _LONGEST_ROW or len(rows) > _MOST_ROWS:
            return []
        if stripped:
            first = begin + len(chunk) - len(chunk.lstrip())
            last = first + len(stripped)
            inline = Marks([m for m in sheet.marks.inside(first, last) if _is_inline(text, m.kind, m.begin, m.end)])
            rows.append(read_row(text, inline, first, last))
        begin += len(chunk) + 1
    return rows


def _is_inline(text: str, kind: Kind, begin: int, end: int) -> bool:
    """Whether a mark stands inside one cell."""
    return kind in _INLINE and end - begin <= 40 and "tamp" not in text[begin:end]


def _may_be_torn(rows: Sequence[CellRow]) -> bool:
    """Whether something of the letterhead stands where only a stamp should."""
    first = rows[0]
    opens = next((i for i, cell in enumerate(first.cells) if cell.kind in ("[", "label")), len(first.cells))
    closed = any(cell.kind == "]" for cell in first.cells)
    if 0 < opens < len(first.cells) and not closed:
        return True
    inside = [cell for row in rows for cell in row.cells]
    if any(cell.kind == "copy" for cell in inside) and any(cell.kind in ("[", "label") for cell in inside):
        return True
    return any(sum(cell.kind == "date" for cell in row.cells) > 1 for row in rows) and bool(opens < len(first.cells))


def _goes_on(sheet: Sheet, rows: Sequence[CellRow], line: Line) -> bool:
    """Whether the columns go on in `line`: a number or date of a stamp is still to come."""
    more = _rows(sheet, line)
    if not more:
        return False
    lacking = {cell.kind for cell in sort_cells(rows) if cell.kind in ("bare", "date") and cell.owner > PAPER}
    opened = sum(c.kind == "[" for r in rows for c in r.cells) > sum(c.kind == "]" for r in rows for c in r.cells)
    for row in more:
        kinds = [cell.kind for cell in row.cells]
        if any(kind == "words" for kind in kinds) and not (opened and "]" in kinds) and "label" not in kinds:
            return False
        pair = kinds.count("date") > 1 or ("bare" in kinds and "number" in kinds) or "label" in kinds
        if not (pair or opened or ("bare" in kinds and "bare" not in lacking)):
            return False
    return True


def _interleaved(cells: Sequence[Cell]) -> bool:
    """Whether a cell of the letterhead stands between two of a stamp."""
    owned = [cell.owner > PAPER for cell in cells]
    if True not in owned:
        return False
    first, last = owned.index(True), len(owned) - 1 - owned[::-1].index(True)
    return False in owned[first:last]


_KINDS = {
    "classification": PartKind.CLASSIFICATION,
    "number": PartKind.NUMBER,
    "bare": PartKind.NUMBER,
    "copy": PartKind.COPY,
    "office": PartKind.OFFICE,
    "words": PartKind.UNPARSED,
}


def _parts(sheet: Sheet, cells: Sequence[Cell]) -> list[Part]:
    """A part for each cell of the letterhead and each piece of a stamp; dates of the letterhead stay its text."""
    pieces: list[list[Cell]] = []
    for cell in cells:
        if cell.owner > PAPER and pieces and pieces[-1][-1].owner == cell.owner:
            pieces[-1].append(cell)
        elif cell.owner > PAPER or cell.kind in _KINDS:
            pieces.append([cell])
        else:
            pieces.append([replace(cell, kind="date")])
    chain: dict[int, list[int]] = {}
    for index, piece in enumerate(pieces):
        if _is_stamp(piece):
            chain.setdefault(piece[0].owner, []).append(index)
    made: list[Part] = []
    for index, piece in enumerate(pieces):
        begin, end = piece[0].begin, piece[-1].end
        if _is_stamp(piece):
            made.append(_stamp(pieces, chain[piece[0].owner], index, begin, end))
        elif piece[0].owner > PAPER:
            made.append(part(PartKind.UNPARSED, begin, end))
        elif piece[0].kind in _KINDS:
            made.append(_paper(sheet, piece[0]))
    return made


def _is_stamp(piece: Sequence[Cell]) -> bool:
    """Whether a piece holds anything of a stamp; a bracket alone, closed in the wrong place, does not."""
    return piece[0].owner > PAPER and any(cell.kind not in "[]" for cell in piece)


def _paper(sheet: Sheet, cell: Cell) -> Part:
    kind = _KINDS[cell.kind]
    if kind is not PartKind.NUMBER:
        return part(kind, cell.begin, cell.end)
    value, last = cell.value
    clean = value < last and not any(sign in sheet.source.text[value:last] for sign in "[]")
    children = (part(PartKind.IDNO, value, last, type="outgoing"),) if clean else ()
    return part(kind, cell.begin, cell.end, children, type="outgoing")


def _stamp(pieces: Sequence[Sequence[Cell]], own: Sequence[int], index: int, begin: int, end: int) -> Part:
    """A piece of a stamp: the one that holds most, or a fragment; chained with the others."""
    place = own.index(index)
    names = [f"piece-{pieces[i][0].begin}" for i in own]
    main = max(own, key=lambda i: (_weight(pieces[i]), i))
    return part(
        PartKind.STAMP,
        begin,
        end,
        id=names[place] if len(own) > 1 else "",
        prev=names[place - 1] if place else "",
        next=names[place + 1] if place + 1 < len(own) else "",
        fragment="" if index == main else "true",
    )


def _weight(piece: Sequence[Cell]) -> int:
    """How much of a stamp a piece holds: the words of its number and date, then any others."""
    telling = sum(cell.words for cell in piece if cell.kind in _TELLING)
    return telling * 100 + sum(cell.words for cell in piece)
