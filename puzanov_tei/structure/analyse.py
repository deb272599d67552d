"""Page -> document: marks, lines, genre, parts, author, date, readings, in this order."""

from __future__ import annotations

from puzanov_tei import marks as editorial
from puzanov_tei.findings import Finding
from puzanov_tei.language.recognise import recognise
from puzanov_tei.marks import noted
from puzanov_tei.model import Document, Mention, Page, Part, PartKind
from puzanov_tei.structure import (
    assemble,
    author,
    doubts,
    entries,
    footnotes,
    genre,
    lines,
    outline,
    stamps,
    stamptext,
    turns,
    unfold,
)
from puzanov_tei.structure.parts import Sheet

_STYLED = frozenset({"docx", "odt", "rtf", "epub", "html"})  # readers of files whose headings are headings
_CONVERTED = frozenset({"markdown"})  # ... of files whose headings may be noise


def analyse(page: Page) -> tuple[Document, tuple[Finding, ...]]:
    """Understand a page: the tree of its parts, its editorial marks, and the readings for taggers.

    Args:
        page: what a reader made of a file.

    Returns:
        The document, whose parts cover the text of the page's blocks, and a finding for everything that had
        to be mended or could not be understood (PZ6xx), in the order of the file.
    """
    begin, end = (page.blocks[0].begin, page.blocks[-1].end) if page.blocks else (0, 0)
    notes = noted.find(page.source.text, page.blocks)
    scanned, findings = editorial.scan(page, notes)
    marks = lines.Marks(scanned)
    cuts = sorted({*unfold.cuts(page, marks), *turns.cuts(page, marks), *entries.cuts(page)})
    every = tuple(lines.make_lines(page.source, page.blocks, marks, cuts))
    kind = genre.find(page.metadata, every)
    anchor = entries.anchor(page.metadata, every)
    sheet = Sheet(
        page.source,
        marks,
        every,
        genre=kind,
        anchor=anchor,
        title=page.metadata.title,
        speakers=turns.find(every, kind) if kind != "journal" else frozenset(),
        styled=page.reader in _STYLED or (page.reader in _CONVERTED and outline.is_consistent(every)),
        called=turns.called(every) if kind != "journal" else frozenset(),
        signs=footnotes.signs(every),
        notes=dict(notes.lines),
        prose=lines.last_prose(every, dict(notes.lines)),
        widths=lines.widths(every),
        capitals=lines.in_capitals(every),
    )
    headed = kind != "journal" or any(entries.heading_date(line, anchor) for line in every)
    root = assemble.build(sheet, begin, end, "" if headed else entries.of_title(page.metadata))
    kept: tuple[Mention, ...] = tuple(stamps.agree(page.source.text, root, marks))
    root = stamptext.detail(sheet, root, kept)
    parties = author.find(sheet, root, page.metadata)
    dated = "" if kind == "journal" else entries.first_date(page.metadata.date)
    document = Document(
        page,
        kind,
        root,
        kept,
        editorial.readings(page.source, root, kept),
        date=author.date(sheet, root) or dated or anchor,
        entries=tuple(p.attributes["n"] for p in _entries(root)),
        authors=parties.authors,
        receivers=parties.receivers,
        receiver_body=parties.receiver_body,
        language=recognise(" ".join(page.source.text[block.begin : block.end] for block in page.blocks)),
    )
    findings = (*findings, *doubts.find(page.source, root), *doubts.foreign(document))
    return document, tuple(sorted(findings, key=lambda f: f.sort_key))


def _entries(root: Part) -> list[Part]:
    """The entries in order (they never stand in one another)."""
    entries: list[Part] = []
    pending = [root]
    while pending:
        one = pending.pop()
        if one.kind is PartKind.ENTRY and "n" in one.attributes:
            entries.append(one)
        pending.extend(reversed(one.children))
    return entries
