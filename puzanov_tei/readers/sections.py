"""The labelled sections of a page, its credits, citation and addresses, up to where the document begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.archives import Archive
from puzanov_tei.readers import credits, values
from puzanov_tei.readers.anchors import label_at, viewer_end
from puzanov_tei.readers.blocks import BlockLine, begin_of
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.people import find_people
from puzanov_tei.readers.prose import UNFINISHED, is_sentence

# How many lines a summary of several paragraphs may have.
_SUMMARY = 12
# What has more characters is the document with its line breaks lost, and no value of a label.
_LONG = 6000
# What has more is no value either, but of labels of sentences.
_LONG_VALUE = 600
_SENTENCES = frozenset({"summary", "citation", "credits", "source", "rights"})
# How many lines after a value without a label another label has to follow.
_ORPHAN = 3
# A block of more lines is no value: in this copy each line is a paragraph.
_BLOCK = 12
# A line of more characters was not wrapped: what it does not say is not said below it.
_UNWRAPPED = 160
_MOST_CREDITS, _LONGEST_CREDITS = 3, 120  # lines of thanks, and characters of the last
_LEFT_OUT = "furniture"  # several labels may open what is left out
_BODY_WORD = re.compile(r"\b(?:Foundation|Fund|Ministry|Corporation|Center|Centre|Institute|Program(?:me)?|Council)\b")


class Sections:
    """Reads what stands between the title of a page and its document.

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
        self._begin = -1  # of a document that begins inside a line

    def read(self, index: int) -> int:
        """Gather sections, credits, addresses and furniture, in any order, from line `index` on.

        Returns:
            The offset in the text at which the document begins.
        """
        viewer = viewer_end(self._lines, index, self._archive)
        while index < len(self._lines) and self._begin < 0 and (after := self._behind(index, viewer)) > index:
            index = after
        return self._begin if self._begin >= 0 else begin_of(self._lines, index)

    def _behind(self, index: int, viewer: int) -> int:
        """The index behind what the page says on line `index` and below; `index` itself if the document begins there.

        Args:
            viewer: the last line of the old site's buttons.
        """
        text, archive, fields = self._lines[index].text, self._archive, self._fields
        label = label_at(self._lines, index, archive, self._seen)
        if label is not None and label[0] not in self._seen:
            return self._section(index, *label)
        if archive.is_credits(text):
            return self._credits(index)
        if address := values.url_of(text):
            fields.add("url", address)
        elif values.is_citation(text, archive):
            return self._citation(index)
        elif archive.is_contents(text):
            fields.add("contents", text.strip("#*-• "))
        # Above its citation the old site prints the summary; below it stand only buttons.
        elif archive.is_furniture(text) or (index < viewer and "citation" in fields.values):
            fields.furnish_line(self._lines[index], "site")
        elif index < viewer:
            fields.add("summary", text)
        elif (name := self._orphan(index)) is not None:
            stop = self._run(index)
            fields.add(name, *(line.text for line in self._lines[index:stop]))
            return stop
        else:
            return index
        return index + 1

    def _section(self, index: int, name: str, value: str) -> int:
        """A label with its value, on its line or below it; returns the index behind them."""
        self._seen |= {name} - {_LEFT_OUT}
        if value:
            self._inline(index, name, value)
            return index + 1
        self._fields.furnish_line(self._lines[index], "label")
        return self._value(index + 1, name)

    def _inline(self, index: int, name: str, value: str) -> None:
        """A label with its value on one line; behind what the page holds the document may begin on that line."""
        line = self._lines[index]
        self._fields.furnish(line.begin, line.begin + max(0, line.text.rfind(value)), "label")
        contents = self._archive.contents_of(value) if name == "contents" else ""
        if contents and contents != value:
            self._fields.add(name, contents)
            self._begin = line.begin + _end_of(line.text, contents)
        else:
            self._fields.add(name, value)

    def _orphan(self, index: int) -> str | None:
        """The field of a value whose label was lost: a language, or a paragraph that another label follows."""
        if not self._seen:
            return None
        if "language" not in self._seen and values.language_value().fullmatch(self._lines[index].text):
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
            and (lines[stop - 1].text.endswith(UNFINISHED) or self._closes_credits(index, stop))
        ):
            stop += 1
        self._fields.add("credits", *(line.text for line in lines[index:stop]))
        self._fields.furnish(lines[index].begin, lines[index].begin + credits.opening(lines[index].text), "label")
        return stop

    def _closes_credits(self, index: int, stop: int) -> bool:
        """Whether the line `stop` is the rest of the sentence of thanks: it names a body, or nothing else."""
        line = self._lines[stop]
        ends = stop + 1 >= len(self._lines) or self._lines[stop + 1].block != line.block
        named = _BODY_WORD.search(line.text)
        if named is None or stop - index >= _MOST_CREDITS or len(line.text) >= _LONGEST_CREDITS:
            return False
        return ends or (named.end() == len(line.text) and line.text.istitle())

    def _value(self, index: int, name: str) -> int:
        """The value below a label; returns the index of the line after it."""
        lines, archive, fields = self._lines, self._archive, self._fields
        while index < len(lines) and archive.is_furniture(lines[index].text) and not self._opens(index):
            self._fields.furnish_line(self._lines[index], "site")
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
                self._begin = lines[index].begin + _end_of(lines[index].text, held)
            return index
        if name == "language":
            fields.add("language", lines[index].text.strip("#*- "))
            return index + 1
        if name == "credits" and archive.is_credits(lines[index].text):
            return self._credits(index)
        is_text = len(lines[index].text) > _LONG_VALUE and name not in _SENTENCES
        if is_text or archive.is_running(lines[index].text):
            return index  # the label has no value, and here the document begins
        if name == _LEFT_OUT:
            fields.furnish_line(lines[index], "site")
            return index + 1
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
            if len(lines[stop - 1].text) > _UNWRAPPED and _finished(lines[stop - 1].text) and find_people(text) > 0:
                break
            if stop - index > _BLOCK or (
                _finished(lines[stop - 1].text) and lines[stop].end - lines[index].begin > _LONG
            ):
                break
            stop += 1
        self._fields.add("citation", *(line.text.strip("# ") for line in lines[index:stop]))
        return stop


def _end_of(text: str, value: str) -> int:
    """The offset behind a value in a line, and behind the blanks and dashes that follow it."""
    end = text.find(value) + len(value)
    return end + len(text[end:]) - len(text[end:].lstrip(" \t-–—:"))


def _finished(text: str) -> bool:
    return text.endswith((".", "”", '"'))
