"""What a page prints behind the document: the abstract once more, and its headings with their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.archives import Archive
from puzanov_tei.archives.archive import bare
from puzanov_tei.readers.blocks import BlockLine
from puzanov_tei.readers.callnumber import archive_name
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.people import find_people
from puzanov_tei.readers.prose import is_sentence, reads_like_abstract

# How many lines before a sure heading an ordinary word counts as one.
_NEAR = 3
# A line of more words is running text, whatever it ends with.
_RUNNING = 8
_ONE_LINE = frozenset(("record_id", "type", "uploaded", "classification", "donors"))
# Headings below which other pages are listed.
_OTHERS = "related"
# Headings that prove a page alone: no document has them.
_ALONE = ("rights", "author(s)")
_NAME = re.compile(r"[\w'’.,-]+(?: [\w'’.,()-]+){0,5}")


def find_tail(lines: Sequence[BlockLine], archive: Archive, begin: int = 0) -> int | None:
    """The index of the first of the archive's headings behind the document, or None.

    One word on a line proves nothing (a table may have a column `Type`): a heading counts when others follow
    it and at least one of them is a heading that documents do not have.
    """
    headings: list[tuple[int, str, bool]] = []
    for index in range(begin, len(lines)):
        text = lines[index].text
        if (heading := archive.back_heading(text)) is not None:
            headings.append((index, heading, heading in archive.sure))
        elif archive.back_label(text) is not None and (head := bare(text.partition(":")[0])) in archive.sure:
            headings.append((index, head, True))
        elif archive.is_rights(text):
            headings.append((index, "rights", True))
    strong = [(index, heading) for index, heading, is_strong in headings if is_strong]
    if not strong or (len({heading for _, heading, _ in headings}) < 2 and strong[0][1] not in _ALONE):
        return None
    first = strong[0][0]
    for index, _, _ in reversed([entry for entry in headings if entry[0] < first]):
        if first - index > _NEAR:
            break
        first = index
    return first - 1 if first > begin and _is_source(lines[first - 1].text) else first


def _is_source(text: str) -> bool:
    """Whether `text` is an archival citation that stands without its heading."""
    return find_people(text) < len(text) and archive_name(text) != ""


def read_tail(lines: Sequence[BlockLine], begin: int, archive: Archive, fields: Fields) -> None:
    """Gather the values below the headings; citation and rights are known without theirs."""
    name = ""
    for line in lines[begin:]:
        heading = archive.back_heading(line.text)
        if heading is not None:
            name = archive.back[heading]
            fields.furnish_line(line, "label")
        elif (labelled := archive.back_label(line.text)) is not None:
            name = labelled[0]
            fields.furnish(line.begin, line.begin + line.text.rfind(labelled[1]), "label")
            _take(line, labelled[1], name, fields)
        elif archive.is_rights(line.text):
            fields.add("tail rights", line.text)
            name = ""
        elif _is_source(line.text):
            fields.add("tail source", line.text)
        elif archive.is_furniture(line.text):
            fields.furnish_line(line, "site")
        elif name:
            _take(line, line.text, name, fields)
            if name in _ONE_LINE:
                # What comes below is the foot of the page.
                name = ""


def _take(line: BlockLine, value: str, name: str, fields: Fields) -> None:
    if name == "furniture":
        fields.furnish_line(line, "site")
    elif name == _OTHERS:
        fields.furnish_line(line, "related")
    else:
        fields.add("tail " + name, value)


def find_abstract(lines: Sequence[BlockLine], begin: int, end: int, known: str) -> tuple[int, int]:
    """The lines of the abstract before the archive's headings, as two indices; both `end` if there is none.

    Args:
        lines: the page's lines; `begin:end` is the document with what follows it up to the first heading.
        known: the abstract if the page gives it elsewhere (in its metadata), or empty.
    """
    if known:
        for first in range(end - 1, max(begin, end - _NEAR - 1), -1):
            if " ".join(line.text for line in lines[first:end]).startswith(known.rstrip(".… ")):
                return first, end
    has_authors = end < len(lines) and bare(lines[end].text).startswith("author")
    for last in range(end - 1, max(begin, end - (1 if has_authors else _NEAR) - 1), -1):
        text = lines[last].text
        if reads_like_abstract(text):
            # The only running text that the page has is the document's.
            others = (line.text for line in lines[begin:last])
            runs = any(is_sentence(other) or len(other.split()) > _RUNNING for other in others)
            return (last, last + 1) if runs else (end, end)
        # The heading over the authors may be lost: then their names, surname first, stand below the abstract.
        if _NAME.fullmatch(text) is None or "," not in text or any(char.isdigit() for char in text):
            break
    last = end - 1
    is_apart = last > begin and lines[last].gap >= 2 and lines[last].gap > _usual_gap(lines, begin, last)
    return (last, end) if is_apart else (end, end)


def _usual_gap(lines: Sequence[BlockLine], begin: int, end: int) -> int:
    gaps = sorted(line.gap for line in lines[begin + 1 : end])
    return gaps[len(gaps) * 3 // 4] if gaps else 0
