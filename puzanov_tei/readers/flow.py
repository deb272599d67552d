"""The text of a file that is no text file, written block by block by a reader that walks the file's own structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from puzanov_tei.model import Block, BlockKind, Kind, Mention, MentionAttributes, Page, Remark, Source
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.file import File
from puzanov_tei.readers.looks import telling
from puzanov_tei.readers.page import divide, furniture
from puzanov_tei.readers.transcript import plain_characters

Cell = TypeVar("Cell")

_SHOWN = 200  # characters of a remark


class Flow:
    """Writes the text, its blocks, what the form says of it (notes, emphasis, page breaks), and what is left out.

    Lines of the text stand for lines of the file in messages: such files have none of their own.
    """

    def __init__(self) -> None:
        self.length = 0
        self._done: list[str] = []
        self._now: list[str] = []  # the block that is open
        self._blocks: list[Block] = []
        self._marks: list[Mention] = []
        self._remarks: list[Remark] = []
        self._block: tuple[BlockKind, int] = (BlockKind.PARAGRAPH, 0)
        self._start = 0  # where the block that is open begins
        self._first = 0  # number of its first mark
        self._break = ""  # number of a page that begins at the next blank
        self._pages = 1
        self._fresh = True  # nothing was written since the last page break
        self._notes = 0  # depth

    @property
    def is_empty(self) -> bool:
        """Whether the block that is open has no words yet."""
        return self.length == self._start

    def open(self, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        """End the block that is open and begin one."""
        self.close()
        self._block = (kind, level)

    def write(self, text: str) -> None:
        """Words of the block that is open; line feeds end lines in it."""
        for char in "\n\t" if self._notes else ():
            text = text.replace(char, " ")
        text = plain_characters(text)
        if not text:
            return
        if self._break and not self._notes:
            blank = next((i for i, char in enumerate(text) if char.isspace()), -1)
            if blank >= 0 and self.length + blank > self._start:
                self._mark_break(self.length + blank)
        self._now.append(text)
        self.length += len(text)
        self._fresh = self._fresh and text.isspace()

    def table(
        self, rows: Sequence[Sequence[Cell]], lay_out: Callable[[Cell], None], fill: Callable[[Cell], None]
    ) -> None:
        """Rows of cells; a table of one column only lays out its paragraphs.

        Args:
            lay_out: writes the blocks in a cell.
            fill: writes the words in a cell of a row.
        """
        if all(len(cells) < 2 for cells in rows):
            for cells in rows:
                for cell in cells:
                    lay_out(cell)
            return
        for number, cells in enumerate(rows):
            self.open(BlockKind.ROW, int(not number))
            for index, cell in enumerate(cells):
                if index:
                    self.cell()
                fill(cell)
            self.close()

    def cell(self) -> None:
        """The next cell of a row begins."""
        self._now.append("\t")
        self.length += 1

    def page_break(self, *, soft: bool = False) -> None:
        """A page begins, but for the first; `soft`: where the program that wrote the file saw it, maybe once more."""
        if not self.length or (soft and self._fresh):
            return
        self._pages += 1
        self._break = str(self._pages)
        self._fresh = True
        if self.length == self._start and self._blocks:
            self._mark_break(self.length - 1)

    def _mark_break(self, offset: int) -> None:
        self._marks.append(
            Mention(offset, offset + 1, Kind.PAGE_BREAK, rule="layout.page", attributes={"n": self._break}, opening=1)
        )
        self._break = ""

    @contextmanager
    def looks(self, *rend: str) -> Iterator[None]:
        """What is written meanwhile looks so (`bold`, `italic`, `superscript` ...)."""
        begin, marks = self.length, len(self._marks)
        yield
        words = self._written(begin) if rend else ""
        # What a note says does not look like the sign that leads to it.
        if not words.strip() or any(mark.kind is Kind.FOOTNOTE for mark in self._marks[marks:]):
            return
        begin += len(words) - len(words.lstrip())
        end = begin + len(words.strip())
        last = self._marks[-1] if self._marks else None
        value = " ".join(rend)
        if last is not None and last.attributes.get("rend") == value and self._touch(last.end, begin):
            self._marks[-1] = replace(last, end=end)
        else:
            attributes: MentionAttributes = {"rend": value}
            self._marks.append(Mention(begin, end, Kind.HIGHLIGHT, rule="layout.look", attributes=attributes))

    def _touch(self, end: int, begin: int) -> bool:
        """Whether nothing but blanks of the open block stands between two offsets."""
        return end >= self._start and not self._written(end)[: begin - end].strip()

    def _written(self, begin: int) -> str:
        """What the block that is open holds from that offset on."""
        return "".join(self._now)[begin - self._start :]

    @contextmanager
    def note(self, number: str, place: str = "bottom") -> Iterator[None]:
        """What is written meanwhile is a note on the word before (`place`: `bottom` of the page, or `end`)."""
        begin = self.length
        self._notes += 1
        yield
        self._notes -= 1
        words = self._written(begin)
        if self._notes or not words.strip():
            return
        attributes: MentionAttributes = {"n": number, "place": place}
        end = begin + len(words.rstrip())  # a block ends with its last word
        self._marks.append(Mention(begin, end, Kind.FOOTNOTE, rule="layout.note", attributes=attributes))

    def picture(self, *said: str) -> None:
        """A picture stands here; `said` is what the file says of it."""
        words = " ".join(dict.fromkeys(" ".join(text.split()) for text in said if text.strip()))
        self.remark("PZ666", f"A picture is left out: {words or 'the file does not say what it shows'}")

    def remark(self, code: str, message: str) -> None:
        """Something at this place is left out of the text."""
        words = " ".join(message.split())
        self._remarks.append(Remark(code, self.length, words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"))

    def close(self) -> None:
        """End the block that is open; an empty one leaves no trace."""
        words = "".join(self._now)
        if words.strip():
            begin = self._start + len(words) - len(words.lstrip())
            end = self._start + len(words.rstrip())
            self._blocks.append(Block(self._block[0], begin, end, self._block[1]))
            self._marks[self._first :] = list(telling(self._marks[self._first :], begin, end, self._block[0]))
            words += "\n\n"
            self.length += 2
            if self._break:
                self._mark_break(self.length - 1)
        self._done.append(words)
        self._now = []
        self._start, self._first = self.length, len(self._marks)

    def page(self, reader: str, file: File, fields: Fields) -> Page:
        """The finished page: the document told from what stands around it."""
        self.close()
        text = "".join(self._done)
        source = Source(file.name, text, text, sha256(file.data).hexdigest())
        metadata, blocks = divide(text, self._blocks, fields, file.archive)
        if not blocks:
            return Page(source, metadata, (), reader)
        begin, end = blocks[0].begin, blocks[-1].end
        marks = tuple(mark for mark in self._marks if begin <= mark.begin and mark.end <= end)
        return Page(source, metadata, blocks, reader, marks, tuple(self._remarks), furniture(fields))
