"""Where the document begins on a page, and the date, title and furniture above its labelled sections (`sections`).

Everything is decided line by line: some copies of a page part its paragraphs by blank lines, others do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.archives import Archive
from puzanov_tei.language import Mark, in_use
from puzanov_tei.readers import values
from puzanov_tei.readers.anchors import MOST_TITLE_LINES, REACH, find_anchor
from puzanov_tei.readers.blocks import BlockLine, begin_of
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.prose import UNFINISHED, is_sentence, reads_like_abstract
from puzanov_tei.readers.sections import Sections

# How many lines of banners may stand above date and title.
_BANNERS = 4
_LONGEST_TITLE = 300
_NUMBERED = re.compile(r"\d{1,4}\.\s")
_SURELY_A_TITLE = 20  # letters that do not stand twice by chance


class Front:
    """Reads the lines in front of a document.

    Args:
        lines: the page's lines, without those behind the document.
        archive: whose page it is.
        fields: what is found is added here.
    """

    def __init__(self, lines: Sequence[BlockLine], archive: Archive, fields: Fields) -> None:
        self._lines = lines
        self._archive = archive
        self._fields = fields

    def read(self, site: bool) -> int:
        """Gather the fields in front of the document.

        Args:
            site: whether something else (headings behind the document) proves a page of the archive.

        Returns:
            The offset in the text at which the document begins.
        """
        anchor = find_anchor(self._lines, self._archive)
        site = site or any(self._archive.is_mark(line.text) for line in self._lines[:REACH])
        site = site or bool(self._archive.lines)
        start = self._unmarked() if anchor is None and not site else self._title(anchor)
        if anchor is not None:
            return Sections(self._lines, self._archive, self._fields).read(start)
        return begin_of(self._lines, start)

    def _unmarked(self) -> int:
        """A text without any mark of a page: what stands above the document, if two lines show that they do."""
        index = 0
        lines = self._lines
        while index < len(lines) and values.wrapper(lines[index].text) == len(lines[index].text):
            self._fields.furnish_line(lines[index], "mirror")
            index += 1
        if (
            index + 2 < len(lines)
            and values.us_date().fullmatch(lines[index].text)
            and (_names_document(lines[index + 1]) or self._stands_again(index + 1))
        ):
            self._fields.add("date", lines[index].text)
            self._fields.add("title", lines[index + 1].text)
            return index + 2
        stop = self._heading(index)
        numbered = index < len(lines) and _NUMBERED.match(lines[index].text)
        if index < stop < len(lines) and not numbered and all(map(_opens_document, (lines[index], lines[stop]))):
            # Two titles one after the other: the first is the page's. That of a printed collection is the document's.
            self._fields.add("title", " ".join(line.text for line in lines[index:stop]))
            return stop
        return index

    def _stands_again(self, index: int) -> bool:
        """Whether the same words stand on a line near below: the page's title, and then that of the document."""
        words = _letters(self._lines[index])
        below = self._lines[index + 1 : index + 1 + _BANNERS]
        return len(words) >= _SURELY_A_TITLE and any(_letters(line) == words for line in below)

    def _heading(self, index: int) -> int:
        """The index behind a heading of one or two lines that stands alone in its block."""
        stop = index
        while stop < len(self._lines) and self._lines[stop].block == self._lines[index].block:
            if stop - index > 1 or is_sentence(self._lines[stop].text) or len(self._lines[stop].text) > _LONGEST_TITLE:
                return index
            stop += 1
        return stop

    def _title(self, anchor: int | None) -> int:
        """Date and title; returns the index of the first line below them."""
        lines, fields = self._lines, self._fields
        end = anchor if anchor is not None else min(len(lines), REACH)
        dates = [i for i in range(end) if values.is_page_date(lines[i].text)]
        printed = [i for i in range(end) if not self._archive.is_furniture(lines[i].text)]
        if self._archive.lines:
            return self._known_lines(printed, dates, end)
        # The first heading of an HTML page is its title wherever it stands.
        heading = fields.get("heading")
        named = next((i for i in printed if lines[i].text == heading), None) if anchor is None else None
        if anchor is None:
            # Without an anchor only the top of the page can hold its date and title.
            near = printed[:_BANNERS] if named is None else range(named - 2, named + 3)
            dates = [i for i in dates if i in near]
        if dates:
            fields.add("date", lines[dates[0]].text.strip("#* "))
        below = [i for i in printed if not dates or i > dates[0]]
        if anchor is None:
            chosen = self._beside_date(printed, dates) if named is None else [named]
            title = self._title_lines(chosen[0], end, dates) if chosen else []
            end = max((*title, *dates[:1]), default=-1) + 1
        else:
            # Without a date the banner and the title look alike: the title is what stands next to the apparatus.
            # A date may also stand below its title.
            title = below if dates and below else self._last_block([i for i in printed if i not in dates])
        if anchor is not None and self._is_summary(title, anchor):
            fields.add("summary", *(lines[i].text for i in title))
            title = []
        self._above(range(end), {*title, *dates[:1]})
        words = " ".join(lines[i].text.strip("#*_ ") for i in title)
        match = values.us_date().match(words)
        if match and not dates and words[match.end() :].strip():
            fields.add("date", match[0])
            words = words[match.end() :]
        fields.add("title", words)
        return end

    def _is_summary(self, title: Sequence[int], anchor: int) -> bool:
        """Whether what stands above the citation is the abstract: the title is gone, but the citation quotes it."""
        quoted = self._lines[anchor].text.lstrip()[:1] in ('"', "“")
        return quoted and len(title) == 1 and reads_like_abstract(self._lines[title[0]].text)

    def _beside_date(self, printed: Sequence[int], dates: Sequence[int]) -> list[int]:
        """The first line of the title: below the date, or above it where that one reads like a title."""
        below = [i for i in printed if not dates or i > dates[0]][:1]
        above = [i for i in printed if dates and i < dates[0]][-1:]
        reads = [i for i in (*above, *below) if _names_document(self._lines[i])]
        return reads[:1] or below

    def _known_lines(self, printed: Sequence[int], dates: Sequence[int], end: int) -> int:
        """Date, title and the like where the archive says by what form they are known."""
        after = 0
        for i in range(end):
            known = self._archive.line_field(self._lines[i].text)
            if known is not None:
                if known[0] == "furniture":
                    self._fields.furnish_line(self._lines[i], "site")
                else:
                    self._fields.add(*known)
                    self._beside(i, known[1])
                after = i + 1
            elif i not in printed:
                self._fields.furnish_line(self._lines[i], "site")
                after = i + 1
            elif after:
                break
        return after

    def _beside(self, index: int, value: str) -> None:
        """What stands round the value on a line labels it."""
        line = self._lines[index]
        begin = line.begin + max(0, line.text.find(value))
        self._fields.furnish(line.begin, begin, "label")
        self._fields.furnish(begin + len(value), line.end, "label")

    def _above(self, indices: Sequence[int] | range, taken: set[int]) -> None:
        """Lines above the apparatus that are neither date nor title: the abstract of a card, or known furniture."""
        for i in indices:
            if i in taken:
                continue
            text = self._lines[i].text
            if not self._archive.is_furniture(text) and reads_like_abstract(text) and (not taken or i < min(taken)):
                self._fields.add("summary", text)
            elif values.wrapper(text):
                self._fields.furnish_line(self._lines[i], "mirror")
            elif self._archive.is_furniture(text):
                self._fields.furnish_line(self._lines[i], "site")

    def _title_lines(self, first: int, end: int, dates: Sequence[int]) -> list[int]:
        """The lines of a title: its block, or one line where date and title stand in one block with the text."""
        lines = self._lines
        block = [i for i in range(first, end) if lines[i].block == lines[first].block]
        inside = dates and lines[dates[0]].block == lines[first].block
        if not inside and len(block) <= MOST_TITLE_LINES:
            return block
        stop = first + 1
        while stop < end and lines[stop - 1].text.endswith(UNFINISHED) and stop in block:
            stop += 1
        return list(range(first, stop))

    def _last_block(self, indices: Sequence[int]) -> list[int]:
        """Those of the indices that are lines of the last block among them."""
        return [i for i in indices if self._lines[i].block == self._lines[indices[-1]].block]


def _letters(line: BlockLine) -> str:
    return "".join(filter(str.isalpha, line.text)).casefold()


def _names_document(line: BlockLine) -> bool:
    """Whether a line reads like the title that a page gives a document: it says what kind it is, and is no sentence."""
    text = line.text
    words = re.findall(r"[^\W\d_]+", text)
    return (
        len(words) >= 4
        and len(text) <= _LONGEST_TITLE
        and text[0].isupper()
        and not is_sentence(text)
        and not text.endswith((":", ","))
        and any(Mark.DOCUMENT in in_use()[word.lower()] for word in words)
        and sum(word[0].isupper() for word in words) * 2 >= len(words)
    )


def _opens_document(line: BlockLine) -> bool:
    """Whether a line begins like a title, with a word for a kind of document: `Minutes of the ...`."""
    words = re.findall(r"[^\W\d_]+", line.text)
    first = words[0] if len(words) > 3 else ""
    return first[:1].isupper() and Mark.DOCUMENT in in_use()[first.lower()]
