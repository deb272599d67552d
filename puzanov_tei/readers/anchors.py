"""Where a page's own apparatus begins: labels of values among the lines, and the marks of a site's viewer."""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.archives import Archive
from puzanov_tei.archives.archive import bare
from puzanov_tei.readers import values
from puzanov_tei.readers.blocks import BlockLine

# How far from the top of a page its own apparatus may begin, and how long a title may be, in lines.
REACH = 40
MOST_TITLE_LINES = 8


def find_anchor(lines: Sequence[BlockLine], archive: Archive) -> int | None:
    """The index of the first line that opens the page's apparatus below the title; None if there is none."""
    printed = 0
    for index, line in enumerate(lines[:REACH]):
        if bare(line.text) in archive.viewer or archive.is_credits(line.text) or values.is_citation(line.text, archive):
            return index
        label = label_at(lines, index, archive)
        if label is not None and (label[0] != "citation" or not is_button(lines, index, archive)):
            return index
        if not archive.is_furniture(line.text) and not values.is_page_date(line.text):
            printed += 1
            if printed > MOST_TITLE_LINES:
                return None
    return None


def label_at(
    lines: Sequence[BlockLine], index: int, archive: Archive, seen: set[str] | None = None
) -> tuple[str, str] | None:
    """The label on line `index`, if what follows it is such a value: documents use the same words.

    After other labels (`seen`) one that stands alone is believed without its value.
    """
    label = archive.front_label(lines[index].text)
    if label is None:
        return None
    name, inline = label
    if seen and not inline:
        return label if name not in seen else None
    if name == "summary" and not seen and not _is_followed(lines, index, archive):
        # A report may have a summary of its own: alone, the word proves nothing.
        return None
    value = inline or (lines[index + 1].text if index + 1 < len(lines) else "")
    if not value or archive.front_label(value) is not None:
        return label
    if name == "contents" and archive.contents:
        return label if archive.contents_of(value) else None
    return label if name != "credits" or archive.is_credits(value) else None


def _is_followed(lines: Sequence[BlockLine], index: int, archive: Archive) -> bool:
    """Whether another part of the page's apparatus comes after the label on line `index`."""
    return any(
        label_at(lines, i, archive, {"summary"}) is not None
        or archive.is_credits(lines[i].text)
        or values.is_citation(lines[i].text, archive)
        or values.url_of(lines[i].text)
        for i in range(index + 1, min(index + REACH, len(lines)))
    )


def is_button(lines: Sequence[BlockLine], index: int, archive: Archive) -> bool:
    """Whether the label at `index` is a button among buttons of the page, not the label of a value."""
    return index > 0 and archive.is_mark(lines[index - 1].text)


def viewer_end(lines: Sequence[BlockLine], index: int, archive: Archive) -> int:
    """The line of the old site that ends its apparatus, or its last known one; else -1."""
    near = range(index, min(index + REACH, len(lines)))
    words = {i: bare(lines[i].text) for i in near}
    for i in near:
        if words[i] == archive.viewer_end != "":
            return i
    marked = [i for i in near if words[i] in archive.viewer]
    if not marked:
        return -1
    cited = [i for i in near if i > marked[0] and values.is_citation(lines[i].text, archive)]
    return max(marked[-1], cited[0] if cited else -1)
