"""What the new site prints behind the document: the abstract once more and its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from puzanov_tei.readers import labels
from puzanov_tei.readers.blocks import Line
from puzanov_tei.readers.front import Fields

_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us)\b")
_SENTENCE_END = (".", ".”", '."', ".)", "!", "?", "”.", '".')


def find_tail(lines: Sequence[Line], begin: int = 0) -> int | None:
    """The index of the first site heading behind the document, or None.

    One word on a line proves nothing (a table may have a column `Type`): a heading counts when others follow
    it and at least one of them is a heading that documents do not have.
    """
    headings = [(i, h) for i in range(begin, len(lines)) if (h := labels.tail_label(lines[i].text))]
    strong = [i for i, heading in headings if heading in labels.TAIL_STRONG]
    if not strong or len({heading for _, heading in headings}) < 2:
        return None
    first = strong[0]
    for i, _ in reversed([entry for entry in headings if entry[0] < first]):
        if first - i > 3:
            break
        first = i
    return first


def read_tail(lines: Sequence[Line], begin: int, fields: Fields) -> None:
    """Gather the values below the site's headings."""
    name = ""
    for line in lines[begin:]:
        heading = labels.tail_label(line.text)
        if heading is not None:
            name = labels.TAIL[heading]
        elif name:
            fields.add("tail " + name, line.text)
            if name in {"record_id", "type", "uploaded", "classification", "donors"}:
                # One line each: what comes below is the foot of the page.
                name = ""


def find_abstract(lines: Sequence[Line], begin: int, end: int, known: str) -> int:
    """Where the one-line abstract before the site's headings begins; `end` if there is none.

    Args:
        lines: the page's lines; `begin:end` is the document with what follows it up to the first heading.
        known: the abstract if the page gives it elsewhere (in its metadata), or empty.
    """
    if end - begin < 2:
        return end
    first = end - 1
    while first > begin and lines[first - 1].block == lines[first].block:
        first -= 1
    text = " ".join(line.text for line in lines[first:end])
    if known and _same(text, known):
        return first
    if lines[first].gap >= 2 and lines[first].gap > _usual_gap(lines, begin, first):
        return first
    return first if not known and _reads_like_abstract(text) else end


def _same(text: str, known: str) -> bool:
    known = known.rstrip(".… ")
    return bool(known) and (text.startswith(known) or " ".join(text.split()).startswith(" ".join(known.split())))


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
