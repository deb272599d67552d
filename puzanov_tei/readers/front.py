"""What a page says before the document begins: furniture, date, title, credits and the labelled sections.

Everything is decided line by line: some copies of a page part its paragraphs by blank lines, others do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.archives import Archive
from puzanov_tei.language import ENGLISH, Mark
from puzanov_tei.readers import credits, values
from puzanov_tei.readers.anchors import MOST_TITLE_LINES, REACH, find_anchor, label_at, viewer_end
from puzanov_tei.readers.blocks import BlockLine
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.prose import is_sentence, reads_like_abstract

# How many lines of banners may stand above date and title.
_BANNERS = 4
_SUMMARY = 12
# What has more characters is the document with its line breaks lost, and no value of a label.
_LONG = 6000
# How many lines after a value without a label another label has to follow.
_ORPHAN = 3
# A block of more lines is no value: in this copy each line is a paragraph.
_BLOCK = 12
_LONGEST_TITLE = 300
_BODY_WORD = re.compile(r"\b(?:Foundation|Fund|Ministry|Corporation|Center|Centre|Institute|Program(?:me)?|Council)\b")
_UNFINISHED = (",", " and", " of", " the", "&", " for", " from", " New", " in")


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
        self._seen: set[str] = set()
        self._begin = -1

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
        if anchor is None and not site:
            start = self._unmarked()
        else:
            start = self._title(anchor)
            if anchor is not None:
                start = self._sections(start)
        if self._begin >= 0:
            return self._begin
        return self._lines[start].begin if start < len(self._lines) else (self._lines[-1].end if self._lines else 0)

    # ---------- date and title

    def _unmarked(self) -> int:
        """A text without any mark of a page: what stands above the document, if two lines show that they do."""
        index = 0
        lines = self._lines
        while index < len(lines) and values.wrapper(lines[index].text) == len(lines[index].text):
            self._furnish(index, "mirror")
            index += 1
        if index + 2 < len(lines) and values.US_DATE.fullmatch(lines[index].text) and _names_document(lines[index + 1]):
            self._fields.add("date", lines[index].text)
            self._fields.add("title", lines[index + 1].text)
            return index + 2
        stop = self._heading(index)
        if index < stop < len(lines) and _opens_document(lines[index]) and _opens_document(lines[stop]):
            # Two titles one after the other: the first is the page's.
            self._fields.add("title", " ".join(line.text for line in lines[index:stop]))
            return stop
        return index

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
        self._above(range(end), {*title, *dates[:1]})
        words = " ".join(lines[i].text.strip("#*_ ") for i in title)
        match = values.US_DATE.match(words)
        if match and not dates and words[match.end() :].strip():
            fields.add("date", match[0])
            words = words[match.end() :]
        fields.add("title", words)
        return end

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
                    self._furnish(i, "site")
                else:
                    self._fields.add(*known)
                    self._beside(i, known[1])
                after = i + 1
            elif i not in printed:
                self._furnish(i, "site")
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
                self._furnish(i, "mirror")
            elif self._archive.is_furniture(text):
                self._furnish(i, "site")

    def _title_lines(self, first: int, end: int, dates: Sequence[int]) -> list[int]:
        """The lines of a title: its block, or one line where date and title stand in one block with the text."""
        lines = self._lines
        block = [i for i in range(first, end) if lines[i].block == lines[first].block]
        inside = dates and lines[dates[0]].block == lines[first].block
        if not inside and len(block) <= MOST_TITLE_LINES:
            return block
        stop = first + 1
        while stop < end and lines[stop - 1].text.endswith(_UNFINISHED) and stop in block:
            stop += 1
        return list(range(first, stop))

    def _last_block(self, indices: Sequence[int]) -> list[int]:
        """Those of the indices that are lines of the last block among them."""
        return [i for i in indices if self._lines[i].block == self._lines[indices[-1]].block]

    # ---------- labelled sections, credits, addresses

    def _sections(self, index: int) -> int:
        """Labelled sections, credits, addresses and furniture, in any order, until the document begins."""
        lines, archive, fields, seen = self._lines, self._archive, self._fields, self._seen
        viewer = viewer_end(lines, index, archive)
        while index < len(lines) and self._begin < 0:
            text = lines[index].text
            label = label_at(lines, index, archive, seen)
            if label is not None and label[0] not in seen:
                seen.add(label[0])
                if label[1]:
                    self._inline(index, *label)
                    index += 1
                else:
                    self._furnish(index, "label")
                    index = self._value(index + 1, label[0])
            elif archive.is_credits(text):
                index = self._credits(index)
            elif address := values.url_of(text):
                fields.add("url", address)
                index += 1
            elif values.is_citation(text, archive):
                index = self._citation(index)
            elif archive.is_contents(text):
                fields.add("contents", text.strip("#*-• "))
                index += 1
            elif archive.is_furniture(text):
                self._furnish(index, "site")
                index += 1
            elif index < viewer:
                # Above its citation the old site prints the summary; below it stand only buttons.
                if "citation" in fields.values:
                    self._furnish(index, "site")
                else:
                    fields.add("summary", text)
                index += 1
            elif (name := self._orphan(index)) is not None:
                stop = self._run(index)
                fields.add(name, *(line.text for line in lines[index:stop]))
                index = stop
            else:
                break
        return index

    def _inline(self, index: int, name: str, value: str) -> None:
        """A label with its value on one line; behind what the page holds the document may begin on that line."""
        line = self._lines[index]
        self._fields.furnish(line.begin, line.begin + max(0, line.text.rfind(value)), "label")
        contents = self._archive.contents_of(value) if name == "contents" else ""
        if contents and contents != value:
            self._fields.add(name, contents)
            self._begin = line.begin + _behind(line.text, contents)
        else:
            self._fields.add(name, value)

    def _orphan(self, index: int) -> str | None:
        """The field of a value whose label was lost: a language, or a paragraph that another label follows."""
        if not self._seen:
            return None
        if "language" not in self._seen and values.LANGUAGE_VALUE.fullmatch(self._lines[index].text):
            return "language"
        stop = self._run(index)
        following = range(stop, min(stop + _ORPHAN, len(self._lines)))
        return "summary" if any(self._opens(i) for i in following) else None

    def _run(self, index: int) -> int:
        """The index behind the lines of a value without a label: its block, up to what opens something else."""
        stop = index + 1
        while stop < len(self._lines) and self._lines[stop].block == self._lines[index].block:
            text = self._lines[stop].text
            if self._opens(stop) or self._archive.is_furniture(text) or len(text) > _LONG:
                break
            stop += 1
        return stop

    def _credits(self, index: int) -> int:
        """The sentence of thanks, which may be wrapped in copies that wrap their lines; returns the index behind it."""
        lines = self._lines
        stop = index + 1
        while (
            stop < len(lines)
            and lines[stop].block == lines[index].block
            and not lines[stop - 1].text.endswith(".")
            and (lines[stop - 1].text.endswith(_UNFINISHED) or self._closes_credits(index, stop))
        ):
            stop += 1
        self._fields.add("credits", *(line.text for line in lines[index:stop]))
        self._fields.furnish(lines[index].begin, lines[index].begin + credits.opening(lines[index].text), "label")
        return stop

    def _closes_credits(self, index: int, stop: int) -> bool:
        """Whether the line `stop` is the rest of the sentence of thanks: it ends its block and names a body."""
        line = self._lines[stop]
        ends = stop + 1 >= len(self._lines) or self._lines[stop + 1].block != line.block
        return ends and stop - index < 3 and _BODY_WORD.search(line.text) is not None and len(line.text) < 120

    def _value(self, index: int, name: str) -> int:
        """The value below a label; returns the index of the line after it."""
        lines, archive, fields = self._lines, self._archive, self._fields
        while index < len(lines) and archive.is_furniture(lines[index].text) and not self._opens(index):
            self._furnish(index, "site")
            index += 1
        if index >= len(lines) or len(lines[index].text) > _LONG or self._opens(index):
            return index
        if name == "citation":
            if not values.is_citation(lines[index].text, archive):
                later = self._citation_near(index)
                if later is not None:
                    fields.add("summary", *(line.text for line in lines[index:later]))
                    index = later
            return self._citation(index)
        if name == "contents":
            while index < len(lines) and archive.is_contents(lines[index].text):
                fields.add("contents", lines[index].text.strip("#*-• "))
                index += 1
            if index < len(lines) and (held := archive.contents_of(lines[index].text)):
                fields.add("contents", held)
                self._begin = lines[index].begin + _behind(lines[index].text, held)
            return index
        if name == "language":
            fields.add("language", lines[index].text.strip("#*- "))
            return index + 1
        if name == "credits" and archive.is_credits(lines[index].text):
            return self._credits(index)
        stop = self._paragraph(index)
        if name == "summary":
            # A summary of several paragraphs shows only when another label comes after it.
            for later in range(stop, min(stop + _SUMMARY, len(lines))):
                if archive.is_credits(lines[later].text) or values.is_citation(lines[later].text, archive):
                    break
                if self._opens(later):
                    stop = later
                    break
        fields.add(name, *(line.text for line in lines[index:stop]))
        return stop

    def _paragraph(self, index: int) -> int:
        """The index behind the paragraph of a value: its block, or a sentence where all the page is one block."""
        lines = self._lines
        stop = self._run(index)
        if stop - index <= _BLOCK and (stop >= len(lines) or lines[stop].block != lines[index].block):
            return stop
        if stop < len(lines) and (self._opens(stop) or self._archive.is_furniture(lines[stop].text)):
            return stop
        stop = index + 1
        while stop < len(lines) and lines[stop].block == lines[index].block and not is_sentence(lines[stop - 1].text):
            if self._opens(stop) or stop - index >= _SUMMARY:
                break
            stop += 1
        return stop

    def _opens(self, index: int) -> bool:
        label = label_at(self._lines, index, self._archive, self._seen)
        return label is not None and label[0] not in self._seen

    def _citation_near(self, index: int) -> int | None:
        for later in range(index, min(index + 5, len(self._lines))):
            if self._archive.front_label(self._lines[later].text) is not None:
                return None
            if values.is_citation(self._lines[later].text, self._archive):
                return later
        return None

    def _citation(self, index: int) -> int:
        """A printed citation: the rest of its block up to an address on a line of its own."""
        lines = self._lines
        stop = index + 1
        while stop < len(lines) and lines[stop].block == lines[index].block:
            text = lines[stop].text
            known = self._archive.is_furniture(text) or self._archive.front_label(text) is not None
            if known or values.url_of(text) or self._archive.is_contents(text) or self._archive.is_credits(text):
                break
            if stop - index > _BLOCK or (
                _finished(lines[stop - 1].text) and lines[stop].end - lines[index].begin > _LONG
            ):
                break
            stop += 1
        self._fields.add("citation", *(line.text.strip("# ") for line in lines[index:stop]))
        return stop

    def _furnish(self, index: int, kind: str) -> None:
        self._fields.furnish(self._lines[index].begin, self._lines[index].end, kind)


def _behind(text: str, value: str) -> int:
    """The offset behind a value in a line, and behind the blanks and dashes that follow it."""
    end = text.find(value) + len(value)
    return end + len(text[end:]) - len(text[end:].lstrip(" \t-–—:"))


def _finished(text: str) -> bool:
    return text.endswith((".", "”", '"'))


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
        and any(Mark.DOCUMENT in ENGLISH[word.lower()] for word in words)
        and sum(word[0].isupper() for word in words) * 2 >= len(words)
    )


def _opens_document(line: BlockLine) -> bool:
    """Whether a line begins like a title, with a word for a kind of document: `Minutes of the ...`."""
    words = re.findall(r"[^\W\d_]+", line.text)
    first = words[0] if len(words) > 3 else ""
    return first[:1].isupper() and Mark.DOCUMENT in ENGLISH[first.lower()]
