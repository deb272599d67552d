"""What the new site prints behind the document: the abstract once more and its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.readers import labels
from puzanov_tei.readers.blocks import Line
from puzanov_tei.readers.callnumber import archive_name
from puzanov_tei.readers.fields import Fields
from puzanov_tei.readers.people import find_people

_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us)\b")
# How many lines before a sure heading an ordinary word counts as one.
_NEAR = 3
_ONE_LINE = frozenset(("record_id", "type", "uploaded", "classification", "donors"))
_SENTENCE_END = (".", ".”", '."', ".)", "!", "?", "”.", '".')


def find_tail(lines: Sequence[Line], begin: int = 0) -> int | None:
    """The index of the first site heading behind the document, or None.

    One word on a line proves nothing (a table may have a column `Type`): a heading counts when others follow
    it and at least one of them is a heading that documents do not have.
    """
    headings: list[tuple[int, str, bool]] = []
    for index in range(begin, len(lines)):
        text = lines[index].text
        if (heading := labels.tail_label(text)) is not None:
            headings.append((index, heading, heading in labels.TAIL_STRONG))
        elif labels.is_rights(text):
            headings.append((index, "rights", True))
    strong = [(index, heading) for index, heading, is_strong in headings if is_strong]
    if not strong or (len({heading for _, heading, _ in headings}) < 2 and strong[0][1] != "rights"):
        return None
    first = strong[0][0]
    for index, _, _ in reversed([entry for entry in headings if entry[0] < first]):
        if first - index > _NEAR:
            break
        first = index
    return first - 1 if first > begin and _is_source(lines[first - 1].text) else first


def _is_source(text: str) -> bool:
    """Whether `text` is the archival citation that stands below `Source`."""
    return find_people(text) < len(text) and archive_name(text) != ""


def read_tail(lines: Sequence[Line], begin: int, fields: Fields) -> None:
    """Gather the values below the site's headings; citation and rights are known without theirs."""
    name = ""
    for line in lines[begin:]:
        heading = labels.tail_label(line.text)
        if heading is not None:
            name = labels.TAIL[heading]
        elif labels.is_rights(line.text):
            fields.add("tail rights", line.text)
        elif _is_source(line.text):
            fields.add("tail source", line.text)
        elif name:
            fields.add("tail " + name, line.text)
            if name in _ONE_LINE:
                # What comes below is the foot of the page.
                name = ""


def find_abstract(lines: Sequence[Line], begin: int, end: int, known: str) -> int:
    """Where the one-line abstract before the site's headings begins; `end` if there is none.

    Args:
        lines: the page's lines; `begin:end` is the document with what follows it up to the first heading.
        known: the abstract if the page gives it elsewhere (in its metadata), or empty.
    """
    # The heading over the authors may be lost: then names stand between the abstract and the next heading.
    has_authors = end < len(lines) and labels.bare(lines[end].text).startswith("author")
    last = _block_begin(lines, begin, end)
    candidates: list[tuple[int, str]] = []
    first, stop = last, end
    while first > begin and len(candidates) < (1 if has_authors else _NEAR):
        candidates.append((first, " ".join(line.text for line in lines[first:stop])))
        first, stop = _block_begin(lines, begin, first), first
    for first, text in candidates:
        if _same(text, known) if known else _reads_like_abstract(text):
            return first
    is_apart = last > begin and lines[last].gap >= 2 and lines[last].gap > _usual_gap(lines, begin, last)
    return last if is_apart else end


def _block_begin(lines: Sequence[Line], begin: int, end: int) -> int:
    """The index of the first line of the block that ends before line `end`."""
    first = max(end - 1, begin)
    while first > begin and lines[first - 1].block == lines[first].block:
        first -= 1
    return first


def _same(text: str, known: str) -> bool:
    return text.startswith(known.rstrip(".… "))


def _usual_gap(lines: Sequence[Line], begin: int, end: int) -> int:
    gaps = sorted(line.gap for line in lines[begin + 1 : end])
    return gaps[len(gaps) * 3 // 4] if gaps else 0


def _reads_like_abstract(text: str) -> bool:
    """A whole sentence about the document: a capital first, a stop last, nobody says I, no brackets."""
    return (
        len(text.split()) >= 5
        and text[0].isupper()
        and text.endswith(_SENTENCE_END)
        and "[" not in text
        and _FIRST_PERSON.search(text) is None
    )
